"""Rich text (RTF): body, tables, notes, comments, headers, hidden and deleted text, document properties.

One pass over the tokens with a stack of group states; nothing recurses, so depth costs memory only, and that is
limited."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from scr_publish.document import Document
from scr_publish.errors import UnreadableError
from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.parsing.limits import MAX_RTF_DEPTH
from scr_publish.parsing.opening import Input, Options
from scr_publish.parsing.rtf_blocks import Blocks
from scr_publish.parsing.rtf_destinations import DESTINATIONS, IGNORED, Destination
from scr_publish.parsing.rtf_tokens import CHARSETS, Token, code_page, tokens

_CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
_SIGNS = {"~": "\xa0", "_": "\u2011", "\t": "\t", "\\": "\\", "{": "{", "}": "}"}
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "\n", "\r"})


def parse_rtf(given: Input, options: Options) -> Document:  # noqa: ARG001 - every parser has these parameters
    """Read rich text. Raises UnreadableError (DX106) where groups nest beyond any program's need."""
    builder = DocumentBuilder()
    reader = _Reader(given.name, Blocks(builder))
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
    style: int = 0
    starred: bool = False


class _Reader:
    def __init__(self, name: str, blocks: Blocks) -> None:
        self.name = name
        self.blocks = blocks
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
            self.blocks.leave(self.state.destination)
        self.state = before
        self.to_skip = 0

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
        if not state.destination.skipped:
            self.blocks.text(text, state.destination, hidden=state.hidden, deleted=state.deleted)
            if state.destination.name == "stylesheet":
                self.blocks.styles.setdefault(state.style, "")
                self.blocks.styles[state.style] += text

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
            self._enter(IGNORED)
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
            self.state.hidden = self.state.deleted = False
        self.blocks.enter(destination)

    def _character(self, name: str, value: int | None) -> bool:
        """Control words that change how characters are read; whether this was one of them."""
        state = self.state
        on = value != 0
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
            case "plain":
                state.hidden = state.deleted = False
                state.encoding = self.default_encoding
            case "v":
                state.hidden = on
            case "deleted":
                state.deleted = on
            case "s" | "cs" | "ds" | "ts" if state.destination.name == "stylesheet":
                state.style = (value or 0) if name == "s" else -1
            case _:
                return False
        return True
