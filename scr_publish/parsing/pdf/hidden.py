"""What a PDF holds beside the text of its pages: document information, notes, links, form fields, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from scr_publish.document import Kind, Surface
from scr_publish.parsing.pdf.headings import Bookmark
from scr_publish.parsing.pdf.words import words

_MOST = 20_000
"""Annotations, fields and bookmarks that are looked at; a file with more is no report."""

_DEEPEST = 16
_PROPERTIES = {"/Title": "title", "/Author": "author", "/Subject": "subject", "/Keywords": "keywords"}
_TOOLS = {"/Creator": "creator", "/Producer": "producer"}
_NO_WORDS = re.compile(r"(?:uuid:|xmp\.|urn:)\S*|[\d\sTZ:+.,/-]*|[\w.+-]+/[\w.+-]+|true|false|x-default", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")
_SCHEME = re.compile(r"^(?:mailto:|tel:|https?://(?:www\.)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A piece of text that no page shows: what it is, where it is, and for notes and links their page."""

    kind: Kind
    surface: Surface
    text: str
    where: str
    page: int | None = None


class HiddenError(Exception):
    """The file's structure could not be read."""


def read_hidden(data: bytes, printed: str, bookmarks: Sequence[Bookmark]) -> list[Hidden]:
    """All hidden text, in a fixed order. `printed` is the text of the pages: link targets and bookmarks that it holds
    are left out.

    Raises HiddenError where the file's objects cannot be read."""
    known = _plain(printed)
    found: list[Hidden] = []
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            found += _information(pdf)
            found += _annotations(pdf, known)
            found += _attachments(pdf)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise HiddenError from error
    for bookmark in bookmarks[:_MOST]:
        if _plain(bookmark.title) not in known:
            found.append(Hidden(Kind.METADATA, Surface.METADATA, bookmark.title, "bookmark", bookmark.page or None))
    return _distinct(found)


def _distinct(found: Sequence[Hidden]) -> list[Hidden]:
    """Each text once in each place: XMP repeats the document information, links repeat over their lines."""
    seen: set[tuple[str, Surface, int | None]] = set()
    out = []
    for item in found:
        text = " ".join(item.text.replace("\x00", "").split())
        page = item.page if item.surface is not Surface.METADATA else None
        if text and text.casefold() not in words().placeholders and (text, item.surface, page) not in seen:
            seen.add((text, item.surface, page))
            out.append(Hidden(item.kind, item.surface, text, item.where, item.page))
    return out


def _plain(text: str) -> str:
    return _SIGNS.sub("", text.casefold())


def _string(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String) else ""


def _information(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    info = pdf.trailer.get("/Info")
    if isinstance(info, pikepdf.Dictionary):
        for key, value in info.items():
            text = _string(value)
            if key in ("/CreationDate", "/ModDate", "/Trapped") or (key in _TOOLS and _is_program(text)):
                continue
            name = _PROPERTIES.get(key) or _TOOLS.get(key) or key.lstrip("/")
            yield Hidden(Kind.METADATA, Surface.METADATA, text, f"document information, {name}")
    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        yield from _xmp(metadata.read_bytes())


def _is_program(text: str) -> bool:
    lowered = text.casefold()
    return not text.strip() or any(name in lowered for name in words().programs)


def _xmp(packet: bytes) -> Iterator[Hidden]:
    try:
        root = ElementTree.fromstring(packet.strip(b"\x00 \r\n\t"))
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        return
    parents = {child: parent for parent in root.iter() for child in parent}
    for element in root.iter():
        values = [(element.tag, element.text or ""), *element.attrib.items()]
        for tag, value in values:
            node = element
            while "www.w3.org/1999/02/22-rdf-syntax-ns#" in tag and node in parents and tag == node.tag:
                node = parents[node]
                tag = node.tag
            name = tag.rpartition("}")[2]
            if "}" not in tag or "rdf-syntax-ns#" in tag or _NO_WORDS.fullmatch(value.strip()):
                continue
            if "XML/1998" in tag or (name in ("CreatorTool", "Producer", "softwareAgent") and _is_program(value)):
                continue
            if name in ("xmptk", "part", "conformance", "documentID", "instanceID", "action", "changed"):
                continue
            yield Hidden(Kind.METADATA, Surface.METADATA, value, f"document information (XMP), {name}")


def _annotations(pdf: pikepdf.Pdf, printed: str) -> Iterator[Hidden]:
    seen = 0
    for number, page in enumerate(pdf.pages, 1):
        notes = page.obj.get("/Annots")
        if not isinstance(notes, pikepdf.Array):
            continue
        for note in notes:
            seen += 1
            if seen > _MOST:
                raise HiddenError
            if isinstance(note, pikepdf.Dictionary):
                yield from _annotation(note, number, printed)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        yield from _fields(form.get("/Fields"), 0)


def _annotation(note: pikepdf.Dictionary, page: int, printed: str) -> Iterator[Hidden]:
    kind = str(note.get("/Subtype", ""))
    if kind == "/Link":
        action = note.get("/A")
        target = _string(action.get("/URI")) if isinstance(action, pikepdf.Dictionary) else ""
        if target and _plain(_SCHEME.sub("", target)) not in printed:
            yield Hidden(Kind.METADATA, Surface.LINK, target, "link", page)
    if kind == "/FileAttachment":
        yield from _file(note.get("/FS"), page)
    if kind not in ("/Widget", "/Popup"):
        place = "link" if kind == "/Link" else "note"
        contents = _string(note.get("/Contents"))
        if kind != "/Link" or _plain(contents) not in printed:
            yield Hidden(Kind.COMMENT, Surface.ANNOTATION, contents, place, page)
        author = _string(note.get("/T"))
        if kind != "/Link" and author:
            yield Hidden(Kind.COMMENT, Surface.ANNOTATION, author, f"{place}, its author", page)
        subject = _string(note.get("/Subj"))
        if subject and " " in subject:
            yield Hidden(Kind.COMMENT, Surface.ANNOTATION, subject, f"{place}, its subject", page)


def _fields(fields: Any, depth: int) -> Iterator[Hidden]:
    if not isinstance(fields, pikepdf.Array) or depth > _DEEPEST:
        return
    for field in fields:
        if not isinstance(field, pikepdf.Dictionary):
            continue
        value = field.get("/V")
        values = list(value) if isinstance(value, pikepdf.Array) else [value]
        name = _string(field.get("/TU")) or _string(field.get("/T"))
        for item in values:
            yield Hidden(Kind.FIELD, Surface.FORM_FIELD, _string(item), "form field")
        if " " in name:
            yield Hidden(Kind.FIELD, Surface.FORM_FIELD, name, "form field, its label")
        yield from _fields(field.get("/Kids"), depth + 1)


def _attachments(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    for name, attached in pdf.attachments.items():
        yield Hidden(Kind.METADATA, Surface.ATTACHMENT, name, "attachment, its name")
        yield Hidden(Kind.METADATA, Surface.ATTACHMENT, attached.filename or "", "attachment, its name")
        yield Hidden(Kind.METADATA, Surface.ATTACHMENT, attached.description or "", "attachment, its description")


def _file(specification: Any, page: int) -> Iterator[Hidden]:
    if isinstance(specification, pikepdf.Dictionary):
        for key, place in (("/UF", "name"), ("/F", "name"), ("/Desc", "description")):
            text = _string(specification.get(key))
            yield Hidden(Kind.METADATA, Surface.ATTACHMENT, text, f"attachment, its {place}", page)
