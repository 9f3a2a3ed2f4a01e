"""The dashboard of an archive: one page, a workbook or a table, made from the store of its scans."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scr_publish.archive.dashboard.figures import Figures, figures
from scr_publish.archive.store.reading import reading

__all__ = ["dashboard", "page_policy", "spreadsheet", "table"]


def dashboard(store_path: str | Path, *, masked: bool = False, links: Mapping[str, str] | None = None) -> str:
    """The dashboard as one self-contained HTML page; `masked` without anything that may identify. `links` (words,
    addresses) stand at its top where it is part of something. Raises InputError where the path is no store."""
    from scr_publish.archive.dashboard.page import to_html

    return to_html(_figures(store_path), masked=masked, links=links or {})


def page_policy() -> str:
    """The content security policy of the page, for a server that sends it."""
    from scr_publish.archive.dashboard.page import policy

    return policy()


def spreadsheet(store_path: str | Path, *, masked: bool = False) -> bytes:
    """The dashboard's tables as an XLSX workbook. Raises InputError."""
    from scr_publish.archive.dashboard.naming import Naming
    from scr_publish.archive.dashboard.tables import sheets
    from scr_publish.reporting.xlsx import workbook

    return workbook(sheets(_figures(store_path), Naming(masked)))


def table(store_path: str | Path, *, masked: bool = False) -> str:
    """The reports, worst first, as CSV. Raises InputError."""
    from scr_publish.archive.dashboard.naming import Naming
    from scr_publish.archive.dashboard.tables import reports
    from scr_publish.reporting.csv import as_csv

    return as_csv(reports(_figures(store_path), Naming(masked)))


def _figures(store_path: str | Path) -> Figures:
    with reading(store_path) as reader:
        return figures(reader)
