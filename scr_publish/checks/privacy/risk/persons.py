"""Whom a disclosure is about. The rule, in this order:

1. the person named right after it, with at most two plain words between ("a Kurdish girl", "14-year-old Polish boy");
2. the nearest person before it in its sentence, a pronoun standing for the last one of its sex;
3. the nearest person after it in its sentence;
4. in a table, the person in its row, or in the heading of its column;
5. the last person named before it in its paragraph or cell;
6. the child of the review.

What is said of a worker is nobody's of the family. The rule is simple and can be wrong: each fact has its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.cells import Surrounds
from scr_publish.checks.privacy.risk.data import Role, Sex, risk_data
from scr_publish.nlp.annotations import Passage
from scr_publish.spans import Spans

FAMILY = "the family"
"""What is said of all of them: everybody's disclosure."""

OUTSIDE = ""
"""A worker or another person outside the family."""

CHILD = "the child"


@dataclass(frozen=True)
class Someone:
    """A person of the family as the report calls them; `name` is `FAMILY` for all, `OUTSIDE` for nobody of it."""

    name: str
    sex: Sex | None = None
    child: bool = False


@dataclass(frozen=True)
class _Place:
    """Words that name somebody; `tells_sex` where they say by themselves whether it is a woman or a man."""

    start: int
    end: int
    who: Someone
    tells_sex: bool = False


_CODE = re.compile(
    r"\b(?:[Cc]hild|[Bb]aby|[Ii]nfant|[Yy]oung [Pp]erson|[Ss]ubject|[Tt]win) (?:[A-Z]{1,3}\d?|\d{1,2})\b"
    r"|\bYP ?\d\b|\b[Ss]ibling (?:[A-Z]\d?|\d{1,2})\b"
)
_LOWERED_CODE = re.compile(r"(?:child|baby|infant|young person|subject|twin|sibling) (?:[a-z]\d?|\d{1,2})\b")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Adult|Carer|Worker)\b")
_PRONOUN = re.compile(r"\b(?P<male>he|his|him|himself)\b|\b(?P<female>she|her|hers|herself)\b", re.IGNORECASE)
_PLAIN_BETWEEN = re.compile(
    r"[ -](?:(?!(?:and|or|when|as|but|because|with|who|that|the|his|her|their|a|an|to|of|in|at|is|was|had|has|by)\b)"
    r"[\w'’-]+ ){0,2}"
)


class Cast:
    """Everybody whom the report speaks of, and who is meant where. `subject` is the child of the review by name."""

    def __init__(self, subject: Subject, pseudonyms: Iterable[str]) -> None:
        names = {name for name in pseudonyms if not (_CODE.fullmatch(name) or _TITLED.match(name))}
        self._name_words = _alternatives(sorted(names, key=lambda name: (-len(name), name)))
        texts = [passage.text for passage in subject.language.passages if passage.block.is_printed]
        self.subject = self._subject(subject, texts)
        self._sex = self._sex_of_subject(texts)
        self._places: dict[int, list[_Place]] = {}
        self._cells: dict[str, Someone | None] = {}

    def about(self, passage: Passage, start: int, end: int, around: Surrounds) -> Someone:
        """Whom the words `passage.text[start:end]` are about."""
        places, text = self._in(passage), passage.text
        low, high = _sentence(passage, start)
        after = [p for p in places if p.start >= end and p.end <= high]
        if after and _PLAIN_BETWEEN.fullmatch(text[end : after[0].start]):
            return after[0].who
        overlapping = next((p for p in places if p.start < end and start < p.end), None)
        before = [p for p in places if low <= p.start and p.end <= start]
        for found in (overlapping, before[-1] if before else None, after[0] if after else None):
            if found:
                return found.who
        return self._in_table(around) or self._earlier(places, low) or self.child()

    def child(self) -> Someone:
        """The child of the review."""
        return Someone(self.subject, self._sex, child=True)

    def explicit_sex(self, passage: Passage) -> Iterator[tuple[int, int, Someone]]:
        """The words that tell somebody's sex ("Mother", "girl", "she"), with whom they mean."""
        for place in self._in(passage):
            if place.tells_sex and place.who.sex:
                yield place.start, place.end, place.who

    def _in(self, passage: Passage) -> list[_Place]:
        key = passage.block.start
        if key not in self._places:
            self._places[key] = list(self._with_pronouns(passage.text, self._named(passage.text)))
        return self._places[key]

    def _named(self, text: str) -> list[_Place]:
        found = [_Place(*match.span(), self._by_code(match.group())) for match in _CODE.finditer(text)]
        if self._name_words:
            found += [_Place(*m.span(), self._by_code(m.group())) for m in self._name_words.finditer(text)]
        named = Spans((place.start, place.end) for place in found)
        for match in risk_data().role_words.finditer(text):
            if not named.touch(*match.span()):
                role = _role(match.group())
                found.append(_Place(*match.span(), self._of_role(role), tells_sex=bool(role.sex)))
        return sorted(found, key=lambda place: place.start)

    def _with_pronouns(self, text: str, named: list[_Place]) -> Iterator[_Place]:
        last: dict[str, Someone] = {}
        pronouns = [(m.start(), m.end(), m.lastgroup or "") for m in _PRONOUN.finditer(text)]
        for start, end, sex, place in sorted(
            [(p.start, p.end, "", p) for p in named] + [(s, e, sex, None) for s, e, sex in pronouns],
            key=lambda item: item[:2],
        ):
            if place is not None:
                yield place
                if place.who.name not in (FAMILY, OUTSIDE):
                    for fitting in (place.who.sex,) if place.who.sex else ("male", "female"):
                        last[fitting] = place.who
            elif sex in last:
                yield _Place(start, end, last[sex], tells_sex=True)

    def _by_code(self, words: str) -> Someone:
        name = " ".join(words.split())
        if name.casefold() == self.subject.casefold():
            return self.child()
        return Someone(name[:1].upper() + name[1:], child=True)

    def _of_role(self, role: Role) -> Someone:
        if role.name == CHILD:
            return Someone(self.subject, role.sex or self._sex, child=True)
        return Someone(role.name, role.sex, child=role.child)

    def _in_table(self, around: Surrounds) -> Someone | None:
        for text in (around.row, around.column, *around.rest):
            if code := _LOWERED_CODE.match(text):
                kind, _, letter = code.group().rpartition(" ")
                return self._by_code(f"{kind.capitalize()} {letter.upper()}")
            if who := self._first_named(text):
                return who
        return None

    def _first_named(self, text: str) -> Someone | None:
        if text not in self._cells:
            named = self._named(text)
            self._cells[text] = named[0].who if named else None
        return self._cells[text]

    def _earlier(self, places: list[_Place], low: int) -> Someone | None:
        before = [p.who for p in places if p.end <= low and p.who.name != OUTSIDE]
        return before[-1] if before else None

    def _subject(self, subject: Subject, texts: list[str]) -> str:
        """The case file's name for the child, else the code or the pseudonym that stands most often."""
        if subject.case and subject.case.review.subject:
            return subject.case.review.subject
        codes = Counter(
            " ".join(m.group().split())
            for text in texts
            for m in _CODE.finditer(text)
            if not m.group().lower().startswith("sibling")
        )
        if not codes and self._name_words:
            codes = Counter(m.group() for text in texts for m in self._name_words.finditer(text))
        return codes.most_common(1)[0][0] if codes else CHILD

    def _sex_of_subject(self, texts: list[str]) -> Sex | None:
        """Boy or girl by the words for the child; by the pronouns of sentences that name nobody else, where none."""
        words: Counter[str] = Counter()
        pronouns: Counter[str] = Counter()
        called = re.compile(rf"\b(?:{re.escape(self.subject)}|the (?:child|baby))\b", re.IGNORECASE)
        data = risk_data()
        for text in texts:
            for match in data.role_words.finditer(text):
                role = _role(match.group())
                if role.name == CHILD and role.sex:
                    words[role.sex] += 1
            for sentence in re.split(r"(?<=[.!?]) ", text):
                if called.search(sentence) and not data.role_words.search(called.sub("", sentence)):
                    pronouns.update(m.lastgroup or "" for m in _PRONOUN.finditer(sentence))
        said = words or pronouns
        if said["male"] == said["female"]:
            return None
        return "male" if said["male"] > said["female"] else "female"


def _role(words: str) -> Role:
    """The first role that a word fits."""
    data = risk_data()
    return next(role for role, p in zip(data.roles, data.role_patterns, strict=True) if p.fullmatch(words))


def _alternatives(names: Iterable[str]) -> re.Pattern[str] | None:
    words = "|".join(re.escape(name) for name in names)
    return re.compile(rf"\b(?:{words})\b") if words else None


def _sentence(passage: Passage, at: int) -> tuple[int, int]:
    sentence = passage.sentence_at(at)
    return (sentence.span.start_char, sentence.span.end_char) if sentence else (0, len(passage.text))
