"""The recommendations of a report, however they are numbered, and those that only a table or a list gives.

Real reports write "Recommendation 3.", "R3", "3.", "Challenge 2", a heading "Recommendation 1" over a paragraph, a row
of an action plan, a list under "The Board should:", or, in systems-model reports, questions for the Board under each
finding. All become a `Rec` whose span leaves the number and the lead-in out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from scr_publish.checks.content.cues import Cues, cues, data
from scr_publish.checks.content.outline import RESPONSE, Outline, Part, Place, promises
from scr_publish.checks.content.wording import Wording, verbs
from scr_publish.document import Kind

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBER_WORDS = {word: str(i) for i, word in enumerate(_COUNTED, 1)}
_NUMERAL = r"\d{1,2}(?:\.\d{1,2})?[a-z]?|" + "|".join(NUMBER_WORDS) + r"|[ivx]{1,4}|[a-h]"
LABEL = re.compile(
    r"^\W*(?:(?:overview |scr |board |lscb |national |local |key )?"
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
_MIN_WORDS = 5
_SAME_TITLE = 0.5
"""Share of a table cell's words that recommendation of the same number must hold for the cell to be its short title."""
_PAST_ANSWER = re.compile(r"\b(?:has|have) (?:now |since |already )?(?:been|\w+ed)\b|\b(?:was|were) \w+ed\b")


@dataclass(frozen=True)
class Rec:
    """A recommendation: `number` as the report counts it ("3", "2a"), its words and their span. `repeats` is true for
    a second appearance of one already met, in a summary or an action plan."""

    number: str
    text: str
    start: int
    end: int
    place: Place
    owner: str = ""
    deadline: str = ""
    is_question: bool = False
    repeats: bool = False

    @property
    def id(self) -> str:
        return f"R{self.number}"


@cache
def _wordings(name: str) -> Cues:
    return cues(data("recommendations.toml")[name])


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


def is_directive(text: str) -> bool:
    """Whether a text asks for something to be done."""
    lower = text.lower()
    first = re.match(r"(?:to\s+)?([a-z-]+)", lower)
    if lower.startswith("that ") or (first and first.group(1) in verbs().base):
        return True
    return _wordings("directive").first(lower) is not None


def recommendations(outline: Outline) -> list[Rec]:
    """The recommendations in order. A second appearance of one is there too, marked as a repeat."""
    found = sorted(_proposed(outline), key=lambda rec: (rec.start, -rec.end))
    if not found:
        found = list(_standing_free(outline))
    if not found:
        found = sorted(_questions(outline), key=lambda rec: rec.start)
    if not found:
        found = list(_listed(outline.places))
    return _numbered(_merged(found))


def _proposed(outline: Outline) -> Iterator[Rec]:
    """Recommendations that stand under a heading of their own kind, in a table column, or behind an explicit label."""
    for part in outline.parts:
        yield from _from_heading(outline, part)
    lead = False
    group: int | None = None
    for place in outline.places:
        if place.section != group:
            lead, group = False, place.section
        if place.block.kind is Kind.CELL:
            if place.row and place.role == "recommendation" and _is_long(place.text):
                yield _from_cell(outline, place)
            continue
        part = outline.parts[place.section]
        if "recommendations" in place.elements:
            rec = _from_block(place, part, lead)
            if rec:
                yield rec
            if place.block.kind is not Kind.LIST_ITEM:
                lead = place.text.rstrip().endswith(":")
        elif block_label(place) and not place.above & RESPONSE and place.zone != "back":
            rec = _from_block(place, part, lead=False)
            if rec:
                yield rec


def _is_long(text: str) -> bool:
    return len(text.split()) >= _MIN_WORDS


def _from_heading(outline: Outline, part: Part) -> Iterator[Rec]:
    """A heading that is itself the recommendation ("Recommendation 2: the Board should …")."""
    heading = part.section.heading
    label = label_of(part.heading) if heading else None
    if not heading or not label or not _is_long(part.heading[label[1] :]):
        return
    text = part.heading[label[1] :].strip()
    if not _wordings("directive").first(text.lower()):
        return
    start = outline.document.text.find(text.split()[0], heading.words_start, heading.end)
    place = next(outline.under(part), None)
    if start >= 0 and place:
        yield Rec(label[0], text, start, heading.end, place)


def _from_cell(outline: Outline, place: Place) -> Rec:
    text = place.text
    assert place.row
    label = label_of(text) or _typed(text)
    at = label[1] if label else 0
    start, end = place.passage.source_span(at, len(text))
    shown = label[0] if label else row_number(outline, place) or ""
    row = place.row
    return Rec(
        shown, text[at:].strip(), start, end, place,
        owner=row.text(outline.document, "owner"), deadline=row.text(outline.document, "deadline"),
    )  # fmt: skip


def _typed(text: str) -> tuple[str, int] | None:
    match = _TYPED.match(text)
    return (match.group(1).lower().rsplit(".", 1)[-1], match.end()) if match and match.group(1).isdigit() else None


def row_number(outline: Outline, place: Place) -> str | None:
    """The number of the recommendation that a row of a response table answers, from its number column or its label."""
    if place.row is None:
        return None
    for role in ("number", "label", "recommendation"):
        text = place.row.text(outline.document, role)
        label = label_of(text)
        if label:
            return label[0]
        short = re.match(r"^\W*(?:r|rec\.?)?\s*(\d{1,2}(?:\.\d{1,2})?[a-z]?)\b", text, re.IGNORECASE)
        if short and (role == "number" or len(text.split()) <= 3 or _typed(text)):
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


def _from_block(place: Place, part: Part, lead: bool) -> Rec | None:
    """A paragraph or list item in a recommendations section, or None where it is something else."""
    text = place.text
    label = label_of(text)
    at = label[1] if label else 0
    label = label or label_of(place.block.number)
    words = text[at:].strip()
    if not _is_long(words) or words.endswith(":"):
        return None
    mixed = bool(place.above & RESPONSE)
    lower = words.lower()
    if not label and (_wordings("about").first(lower) or promises(place)):
        return None
    asks = _wordings("directive").first(lower) is not None
    if label:
        if not is_directive(words) and (mixed or _PAST_ANSWER.search(lower)):
            return None
    elif mixed or not (place.block.number or place.block.kind is Kind.LIST_ITEM or heading_label(part)):
        if not asks or _PAST_ANSWER.search(lower.split("should")[0].split("must")[0]):
            return None
    elif not (lead or is_directive(words) or (words.endswith("?") and place.block.kind is Kind.LIST_ITEM)):
        return None
    number = label[0] if label else (heading_label(part) or place.block.number)
    stop = _asked_until(place, at)
    start, end = place.passage.source_span(at, stop)
    words = text[at:stop].strip()
    return Rec(number, words, start, end, place, is_question=words.endswith("?"))


def _asked_until(place: Place, at: int) -> int:
    """Where a recommendation's words end in its block: before a sentence that says what came of it."""
    asked = False
    for sentence in place.passage.sentences:
        lower = sentence.text.lower()
        if _wordings("directive").first(lower) or sentence.span.start_char <= at:
            asked = True
        elif asked and Wording(sentence, sentence.text).is_reported:
            return sentence.span.start_char
    return len(place.text)


def heading_label(part: Part) -> str:
    """The number in a heading that is no more than a label, "Recommendation 2"; "" where it is not one."""
    heading = part.section.heading
    label = label_of(part.heading) or (label_of(heading.number) if heading else None)
    return label[0] if label else ""


def _questions(outline: Outline) -> Iterator[Rec]:
    """Questions for the Board, under a heading or a line that announces them."""
    announced = False
    section = -1
    for place in outline.places:
        text = place.text
        if place.section != section:
            section = place.section
            announced = _announces(outline.parts[section].heading)
        if place.block.kind is Kind.CELL or place.zone == "back":
            continue
        if _announces(text):
            announced = True
            _, _, rest = text.partition(":")
            if rest.strip().endswith("?") and _is_long(rest):
                at = len(text) - len(rest.lstrip())
                yield Rec("", rest.strip(), *place.passage.source_span(at, len(text)), place, is_question=True)
        elif announced and text.endswith("?"):
            for sentence in place.passage.sentences:
                if sentence.text.endswith("?"):
                    yield Rec("", sentence.text, sentence.start, sentence.end, place, is_question=True)
        elif place.block.kind is not Kind.LIST_ITEM:
            announced = False


def _standing_free(outline: Outline) -> Iterator[Rec]:
    """Sentences of a text without recommendations of their own place that ask a service for an act ("The Board should
    ask …"), outside the story."""
    for place in outline.places:
        if (
            place.block.kind is Kind.CELL
            or "what_happened" in place.elements
            or (place.zone == "back" and not place.elements)
        ):
            continue
        for sentence in place.passage.sentences:
            lower = sentence.text.lower()
            if _is_long(lower) and _wordings("addressed").first(lower) and not lower.endswith("?"):
                yield Rec("", sentence.text, sentence.start, sentence.end, place)


def _announces(text: str) -> bool:
    head = text.split(":")[0].strip(" .*_").lower()
    return any(match.span() == (0, len(head)) for match in _wordings("questions").hits(head))


def _listed(places: tuple[Place, ...]) -> Iterator[Rec]:
    """Items of a list under a line such as "The Board should:", in a report that has no other recommendations."""
    lead = ""
    for place in places:
        text = place.text
        if place.block.kind is Kind.LIST_ITEM:
            if lead and _is_long(text):
                yield Rec(place.block.number, text, *place.passage.source_span(0, len(text)), place)
        else:
            lead = text if re.search(r"\b(?:should|must|recommends? that)[^.]{0,40}:$", text) else ""


def _merged(found: list[Rec]) -> list[Rec]:
    """One for each span, and marked where an earlier one has the same words: a summary or an action plan repeats it."""
    out: list[Rec] = []
    seen: list[frozenset[str]] = []
    for rec in found:
        if out and rec.start < out[-1].end:
            continue
        content = _content_words(rec.text)
        short = next((old for old in out if old.number == rec.number and rec.place.row and not old.place.row), None)
        if short and len(content & _content_words(short.text)) >= _SAME_TITLE * len(content):
            if is_directive(rec.text):
                out.append(replace(rec, repeats=True))
            continue
        repeats = any(
            len(content & old) >= 0.8 * max(1, min(len(content), len(old))) and len(content & old) >= 4 for old in seen
        )
        seen.append(content)
        out.append(replace(rec, repeats=repeats))
    return out


def _content_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{4,}", text.lower()))


def _numbered(found: list[Rec]) -> list[Rec]:
    """Numbers as the report counts: "9.1", "9.2" in one section become "1", "2"; what has none is counted on; a number
    that comes again (each agency starts at 1) is told apart as "1/2"."""
    firsts = [rec for rec in found if not rec.repeats]
    dotted = {rec.number.rsplit(".", 1)[0] for rec in firsts if "." in rec.number}
    strip = len(dotted) == 1 and all("." in rec.number for rec in firsts if rec.number)
    used: dict[str, int] = {}
    out = []
    for rec in found:
        if rec.repeats:
            out.append(rec)
            continue
        number = rec.number.strip(".() ")
        if strip or number.count(".") > 1:
            number = number.rsplit(".", 1)[-1]
        number = plain_number(number) if number and number not in "•-–*·o▪" else ""
        if not number:
            number = str(sum(1 for item in out if not item.repeats) + 1)
        used[number] = used.get(number, 0) + 1
        out.append(replace(rec, number=number if used[number] == 1 else f"{number}/{used[number]}"))
    return out
