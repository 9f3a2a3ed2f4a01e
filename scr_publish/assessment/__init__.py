"""The assessment: all that one check found and decided about one document, and the one function that makes it.

What only reads assessments, or shows them, need not wait for the language tools: a name is imported when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scr_publish.assessment.assessing import check
    from scr_publish.assessment.decision import Decision
    from scr_publish.assessment.model import Assessment

__all__ = ["Assessment", "Decision", "check"]

_PLACES = {"check": "assessing", "Decision": "decision", "Assessment": "model"}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module “{__name__}” has no attribute “{name}”")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
