"""The recommendations of a report, however they are numbered, and those that only a table or a list gives.

Real reports write "Recommendation 3.", "R3", "3.", "Challenge 2", a heading "Recommendation 1" over a paragraph, a row
of an action plan, a list under "The Board should:", or, in systems-model reports, questions for the Board under each
finding. All become a `Rec` whose span leaves the number and the lead-in out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from scr_publish.checks.content.cues import Cues, compile_phrase, cues, data
from scr_publish.checks.content.headings import promise
from scr_publish.checks.content.numbering import (
    AGENCY_LABEL,
    block_label,
    heading_label,
    label_of,
    plain_number,
    row_number,
    typed_number,
)
from scr_publish.checks.content.outline import RESPONSE, Outline, Part, Place, promises
from scr_publish.checks.content.wording import Wording, verbs
from scr_publish.document import Kind
from scr_publish.nlp.annotations import Sentence
from scr_publish.screening import Screened

_MIN_WORDS, _MIN_CELL_WORDS = 5, 2
"""Fewest words of a recommendation in running text, and in a table's column of recommendations."""

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


@cache
def _weak() -> tuple[tuple[Screened, str], ...]:
    return tuple((compile_phrase(phrase), text) for phrase, text in data("recommendations.toml")["weak"].items())


def weak_verb(rec: Rec) -> tuple[int, int, str] | None:
    """The first wording of a recommendation that asks for nothing anybody could check: its linear span and what to
    write instead; None where there is none."""
    lower = rec.place.text.lower()
    for phrase, stronger in _weak():
        match = phrase.search(lower, lower)
        if match is None:
            continue
        start, end = rec.place.passage.source_span(*match.span())
        if rec.start <= start and end <= rec.end:
            return start, end, stronger
    return None


_ADDRESSED_TO = re.compile(r"^(?:for|to) [^.:?!]{3,50}[.:]\s+(?=[A-Z])", re.IGNORECASE)
"""Whom a recommendation is for, before its words: "For the council. Stop …"."""


def is_directive(text: str) -> bool:
    """Whether a text asks for something to be done."""
    lower = _ADDRESSED_TO.sub("", text).lower()
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
            if place.row and place.role == "recommendation" and _is_said(place):
                yield _from_cell(outline, place)
            continue
        part = outline.parts[place.section]
        if "recommendations" in place.elements:
            rec = _from_block(place, part, lead)
            if rec:
                yield rec
            if place.block.kind is not Kind.LIST_ITEM and not place.block.number:
                lead = place.text.rstrip().endswith(":")
        elif _is_labelled(place) and place.zone != "back":
            rec = _from_block(place, part, lead=False)
            if rec:
                yield rec
        elif place.zone != "back" and not place.elements & (RESPONSE | {"what_happened"}):
            yield from _behind_label(place)


def _is_labelled(place: Place) -> bool:
    """Whether a block's own label makes it a recommendation. Where answers stand, and behind an agency's label,
    "GP2:", which other lists have too, it must also ask for something."""
    agency = AGENCY_LABEL.match(place.text)
    if block_label(place) and not place.above & RESPONSE:
        return True
    return bool(agency or block_label(place)) and _ASKS.search(place.text) is not None


_ASKS = re.compile(r"\b(?:should|must|ought to)\b(?! have\b)")


_ASSIGNED = re.compile(
    r"^(?:(?!(?:it|we|there|this|these|they|he|she|i)\b)[\w'’-]+,? ){1,6}to [a-z-]{2,} ", re.IGNORECASE
)
"""What somebody is to do, in a list of recommendations: “Every ward to have a clock that children can read”."""
_BARE_LABEL = re.compile(r"^\W*(?:recommendation|proposal|challenge)s?:\s+(?=\S)", re.IGNORECASE)
_PROMISING = re.compile(r"^\W*([A-Z][^.:?!]{3,60}):\s+(?=\S)")


def _behind_label(place: Place) -> Iterator[Rec]:
    """A recommendation behind a label that does a heading's work ("What should change: the council should …")."""
    label = _PROMISING.match(place.text)
    if label is None or promise(label.group(1)).elements != {"recommendations"}:
        return
    words = place.text[label.end() :].strip()
    if _is_long(words) and is_directive(words):
        stop = _asked_until(place, label.end())
        start, end = place.passage.source_span(label.end(), stop)
        yield Rec("", place.text[label.end() : stop].strip(), start, end, place)


def _is_said(place: Place) -> bool:
    """Whether a cell of a column of recommendations holds one: a few words do where they begin with what to do."""
    if _is_long(place.text):
        return True
    words = len(place.text.split()) >= _MIN_CELL_WORDS
    return words and (is_directive(place.text) or place.passage.doc[0].tag_ == "VB")


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
    label = label_of(text) or typed_number(text)
    at = label[1] if label else 0
    start, end = place.passage.source_span(at, len(text))
    shown = label[0] if label else row_number(outline, place) or ""
    row = place.row
    return Rec(
        shown, text[at:].strip(), start, end, place,
        owner=row.text(outline.document, "owner"), deadline=row.text(outline.document, "deadline"),
    )  # fmt: skip


def _from_block(place: Place, part: Part, lead: bool) -> Rec | None:
    """A paragraph or list item in a recommendations section, or None where it is something else."""
    text = place.text
    label = label_of(text)
    bare = _BARE_LABEL.match(text)
    at = label[1] if label else bare.end() if bare else 0
    label = label or label_of(place.block.number)
    agency = None if label else AGENCY_LABEL.match(text)
    if agency and _ASKS.search(text):
        label = (agency.group(1).lower(), 0)
    words = text[at:].strip()
    if not (_is_long(words) or words.endswith("?")) or words.endswith(":"):
        return None
    mixed = bool(place.above & RESPONSE)
    lower = words.lower()
    if not label and (_wordings("about").first(lower) or promises(place)):
        return None
    asks = _wordings("directive").first(lower) is not None
    if label:
        if not is_directive(words) and (mixed or _PAST_ANSWER.search(lower)):
            return None
    elif mixed or not (bare or place.block.number or place.block.kind is Kind.LIST_ITEM or heading_label(part)):
        if not asks or _PAST_ANSWER.search(lower.split("should")[0].split("must")[0]):
            return None
    elif not (
        lead
        or is_directive(words)
        or _ASSIGNED.match(words)
        or (words.endswith("?") and place.block.kind is Kind.LIST_ITEM)
    ):
        return None
    number = label[0] if label else (heading_label(part) or place.block.number)
    stop = _asked_until(place, at)
    at = at if label and not place.block.number else _asked_from(place, at, stop)
    start, end = place.passage.source_span(at, stop)
    words = text[at:stop].strip()
    return Rec(number, words, start, end, place, is_question=words.endswith("?"))


def _asked_from(place: Place, at: int, stop: int) -> int:
    """Where a recommendation's words begin in a paragraph that first says why: at the sentence in which the review
    itself recommends, where there is just one."""
    recommending = [
        sentence.span.start_char
        for sentence in place.passage.sentences
        if at < sentence.span.start_char < stop and _wordings("recommending").first(sentence.text.lower())
    ]
    opening = place.passage.sentences[0].text if place.passage.sentences else ""
    return recommending[0] if len(recommending) == 1 and not _wordings("directive").first(opening.lower()) else at


def _asked_until(place: Place, at: int) -> int:
    """Where a recommendation's words end in its block: before a sentence that says what came of it."""
    asked = False
    for sentence in place.passage.sentences:
        lower = sentence.text.lower()
        if _wordings("directive").first(lower) or sentence.span.start_char <= at:
            asked = True
        elif asked and (Wording(sentence, sentence.text).is_reported or _is_fragment(sentence)):
            return sentence.span.start_char
    return len(place.text)


_FINITE = frozenset({"VB", "VBD", "VBP", "VBZ", "MD"})


def _is_fragment(sentence: Sentence) -> bool:
    """Whether a sentence has no verb, as notes on progress have none: “Ongoing.”, “Seven briefings.”"""
    return not any(token.tag_ in _FINITE for token in sentence.span)


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
