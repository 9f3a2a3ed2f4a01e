"""What gives a removed name away to somebody who guesses at it: the width of its gap, the letters left in a font.

Only with a case file: the guess is one of its names. No finding says which.

Source: ICO, Anonymisation code of practice (2012), on the "motivated intruder"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean

from scr_publish.checks.base import Subject
from scr_publish.config.case import Identity
from scr_publish.document import Gap, SpareLetters
from scr_publish.findings import Finding

RULES = ("HC225", "HC226")

_SPACE = 0.28
"""Width of a space in ems, in common text types (Times 0.25, Arial 0.28)."""

_ROOM = 0.55
"""By how many ems a box may be wider than the word that it was drawn over."""

_LEAST_LETTERS = 4
_LEAST_SPARE = 2


def identities(subject: Subject) -> Iterator[Finding]:
    """A finding for each redaction, and for each font, that fits one person of the case file and no other."""
    people = subject.case.identities if subject.case else ()
    for gap in subject.document.gaps:
        if len(_fitting(gap, people)) == 1:
            yield subject.finding("HC226", evidence={"page": str(gap.box.page)}, page=gap.box.page)
    for letters in subject.document.spare_letters:
        if len(_spelled(letters, people)) == 1:
            yield subject.finding("HC225")


def _names(person: Identity) -> set[str]:
    """A person's names, whole and word by word."""
    whole = {*person.names, *person.nicknames}
    words = {word for name in whole for word in name.split()}
    return {name for name in whole | words if sum(c.isalpha() for c in name) >= _LEAST_LETTERS}


def _fitting(gap: Gap, people: Sequence[Identity]) -> list[int]:
    widths = dict(gap.letters)
    em = 2 * mean(widths.values()) if widths else 0.0
    room = gap.box.x1 - gap.box.x0
    out = []
    for i, person in enumerate(people):
        sizes = [size for name in _names(person) if (size := _width(name, widths, em)) is not None]
        if any(size <= room <= size + _ROOM * em for size in sizes):
            out.append(i)
    return out


def _width(name: str, widths: dict[str, float], em: float) -> float | None:
    """How wide a name is in the type beside the gap; None where more than one of its letters is not on the page."""
    unknown = [c for c in name if c != " " and c not in widths]
    if len(unknown) > 1:
        return None
    return sum(_SPACE * em if c == " " else widths.get(c, em / 2) for c in name)


def _spelled(letters: SpareLetters, people: Sequence[Identity]) -> list[int]:
    spare, known = set(letters.spare), set(letters.embedded)
    if len(spare) < _LEAST_SPARE:
        return []
    return [
        i
        for i, person in enumerate(people)
        if any(spare <= set(name) and {c for c in name if c.isalpha()} <= known for name in _names(person))
    ]
