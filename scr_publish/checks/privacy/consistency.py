"""The document agrees with itself: once a name must go, every other occurrence of it is found, in any case, form or
spelling, alone or joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from scr_publish.checks.privacy.echo import Echo
from scr_publish.checks.privacy.initials import SIGNED, declared_initials, dotted_initials, signatures, titled_initials
from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.name_forms import SMALL, Forms
from scr_publish.checks.privacy.name_places import is_hasty, stands_as_name, stands_as_small_name, stands_in_haste
from scr_publish.checks.privacy.scene import Scene
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line, Word
from scr_publish.spans import Spans

MIN_PART = 5
"""The shortest name that is looked for inside a longer word (a handle, a link)."""

CUT = "the name cut at a line's end"
"""How a name matched that a hyphen cuts in two: its first half may look like a name of its own."""


def echoes(
    lines: Sequence[Line], forms: Forms, scene: Scene, taken: dict[int, list[tuple[int, int]]]
) -> Iterator[Echo]:
    """Every further occurrence of the forms. `taken` holds, by the line's identity, the spans already judged."""
    if not (forms.exact or forms.small):
        return
    for line in lines:
        forms.letters.update(declared_initials(line, forms))
    hasty = is_hasty(lines, forms)
    often = Counter(match.group() for line in lines for match in SIGNED.finditer(line.text))
    for line in lines:
        spans = Spans(taken.get(id(line), []))
        for echo in (
            *_words(line, forms, scene, hasty=hasty),
            *_broken(line, forms),
            *dotted_initials(line, forms),
            *signatures(line, forms, often),
            *titled_initials(line, forms),
            *_short(line, forms),
        ):
            if echo.how == CUT or not spans.touch(echo.start, echo.end):
                yield echo


def _words(line: Line, forms: Forms, scene: Scene, *, hasty: bool) -> Iterator[Echo]:
    for i, word in enumerate(line.words):
        folded = word.folded
        if folded in forms.small:
            if stands_as_small_name(line, i):
                yield Echo(line, word.start, word.end, forms.small[folded], "the same name")
            continue
        if len(folded) <= SMALL:
            continue
        if word.in_address:
            found = _inside(folded, forms)
            if found:
                yield Echo(line, word.start, word.end, forms.exact[found], "in an address, a link or a handle")
        elif folded in forms.exact:
            sure = stands_as_name(line, i, scene) or (stands_in_haste(line, i, forms, hasty=hasty) or None)
            if sure is not None:
                how = "the same name" if word.is_capital else "the same name in lower case"
                yield Echo(line, word.start, word.end, forms.exact[folded], how, sure)
        elif (
            folded in forms.plural
            and (word.is_capital or lexicon().is_unlisted(folded))
            and folded not in word_lists().function_words
            and (
                folded not in lexicon().ordinary or _plural_of_people(line, i) or _plural_of_no_word(line, word, forms)
            )
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


def _plural_of_people(line: Line, index: int) -> bool:
    word = line.words[index]
    following = line.words[index + 1].folded if index + 1 < len(line.words) else ""
    before = line.before(word.start, 6).split()
    return bool(before and before[-1].lower() == "the") or following in word_lists().person_verbs


def _plural_of_no_word(line: Line, word: Word, forms: Forms) -> bool:
    """Whether a plural with a capital inside a sentence is that of a surname that is no English word ("Marshalls"):
    then it is none either, whatever the list of words holds."""
    singular = [form for form in (word.folded[:-1], word.folded[:-2]) if form in forms.exact]
    inside = word.is_capital and not word.initial and not line.is_title_case
    return inside and not any(lexicon().is_ordinary(form) for form in singular)


def _broken(line: Line, forms: Forms) -> Iterator[Echo]:
    """A name cut by a hyphen at a line's end ("Raven- hill") or run together with another ("OttilieRavenhill")."""
    for left, right in zip(line.words, line.words[1:], strict=False):
        gap = line.gap(left, right)
        if gap.startswith("-") and len(gap) <= 2 and left.folded + right.folded in forms.exact:
            yield Echo(
                line, left.start, right.end, forms.exact[left.folded + right.folded], "the name cut at a line's end"
            )


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
