"""Rich text without what it hides: groups and control words go, every other byte stays as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from scr_publish.errors import UnreadableError
from scr_publish.parsing.docx.content import is_made_by_program
from scr_publish.parsing.docx.data import fields
from scr_publish.parsing.docx.fields import Field, link_of
from scr_publish.parsing.limits import MAX_RTF_DEPTH
from scr_publish.parsing.opening import Input
from scr_publish.parsing.places import is_file_name, is_local
from scr_publish.parsing.rtf.destinations import IGNORED, unknown
from scr_publish.parsing.rtf.looks import PLAIN, Colours, Look
from scr_publish.parsing.rtf.tokens import Token, tokens
from scr_publish.rewriting.clean.pictures import says_something, stripped
from scr_publish.rewriting.clean.report import Log

_GROUPS = {
    "info": "properties", "userprops": "properties", "annotation": "comments", "atnid": "", "atnauthor": "",
    "atnref": "", "atndate": "", "atrfstart": "", "atrfend": "", "atntime": "", "atnparent": "",
    "revtbl": "lists of authors",
    "rsidtbl": "random numbers of editing", "xmlnstbl": "", "datastore": "custom data", "generator": "",
    "template": "names of templates", "docvar": "document variables", "xe": "entries of an index",
    "tc": "entries of an index", "passwordhash": "passwords", "protusertbl": "lists of people", "mailmerge":
    "settings of a mail merge", "mmconnectstr": "settings of a mail merge", "mmquery": "settings of a mail merge",
    "mmdatasource": "settings of a mail merge", "filetbl": "names of files", "xmlopen": "custom data", "xmlclose": "",
    "xmlname": "", "xmlattrname": "", "xmlattrvalue": "custom data", "ffhelptext": "helps of form fields",
    "ffstattext": "helps of form fields", "fname": "names of files", "hlinkbase": "names of folders",
    "writereservhash": "passwords",
}  # fmt: skip
"""Groups that go, by the word that they begin with, and what they are called."""
_SESSION = re.compile(r"(?:(?:ins|char|para|sect|sty|tbl|del)?rsid(?:root)?|revauth(?:del)?|revdttm(?:del)?|revprop|"
                      r"cr(?:auth|date)|revised|deleted|mvf|mvt|mvauth|mvdate|trauth|trdate|oldcprops)\Z")  # fmt: skip
"""Control words of editing sessions and tracked changes."""
_OBJECT_DATA = ("objdata", "objclass", "objname", "objalias", "objsect")
_DRAWING_NAMES = ("pibName", "wzName", "pibNameW")
_SHOWN = ("u", "tab", "line", "emdash", "endash", "lquote", "rquote", "ldblquote", "rdblquote", "bullet")
_PLACE = "the file"


@dataclass
class _Group:
    """A group: its tokens and the groups in it, in order, without its braces."""

    items: list[Token | _Group] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The first control word, after the star of a group that older programs pass over."""
        words = (i for i in self.items if isinstance(i, Token) and not (i.kind == "sign" and i.name == "*"))
        first = next(words, None)
        return first.name if first is not None and first.kind == "word" else ""

    @property
    def starred(self) -> bool:
        """Whether older programs pass it over."""
        return bool(self.items) and isinstance(self.items[0], Token) and self.items[0].raw == b"\\*"

    def groups(self) -> list[_Group]:
        """The groups in it."""
        return [item for item in self.items if isinstance(item, _Group)]

    def text(self) -> str:
        """Its bytes as Latin text, those of inner groups with them: for looking at, not for keeping."""
        return "".join(item.text() if isinstance(item, _Group) else _plain(item) for item in self.items)


def _raw(token: Token) -> bytes:
    """A token as it is written, a control word with a space after it: a line's end, which may stand there too, is not
    kept."""
    return token.raw + b" " if token.kind == "word" and not token.raw.endswith(b" ") else token.raw


def _plain(token: Token) -> str:
    if token.kind == "sign":
        return "\\" if token.name == "\\" else ""
    return token.data.decode("latin-1") if token.kind == "bytes" else ""


@dataclass(frozen=True)
class _State:
    hidden: bool = False
    deleted: bool = False
    look: Look = PLAIN


def clean_rtf(given: Input, log: Log) -> bytes:
    """The file anew. Raises UnreadableError where groups nest beyond any program's need."""
    whole = _tree(given)
    cleaner = _Cleaner(whole, log)
    for item in whole.items:
        if isinstance(item, _Group) and item.name == "rtf":
            return cleaner.written(item, _State())
    raise UnreadableError("DX104", f"{given.name} is damaged: it has no text. Save the draft again and clean that.")


def _tree(given: Input) -> _Group:
    stack = [_Group()]
    for token in tokens(given.data):
        if token.kind == "{":
            if len(stack) > MAX_RTF_DEPTH:
                raise UnreadableError("DX106", f"{given.name} is built to do harm: its groups nest too deep.")
            stack[-1].items.append(inner := _Group())
            stack.append(inner)
        elif token.kind == "}":
            if len(stack) > 1:
                stack.pop()
        else:
            stack[-1].items.append(token)
    return stack[0]


class _Cleaner:
    def __init__(self, whole: _Group, log: Log) -> None:
        self._log = log
        self._colours = Colours()
        self._pictures = 0
        self._targets: set[str] = set()
        self._look_through(whole)

    def _look_through(self, group: _Group) -> None:
        """The table of colours, and what links and references lead to."""
        if group.name == "colortbl":
            for item in group.items:
                if isinstance(item, Token) and item.kind == "word" and item.name in ("red", "green", "blue"):
                    self._colours.set(item.name, item.value or 0)
                elif isinstance(item, Token) and item.kind == "bytes":
                    self._colours.end(item.data.count(b";"))
        elif group.name == "fldinst":
            self._targets |= set(re.findall(r"\w+", group.text()))
        for inner in group.groups():
            self._look_through(inner)

    def written(self, group: _Group, state: _State) -> bytes:
        """A group as it goes into the new file, braces and all; nothing where it goes."""
        name = group.name
        gone = self._is_gone(group, name)
        if gone is not None:
            if gone:
                self._log.removed(gone, _PLACE)
            return self._title(group) if name == "info" else b""
        if name == "field":
            flat = self._flattened(group)
            if flat is not None:
                return self.written(flat, state)
        if name == "pict":
            return self._picture(group)
        return b"{" + b"".join(self._items(group, state)) + b"}"

    def _items(self, group: _Group, state: _State) -> list[bytes]:
        out: list[bytes] = []
        for item in group.items:
            if isinstance(item, _Group):
                if not (state.deleted or state.hidden) or item.name in ("fldinst", "footnote"):
                    out.append(self.written(item, state))
                continue
            if item.kind == "word":
                state = _after(state, item)
                if _SESSION.match(item.name):
                    self._log.removed("marks of editing and tracked changes", _PLACE)
                    continue
                if item.name == "v":
                    continue
            shows = item.kind == "bytes" or (item.kind == "word" and item.name in _SHOWN)
            if not (shows and self._unseen(item, state)):
                out.append(_raw(item))
        return out

    def _unseen(self, item: Token, state: _State) -> bool:
        if state.deleted or state.hidden:
            if item.data.strip():
                self._log.removed("tracked deletions" if state.deleted else "hidden texts", _PLACE)
            return True
        found = state.look.unseen(self._colours) if any(chr(b).isalnum() for b in item.data) else None
        if found is not None:
            tiny = found.rule == "HC106"
            self._log.removed("tiny texts" if tiny else "texts in the colour of their background", _PLACE)
            self._log.note("Text that could not be seen took up room: lines after it may have moved up.")
        return found is not None

    def _is_gone(self, group: _Group, name: str) -> str | None:
        """What a group that goes is called, empty for one not worth a line; None where it stays."""
        if name in _GROUPS:
            return _GROUPS[name]
        if name in _OBJECT_DATA:
            return "embedded files (their picture stays)" if name == "objdata" else ""
        if name in ("bkmkstart", "bkmkend"):
            mark = group.text().strip()
            if mark in self._targets:
                return None
            return "bookmarks" if name == "bkmkstart" and not is_made_by_program(mark) else ""
        if name == "sp" and self._names_a_file(group):
            return "names of pictures' files"
        if group.starred and name not in _KNOWN_STARRED and unknown(name) is not IGNORED:
            return "groups of an unknown kind"
        return None

    def _names_a_file(self, group: _Group) -> bool:
        parts = {inner.name: inner.text().strip() for inner in group.groups()}
        value = parts.get("sv", "")
        return bool(value) and (parts.get("sn") in _DRAWING_NAMES or is_file_name(value) or is_local(value))

    def _flattened(self, group: _Group) -> _Group | None:
        """A field's result in a group of its own, where its instruction goes; None where the field stays."""
        parts = {inner.name: inner for inner in group.groups()}
        instruction = parts["fldinst"].text().strip() if "fldinst" in parts else ""
        read = Field([instruction])
        if read.name == "HYPERLINK":
            target, tip = link_of(read)
            if not is_local(target) and not tip:
                return None
        elif not instruction or read.name in fields().silent or read.name.startswith("="):
            return None
        self._log.removed("fields (their results stay)", _PLACE)
        result = parts.get("fldrslt")
        if result is None:
            return _Group()
        return _Group([item for item in result.items if not (isinstance(item, Token) and item.name == "fldrslt")])

    def _picture(self, group: _Group) -> bytes:
        """A picture, its bytes without what they say about themselves."""
        self._pictures += 1
        digits = b"".join(i.data if i.kind == "bytes" else i.data.hex().encode() for i in group.items
                          if isinstance(i, Token) and i.kind in ("bytes", "binary"))  # fmt: skip
        digits = re.sub(rb"[^0-9a-fA-F]", b"", digits)
        old = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        new = stripped(old)
        if says_something(old):
            self._log.removed("data of pictures about themselves", f"picture {self._pictures}")
        if says_something(new):
            self._log.left(f"Picture {self._pictures} keeps data about itself: save it anew in a picture editor.")
        head = [
            self.written(i, _State()) if isinstance(i, _Group) else _raw(i)
            for i in group.items
            if isinstance(i, _Group) or i.kind not in ("bytes", "binary")
        ]
        return b"{" + b"".join(head) + b"\n" + new.hex().encode() + b"}"

    def _title(self, info: _Group) -> bytes:
        """The properties' title, which readers' programs show; the rest of them goes."""
        for inner in info.groups():
            if inner.name == "title" and inner.text().strip():
                self._log.note("The file's title stays, since readers' programs show it: look at what it says.")
                return b"{\\info" + self.written(inner, _State()) + b"}"
        return b""


_KNOWN_STARRED = frozenset(
    {"fldinst", "themedata", "colorschememapping", "listtable", "listoverridetable", "latentstyles", "pnseclvl", "ud",
     "bkmkstart", "bkmkend", "blipuid", "picprop", "background", "sn", "sv", "nesttableprops", "wgrffmtfilter",
     "mmathPr", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "formfield", "ffname", "ffdeftext", "ffl", "panose",
     "falt", "fontemb", "footnote", "pn", "shptxt", "pgptbl", "shppict", "nonshppict", "objdata"}
)  # fmt: skip
"""Starred groups that the parser knows and that say nothing, or that are looked at elsewhere."""


def _after(state: _State, word: Token) -> _State:
    on = word.value != 0
    match word.name:
        case "v":
            return replace(state, hidden=on)
        case "deleted" | "mvf":
            return replace(state, deleted=on)
        case "plain":
            return _State()
        case "cf" | "cb" | "chcbpat" | "highlight" | "fs" | "intbl" | "pard":
            return replace(state, look=state.look.after(word.name, word.value))
    return state
