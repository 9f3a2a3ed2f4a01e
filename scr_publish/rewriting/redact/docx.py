"""Edits in a Word file: each is made in the runs that hold the words, in the body, tables, text boxes, headers,
footers, notes and comments. Every other part of the package stays byte for byte."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from scr_publish.document import Document, Piece
from scr_publish.parsing.docx.ooxml import STRICT, Element, W
from scr_publish.parsing.docx.parts import Package
from scr_publish.parsing.docx.run_index import RunIndex
from scr_publish.rewriting.redact.grammar import Edit
from scr_publish.rewriting.word_runs import edit_run, serialised


@dataclass(frozen=True)
class _Story:
    """A container of paragraphs in a part, and the path under which the parser reads it."""

    part: str
    element: Element
    path: str


class WordFile:
    """A Word file that is edited in memory. `data` are its bytes, `name` what to call it in an error."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._package = Package(data, name)
        self._roots: dict[str, Element] = {}
        self._runs = RunIndex()
        self._changed: set[str] = set()
        for story in self._stories():
            self._runs.add_story(story.element, story.path, story.part)

    def apply(self, document: Document, edits: Sequence[Edit]) -> list[Edit]:
        """Make the edits; gives those that could not be made, all of whose words still stand."""
        pieces = _Pieces(document)
        by_piece: dict[Piece, list[tuple[int, int, str]]] = defaultdict(list)
        undone = []
        for edit in edits:
            parts = pieces.of(edit)
            if parts is None or any(self._runs.get(piece.path) is None for piece, _, _ in parts):
                undone.append(edit)
                continue
            for i, (piece, start, end) in enumerate(parts):
                by_piece[piece].append((start, end, edit.new if i == 0 else ""))
        failed = {piece for piece, places in by_piece.items() if not self._edit(document, piece, places)}
        return undone + [e for e in edits if e not in undone and any(p in failed for p, _, _ in pieces.of(e) or ())]

    def _edit(self, document: Document, piece: Piece, places: Sequence[tuple[int, int, str]]) -> bool:
        run = self._runs.get(piece.path)
        assert run is not None
        self._changed.add(run.part)
        return edit_run(run.element, document.text[piece.start : piece.end], places)

    def to_bytes(self) -> bytes:
        """The package with the changed parts in place of the old ones."""
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(self._data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                data = old.read(entry)
                part = entry.filename.replace("\\", "/").lstrip("/").lower()
                if part in self._changed:
                    data = _as_before(data, serialised(self._roots[part]))
                new.writestr(entry, data, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _stories(self) -> Iterator[_Story]:
        """Every story with its path, as the parser names it."""
        package, main = self._package, self._package.main
        body = self._root(main)
        body = body.find(W + "body") if body is not None else None
        if body is not None:
            yield _Story(main, body, "body")
        for kind in ("footnote", "endnote"):
            for part, root in self._related(f"{kind}s"):
                for i, note in enumerate(root.iterchildren(W + kind), start=1):
                    yield _Story(part, note, f"{kind}s/{kind}[{i}]")
        for kind in ("header", "footer"):
            for part, root in self._related(kind):
                yield _Story(part, root, part.rpartition("/")[2].removesuffix(".xml"))
        for part, root in self._related("comments"):
            for i, comment in enumerate(root.iterchildren(W + "comment"), start=1):
                for j, paragraph in enumerate(comment.iter(W + "p"), start=1):
                    yield _Story(part, paragraph, f"comments/comment[{i}]/p[{j}]")
        for part in package.related(main, "glossaryDocument"):
            root = self._root(part)
            for i, block in enumerate(root.iter(W + "docPart") if root is not None else (), start=1):
                inside = block.find(W + "docPartBody")
                if inside is not None:
                    yield _Story(part, inside, f"glossary/docPart[{i}]")

    def _related(self, kind: str) -> Iterator[tuple[str, Element]]:
        for part in self._package.related(self._package.main, kind):
            root = self._root(part)
            if root is not None:
                yield part, root

    def _root(self, part: str) -> Element | None:
        if part not in self._roots:
            root = self._package.xml(part)
            if root is None:
                return None
            self._roots[part] = root
        return self._roots[part]


class _Pieces:
    """The pieces of a document by place."""

    def __init__(self, document: Document) -> None:
        self._pieces = document.pieces

    def of(self, edit: Edit) -> list[tuple[Piece, int, int]] | None:
        """The pieces that an edit touches, each with the edit's places in it; None where a character is of none."""
        found, covered = [], 0
        for piece in self._pieces:
            low, high = max(piece.start, edit.start), min(piece.end, edit.end)
            if low < high:
                found.append((piece, low - piece.start, high - piece.start))
                covered += high - low
        return found if covered == edit.end - edit.start and found else None


def _as_before(old: bytes, new: bytes) -> bytes:
    """A part of Strict Open XML in the namespaces that it had: the parser reads it in the transitional ones."""
    if b"purl.oclc.org/ooxml" in old:
        for strict, transitional in STRICT:
            new = new.replace(transitional, strict)
    return new
