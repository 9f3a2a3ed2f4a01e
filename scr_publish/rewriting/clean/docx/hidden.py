"""Take out text that nobody can see: hidden, in its background's colour, too small, off the page, in merged cells."""

from __future__ import annotations

from scr_publish.parsing.docx.appearance import HIDDEN, SAME_COLOUR, Appearance
from scr_publish.parsing.docx.colours import run_background
from scr_publish.parsing.docx.ooxml import MC, Element, W, alternatives, local, style_of, toggle, unlike
from scr_publish.parsing.docx.shapes import covering, is_off_page
from scr_publish.parsing.docx.styles import Styles
from scr_publish.rewriting.clean.docx.trees import remove, remove_run_child
from scr_publish.rewriting.clean.report import Log

_KINDS = {
    "HC103": "hidden texts",
    "HC105": "texts in the colour of their background",
    "HC106": "tiny texts",
    "HC108": "texts off the page",
}
_FIELD_MARKS = frozenset({W + "fldChar", W + "instrText", W + "rPr"})
_WORDS = frozenset({W + "t", W + "sym", W + "tab", W + "noBreakHyphen", W + "softHyphen"})


def remove_unseen(story: Element, styles: Styles, appearance: Appearance, where: str, log: Log) -> None:
    """Take it out of one story, whose changes are accepted already."""
    for drawing in [d for d in story.iter(W + "drawing", W + "pict") if is_off_page(d, appearance.page)]:
        holder = next((a for a in drawing.iterancestors(MC + "AlternateContent")), drawing)
        if holder.getparent() is not None:
            remove_run_child(holder)
            log.removed("drawings off the page", where)
    for row in [r for r in story.iter(W + "tr") if toggle(r.find(W + "trPr"), "hidden")]:
        remove(row)
        log.removed("hidden rows of tables", where)
    judged = [(run, found) for run in story.iter(W + "r") if (found := appearance.unseen(run)) is not None]
    for run, found in judged:
        if found is HIDDEN:
            gone = [child for child in run if child.tag not in _FIELD_MARKS]
        else:
            words = "".join(t.text or "" for t in run.iterchildren(W + "t"))
            gone = [child for child in run if child.tag in _WORDS] if any(c.isalnum() for c in words) else []
        if gone:
            log.removed(_KINDS[found.rule], where)
            if found is not HIDDEN:
                log.note("Text that could not be seen took up room: lines after it may have moved up.")
        for child in gone:
            if found is SAME_COLOUR and child.tag == W + "t" and run_background(run.find(W + "rPr")):
                child.text = _blank(child.text or "")  # the bar of colour shows, and stays
            else:
                remove(child)
        if all(child.tag == W + "rPr" for child in run):
            remove(run)
    for paragraph in [p for p in story.iter(W + "p") if _is_hidden(p, styles)]:
        remove(paragraph)
    _empty_merged_cells(story, where, log)
    _drop_older(story, where, log)


def _blank(text: str) -> str:
    """Spaces that take up about as much room as a text."""
    return "".join(c if c.isspace() else "\N{EN SPACE}" for c in text)


def say_covering(story: Element, where: str, log: Log) -> None:
    """Say which shapes lie over the page: nobody but a person can tell what is under them."""
    for count, drawing in enumerate(d for d in story.iter(W + "drawing", W + "pict") if not _is_fallback(d)):
        if covering(drawing):
            log.left(
                f"A filled shape lies over the page ({where}, drawing {count + 1}): delete it and the text below it."
            )


def _is_fallback(drawing: Element) -> bool:
    return next(drawing.iterancestors(MC + "Fallback"), None) is not None


def _is_hidden(paragraph: Element, styles: Styles) -> bool:
    """A paragraph without content whose end is hidden takes up no line; the last one of its container has to stay."""
    if any(child.tag not in (W + "pPr", W + "bookmarkStart", W + "bookmarkEnd", W + "proofErr") for child in paragraph):
        return False
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        return False
    direct = toggle(paragraph.find(f"{W}pPr/{W}rPr"), "vanish")
    hidden = direct if direct is not None else styles.paragraph(style_of(paragraph)).hidden
    following = paragraph.getnext()
    return hidden and following is not None and following.tag in (W + "p", W + "tbl")


def _empty_merged_cells(story: Element, where: str, log: Log) -> None:
    for cell in story.iter(W + "tc"):
        merges = [m for m in cell.iterfind(f"{W}tcPr/*") if local(m) in ("vMerge", "hMerge")]
        if any(merge.get(W + "val", "continue") == "continue" for merge in merges):
            for run in list(cell.iter(W + "r")):
                if any((t.text or "").strip() for t in run.iter(W + "t")):
                    log.removed("texts under merged cells", where)
                remove(run)


def _drop_older(story: Element, where: str, log: Log) -> None:
    """Drop the branch for older programs where it says something else than the one that is shown."""
    for element in list(story.iter(MC + "AlternateContent")):
        shown, others = alternatives(element)
        for other in others:
            if unlike(shown, other):
                log.removed("texts for older programs only", where)
                remove(other)
