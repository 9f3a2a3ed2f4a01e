"""Read an annotated Markdown draft: the plain text that a tool sees, and what its marks say.

Markup inside ordinary Markdown, after an optional YAML front matter:

    {{LABEL!|text}}   identifies somebody: must go before publication
    {{LABEL?|text}}   quasi-identifier: somebody must weigh it
    {{LABEL~|text}}   looks personal but is rightly there
    <<KIND|sentence>> a statement; marks may stand inside it

Marks never nest."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LABELS = frozenset(
    {
        *("PERSON", "DATE", "ADDRESS", "POSTCODE", "PLACE", "SCHOOL", "HEALTHCARE", "ORG", "PHONE", "EMAIL"),
        *("HANDLE", "NHS_NUMBER", "NINO", "CASE_REF", "VEHICLE", "AGE", "DEMOGRAPHIC", "HEALTH", "OCCUPATION"),
        "FAMILY",
    }
)
KINDS = frozenset({"ACTION", "IMPACT", "FUTURE", "VAGUE", "REC"})
VERDICTS = {"!": "remove", "?": "weigh", "~": "keep"}

_TOKEN = re.compile(r"\{\{([A-Z_]+)([!?~])\||\}\}|<<([A-Z]+)\||>>")
_COLON_IN_VALUE = re.compile(r"^(\w+): ([^\"'\[{>|].*: .*)$", re.MULTILINE)


@dataclass(frozen=True)
class Mark:
    """A mention: characters `start:end` of the plain text, its label, and what should become of it."""

    start: int
    end: int
    label: str
    verdict: str


@dataclass(frozen=True)
class Statement:
    """A whole sentence or recommendation and its kind."""

    start: int
    end: int
    kind: str


@dataclass
class Annotated:
    """A draft without its markup, and the markup. `meta` is the front matter, empty where there is none."""

    name: str
    text: str
    meta: dict[str, Any] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


def parse(source: str, name: str) -> Annotated:
    """Strip the markup of one draft. Raises ValueError, with where it is, on a mark that is wrong."""
    draft = Annotated(name, "")
    if source.startswith("---\n"):
        head, _, source = source[4:].partition("\n---\n")
        draft.meta = _front_matter(head, name)
    parts: list[str] = []
    length = at = 0
    mark: tuple[int, str, str] | None = None
    statement: tuple[int, str] | None = None
    for token in _TOKEN.finditer(source):
        plain = source[at : token.start()]
        parts.append(plain)
        length += len(plain)
        at = token.end()
        if token[1]:
            _expect(mark is None and token[1] in LABELS, "nested mark or unknown label", source, token, name)
            mark = (length, token[1], VERDICTS[token[2]])
        elif token[3]:
            fits = statement is None and mark is None and token[3] in KINDS
            _expect(fits, "nested statement or unknown kind", source, token, name)
            statement = (length, token[3])
        elif token[0] == "}}":
            _expect(mark is not None, "a mark is closed that was not open", source, token, name)
            assert mark
            draft.marks.append(Mark(mark[0], length, mark[1], mark[2]))
            mark = None
        else:
            _expect(statement is not None and mark is None, "a statement is closed too soon", source, token, name)
            assert statement
            draft.statements.append(Statement(statement[0], length, statement[1]))
            statement = None
    if mark or statement:
        raise ValueError(f"{name}: a mark or a statement is never closed")
    parts.append(source[at:])
    draft.text = "".join(parts)
    return draft


def _front_matter(head: str, name: str) -> dict[str, Any]:
    """The front matter. Writers put colons into plain values ("style: logs: night staff"), so quote those."""
    quoted = _COLON_IN_VALUE.sub(lambda line: f"{line[1]}: {json.dumps(line[2], ensure_ascii=False)}", head)
    try:
        meta = yaml.safe_load(quoted)
    except yaml.YAMLError as error:
        raise ValueError(f"{name}: the front matter is no YAML ({type(error).__name__})") from None
    return meta if isinstance(meta, dict) else {}


def load(path: Path) -> Annotated:
    """The draft in a file."""
    return parse(path.read_text(encoding="utf-8"), path.stem)


def _expect(holds: bool, wrong: str, source: str, token: re.Match[str], name: str) -> None:
    if not holds:
        raise ValueError(f"{name}: {wrong} near {source[max(0, token.start() - 40) : token.end() + 40]!r}")
