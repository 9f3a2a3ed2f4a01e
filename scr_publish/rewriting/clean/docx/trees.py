"""Small changes to a tree of WordprocessingML."""

from __future__ import annotations

from scr_publish.parsing.docx.ooxml import Element, W


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Element, inner: Element | None = None, leave: frozenset[str] = frozenset()) -> None:
    """Put an element's children (or those of `inner`) in its place; children with a tag in `leave` go with it."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    children = [child for child in (element if inner is None else inner) if child.tag not in leave]
    parent.remove(element)
    for i, child in enumerate(children):
        parent.insert(at + i, child)


def remove_run_child(element: Element) -> None:
    """Take an element out of its run, and the run with it where nothing else is left."""
    run = element.getparent()
    remove(element)
    if run is not None and run.tag == W + "r" and all(child.tag == W + "rPr" for child in run):
        remove(run)
