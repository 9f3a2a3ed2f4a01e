"""The cues and lists of `roles.toml`, validated and compiled."""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from scr_publish.checks.privacy.lexicon import fold
from scr_publish.screening import Screened, screened

PERSON = r"(?-i:[A-ZÀ-Þ][\w'’-]*\.?(?: (?:[A-ZÀ-Þ][\w'’-]*\.?|de|da|dos|van|von|ap|al)){0,5})"
PEOPLE = rf"(?:{PERSON}(?: ?\([^()]{{0,80}}\))?(?:, and |, | and | & |; )){{0,12}}"
"""What PERSON and PEOPLE stand for in a cue: a name; names (each perhaps with a job in brackets) before another."""


class Cue(BaseModel):
    """A pattern beside a name that tells who it is; see `roles.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: str
    reason: str
    side: Literal["before", "after"]
    pattern: str
    unless: str = ""
    of_mention: bool = False
    in_part: bool = False
    """Whether the cue counts only where the report speaks of the review."""
    on_cover: bool = False
    """Whether the cue counts only before the second heading."""
    bare: bool = False
    """Whether the cue counts only for a surname alone, without a title, that is no forename."""

    @cached_property
    def regex(self) -> Screened:
        """The pattern: case counts after a name (surnames follow there), before it only for names."""
        pattern = self.pattern.replace("PEOPLE", PEOPLE).replace("PERSON", PERSON)
        return screened(pattern, re.IGNORECASE if self.role == "reviewer" else 0)

    @cached_property
    def against(self) -> re.Pattern[str] | None:
        """What speaks against the cue."""
        return re.compile(self.unless, re.IGNORECASE) if self.unless else None


class RoleLists(BaseModel):
    """Names of law, conditions, published cases and public people, and what marks an author."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    law: frozenset[str]
    eponyms: frozenset[str]
    published: frozenset[str]
    figures: frozenset[str]
    authors: frozenset[str]
    author_verbs: str
    author_before: str
    named_after_before: str
    named_after: str
    work_before: str
    source_headings: str
    panel_headings: str
    panel_lead_in: str
    present: str
    board_meetings: str
    child_meetings: str
    reviewer_columns: str
    owner_columns: str
    answering_tables: str
    review_headings: str
    review_titles: str
    case_headings: str
    review_columns: str
    review_words: str
    case_words: str


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid")

    cue: list[Cue]
    lists: RoleLists


@cache
def role_data() -> tuple[tuple[Cue, ...], RoleLists]:
    """The cues in order, and the lists of `roles.toml`, folded."""
    text = files("scr_publish.checks.privacy").joinpath("roles.toml").read_text(encoding="utf-8")
    data = _Data.model_validate(tomllib.loads(text))
    lists = data.lists
    folded = {
        key: frozenset(fold(name) for name in getattr(lists, key))
        for key in ("law", "eponyms", "published", "figures", "authors")
    }
    return tuple(data.cue), lists.model_copy(update=folded)
