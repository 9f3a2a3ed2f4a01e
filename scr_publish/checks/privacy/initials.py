"""Initials, with and without full stops, and titles with a letter, that are somebody's who must not be named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scr_publish.checks.privacy.echo import Echo
from scr_publish.checks.privacy.lexicon import fold
from scr_publish.checks.privacy.name_forms import Forms
from scr_publish.checks.privacy.people import Person
from scr_publish.checks.privacy.wordlists import known_acronyms, word_lists
from scr_publish.checks.privacy.words import Line

MIN_SIGNED = 3
"""So often initials that fit a name stand in a document of which the writer calls people by them."""

INITIALS = "the initials of a name in this document"
"""How initials matched."""

_DOTTED = re.compile(r"\b([A-Z])\.\s?([A-Z])(?:\.|\b)")
SIGNED = re.compile(r"\b[A-Z]{2,3}(?:-[A-Z])?\b(?![-/])")
_BY = re.compile(r"\b(?:by|[Aa]ction:|[Aa]pols|[Aa]pologies:?|[Pp]resent:)\s$")
_SOLE = re.compile(r"(?:^|[\"'(]|[.:] )([A-Z])\.(?=$|[\"')\s])")


_DECLARED = re.compile(
    r"(?<![\w.-])(?P<letters>[A-Z]{2,3})(?:,| is| was|:| =) (?:Mr |Mrs |Ms |Miss |Dr )?(?P<name>[A-Z][\w'-]+)"
)
"""Initials that a writer explains: "HB is Hibaaq; LG, Mr Garbutt"."""


def declared_initials(line: Line, forms: Forms) -> Iterator[tuple[str, Person]]:
    for match in _DECLARED.finditer(line.text):
        letters, name = match.group("letters"), fold(match.group("name"))
        fits = name[0].upper() in (letters[0], letters[-1])
        if fits and name in forms.exact and fold(letters) not in known_acronyms():
            yield letters, forms.exact[name]


def dotted_initials(line: Line, forms: Forms) -> Iterator[Echo]:
    if re.sub(r"[^A-Z]", "", line.text) in forms.kept_initials and not line.words[-1].text[1:]:  # signed by a reviewer
        return
    for match in _DOTTED.finditer(line.text):
        given, surname = match.group(1).lower(), match.group(2).lower()
        person = forms.initials.get(given + surname) or _of_family(line, match, forms)
        if person and not re.match(r"\s*[A-Z][a-z]", line.text[match.end() : match.end() + 3]):
            sure = given + surname not in known_acronyms() and surname in forms.surname_initials
            yield Echo(line, match.start(), match.end(), person, INITIALS, sure)
    for match in _SOLE.finditer(line.text):
        person = forms.given_initials.get(match.group(1).lower())
        numeral = not match.start() and match.group(1) in "IVX"
        if (
            person
            and not numeral
            and len(line.words) > 1
            and not re.match(r"\s*[A-Z][a-z]+(?: \w|,)", line.text[match.end(1) + 1 :][:20])
        ):
            yield Echo(
                line, match.start(1), match.end(1) + 1, person, "the first letter of a name in this document", False
            )


def signatures(line: Line, forms: Forms, often: Counter[str]) -> Iterator[Echo]:
    """Initials without full stops: those that the document gives for somebody, and those that fit a name where a person
    stands: alone in a cell, after "by", before what people do. The others are perhaps a person's: "SW" is a social
    worker as well."""
    for match in SIGNED.finditer(line.text):
        declared = forms.letters.get(match.group())
        person = declared or forms.signed.get(match.group())
        if not person or fold(match.group()) in known_acronyms():
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


def titled_initials(line: Line, forms: Forms) -> Iterator[Echo]:
    """A title and a letter ("Mrs P") where somebody with that title and a surname in that letter is named."""
    for match in _TITLED.finditer(line.text):
        person = forms.titled.get((match.group("title").lower(), match.group("letter")[0].lower()))
        if person:
            yield Echo(line, match.start(), match.end("letter"), person, "the title and the first letter of a name")


def _signs(line: Line, match: re.Match[str]) -> bool:
    """Whether initials stand as a signature: alone in brackets, or after the last full stop of an entry."""
    before, after = line.before(match.start(), 3), line.after(match.end(), 2)
    bracketed = before.endswith("(") and after.startswith(")")
    return bracketed or (before.endswith((". ", "– ", ", ")) and after in ("", ".", ")"))


def _of_family(line: Line, match: re.Match[str], forms: Forms) -> Person | None:
    """Somebody named by a forename alone: perhaps whoever a first letter fits, and surely where the second is that of
    another's surname ("B.H." where "Bridie" and "Mrs Halloran" are named). Longer initials, those of an author in a
    list of sources and what reports shorten so ("G.P.") are nobody's."""
    whole = line.text[max(0, match.start() - 2) : match.end() + 2]
    longer = re.search(r"[A-Z]\.\s?[A-Z]\.\s?[A-Z]", whole)
    letters = (match.group(1) + match.group(2)).lower()
    cited = re.search(r"[a-z], ?$", line.before(match.start(), 4))
    if longer or cited or letters in known_acronyms():
        return None
    return forms.given_initials.get(match.group(1).lower())
