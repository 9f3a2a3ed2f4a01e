"""The source text of macros: a VBA project's modules, unpacked ([MS-OVBA] 2.4.1)."""

from __future__ import annotations

import re
import struct
from io import BytesIO

_LARGEST = 5_000_000
"""Bytes of source text that are unpacked from one project."""


def macro_sources(data: bytes) -> list[str]:
    """The modules' source texts, without the lines that the editor adds; empty where the project cannot be read."""
    import olefile

    sources = []
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            for path in ole.listdir():
                if (
                    path[-2:-1] != ["VBA"]
                    or path[-1].lower() in ("dir", "_vba_project")
                    or path[-1].startswith("__SRP")
                ):
                    continue
                text = _source(ole.openstream(path).read())
                if text:
                    sources.append(text)
    except Exception:
        return sources
    return sources


def _source(stream: bytes) -> str:
    """A module's text: it follows the compiled form, at a place that only the project's directory gives; it begins with
    a signature byte and, unpacked, with the word Attribute."""
    for found in re.finditer(rb"\x01.[\xb0-\xbf]", stream, re.DOTALL):
        text = _unpacked(stream[found.start() :])
        if text.lstrip().startswith(b"Attribute"):
            lines = text.decode("cp1252", "replace").splitlines()
            return "\n".join(line for line in lines if not line.startswith("Attribute ")).strip()
    return ""


def _unpacked(data: bytes) -> bytes:
    out = bytearray()
    at = 1
    while at + 2 <= len(data) and len(out) < _LARGEST:
        (header,) = struct.unpack_from("<H", data, at)
        if (header >> 12) & 0b111 != 0b011:
            break
        end = min(len(data), at + (header & 0x0FFF) + 3)
        chunk = data[at + 2 : end]
        out += _chunk(chunk) if header & 0x8000 else chunk
        at = end
    return bytes(out)


def _chunk(data: bytes) -> bytes:
    """One chunk: flag bytes, each before eight tokens, which are a byte or a reference back."""
    out = bytearray()
    at = 0
    while at < len(data):
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data):
                break
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            if at + 2 > len(data) or not out:
                return bytes(out)
            (token,) = struct.unpack_from("<H", data, at)
            at += 2
            bits = max(4, (len(out) - 1).bit_length())
            length = (token & (0xFFFF >> bits)) + 3
            offset = (token >> (16 - bits)) + 1
            for _ in range(length):
                if offset > len(out):
                    return bytes(out)
                out.append(out[-offset])
    return bytes(out)
