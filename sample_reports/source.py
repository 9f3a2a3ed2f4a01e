"""Read a sample's source: a small Markdown with a few directives of its own.

`# ` and `## ` are headings, `| a | b |` rows of a table, `- ` list items, `[^1]` a footnote whose text is in a line
`[^1]: …`; `[contents]` is where the table of contents goes, and `[numbered: Recommendation %1]` makes the list that
follows an automatically numbered one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Part:
    """One part of the report: `kind` is heading, paragraph, item, table or contents."""

    kind: str
    text: str = ""
    level: int = 0
    numbering: str = ""
    rows: list[list[str]] = field(default_factory=list)


def parts(source: str) -> Iterator[Part]:
    """The parts of a source, in order; footnotes' texts are left out (see `footnotes`)."""
    numbering = ""
    for chunk in re.split(r"\n{2,}", source.strip()):
        if chunk.startswith("[^"):
            continue
        if chunk == "[contents]":
            yield Part("contents")
        elif numbered := re.fullmatch(r"\[numbered: (.+)\]", chunk):
            numbering = numbered.group(1)
        elif heading := re.match(r"(#+) (.+)", chunk):
            yield Part("heading", heading.group(2), len(heading.group(1)))
        elif chunk.startswith("|"):
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in chunk.splitlines()]
            yield Part("table", rows=[row for row in rows if set("".join(row)) - set("-: ")])
        elif chunk.startswith("- "):
            for item in re.split(r"\n(?=- )", chunk):
                yield Part("item", " ".join(item[2:].split()), numbering=numbering)
            numbering = ""
        else:
            yield Part("paragraph", " ".join(chunk.split()))


def footnotes(source: str) -> dict[str, str]:
    """The footnotes' texts by their marks."""
    return {mark: " ".join(text.split()) for mark, text in re.findall(r"^\[\^(\w+)\]: (.+)$", source, re.MULTILINE)}


INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[\^(?P<note>\w+)\]")


def runs(text: str) -> Iterator[tuple[str, str]]:
    """A paragraph's runs as (style, text): style is plain, bold, italic or note."""
    at = 0
    for found in INLINE.finditer(text):
        if found.start() > at:
            yield "plain", text[at : found.start()]
        style = found.lastgroup or "plain"
        yield style, found.group(style)
        at = found.end()
    if at < len(text):
        yield "plain", text[at:]
