"""The words and the initials by which the people go who must not be named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.people import Person
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Word

MIN_FUZZY = 5
"""The shortest name in which a slip of the pen is looked for: in shorter ones too many words are one letter apart."""

SMALL = 2
"""A name of so few letters ("An", "Le") is found where no other word could stand."""

MAX_INITIALS = 3
"""Somebody's initials have no more letters."""


class Forms:
    """The single words by which the people who must not be named go, folded, and who they are."""

    def __init__(self, people: Sequence[Person], kept: Iterable[Person], declared: Collection[str] = ()) -> None:
        self.exact: dict[str, Person] = {}
        self.plural: dict[str, Person] = {}
        self.initials: dict[str, Person] = {}
        self.signed: dict[str, Person] = {}
        self.given_initials: dict[str, Person] = {}
        self.surname_initials: set[str] = set()
        self.small: dict[str, Person] = {}
        self.lower: set[str] = set()
        self.letters: dict[str, Person] = {}
        self.titled: dict[tuple[str, str], Person] = {}
        for person in people:
            self._take_mentions(person)
            self._take_words(person, declared)
        kept = list(kept)
        self.kept_initials = {
            initials.replace("-", "")
            for person in kept
            for mention in person.mentions
            if len(mention.bare) > 1
            for initials in initials_of(mention.bare)
        }
        self.kept = frozenset(form for person in kept for form in person.given | person.surnames) | frozenset(declared)
        self.beginnings = {
            form[:size]: person
            for person in people
            for form in sorted(person.given)
            for size in (3, 4)
            if len(form) >= size + 2
        }
        self.long = [form for form in self.exact if len(form) >= MIN_FUZZY]
        self._near: dict[str, str] = {}

    def _take_mentions(self, person: Person) -> None:
        for mention in person.mentions:
            if mention.title:
                title = fold(mention.title.split()[0]).rstrip(".")
                self.titled.setdefault((title, mention.bare[-1].folded[0]), person)
            if not mention.title and len(mention.bare) > 1:
                for initials in initials_of(mention.bare):
                    self.signed.setdefault(initials, person)
            if len(mention.bare) == 1:
                word = mention.bare[0]
                if not word.is_capital:
                    self.lower.add(word.folded)
                elif word.is_acronym and len(word.text) <= MAX_INITIALS:
                    self.letters.setdefault(word.text, person)

    def _take_words(self, person: Person, declared: Collection[str]) -> None:
        for form in sorted(person.given | person.surnames):
            if form in declared or form in word_lists().titles:
                continue
            if len(form) == SMALL or form in word_lists().function_words:
                self.small.setdefault(form, person)
            elif len(form) > SMALL and not _is_no_name(form):
                self.exact.setdefault(form, person)
            for part in form.split("-") if "-" in form else ():
                if len(part) > SMALL + 1 and not (part in lexicon().common or part in declared):
                    self.exact.setdefault(part, person)
        for surname in sorted(person.surnames - person.given):
            for plural in (f"{surname}s", f"{surname}es"):
                if surname not in word_lists().calendar:
                    self.plural.setdefault(plural, person)
        self.surname_initials |= {surname[0] for surname in person.surnames}
        for given in sorted(person.given):
            self.given_initials.setdefault(given[0], person)
            for surname in sorted(person.surnames - {given}):
                self.initials.setdefault(given[0] + surname[0], person)

    def near(self, folded: str) -> str:
        """The form that a word is a slip of, or ""."""
        if folded not in self._near:
            self._near[folded] = self._nearest(folded)
        return self._near[folded]

    def _nearest(self, folded: str) -> str:
        lex = lexicon()
        if len(folded) < MIN_FUZZY or folded in self.kept or not (lex.is_unlisted(folded) or lex.is_name(folded)):
            return ""
        for form in self.long:
            allowed = 1 if min(len(form), len(folded)) < 8 else 2
            if abs(len(form) - len(folded)) <= allowed and not lex.is_ordinary(form):
                distance = DamerauLevenshtein.distance(form, folded, score_cutoff=allowed)
                if distance <= allowed and (form[0] == folded[0] or distance == 1):
                    return form
        return ""


def initials_of(words: Sequence[Word]) -> set[str]:
    """The initials with which somebody signs a log: "KA", and "KO-T", "KOT" or "KO" for a surname of two parts."""
    whole = "".join("-".join(part[0] for part in word.text.split("-") if part) for word in words).upper()
    return {whole, whole.replace("-", ""), "".join(word.text[0] for word in words).upper()}


def _is_no_name(form: str) -> bool:
    """Whether a word that came along in a longer name is a job, a verb or another word of reports."""
    lists, lex = word_lists(), lexicon()
    if form in lists.epithets:
        return True
    words = lists.role_words | lists.practitioner | lists.third_party | lists.person_verbs | lists.function_words
    words |= lists.domain_words
    return form in words and form not in lex.forenames and form not in lex.surnames
