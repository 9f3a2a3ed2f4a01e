"""Parts that lie in a zip package though its directory no longer lists them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

_LOCAL = b"PK\x03\x04"
_MOST = 5_000_000
"""Bytes that are unpacked of one left-over part."""


def unlisted_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each such part: what a program that only writes on leaves behind when it deletes or replaces
    one."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            listed = {entry.header_offset for entry in package.infolist()}
            covered = [
                (e.header_offset, e.header_offset + 30 + len(e.filename) + e.compress_size) for e in package.infolist()
            ]
            end = package.start_dir
    except (zipfile.BadZipFile, OSError, ValueError):
        return
    at = data.find(_LOCAL)
    while 0 <= at < end:
        if at not in listed and not any(low < at < high for low, high in covered):
            yield _part(data, at)
        at = data.find(_LOCAL, at + 4)


def _part(data: bytes, at: int) -> tuple[str, bytes]:
    try:
        method, packed, name_length, extra = struct.unpack_from("<8xH8xI4xHH", data, at)
    except struct.error:
        return "", b""
    start = at + 30 + name_length + extra
    name = data[at + 30 : at + 30 + name_length].decode("utf-8", "replace")
    if method == zipfile.ZIP_STORED:
        return name, data[start : start + min(packed, _MOST)]
    try:
        return name, zlib.decompressobj(-15).decompress(data[start:], _MOST)
    except zlib.error:
        return name, b""
