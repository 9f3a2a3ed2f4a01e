"""One module a page: its routes, and what its template is given."""

from fastapi import APIRouter

from scr_publish.workbench.web.pages import (
    accounts,
    archive,
    assets,
    changes,
    decisions,
    drawn,
    entry,
    files,
    gate,
    help_page,
    kept,
    names,
    progress,
    reviews,
    trail,
    triage,
    versions,
)

ROUTERS: tuple[APIRouter, ...] = tuple(
    module.router
    for module in (
        assets, entry, reviews, versions, progress, triage, decisions, names, drawn, changes, gate, files, trail, kept,
        accounts, archive, help_page,
    )
)  # fmt: skip
"""The routers of all pages."""
