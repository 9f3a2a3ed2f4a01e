"""Numbers that were typed at the start of a paragraph: "4.2.1", "1.", "(a)", "3)".

A date, a count or a person's initial at the start of a paragraph is no number: what is taken for one is left out of the
words, and a date that is left out is never checked. Where the two look alike, it is words."""

from __future__ import annotations

import re

_ROMAN = r"(?:x{0,2}(?:ix|iv|v?i{1,3}|v|x)|x{1,2})"
_UPPER_ROMAN = r"(?:X{0,2}(?:IX|IV|VI{0,3}|I{2,3})|XX?)"
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)

_MARKED = re.compile(
    rf"(?:(?:\((?:\d{{1,3}}|[a-z]|[A-Z]|{_ROMAN})\)){{1,2}}"  # (3) (a) (B) (iv) (a)(i)
    rf"|(?:\d{{1,3}}|[a-z]|[A-Z]|{_ROMAN})\)"  # 3) a) iv)
    rf"|\d{{1,3}}\.|(?:{_ROMAN}|{_UPPER_ROMAN})\.|[a-z]\.(?!\s*\d))"  # 3. iv. IV. a.  but not "J. Smith", "c. 2012"
    r"\s+(?=\S)"
)
_LEVELS = re.compile(
    r"(?P<levels>[1-9]\d{0,2}(?:\.[1-9]\d{0,2}){1,5}|[A-Z]\.?[1-9]\d?(?:\.[1-9]\d?)+)(?P<end>[.):]?)(?P<gap>\s+)(?=\S)"
)
_LONE = re.compile(rf"[1-9]\d?\s+(?!{_MONTH})(?!(?i:am|pm)\b)(?=[A-Z“‘\"'(])")
_DAY_AND_MONTH = re.compile(rf"\d{{1,2}}[.)]?\s+{_MONTH}\.?,?\s+\d")
_CLOCK = re.compile(r"\d{1,2}\.\d\d\s*(?:[ap]\.?m\b|hours\b|hrs\b)", re.IGNORECASE)


def typed_number(text: str, *, heading: bool = False) -> int:
    """How many characters at the start of `text` are a typed number and the white space after it; 0 where none are.

    A lone integer without punctuation ("3 Findings") counts only where `heading` is true. A text that is nothing but a
    number has none: the number is its words.
    """
    if _DAY_AND_MONTH.match(text) or _CLOCK.match(text):
        return 0
    found = _LEVELS.match(text)
    if found:
        return found.end() if _is_paragraph_number(found, text) else 0
    found = _MARKED.match(text) or (_LONE.match(text) if heading else None)
    return found.end() if found else 0


def bare_number(text: str) -> str:
    """A number as a block keeps it: "4.2.1." → "4.2.1", "(a)" → "a", "3)" → "3"."""
    bare = text.strip().rstrip(".):")
    if bare.count("(") > bare.count(")"):
        bare = bare[1:] if bare.startswith("(") else bare + ")"
    return bare


def _is_paragraph_number(found: re.Match[str], text: str) -> bool:
    """Tells "4.2 On Monday" and "4.2.14 The" from "1.5 million", "3.5 per cent" and "27.5.14 Seen at home"."""
    levels = found["levels"].split(".")
    if len(levels) == 3 and levels[0].isdigit() and len(levels[2]) == 2 and int(levels[0]) > 12 >= int(levels[1]):
        return False
    if found["end"] or "\t" in found["gap"] or len(levels) > 2:
        return True
    following = text[found.end()]
    return following.isupper() or following in "“‘\"'(["
