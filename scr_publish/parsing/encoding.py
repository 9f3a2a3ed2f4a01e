"""From the bytes of a text file to its characters.

The order: a byte order mark, UTF-8, UTF-16 without a mark, Windows-1252 where its typographic characters fall as they
do in English, then what charset-normalizer makes of it. A byte order mark is not part of the text, as in Python's
`utf-8-sig`: offset 0 is the first character after it. Line ends stay as they are in the file."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from scr_publish.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16: the mark of the first begins with that of the second."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Characters that no text holds; tab, line ends, form feed, vertical tab and escape are not among them."""

_WESTERN = re.compile(r"[‘’“”–—…•€£™§©®°±²³·¼½¾«»\xa0\xad´ŠšŽžŒœŸÀ-ÖØ-öø-ÿ]")
"""What English text in Windows-1252 holds beyond ASCII: typographic marks, signs, accented Latin letters."""

_MOJIBAKE = re.compile(r"[À-ÖØ-öø-ÿŠšŽžŒœŸ]{4}|[A-Za-z][‘“£§©®°±²³¼½¾«»•…€™][a-z]")
"""Windows-1252 read wrongly: four accented letters in a row, or a sign in the middle of a word."""

_SAMPLE = 200_000
"""Bytes given to charset-normalizer: enough to tell, and bounded in time."""


def decode(data: bytes) -> str:
    """The text of a file. Raises UnreadableError (DX107) where no known encoding gives text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name) or _unknown("it does not hold to the encoding that it declares")
    text = _strict(data, "utf-8") or _utf16(data) or _windows_1252(data) or _guessed(data)
    return text or _unknown("its bytes are no text")


def declared(data: bytes, encoding: str) -> str:
    """The text in the encoding that a file names itself; nothing where a mark, or its bytes, say otherwise."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return ""
    return _strict(data, "cp1252" if encoding.lower() in ("iso-8859-1", "latin1", "ascii", "us-ascii") else encoding)


def _unknown(detail: str) -> str:
    raise UnreadableError("DX107", f"The text is in no encoding that can be recognised: {detail}. Save it as UTF-8.")


def _strict(data: bytes, encoding: str) -> str:
    """The text where every byte can be decoded and none is a control character; else nothing."""
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return ""
    return "" if _CONTROLS.search(text) else text


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: English text has a zero in every second byte."""
    sample = data[:2000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(data) % 2 == 0 and zeros and zeros.count(0) > 0.5 * len(zeros):
            return _strict(data, encoding)
    return ""


def _windows_1252(data: bytes) -> str:
    text = _strict(data, "cp1252")
    beyond = sum(not char.isascii() for char in text)
    if beyond > 0.1 * len(text) + 4 or len(_WESTERN.findall(text)) < beyond or _MOJIBAKE.search(text):
        return ""
    return text


def _guessed(data: bytes) -> str:
    if len(_CONTROLS.findall(data[:_SAMPLE].decode("latin-1"))) > 0:
        return ""
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return ""
    return _strict(data, best.encoding)
