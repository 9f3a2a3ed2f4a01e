"""Annotations and form fields (ISO 32000-1, 12.5 and 12.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from scr_publish.document import Kind, Surface
from scr_publish.parsing.pdf.hidden.items import DEEPEST, MOST, Hidden, HiddenError, plain, string
from scr_publish.parsing.places import is_local

_SCHEMES = ("mailto:", "tel:", "https://", "http://", "www.")


def note_texts(pdf: pikepdf.Pdf, printed: str) -> Iterator[Hidden]:
    """What the notes, replies and links of all pages say; link targets and texts that the pages print are left out."""
    seen = 0
    for number, page in enumerate(pdf.pages, 1):
        notes = page.obj.get("/Annots")
        if not isinstance(notes, pikepdf.Array):
            continue
        for note in notes:
            seen += 1
            if seen > MOST:
                raise HiddenError
            if isinstance(note, pikepdf.Dictionary):
                yield from _annotation(note, number, printed)


def _annotation(note: pikepdf.Dictionary, page: int, printed: str) -> Iterator[Hidden]:
    kind = str(note.get("/Subtype", ""))
    if kind == "/Link":
        yield from _link(note, page, printed)
    if kind in ("/Widget", "/Popup"):
        return
    place = "link" if kind == "/Link" else "note"
    contents = string(note.get("/Contents"))
    rich = _without_tags(note.get("/RC"))
    if kind != "/Link" or plain(contents) not in printed:
        yield Hidden(Kind.COMMENT, Surface.ANNOTATION, contents, place, page)
    if plain(rich) not in plain(contents):
        yield Hidden(Kind.COMMENT, Surface.ANNOTATION, rich, f"{place}, its formatted text", page)
    author = string(note.get("/T"))
    if kind != "/Link" and author:
        yield Hidden(Kind.COMMENT, Surface.ANNOTATION, author, f"{place}, its author", page)
    subject = string(note.get("/Subj"))
    if subject and " " in subject:
        yield Hidden(Kind.COMMENT, Surface.ANNOTATION, subject, f"{place}, its subject", page)


def _link(note: pikepdf.Dictionary, page: int, printed: str) -> Iterator[Hidden]:
    action = note.get("/A")
    target = string(action.get("/URI")) if isinstance(action, pikepdf.Dictionary) else ""
    shown = target
    for scheme in _SCHEMES:
        shown = shown.removeprefix(scheme)
    if target and (plain(shown) not in printed or is_local(target)):
        rule = "HC217" if is_local(target) else ""
        yield Hidden(Kind.METADATA, Surface.LINK, target, "link", page, rule, "the target of a link")


def _without_tags(value: Any) -> str:
    """Rich text (XHTML) as plain text."""
    text = string(value)
    if not text and isinstance(value, pikepdf.Stream):
        text = value.read_bytes().decode("utf-8", "replace")
    if not text.strip():
        return ""
    try:
        return " ".join(" ".join(ElementTree.fromstring(text.strip()).itertext()).split())
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        return text


def fields(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    """The form fields' values, choices, labels and tool tips, and the text of an XFA form."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    yield from _fields(form.get("/Fields"), 0)
    xfa = form.get("/XFA")
    for part in xfa if isinstance(xfa, pikepdf.Array) else [xfa]:
        if isinstance(part, pikepdf.Stream):
            text = _without_tags(part)
            yield Hidden(Kind.FIELD, Surface.FORM_FIELD, text, "form (XFA)", None, "HC214", "form (XFA)")


def _fields(found: Any, depth: int) -> Iterator[Hidden]:
    if not isinstance(found, pikepdf.Array) or depth > DEEPEST:
        return
    for field in found:
        if not isinstance(field, pikepdf.Dictionary):
            continue
        for key, what in (("/V", "form field"), ("/DV", "form field, its default"), ("/Opt", "form field, a choice")):
            for item in _values(field.get(key)):
                yield Hidden(Kind.FIELD, Surface.FORM_FIELD, item, what, None, "HC214", what)
        name = string(field.get("/TU")) or string(field.get("/T"))
        if " " in name:
            yield Hidden(Kind.FIELD, Surface.FORM_FIELD, name, "form field, its label", None, "HC214", "its label")
        yield from _fields(field.get("/Kids"), depth + 1)


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, pikepdf.Array):
        for item in value:
            yield from _values(item)
    elif isinstance(value, pikepdf.Stream):
        yield value.read_bytes().decode("utf-8", "replace")
    else:
        yield string(value)
