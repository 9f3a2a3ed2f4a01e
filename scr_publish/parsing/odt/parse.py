"""OpenDocument text (OpenDocument 1.3, part 3): body, notes, comments, tracked changes, headers, footers, metadata.

The package has been found safe by `sniffing` before anything here is read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from scr_publish.document import Document, Kind, Surface
from scr_publish.errors import UnreadableError
from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.parsing.docx.data import properties
from scr_publish.parsing.odt.accessibility import barriers
from scr_publish.parsing.odt.attachments import Attachments
from scr_publish.parsing.odt.body import Body
from scr_publish.parsing.odt.marks import read_names
from scr_publish.parsing.odt.names import DC, META, OFFICE, STYLE, TEXT, local
from scr_publish.parsing.odt.styles import Styles
from scr_publish.parsing.opening import Input, Options
from scr_publish.parsing.package import shown_name

_HEADERS = {
    "header": Kind.HEADER,
    "header-left": Kind.HEADER,
    "header-first": Kind.HEADER,
    "footer": Kind.FOOTER,
    "footer-left": Kind.FOOTER,
    "footer-first": Kind.FOOTER,
}
_RULES = {
    META + "user-defined": "HC134",
    META + "template": "HC124",
    META + "keyword": "HC135",
    DC + "subject": "HC135",
    DC + "description": "HC135",
}
"""The rules that properties break; those that name somebody have HC104."""
_COUNTS = frozenset(
    {META + "document-statistic", META + "generator", META + "editing-cycles", META + "editing-duration"}
)


def parse_odt(given: Input, options: Options) -> Document:
    """Read an OpenDocument text. Raises UnreadableError (DX104) where its content is missing."""
    builder = DocumentBuilder()
    with zipfile.ZipFile(BytesIO(given.data)) as package:
        content = _part(package, "content.xml")
        if content is None:
            raise UnreadableError(
                "DX104", f"{given.name} is damaged: its content is missing. Save the draft again and check that copy."
            )
        styles = _part(package, "styles.xml")
        meta = _part(package, "meta.xml")
        embedded = sorted(
            name for name in package.namelist() if name.endswith("/content.xml") and not name.startswith("META-INF/")
        )
        objects = [(name, part) for name in embedded if (part := _part(package, name)) is not None]
        all_styles = Styles(content, styles)
        body = Body(builder, all_styles)
        for text in content.iter(OFFICE + "text"):
            body.read(text, "body")
        if styles is not None:
            _running(body, styles)
        for name, part in objects:
            _embedded(builder, name, part)
        if meta is not None:
            _metadata(builder, meta)
        read_names(builder, content, all_styles)
        Attachments(builder, package, options).read(given.data)
    builder.barriers(barriers(content, styles, meta))
    return builder.finish(given.source)


def _part(package: zipfile.ZipFile, name: str) -> Any:
    if name not in package.namelist():
        return None
    try:
        return etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:  # well formed, as `package` has seen, but with names of no known namespace
        raise UnreadableError(
            "DX104", f"the part {shown_name(name)} is damaged. Save the draft again and check that."
        ) from None


def _running(body: Body, styles: Any) -> None:
    """Headers and footers, each text once however many page styles share it."""
    seen: set[tuple[Kind, str]] = set()
    for master in styles.iter(STYLE + "master-page"):
        for part in master:
            kind = _HEADERS.get(local(part))
            words = " ".join(" ".join(part.itertext()).split())
            if kind and words and (kind, words) not in seen:
                seen.add((kind, words))
                name = master.get(STYLE + "display-name") or master.get(STYLE + "name") or ""
                shown = part.get(STYLE + "display") != "false"
                body.read_running(part, kind, f"styles/{name}/{local(part)}", shown=shown)


def _embedded(builder: DocumentBuilder, name: str, part: Any) -> None:
    """The words of a chart, formula or sheet inside the file."""
    for i, paragraph in enumerate(part.iter(TEXT + "p"), 1):
        builder.add(
            Kind.PARAGRAPH,
            " ".join("".join(paragraph.itertext()).split()),
            surface=Surface.EMBEDDED,
            path=f"{name}/p[{i}]",
            where="an embedded object",
        )


def _metadata(builder: DocumentBuilder, meta: Any) -> None:
    for element, words in _fields(meta):
        name = element.get(META + "name") or local(element).replace("-", " ")
        block = builder.add(
            Kind.METADATA,
            words,
            surface=Surface.METADATA,
            path=f"meta/{local(element)}",
            where=f"document properties, {name[:60]}",
        )
        rule = _RULES.get(element.tag)
        if words.lower() in properties().default["Template"] or name in properties().written_by_program:
            rule = None
        if rule and block is not None:
            builder.trace(rule, block, detail=name[:60])


def _fields(meta: Any) -> Iterator[tuple[Any, str]]:
    for group in meta.iter(OFFICE + "meta"):
        for element in group:
            if isinstance(element.tag, str) and element.tag not in _COUNTS and element.tag.startswith((DC, META)):
                words = " ".join("".join(element.itertext()).split())
                if element.tag == META + "template":
                    words = element.get("{http://www.w3.org/1999/xlink}title") or ""
                if words:
                    yield element, words
