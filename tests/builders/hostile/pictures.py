"""Pictures of a few bytes that say that they are 100,000 × 100,000 pixels."""

from __future__ import annotations

import struct
import zlib

SIDE = 100_000


def declared_png(note: bytes = b"") -> bytes:
    """A PNG: its header, a packed note where one is given, and hardly any pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    header = struct.pack(">2L5B", SIDE, SIDE, 8, 2, 0, 0, 0)
    text = chunk(b"zTXt", b"Comment\x00\x00" + note) if note else b""
    pixels = chunk(b"IDAT", zlib.compress(bytes(100_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + text + pixels + chunk(b"IEND", b"")


def declared_jpeg2000() -> bytes:
    """A JPEG 2000 codestream (ITU-T T.800, annex A) in one tile, with no data behind its header."""
    size = struct.pack(">HHLLLLLLLLH", 47, 0, SIDE, SIDE, 0, 0, SIDE, SIDE, 0, 0, 3) + bytes((7, 1, 1)) * 3
    coding = struct.pack(">HBBHBBBBBB", 12, 0, 0, 1, 0, 5, 4, 4, 0, 0)
    quantised = struct.pack(">HB", 4, 0x40) + b"\x40"
    return b"\xff\x4f\xff\x51" + size + b"\xff\x52" + coding + b"\xff\x5c" + quantised + b"\xff\xd9"
