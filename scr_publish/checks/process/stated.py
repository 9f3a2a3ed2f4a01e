"""Dates that the report states of its own process, held against the case file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from scr_publish.checks.base import Subject
from scr_publish.checks.content.cues import Cues, cues
from scr_publish.checks.content.headings import promise
from scr_publish.checks.process.names import DATE_NAMES
from scr_publish.config.case import CaseFile
from scr_publish.config.durations import long_date
from scr_publish.document import Block, Kind
from scr_publish.findings import Finding, shown
from scr_publish.recognisers.periods import Period, find_periods

KEYS = ("notification", "decision", "start", "completion", "panel_submission", "publication")
_NO_STATEMENT = (Kind.TOC, Kind.PAGE_NUMBER, Kind.HEADER, Kind.FOOTER, Kind.FOOTNOTE)
_COVER = 1000
"""How many characters the cover may take: there a line "Published June 2016" speaks of this report."""

_FIGURES = re.compile(r"\d\d")
_PUBLISHED = re.compile(r"^(?:date )?publi(?:shed|cation)(?: date)?\b")


@dataclass(frozen=True)
class _Wordings:
    of: dict[str, Cues]
    between: re.Pattern[str]
    died: tuple[str, ...]


@cache
def _wordings() -> _Wordings:
    data = tomllib.loads(files("scr_publish.checks.process").joinpath("stated.toml").read_text(encoding="utf-8"))
    of = {key: cues(phrase.replace("REVIEW", data["review"]) for phrase in data[key]) for key in KEYS}
    return _Wordings(of, re.compile(data["between"]), tuple(data["died"]))


def stated_findings(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    """A finding for each date in the text that cannot be the one of the case file, at its place."""
    document = subject.document
    death = _death_of_subject(case)
    for block in document.blocks:
        if not block.is_printed or block.kind in _NO_STATEMENT:
            continue
        text = document.text[block.words_start : block.end]
        if not _FIGURES.search(text):
            continue
        lower = re.sub(r"\s", " ", text.lower()).replace("’", "'")
        announced = list(_statements(subject, block, lower))
        died = [match.end() for match in death.finditer(lower)] if death else []
        periods = find_periods(text) if announced or died else []
        held = {(key, period.start): period for key, at in announced if (period := _following(lower, at, periods))}
        for (key, _), period in held.items():
            yield from _held(subject, case, block, key, period)
        for at in died:
            yield from _died(subject, case, block, _following(lower, at, periods))


def _statements(subject: Subject, block: Block, lower: str) -> Iterator[tuple[str, int]]:
    """The dates that a block's text announces: the case file's key, and where the date must follow."""
    if _tells_the_story(subject, block):
        return
    for key, wordings in _wordings().of.items():
        for match in wordings.hits(lower):
            yield key, match.end()
    if block.start < _COVER and (opening := _PUBLISHED.match(lower)):
        yield "publication", opening.end()


def _tells_the_story(subject: Subject, block: Block) -> bool:
    """Whether a block stands under a heading that promises the account of events: its reviews are other reviews."""
    section = subject.document.section_of(block)
    while section is not None:
        if section.heading and section.parent is not None:
            found = promise(subject.document.plain(section.heading)).elements
            if found:
                return "what_happened" in found
        section = subject.document.sections[section.parent] if section.parent is not None else None
    return False


def _following(lower: str, at: int, periods: list[Period]) -> Period | None:
    """The date right after a phrase, or None."""
    after = next((item for item in periods if item.start >= at), None)
    return after if after and _wordings().between.fullmatch(lower, at, after.start) else None


def _held(subject: Subject, case: CaseFile, block: Block, key: str, period: Period) -> Iterator[Finding]:
    day: date | None = getattr(case.dates, key)
    if day is None or period.holds(day):
        return
    at = block.words_start
    written = subject.document.text[at + period.start : at + period.end]
    yield subject.finding(
        "PR112", at + period.start, at + period.end,
        stated=shown(written), what=DATE_NAMES[key], day=long_date(day), evidence={"key": f"dates.{key}"},
    )  # fmt: skip


def _death_of_subject(case: CaseFile) -> re.Pattern[str] | None:
    """What the report says where the person whom it is about died; None where the case file does not name them."""
    names = {case.review.subject, *(item.shown_as for item in case.identities if item.role.lower() == "subject")}
    called = "|".join(re.escape(name.lower()) for name in sorted(names) if name.strip())
    if not called:
        return None
    died = "|".join(_wordings().died)
    return re.compile(rf"\b(?:{called}) (?:{died})\b|\bdeath of (?:{called})\b|\b(?:{called})'s death\b")


def _died(subject: Subject, case: CaseFile, block: Block, period: Period | None) -> Iterator[Finding]:
    """A date of the subject's death that the case file contradicts: it has another one, or, where it has none, the
    incident came later."""
    if period is None:
        return
    deaths = [item.died for item in case.identities if item.role.lower() == "subject" and item.died]
    incident = case.dates.incident
    wrong = not any(map(period.holds, deaths)) if deaths else incident is not None and period.last < incident
    if wrong:
        at = block.words_start
        stated = shown(subject.document.text[at + period.start : at + period.end])
        yield subject.finding("PR113", at + period.start, at + period.end, stated=stated)
