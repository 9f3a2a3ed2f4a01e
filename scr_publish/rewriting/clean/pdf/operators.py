"""Which characters each text operator of a PDF shows, and where: pdfminer runs the operators, and tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

StreamKey = int | str
"""A form's object number, or "page" for a page's own operators."""

_MIDDLE = 0.3
"""Height of a letter's middle over its baseline, in ems."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One character as an operator shows it: what it stands for, its middle on the page (PDF's own coordinates), its
    size, and by how much it moves on, in thousandths of an em."""

    text: str
    x: float
    y: float
    size: float
    advance: float


@dataclass(slots=True)
class Run:
    """One run of one operator: a form that is drawn twice runs twice. `upright` is false for vertical writing."""

    characters: list[Shown] = field(default_factory=list)
    upright: bool = True


Runs = dict[tuple[StreamKey, int], list[Run]]
"""The runs of each operator, by its stream and its number among the stream's text operators."""


@dataclass(frozen=True, slots=True)
class PageRuns:
    """The runs of one page, and how many text operators each of its streams has."""

    runs: Runs
    counts: dict[StreamKey, int]


class _Recorder(PDFTextDevice):
    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.runs: Runs = {}
        self.counts: dict[StreamKey, int] = {}
        self.run: Run | None = None
        self.state: Any = None

    def render_char(
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, *_: Any
    ) -> float:
        """Note a character; gives by how much it moves on."""
        width = font.char_width(cid)
        if self.run is not None and fontsize:
            a, b, c, d, e, f = matrix
            x, y = width * fontsize * scaling / 2, _MIDDLE * fontsize + rise
            spacing = self.state.charspace + (self.state.wordspace if cid == 32 and not font.is_multibyte() else 0)
            size = abs(fontsize) * max((c * c + d * d) ** 0.5, 0.01)
            text = _text(font, cid)
            shown = Shown(text, a * x + c * y + e, b * x + d * y + f, size, 1000 * (width + spacing / fontsize))
            self.run.characters.append(shown)
            self.run.upright = not font.is_vertical()
        return float(width * fontsize * scaling)


def _text(font: Any, cid: int) -> str:
    try:
        return str(font.to_unichr(cid))
    except Exception:
        return ""


class _Interpreter(PDFPageInterpreter):
    device: _Recorder
    key: StreamKey = "page"
    count: int = 0

    def render_contents(self, resources: Any, streams: Sequence[Any], ctm: Any = (1, 0, 0, 1, 0, 0)) -> None:
        """Run a page's or a form's operators."""
        self.count = 0
        super().render_contents(resources, streams, ctm)

    def subinterp(self) -> _Interpreter:
        """The interpreter of a form."""
        inner: _Interpreter = super().subinterp()
        return inner

    def do_TJ(self, seq: Any) -> None:  # noqa: N802  (the operator's name)
        """Show text."""
        key = (self.key, self.count)
        self.count += 1
        self.device.counts[self.key] = max(self.count, self.device.counts.get(self.key, 0))
        run = Run()
        self.device.runs.setdefault(key, []).append(run)
        self.device.run, self.device.state = run, self.textstate
        try:
            super().do_TJ(seq)
        finally:
            self.device.run = None

    def execute(self, streams: Sequence[Any]) -> None:
        """Run operators. A stream with a subtype is a form; its number names it."""
        attributes = getattr(streams[0], "attrs", {}) if streams else {}
        if attributes.get("Subtype") is not None:
            self.key = int(getattr(streams[0], "objid", 0) or 0)
        super().execute(streams)


def text_runs(data: bytes) -> list[PageRuns]:
    """For each page, the runs of its text operators. Raises what pdfminer raises on a file that it cannot read."""
    manager = PDFResourceManager()
    out = []
    for page in PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(data)))):
        device = _Recorder(manager)
        device.set_ctm((1, 0, 0, 1, 0, 0))
        _Interpreter(manager, device).render_contents(page.resources, page.contents)
        out.append(PageRuns(device.runs, device.counts))
    return out
