"""Bookmarks and styles of an OpenDocument text: names that people gave go, or become neutral."""

from __future__ import annotations

from typing import Any

from scr_publish.parsing.docx.content import is_made_by_program
from scr_publish.parsing.docx.data import properties
from scr_publish.parsing.odt.names import HREF, OFFICE, STYLE, TEXT
from scr_publish.rewriting.clean.report import Log

_BOOKMARKS = (TEXT + "bookmark", TEXT + "bookmark-start", TEXT + "bookmark-end")


def clean_names(roots: list[Any], log: Log) -> None:
    """Take out bookmarks that nothing refers to, give neutral names to the others and to styles."""
    used = {e.get(TEXT + "ref-name", "") for root in roots for e in root.iter(TEXT + "bookmark-ref")}
    used |= {e.get(HREF, "").removeprefix("#") for root in roots for e in root.iter(TEXT + "a")}
    new: dict[str, str] = {}
    for root in roots:
        for mark in list(root.iter(*_BOOKMARKS)):
            name = mark.get(TEXT + "name", "")
            if name in used and not is_made_by_program(name):
                new.setdefault(name, f"_Ref{900000001 + len(new)}")
                mark.set(TEXT + "name", new[name])
                log.removed("names of bookmarks (now neutral)", "the body")
            elif name not in used:
                _remove(mark)
                if mark.tag != TEXT + "bookmark-end" and not is_made_by_program(name):
                    log.removed("bookmarks", "the body")
        for reference in root.iter(TEXT + "bookmark-ref"):
            if reference.get(TEXT + "ref-name", "") in new:
                reference.set(TEXT + "ref-name", new[reference.get(TEXT + "ref-name", "")])
        for link in root.iter(TEXT + "a"):
            if link.get(HREF, "").removeprefix("#") in new:
                link.set(HREF, "#" + new[link.get(HREF, "").removeprefix("#")])
    _styles(roots, log)


def _styles(roots: list[Any], log: Log) -> None:
    """Rename paragraph styles of no class, in every attribute that refers to one."""
    new: dict[str, str] = {}
    for root in roots:
        if root.tag != OFFICE + "document-styles":
            continue
        for style in root.iter(STYLE + "style"):
            shown = style.get(STYLE + "display-name") or style.get(STYLE + "name", "")
            own = style.get(STYLE + "family") == "paragraph" and not style.get(STYLE + "class")
            if own and style.get(STYLE + "parent-style-name") and properties().is_own_style(shown):
                new[style.get(STYLE + "name", "")] = f"Style_{900 + len(new)}"
                style.attrib.pop(STYLE + "display-name", None)
                log.removed("names of styles (now neutral)", "the styles")
    if not new:
        return
    for root in roots:
        for element in root.iter():
            for key, value in element.attrib.items():
                if value in new and key.rpartition("}")[2] in ("name", "style-name", "parent-style-name",
                                                               "next-style-name", "apply-style-name"):  # fmt: skip
                    element.set(key, new[value])


def _remove(mark: Any) -> None:
    parent, before = mark.getparent(), mark.getprevious()
    if mark.tail:
        if before is not None:
            before.tail = (before.tail or "") + mark.tail
        else:
            parent.text = (parent.text or "") + mark.tail
    parent.remove(mark)
