"""The assessment as a spreadsheet: summary, findings, sections, trace, readability, process, names."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scr_publish.reporting.tables import Sheet, sheets

if TYPE_CHECKING:
    from scr_publish.assessment import Assessment

LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_TIME = datetime(1980, 1, 1)
"""The file's own date: the same assessment gives the same bytes."""
_FILLS = {
    "blocker": "#FBE9EA", "missing": "#FBE9EA", "broken": "#FBE9EA", "Not ready": "#FBE9EA", "High": "#FBE9EA",
    "review": "#FDF1DC", "empty": "#FDF1DC", "Needs review": "#FDF1DC", "Medium": "#FDF1DC",
    "Not checked": "#FDF1DC", "Ready": "#E5F4EA", "Low": "#E5F4EA",
}  # fmt: skip
"""Cells that say how grave something is, and their colour."""


def to_xlsx(assessment: Assessment) -> bytes:
    """The assessment as a workbook's bytes."""
    return workbook(sheets(assessment))


def workbook(tables: Iterable[Sheet]) -> bytes:
    """A workbook's bytes, a page for each table. Text is stored as text, never as a formula or a link, whatever it
    begins with."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"author": "scr-publish", "created": _TIME})
        head = book.add_format({"bold": True, "bg_color": "#E6EBF0", "border": 1, "border_color": "#C9D0D8"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        fills = {
            words: book.add_format({"bg_color": colour, "text_wrap": True, "valign": "top"})
            for words, colour in _FILLS.items()
        }
        for sheet in tables:
            _write(book.add_worksheet(sheet.title), sheet, head, body, fills)
    return out.getvalue()


def _write(page: Worksheet, sheet: Sheet, head: Format, body: Format, fills: dict[str, Format]) -> None:
    titled = any(column.title for column in sheet.columns)
    for i, column in enumerate(sheet.columns):
        page.set_column(i, i, column.width)
        if titled:
            page.write_string(0, i, column.title, head)
    if titled:
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    for r, row in enumerate(sheet.rows, 1 if titled else 0):
        for c, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(r, c, value[:LONGEST], fills.get(value, body))
            elif value is not None:
                page.write_number(r, c, value, body)
    page.set_landscape()
    page.fit_to_pages(1, 0)
