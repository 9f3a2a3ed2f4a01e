"""Exact dates: births and deaths block, wherever and however the day is written; other events are for review."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.cells import Surrounds, Tables
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.document import Kind, Surface
from scr_publish.nlp.annotations import Passage
from scr_publish.recognisers.dates import ExactDate, find_dates, season
from scr_publish.rules import Severity

DateRole = Literal["birth", "death", "event", "process"]

REACH = 90
"""How many characters before and after a date are searched for what it is the date of."""

RULES: dict[DateRole, str] = {"birth": "PD220", "death": "PD221", "event": "PD301"}


@dataclass(frozen=True)
class _Cues:
    """The phrases of `dates.toml`, compiled."""

    birth: re.Pattern[str]
    death: re.Pattern[str]
    process: re.Pattern[str]
    process_columns: re.Pattern[str]
    process_sections: re.Pattern[str]
    birth_labels: re.Pattern[str]
    death_labels: re.Pattern[str]
    birth_events: re.Pattern[str]
    death_events: re.Pattern[str]
    born_beside: re.Pattern[str]
    died_beside: re.Pattern[str]


@cache
def _cues() -> _Cues:
    data = tomllib.loads(files("scr_publish.checks.privacy").joinpath("dates.toml").read_text(encoding="utf-8"))
    return _Cues(**{key: re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)") for key, phrases in data.items()})


@dataclass(frozen=True)
class _Dated:
    """A date in a passage, what it is the date of, and the words that say so."""

    passage: Passage
    when: ExactDate
    role: DateRole
    why: str


def find_dates_of_case(subject: Subject) -> list[Mention]:
    """A mention for every exact date but those of guidance, of publication and of terms to keep."""
    tables = Tables(subject.document)
    dated = [item for passage in subject.language.passages for item in _dated(subject, passage, tables)]
    known = dict(_from_case_file(subject))
    for item in dated:
        day = item.when.as_date
        if item.role in ("birth", "death") and day:
            known.setdefault(day, f"a date of {item.role} given elsewhere in this document")
    return [mention for item in dated if (mention := _mention(item, known))]


def _dated(subject: Subject, passage: Passage, tables: Tables) -> Iterator[_Dated]:
    hidden = passage.block.surface in (Surface.METADATA, Surface.FILE_NAME, Surface.LINK)
    dates = find_dates(passage.text, in_names=hidden)
    if not dates:
        return
    around = tables.around(passage.block)
    for i, when in enumerate(dates):
        low = dates[i - 1].end if i else 0
        high = dates[i + 1].start if i + 1 < len(dates) else len(passage.text)
        role, why = _role(subject, passage, around, when, (low, high))
        yield _Dated(passage, when, role, why)


def _role(
    subject: Subject, passage: Passage, around: Surrounds, when: ExactDate, limits: tuple[int, int]
) -> tuple[DateRole, str]:
    """What a date is the date of. `limits` are the ends of the text that no other date comes between."""
    cues = _cues()
    for label in around.labels:
        if cues.birth_labels.fullmatch(label.strip(" :?")):
            return "birth", f"the table calls it “{label}”"
        if cues.death_labels.fullmatch(label.strip(" :?")):
            return "death", f"the table calls it “{label}”"
    if beside := _beside(passage, when, limits[0]):
        return beside
    before, after = _clause(passage, when, limits)
    role, cue = _nearest(before, after)
    if role:
        return role, f"the text says “{cue}”"
    if death := _entry_of_death(passage, when, limits[1]):
        return "death", f"the entry says “{death}”"
    if len(passage.text) <= when.end - when.start + 3 and around.rest:
        for text in around.rest:
            if match := cues.death_events.search(text):
                return "death", f"the row says “{match.group()}”"
            if match := cues.birth_events.search(text):
                return "birth", f"the row says “{match.group()}”"
    if _is_process(subject, passage, around, before):
        return "process", ""
    return "event", ""


def _beside(passage: Passage, when: ExactDate, low: int) -> tuple[DateRole, str] | None:
    """A birth or death by what stands right before a date, whatever sentence a full stop made of it: "d.o.b.
    4/6/2008", "d. 2 May 2011", or somebody's name with the date in brackets or alone after it."""
    before = passage.text[max(low, when.start - 24) : when.start].lower()
    for role, pattern in (("birth", _cues().born_beside), ("death", _cues().died_beside)):
        if match := pattern.search(before):
            return _as_role(role), f"the text says “{match.group().strip()}”"
    gap = re.search(r"(?:(?P<bracket> \()|,? )$", passage.text[low : when.start])
    if not gap or when.year is None:
        return None
    closed = passage.text[when.end : when.end + 1] == ")" if gap.group("bracket") else when.end == len(passage.text)
    named = low + gap.start()
    people = (e for e in passage.entities if e.label_ == "PERSON" and e.end_char == named)
    if closed and any(" " in entity.text and not _INITIALS.match(entity.text) for entity in people):
        return "birth", "the date stands right after a name"
    return None


_INITIALS = re.compile(r"(?:[A-Z]\.? )+")
"""A name that begins with initials before a date is a signature, not somebody's birth."""

ENTRY = 220
"""How many characters of a dated entry are searched for a death."""


def _entry_of_death(passage: Passage, when: ExactDate, high: int) -> str:
    """The words for a death in an entry that begins with its date: "25 May 2011. Called at 06.10. Certified dead"."""
    if any(char.isalpha() for char in passage.text[: when.start]):
        return ""
    match = _cues().death_events.search(passage.text[when.end : min(high, when.end + ENTRY)].lower())
    return match.group() if match else ""


def _clause(passage: Passage, when: ExactDate, limits: tuple[int, int]) -> tuple[str, str]:
    """The text before and after a date that can speak of it: within its sentence, up to the next date."""
    text = passage.text
    low, high = max(limits[0], when.start - REACH), min(limits[1], when.end + REACH)
    sentence = passage.sentence_at(when.start)
    if sentence and when.end <= sentence.span.end_char:
        low, high = max(low, sentence.span.start_char), min(high, sentence.span.end_char)
    return text[low : when.start].lower(), text[when.end : high].lower()


_BREAK = re.compile(
    r"[;:]| - | – |, which\b|\b(?:and|but|who|when|while|until|since|then|before|after|where) "
    r"(?!died|was born|born|is|was (?:found|pronounced|killed|delivered))"
)
"""What parts one statement from the next: a birth on its far side says nothing about the date."""


def _nearest(before: str, after: str) -> tuple[DateRole | None, str]:
    """The birth or death that stands nearest to a date, in its own statement."""
    found: list[tuple[int, DateRole, str]] = []
    for role, pattern in (("birth", _cues().birth), ("death", _cues().death)):
        for match in pattern.finditer(before):
            between = before[match.end() :]
            if not _BREAK.search(between.replace(":", " ", 1) if between.startswith(":") else between):
                found.append((len(between), _as_role(role), match.group()))
        later = pattern.search(after)
        if later and not re.search(
            r"[;:]|\b(?:but|who|when|while|until|then|told|said|reported|called)\b", after[: later.start()]
        ):
            found.append((later.start() + 20, _as_role(role), later.group()))
    if not found:
        return None, ""
    _, role_found, cue = min(found)
    return role_found, cue


def _as_role(name: str) -> DateRole:
    return "birth" if name == "birth" else "death"


def _is_process(subject: Subject, passage: Passage, around: Surrounds, before: str) -> bool:
    """Whether a date belongs to the report, to guidance or to an action plan, and not to the case."""
    cues = _cues()
    if passage.block.kind in (Kind.HEADER, Kind.FOOTER, Kind.TOC) or passage.block.surface is Surface.METADATA:
        return True
    if around.column and cues.process_columns.fullmatch(around.column.strip(" :?")):
        return True
    if (match := _last(cues.process, before)) and not re.search(r"[;.]", before[match.end() :]):
        return len(before) - match.end() <= 30
    section = subject.document.section_of(passage.block)
    heading = subject.document.plain(section.heading).lower() if section and section.heading else ""
    return bool(cues.process_sections.search(heading)) and not re.search(r"chronology|timeline|what happened", heading)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    return matches[-1] if matches else None


def _from_case_file(subject: Subject) -> Iterator[tuple[date, str]]:
    """Dates of birth and death of the people whom the case file protects."""
    for identity in subject.case.identities if subject.case else ():
        for day, what in ((identity.born, "birth"), (identity.died, "death")):
            if day:
                yield day, f"a date of {what} in the case file"


def _mention(item: _Dated, known: dict[date, str]) -> Mention | None:
    start, end = item.passage.source_span(item.when.start, item.when.end)
    values = [("instead", season(item.when))]
    if item.role in ("birth", "death"):
        return _blocker(start, end, RULES[item.role], item.why, values)
    same = next((why for day, why in _in_order(known) if item.when.same_day(day)), "")
    if same:
        return _blocker(start, end, "PD222", same, values)
    if item.role == "process":
        return None
    return Mention(start, end, "DATE", RULES["event"], Severity.REVIEW, (("source", "exact date"),), tuple(values))


def _in_order(known: dict[date, str]) -> Iterable[tuple[date, str]]:
    return sorted(known.items())


def _blocker(start: int, end: int, rule_id: str, why: str, values: list[tuple[str, str]]) -> Mention:
    return Mention(
        start, end, "DATE", rule_id, Severity.BLOCKER, (("source", "exact date"), ("why", why)), (*values, ("why", why))
    )
