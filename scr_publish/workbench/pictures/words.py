"""The draft's own text: the words around a finding, and the text in parts where no page can be drawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from scr_publish.workbench.record import RecordSession
from scr_publish.workbench.services import versions
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import FileKind, FindingView, VersionView

AROUND = 90
"""Characters on either side of a finding's words."""
LONGEST = 400
"""Characters of a finding's words that are shown."""
PART = 6000
"""Characters of one part of the text, about three pages; a part ends with a block."""


@dataclass(frozen=True)
class Block:
    """A block of the text. `kind` and `surface` are those of the document model."""

    kind: str
    start: int
    end: int
    level: int
    surface: str


@dataclass(frozen=True)
class Text:
    """A draft's linear text and its blocks."""

    text: str
    blocks: tuple[Block, ...]

    @cached_property
    def parts(self) -> tuple[int, ...]:
        """The offset at which each part begins; there is at least one."""
        starts = [0]
        for block in self.blocks:
            if block.end - starts[-1] > PART and block.start > starts[-1]:
                starts.append(block.start)
        return tuple(starts)

    def part(self, number: int) -> tuple[Block, ...]:
        """The blocks of a part, from 1."""
        start = self.parts[number - 1]
        end = self.parts[number] if number < len(self.parts) else len(self.text) + 1
        return tuple(block for block in self.blocks if start <= block.start < end)


def text_of(session: RecordSession, actor: Actor, version: VersionView) -> Text:
    """The text of a version's draft."""
    data = json.loads(versions.get_file(session, actor, version.id, FileKind.TEXT).data)
    blocks = (
        Block(b["kind"], b["start"], b["end"], b.get("level", 0), b.get("surface", "visible")) for b in data["blocks"]
    )
    return Text(data["text"], tuple(blocks))


@dataclass(frozen=True)
class Context:
    """A finding's words among those around them. The `cut_` flags say where the text goes on."""

    before: str
    words: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


def context_of(text: Text, item: FindingView) -> Context | None:
    """The words of a finding in their sentence of the draft's text; None for one about the whole document."""
    if not item.excerpt:
        return None
    words = " ".join(item.excerpt.split())
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0] + " …"
    if item.document or item.start is None or item.end is None:
        return Context("", words, "")
    block = next((b for b in text.blocks if b.start <= item.start < max(b.end, b.start + 1)), None)
    low, high = (block.start, max(block.end, item.end)) if block else (item.start, item.end)
    start, end = max(low, item.start - AROUND), min(high, item.end + AROUND)
    before = text.text[start : item.start]
    after = text.text[item.end : end]
    if start > low:
        before = before.partition(" ")[2]
    if end < high:
        after = after.rpartition(" ")[0] + " "
    return Context(_single(before), words, _single(after), start > low, end < high)


def _single(text: str) -> str:
    """White space made single, kept at the ends."""
    inner = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + inner + (" " if text[-1:].isspace() and inner else "")


@dataclass(frozen=True)
class Run:
    """A run of text in a block, with the findings that cover it, the gravest first."""

    text: str
    findings: tuple[FindingView, ...] = ()


def runs_of(text: Text, block: Block, items: Iterable[FindingView]) -> Iterator[Run]:
    """A block cut at the ends of the findings in it."""
    within = [
        i for i in items if i.start is not None and i.end is not None and i.start < block.end and i.end > block.start
    ]
    edges = {block.start, block.end}
    for item in within:
        edges |= {max(block.start, item.start or 0), min(block.end, item.end or 0)}
    marks = sorted(edges)
    for left, right in pairwise(marks):
        covering = tuple(i for i in within if (i.start or 0) <= left and (i.end or 0) >= right)
        yield Run(text.text[left:right], covering)
