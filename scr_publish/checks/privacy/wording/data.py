"""The wording of `wording.toml`, validated."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Roles(_Table):
    names: tuple[str, ...]


class PlaceWording(_Table):
    """What to write for a place of some labels, one of whose name's parts fits."""

    parts: tuple[str, ...]
    text: str
    labels: tuple[str, ...]


class _Text(_Table):
    text: str


class _Words(_Table):
    words: tuple[str, ...]


class AgeWording(_Table):
    """What to write for an age in a band of years, by where it stands."""

    first: float = Field(alias="from")
    after: float = Field(alias="to")
    words: str
    old: str
    before: str
    noun: str


class _Origin(_Table):
    before: str
    after: str
    country: str
    language: str
    majority: tuple[str, ...]
    speaking: str
    being: str


class _Faith(_Table):
    before: str
    after: str
    noun: str


class _Health(_Table):
    text: str
    no_noun: tuple[str, ...]


class _Since(_Table):
    most_days: int
    one_day: str
    days: str
    one_week: str
    weeks: str
    about: str
    numbers: tuple[str, ...]


class Wording(_Table):
    """All of it; what each table is for stands beside it there."""

    people: dict[str, str]
    titles: dict[str, tuple[str, ...]]
    roles: _Roles
    left_out: dict[str, str]
    place: tuple[PlaceWording, ...]
    placement: _Text
    another: _Words
    age: tuple[AgeWording, ...]
    origin: _Origin
    faith: _Faith
    health: _Health
    since: _Since


@cache
def wording() -> Wording:
    """The wording, read once."""
    text = files("scr_publish.checks.privacy.wording").joinpath("wording.toml").read_text(encoding="utf-8")
    return Wording.model_validate(tomllib.loads(text))
