"""A copy of a Word draft with each finding as a comment at its very words."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.text.run import Run

from scr_publish.assessment import Assessment
from scr_publish.document import Document, Piece
from scr_publish.errors import InputError
from scr_publish.parsing.docx.ooxml import Element, W
from scr_publish.parsing.docx.run_index import RunIndex
from scr_publish.reporting.annotated.notes import AUTHOR, INITIALS, Note, notes, opening
from scr_publish.rewriting.word_runs import split_run

_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""The comments' and the package's own date: the same assessment gives the same bytes."""
_NOTES = ("footnotes/footnote", "endnotes/endnote")
_NO_COMMENTS_IN = (W + "txbxContent",)
"""Word gives a text box no comments."""


def annotated_docx(assessment: Assessment, original: Path) -> bytes:
    """The draft with comments at the findings' words in its body and tables, at the reference of a note for words in
    the note; the first comment says what stands where Word can hold no comment (headers, text boxes, properties).

    Raises InputError where python-docx cannot open the file; the file itself is not changed."""
    try:
        word = docx.Document(str(original))
    except Exception as error:  # python-docx has no error of its own for what a damaged package does to it
        raise InputError(
            f"{original.name}: cannot be annotated ({type(error).__name__}); choose --format html for this one."
        ) from None
    body = word.element.body
    copy = _Copy(assessment.document, body)
    placed: list[Note] = []
    unplaced: list[Note] = []
    for note in notes(assessment.own_findings):
        (placed if copy.can_bear(note) else unplaced).append(note)
    copy.split(placed)
    _comment(word, [_first_run(body)], opening(assessment, unplaced))
    for note in placed:
        _comment(word, copy.runs_of(note), note.text)
    out = io.BytesIO()
    word.save(out)
    return _dateless(out.getvalue())


class _Copy:
    """The body of the copy, whose runs are parted where a note begins or ends."""

    def __init__(self, document: Document, body: Element) -> None:
        self._document = document
        self._index = RunIndex()
        self._index.add_story(body, "body", "body")
        self._references = dict(_references(body))
        self._segments: dict[Piece, list[tuple[int, Element]]] = {}

    def can_bear(self, note: Note) -> bool:
        """Whether Word can hold a comment at the note's words, or at the reference to the note that they stand in."""
        return bool(self._reference(note)) or bool(self._pieces(note))

    def split(self, placed: list[Note]) -> None:
        """Part the runs at the beginnings and ends of all notes."""
        bounds: dict[Piece, set[int]] = defaultdict(set)
        for note in placed:
            for piece in self._pieces(note):
                bounds[piece] |= {max(piece.start, note.location.start), min(piece.end, note.location.end)}
        for piece, places in bounds.items():
            self._segments[piece] = self._parted(piece, sorted(places - {piece.start, piece.end}))

    def _parted(self, piece: Piece, places: list[int]) -> list[tuple[int, Element]]:
        """The piece's run as runs that begin at its own start and at each of the places."""
        found = self._index.get(piece.path)
        assert found is not None
        shown = self._document.text[piece.start : piece.end]
        segments, start, run = [(piece.start, found.element)], piece.start, found.element
        for place in places:
            rest = split_run(run, shown[start - piece.start :], place - start)
            if rest is None:
                break
            segments.append((place, rest))
            start, run = place, rest
        return segments

    def runs_of(self, note: Note) -> list[Element]:
        """The runs that hold the note's words, in order; the reference's run for words in a footnote or endnote."""
        reference = self._reference(note)
        if reference is not None:
            return [reference]
        low, high = note.location.start, note.location.end
        return [
            run
            for piece in self._pieces(note)
            for (start, run), end in zip(
                self._segments[piece], [*(at for at, _ in self._segments[piece][1:]), piece.end], strict=True
            )
            if start < high and end > low
        ]

    def _pieces(self, note: Note) -> list[Piece]:
        """The pieces of the body that the note's words lie in; none where one of them is elsewhere or in a text box."""
        low, high = note.location.start, note.location.end
        found = [piece for piece in self._document.pieces_between(low, high) if piece.path]
        for piece in found:
            run = self._index.get(piece.path)
            if run is None or any(above.tag in _NO_COMMENTS_IN for above in run.element.iterancestors()):
                return []
        return found

    def _reference(self, note: Note) -> Element | None:
        path = next((p.path for p in self._document.pieces_between(note.location.start, note.location.end)), "")
        return self._references.get(path.partition("/p[")[0]) if path.startswith(_NOTES) else None


def _references(body: Element) -> Iterator[tuple[str, Element]]:
    """The run of each reference to a note, by the note's path, in the order of the references."""
    for kind in ("footnote", "endnote"):
        for i, mark in enumerate(body.iter(f"{W}{kind}Reference"), start=1):
            run = mark.getparent()
            if run is not None and run.tag == W + "r":
                yield f"{kind}s/{kind}[{i}]", run


def _first_run(body: Element) -> Element:
    """The first run of the text, made where there is none."""
    for run in body.iter(W + "r"):
        if not any(above.tag in _NO_COMMENTS_IN for above in run.iterancestors()):
            return run
    paragraph = next(body.iter(W + "p"), None)
    if paragraph is None:
        paragraph = body.makeelement(W + "p", {})
        body.insert(0, paragraph)
    run = paragraph.makeelement(W + "r", {})
    paragraph.append(run)
    return run


def _comment(word: WordDocument, elements: list[Element], text: str) -> None:
    runs = [Run(element, word._body) for element in (elements[0], elements[-1])]
    comment = word.add_comment(runs, text=text, author=AUTHOR, initials=INITIALS)
    comment._comment_elm.set(W + "date", _TIME.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _dateless(package: bytes) -> bytes:
    """The package with one fixed date on all its entries."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as old, ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(ZipInfo(entry.filename, _TIME.timetuple()[:6]), old.read(entry), ZIP_DEFLATED)
    return out.getvalue()
