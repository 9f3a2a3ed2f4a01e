"""Where law sets limits of its own: proceedings, orders and offences that the report speaks of."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.phrases import PhraseFinder
from scr_publish.document import Kind
from scr_publish.findings import Finding

_NO_PROSE = (Kind.TOC, Kind.HEADER, Kind.FOOTER, Kind.PAGE_NUMBER, Kind.HEADING)


@cache
def _triggers() -> dict[str, PhraseFinder]:
    data = tomllib.loads(files("scr_publish.checks.privacy").joinpath("legal.toml").read_text(encoding="utf-8"))
    return {rule_id: PhraseFinder(phrases) for rule_id, phrases in data.items()}


def find_legal(subject: Subject) -> list[Finding]:
    """For each limit of law one finding, at the first words that tell of it. They are prompts and no legal advice."""
    found: dict[str, tuple[int, int]] = {}
    for passage in subject.language.passages:
        if passage.block.kind in _NO_PROSE:
            continue
        for rule_id, finder in _triggers().items():
            if rule_id not in found and (span := next(finder.find(passage.text), None)):
                found[rule_id] = passage.source_span(*span)
        if len(found) == len(_triggers()):
            break
    return [
        subject.finding(rule_id, *span, evidence={"source": "the wording"}) for rule_id, span in sorted(found.items())
    ]
