"""The document agrees with itself: once a name must go, every other occurrence of it is found, in any case, form or
spelling, alone or joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.people import Person
from scr_publish.checks.privacy.scene import Scene
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line, Word

MIN_FUZZY = 5
"""The shortest name in which a slip of the pen is looked for: in shorter ones too many words are one letter apart."""

MIN_PART = 5
"""The shortest name that is looked for inside a longer word (a handle, a link)."""

SMALL = 2
"""A name of so few letters ("An", "Le") is found where no other word could stand."""

MAX_INITIALS = 3
"""Somebody's initials have no more letters."""

MIN_SIGNED = 3
"""So often initials that fit a name stand in a document of which the writer calls people by them."""

MIN_SMALL = 3
"""So often a name stands without its capital in a document whose writer seldom troubles with them."""

INITIALS = "the initials of a name in this document"
"""How initials matched."""

CUT = "the name cut at a line's end"
"""How a name matched that a hyphen cuts in two: its first half may look like a name of its own."""

_DOTTED = re.compile(r"\b([A-Z])\.\s?([A-Z])(?:\.|\b)")
_SIGNED = re.compile(r"\b[A-Z]{2,3}(?:-[A-Z])?\b(?![-/])")
_BY = re.compile(r"\b(?:by|[Aa]ction:|[Aa]pols|[Aa]pologies:?|[Pp]resent:)\s$")
_SOLE = re.compile(r"(?:^|[\"'(]|[.:] )([A-Z])\.(?=$|[\"')\s])")


@dataclass(frozen=True)
class Echo:
    """Another occurrence of a person's name: its place in the line's text and how it matched."""

    line: Line
    start: int
    end: int
    person: Person
    how: str
    sure: bool = True


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
            for mention in person.mentions:
                if mention.title:
                    title = fold(mention.title.split()[0]).rstrip(".")
                    self.titled.setdefault((title, mention.bare[-1].folded[0]), person)
                if not mention.title and len(mention.bare) > 1:
                    for initials in _initials_of(mention.bare):
                        self.signed.setdefault(initials, person)
                if len(mention.bare) == 1:
                    word = mention.bare[0]
                    if not word.is_capital:
                        self.lower.add(word.folded)
                    elif word.is_acronym and len(word.text) <= MAX_INITIALS:
                        self.letters.setdefault(word.text, person)
            for form in sorted(person.given | person.surnames):
                if form in declared or form in word_lists().titles:
                    continue
                if len(form) == SMALL or form in word_lists().function_words:
                    self.small.setdefault(form, person)
                elif len(form) > SMALL and not _is_no_name(form):
                    self.exact.setdefault(form, person)
                for part in form.split("-") if "-" in form else ():
                    if len(part) > SMALL + 1 and not (lexicon().is_ordinary(part) or part in declared):
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


def _initials_of(words: Sequence[Word]) -> set[str]:
    """The initials with which somebody signs a log: "KA", and "KO-T", "KOT" or "KO" for a surname of two parts."""
    whole = "".join("-".join(part[0] for part in word.text.split("-") if part) for word in words).upper()
    return {whole, whole.replace("-", ""), "".join(word.text[0] for word in words).upper()}


def _is_no_name(form: str) -> bool:
    """Whether a word that came along in a longer name is a job, a verb or another word of reports."""
    lists, lex = word_lists(), lexicon()
    words = lists.role_words | lists.practitioner | lists.third_party | lists.person_verbs | lists.function_words
    return form in words and form not in lex.forenames and form not in lex.surnames


def echoes(
    lines: Sequence[Line], forms: Forms, scene: Scene, taken: dict[int, list[tuple[int, int]]]
) -> Iterator[Echo]:
    """Every further occurrence of the forms. `taken` holds, by the line's identity, the spans already judged."""
    if not (forms.exact or forms.small):
        return
    hasty = _is_hasty(lines, forms)
    often = Counter(match.group() for line in lines for match in _SIGNED.finditer(line.text))
    for line in lines:
        spans = taken.get(id(line), [])
        for echo in (
            *_words(line, forms, scene, hasty=hasty),
            *_broken(line, forms),
            *_initials(line, forms),
            *_signatures(line, forms, often),
            *_titled_initials(line, forms),
            *_short(line, forms),
        ):
            if echo.how == CUT or not any(echo.start < high and echo.end > low for low, high in spans):
                yield echo


def _is_hasty(lines: Sequence[Line], forms: Forms) -> bool:
    """Whether the document often writes the names without their capitals."""
    lex = lexicon()
    small = sum(
        word.folded in forms.exact and not (word.is_capital or word.in_address or lex.is_ordinary(word.folded))
        for line in lines
        for word in line.words
    )
    return small >= MIN_SMALL


def _words(line: Line, forms: Forms, scene: Scene, *, hasty: bool) -> Iterator[Echo]:
    for i, word in enumerate(line.words):
        folded = word.folded
        if folded in forms.small:
            if _stands_as_small_name(line, i):
                yield Echo(line, word.start, word.end, forms.small[folded], "the same name")
            continue
        if len(folded) <= SMALL:
            continue
        if word.in_address:
            found = _inside(folded, forms)
            if found:
                yield Echo(line, word.start, word.end, forms.exact[found], "in an address, a link or a handle")
        elif folded in forms.exact:
            sure = _stands_as_name(line, i, scene) or (_stands_in_haste(line, i, forms, hasty=hasty) or None)
            if sure is not None:
                how = "the same name" if word.is_capital else "the same name in lower case"
                yield Echo(line, word.start, word.end, forms.exact[folded], how, sure)
        elif (
            folded in forms.plural
            and (word.is_capital or lexicon().is_unlisted(folded))
            and folded not in word_lists().function_words
            and (folded not in lexicon().ordinary or _plural_of_people(line, i))
        ):
            yield Echo(line, word.start, word.end, forms.plural[folded], "the surname in the plural")
        elif "-" in folded and any(
            part in forms.exact and not lexicon().is_ordinary(part) for part in folded.split("-")
        ):
            part = next(p for p in folded.split("-") if p in forms.exact and not lexicon().is_ordinary(p))
            yield Echo(line, word.start, word.end, forms.exact[part], "part of a hyphenated name")
        elif (word.is_capital or line.is_unshifted) and (near := forms.near(folded)):
            yield Echo(line, word.start, word.end, forms.exact[near], "another spelling, one or two letters off")


def _inside(folded: str, forms: Forms) -> str:
    """The form that a word of an address is or contains."""
    if folded in forms.exact and not lexicon().is_ordinary(folded):
        return folded
    return next(
        (form for form in forms.exact if len(form) >= MIN_PART and form in folded and not lexicon().is_ordinary(form)),
        "",
    )


def _stands_as_name(line: Line, index: int, scene: Scene) -> bool | None:
    """Whether a word that is a known name stands as one here, and not as the English word or in another's name: True
    for certain, False for perhaps, None for not."""
    word, lists = line.words[index], word_lists()
    if _in_thing(line, index):
        return None
    if not lexicon().is_ordinary(word.folded) and word.folded not in lists.calendar:
        return True
    if _quoted_alone(line, word):
        return True
    if not word.is_capital or line.is_title_case or re.match(r"\s*\d", line.after(word.end, 4)):
        return None
    if word.folded in lists.calendar and _DATED.search(line.before(word.start, 12)):
        return None
    if not word.initial or word.possessive or word.folded not in lexicon().common | lists.calendar:
        return True
    if scene.is_always_capital(word.folded) and word.folded not in lists.calendar:
        return True
    following = line.words[index + 1] if index + 1 < len(line.words) else None
    if not following or line.gap(word, following) != " ":
        return None
    verb = following.folded
    if verb == "to" or verb in lists.person_verbs - lists.plain_verbs or (verb.endswith("ed") and len(verb) > 4):
        return True
    if verb not in lists.plain_verbs:
        return None
    return bool(_OF_PERSON.match(line.after(following.end, 24))) or verb in ("has", "had")


def _stands_in_haste(line: Line, index: int, forms: Forms, *, hasty: bool) -> bool:
    """Whether a name that is a word as well stands without its capital: one that the document declares so, unless an
    article stands before it, or, where the writer is hasty, one that acts or stands among people."""
    word = line.words[index]
    if word.is_capital:
        return False
    before = line.words[index - 1].folded if index else ""
    if word.folded in forms.lower:
        return before not in ("a", "an", "the", "old", "any", "every", "some", "no")
    beside = word.possessive or before in ("and", "with", "to", "by", "from", "told", "asked", "met") or index == 0
    following = line.words[index + 1].folded if index + 1 < len(line.words) else ""
    acting = following in word_lists().person_verbs and line.gap(word, line.words[index + 1]) == " "
    return hasty and (acting or (beside and word.folded not in lexicon().common))


def _quoted_alone(line: Line, word: Word) -> bool:
    """Whether a word has quotation marks of its own, as a name by which somebody goes has (Also "smiler")."""
    return line.before(word.start, 1) in ('"', "'") and line.after(word.end, 1) == line.before(word.start, 1)


def _stands_as_small_name(line: Line, index: int) -> bool:
    """Whether a word of two letters, or one that English builds its sentences with, stands as a name: with a capital
    where other words have none, or before what people do."""
    word, lists = line.words[index], word_lists()
    if not word.is_capital or word.is_acronym or word.in_address or line.is_title_case or line.shouts:
        return False
    if word.possessive or not word.initial:
        return not _in_thing(line, index)
    following = re.match(r" ([a-z]+)\b", line.after(word.end, 20))
    return bool(following) and following.group(1) in lists.person_verbs


_DATED = re.compile(
    r"(?:\b(?:in|on|at|since|until|by|during|from|of|last|next|this|that|the|every|each|before|after)|['\"])\s*$",
    re.IGNORECASE,
)
"""Before a word that names a season, a month or a day: it is one."""

_OF_PERSON = re.compile(
    r"\s+(?:not |also |then |now |still )?(?:an? |seen|born|told|asked|left|taken|arrested|admitted|found|visited|"
    r"living|alone|late|in |at |on |with |\w+teen\b|\d)"
)
"""After "was" or "is": what is said of people."""


def _plural_of_people(line: Line, index: int) -> bool:
    word = line.words[index]
    following = line.words[index + 1].folded if index + 1 < len(line.words) else ""
    before = line.before(word.start, 6).split()
    return bool(before and before[-1].lower() == "the") or following in word_lists().person_verbs


def _in_thing(line: Line, index: int) -> bool:
    """Whether a capitalised word belongs to a run that names an organisation or a place ("Penwith Road")."""
    things = word_lists().thing_words - word_lists().thing_surnames
    if not line.words[index].is_capital:
        return False
    for at in (index + 1, index + 2):
        if (
            at >= len(line.words)
            or not line.words[at].is_capital
            or line.gap(line.words[at - 1], line.words[at]) != " "
        ):
            return False
        if line.words[at].folded in things:
            return not line.words[at].is_acronym
    return False


def _broken(line: Line, forms: Forms) -> Iterator[Echo]:
    """A name cut by a hyphen at a line's end ("Raven- hill") or run together with another ("OttilieRavenhill")."""
    for left, right in zip(line.words, line.words[1:], strict=False):
        gap = line.gap(left, right)
        if gap.startswith("-") and len(gap) <= 2 and left.folded + right.folded in forms.exact:
            yield Echo(
                line, left.start, right.end, forms.exact[left.folded + right.folded], "the name cut at a line's end"
            )


def _signatures(line: Line, forms: Forms, often: Counter[str]) -> Iterator[Echo]:
    """Initials without full stops: those that the document gives for somebody, and those that fit a name where a person
    stands: alone in a cell, after "by", before what people do. Perhaps a person's only: "SW" is a social worker as well."""
    for match in _SIGNED.finditer(line.text):
        declared = forms.letters.get(match.group())
        person = declared or forms.signed.get(match.group())
        if not person or _is_known_acronym(match.group()):
            continue
        if declared:
            yield Echo(line, *match.span(), declared, INITIALS)
            continue
        alone = bool(line.block.cell) and len(line.text.strip()) == len(match.group())
        after = line.after(match.end(), 24)
        follows = re.match(r" ([a-z]+)\b", after)
        verb = follows.group(1) if follows else ""
        acts = verb in word_lists().person_verbs - {"is", "was"} or verb.endswith("ed")
        does = acts or bool(re.match(r" (?:to \w|off sick)", after))
        if alone or does or _BY.search(line.before(match.start(), 12)):
            yield Echo(line, match.start(), match.end(), person, INITIALS)
        elif _signs(line, match) or often[match.group()] >= MIN_SIGNED:
            yield Echo(line, match.start(), match.end(), person, INITIALS, False)


_TITLED = re.compile(
    r"\b(?P<title>(?i:Mr|Mrs|Ms|Miss|Dr|Sr|PC|DC|DS))\.? (?P<letter>[A-Z](?:-[A-Z])?|(?<=[a-z] )[a-z])\b"
    r"\.?(?!['’](?!s\b)|[&-]|,? [A-Z][a-z])"
)


def _titled_initials(line: Line, forms: Forms) -> Iterator[Echo]:
    """A title and a letter ("Mrs P") where somebody with that title and a surname in that letter is named."""
    for match in _TITLED.finditer(line.text):
        person = forms.titled.get((match.group("title").lower(), match.group("letter")[0].lower()))
        if person:
            yield Echo(line, match.start(), match.end("letter"), person, "the title and the first letter of a name")


MIN_SHORT = 3
"""The shortest beginning of a forename that may be short for it."""


def _short(line: Line, forms: Forms) -> Iterator[Echo]:
    """A beginning of somebody's forename that is no English word ("Gav" for Gavin), where a name stands."""
    for word in line.words:
        if not word.is_capital or not MIN_SHORT <= len(word.folded) <= 4 or word.folded in forms.exact:
            continue
        person = forms.beginnings.get(word.folded)
        if person and word.folded not in lexicon().common and not (word.is_acronym or word.in_address or word.initial):
            yield Echo(line, word.start, word.end, person, "short for a name in this document", False)


def _signs(line: Line, match: re.Match[str]) -> bool:
    """Whether initials stand as a signature: alone in brackets, or after the last full stop of an entry."""
    before, after = line.before(match.start(), 3), line.after(match.end(), 2)
    bracketed = before.endswith("(") and after.startswith(")")
    return bracketed or (before.endswith((". ", "– ", ", ")) and after in ("", ".", ")"))


def _is_known_acronym(text: str) -> bool:
    """Whether a job, an agency or a code that reports of this kind use goes by these letters."""
    lists = word_lists()
    return fold(text) in lists.titles | lists.role_words | lists.domain_words | lists.job_letters


def _of_family(line: Line, match: re.Match[str], forms: Forms) -> Person | None:
    """Somebody named by a forename alone: perhaps whoever a first letter fits, and surely where the second is that of
    another's surname ("B.H." where "Bridie" and "Mrs Halloran" are named). Longer initials, those of an author in a list
    of sources and what reports shorten so ("G.P.") are nobody's."""
    whole = line.text[max(0, match.start() - 2) : match.end() + 2]
    longer = re.search(r"[A-Z]\.\s?[A-Z]\.\s?[A-Z]", whole)
    letters = (match.group(1) + match.group(2)).lower()
    cited = re.search(r"[a-z], ?$", line.before(match.start(), 4))
    if longer or cited or _is_known_acronym(letters):
        return None
    return forms.given_initials.get(match.group(1).lower())


def _initials(line: Line, forms: Forms) -> Iterator[Echo]:
    for match in _DOTTED.finditer(line.text):
        given, surname = match.group(1).lower(), match.group(2).lower()
        person = forms.initials.get(given + surname) or _of_family(line, match, forms)
        if person and not re.match(r"\s*[A-Z][a-z]", line.text[match.end() : match.end() + 3]):
            sure = not _is_known_acronym(given + surname) and surname in forms.surname_initials
            yield Echo(line, match.start(), match.end(), person, INITIALS, sure)
    for match in _SOLE.finditer(line.text):
        person = forms.given_initials.get(match.group(1).lower())
        if (
            person
            and len(line.words) > 1
            and not re.match(r"\s*[A-Z][a-z]+(?: \w|,)", line.text[match.end(1) + 1 :][:20])
        ):
            yield Echo(
                line, match.start(1), match.end(1) + 1, person, "the first letter of a name in this document", False
            )
