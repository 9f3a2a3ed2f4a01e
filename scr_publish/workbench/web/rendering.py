"""Pages from templates: what all of them know, and whether the whole page or a piece of it was asked for."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from scr_publish import __version__
from scr_publish.config import load_profile
from scr_publish.errors import ConfigError
from scr_publish.findings import shown
from scr_publish.reporting.grouping import FAMILY_TITLES
from scr_publish.reporting.html import style_tokens
from scr_publish.reporting.wording import plural
from scr_publish.workbench.services.actors import Act
from scr_publish.workbench.settings import MEGABYTE
from scr_publish.workbench.web import wording

FRAGMENT_HEADER = "X-Fragment"
"""The header with which our script asks for the changed pieces of a page and not for all of it."""
STATIC = {
    "workbench.css": "text/css; charset=utf-8",
    "triage.css": "text/css; charset=utf-8",
    "workbench.js": "text/javascript; charset=utf-8",
    "triage.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""The files that pages load, and what they are."""


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, or the pieces of it that the script asked for."""
    visit = getattr(request.state, "visit", None)
    known = {
        "visit": visit,
        "actor": visit.actor if visit else None,
        "csrf": visit.csrf if visit else "",
        "path": request.url.path,
        "mode": request.app.state.settings.mode,
        "archive": request.app.state.settings.archive is not None,
        "fragment": is_fragment(request),
    }
    text = _environment().get_template(template).render({**known, **values})
    return HTMLResponse(text, status_code=status)


def is_fragment(request: Request) -> bool:
    """Whether our script asks for pieces of a page."""
    return FRAGMENT_HEADER in request.headers


@cache
def static(name: str) -> bytes:
    """A file that pages load; the colours are those of the reports."""
    data = files(__package__).joinpath("static", name).read_bytes()
    return style_tokens().encode() + data if name == "workbench.css" else data


@cache
def address_of(name: str) -> str:
    """The address of a file that pages load, which changes with its content: browsers may keep it for good."""
    return f"/static/{hashlib.sha256(static(name)).hexdigest()[:12]}/{name}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("scr_publish.workbench.web"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day,
        "moment": moment,
        "shown": shown,
        "megabytes": megabytes,
        "profile_title": profile_title,
    }
    environment.globals |= {
        "Act": Act,
        "address_of": address_of,
        "families": {family.value: title for family, title in FAMILY_TITLES.items()},
        "plural": plural,
        "version_of_tool": __version__,
        "words": wording,
    }
    return environment


@cache
def profile_title(name: str) -> str:
    """The kind of review that a profile is for, in words; the name itself where the profile is not at hand."""
    try:
        return load_profile(name).title
    except ConfigError:
        return name


def moment(value: datetime | None) -> str:
    """A time as people of this machine's time zone say it."""
    return f"{day(value.astimezone())}, {value.astimezone():%H:%M}" if value else "–"


def day(value: date | None) -> str:
    """A date in words."""
    return f"{value.day} {value:%B %Y}" if value else "–"


def megabytes(size: int) -> str:
    """A size for people."""
    return f"{size / MEGABYTE:.3g} MB" if size >= MEGABYTE // 10 else f"{max(1, round(size / 1024)):,} kB"
