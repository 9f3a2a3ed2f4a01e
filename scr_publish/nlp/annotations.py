"""The one language pass, as checkers read it: a spaCy `Doc` for each block, with a way back to the linear text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scr_publish.document import Block, Document, Surface
from scr_publish.screening import folded

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True)
class Sentence:
    """A sentence and where it stands in the linear text."""

    passage: Passage
    span: Span
    start: int
    end: int

    @cached_property
    def text(self) -> str:
        """The sentence in the words of the analysed text: one line, no markup."""
        return self.passage.text[self.span.start_char : self.span.end_char]

    @cached_property
    def words(self) -> int:
        """Number of words; punctuation does not count, a hyphenated word counts once."""
        return len([part for part in self.text.split() if any(c.isalnum() for c in part)])


@dataclass(frozen=True)
class Passage:
    """A block's words, normalised and analysed.

    `doc` is the spaCy result on the block's normalised words (number and markup left out, line breaks made spaces,
    zero-width characters removed); `offsets[i]` is where character i of `doc.text` stands in the linear text, with one
    more entry for the end."""

    block: Block
    doc: Doc
    offsets: tuple[int, ...]

    @cached_property
    def text(self) -> str:
        """`doc.text`, which spaCy puts together anew each time that it is asked for."""
        return str(self.doc.text)

    @cached_property
    def folded(self) -> str:
        """The text as the screens of patterns read it."""
        return folded(self.text)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The linear span of characters `start:end` of `doc.text`."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1

    def local_span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of `doc.text` that a linear span covers (the inverse of `source_span`)."""
        return bisect_left(self.offsets, start, hi=len(self.text)), bisect_left(self.offsets, end, hi=len(self.text))

    def span_of(self, tokens: Span) -> tuple[int, int]:
        """The linear span of a spaCy span."""
        return self.source_span(tokens.start_char, tokens.end_char)

    @cached_property
    def entities(self) -> tuple[Span, ...]:
        """The names and other things that the model marked, in order. spaCy works them out anew each time `doc.ents` is
        read; here it is done once."""
        return tuple(self.doc.ents)

    @cached_property
    def _entity_starts(self) -> list[int]:
        return [entity.start_char for entity in self.entities]

    def entities_in(self, start: int, end: int) -> tuple[Span, ...]:
        """The entities that characters `start:end` of `doc.text` touch, in order."""
        first = max(0, bisect_right(self._entity_starts, start) - 1)
        found = self.entities[first : bisect_left(self._entity_starts, end)]
        return found if not found or found[0].end_char > start else found[1:]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The block's sentences in order, white space at their ends left out."""
        out = []
        for sent in self.doc.sents:
            start, end = sent.start, sent.end
            while end > start and sent.doc[end - 1].is_space:
                end -= 1
            while start < end and sent.doc[start].is_space:
                start += 1
            if start < end:
                span = sent.doc[start:end]
                out.append(Sentence(self, span, *self.span_of(span)))
        return tuple(out)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start_char for sentence in self.sentences]

    def sentence_at(self, at: int) -> Sentence | None:
        """The sentence that holds character `at` of `doc.text`, or None between sentences."""
        i = bisect_right(self._sentence_starts, at) - 1
        return self.sentences[i] if i >= 0 and at < self.sentences[i].span.end_char else None

    @cached_property
    def _tokens(self) -> dict[int, Token]:
        return {token.idx: token for token in self.doc}

    def token_at(self, at: int) -> Token | None:
        """The token that starts with character `at` of `doc.text`, or None where none does."""
        return self._tokens.get(at)


@dataclass(frozen=True)
class Annotations:
    """The language pass over a document: one passage for each block that has words, in the blocks' order."""

    document: Document
    passages: tuple[Passage, ...]
    model: str

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.block.start for passage in self.passages]

    def passage_at(self, offset: int) -> Passage | None:
        """The passage of the block that holds a character of the linear text."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self.passages[i].block.end:
            return self.passages[i]
        return None

    def of(self, block: Block) -> Passage | None:
        """The passage of a block, or None where the block has no words."""
        passage = self.passage_at(block.start)
        return passage if passage and passage.block is block else None

    def sentences(self, *, prose_only: bool = False, visible_only: bool = False) -> Iterator[Sentence]:
        """Every sentence in order; only those of running text, or of visible text, when asked."""
        for passage in self.passages:
            if prose_only and not passage.block.is_prose:
                continue
            if visible_only and passage.block.surface is not Surface.VISIBLE:
                continue
            yield from passage.sentences
