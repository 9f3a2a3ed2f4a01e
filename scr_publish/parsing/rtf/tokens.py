"""RTF as a stream of tokens, and its bytes as characters (Rich Text Format Specification 1.9.1)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<value>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n\x00]+)",
    re.DOTALL,
)

CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
"""The code page of each `\\fcharset` (1.9.1, "Font Table"); symbol fonts (2) have none."""


@dataclass(frozen=True, slots=True)
class Token:
    """`{`, `}`, a control word with its value, a control sign, a byte, text, or binary data.

    `kind` is one of "{", "}", "word", "sign", "bytes", "binary"; `name` is the control word or sign; `raw` is the
    token as the file writes it."""

    kind: str
    name: str = ""
    value: int | None = None
    data: bytes = b""
    raw: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of an RTF file; those of the word `bin` hold the binary data after it."""
    at = 0
    while True:
        found = _TOKEN.search(data, at)
        if found is None:
            return
        at = found.end()
        raw = found[0]
        if found["text"] is not None:
            yield Token("bytes", data=found["text"], raw=raw)
        elif found["hex"] is not None:
            yield Token("bytes", data=bytes.fromhex(found["hex"].decode("ascii")), raw=raw)
        elif found["brace"] is not None:
            yield Token(found["brace"].decode("ascii"), raw=raw)
        elif found["sign"] is not None:
            yield Token("sign", found["sign"].decode("latin-1"), raw=raw)
        else:
            value = int(found["value"]) if found["value"] is not None else None
            name = found["word"].decode("ascii")
            if name == "bin":
                end = at + max(0, value or 0)
                yield Token("binary", data=data[at:end], raw=raw + data[at:end])
                at = end
            else:
                yield Token("word", name, value, raw=raw)


def code_page(number: int) -> str:
    """Python's name of a code page; Windows-1252 where it knows none."""
    for name in (f"cp{number}", "mac-roman" if number == 10000 else ""):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return "cp1252"
