"""The formats that an assessment can be written in, each made by its own module, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from scr_publish.assessment import Assessment
from scr_publish.errors import InputError


@dataclass(frozen=True)
class Format:
    """A format: its file's ending, and where the function lies that makes it, as `module:function`, from an
    `Assessment` to text or bytes."""

    ending: str
    made_by: str

    def make(self, assessment: Assessment) -> str | bytes:
        """The assessment in this format."""
        return _function(self.made_by)(assessment)


FORMATS = {
    "console": Format("txt", "scr_publish.reporting.console:to_console"),
    "json": Format("json", "scr_publish.reporting.json:to_json"),
    "html": Format("html", "scr_publish.reporting.html:to_html"),
    "csv": Format("csv", "scr_publish.reporting.csv:to_csv"),
    "xlsx": Format("xlsx", "scr_publish.reporting.xlsx:to_xlsx"),
}
"""The formats that need the assessment alone."""

_ANNOTATED_BY = {
    "docx": "scr_publish.reporting.annotated.docx:annotated_docx",
    "pdf": "scr_publish.reporting.annotated.pdf:annotated_pdf",
}
"""For each format of a draft, what annotates it: a function from an `Assessment` and the draft's path to bytes."""


def annotated(assessment: Assessment, original: Path) -> bytes:
    """A copy of the draft with the findings in it. Raises InputError where its format cannot be annotated."""
    source = assessment.document.source
    if source.format not in _ANNOTATED_BY:
        known = " and ".join(f".{name}" for name in _ANNOTATED_BY)
        raise InputError(f"{source.name}: only {known} drafts can be annotated; choose --format html for this one.")
    made = _function(_ANNOTATED_BY[source.format])(assessment, original)
    assert isinstance(made, bytes)
    return made


def _function(path: str) -> Callable[..., str | bytes]:
    module, _, name = path.partition(":")
    function: Callable[..., str | bytes] = getattr(import_module(module), name)
    return function
