"""Rich text (RTF): body, tables, notes, comments, headers, hidden and deleted text, document properties.

One pass over the tokens with a stack of group states; nothing recurses, so depth costs memory only, and that is
limited."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass

from scr_publish.document import ChangeKind, Document, Revision
from scr_publish.errors import UnreadableError
from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.parsing.docx.appearance import HIDDEN, Unseen
from scr_publish.parsing.embedded import Embedded
from scr_publish.parsing.limits import MAX_RTF_DEPTH
from scr_publish.parsing.opening import Input, Options
from scr_publish.parsing.pictures import read_picture
from scr_publish.parsing.rtf.blocks import Blocks
from scr_publish.parsing.rtf.destinations import DESTINATIONS, Destination, unknown
from scr_publish.parsing.rtf.looks import PLAIN, Colours, Look
from scr_publish.parsing.rtf.tokens import CHARSETS, Token, code_page, tokens

_CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
_SIGNS = {"~": "\xa0", "_": "\u2011", "\t": "\t", "\\": "\\", "{": "{", "}": "}"}
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "\n", "\r"})


def parse_rtf(given: Input, options: Options) -> Document:
    """Read rich text. Raises UnreadableError (DX106) where groups nest beyond any program's need."""
    builder = DocumentBuilder()
    reader = _Reader(given.name, Blocks(builder), Embedded(builder, options))
    for token in tokens(given.data):
        reader.take(token)
    reader.finish()
    if reader.depth > 0:
        builder.problem("DX205", "the file breaks off before its end")
    return builder.finish(given.source)


@dataclass
class _State:
    """What holds inside one group; a group inherits it and what it changes ends with it."""

    destination: Destination = DESTINATIONS["rtf"]
    skipped_characters: int = 1
    encoding: str = "cp1252"
    hidden: bool = False
    deleted: bool = False
    revised: bool = False
    author: int = 0
    look: Look = PLAIN
    style: int = 0
    starred: bool = False


class _Reader:
    def __init__(self, name: str, blocks: Blocks, embedded: Embedded) -> None:
        self.name = name
        self.blocks = blocks
        self.embedded = embedded
        self.colours = Colours()
        self.objects = 0
        self._object = bytearray()
        self.state = _State()
        self.stack: list[_State] = []
        self.default_encoding = "cp1252"
        self.encodings: dict[int, str] = {}
        self.font = 0
        self.to_skip = 0
        self.fresh = False
        self._bytes = bytearray()
        self._units: list[int] = []

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self.stack)

    def take(self, token: Token) -> None:
        """Go on by one token."""
        if self.state.destination.name in ("objdata", "pict") and token.kind in ("bytes", "binary"):
            self._object += token.data if token.kind == "bytes" else token.data.hex().encode()
            return
        if token.kind == "bytes":
            self._take_bytes(token.data)
            return
        if not (token.kind == "word" and token.name == "u"):
            self._decode()
        if token.kind == "{":
            self._open()
        elif token.kind == "}":
            self._close()
        elif token.kind == "sign":
            self._sign(token.name)
        else:
            self._word(token.name, token.value)
        if token.kind != "{":
            self.fresh = token.kind == "sign" and token.name == "*"

    def finish(self) -> None:
        """The file ends, whatever stands open."""
        self._decode()
        self.blocks.close()

    def _open(self) -> None:
        if len(self.stack) >= MAX_RTF_DEPTH:
            raise UnreadableError(
                "DX106", f"{self.name} is built to do harm: its groups nest too deep. Do not open it."
            )
        self.stack.append(self.state)
        self.state = copy(self.state)
        self.state.starred = False
        self.fresh = True
        self.to_skip = 0

    def _close(self) -> None:
        if not self.stack:
            return
        before = self.stack.pop()
        if before.destination is not self.state.destination:
            if self._object:
                self._read_object(self.state.destination.name)
            self.blocks.leave(self.state.destination)
        self.state = before
        self.to_skip = 0

    def _read_object(self, kind: str) -> None:
        """An embedded object or a picture ends: its bytes are hexadecimal digits."""
        digits = re.sub(rb"[^0-9a-fA-F]", b"", bytes(self._object))
        self._object.clear()
        data = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        self.objects += 1
        if kind == "pict":
            read_picture(self.blocks.builder, data, f"pict[{self.objects}]", f"picture {self.objects}")
        elif data:
            self.embedded.read_ole1(data, f"objdata[{self.objects}]", f"embedded file {self.objects}")

    def _sign(self, sign: str) -> None:
        if sign == "*" and self.fresh:
            self.state.starred = True
        elif sign in _PARAGRAPH_ENDS:
            self._word("par", None)
        elif sign in _SIGNS:
            self._text(_SIGNS[sign])

    def _take_bytes(self, data: bytes) -> None:
        self.fresh = False
        if self.to_skip:
            cut = min(self.to_skip, len(data))
            self.to_skip -= cut
            data = data[cut:]
        if data:
            if self._units:
                self._decode()
            self._bytes += data

    def _decode(self) -> None:
        """Give the bytes or UTF-16 units that have gathered to the block at hand."""
        if self._bytes:
            text = bytes(self._bytes).decode(self.state.encoding, "replace")
            self._bytes.clear()
            self._text(text)
        if self._units:
            packed = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self._units.clear()
            self._text(packed.decode("utf-16-le", "replace"))

    def _text(self, text: str) -> None:
        if self.to_skip:
            self.to_skip -= 1
            return
        state = self.state
        if state.destination.name == "colortbl":
            self.colours.end(text.count(";"))
        if not state.destination.skipped:
            self.blocks.text(text, state.destination, self._unseen(text), self._revision())
            if state.destination.name == "stylesheet":
                self.blocks.styles.setdefault(state.style, "")
                self.blocks.styles[state.style] += text

    def _unseen(self, text: str) -> Unseen | None:
        if self.state.hidden:
            return HIDDEN
        return self.state.look.unseen(self.colours) if any(c.isalnum() for c in text) else None

    def _revision(self) -> Revision | None:
        """The tracked change that text is part of; the table of authors names them by number."""
        if not (self.state.deleted or self.state.revised):
            return None
        kind = ChangeKind.DELETION if self.state.deleted else ChangeKind.INSERTION
        return Revision(kind, self.blocks.author(self.state.author))

    def _word(self, name: str, value: int | None) -> None:
        state = self.state
        if name == "u":
            if self._bytes:
                self._decode()
            self._units.append((value or 0) & 0xFFFF)
            self.to_skip = state.skipped_characters
            return
        if name in DESTINATIONS:
            self._enter(DESTINATIONS[name])
        elif state.starred and self.fresh:
            self._enter(unknown(name))
        elif name in _CHARACTERS:
            self._text(_CHARACTERS[name])
        elif name in _PARAGRAPH_ENDS:
            if not state.destination.skipped:
                self.blocks.paragraph(state.destination)
        elif not self._character(name, value) and not state.destination.skipped:
            self.blocks.control(name, value, state.destination)

    def _enter(self, destination: Destination) -> None:
        """A destination begins; inside one that is passed over, or is taken whole, nothing else does."""
        now = self.state.destination
        if now.skipped and destination.name not in now.reopens:
            return
        if destination.name == "rtf":
            return
        self.state.destination = destination
        if destination.fresh:
            self.state.hidden = self.state.deleted = self.state.revised = False
        if destination.name == "rsidtbl":
            self.blocks.builder.trace("HC126", detail="random numbers of editing sessions", path="rsidtbl")
        self.blocks.enter(destination)

    def _character(self, name: str, value: int | None) -> bool:
        """Control words that change how characters are read; whether this was one of them."""
        state = self.state
        match name:
            case "uc":
                state.skipped_characters = max(0, min(value or 0, 8))
            case "ansicpg":
                self.default_encoding = state.encoding = code_page(value or 1252)
            case "mac":
                self.default_encoding = state.encoding = "mac-roman"
            case "pc" | "pca":
                self.default_encoding = state.encoding = "cp437" if name == "pc" else "cp850"
            case "f" if state.destination.name == "fonttbl":
                self.font = value or 0
            case "f":
                state.encoding = self.encodings.get(value or 0, self.default_encoding)
            case "fcharset":
                if value in CHARSETS:
                    self.encodings[self.font] = CHARSETS[value] if value else self.default_encoding
            case "s" | "cs" | "ds" | "ts" if state.destination.name == "stylesheet":
                state.style = (value or 0) if name == "s" else -1
            case _:
                return self._formatting(name, value)
        return True

    def _formatting(self, name: str, value: int | None) -> bool:
        """Control words that change whether and how text shows; whether this was one of them."""
        state = self.state
        on = value != 0
        match name:
            case "plain":
                state.hidden = state.deleted = state.revised = False
                state.look = PLAIN
                state.encoding = self.default_encoding
            case "v":
                state.hidden = on
            case "deleted":
                state.deleted = on
            case "revised":
                state.revised = on
            case "revauth" | "revauthdel":
                state.author = value or 0
            case "red" | "green" | "blue" if state.destination.name == "colortbl":
                self.colours.set(name, value or 0)
            case "cf" | "cb" | "chcbpat" | "highlight" | "fs" | "intbl" | "pard":
                state.look = state.look.after(name, value)
                return name in ("cf", "fs")
            case _:
                return False
        return True
