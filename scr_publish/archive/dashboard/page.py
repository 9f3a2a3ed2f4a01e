"""The dashboard as one self-contained page: templates, the house's style, the charts' library and the data in it.

The page loads nothing from anywhere; its content security policy allows its own style and scripts, by their digests,
and nothing else. Without scripts the figures and the worst reports can be read all the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from scr_publish import __version__
from scr_publish.archive.dashboard import tables, views
from scr_publish.archive.dashboard.figures import Figures
from scr_publish.archive.dashboard.naming import Naming
from scr_publish.archive.dashboard.tables import Field
from scr_publish.reporting.html.self_contained import page_environment, policy_of
from scr_publish.reporting.tables import Sheet, Value
from scr_publish.rules import catalogue

ROWS = 25
"""Rows of a table that are shown at a time, and those that are there without the script."""


@dataclass(frozen=True)
class TableView:
    """A table that sorts and filters: `place` is its id on the page, `short` its name among the links at the top,
    `empty` what stands in place of no rows, `aside` the column that is shown small below the first."""

    place: str
    short: str
    title: str
    note: str
    empty: str
    sheet: Sheet
    aside: int | None = None

    @property
    def shown(self) -> list[tuple[int, Field]]:
        """The columns that the page shows, with their places in a row."""
        return [(i, c) for i, c in enumerate(self.sheet.columns) if isinstance(c, Field) and c.on_page]

    def data(self) -> dict[str, Any]:
        """The table as the script takes it."""
        fields = [
            {"title": c.title, "kind": c.kind, "shown": c.on_page, "narrow": c.narrow, "choice": c.choice}
            for c in self.sheet.columns
            if isinstance(c, Field)
        ]
        return {"fields": fields, "rows": self.sheet.rows, "aside": self.aside}


def policy() -> str:
    """The page's content security policy: its own style and scripts."""
    return policy_of((_style(),), (_library(), _script()))


def to_html(figures: Figures, *, masked: bool = False, links: Mapping[str, str] | None = None) -> str:
    """The page, the same for the same figures, byte for byte. `links` (words, addresses) stand at its top."""
    naming = Naming(masked)
    charts = views.charts(figures)
    shown = _tables(figures, naming)
    headline, decision = views.headline(figures)
    sheets = {sheet.title: sheet for sheet in tables.sheets(figures, naming)}
    return (
        page_environment("scr_publish.archive.dashboard")
        .get_template("dashboard.html")
        .render(
            headline=headline,
            decision=decision,
            sources=[naming.source(item.scan.source) for item in figures.news],
            last=figures.scans[-1] if figures.scans else None,
            tiles=views.tiles(figures),
            steps=views.to_do(figures),
            charts=charts,
            tables=shown,
            sheets=sheets,
            scans=sheets.get("Scans"),
            first=all(item.first for item in figures.news),
            masked=masked,
            links=links or {},
            rows=ROWS,
            tone=tone,
            version=__version__,
            data=_script_data(
                {
                    "size": ROWS,
                    "tones": _TONES,
                    "tables": {table.place: table.data() for table in shown},
                    "charts": {chart.id: chart.data for chart in charts},
                    "details": _details(figures),
                }
            ),
            style=Markup(_style()),  # noqa: S704 - our own file
            library=Markup(_library()),  # noqa: S704 - our own file
            script=Markup(_script()),  # noqa: S704 - our own file
            policy=policy(),
        )
    )


def _tables(figures: Figures, naming: Naming) -> list[TableView]:
    made = [
        TableView(
            "reports", "Reports", "Reports, worst first",
            "Leaks count what gives somebody away; “Details” says which rules a report breaks.",
            "The store holds no report yet.", tables.reports(figures, naming), tables.TITLE,
        ),
        TableView(
            "changes", "Changes", "What changed, and what is wrong",
            "Since the scan before: what is new, changed, gone or back; and what has been wrong for longer.",
            "Nothing has changed since the scan before, and nothing is wrong.", tables.changes(figures, naming),
        ),
        TableView(
            "availability", "Availability", "Availability",
            "When each report of the website was seen to be there, and until when it must be.",
            "", tables.stays(figures, naming),
        ),
        TableView(
            "versions", "Versions", "Redacted and unredacted",
            "Documents that show what another version of them leaves out.", "", tables.versions(figures, naming),
        ),
        TableView(
            "unchecked", "Not checked", "Not checked",
            "What was not read has not been checked, and does not count as passed.", "",
            tables.unchecked(figures, naming),
        ),
    ]  # fmt: skip
    return [table for table in made if table.sheet.rows or table.empty]


def _details(figures: Figures) -> dict[str, Any]:
    """For each report the blockers by rule, and the titles of those rules."""
    known = sorted({rule for report in figures.reports for rule in report.rules})
    return {
        "rules": {rule: catalogue()[rule].title for rule in known if rule in catalogue()},
        "reports": [list(report.rules.items()) for report in figures.reports],
    }


_TONES = {
    "High": "missing", "Medium": "empty", "Low": "present", "Not ready": "missing", "Needs review": "empty",
    "Ready": "present", "Not checked": "empty", "Should be down": "missing", "Gone too early": "missing",
    "May give somebody away": "missing", "Broken link": "empty", "Not linked": "empty", "Not fetched": "empty",
    "Not seen as a whole": "empty", "blocker": "missing", "review": "empty", "There": "present", "Stopped": "empty",
}  # fmt: skip
"""Words that say how grave something is, and the house's class for their colour."""


def tone(value: Value) -> str:
    """The class of a badge. One with several words has the colour of its first, the gravest."""
    return _TONES.get(str(value).partition(", ")[0], "")


def _script_data(data: dict[str, Any]) -> Markup:
    """Data as JSON that no content can break out of: it holds no “<”."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704 - escaped here


@cache
def _style() -> str:
    """The house's colours and style, with what the dashboard has besides."""
    house = files("scr_publish.reporting.html").joinpath("templates")
    return "".join(house.joinpath(name).read_text(encoding="utf-8") for name in _HOUSE) + _asset(
        "templates", "dashboard.css"
    )


_HOUSE = ("tokens.css", "page.css")


@cache
def _library() -> str:
    return _asset("vendor", "chart.umd.min.js")


@cache
def _script() -> str:
    return _asset("templates", "tables.js") + _asset("templates", "charts.js")


def _asset(*place: str) -> str:
    return files(__package__).joinpath(*place).read_text(encoding="utf-8")
