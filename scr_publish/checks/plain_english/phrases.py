"""Words and phrases to look for, as data: loading, and matching in every inflected form.

A data file names the rule that its phrases break and gives, for each phrase, what to say instead. `simple` phrases
always count; `conditional` ones carry the conditions under which they do (their part of speech, their neighbours)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pydantic import Field
from spacy.tokens import Token

from scr_publish.checks.plain_english.prose import ProsePassage, Word
from scr_publish.checks.plain_english.settings import load_data
from scr_publish.config.toml import Settings
from scr_publish.errors import ConfigError

FILES = ("avoid.toml", "wordy.toml", "latin.toml", "archaic.toml", "negatives.toml", "doublespeak.toml", "sector.toml")

NAME_ENTITIES = frozenset(
    {
        "PERSON",
        "ORG",
        "FACILITY",
        "SCHOOL",
        "HEALTHCARE",
        "PLACE",
        "ADDRESS",
        "GPE",
        "LOC",
        "FAC",
        "LAW",
        "WORK_OF_ART",
        "EVENT",
    }
)
"""Entities whose words belong to a name: nobody can write the name of an Act or a trust in plainer words."""

_WORD = re.compile(r"\w+(?:'\w+)?")


class Conditional(Settings):
    """A phrase that counts under conditions.

    `pos`: universal parts of speech that word number `head` must have; `not_before`, `not_after`: words (or phrases)
    that make it right when they follow or precede; `only_before`, `only_after`: words of which one must."""

    phrase: str
    say: str
    also: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    head: int = Field(default=0, ge=0)
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The phrase and its other spellings."""
        return (self.phrase, *self.also)


class PhraseFile(Settings):
    """A data file. `names`: its phrases count in capitals too, as "Core Group" does."""

    rule: str
    names: bool = False
    simple: dict[str, str] = Field(default_factory=dict)
    conditional: tuple[Conditional, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A phrase ready to be matched. `key` is how the data spell it."""

    key: str
    words: tuple[str, ...]
    gaps: frozenset[str]
    rule: str
    say: str
    names: bool
    conditions: Conditional | None = None


@dataclass(frozen=True)
class Match:
    """A phrase that was found: its characters in the passage's analysed text."""

    phrase: Phrase
    passage: ProsePassage
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Its span of the linear text."""
        return self.passage.passage.source_span(self.start, self.end)


@cache
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """Every phrase by its first word, the longest first. Raises ConfigError where two data entries are one phrase."""
    found: dict[str, list[Phrase]] = {}
    seen: dict[tuple[str, ...], str] = {}
    for name in FILES:
        data = load_data(name, PhraseFile)
        conditional = [
            (spelling, entry.phrase, entry.say, entry) for entry in data.conditional for spelling in entry.spellings
        ]
        for spelling, key, say, conditions in [*((k, k, v, None) for k, v in data.simple.items()), *conditional]:
            for variant in _variants(spelling):
                words = tuple(_WORD.findall(variant.lower()))
                if words in seen:
                    raise ConfigError(f"{name}: “{variant}” is in {seen[words]} already")
                seen[words] = name
                gaps = frozenset(_WORD.split(variant)) | {" ", "-"}
                found.setdefault(words[0], []).append(Phrase(key, words, gaps, data.rule, say, data.names, conditions))
    return {first: tuple(sorted(group, key=lambda p: -len(p.words))) for first, group in found.items()}


def _variants(spelling: str) -> Iterator[str]:
    """A phrase, and its spelling with -ize where ours is -ise."""
    yield spelling
    american = re.sub(r"([a-z]{3,30})is(e|ed|ing|ation)\b", r"\1iz\2", spelling)
    if american != spelling and not re.search(r"(wise|vise|cise|prise|mise|raise|dise)\b", spelling):
        yield american


_IRREGULAR = {
    "made": "make", "gave": "give", "given": "give", "took": "take", "taken": "take", "came": "come", "held": "hold",
    "did": "do", "done": "do", "undertook": "undertake", "undertaken": "undertake", "drew": "draw", "drawn": "draw",
    "drove": "drive", "driven": "drive", "had": "have", "has": "have", "fell": "fall", "fallen": "fall",
    "led": "lead", "analyses": "analysis", "are": "be", "is": "be", "was": "be", "were": "be", "been": "be",
    "lost": "lose",
}  # fmt: skip
_SUFFIXES = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


@lru_cache(maxsize=1 << 16)
def forms_of(word: str, lemma: str) -> tuple[str, ...]:
    """What a word may be listed under: itself, its lemma, and the bases that regular endings suggest, for a model that
    has no lemmas or a wrong one."""
    forms = dict.fromkeys((word, lemma)) if lemma else {word: None}
    if word in _IRREGULAR:
        forms[_IRREGULAR[word]] = None
    for suffix, base in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem == word or len(stem) < 3:
            continue
        forms[stem + base] = None
        if suffix in ("ed", "ing") and stem[-1] == stem[-2]:
            forms[stem[:-1]] = None
    return tuple(forms)


def matches(passage: ProsePassage) -> Iterator[Match]:
    """The phrases of a passage in order, the longest where several begin at a word, none inside another.

    Quotations are left alone, and so are names: those of the language pass, unless one is nothing but the phrase in
    small letters, and words with a capital inside a sentence."""
    words = passage.words
    forms = [word_forms(passage, word) for word in words]
    index, i = phrases(), 0
    while i < len(words):
        phrase = next(
            (
                phrase
                for form in forms[i]
                for phrase in index.get(form, ())
                if _stands(phrase, passage, words, forms, i)
            ),
            None,
        )
        if phrase is None:
            i += 1
            continue
        last = i + len(phrase.words)
        start, end = words[i].start, words[last - 1].end
        if passage.text[end : end + 1] == "." and "." in phrase.gaps:
            end += 1
        if not passage.quoted(start, end):
            yield Match(phrase, passage, start, end)
        i = last


def word_forms(passage: ProsePassage, word: Word) -> tuple[str, ...]:
    """What a word of a passage may be listed under: itself, its lemma, and the bases of regular endings."""
    token = passage.token_at(word.start)
    return forms_of(word.text, token.lemma_.lower() if token is not None else "")


def _stands(
    phrase: Phrase, passage: ProsePassage, words: Sequence[Word], forms: Sequence[tuple[str, ...]], i: int
) -> bool:
    """Whether a phrase stands at word i, its conditions kept and not as part of a name."""
    last = i + len(phrase.words)
    if last > len(words) or any(wanted not in forms[i + k] for k, wanted in enumerate(phrase.words)):
        return False
    text = passage.text
    if any(text[words[k].end : words[k + 1].start] not in phrase.gaps for k in range(i, last - 1)):
        return False
    if not phrase.names and _in_name(passage, words, i, last):
        return False
    return phrase.conditions is None or _keeps(phrase.conditions, passage, words, i, last)


def _in_name(passage: ProsePassage, words: Sequence[Word], i: int, last: int) -> bool:
    for word in words[i:last]:
        token = passage.token_at(word.start)
        if token is not None and token.ent_type_ in NAME_ENTITIES and not _is_phrase(token, words[i:last]):
            return True
    text = passage.text
    sentence = passage.sentence_at(words[i].start)
    opens = sentence is not None and not any(c.isalnum() for c in text[sentence.span.start_char : words[i].start])
    capitals = [text[word.start].isupper() for word in words[i:last]]
    if opens:
        follows = last < len(words) and text[words[last].start].isupper() and text[words[last - 1].end] == " "
        return any(capitals[1:]) or (follows and len(capitals) == 1)
    return any(capitals)


def _is_phrase(token: Token, words: Sequence[Word]) -> bool:
    """Whether what the model takes for a name is nothing but words of the phrase, in small letters: then the phrase is
    likelier ("met ad hoc")."""
    name = next(ent for ent in token.doc.ents if ent.start <= token.i < ent.end)
    return name.text.islower() and words[0].start <= name.start_char and name.end_char <= words[-1].end


def _keeps(conditions: Conditional, passage: ProsePassage, words: Sequence[Word], i: int, last: int) -> bool:
    if conditions.pos:
        token = passage.token_at(words[i + conditions.head].start)
        if token is None or token.pos_ not in conditions.pos:
            return False
    after = [word.text for word in words[last : last + 3]]
    before = [word.text for word in words[max(0, i - 3) : i]]
    if _any_at(conditions.not_before, after, start=True) or _any_at(conditions.not_after, before, start=False):
        return False
    if conditions.only_before and not _any_at(conditions.only_before, after, start=True):
        return False
    return not conditions.only_after or _any_at(conditions.only_after, before, start=False)


def _any_at(options: Iterable[str], near: list[str], *, start: bool) -> bool:
    """Whether one of the options begins (or ends) the words nearby."""
    for option in options:
        wanted = option.split()
        part = near[: len(wanted)] if start else near[-len(wanted) :]
        if part == wanted:
            return True
    return False
