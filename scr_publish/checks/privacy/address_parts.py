"""Parts of an address that stand elsewhere by themselves: "Plover Court" and "Flat 3" once "Flat 3, 12 Plover Court"
has stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.document import Kind
from scr_publish.rules import Severity

_NUMBERED = re.compile(r"\d{1,4}[A-Ha-h]?,? (?P<street>(?:[A-Z][\w'’-]+ ){1,3}[A-Z][a-z]+)(?=,|$)")
_FLAT = re.compile(r"\b(?:Flat|Apartment|Pitch|Plot|Caravan|Bedsit) \d{1,3}[A-Za-z]?\b")


def address_parts(subject: Subject, found: Sequence[Mention]) -> Iterator[Mention]:
    """The other places where the street or the flat of an address in `found` stands without the rest of it."""
    addresses = [subject.document.text[m.start : m.end] for m in found if m.rule == "PD206" and not m.kept]
    parts = {match.group("street") for text in addresses for match in _NUMBERED.finditer(text)}
    parts |= {match.group() for text in addresses for match in _FLAT.finditer(text)}
    if not parts:
        return
    longest_first = sorted(parts, key=lambda part: (-len(part), part))
    pattern = re.compile(rf"(?<![\w'’-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])(?! [A-Z])")
    taken = [(m.start, m.end) for m in found]
    for passage in subject.language.passages:
        if passage.block.kind in (Kind.TOC, Kind.PAGE_NUMBER):
            continue
        for match in pattern.finditer(passage.text):
            start, end = passage.source_span(*match.span())
            if not any(low < end and start < high for low, high in taken):
                evidence = (("source", "a part of an address in this document"),)
                yield Mention(start, end, "ADDRESS", "PD206", Severity.BLOCKER, evidence)
