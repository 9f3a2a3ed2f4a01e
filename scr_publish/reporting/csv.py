"""The findings as CSV, for a spreadsheet or a machine."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from scr_publish.reporting.tables import Sheet, Value, findings

if TYPE_CHECKING:
    from scr_publish.assessment import Assessment

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(assessment: Assessment) -> str:
    """One row a finding."""
    return as_csv(findings(assessment))


def as_csv(sheet: Sheet) -> str:
    """A table as CSV: RFC 4180, UTF-8 with a byte order mark so that Excel reads it right.

    A value that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection): a draft is
    somebody else's text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(column.title for column in sheet.columns)
    writer.writerows([_safe(value) for value in row] for row in sheet.rows)
    return "\ufeff" + out.getvalue()


def _safe(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
