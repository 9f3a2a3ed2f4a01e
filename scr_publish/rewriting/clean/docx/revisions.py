"""Accept every tracked change: what was inserted stays, what was deleted goes, formatting is as it is now."""

from __future__ import annotations

from scr_publish.parsing.docx.ooxml import Element, W
from scr_publish.rewriting.clean.docx.trees import remove, unwrap
from scr_publish.rewriting.clean.report import Log

_MARKS = frozenset(W + name for name in ("rPr", "trPr", "numPr", "ctrlPr", "tcPr"))
"""Where `w:ins` and `w:del` mark a paragraph's end, a row or a number, and hold nothing."""
_BEFORE = frozenset(
    W + name
    for name in ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange",
                 "tblGridChange", "numberingChange", "cellIns", "cellMerge")
)  # fmt: skip
"""What formatting was before."""
_ENDS = frozenset(
    W + name + end
    for name in ("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange", "customXmlMoveFromRange",
                 "customXmlMoveToRange")
    for end in ("Start", "End")
)  # fmt: skip
_GONE = (W + "del", W + "moveFrom")
_STAYS = (W + "ins", W + "moveTo")


def accept_revisions(story: Element, where: str, log: Log) -> None:
    """Accept the changes of one story."""
    for element in list(story.iter(*_BEFORE, *_ENDS)):
        if element.tag in _BEFORE:
            log.removed("tracked changes of formatting", where)
        remove(element)
    for cell in [mark.getparent() for mark in story.iter(W + "cellDel")]:
        owner = cell.getparent() if cell is not None else None
        if owner is not None:
            remove(owner)
            log.removed("tracked deletions", where)
    for row in [r for r in story.iter(W + "tr") if r.find(f"{W}trPr/{W}del") is not None]:
        remove(row)
        log.removed("tracked deletions", where)
    for paragraph in [p for p in story.iter(W + "p") if _end_is_gone(p)]:
        _join(paragraph)
    for element in list(story.iter(*_GONE)):
        if element.getparent() is not None and element.getparent().tag not in _MARKS:
            log.removed("tracked deletions" if element.tag == W + "del" else "texts moved away", where)
        remove(element)
    for element in list(story.iter(*_STAYS)):
        if element.getparent() is not None and element.getparent().tag in _MARKS:
            remove(element)
        else:
            log.removed("tracked insertions (their text stays)", where)
            unwrap(element)
    for text in list(story.iter(W + "delText", W + "delInstrText")):
        remove(text)
    _mend(story)


def _end_is_gone(paragraph: Element) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(tag) is not None for tag in _GONE)


def _join(paragraph: Element) -> None:
    """A paragraph whose end is deleted goes on in the next one; one that is deleted whole goes."""
    following = paragraph.getnext()
    content = [child for child in paragraph if child.tag != W + "pPr"]
    section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
    if section or ((following is None or following.tag != W + "p") and any(c.tag not in _GONE for c in content)):
        return
    if following is not None and following.tag == W + "p":
        first = 1 if following.find(W + "pPr") is not None else 0
        for i, child in enumerate(content):
            following.insert(first + i, child)
    remove(paragraph)


def _mend(story: Element) -> None:
    """Tables without rows go; cells without a paragraph get one, as the format asks."""
    for row in [r for r in story.iter(W + "tr") if r.find(f".//{W}tc") is None]:
        remove(row)
    for table in [t for t in story.iter(W + "tbl") if t.find(f".//{W}tr") is None]:
        remove(table)
    for cell in story.iter(W + "tc"):
        if cell.find(f".//{W}p") is None:
            cell.append(cell.makeelement(W + "p"))
