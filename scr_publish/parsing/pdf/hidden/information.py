"""The document information and XMP packets (ISO 32000-1, 14.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from scr_publish.parsing.pdf.hidden.items import Hidden, metadata, string
from scr_publish.parsing.pdf.words import words
from scr_publish.parsing.places import is_local

_PROPERTIES = {"/Title": "title", "/Author": "author", "/Subject": "subject", "/Keywords": "keywords"}
_TOOLS = {"/Creator": "creator", "/Producer": "producer"}
_DATES = ("/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner")
_OTHER_RULES = frozenset({"title", "author", "creator", "producer", "language", "lang", "rights", "publisher"})
"""Properties that a published report may have, or of which another rule speaks (HC104)."""

_NO_WORDS = re.compile(r"(?:uuid:|xmp\.|urn:)\S*|[\d\sTZ:+.,/-]*|[\w.+-]+/[\w.+-]+|true|false|x-default", re.IGNORECASE)
_RDF = "www.w3.org/1999/02/22-rdf-syntax-ns#"
_NOTATION = frozenset({"xmptk", "part", "conformance", "documentID", "instanceID", "action", "changed", "rev", "amd"})
_PROGRAMS = frozenset({"CreatorTool", "Producer", "softwareAgent"})


def information(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    """The properties of the file itself."""
    yield from dictionary(pdf.trailer.get("/Info"), "document information")
    packet = pdf.Root.get("/Metadata")
    if isinstance(packet, pikepdf.Stream):
        yield from xmp(packet.read_bytes(), "document information (XMP)")


def dictionary(info: object, where: str) -> Iterator[Hidden]:
    """The values of a document information dictionary."""
    if not isinstance(info, pikepdf.Dictionary):
        return
    for key, value in info.items():
        text = string(value)
        if key in _DATES or (key in _TOOLS and _is_program(text)):
            continue
        name = _PROPERTIES.get(key) or _TOOLS.get(key) or key.lstrip("/")
        yield _property(text, where, name)


def _property(text: str, where: str, name: str) -> Hidden:
    rule = "" if name.casefold() in _OTHER_RULES else "HC227"
    if is_local(text):
        rule = "HC217"
    return metadata(text, f"{where}, {name}", rule, detail=f"{where}, {name}")


def _is_program(text: str) -> bool:
    lowered = text.casefold()
    return not text.strip() or any(name in lowered for name in words().programs)


def xmp(packet: bytes, where: str) -> Iterator[Hidden]:
    """The values of an XMP packet that have words."""
    try:
        root = ElementTree.fromstring(packet.strip(b"\x00 \r\n\t"))
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        return
    parents = {child: parent for parent in root.iter() for child in parent}
    for element in root.iter():
        values = [(element.tag, element.text or ""), *element.attrib.items()]
        for tag, value in values:
            node = element
            while _RDF in tag and node in parents and tag == node.tag:
                node = parents[node]
                tag = node.tag
            name = tag.rpartition("}")[2]
            if "}" not in tag or "rdf-syntax-ns#" in tag or _NO_WORDS.fullmatch(value.strip()):
                continue
            if "XML/1998" in tag or (name in _PROGRAMS and _is_program(value)) or name in _NOTATION:
                continue
            yield _property(value, where, name)
