"""The words of `names.toml`, validated and folded into sets."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

Words = frozenset[str]


class WordLists(BaseModel):
    """The lists of `names.toml`; what each is for stands beside it there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    titles: Words
    staff_titles: Words
    civil_titles: Words
    full_titles: Words
    public_titles: Words
    epithets: Words
    honours: Words
    senior_titles: Words
    job_letters: Words
    kin_titles: Words
    kin: Words
    third_party: Words
    practitioner: Words
    thing_words: Words
    thing_surnames: Words
    role_words: Words
    function_words: Words
    calendar: Words
    domain_words: Words
    never_names: Words
    never_ordinary: Words
    place_prepositions: Words
    particles: Words
    name_columns: Words
    worker_columns: Words
    person_verbs: Words
    plain_verbs: Words
    published_words: Words
    people_cues: Words
    name_cues: Words


@cache
def word_lists() -> WordLists:
    """The lists, read once."""
    text = files("scr_publish.checks.privacy").joinpath("names.toml").read_text(encoding="utf-8")
    return WordLists.model_validate(tomllib.loads(text))


@cache
def known_acronyms() -> Words:
    """What jobs, agencies and codes that reports of this kind use go by, folded: nobody's initials."""
    lists = word_lists()
    return lists.titles | lists.role_words | lists.domain_words | lists.job_letters


def phrase_pattern(words: Words) -> re.Pattern[str]:
    """A pattern that finds any of the words or phrases as whole words, in any case, longest first."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in longest_first) + r")\b", re.IGNORECASE)
