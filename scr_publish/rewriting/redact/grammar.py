"""Fit a replacement to the words around it: prepositions of dates, "a" and "an", a role that is said twice, brackets
round nothing, the years after an age, the possessive of a name in s."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Edit:
    """Put `new` in place of `text[start:end]`. `label` is what the words are, `numbers` which findings it settles, by
    their place in the list of findings."""

    start: int
    end: int
    new: str
    label: str
    numbers: tuple[int, ...]


def fitted(edit: Edit, text: str, low: int, high: int) -> Edit:
    """The edit, widened where the words around must change with it. `low` and `high` are the ends of its block."""
    for fit in (_date, _age, _role_said_twice, _bracketed, _possessive, _article):
        edit = fit(edit, text, low, high)
    return edit


_ON = re.compile(r"\b(?P<on>[Oo])n (?:the )?$")


def _date(edit: Edit, text: str, low: int, _high: int) -> Edit:
    """So that "On 9 May 2014" becomes "In spring 2014", "on 23 May 2014" after it "two weeks later"."""
    match = _ON.search(text, max(low, edit.start - 8), edit.start) if edit.label == "DATE" else None
    if not match:
        return edit
    bare = edit.new.endswith("later") or edit.new.startswith(("that ", "the next"))
    new = edit.new if bare else f"in {edit.new}"
    return replace(edit, start=match.start(), new=new[:1].upper() + new[1:] if match["on"] == "O" else new)


def _age(edit: Edit, text: str, _low: int, high: int) -> Edit:
    """So that "14 years old" becomes "12 to 15": "12 to 15 years old" would read as an age again."""
    match = (
        re.compile(r"(?:[ -]years?)?[ -](?:old|of age)\b").match(text, edit.end, high) if edit.label == "AGE" else None
    )
    numeric = re.fullmatch(r"\d+ to \d+|one to four|under one|\d+ or over", edit.new)
    return replace(edit, end=match.end()) if match and numeric else edit


_DETERMINERS = r"(?:(?:the|a|an|her|his|their|our|my) )?"


def _role_said_twice(edit: Edit, text: str, low: int, high: int) -> Edit:
    """So that "Mrs Quillfeather, the school nurse, weighed him" becomes "The school nurse weighed him", "the health
    visitor, Lorraine Pettifer, came" "the health visitor came", and "Child F (Ottilie)" "Child F"."""
    if edit.label != "PERSON":
        return edit
    core = re.escape(re.sub(rf"^{_DETERMINERS}", "", edit.new, flags=re.IGNORECASE))
    before = re.compile(rf"\b{core}(?P<gap>,? \(?|: )$", re.IGNORECASE).search(text, low, edit.start)
    if before:
        gap, end = before.group("gap"), edit.end
        closes = gap.endswith("(") and text[end : end + 1] == ")"
        if closes or (gap.startswith(",") and re.match(r", (?!who\b|whom\b|which\b)", text[end : end + 10])):
            end += 1
        if not (gap.endswith("(") and end == edit.end):
            return replace(edit, start=edit.start - len(gap), end=end, new="")
    after = re.compile(rf"(?:, | \(| [–-] ){_DETERMINERS}{core}\b(?P<close>[,)]?)", re.IGNORECASE)
    match = after.match(text, edit.end, high)
    return replace(edit, end=match.end()) if match else edit


def _bracketed(edit: Edit, text: str, low: int, high: int) -> Edit:
    """So that "(07700 900654)" goes with its brackets, where nothing else stands between them."""
    alone = edit.start - 2 >= low and text[edit.start - 2 : edit.start] == " (" and text[edit.end : edit.end + 1] == ")"
    if edit.new.startswith("[") and alone and edit.end < high:
        return replace(edit, start=edit.start - 2, end=edit.end + 1, new="")
    return edit


def _possessive(edit: Edit, text: str, _low: int, _high: int) -> Edit:
    """So that "Mrs Jones' notes" becomes "the nurse's notes"."""
    mark = text[edit.end : edit.end + 1]
    lone = text[edit.end - 1] in "sS" and mark in ("'", "’") and not text[edit.end + 1 : edit.end + 2].isalpha()
    if edit.label != "PERSON" or not lone or not edit.new or edit.new.endswith("s"):
        return edit
    return replace(edit, end=edit.end + 1, new=f"{edit.new}{mark}s")


_ARTICLE = re.compile(r"\b(?P<article>[Aa])n? $")


def _article(edit: Edit, text: str, low: int, _high: int) -> Edit:
    """So that "a" or "an" stands by the sound of the word that now follows."""
    match = _ARTICLE.search(text, max(low, edit.start - 4), edit.start)
    if not match or not edit.new:
        return edit
    article = match["article"] + ("n" if _has_vowel_sound(edit.new) else "")
    return replace(edit, start=match.start(), new=f"{article} {edit.new}")


def _has_vowel_sound(words: str) -> bool:
    word = words.lstrip("[").split()[0]
    if word.isupper() and len(word) > 1:
        return word[0] in "AEFHILMNORSX"
    return bool(re.match(r"(?:[aeio]|u(?!ni|se))", word.lower())) and not word.lower().startswith(("one", "eu"))
