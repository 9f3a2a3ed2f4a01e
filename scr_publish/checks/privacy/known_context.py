"""Whether a word that is also an ordinary one stands for the protected person: "Hope", "Will", "Grace", "May", "White".

Without context such a name would fire on every "will" and "May"; what stands beside it decides."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scr_publish.checks.privacy.known_forms import NameForms, known_data
from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Word


@dataclass(frozen=True)
class Stretch:
    """A text cut into words. `capitals_everywhere` where a capital says nothing (a heading in title case)."""

    text: str
    words: Sequence[Word]
    capitals_everywhere: bool = False

    def beside(self, index: int, step: int, gaps: Collection[str] = (" ",)) -> Word | None:
        """The word before (-1) or after (1) another, where nothing but one of the gaps parts them."""
        other = index + step
        if not 0 <= other < len(self.words):
            return None
        left, right = sorted((index, other))
        gap = self.text[self.words[left].end : self.words[right].start]
        return self.words[other] if gap in gaps else None

    def is_quoted(self, word: Word) -> bool:
        """Whether a word stands alone in quotation marks."""
        around = self.text[word.start - 1 : word.start] + self.text[word.end : word.end + 1]
        return word.start > 0 and around in ('""', "''")


_OF_CAPITAL = re.compile(r"['’]s? [A-Z]")
_JOINING = (" ", ", ", "-", ". ", "_", ".", " - ", "+", "%20", "/")


def speaks_of_person(stretch: Stretch, index: int, forms: NameForms) -> bool:
    """Whether a plain word at `index` that is a name of the person is meant as one."""
    lists = word_lists()
    word = stretch.words[index]
    left, right = stretch.beside(index, -1), stretch.beside(index, 1)
    near = (stretch.beside(index, step, _JOINING) for step in (-1, 1))
    if any(other and _own(other, forms) and other.folded != word.folded for other in near):
        return True
    titled = stretch.beside(index, -1, (" ", ". "))
    if titled and titled.folded in lists.titles | lists.kin_titles:
        return word.is_capital or word.folded not in lists.function_words | lists.person_verbs | {"may", "mark", "bill"}
    if stretch.is_quoted(word) or not word.is_capital:
        return stretch.is_quoted(word)
    if word.possessive:
        return not _OF_CAPITAL.match(stretch.text, word.end) and not (stretch.capitals_everywhere and not word.initial)
    if word.folded in known_data().peoples | lists.role_words | lists.thing_words:
        return bool(right and right.folded in lists.person_verbs and not left and not word.initial)
    if stretch.capitals_everywhere or (word.folded in lists.calendar and _is_time(stretch, index, left)):
        return False
    if len(stretch.words) == 1:
        return True
    if right and right.is_capital:
        return _is_surname(right)
    if left and left.is_capital and not left.initial:
        return left.folded in lexicon().forenames and word.folded in forms.surnames
    return not word.initial or _goes_on_about_person(stretch, index)


def _goes_on_about_person(stretch: Stretch, index: int) -> bool:
    """Whether a sentence that begins with a plain word goes on as one about a person does."""
    data, word = known_data(), stretch.words[index]
    follower, after_comma = stretch.beside(index, 1), stretch.beside(index, 1, (", ",))
    if after_comma:
        return after_comma.folded in data.after_comma
    verbs = word_lists().person_verbs | data.verbs
    if word.folded in data.auxiliaries:
        verbs -= data.bare_verbs
    return bool(follower and follower.folded in verbs)


def speaks_of_family(stretch: Stretch, index: int) -> bool:
    """Whether a plain word at `index` that is the plural of a name ("Youngs", "Hopes") is meant as a family's."""
    word = stretch.words[index]
    left, right = stretch.beside(index, -1), stretch.beside(index, 1)
    if not word.is_capital or stretch.capitals_everywhere or (right and right.is_capital):
        return False
    return not word.initial or stretch.is_quoted(word) or bool(left and left.folded == "the")


def _own(word: Word, forms: NameForms) -> bool:
    return word.folded in forms.own or (word.is_letter and word.is_capital and word.folded in _first_letters(forms))


def _first_letters(forms: NameForms) -> set[str]:
    return {letters[0] for letters in forms.derived} | {letters[-1] for letters in forms.derived}


def _is_surname(word: Word) -> bool:
    lex = lexicon()
    return word.folded in lex.surnames and not lex.is_ordinary(word.folded) and word.folded not in lex.proper


def _is_time(stretch: Stretch, index: int, left: Word | None) -> bool:
    """Whether a month or a day of the week is one: a number or a word of time beside it."""
    word = stretch.words[index]
    before, after = stretch.text[: word.start].rstrip(" -./"), stretch.text[word.end :].lstrip(" ,.'’-/")
    return bool(
        before[-1:].isdigit()
        or before[-2:] in ("st", "nd", "rd", "th")
        or after[:1].isdigit()
        or (left and left.folded in known_data().of_time)
    )
