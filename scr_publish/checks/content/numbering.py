"""How recommendations are numbered and labelled: "Recommendation 3.", "R3", "4.2", "(b)", "three", "GP2:".

Real reports repeat and skip numbers, start again at 1 for each agency, and count in figures, letters or words; all
become figures here ("three", "iii" and "c" are "3")."""

from __future__ import annotations

import re

from scr_publish.checks.content.outline import Outline, Part, Place

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBER_WORDS = {word: str(i) for i, word in enumerate(_COUNTED, 1)}
_NUMERAL = r"\d{1,2}(?:\.\d{1,2})?[a-z]?|[a-z]{1,3}\d{1,2}|" + "|".join(NUMBER_WORDS) + r"|[ivx]{1,4}|[a-h]"
LABEL = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*\W+)?(?:(?:overview |scr |board |lscb |national |local |key )?"
    r"(?:recommendation|challenge|proposal|suggestion|action point|priority)"
    rf"\s*(?:no\.?|number|#)?\s*(?P<long>{_NUMERAL})|(?:rec\.?\s*|r)(?P<short>\d{{1,2}}(?:\.\d{{1,2}})?[a-z]?))\b"
    r"(?:\s*\([^)]{1,60}\))?\s*[.:)\]–—-]*\s*",
    re.IGNORECASE,
)
_NAMES_ONE = re.compile(
    r"\b(?:recommendation|challenge|rec)\.?\s*(?:no\.?\s*)?(\d{1,2}[a-z]?|" + "|".join(NUMBER_WORDS) + r")\b",
    re.IGNORECASE,
)
_TYPED = re.compile(r"^\(?(\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4})[.):]*\s+", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
AGENCY_LABEL = re.compile(r"^\W*([A-Z]{1,4}\d{1,2}[a-z]?)\s?[.:)]\s+(?=\S)")
"""The label of an agency's own recommendation, "CSC1." or "GP2:"."""


def label_of(text: str) -> tuple[str, int] | None:
    """The number that a text's opening label gives ("Recommendation 3." gives "3") and where the words begin."""
    match = LABEL.match(text)
    if not match:
        return None
    found = (match["long"] or match["short"]).lower()
    return plain_number(found), match.end()


def block_label(place: Place) -> str:
    """The number in a block's label, typed ("R3: …") or automatic (a list numbered "Recommendation 3"); "" for none."""
    label = label_of(place.text) or label_of(place.block.number)
    return label[0] if label else ""


def plain_number(numeral: str) -> str:
    """A numeral as figures: "three" and "iii" give "3", "2a" stays, "c" gives "3"."""
    numeral = numeral.lower().strip(". ")
    if numeral in NUMBER_WORDS:
        return NUMBER_WORDS[numeral]
    if numeral in _ROMAN:
        return str(_ROMAN[numeral])
    if re.fullmatch(r"[a-h]", numeral):
        return str(ord(numeral) - 96)
    return numeral


def typed_number(text: str) -> tuple[str, int] | None:
    """The number that a text opens with ("4.2 …" gives "2") and where the words begin."""
    match = _TYPED.match(text)
    return (match.group(1).lower().rsplit(".", 1)[-1], match.end()) if match and match.group(1).isdigit() else None


def row_number(outline: Outline, place: Place) -> str | None:
    """The number of the recommendation that a row of a response table answers, from its number column or its label."""
    if place.row is None:
        return None
    for role in ("number", "label", "recommendation", "finding"):
        text = place.row.text(outline.document, role)
        label = label_of(text)
        if label:
            return label[0]
        short = re.match(r"^\W*(?:r|rec\.?)?\s*(\d{1,2}(?:\.\d{1,2})?[a-z]?)\b", text, re.IGNORECASE)
        if short and (role == "number" or len(text.split()) <= 3 or typed_number(text)):
            return short.group(1).lower()
    for role, block in place.row.cells:
        if not role and block.number:
            return plain_number(block.number)
    return None


def heading_number(outline: Outline, place: Place) -> str | None:
    """The number in the nearest heading above a place that names one recommendation."""
    index: int | None = place.section
    while index is not None:
        part = outline.parts[index]
        number = part.section.heading.number if part.section.heading else ""
        match = _NAMES_ONE.search(f"{number} {part.heading}")
        if match:
            return plain_number(match.group(1))
        index = part.section.parent
    return None


def heading_label(part: Part) -> str:
    """The number in a heading that is no more than a label, "Recommendation 2"; "" where it is not one."""
    heading = part.section.heading
    label = label_of(part.heading) or (label_of(heading.number) if heading else None)
    return label[0] if label else ""
