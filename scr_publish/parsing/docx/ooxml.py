"""WordprocessingML: namespaces, safe parsing, and the little grammar that every part shares.

Elements are of python-docx's own classes, on a parser of ours: python-docx refuses a whole package for one broken part,
and a check must go on and say which part it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from docx.oxml.parser import element_class_lookup
from docx.oxml.text.paragraph import CT_P
from lxml import etree

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix that every Word file gives it

STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""The namespaces of Strict Open XML (ISO/IEC 29500-1) and the transitional ones, which mean the same."""

_OFF = frozenset({"0", "false", "off"})


class BrokenPartError(ValueError):
    """A part that is no XML, or that declares a document type, which Open XML forbids (ISO/IEC 29500-2, 9.1.4)."""


def parse_xml(data: bytes) -> Element:
    """The root of a part. No entity is resolved, nothing outside is read. Raises BrokenPartError."""
    if b"purl.oclc.org/ooxml" in data:
        for strict, transitional in STRICT:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    parser.set_element_class_lookup(element_class_lookup)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenPartError("it is not well-formed XML") from error
    if root.getroottree().docinfo.doctype:
        raise BrokenPartError("it declares a document type")
    return root


def attribute(element: Element | None, child: str, name: str = "val") -> str | None:
    """The attribute `w:name` of the first child `w:child`; None where either is missing."""
    found = element.find(W + child) if element is not None else None
    return found.get(W + name) if found is not None else None


def style_of(paragraph: Element) -> str | None:
    """The id of a paragraph's own style; None where it names none."""
    style: str | None = paragraph.style if isinstance(paragraph, CT_P) else None
    return style


def number(element: Element | None, child: str, name: str = "val") -> int | None:
    """The same as an integer; None where it is missing or is none."""
    return integer(attribute(element, child, name))


def integer(text: str | None) -> int | None:
    """An attribute's value as an integer; None where it is missing or is none. Some writers put "12.0"."""
    try:
        return int(float(text)) if text is not None else None
    except (ValueError, OverflowError):
        return None


def toggle(element: Element | None, child: str) -> bool | None:
    """An on/off property: None where the child is missing, so that a style decides."""
    found = element.find(W + child) if element is not None else None
    return None if found is None else found.get(W + "val", "true").lower() not in _OFF


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def numbered(parent: Element, path: str) -> Iterator[tuple[Element, str]]:
    """The children, each with its path: its name and its count among those of that name, from 1. Tables, rows and
    cells go by those names; the one wrapper inside a content control adds no step."""
    counts: dict[str, int] = {}
    for child in parent:
        if child.tag == W + "sdtContent":
            yield child, path
            continue
        name = _STEPS.get(child.tag) or local(child)
        counts[name] = count = counts.get(name, 0) + 1
        yield child, f"{path}/{name}[{count}]"


_STEPS = {W + "tbl": "table", W + "tr": "row", W + "tc": "cell"}


def plain_text(element: Element) -> str:
    """All `w:t` in an element, run together: for looking ahead, not for a block."""
    return "".join(t.text or "" for t in element.iter(W + "t"))


def alternatives(element: Element) -> tuple[Element | None, list[Element]]:
    """The branch of an `mc:AlternateContent` that Word shows, and the others: the same content for older programs."""
    branches = [*element.iterchildren(MC + "Choice"), *element.iterchildren(MC + "Fallback")]
    return (branches[0], branches[1:]) if branches else (None, [])


def unlike(shown: Element | None, other: Element) -> str:
    """The text of a branch that is not shown, where it is not that of the branch that is; else nothing."""
    text = " ".join(plain_text(other).split())
    if shown is not None and text.replace(" ", "") in "".join(plain_text(shown).split()):
        return ""
    return text
