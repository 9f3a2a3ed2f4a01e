"""From an `Assessment` to what the record keeps of it, as plain data: the assessment itself, the facts that the gate
asks for, and the reports, so that nobody has to check again to read one."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scr_publish.assessment import Assessment
from scr_publish.config import CaseFile, Profile
from scr_publish.document import Document
from scr_publish.workbench.services.views import FileKind

log = logging.getLogger("scr_publish")


@dataclass(frozen=True)
class Made:
    """What a check made: the assessment as JSON data, facts for the gate, and files as (kind, name, bytes)."""

    assessment: dict[str, Any]
    facts: dict[str, Any]
    files: tuple[tuple[FileKind, str, bytes], ...] = ()


def made_of(assessment: Assessment, draft: Path, profile: Profile, case: CaseFile | None) -> Made:
    """What is kept of a check."""
    made = assessment.to_dict()
    return Made(made, facts_of(made, profile, case), tuple(_files(assessment, made, draft)))


def facts_of(made: dict[str, Any], profile: Profile, case: CaseFile | None) -> dict[str, Any]:
    """What the gate needs to know of the check: what was not done, the process, its dates, the profile's demands."""
    dates = case.dates.model_dump(mode="json", exclude_none=True) if case else {}
    return {
        "unchecked": made["unchecked"],
        "process": [
            {key: step[key] or "" for key in ("id", "title", "status", "date", "detail")} for step in made["process"]
        ],
        "dates": dates,
        "profile": {"name": profile.name, "title": profile.title, "guidance": profile.guidance},
        "gate": profile.gate.model_dump(mode="json"),
    }


def _files(assessment: Assessment, made: dict[str, Any], draft: Path) -> list[tuple[FileKind, str, bytes]]:
    """What is kept beside the rows: the assessment, the text with its blocks, and the reports. A report that cannot be
    made is left out; the findings stand without it."""
    from scr_publish.reporting.formats import FORMATS, annotated
    from scr_publish.reporting.masking import masked

    stem = draft.stem
    out = [
        (
            FileKind.ASSESSMENT,
            f"{stem}.assessment.json",
            (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode(),
        ),
        (FileKind.TEXT, f"{stem}.text.json", json.dumps(text_of(assessment.document), ensure_ascii=False).encode()),
    ]
    reports: list[tuple[FileKind, str, Callable[[], str | bytes]]] = [
        (FileKind.REPORT, f"{stem}.assessment.html", lambda: FORMATS["html"].make(assessment)),
        (FileKind.SPREADSHEET, f"{stem}.assessment.xlsx", lambda: FORMATS["xlsx"].make(assessment)),
        (FileKind.MASKED_REPORT, "masked.assessment.html", lambda: FORMATS["html"].make(masked(assessment))),
        (FileKind.MASKED_SPREADSHEET, "masked.assessment.xlsx", lambda: FORMATS["xlsx"].make(masked(assessment))),
    ]
    if assessment.document.source.format in ("docx", "pdf"):
        reports.append((FileKind.ANNOTATED, f"{stem}.annotated{draft.suffix}", lambda: annotated(assessment, draft)))
    for kind, name, make in reports:
        try:
            report = make()
        except Exception as error:
            log.error("no %s made: %s", kind, type(error).__name__)  # noqa: TRY400 - a message may hold text of the draft
            continue
        out.append((kind, name, report.encode() if isinstance(report, str) else report))
    return out


def text_of(document: Document) -> dict[str, Any]:
    """A document's linear text and its blocks, as data."""
    blocks = [
        {
            "kind": block.kind.value,
            "start": block.start,
            "end": block.end,
            "level": block.level,
            "surface": block.surface.value,
            "page": block.page,
        }
        for block in document.blocks
    ]
    return {"text": document.text, "blocks": blocks}
