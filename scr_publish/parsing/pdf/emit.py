"""Elements to blocks: lines joined, broken words made whole, every character with its box."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scr_publish.document import Geometry, Kind
from scr_publish.parsing.builder import DocumentBuilder, Run
from scr_publish.parsing.pdf.contents import leader_start, page_number_start
from scr_publish.parsing.pdf.elements import Element
from scr_publish.parsing.pdf.hyphens import Join, Vocabulary
from scr_publish.parsing.pdf.lines import Line
from scr_publish.parsing.pdf.markers import BULLETS
from scr_publish.parsing.pdf.paragraphs import Paragraph


@dataclass(slots=True)
class _Text:
    """Text under way, as pieces, with the arrays that go with it."""

    text: list[str]
    page: list[NDArray[np.int32]]
    boxes: list[NDArray[np.float32]]
    raised: list[NDArray[np.bool_]]

    def add(self, line: Line) -> None:
        self.text.append(line.text)
        self.page.append(np.where(line.supplied, 0, line.page).astype(np.int32))
        self.boxes.append(line.boxes)
        self.raised.append(line.raised)

    def supply(self, text: str) -> None:
        self.text.append(text)
        self.page.append(np.zeros(len(text), np.int32))
        self.boxes.append(np.zeros((len(text), 4), np.float32))
        self.raised.append(np.zeros(len(text), bool))


def emit(elements: Iterable[Element], vocabulary: Vocabulary, builder: DocumentBuilder) -> None:
    """Add a block for each element, in their order."""
    for element in elements:
        paragraph = element.paragraph
        joined = _contents_entry(paragraph.lines) if element.kind is Kind.TOC else _joined(paragraph, vocabulary)
        runs = list(_runs(joined, paragraph))
        block = builder.add(
            element.kind,
            runs,
            number_length=paragraph.number,
            surface=element.surface,
            level=element.level,
            cell=element.cell,
            page=element.page,
            path=element.path,
            where=element.where,
        )
        if element.rule and block is not None and any(c.isalnum() for line in paragraph.lines for c in line.text):
            builder.trace(element.rule, block)


def _joined(paragraph: Paragraph, vocabulary: Vocabulary) -> _Text:
    out = _Text([], [], [], [])
    lines = paragraph.lines
    for i, line in enumerate(lines):
        if i + 1 == len(lines):
            out.add(line)
        elif paragraph.breaks[i]:
            out.add(line)
            out.supply("\n")
        else:
            join = vocabulary.join(line.text, lines[i + 1].text)
            out.add(line.part(0, len(line.text) - 1) if join is Join.REJOIN else line)
            if join is Join.SPACE:
                out.supply(" ")
    return out


def _contents_entry(lines: Sequence[Line]) -> _Text:
    """An entry of the table of contents: its words, a tab in place of the leader, its page number."""
    out = _Text([], [], [], [])
    for line in lines[:-1]:
        out.add(line)
        out.supply(" ")
    last = lines[-1]
    start = leader_start(last)
    if start is None:
        out.add(last)
        return out
    out.add(last.part(0, start))
    number = page_number_start(last)
    if number < len(last.text):
        out.supply("\t")
        out.add(last.part(number, len(last.text)))
    return out


def _runs(joined: _Text, paragraph: Paragraph) -> Iterator[Run]:
    """The block's runs: bullets and the marks of notes are notation, the rest is words."""
    text = "".join(joined.text)
    if not text:
        return
    page, boxes = np.concatenate(joined.page), np.concatenate(joined.boxes)
    raised = np.concatenate(joined.raised)
    if paragraph.bullet and text[0] in BULLETS:
        text = "•" + text[1:]
    notation = raised.copy()
    notation[: paragraph.bullet] = True
    notation[: paragraph.number] = False
    if not notation.any() or notation.all():
        yield Run(text, boxes=Geometry(page, *boxes.T))
        return
    cuts = [0, *(np.flatnonzero(np.diff(notation)) + 1).tolist(), len(text)]
    for start, end in itertools.pairwise(cuts):
        geometry = Geometry(page[start:end], *boxes[start:end].T)
        yield Run(text[start:end], boxes=geometry, markup=bool(notation[start]))
