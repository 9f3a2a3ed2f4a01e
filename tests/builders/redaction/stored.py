"""The sheets that are kept in `tests/documents/redaction`, because their makers are not always there."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.builders.redaction.cases import Case, Sheet

FOLDER = Path(__file__).parents[2] / "documents" / "redaction"


def sheets() -> list[Sheet]:
    """All of them."""
    data = tomllib.loads((FOLDER / "cases.toml").read_text(encoding="utf-8"))
    return [
        Sheet(entry["maker"], tuple(Case(**case) for case in entry["cases"]), (FOLDER / f"{name}.pdf").read_bytes())
        for name, entry in data.items()
    ]
