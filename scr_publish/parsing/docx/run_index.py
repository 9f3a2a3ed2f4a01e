"""The runs of a Word file by the paths under which the parser reads them, for whoever writes a changed copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scr_publish.parsing.docx.ooxml import MC, Element, M, W, alternatives, local, numbered


@dataclass(frozen=True)
class IndexedRun:
    """A run (or a text of mathematics) and the part that it stands in."""

    element: Element
    part: str


class RunIndex:
    """Grows story by story. One path for two runs is nobody's."""

    def __init__(self) -> None:
        self._runs: dict[str, IndexedRun | None] = {}

    def get(self, path: str) -> IndexedRun | None:
        """The run at a path, None where there is none or more than one."""
        return self._runs.get(path)

    def add_story(self, parent: Element, path: str, part: str) -> None:
        """Remember every run below a container of paragraphs, which the parser reads under `path`."""
        for child, child_path in numbered(parent, path):
            if child.tag == W + "r":
                self._add(child_path, child, part)
                self._inside_run(child, child_path, part)
            elif child.tag == M + "t":
                self._add(child_path, child, part)
            elif child.tag == MC + "AlternateContent":
                shown, _ = alternatives(child)
                if shown is not None:
                    self.add_story(shown, child_path, part)
            else:
                self.add_story(child, child_path, part)

    def _inside_run(self, run: Element, path: str, part: str) -> None:
        """Text boxes in a run, and runs inside it."""
        for child in run:
            if child.tag in (W + "drawing", W + "pict", W + "object"):
                for i, box in enumerate(_text_boxes(child), start=1):
                    self.add_story(box, f"{path}/{local(child)}/textbox[{i}]", part)
            elif child.tag == MC + "AlternateContent":
                shown, _ = alternatives(child)
                if shown is not None:
                    self._inside_run(shown, path, part)
            elif child.tag not in (W + "t", W + "delText", W + "rPr"):
                self.add_story(child, path, part)

    def _add(self, path: str, element: Element, part: str) -> None:
        self._runs[path] = None if path in self._runs else IndexedRun(element, part)


def _text_boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing, those of branches that are not shown left out."""
    if element.tag == W + "txbxContent":
        yield element
    elif element.tag == MC + "AlternateContent":
        shown, _ = alternatives(element)
        if shown is not None:
            yield from _text_boxes(shown)
    else:
        for child in element:
            yield from _text_boxes(child)
