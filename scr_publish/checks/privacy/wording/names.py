"""A name's replacement: what the case file or the report calls the person, else the role that stands beside one of the
mentions, else whose name it is. One person has one replacement, and two persons never share a definite one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.lexicon import fold
from scr_publish.checks.privacy.wording.context import Setting
from scr_publish.checks.privacy.wording.data import wording
from scr_publish.checks.privacy.wordlists import phrase_pattern, word_lists

_CODE_BEFORE = re.compile(r"\b((?:Child|Baby|Sibling|Subject|Twin|Adult|Young Person) (?:[A-Z]\d?|\d{1,2}))[ ,(]+$")
_ROLE_NAME = re.compile(r"\b(?:Mother|Father|Stepfather|Stepmother|(?:(?:Maternal|Paternal) )?Grand(?:mother|father))")


def name_wording(settings: Sequence[Setting], _subject: Subject) -> Iterator[tuple[Setting, str]]:
    """The replacement of every name."""
    by_person: dict[str, list[Setting]] = defaultdict(list)
    for setting in settings:
        if setting.mention.label == "PERSON":
            by_person[_who(setting)].append(setting)
    chosen = _apart({who: _of_person(mentions) for who, mentions in by_person.items()})
    for who, mentions in by_person.items():
        for setting in mentions:
            plural = _is_plural(setting)
            yield setting, "family" if plural and setting.is_determined else chosen[who]


def _who(setting: Setting) -> str:
    """Who is meant: what the case file calls them, else the fullest form of the name."""
    shown = _shown(setting)
    return f"={shown}" if shown else fold(setting.mention.person or setting.text)


def _shown(setting: Setting) -> str:
    """What the case file says that the report calls somebody; a name that an order forbids has no such thing."""
    return "" if setting.mention.rule == "PD109" else dict(setting.mention.values).get("shown_as", "")


def _is_plural(setting: Setting) -> bool:
    """Whether "the" stands before a surname with an s: all of a family."""
    return bool(re.search(r"\b[Tt]he $", setting.before)) and bool(re.fullmatch(r"[A-ZÀ-Þ][\w'’-]+s", setting.text))


def _of_person(mentions: Sequence[Setting]) -> str:
    """The replacement of one person's name."""
    shown = _shown(mentions[0])
    if shown and shown != "the role":
        return shown if _is_name(shown) else f"the {shown}"
    for find in (_code, _beside, _titled):
        for setting in mentions:
            if found := find(setting):
                return found
    roles = [dict(setting.mention.evidence).get("role", "unknown") for setting in mentions]
    people = wording().people
    return people[next((role for role in roles if role in people and role != "unknown"), "unknown")]


def _is_name(shown: str) -> bool:
    """Whether what the report calls somebody stands without an article: "Child H", "Mother", "Poppy"."""
    return shown[:1].isupper()


def _code(setting: Setting) -> str:
    """The code or the role that stands before a name, as a name itself: "Child F (Ottilie)", "Mother, Kezia,"."""
    if match := _CODE_BEFORE.search(setting.before):
        return match.group(1)
    match = re.search(rf"({_ROLE_NAME.pattern})(?:,| \(|:)? ?$", setting.before)
    return match.group(1) if match else ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A role right after a name, in apposition, and right before one."""
    lists = word_lists()
    # A plural or a general word names no single person's role.
    words = frozenset(w for w in lists.practitioner | lists.kin | lists.third_party if not w.endswith("s"))
    role = phrase_pattern(words).pattern
    modifiers = (
        r"(?:(?:allocated|duty|named|school|community|specialist|senior|newly qualified|paternal|maternal|older|elder"
        r"|younger|eldest|youngest|police|foster|next-door|family|head|deputy|class) )*"
    )
    role = rf"(?P<role>{modifiers}{role})"
    after = re.compile(
        r"(?:, | \(|\s[–-]\s)(?:(?:who (?:is|was) )?(?:the|a|an|her|his|their|our|my) )?"
        rf"{role}(?=[,.;:)]|$| \(| who\b)",
        re.IGNORECASE,
    )
    before = re.compile(
        rf"\b(?:(?:the|a|an|her|his|their|our|my) )?{role}(?:,| \(|:| called| named)? ?$", re.IGNORECASE
    )
    return after, before


def _beside(setting: Setting) -> str:
    """The role in apposition: "Mrs Quillfeather, the school nurse", "the health visitor, Lorraine Pettifer"."""
    after, before = _patterns()
    match = after.match(setting.after) or before.search(setting.before[-60:])
    if not match:
        return ""
    role = match.group("role")
    return role if role in wording().roles.names else f"the {_lowered(role)}"


def _lowered(role: str) -> str:
    """A role in small letters; an acronym ("GP") stays."""
    return " ".join(word if word.isupper() else word.lower() for word in role.split())


def _titled(setting: Setting) -> str:
    """What somebody is by their title: "PC Gill", "Uncle Vic"."""
    title = fold(setting.text.split()[0].rstrip("."))
    if " " not in setting.text:
        return ""
    return next((words for words, titles in wording().titles.items() if title in titles), "")


def _apart(chosen: dict[str, str]) -> dict[str, str]:
    """The same, with numbers where several people would have one definite role: "Social Worker 1" and "2"."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for who, text in chosen.items():
        if text.startswith("the ") and not who.startswith("="):
            sharing[text].append(who)
    numbered = dict(chosen)
    for text, people in sharing.items():
        if len(people) > 1:
            role = " ".join(word if word.isupper() else word.capitalize() for word in text.split()[1:])
            numbered |= {who: f"{role} {i}" for i, who in enumerate(people, 1)}
    return numbered
