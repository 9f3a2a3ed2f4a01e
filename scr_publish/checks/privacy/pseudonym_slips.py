"""Where a report does not keep to its pseudonyms: sex or age that disagrees, one name for two people, two names for
one, a name beside the part that a pseudonym has, and likeness to the real name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.pseudonym_facts import (
    Fact,
    Names,
    Sayings,
    ages,
    children,
    parts,
    sayings,
    sexes,
    workers,
)
from scr_publish.checks.privacy.pseudonyms import Pseudonyms, codes, too_near, two_for_one
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line
from scr_publish.config.case import Identity
from scr_publish.rules import Severity

CLEAR = 3
"""How many times as often as the other a sex must be written for the rarer one to be the slip."""

_CODE = re.compile(r"(?:Child|Baby|Young Person|Infant) (?:[A-Z]{1,2}\d?|\d{1,2})")
_NO_TITLE = "".join(rf"(?<!\b{title} )" for title in ("Mr", "Mrs", "Ms", "Miss", "Dr"))
"""What must not stand before a pseudonym: with a title the name is a surname."""


def pseudonym_findings(subject: Subject, lines: Sequence[Line], pseudonyms: Pseudonyms) -> Iterator[Mention]:
    """Every slip, in the order of its kind."""
    sentences = list(sayings(lines))
    names = _written(lines, pseudonyms)
    written = re.compile(rf"{_NO_TITLE}\b(?:{'|'.join(map(re.escape, names)) or '(?!)'})\b(?! [A-ZÀ-Þ])")
    facts: list[Fact] = []
    years: list[Fact] = []
    naming: list[Sayings] = []
    for sentence in sentences:
        present = list(written.finditer(sentence.text))
        if present:
            naming.append(sentence)
            facts += sexes(sentence, names, present)
            years += ages(sentence, names)
    yield from _sexes_that_disagree(facts)
    yield from _ages_that_disagree(years)
    yield from _two_bearers(naming, names)
    yield from _parts_in_the_family(sentences, pseudonyms)
    yield from _two_names(lines)
    yield from _near_the_real_name(subject, lines)
    yield from _two_of_case_file(subject, lines)


def _written(lines: Sequence[Line], pseudonyms: Pseudonyms) -> dict[str, str]:
    """The pseudonyms and codes in use as they are written, each with the pseudonym itself."""
    found = {form: name.capitalize() for name in sorted(pseudonyms.names) for form in (name.capitalize(), name.upper())}
    for line in lines:
        for start, end in codes(line):
            code = line.text[start:end]
            if _CODE.fullmatch(code):
                found.setdefault(code, code)
    return found


def _mention(fact: Fact, rule: str, why: str, **values: str) -> Mention:
    evidence = (("source", "what the report says of its pseudonyms"), ("why", why))
    return Mention(fact.start, fact.end, "PERSON", rule, Severity.REVIEW, evidence, tuple(values.items()))


def _sexes_that_disagree(facts: Sequence[Fact]) -> Iterator[Mention]:
    """The rarer sex of each pseudonym that has two: words weigh three times as much as pronouns."""
    by_name: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_name[fact.name].append(fact)
    for found in by_name.values():
        weight = Counter[str]()
        for fact in found:
            weight[fact.value] += CLEAR if fact.by == "noun" else 1
        if len(weight) < 2:
            continue
        (most, many), (least, few) = weight.most_common()
        if many < CLEAR * few and few < CLEAR:
            continue
        for fact in found:
            if fact.value == least:
                yield _mention(fact, "PD233", f"elsewhere {most}", pseudonym=fact.name, here=least, elsewhere=most)


def _ages_that_disagree(facts: Sequence[Fact]) -> Iterator[Mention]:
    """Two ages of one bearer that cannot both be true of the years written beside them."""
    told: set[tuple[int, int]] = set()
    for one, two in combinations(facts, 2):
        if one.name != two.name or len(one.years) != 1 or len(two.years) != 1:
            continue
        passed = next(iter(two.years)) - next(iter(one.years))
        if abs(int(two.value) - int(one.value) - passed) > 1 and (two.start, two.end) not in told:
            told.add((two.start, two.end))
            yield _mention(two, "PD234", "the ages and the years do not fit", pseudonym=two.name, other=one.value)


def _two_bearers(sentences: Sequence[Sayings], names: Names) -> Iterator[Mention]:
    """A pseudonym of the family that is also the name of somebody who works on the case."""
    at_work = [fact for sentence in sentences for fact in workers(sentence, names)]
    if not at_work:
        return
    at_home = {name for sentence in sentences for name in children(sentence, names)}
    at_home |= {names[name] for sentence in sentences for _, name in parts(sentence) if name in names}
    for fact in at_work:
        if fact.name in at_home:
            yield _mention(fact, "PD235", "a worker's job stands beside it", pseudonym=fact.name)


def _parts_in_the_family(sentences: Sequence[Sayings], pseudonyms: Pseudonyms) -> Iterator[Mention]:
    """A second name for one part in the family ("Mother, Ruby" … "Mother, Tracey"): a second pseudonym, or a slip."""
    bearers: dict[str, list[Fact]] = defaultdict(list)
    for sentence in sentences:
        for fact, _ in parts(sentence):
            bearers[fact.value].append(fact)
    for facts in bearers.values():
        declared = Counter(fact.name for fact in facts if fold(fact.name) in pseudonyms.names)
        if not declared:
            continue
        first = declared.most_common(1)[0][0]
        for fact in facts:
            folded = fold(fact.name)
            if folded == fold(first) or folded in word_lists().role_words:
                continue
            if folded in pseudonyms.names:
                yield _mention(fact, "PD112", "two names for one part in the family", other=first)
            elif lexicon().is_name(folded) and not lexicon().is_ordinary(folded):
                evidence = (
                    ("source", "the part that a pseudonym has"),
                    ("why", f"elsewhere the {fact.value} is {first}"),
                )
                yield Mention(fact.start, fact.end, "PERSON", "PD107", Severity.BLOCKER, evidence)


def _two_names(lines: Sequence[Line]) -> Iterator[Mention]:
    """Two pseudonyms that declarations give to one person."""
    for start, end, line, other in two_for_one(lines):
        low, high = line.passage.source_span(start, end)
        evidence = (("source", "two declarations"),)
        yield Mention(low, high, "PERSON", "PD112", Severity.REVIEW, evidence, (("other", other),))


def _near_the_real_name(subject: Subject, lines: Sequence[Line]) -> Iterator[Mention]:
    """Pseudonyms that are like the real name of the identity that they stand for: one finding for each."""
    for identity in subject.case.identities if subject.case else ():
        for shown in _shown(subject, identity):
            reason = next(
                (why for real in (*identity.names, *identity.nicknames) if (why := too_near(shown, real))), ""
            )
            place = next((item for line in lines for item in _places(line, shown)), None) if reason else None
            if place:
                evidence = (("source", "the case file"), ("why", reason))
                yield Mention(*place, "PERSON", "PD113", Severity.REVIEW, evidence, (("reason", reason),))


def _shown(subject: Subject, identity: Identity) -> list[str]:
    """What the report calls a person: as the identity says, and by the table of pseudonyms."""
    listed = subject.case.pseudonyms.items() if subject.case else ()
    of_person = {fold(text) for text in (identity.role, identity.shown_as, *identity.names) if text}
    found = [identity.shown_as, *(shown for shown, whom in listed if fold(whom) in of_person)]
    return [shown for shown in dict.fromkeys(found) if shown]


def _two_of_case_file(subject: Subject, lines: Sequence[Line]) -> Iterator[Mention]:
    """Two pseudonyms for one identity of the case file that both stand in the report: at the last place of the second,
    since its first may have a likeness to tell of."""
    for identity in subject.case.identities if subject.case else ():
        places = {
            shown: [item for line in lines for item in _places(line, shown)] for shown in _shown(subject, identity)
        }
        used = [(shown, found[-1]) for shown, found in places.items() if found]
        for _, place in used[1:]:
            evidence = (("source", "the case file"), ("why", "two pseudonyms for one person"))
            yield Mention(*place, "PERSON", "PD112", Severity.REVIEW, evidence, (("other", used[0][0]),))


def _places(line: Line, words: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(rf"\b{re.escape(words)}\b", line.text):
        yield line.passage.source_span(*match.span())
