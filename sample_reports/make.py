"""Make the sample reports from their sources: `make samples`.

`sources/corrected-report.md` is the report as it should be; `sources/flaws.toml` turns it into the flawed one and says
what is wrong in each place. `sources/long-report.md` becomes the long PDF, and each other kind of review has a source
of its own. All of it is fictional."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from sample_reports.to_docx import write_docx  # noqa: E402 - run as a program from any folder
from sample_reports.to_pdf import write_pdf  # noqa: E402 - run as a program from any folder

OTHER_REVIEWS = {
    "practice-review": "Otterdale Safeguarding Children Partnership",
    "adults-review": "Fellgate Safeguarding Adults Board",
    "homicide-review": "Stowbeck Community Safety Partnership",
    "child-practice-review": "Severnmarch Safeguarding Children Board",
}
"""A report for each kind of review that is not a Serious Case Review, with the body that publishes it."""


def flawed(source: str, flaws: dict[str, Any]) -> str:
    """The corrected source with every flaw planted. Raises ValueError where a flaw's place is not there once."""
    for flaw in flaws["flaw"]:
        found = source.count(flaw["find"])
        if found != 1:
            raise ValueError(f"sources/flaws.toml: “{flaw['find'][:60]}” is in the source {found} times")
        source = source.replace(flaw["find"], flaw["write"])
    return source


def what_is_wrong(flaws: dict[str, Any]) -> list[str]:
    """What is wrong in the flawed report, a line each, for the README."""
    lines = [flaw["wrong"] for flaw in flaws["flaw"]]
    lines += [f"A comment by {entry['author']} is still in the file." for entry in flaws.get("comment", [])]
    lines += ["A sentence deleted with tracked changes can still be read." for _ in flaws.get("deletion", [])]
    lines += ["An insertion has not been accepted." for _ in flaws.get("insertion", [])]
    return lines


def made(folder: Path) -> None:
    """Write every sample into a folder."""
    source = (HERE / "sources" / "corrected-report.md").read_text(encoding="utf-8")
    flaws = tomllib.loads((HERE / "sources" / "flaws.toml").read_text(encoding="utf-8"))
    write_docx(source, folder / "corrected-report.docx", author="Wexmoor Safeguarding Children Board")
    write_docx(flawed(source, flaws), folder / "flawed-report.docx", author="Lorraine Pettifer", marks=flaws)
    for name, author in OTHER_REVIEWS.items():
        text = (HERE / "sources" / f"{name}.md").read_text(encoding="utf-8")
        write_docx(text, folder / f"{name}.docx", author=author)
    earlier = tomllib.loads((HERE / "sources" / "practice-review-2018.toml").read_text(encoding="utf-8"))
    practice = (HERE / "sources" / "practice-review.md").read_text(encoding="utf-8")
    author = OTHER_REVIEWS["practice-review"]
    write_docx(flawed(practice, earlier), folder / "practice-review-2018.docx", author=author)
    write_pdf((HERE / "sources" / "long-report.md").read_text(encoding="utf-8"), folder / "flawed-long-report.pdf")


def main() -> None:
    made(HERE)
    readme = HERE / "README.md"
    flaws = tomllib.loads((HERE / "sources" / "flaws.toml").read_text(encoding="utf-8"))
    listed = "\n".join(f"- {line}" for line in what_is_wrong(flaws))
    text = readme.read_text(encoding="utf-8")
    text = re.sub(
        r"<!-- flaws:start -->.*<!-- flaws:end -->",
        lambda _: f"<!-- flaws:start -->\n{listed}\n<!-- flaws:end -->",
        text,
        flags=re.DOTALL,
    )
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
