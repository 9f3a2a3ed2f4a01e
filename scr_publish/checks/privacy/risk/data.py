"""The words and figures of `risk.toml`, validated."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from scr_publish.screening import Screened, screened

Sex = Literal["male", "female"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Levels(_Table):
    high: int
    medium: int


class _Percentiles(_Table):
    low: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)


class Kind(_Table):
    """A kind of disclosure: what a message calls it, and whether one without a figure keeps the risk from being low."""

    name: str
    telling: bool = False


class Role(_Table):
    """Words for one person of the family; with no name, for somebody outside it."""

    name: str
    words: tuple[str, ...]
    sex: Sex | None = None
    child: bool = False


class _AgeWords(_Table):
    words: str
    first: float = Field(alias="from")
    after: float = Field(alias="to")


class _Schools(_Table):
    words: tuple[str, ...]


class Share(_Table):
    """A published share of all people, from a low to a high figure."""

    low: float = Field(gt=0, le=1)
    high: float = Field(gt=0, le=1)
    source: str
    assumption: str


class _Data(_Table):
    levels: _Levels
    unknown_area: _Percentiles
    kinds: dict[str, Kind]
    role: tuple[Role, ...]
    age: tuple[_AgeWords, ...]
    schools: _Schools
    faiths: dict[str, tuple[str, ...]]
    faiths_in_part: dict[str, tuple[str, ...]]
    groups: dict[str, tuple[str, ...]]
    groups_in_part: dict[str, tuple[str, ...]]
    twins: Share


@dataclass(frozen=True)
class Group:
    """Census groups that a word stands for; `whole` where the word is the group and not a part of it."""

    names: tuple[str, ...]
    whole: bool


@dataclass(frozen=True)
class RiskData:
    """The tables, with patterns compiled and words looked up."""

    levels: _Levels
    unknown_area: _Percentiles
    kinds: dict[str, Kind]
    roles: tuple[Role, ...]
    role_words: re.Pattern[str]
    role_patterns: tuple[re.Pattern[str], ...]
    ages: tuple[tuple[Screened, float, float], ...]
    schools: Screened
    faiths: dict[str, Group]
    groups: dict[str, Group]
    twins: Share


@cache
def risk_data() -> RiskData:
    """The data, read once."""
    text = files("scr_publish.checks.privacy.risk").joinpath("risk.toml").read_text(encoding="utf-8")
    data = _Data.model_validate(tomllib.loads(text))
    patterns = tuple(re.compile("|".join(role.words), re.IGNORECASE) for role in data.role)
    return RiskData(
        levels=data.levels,
        unknown_area=data.unknown_area,
        kinds=data.kinds,
        roles=data.role,
        role_words=re.compile(
            r"(?<![\w-])(?:" + "|".join(word for role in data.role for word in role.words) + r")(?![\w-])",
            re.IGNORECASE,
        ),
        role_patterns=patterns,
        ages=tuple(
            (screened(rf"(?<![\w-])(?:{item.words})(?![\w-])", re.IGNORECASE), item.first, item.after)
            for item in data.age
        ),
        schools=screened(rf"\b(?:{'|'.join(data.schools.words)})\b", re.IGNORECASE),
        faiths=_lookup(data.faiths, data.faiths_in_part),
        groups=_lookup(data.groups, data.groups_in_part),
        twins=data.twins,
    )


def _lookup(whole: dict[str, tuple[str, ...]], in_part: dict[str, tuple[str, ...]]) -> dict[str, Group]:
    found = {word: Group(tuple(names.split("|")), whole=False) for names, words in in_part.items() for word in words}
    found |= {word: Group(tuple(names.split("|")), whole=True) for names, words in whole.items() for word in words}
    return found
