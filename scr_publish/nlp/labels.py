"""What a pipeline's entities mean in an assessment: the labels of the shipped model, and of a user's larger one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_EXACT_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)"
    r"|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b",
    re.IGNORECASE,
)
"""A day of a month: "3 May", "May 3rd", "03/05/2014", "2014-05-03"."""


class _Facility(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    labels: frozenset[str]
    other: str
    school: tuple[str, ...]
    healthcare: tuple[str, ...]
    address: tuple[str, ...]


class _Ages(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...]


class _Labels(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    labels: dict[str, str]
    facility: _Facility
    ages: _Ages


@dataclass(frozen=True)
class Meaning:
    """An entity in the assessment's terms: its label, and for a date whether it leaves the day open."""

    label: str
    vague: bool = False


@cache
def _table() -> _Labels:
    text = files("scr_publish.nlp").joinpath("labels.toml").read_text(encoding="utf-8")
    return _Labels.model_validate(tomllib.loads(text))


def meaning(label: str, text: str) -> Meaning | None:
    """What an entity with a pipeline's `label` is in an assessment; None where it is nothing that a report must weigh.

    The words of the entity tell a school from a surgery, and, for pipelines that have one label for all that is time,
    an age or a vague date from an exact one."""
    table = _table()
    if label in table.facility.labels:
        return Meaning(_facility(text, table.facility))
    known = table.labels.get(label)
    if known != "DATE":
        return Meaning(known) if known else None
    if label == "DATE_VAGUE":
        return Meaning("DATE", vague=True)
    lowered = text.casefold()
    if any(words in lowered for words in table.ages.words):
        return Meaning("AGE")
    return Meaning("DATE", vague=not _EXACT_DATE.search(text))


def _facility(text: str, kinds: _Facility) -> str:
    for label, words in (("HEALTHCARE", kinds.healthcare), ("SCHOOL", kinds.school), ("ADDRESS", kinds.address)):
        if re.search(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", text, re.IGNORECASE):
            return label
    return kinds.other
