"""Which comments are resolved and which answer others ([MS-DOCX] 2.5.4, `w15:commentEx`)."""

from __future__ import annotations

from scr_publish.parsing.docx.ooxml import Element, W
from scr_publish.parsing.docx.parts import Package

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def read_threads(package: Package, main: str, comments: Element) -> dict[int, str]:
    """For each comment, by its number from 1, words on its state: ", resolved", ", a reply to comment 2"."""
    numbers = {
        paragraph.get(_W14 + "paraId", ""): i
        for i, comment in enumerate(comments.iterchildren(W + "comment"), start=1)
        for paragraph in comment.iter(W + "p")
    }
    words: dict[int, str] = {}
    for part in package.related(main, "commentsExtended"):
        root = package.xml(part)
        for entry in root.iter(_W15 + "commentEx") if root is not None else ():
            number = numbers.get(entry.get(_W15 + "paraId", "-"))
            if number is None:
                continue
            parent = numbers.get(entry.get(_W15 + "paraIdParent", "-"))
            resolved = ", resolved" if entry.get(_W15 + "done") in ("1", "true") else ""
            words[number] = resolved + (f", a reply to comment {parent}" if parent else "")
    return words
