"""Out of an embedded object, the file that it wraps: OLE compound files, packages, and RTF's older form.

[MS-OLEDS] 2.2 (OLE 1.0 objects) and 2.3.6 (`Ole10Native`, the Packager's stream)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from scr_publish.errors import UnreadableError
from scr_publish.parsing.limits import MAX_EMBEDDED_BYTES

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WHOLE = ("WordDocument",)
"""Streams of files that a parser reads whole, as a compound file."""
_UNREADABLE = {
    "Workbook": "an old Excel workbook",
    "Book": "an old Excel workbook",
    "PowerPoint Document": "old slides",
}


@dataclass
class Unpacked:
    """`files` are (name, bytes); `names` file names and paths that came with them."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def unpack(data: bytes) -> Unpacked:
    """The files in an embedded object; the data themselves where they are no object. Raises UnreadableError."""
    if data.startswith(OLE_MAGIC):
        return _unpack_compound(data)
    return Unpacked([("", data)])


def unpack_ole1(data: bytes) -> Unpacked:
    """The files in an object of OLE 1.0, as RTF holds it in `objdata`: a header, a class, the native data."""
    try:
        (kind,) = struct.unpack_from("<4xI", data, 0)
        at = 8
        texts = []
        for _ in range(3):
            (length,) = struct.unpack_from("<I", data, at)
            texts.append(data[at + 4 : at + 4 + length].rstrip(b"\x00").decode("cp1252", "replace"))
            at += 4 + length
        if kind == 1:  # linked: the topic is the path of the file
            return Unpacked(names=[text for text in texts[1:] if text])
        (size,) = struct.unpack_from("<I", data, at)
    except struct.error:
        raise UnreadableError("DX104", "damaged") from None
    native = data[at + 4 : at + 4 + size]
    if texts[0].lower() == "package":
        return _native(native) or Unpacked([("", native)])
    return unpack(native)


def _unpack_compound(data: bytes) -> Unpacked:
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            found, unreadable = _streams(ole, data)
    except Exception as error:
        raise UnreadableError("DX104", "damaged") from error
    if found is None:
        raise UnreadableError("DX102", unreadable or "an object of an unknown program")
    return found


def _streams(ole: Any, data: bytes) -> tuple[Unpacked | None, str]:
    """What a compound file wraps, or else what it is that cannot be read."""
    paths = [path for path in ole.listdir() if ole.get_size(path) <= MAX_EMBEDDED_BYTES]
    for path in paths:
        if path[-1] in _WHOLE:
            return Unpacked([("embedded.doc", data)]), ""
        if path[-1] in _UNREADABLE:
            return None, f"{_UNREADABLE[path[-1]]}, which cannot be read"
    for path in paths:
        if path[-1] == "\x01Ole10Native":
            content = ole.openstream(path).read()[4:]
            return _native(content) or Unpacked([("", content)]), ""
        if path[-1] in ("Package", "CONTENTS", "EmbeddedOdf"):
            return Unpacked([("", ole.openstream(path).read())]), ""
    return None, ""


def _native(data: bytes) -> Unpacked | None:
    """The Packager's record: the label, the path it was taken from, a path in the temporary folder, the file."""
    try:
        at = 2
        label, at = _string(data, at)
        source, at = _string(data, at)
        at += 4
        (length,) = struct.unpack_from("<I", data, at)
        temporary = data[at + 4 : at + 4 + length].rstrip(b"\x00").decode("cp1252", "replace")
        at += 4 + length
        (size,) = struct.unpack_from("<I", data, at)
        content = data[at + 4 : at + 4 + size]
    except (struct.error, ValueError):
        return None
    if not content:
        return None
    return Unpacked([(label, content)], list(dict.fromkeys(name for name in (label, source, temporary) if name)))


def _string(data: bytes, at: int) -> tuple[str, int]:
    end = data.index(b"\x00", at)
    return data[at:end].decode("cp1252", "replace"), end + 1
