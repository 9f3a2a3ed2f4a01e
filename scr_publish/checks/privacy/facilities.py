"""Named schools, surgeries, hospitals, courts, homes and organisations, by what their names end in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from scr_publish.checks.privacy.facility_cues import at_school, in_care
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.nlp.annotations import Passage
from scr_publish.screening import Screened, screened


class PlaceWords(BaseModel):
    """The lists of `places.toml`; what each is for stands beside it there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    school_middles: tuple[str, ...]
    school_heads: tuple[str, ...]
    health_middles: tuple[str, ...]
    health_heads: tuple[str, ...]
    hospital_heads: tuple[str, ...]
    court_heads: tuple[str, ...]
    placement_heads: tuple[str, ...]
    house_heads: tuple[str, ...]
    house_cues: tuple[str, ...]
    organisation_heads: tuple[str, ...]
    kept_heads: tuple[str, ...]
    generic: frozenset[str]
    known: frozenset[str]
    wide_places: frozenset[str]
    no_organisation: frozenset[str]
    area_nouns: tuple[str, ...]
    moving: tuple[str, ...]
    singular: tuple[str, ...]
    place_prepositions: tuple[str, ...]
    instead: tuple[tuple[str, str], ...]
    cited_places: tuple[str, ...]


@cache
def place_words() -> PlaceWords:
    """The lists, read once."""
    text = files("scr_publish.checks.privacy").joinpath("places.toml").read_text(encoding="utf-8")
    return PlaceWords.model_validate(tomllib.loads(text))


@dataclass(frozen=True, slots=True)
class Facility:
    """A named facility in a passage's text: `kind` is school, health, hospital, court, placement, organisation or
    kept (a body that may be named)."""

    start: int
    end: int
    kind: str
    how: str


_WORD = r"(?:St\.?|[A-Z][\w'’]*+(?:-[\w'’]++)*+|\d{1,2}(?:st|nd|rd|th))"
_LINK = r"(?:(?:and|&|of|the|upon|on|in|de|le|under|by)\ ){0,2}"
_NAME = rf"(?P<name>(?:{_WORD}\ {_LINK}){{1,6}}?)"


_PLAIN_NAME = rf"(?P<name>(?:{_WORD}\ ){{1,4}})"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace("'", "['’]?") for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _patterns() -> tuple[tuple[str, Screened], ...]:
    words = place_words()
    school = rf"(?:(?:{_any(words.school_middles)})\ )*(?:{_any(words.school_heads)})(?:\ for\ (?:Girls|Boys))?"
    health = rf"(?:(?:{_any(words.health_middles)})\ )*(?:{_any(words.health_heads)})"
    small = (
        r"(?:(?:primary|secondary|high|infant|junior|nursery|special)\ )?"
        r"(?:school|academy|nursery|playgroup|pre-?school|college)"
    )
    small_health = (
        r"(?:(?:(?:doctors'?|GP|health|medical|dental)\ )?"
        r"(?:surgery|ward|clinic|medical\ centre|health\ centre|practice)"
        r"|(?:spinal|burns|stroke|renal|neonatal|maternity|psychiatric|inpatient|rehabilitation|detoxification)\ unit)"
    )
    table = (
        ("kept", rf"{_NAME}(?:{_any(words.kept_heads)})(?!\w)"),
        ("school", rf"{_NAME}{school}(?![\w-])"),
        ("school", rf"(?<=[a-z,]\ ){_PLAIN_NAME}{small}(?![\w-])"),
        ("health", rf"{_NAME}{health}(?:\ \d{{1,2}}[A-Z]?)?(?![\w-])"),
        ("health", rf"(?<=[a-z,]\ ){_PLAIN_NAME}{small_health}(?![\w-])"),
        ("health", r"(?P<name>(?<![\w'’-])(?:Drs?\.?\ )?(?:[A-Z][\w'’]++,?\ ){1,3})(?:&|and)\ Partners\b"),
        ("health", r"(?P<name>\b[Ww]ard\ )(?:\d{1,3}[A-Za-z]?|[A-Z]\d{1,2})(?!\w)"),
        ("school", r"(?P<name>\bYsgol\ (?:[A-Z]\w+\ ){0,2})[A-Z]\w+"),
        ("hospital", rf"{_NAME}(?:{_any(words.hospital_heads)})(?![\w-])"),
        ("royal", r"(?P<name>\b[Tt]he\ )(?:Royal|General|Infirmary)(?![\w'’-]|\ [A-Z(])"),
        ("court", rf"{_NAME}(?:{_any(words.court_heads)})(?![\w-])"),
        ("placement", rf"{_NAME}(?:{_any(words.placement_heads)})(?![\w-])"),
        ("house", rf"{_NAME}(?:{_any(words.house_heads)})(?![\w-])"),
        ("organisation", rf"{_NAME}(?:{_any(words.organisation_heads)})(?![\w-])"),
        ("unit", rf"{_PLAIN_NAME}(?:Unit|Suite)(?![\w-])"),
        (
            "organisation",
            r"(?P<name>\bHM\ ?(?:P|YOI|Prison|Young\ Offender\ Institution)(?:[/ ]YOI)?\ )[A-Z]\w+(?:\ [A-Z]\w+)?",
        ),
        ("saint", r"(?P<name>\bSt\.?\ [A-Z]\w+['’]s)(?!\ [A-Z])"),
    )
    return tuple(
        (kind, screened(rf"(?<![\w'’-]){pattern}" if pattern.startswith(_NAME[:12]) else pattern, re.VERBOSE))
        for kind, pattern in table
    )


_CODE = re.compile(r"^(?:[A-Z]|\d+)$")


def find_facilities(passage: Passage) -> list[Facility]:
    """The named facilities in a passage, overlaps and all."""
    text = passage.text
    if not any(c.isupper() for c in text):
        return []
    found = _matching(passage, text)
    runs = [run.span() for run in _SHOUTED.finditer(text)]
    if runs:
        eased = _SHOUTED.sub(lambda run: _LOUD.sub(lambda word: word.group().capitalize(), run.group()), text)
        known = {(facility.start, facility.end) for facility in found}
        for facility in _matching(passage, eased):
            start = next((max(facility.start, low) for low, high in runs if low < facility.end <= high), None)
            if start is not None and (start, facility.end) not in known:
                found.append(replace(facility, start=start))
    return found


_LOUD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’](?=[A-Z]))+")
_SHOUTED = re.compile(r"\b[A-Z][A-Z'’]{2,40}(?: (?:[A-Z][A-Z'’]{0,40}|&))+\b")
"""Words in capitals, which hide what a name ends in ("FERRY ROAD CHILDREN'S CENTRE")."""


def _matching(passage: Passage, text: str) -> list[Facility]:
    """What the patterns find in a passage's text, or in the same text with other capitals."""
    found = []
    for kind, pattern in _patterns():
        for match in pattern.finditer(text, passage.folded):
            start = match.start() if kind == "royal" else _start_of_name(passage, match)
            sort = _sort(kind, text, match) if start is not None else ""
            if start is not None and sort:
                found.append(Facility(start, match.end(), sort, "the name's last word"))
    return found


def _sort(kind: str, text: str, match: re.Match[str]) -> str:
    """The kind of a facility; a house is one only where people are placed in it."""
    if kind == "saint":
        return "school" if at_school(text, match.start(), match.end()) else "organisation"
    if kind == "royal":
        return "hospital"
    if kind == "unit":
        return "health" if in_care(text, match.start(), match.end()) else ""
    if kind != "house":
        return kind
    near = text[max(0, match.start() - 90) : match.end() + 90].lower()
    return "placement" if any(cue in near for cue in place_words().house_cues) else ""


def _start_of_name(passage: Passage, match: re.Match[str]) -> int | None:
    """Where the name begins once the ordinary words before it are left out; None where nothing is left."""
    name, start = match.group("name"), match.start("name")
    if name.lower().rstrip().endswith((" and", " or")):  # "Ottilie and NHS number …": two things, not one name
        return None
    if match.group().endswith(("'s NHS", "’s NHS")):  # somebody's NHS number
        return None
    if name.startswith(("Ward", "ward", "HM", "Ysgol", "St ", "St. ")) or "Partner" in match.group():
        return start
    generic = place_words().generic
    words = [(w.group(), start + w.start()) for w in re.finditer(r"\S+", name)]
    while words and (_is_leading(passage, *words[0]) or (len(words[0][0]) == 1 and words[0][0].isalpha())):
        words.pop(0)
    shouted = match.group().isupper() and len(match.group().split()) > 1 and len(name.split()) > 1
    telling = [
        w for w, _ in words if _bare(w) not in generic and not _CODE.match(w) and (shouted or not _is_acronym(w))
    ]
    if not telling or (len(telling) == 1 and telling[0][:1].isdigit()):
        return None
    return words[0][1]


def _bare(word: str) -> str:
    """A word in small letters, without a possessive 's and without punctuation at its ends."""
    return word.strip("'’.,").lower().replace("’", "'").removesuffix("'s")


def _is_acronym(word: str) -> bool:
    return len(word) <= 6 and word.isupper() and not word.endswith(("'S", "’S"))


_LEADING = frozenset({"VERB", "AUX", "ADP", "PRON", "SCONJ", "CCONJ", "ADV", "DET"})


def _is_leading(passage: Passage, word: str, at: int) -> bool:
    """Whether a word before a name is no part of it: an article, a verb at the start of the sentence."""
    if word.lower() in (
        "the",
        "a",
        "an",
        "her",
        "his",
        "their",
        "at",
        "in",
        "from",
        "to",
        "and",
        "of",
        "&",
        "on",
        "by",
    ):
        return True
    if word.strip("'’.,").lower() in place_words().generic and word.lower() not in (
        "st",
        "royal",
        "old",
        "new",
        "black",
        "white",
        "high",
        "church",
        "village",
        "district",
        "city",
    ):
        return True
    before = passage.text[:at].rstrip()
    if before and before[-1] not in ".?!:;|•":
        return False
    token = passage.token_at(at)
    return token is not None and token.pos_ in _LEADING and not _is_odd_in_capitals(token.text)


def _is_odd_in_capitals(word: str) -> bool:
    """Whether a word in capitals is no English one: the model knows little of what such a word does."""
    return word.isupper() and len(word) > 3 and not lexicon().is_ordinary(fold(word))
