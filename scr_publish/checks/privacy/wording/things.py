"""Replacements of places, ages, origins, conditions and numbers: a wider word that fits where the narrow one stood."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.ages import years_of
from scr_publish.checks.privacy.lexicon import fold
from scr_publish.checks.privacy.risk.data import risk_data
from scr_publish.checks.privacy.wording.context import Setting
from scr_publish.checks.privacy.wording.data import wording

_PLACES = frozenset({"SCHOOL", "HEALTHCARE", "ORG", "PLACE", "ADDRESS"})


def thing_wording(settings: Sequence[Setting], _subject: Subject) -> Iterator[tuple[Setting, str]]:
    """The replacement of everything that is no name and no date."""
    kinds: dict[str, Callable[[Setting], str]] = {"AGE": _age, "DEMOGRAPHIC": _origin, "HEALTH": _health}
    known: dict[str, list[str]] = defaultdict(list)
    for setting in settings:
        label = setting.mention.label
        left_out = wording().left_out
        if text := left_out.get(setting.mention.rule) or left_out.get(label):
            yield setting, text
        elif label in kinds:
            yield setting, kinds[label](setting)
        elif label in _PLACES:
            yield setting, _place(setting, known)


def _place(setting: Setting, known: dict[str, list[str]]) -> str:
    """The kind of a place, the same for the same name; a second one of its kind is "another"."""
    if not any(char.isupper() or char.isdigit() for char in setting.text):
        return ""
    lowered = f" {setting.text.lower().replace('’', chr(39))}"
    data = wording()
    text = next(
        item.text
        for item in data.place
        if setting.mention.label in item.labels and any(part in lowered for part in item.parts)
    )
    if setting.mention.rule == "PD225" and text == "a local organisation":
        text = data.placement.text
    if setting.mention.label == "PLACE" and setting.is_before_noun:
        return "local"
    name = fold(setting.text)
    same = known[text]
    if name not in same:
        same.append(name)
    return _another(text, same.index(name))


def _another(text: str, number: int) -> str:
    """The text for the second and further things of one kind."""
    words = wording().another.words
    article, _, rest = text.partition(" ")
    if number == 0 or (article == "the" and text != "the area"):
        return text
    return f"{words[min(number, len(words)) - 1]} {rest}"


_AFTER_OLD = re.compile(r"[ -](?:old|of age)\b")


def _age(setting: Setting) -> str:
    """The band of an age, in the form that fits where it stands."""
    years = years_of(setting.text)
    band = next((item for item in wording().age if years and item.first <= years[0] < item.after), None)
    if band is None:
        return ""
    if re.search(r"[- ]olds?$", setting.text):
        if setting.is_before_noun:
            return band.before
        return band.noun if setting.is_determined else f"{band.old} old"
    if _AFTER_OLD.match(setting.after):
        return band.old
    return band.words


def _origin(setting: Setting) -> str:
    """A wider word for a people, a faith, a country or a language; none where the sentence must be written anew."""
    data, lowered = wording(), setting.text.lower()
    before = setting.before.rstrip()
    if lowered in data.origin.majority:
        return ""
    if ("source", "the list of countries") in setting.mention.evidence:
        return data.origin.country
    words = re.findall(r"[\w'’-]+", lowered)
    faith = any(word in risk_data().faiths for word in words)
    if not faith and re.search(data.origin.speaking, before, re.IGNORECASE) and not setting.is_before_noun:
        return data.origin.language
    if setting.is_before_noun:
        return data.faith.before if faith else data.origin.before
    if re.search(data.origin.being, before, re.IGNORECASE):
        return data.faith.after if faith else data.origin.after
    if faith and re.search(r"\ban?$", before, re.IGNORECASE):
        return data.faith.noun
    return ""


def _health(setting: Setting) -> str:
    """A rare condition, as one."""
    if setting.text.lower() in wording().health.no_noun or setting.is_before_noun:
        return ""
    return wording().health.text
