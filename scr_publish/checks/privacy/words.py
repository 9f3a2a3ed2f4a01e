"""A passage cut into words, with what the checks on names ask of each, and its runs of capitalised words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.document import Block, Document, Kind
from scr_publish.nlp.annotations import Annotations, Passage

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_ADDRESS = re.compile(
    r"(?<!\S)\S+@\S+|(?:https?://|www\.)\S+|(?<!\S)@\w[\w.]*|(?<!\S)\S+\.(?:example|co\.uk|org|com|net)\b\S*",
    re.IGNORECASE,
)
_CONTRACTION = re.compile(r"'(?:d|ll|ve|re|m|t)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!:;…•>\"]\s*[\"'(*]*\s*$")
_GOES_ON = re.compile(r"[^\W_] ")
"""The end of another word right before a word: most have it, and no sentence ends there."""

_PREFIXED = re.compile(r"(?:al|el|ad|as|ar|d|t|ul)[-'][A-ZÀ-Ž]")
"""A surname with a small prefix ("al-Khatib", "d'Souza")."""

_INNER_GAP = re.compile(r"\.?\s?|-\s?|\s-\s?")

MIN_UNSHIFTED = 5
"""So many words without one capital make a line that was written in haste."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a passage: `text` without a possessive 's, `start` and `end` in the passage's analysed text.

    `initial` is true where any word would have a capital (the start of a sentence, of a quotation, of a cell);
    `in_address` inside an e-mail address, a link or a handle."""

    text: str
    start: int
    end: int
    folded: str
    initial: bool
    possessive: bool
    in_address: bool

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() or (not self.text.isalpha() and bool(_PREFIXED.match(self.text)))

    @property
    def is_acronym(self) -> bool:
        """All capitals, or the plural of that ("IMRs")."""
        return len(self.text) > 1 and (
            self.text.isupper() or (len(self.text) > 2 and self.text[:-1].isupper() and self.text[-1] == "s")
        )

    @property
    def is_contraction(self) -> bool:
        """A capital and no name: "I'd", "They're"."""
        return bool(_CONTRACTION.search(self.text))

    @property
    def is_letter(self) -> bool:
        return len(self.text) == 1


@dataclass(frozen=True)
class Line:
    """A passage, its analysed text and its words. `column` is the heading of the table column it stands in, folded,
    `row` the first cell of its row; both "" elsewhere."""

    passage: Passage
    text: str
    words: tuple[Word, ...]
    column: str = ""
    row: str = ""

    @property
    def block(self) -> Block:
        return self.passage.block

    @cached_property
    def is_title_case(self) -> bool:
        """Whether the line writes ordinary words with capitals, as headings and all-capital lines do: then a capital
        says nothing."""
        later = [word for word in self.words if not word.initial and len(word.text) > 3]
        if self.block.kind is not Kind.HEADING:  # a list of names is no heading
            later = [word for word in later if not lexicon().is_name(word.folded)]
        capitals = sum(word.is_capital for word in later)
        return len(later) >= 2 and capitals >= 0.75 * len(later) and self.block.kind is not Kind.CELL

    @cached_property
    def shouts(self) -> bool:
        """Whether all of the line is in capitals."""
        return self.text.isupper() and len(self.words) > 1

    @cached_property
    def is_unshifted(self) -> bool:
        """Whether somebody wrote the line without capitals, in haste: then a name has none either."""
        return len(self.words) >= MIN_UNSHIFTED and not any(word.is_capital for word in self.words)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that a stretch of the line's text touches."""
        first = max(0, bisect_right(self._starts, start) - 1)
        found = self.words[first : bisect_left(self._starts, end)]
        return found if not found or found[0].end > start else found[1:]

    def place_of(self, word: Word) -> int:
        """Which of the line's words a word is."""
        return bisect_left(self._starts, word.start)

    def before(self, start: int, limit: int = 60) -> str:
        """The text before a place, within the line."""
        return self.text[max(0, start - limit) : start]

    def after(self, end: int, limit: int = 60) -> str:
        """The text after a place, within the line."""
        return self.text[end : end + limit]

    def gap(self, left: Word, right: Word) -> str:
        """The text between two words, a possessive 's included."""
        return self.text[left.end : right.start]

    @cached_property
    def runs(self) -> tuple[tuple[Word, ...], ...]:
        """Each longest sequence of capitalised words that nothing but a space, a hyphen or an initial's full stop
        parts; small words of surnames ("de", "bin") may stand inside."""
        return tuple(self._runs())

    def _runs(self) -> Iterator[tuple[Word, ...]]:
        run: list[Word] = []
        particles = word_lists().particles
        for i, word in enumerate(self.words):
            joined = bool(run) and self.joins(run[-1], word)
            if joined and not word.is_capital and word.folded in particles and self._capital_follows(i):
                run.append(word)
            elif self._may_name(word):
                if run and not joined:
                    yield tuple(run)
                    run = []
                run.append(word)
            elif run:
                yield tuple(run)
                run = []
        if run:
            yield tuple(run)

    def _may_name(self, word: Word) -> bool:
        """Whether a word's form allows it in a name: a capital, and where all have one, no English word."""
        if not word.is_capital or word.in_address or word.is_contraction:
            return False
        lex = lexicon()
        titled = word.folded in word_lists().titles
        return not self.shouts or titled or not lex.is_ordinary(word.folded) or lex.is_name(word.folded)

    def joins(self, left: Word, right: Word) -> bool:
        """Whether nothing but a space, a hyphen or an initial's full stop parts two words."""
        gap = self.gap(left, right)
        if left.possessive or not _INNER_GAP.fullmatch(gap):
            return False
        if "." not in gap:
            return True
        return left.is_letter or left.folded in word_lists().titles - word_lists().full_titles

    def _capital_follows(self, index: int) -> bool:
        following = self.words[index + 1 : index + 3]
        return any(word.is_capital for word in following)


HEADING = 300
"""So many characters of a heading tell what it is about. A style may make one of a whole page, a first cell may hold
one, and each is looked at once for every name below it."""


def lines_of(annotations: Annotations) -> list[Line]:
    """Every passage of a document as a line, table cells with the headings of their column and row."""
    headings = _headings(annotations.document)
    found = []
    for passage in annotations.passages:
        column = row = ""
        cell = passage.block.cell
        if cell and not cell.header:
            column = headings.get((cell.table, 0, cell.column), "")
            row = headings.get((cell.table, cell.row, 0), "") if cell.column > 1 else ""
        text = passage.text
        found.append(Line(passage, text, tuple(cut(text)), column, row))
    return found


def _headings(document: Document) -> dict[tuple[int, int, int], str]:
    """The folded heading of each column (row 0) and the first cell of each row (column 0), by table."""
    found: dict[tuple[int, int, int], str] = {}
    for cells in document.tables:
        for block in cells:
            cell = block.cell
            assert cell
            if cell.header or cell.row == 1:
                found.setdefault((cell.table, 0, cell.column), fold(document.plain(block)[:HEADING]))
            if cell.column == 1:
                found.setdefault((cell.table, cell.row, 0), fold(document.plain(block)[:HEADING]))
    return found


def cut(text: str) -> Iterator[Word]:
    """The words of a text, in order."""
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if "@" in text or "." in text else []
    at = 0
    for match in _WORD.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        possessive = word.endswith(("'s", "'S"))
        if possessive:
            word, end = word[:-2], end - 2
        while at < len(addresses) and addresses[at][1] <= start:
            at += 1
        inside = at < len(addresses) and addresses[at][0] <= start
        before = text[max(0, start - 6) : start]
        initial = not _GOES_ON.fullmatch(before[-2:]) and (not before.strip() or bool(_SENTENCE_END.search(before)))
        if initial and before.rstrip()[-1:] == "." and _after_abbreviation(text, start):
            initial = False
        yield Word(word, start, end, fold(word), initial, possessive, inside)


def _after_abbreviation(text: str, start: int) -> bool:
    """Whether the full stop before a word ends a title or an initial and not a sentence."""
    match = re.search(r"(\w+)\.\s*$", text[max(0, start - 14) : start])
    if not match:
        return False
    return len(match.group(1)) == 1 or fold(match.group(1)) in word_lists().titles


def source_span(line: Line, words: Sequence[Word]) -> tuple[int, int]:
    """The linear span of a run of words."""
    return line.passage.source_span(words[0].start, words[-1].end)
