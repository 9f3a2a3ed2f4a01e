"""OLE2 compound files: old Word files, and the wrapper that Office puts round an encrypted package.

Only names in the file's directory are looked at ([MS-CFB] 2.6: an entry of 128 bytes begins with its name in UTF-16,
and holds its stream's first sector at byte 116)."""

from __future__ import annotations

import struct

from scr_publish.errors import UnreadableError

_KINDS = (
    ("Workbook", "an Excel workbook (.xls)"),
    ("PowerPoint Document", "a set of PowerPoint slides (.ppt)"),
    ("__properties_version1.0", "an Outlook message (.msg)"),
    ("VisioDocument", "a Visio drawing"),
)
_FIB_MAGIC = 0xA5EC
_FIB_ENCRYPTED = 0x0100
"""[MS-DOC] 2.5.2 FibBase: `wIdent`, and the bit fEncrypted of the flags at byte 10."""


def ole_format(name: str, data: bytes) -> str:
    """`doc`, or UnreadableError: encrypted (DX103), another kind (DX102)."""
    if _entry(data, "EncryptedPackage") >= 0:
        raise UnreadableError("DX103", f"{name} is encrypted. Take the password off in Word and check that copy.")
    word = _entry(data, "WordDocument")
    if word >= 0:
        if _is_encrypted(data, word):
            raise UnreadableError("DX103", f"{name} is encrypted. Take the password off in Word and check that copy.")
        return "doc"
    kind = next((kind for stream, kind in _KINDS if _entry(data, stream) >= 0), "of no known kind")
    raise UnreadableError("DX102", f"{name} is {kind}, not a report. Save the text as .docx or .pdf.")


def _entry(data: bytes, stream: str) -> int:
    return data.find(stream.encode("utf-16-le") + b"\x00\x00")


def _is_encrypted(data: bytes, entry: int) -> bool:
    """Whether the file information block at the start of the Word stream says so."""
    if len(data) < 512 or entry + 120 > len(data):
        return False
    (shift,) = struct.unpack_from("<H", data, 0x1E)
    (sector,) = struct.unpack_from("<I", data, entry + 116)
    at = (sector + 1) << min(shift, 12)
    if at + 12 > len(data):
        return False
    magic, flags = struct.unpack_from("<H8xH", data, at)
    return magic == _FIB_MAGIC and bool(flags & _FIB_ENCRYPTED)
