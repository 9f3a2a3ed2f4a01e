"""One walk over all objects of the file: actions and scripts, private data, small pictures of pages, pictures, XMP
packets, and the objects that nothing points to any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from scr_publish.document import Kind, Surface
from scr_publish.parsing.pdf.hidden.information import dictionary, xmp
from scr_publish.parsing.pdf.hidden.items import Collector, Hidden, HiddenError, metadata, string, wordless
from scr_publish.parsing.places import is_local

_MOST_OBJECTS = 500_000
_NUMBERS = frozenset(
    {"/Widths", "/W", "/W2", "/Rect", "/BBox", "/Matrix", "/QuadPoints", "/Decode", "/Differences", "/Domain", "/Range"}
)
"""Keys whose values are numbers by the thousand."""

_OUTSIDE = {
    "/Launch": "starts a program or opens a file",
    "/GoToR": "opens another file",
    "/GoToE": "opens an attached file",
    "/SubmitForm": "sends the form",
    "/ImportData": "reads a file into the form",
}
_MOST_STRINGS = 200
_BASE64_LENGTH = 200


@dataclass
class Walk:
    """What the walk met: pieces in order, pictures (with how they are packed), and which objects it reached."""

    items: list[Hidden] = field(default_factory=list)
    pictures: list[pikepdf.Stream] = field(default_factory=list)
    reached: set[tuple[int, int]] = field(default_factory=set)


def walk(pdf: pikepdf.Pdf) -> Walk:
    """Walk from the trailer through everything that it leads to."""
    out = Walk()
    main = pdf.Root.get("/Metadata")
    stack: list[Any] = [pdf.trailer]
    count = 0
    while stack:
        node = stack.pop()
        if node.is_indirect:
            if node.objgen in out.reached:
                continue
            out.reached.add(node.objgen)
        count += 1
        if count > _MOST_OBJECTS:
            raise HiddenError
        if isinstance(node, pikepdf.Array):
            stack.extend(item for item in reversed(list(node)) if _leads_on(item))
            continue
        _look(node, main, out)
        stack.extend(value for key, value in reversed(list(node.items())) if key not in _NUMBERS and _leads_on(value))
    return out


def _leads_on(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)


def _look(node: Any, main: Any, out: Walk) -> None:
    kind = node.get("/S")
    if isinstance(kind, pikepdf.Name):
        out.items += _action(node, str(kind))
    if "/PieceInfo" in node:
        out.items += _private(node.get("/PieceInfo"))
    if "/Thumb" in node:
        out.items.append(wordless("small picture of a page", "HC222"))
    if isinstance(node, pikepdf.Stream):
        if node.get("/Subtype") == pikepdf.Name.Image:
            out.pictures.append(node)
        packet = node.get("/Metadata")
        if isinstance(packet, pikepdf.Stream):
            out.items += xmp(packet.read_bytes(), "metadata of a part (XMP)")
    elif isinstance(node.get("/Metadata"), pikepdf.Stream) and not _same(node.get("/Metadata"), main):
        out.items += xmp(node.Metadata.read_bytes(), "metadata of a part (XMP)")


def _same(left: Any, right: Any) -> bool:
    return bool(isinstance(right, pikepdf.Stream) and left.objgen == right.objgen)


def _action(node: Any, kind: str) -> Iterator[Hidden]:
    if kind == "/JavaScript":
        script = node.get("/JS")
        text = script.read_bytes().decode("utf-8", "replace") if isinstance(script, pikepdf.Stream) else string(script)
        yield metadata(text, "script", "HC215", detail="JavaScript")
    elif kind in _OUTSIDE:
        target = node.get("/F") or node.get("/Win")
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/UF") or target.get("/F")
        text = string(target)
        if text:
            rule = "HC217" if is_local(text) else "HC216"
            yield Hidden(Kind.METADATA, Surface.LINK, text, f"action that {_OUTSIDE[kind]}", None, rule, _OUTSIDE[kind])
        yield wordless("action", "HC216", f"one {_OUTSIDE[kind]}")


def _private(node: Any) -> Iterator[Hidden]:
    """The strings that a program kept for itself."""
    where = "private data of a program"
    yield wordless(where, "HC223")
    stack, seen, found = [node], set(), 0
    while stack and found < _MOST_STRINGS:
        item = stack.pop()
        if isinstance(item, pikepdf.String):
            found += 1
            text = str(item)
            if any(c.isalpha() for c in text) and not (len(text) > _BASE64_LENGTH and " " not in text):
                yield metadata(text, where, "HC217" if is_local(text) else "HC223", detail=where)
            continue
        if not _leads_on(item) or (item.is_indirect and item.objgen in seen):
            continue
        seen.add(item.objgen)
        if isinstance(item, pikepdf.Array):
            stack.extend(item)
        else:
            stack.extend(value for key, value in item.items() if key not in ("/Parent", "/P", "/Resources"))


def orphans(pdf: pikepdf.Pdf, reached: set[tuple[int, int]], collector: Collector) -> Iterator[Hidden]:
    """The words in objects that nothing leads to: what a program left behind when it changed the file."""
    where = "in an object that is no longer used"
    for node in pdf.objects:
        if not isinstance(node, pikepdf.Dictionary | pikepdf.Stream) or node.objgen in reached:
            continue
        if node.get("/Type") in (pikepdf.Name.XRef, pikepdf.Name.ObjStm):
            continue
        found = list(_orphan(node, where))
        for item in found:
            if not collector.is_printed(item.text):
                yield item


def _orphan(node: Any, where: str) -> Iterator[Hidden]:
    if isinstance(node, pikepdf.Stream):
        if node.get("/Type") == pikepdf.Name.Metadata:
            for item in xmp(node.read_bytes(), where):
                yield metadata(item.text, item.where, "HC212")
        elif node.get("/Subtype") in (None, pikepdf.Name.Form):
            yield metadata(_shown(node), where, "HC212")
        return
    for item in dictionary(node, where) if any(key in node for key in ("/Author", "/Producer", "/Title")) else ():
        yield metadata(item.text, item.where, "HC212")
    for key in ("/Contents", "/T", "/TU", "/V", "/RC", "/JS", "/URI"):
        yield metadata(string(node.get(key)), where, "HC212")


def _shown(stream: pikepdf.Stream) -> str:
    """The strings that a page's or form's operators show, as far as their bytes are letters."""
    try:
        data = stream.read_bytes()
        if b"BT" not in data or b"ET" not in data:
            return ""
        found = []
        for instruction in pikepdf.parse_content_stream(stream):
            if str(instruction.operator) in ("Tj", "TJ", "'", '"'):
                operands = instruction.operands[-1]
                parts = operands if isinstance(operands, pikepdf.Array) else [operands]
                found.append("".join(str(part) for part in parts if isinstance(part, pikepdf.String)))
    except (pikepdf.PdfError, RuntimeError, TypeError, ValueError, IndexError):
        return ""
    text = " ".join(found)
    letters = sum(c.isalnum() or c.isspace() for c in text)
    return text if letters > 0.7 * max(len(text), 1) else ""
