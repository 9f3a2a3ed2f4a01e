"""The table of docs/hidden-content.md, made from the matrix: `python -m tests.hidden.table` writes it anew."""

from __future__ import annotations

import re
from pathlib import Path

from scr_publish.rules import catalogue
from tests.hidden.docx_rows import DOCX_ROWS
from tests.hidden.html_rows import HTML_ROWS
from tests.hidden.odt_rows import ODT_ROWS
from tests.hidden.pdf_rows import PDF_ROWS
from tests.hidden.rows import Row
from tests.hidden.rtf_rows import RTF_ROWS

PAGE = Path(__file__).parents[2] / "docs" / "hidden-content.md"
FORMATS = {"Word": DOCX_ROWS, "OpenDocument": ODT_ROWS, "RTF": RTF_ROWS, "HTML": HTML_ROWS, "PDF": PDF_ROWS}
_BETWEEN = re.compile(r"(?<=<!-- matrix:start -->\n).*?(?=<!-- matrix:end -->)", re.DOTALL)


def table() -> str:
    """A section a format: each item, its rule and severity, where its words are read, and whether `clean` takes it
    out."""
    return "\n".join(_section(name, rows) for name, rows in FORMATS.items())


def _section(name: str, rows: list[Row]) -> str:
    lines = [f"### {name}", "", "| what | rule | severity | its words are read as | `clean` |", "|---|---|---|---|---|"]
    for row in rows:
        rule = catalogue()[row.rule]
        surface = row.surface.value if row.surface else "it has none"
        done = "takes it out" if row.cleaned else "says that it is there"
        lines.append(f"| {row.item} | [{rule.id}](rules/hidden.md) | {rule.severity.value} | {surface} | {done} |")
    return "\n".join([*lines, ""])


def with_table(page: str) -> str:
    """The page with its table made anew."""
    return _BETWEEN.sub(lambda _: table(), page)


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
