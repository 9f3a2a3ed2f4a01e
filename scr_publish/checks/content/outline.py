"""Where each passage stands: the elements that its headings promise, its zone, its column and row in a response table.

Checkers ask one question of the outline, "what is this passage there to say?", and never look at numbers of sections:
real reports repeat and skip them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from scr_publish.checks.content.cues import Cues, cues, data
from scr_publish.checks.content.headings import Promise, Zone, answers_a_review, promise
from scr_publish.checks.content.wording import verbs
from scr_publish.config.profile import SECTION_IDS
from scr_publish.document import Block, Document, Kind, Section, Surface
from scr_publish.nlp.annotations import Annotations, Passage

RESPONSE = frozenset({"actions_taken", "impact", "further_action"})
"""The elements that answer the recommendations."""

STORY = frozenset(SECTION_IDS) - RESPONSE - {"introduction", "findings", "recommendations"}
"""The elements under which the case and the making of the review are told."""

BACK_MATTER = RESPONSE | {"recommendations", "terms_of_reference", "what_happened", "methodology"}
"""What an appendix may hold of the report itself: the action plan, the agencies' recommendations, the chronology."""

_LINES = RESPONSE | {"recommendations", "what_happened", "findings"}
_LINE_WORDS = 10
"""What a line between paragraphs may promise, and its most words."""

_REVIEW = (
    frozenset(SECTION_IDS) - RESPONSE - {"findings", "recommendations", "introduction", "publication_and_anonymity"}
)
"""What an answer to a review may tell of the review itself, under a heading that says so."""

_ANSWERS = frozenset({"done", "plan", "impact", "future"})
_TITLE_SHARE = 0.6
"""A heading over more than this share of the text is the document's title: what stands below it inherits nothing."""


@dataclass(frozen=True)
class Row:
    """A row of a response table: its cells by the role of their columns, in reading order."""

    table: int
    index: int
    cells: tuple[tuple[str, Block], ...]

    def text(self, document: Document, role: str) -> str:
        """The words of the cells of one role."""
        return " ".join(document.plain(block) for name, block in self.cells if name == role).strip()


@dataclass(frozen=True)
class Place:
    """A passage and what it is there for.

    `elements` are those of the innermost heading that promises any, `above` those of every heading over it; `role` is
    the job of the column for a cell of a response table, with its `row`."""

    passage: Passage
    section: int
    elements: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    zone: Zone = ""
    role: str = ""
    row: Row | None = None

    @property
    def block(self) -> Block:
        return self.passage.block

    @cached_property
    def text(self) -> str:
        """The passage's words as the language model saw them."""
        return self.passage.text


@dataclass(frozen=True)
class Part:
    """A section of the document with what its heading promises. `own` is the heading's promise, `elements` the
    inherited one where the heading promises nothing."""

    section: Section
    heading: str
    own: Promise
    elements: frozenset[str]
    above: frozenset[str]
    zone: Zone


@dataclass(frozen=True)
class Outline:
    """A document's parts and the place of every visible passage that is not a heading or furniture."""

    document: Document
    parts: tuple[Part, ...]
    places: tuple[Place, ...]
    rows: tuple[Row, ...] = field(default=())

    def under(self, part: Part) -> Iterator[Place]:
        """The places in a part and in the parts below it."""
        first, after = (bisect_left(self._starts, at) for at in (part.section.start, part.section.end))
        return iter(self.places[first:after])

    @cached_property
    def _starts(self) -> list[int]:
        return [place.block.start for place in self.places]


@cache
def _roles() -> tuple[tuple[str, Cues], ...]:
    return tuple((item["name"], cues(item["headings"])) for item in data("tables.toml")["role"])


@cache
def column_role(heading: str) -> str:
    """The job of a table's column by its heading; "" where it has none here."""
    words = " ".join(heading.lower().replace("’", "'").split()).strip(" .:*_")
    for name, wordings in _roles():
        if any(match.span() == (0, len(words)) for match in wordings.hits(words)):
            return name
    return ""


def outline(document: Document, language: Annotations, *, response: bool = False) -> Outline:
    """The outline of a document. Hidden text, contents lists, headers and footers take no part in it.

    With `response` the document is a Board's response: where no heading promises anything, all of it answers."""
    parts = tuple(_parts(document, RESPONSE if response or _is_answer(document) else frozenset()))
    rows = tuple(_rows(document, parts))
    jobs = {block.start: (role, row) for row in rows for role, block in row.cells}
    places = []
    line = _Line()
    for passage in language.passages:
        block = passage.block
        if block.surface is not Surface.VISIBLE or block.kind not in (
            Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.CELL, Kind.TEXT_BOX,
        ):  # fmt: skip
            continue
        section = document.section_of(block)
        role, row = jobs.get(block.start, ("", None))
        if section is None or (block.cell and block.cell.header and not role):
            continue
        part = parts[section.index]
        elements, above = line.over(passage, part)
        places.append(Place(passage, section.index, elements, above, part.zone, role, row))
    return Outline(document, parts, tuple(places), rows)


class _Line:
    """A line of its own that does a heading's work ("**What we recommended**" over a list), or, where no heading says
    what the text is, a label at a paragraph's start ("**Reasons.** Each service …"): to the next one or the section's
    end."""

    def __init__(self) -> None:
        self._section = -1
        self._elements: frozenset[str] = frozenset()

    def over(self, passage: Passage, part: Part) -> tuple[frozenset[str], frozenset[str]]:
        """The elements at a passage, and those above it."""
        if part.section.index != self._section:
            self._section, self._elements = part.section.index, frozenset()
        if passage.block.kind is Kind.PARAGRAPH and _stands_alone(passage.text):
            self._elements = promise(passage.text).elements & _LINES
        elif passage.block.kind is Kind.PARAGRAPH and not part.elements and not part.zone:
            label = _RUN_IN.match(passage.text)
            if label and (promised := promise(label.group(1)).elements):
                self._elements = promised
        if not self._elements:
            return part.elements, part.above
        return self._elements, part.above | self._elements


_RUN_IN = re.compile(r"^([A-Z][^.:?!–—]{3,48}?)\s?[.:?–—](?:\s+(?=[A-Z0-9“\"])|$)")
"""A few words and a full stop, colon or question mark, and a sentence after them."""


def _stands_alone(text: str) -> bool:
    return len(text.split()) <= _LINE_WORDS and text[:1].isupper() and text.rstrip()[-1:] not in ".,;"


def promises(place: Place) -> bool:
    """Whether a passage is itself a line that does a heading's work."""
    line = place.block.kind is Kind.PARAGRAPH and _stands_alone(place.text)
    return line and bool(promise(place.text).elements & _LINES)


def _is_answer(document: Document) -> bool:
    """Whether the headings over most of the text, its titles, say that the document answers a review."""
    length = max(1, len(document.text))
    return any(
        answers_a_review(document.plain(section.heading))
        for section in document.sections
        if section.heading and (section.index == 0 or (section.end - section.start) / length > _TITLE_SHARE)
    )


def _parts(document: Document, otherwise: frozenset[str]) -> Iterator[Part]:
    made: list[Part] = []
    length = max(1, len(document.text))
    for section in document.sections:
        heading = document.plain(section.heading) if section.heading else ""
        own = promise(heading) if heading else Promise()
        over = made[section.parent] if section.parent is not None else None
        if over and (over.section.end - over.section.start) / length > _TITLE_SHARE:
            over = None
        zone: Zone = own.zone or (over.zone if over and over.zone == "back" else "")
        if not own.elements and not own.zone and over:
            zone = over.zone
        served = own.elements & BACK_MATTER if zone == "back" else own.elements
        if otherwise and zone != "back" and not served & (_REVIEW if zone != "board" else frozenset()):
            served = (served | otherwise) & (otherwise | {"findings", "recommendations"})
        part = Part(
            section,
            heading,
            own,
            elements=served or (over.elements if over and not own.zone else frozenset()) or otherwise,
            above=served | otherwise | (over.above if over else frozenset()),
            zone=zone,
        )
        made.append(part)
        yield part


_ASKS = re.compile(r"\b(?:should|must|ought to)\b(?! have\b)")
_MOST = 0.5
_TELLS = re.compile(r"\b(?:event|incident|contact|source|episode|seen by|address|name|tel|born)s?\b", re.IGNORECASE)
"""Headings of a chronology's, a list of people's or a log of contacts' columns."""

_LABEL_ONLY = re.compile(r"^\W*+(?:rec(?:ommendation)?|r|challenge|no)?\.?\s*\d{1,2}[a-z]?\W*$", re.IGNORECASE)


def _rows(document: Document, parts: tuple[Part, ...]) -> Iterator[Row]:
    """Rows of the tables that answer recommendations; a chronology with an "Action" column is not one."""
    for cells in document.tables:
        visible = [block for block in cells if block.surface is Surface.VISIBLE and block.cell]
        if not visible:
            continue
        heads = [b for b in visible if b.cell and b.cell.header] or [b for b in visible if b.cell and b.cell.row == 1]
        roles = _column_roles(document, visible, heads)
        section = document.section_of(visible[0])
        sheet = _sheet(document, visible)
        if sheet:
            yield sheet
            continue
        tells = any(_TELLS.search(document.plain(block)) for block in heads)
        if not _answers(set(roles.values()), parts[section.index] if section else None, tells=tells):
            continue
        by_row: dict[tuple[int, int], list[tuple[str, Block]]] = {}
        for block in visible:
            if block.cell and block not in heads:
                key = (block.cell.table, block.cell.row)
                by_row.setdefault(key, []).append((roles.get(block.cell.column, ""), block))
        for (table, index), found in by_row.items():
            yield Row(table, index, tuple(found))


def _sheet(document: Document, cells: list[Block]) -> Row | None:
    """A table that is one row set upright: "Recommendation", "Action taken" and "Impact" down its first column."""
    labels = {b.cell.row: column_role(document.plain(b)) for b in cells if b.cell and b.cell.column == 1}
    if len(set(labels.values()) & _ANSWERS) < 2:
        return None
    found = [("label" if b.cell.column == 1 else labels.get(b.cell.row, ""), b) for b in cells if b.cell]
    return Row(cells[0].cell.table if cells[0].cell else 0, 1, tuple(found))


def _column_roles(document: Document, cells: list[Block], heads: list[Block]) -> dict[int, str]:
    """Roles by column, from the row of column headings. A column of bare numbers under "Recommendation" holds numbers,
    not recommendations."""
    roles = {b.cell.column: column_role(document.plain(b)) for b in heads if b.cell}
    for column, role in roles.items():
        body = [document.plain(b) for b in cells if b.cell and b.cell.column == column and b not in heads]
        if role == "recommendation" and body and all(_LABEL_ONLY.match(text) for text in body):
            roles[column] = "number"
        if role == "number" and "recommendation" not in roles.values() and _are_sentences(body):
            roles[column] = "recommendation"
    asking = [column for column in roles if _asks(document, cells, heads, column, orders=not roles[column])]
    if len(asking) == 1 and "recommendation" not in roles.values():
        roles[asking[0]] = "recommendation"
    return roles


def _are_sentences(cells: list[str]) -> bool:
    """Whether most cells of a column, headed "Rec" perhaps, hold words and not numbers."""
    return sum(len(text.split()) > _NUMBER_WORDS for text in cells) > _MOST * len(cells)


_NUMBER_WORDS = 2


def _asks(document: Document, cells: list[Block], heads: list[Block], column: int, *, orders: bool) -> bool:
    """Whether most cells of a column ask for something, whatever its heading; with `orders` also where they only say
    what to do, as the cells of a column of actions do too."""
    body = [document.plain(b) for b in cells if b.cell and b.cell.column == column and b not in heads]
    asked = sum(_ASKS.search(text) is not None or (orders and _orders(text)) for text in body)
    return bool(body) and asked > _MOST * len(body)


_TO_DO = re.compile(r"^(?:[A-Za-z][\w'’-]*,? ){1,5}to ([a-z-]+) ")


def _orders(text: str) -> bool:
    """Whether a cell says what somebody is to do: "Midwives to ask …", "Ask …"."""
    assigned = _TO_DO.match(text)
    does = {text.lower().split(" ")[0], assigned.group(1) if assigned else ""}
    return bool(does & verbs().base) and len(text.split()) > _NUMBER_WORDS


def _answers(roles: set[str], part: Part | None, *, tells: bool) -> bool:
    served = part.above if part else frozenset()
    if served >= RESPONSE and not tells:
        return True
    if not roles & (_ANSWERS | {"recommendation", "finding"}):
        return False
    if served & RESPONSE or "recommendations" in served:
        return True
    return bool(roles & {"number", "recommendation", "finding"}) and bool(roles & (_ANSWERS | {"owner", "deadline"}))
