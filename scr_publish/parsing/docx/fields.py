"""Fields: the instruction behind a hyperlink, a contents list, a page number. The result is text, the instruction not,
yet what it names (a target, an index entry, a file's path) is in the file for all to read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scr_publish.parsing.docx.data import fields
from scr_publish.parsing.docx.ooxml import Element, W

_ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\\[a-zA-Z@#*!])|([^\s"]+)')


@dataclass
class Field:
    """A field while it is being read. `shown` is false until its result begins, `path` is where it begins."""

    instruction: list[str] = field(default_factory=list)
    shown: bool = False
    path: str = ""

    @property
    def name(self) -> str:
        """The field's code, in capitals: HYPERLINK, TOC …"""
        words = "".join(self.instruction).split(maxsplit=1)
        return words[0].upper() if words else ""


class FieldStack:
    """The fields that are open at a point of a story, the innermost last.

    Where a story's fields do not begin and end in pairs, nobody can tell instructions from results: then it is all
    shown (`broken`), so that no text is taken for an instruction."""

    def __init__(self, story: Element) -> None:
        self.broken = not _in_pairs(story)
        self._open: list[Field] = []
        self._named: list[str] = []

    @property
    def unfinished(self) -> bool:
        """True where a field is open: at the end of a story, one whose text may have gone astray."""
        return bool(self._open)

    @property
    def in_instruction(self) -> bool:
        """True where text is part of an instruction and not shown."""
        return any(not item.shown for item in self._open)

    def is_inside(self, names: frozenset[str]) -> bool:
        """True within the result of a field of one of these names."""
        return any(name in names for name in self._named)

    def begin(self, path: str) -> None:
        self._open.append(Field(path=path))

    def add(self, text: str) -> None:
        """A piece of the innermost instruction: its own words, or the result of a field within it."""
        item = next((item for item in reversed(self._open) if not item.shown), None)
        if item is not None:
            item.instruction.append(text)

    def separate(self) -> Field | None:
        """The result begins: gives the field, its instruction complete."""
        if not self._open or self._open[-1].shown:
            return None
        self._open[-1].shown = True
        self._named.append(self._open[-1].name)
        return self._open[-1]

    def end(self) -> Field | None:
        """The innermost field ends; gives it where it had no result, and its instruction was not seen yet."""
        if not self._open:
            return None
        last = self._open.pop()
        if last.shown:
            self._named.pop()
            return None
        return last

    def push_simple(self, instruction: str, path: str) -> Field:
        """A simple field begins: `pop_simple` ends it."""
        simple = Field([instruction], shown=True, path=path)
        self._open.append(simple)
        self._named.append(simple.name)
        return simple

    def pop_simple(self, simple: Field) -> None:
        if self._open and self._open[-1] is simple:
            self._open.pop()
            self._named.pop()


def _in_pairs(story: Element) -> bool:
    """Whether every field of a story that begins also ends, and none ends that has not begun."""
    depth = 0
    for mark in story.iter(W + "fldChar"):
        depth += {"begin": 1, "end": -1}.get(mark.get(W + "fldCharType"), 0)
        if depth < 0:
            return False
    return depth == 0


def page_fields() -> frozenset[str]:
    """The fields that show the number of a page or of pages."""
    return fields().page


def named_text(item: Field) -> str:
    """What a field's instruction names that a person could read; empty where there is nothing but switches, formats and
    sums."""
    instruction = "".join(item.instruction).strip()
    return "" if item.name in fields().silent or item.name.startswith("=") else instruction


def link_of(item: Field) -> tuple[str, str]:
    r"""A hyperlink's target and its tip (`\o`); a place in this document (`\l`) and a frame (`\t`) are left out."""
    target: list[str] = []
    tip: list[str] = []
    switch = ""
    for found in list(_ARGUMENT.finditer("".join(item.instruction)))[1:]:
        quoted, curly, mark, bare = found.groups()
        if mark:
            switch = mark
            continue
        text = next(part for part in (quoted, curly, bare) if part is not None)
        if switch not in ("\\l", "\\t"):
            (tip if switch == "\\o" else target).append(text.replace("\\\\", "\\"))
        switch = ""
    return " ".join(target), " ".join(tip)
