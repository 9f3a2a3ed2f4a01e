"""What a report says, on a terminal: the trace from recommendation to answer, the SMART parts, the balance."""

from __future__ import annotations

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from scr_publish.assessment import Assessment
from scr_publish.findings import TraceCell, shown

_CELL = 110
"""Characters of a sentence in a cell; the JSON has all of it."""

_PARTS = {"specific": "S", "measurable": "M", "assigned": "A", "relevant": "R", "timed": "T"}
"""The SMART parts (see `scr_publish.checks.content.smart`) by their letters."""


def content(assessment: Assessment) -> list[RenderableType]:
    """The balance and the trace table; nothing where the report has neither."""
    return [*_balance(assessment), *_trace(assessment)]


def _balance(assessment: Assessment) -> list[RenderableType]:
    share = assessment.balance
    if not share.words:
        return []
    line = Text.assemble(
        ("Balance: ", "bold"),
        f"{share.narrative:.0%} tells what happened, {share.analysis:.0%} explains, {share.forward:.0%} looks forward",
    )
    return [line, ""]


def _trace(assessment: Assessment) -> list[RenderableType]:
    """Recommendation by recommendation, with a sentence for each cell and the holes."""
    if not assessment.trace:
        return []
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 1, 0), show_lines=False)
    for title in ("Recommendation", "Action taken", "Impact", "Further action"):
        table.add_column(title, ratio=1, overflow="fold")
    described = {item.id: item for item in assessment.recommendations}
    for row in assessment.trace:
        item = described[row.recommendation]
        first = Text.assemble((row.recommendation + " ", "bold"), shown(row.text, _CELL))
        if item.is_question:
            first.append(" (a question for the Board)", "dim")
        elif item.smart:
            first.append(f" [{''.join(_part(name, there) for name, there in item.smart)}]", "dim")
        table.add_row(first, *(_cell(cells) for cells in (row.action, row.impact, row.future)))
    key = Text("[SMART]: a letter for each part that is there, “·” for a missing one, “?” where that is unclear", "dim")
    return [table, key, ""] if any(item.smart for item in assessment.recommendations) else [table, ""]


def _part(name: str, there: bool | None) -> str:
    if there is None:
        return "?"
    return _PARTS[name] if there else "·"


def _cell(cells: tuple[TraceCell, ...]) -> Text:
    """The first sentence of a cell, its file where it is a companion, and how many more there are."""
    if not cells:
        return Text("missing", "red")
    first = cells[0]
    text = Text(shown(first.text, _CELL))
    if first.document:
        text.append(f" ({first.document})", "dim")
    if len(cells) > 1:
        text.append(f" and {len(cells) - 1} more", "dim")
    return text
