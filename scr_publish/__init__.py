"""Check whether a draft Serious Case Review report is ready to be published.

    >>> import scr_publish
    >>> assessment = scr_publish.check("draft.docx", case="case.toml")
    >>> assessment.decision
    <Decision.NOT_READY: 'not-ready'>

`check` is the whole product in one call; see its documentation. Importing this module loads nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scr_publish.assessment import Assessment, Decision, check

__version__ = "0.1.0"

__all__ = ["Assessment", "Decision", "__version__", "check"]


def __getattr__(name: str) -> Any:
    if name in ("Assessment", "Decision", "check"):
        from scr_publish import assessment

        return getattr(assessment, name)
    raise AttributeError(f"module “scr_publish” has no attribute “{name}”")
