"""The prose of a document: the running text that is measured and criticised, section by section.

Headings, tables, captions, the contents page, references, glossaries and lists of names are left out: they are looked
up rather than read, and a measure of sentences means nothing there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from scr_publish.checks.base import Subject
from scr_publish.checks.plain_english.settings import settings
from scr_publish.document import Document, Section
from scr_publish.nlp.annotations import Passage, Sentence

_WORD = re.compile(r"\w+(?:'\w+)?")
_QUOTES = re.compile(r'"[^"]*(?:"|$)|(?<!\w)\'(?=\S)[^"]{1,300}?(?<=[\w.,!?…])\'(?!\w)')


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a passage: lower case, and its characters in the analysed text. A hyphen parts words here."""

    text: str
    start: int
    end: int


class ProsePassage:
    """A block of prose with what the checks of words need: its words, its quotations, its tokens by place."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.text: str = passage.text

    @cached_property
    def words(self) -> list[Word]:
        """The words in order."""
        return [Word(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(self.text)]

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """The quoted stretches. A quotation that is never closed runs to the end of its paragraph."""
        return [m.span() for m in _QUOTES.finditer(self.text)] if "'" in self.text or '"' in self.text else []

    def quoted(self, start: int, end: int) -> bool:
        """Whether most of a stretch is quoted: words of a family or a record are theirs."""
        inside = sum(max(0, min(end, high) - max(start, low)) for low, high in self.quotations)
        return 2 * inside > end - start

    def local_span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the analysed text that a linear span covers."""
        offsets, length = self.passage.offsets, len(self.text)
        return bisect_left(offsets, start, hi=length), bisect_left(offsets, end, hi=length)

    def token_at(self, start: int) -> Token | None:
        """The token of the language pass that starts with a character, or None where none does."""
        return self.passage.token_at(start)

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where sentences begin, in the analysed text."""
        return [sentence.span.start_char for sentence in self.passage.sentences]

    def sentence_at(self, start: int) -> Sentence | None:
        """The sentence that holds a character of the analysed text."""
        i = bisect_right(self.sentence_starts, start) - 1
        return self.passage.sentences[i] if i >= 0 else None


@dataclass(frozen=True)
class ProseSection:
    """A section of the outline with the prose that stands directly under its heading."""

    section: Section
    heading: str
    passages: tuple[ProsePassage, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences in order; a stretch of one or two words is none."""
        fewest = settings().prose.fewest_words
        found = (sentence for passage in self.passages for sentence in passage.passage.sentences)
        return tuple(sentence for sentence in found if sentence.words >= fewest)

    @property
    def start(self) -> int:
        return self.section.start

    @property
    def end(self) -> int:
        """Where its last own block of prose ends."""
        return max(passage.passage.block.end for passage in self.passages)


@dataclass(frozen=True)
class Prose:
    """All the prose of a document, by section; sections without any are left out."""

    document: Document
    sections: tuple[ProseSection, ...]

    @cached_property
    def passages(self) -> tuple[ProsePassage, ...]:
        return tuple(passage for section in self.sections for passage in section.passages)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.passage.block.start for passage in self.passages]

    def quotes(self, start: int, end: int) -> bool:
        """Whether most of a span of the linear text is quoted."""
        i = bisect_right(self._starts, start) - 1
        if i < 0:
            return False
        passage = self.passages[i]
        return bool(passage.quotations) and passage.quoted(*passage.local_span(start, end))


def prose_of(subject: Subject) -> Prose:
    """The document's prose, from its blocks, its outline and the language pass."""
    document, language = subject.document, subject.language
    headings = settings().prose.skipped_headings
    sections = []
    for section in document.sections:
        if under_heading(document, section, headings):
            continue
        passages = (language.of(block) for block in section.blocks if block.is_prose)
        kept = tuple(ProsePassage(passage) for passage in passages if passage and not _is_list_of_names(passage))
        if kept:
            heading = document.plain(section.heading) if section.heading else ""
            sections.append(ProseSection(section, heading, kept))
    return Prose(document, tuple(sections))


def under_heading(document: Document, section: Section, headings: Iterable[str]) -> bool:
    """Whether a section, or one that it stands in, has a heading that begins with one of these words."""
    starts = tuple(headings)
    at: Section | None = section
    while at is not None:
        if at.heading:
            words = re.sub(
                r"^(?:(?:appendix|annex)\b\W*\w{0,2}\b|[\W\d]+)\W*", "", document.plain(at.heading).casefold()
            )
            words = words.replace("\u2019", "'")
            if any(re.match(rf"{re.escape(start)}\b", words) for start in starts):
                return True
        at = document.sections[at.parent] if at.parent is not None else None
    return False


def _is_list_of_names(passage: Passage) -> bool:
    """Whether a block lists names or titles ("Panel chair: Ada North, Fernside Trust") rather than saying something."""
    text = passage.text
    if text.rstrip("\"')").endswith((".", "?", "!")):
        return False
    words = [word for word in _WORD.findall(text) if word[0].isalpha()]
    if len(words) < settings().prose.fewest_words:
        return True
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= settings().prose.names_share * len(words)


def _heading_above(document: Document, offset: int) -> str:
    block = document.block_at(offset)
    section = document.section_of(block) if block else None
    return f"under “{document.plain(section.heading)}”" if section and section.heading else "before the first heading"


def places(document: Document, spans: Iterable[tuple[int, int]], limit: int) -> str:
    """Where further cases stand, for evidence: "page 3; page 7 (2 times); 4 more". Where a format has neither pages nor
    lines, the heading above says where."""
    counted: dict[str, int] = {}
    for start, end in spans:
        where = document.locate(start, end).where or _heading_above(document, start)
        counted[where] = counted.get(where, 0) + 1
    listed = [where if count == 1 else f"{where} ({count} times)" for where, count in list(counted.items())[:limit]]
    rest = sum(list(counted.values())[limit:])
    return "; ".join([*listed, f"{rest} more"] if rest else listed)
