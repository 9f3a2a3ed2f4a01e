"""Files attached to a PDF, those of a portfolio too, and the data that its pictures carry about themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from scr_publish.document import Kind, Surface
from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.parsing.embedded import Embedded
from scr_publish.parsing.limits import MAX_EMBEDDED_BYTES
from scr_publish.parsing.opening import Options
from scr_publish.parsing.pdf.hidden.items import DEEPEST, Collector, Hidden, string
from scr_publish.parsing.pictures import read_picture

_MOST_PICTURES = 2000
_PACKED = {"/DCTDecode": "JPEG", "/JPXDecode": "JPEG 2000"}


def read_attachments(pdf: pikepdf.Pdf, collector: Collector, options: Options) -> None:
    """Add the names of all attached files and what stands in them."""
    embedded = Embedded(collector.builder, options)
    seen: set[tuple[int, int]] = set()
    for specification in _specifications(pdf):
        if specification.is_indirect and specification.objgen in seen:
            continue
        seen.add(specification.objgen)
        collector.take(_names(specification))
        files = specification.get("/EF")
        if not isinstance(files, pikepdf.Dictionary):
            continue
        name = string(specification.get("/UF")) or string(specification.get("/F")) or "file"
        data = _data(files)
        if data is None:
            collector.builder.trace("HC213", detail="an attached file", where="attachment")
            collector.builder.problem("DX205", "an attached file")
            continue
        embedded.read(data, f"attachment/{name}", "attachment", "HC213")


def _data(files: pikepdf.Dictionary) -> bytes | None:
    for key in ("/UF", "/F", "/Unix", "/Mac", "/DOS"):
        stream = files.get(key)
        if isinstance(stream, pikepdf.Stream):
            try:
                length = int(stream.get("/Length", 0))
                data = stream.read_bytes() if length <= MAX_EMBEDDED_BYTES else None
            except (pikepdf.PdfError, RuntimeError, ValueError):
                return None
            return data
    return None


def _specifications(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every file specification: of the name tree, of notes, and associated with the document, a page or a part."""
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        yield from _tree(names.get("/EmbeddedFiles"), 0)
    yield from _associated(pdf.Root)
    for page in pdf.pages:
        yield from _associated(page.obj)
        notes = page.obj.get("/Annots")
        for note in notes if isinstance(notes, pikepdf.Array) else ():
            if isinstance(note, pikepdf.Dictionary) and isinstance(note.get("/FS"), pikepdf.Dictionary):
                yield note.FS


def _associated(holder: Any) -> Iterator[Any]:
    files = holder.get("/AF")
    for item in files if isinstance(files, pikepdf.Array) else [files]:
        if isinstance(item, pikepdf.Dictionary):
            yield item


def _tree(node: Any, depth: int) -> Iterator[Any]:
    if not isinstance(node, pikepdf.Dictionary) or depth > DEEPEST:
        return
    names = node.get("/Names")
    if isinstance(names, pikepdf.Array):
        yield from (item for item in names if isinstance(item, pikepdf.Dictionary))
    for kid in node.get("/Kids") or ():
        yield from _tree(kid, depth + 1)


def _names(specification: Any) -> Iterator[Hidden]:
    for key, place in (("/UF", "name"), ("/F", "name"), ("/Desc", "description")):
        text = string(specification.get(key))
        yield Hidden(Kind.METADATA, Surface.ATTACHMENT, text, f"attachment, its {place}")
    items = specification.get("/CI")
    for value in items.values() if isinstance(items, pikepdf.Dictionary) else ():
        text = string(value.get("/D")) if isinstance(value, pikepdf.Dictionary) else string(value)
        yield Hidden(Kind.METADATA, Surface.ATTACHMENT, text, "attachment, its entry in the portfolio")


def read_pictures(pictures: list[pikepdf.Stream], builder: DocumentBuilder) -> None:
    """Add what the pictures say about themselves: those that are kept in the file as cameras write them."""
    for number, picture in enumerate(pictures[:_MOST_PICTURES], 1):
        filters = picture.get("/Filter")
        if isinstance(filters, pikepdf.Array) and len(filters) == 1:
            filters = filters[0]
        if str(filters) in _PACKED:
            read_picture(builder, picture.read_raw_bytes(), f"picture[{number}]", f"picture {number}")
