"""What a page's text is made of, between its lines and the document's blocks."""

from __future__ import annotations

from dataclasses import dataclass

from scr_publish.document import Cell, Kind, Surface
from scr_publish.parsing.pdf.paragraphs import Paragraph


@dataclass(slots=True, eq=False)
class Element:
    """One block to be: its lines, what it is, where a person and a machine find it, and the rule
    that its being there breaks."""

    kind: Kind
    paragraph: Paragraph
    surface: Surface = Surface.VISIBLE
    level: int = 0
    cell: Cell | None = None
    where: str = ""
    path: str = ""
    rule: str = ""

    @property
    def page(self) -> int:
        return self.paragraph.page
