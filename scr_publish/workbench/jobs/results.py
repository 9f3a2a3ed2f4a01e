"""The outcome of a check, stored: findings as rows, files, facts. One transaction: a check is there whole or not at
all."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import delete, select

from scr_publish.workbench.jobs import queue
from scr_publish.workbench.jobs.making import Made
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import Record, RecordSession
from scr_publish.workbench.record.models import FindingRow, Review, StoredFile, Version, new_id, now
from scr_publish.workbench.record.vault import Box
from scr_publish.workbench.services import carrying
from scr_publish.workbench.services.versions import files
from scr_publish.workbench.services.views import FileKind, VersionStatus


def store(record: Record, job_id: str, worker: str, made: Made) -> None:
    """Store a check's outcome. Raises queue.Lost where the job belongs to another process by now."""
    with record.reading() as session:
        version = session.get_one(Version, queue.held(session, job_id, worker).version_id)
        box = session.box(version.key_id)
        review_box = session.box(session.get_one(Review, version.review_id).key_id)
    findings = made.assessment["findings"]
    rows = [_row(version.id, i, item, box, review_box) for i, item in enumerate(findings)]
    staged: list[files.Staged] = []
    try:
        for kind, name, data in made.files:
            staged.append(files.stage(record.files, box, kind, name, data))
        with record.writing() as session:
            _write(session, job_id, worker, made, rows, staged)
    finally:
        for item in staged:
            record.files.unstage(item.id)


def fail(record: Record, job_id: str, worker: str, message: str) -> None:
    """Store that a version could not be checked, and why. Raises queue.Lost."""
    with record.writing() as session:
        queue.give_up(session, queue.held(session, job_id, worker), message)


def _write(
    session: RecordSession,
    job_id: str,
    worker: str,
    made: Made,
    rows: list[FindingRow],
    staged: list[files.Staged],
) -> None:
    job = queue.held(session, job_id, worker)
    version = session.get_one(Version, job.version_id)
    box = session.box(version.key_id)
    session.execute(delete(FindingRow).where(FindingRow.version_id == version.id))
    session.add_all(rows)
    files.place(session, version.id, box, staged)
    known = made.assessment
    source = known["source"]
    version.status, version.failure, version.checked_at, version.last_used_at = (
        VersionStatus.CHECKED,
        None,
        now(),
        now(),
    )
    version.format, version.pages, version.words = source["format"], source["pages"], source["words"]
    version.decision, version.counts = known["decision"], known["counts"]
    version.profile, version.model, version.tool_version = known["profile"], known["model"], known["tool_version"]
    facts = made.facts | {"beside": _beside(session, version), "findings": len(rows)}
    version.facts = box.seal(json.dumps(facts).encode(), _place(version))
    queue.finish(job, queue.DONE)
    session.flush()
    gravest = {row.key: row.severity for row in sorted(rows, key=lambda row: carrying.GRAVITY.index(row.severity))}
    reopened = carrying.carry_over(session, version, gravest)
    audit.append(
        session,
        audit.PROGRAM,
        "version.checked",
        version.review_id,
        version=version.number,
        sha256=version.sha256,
        decision=version.decision,
        counts=version.counts,
        findings=len(rows),
        reopened=reopened,
        tool_version=version.tool_version,
        model=version.model,
        profile=version.profile,
    )


def _place(version: Version) -> str:
    return f"version.facts:{version.id}"


def _row(version_id: str, position: int, item: dict[str, Any], box: Box, review_box: Box) -> FindingRow:
    row_id = new_id()
    words = " ".join(item["excerpt"].split()).casefold()
    text = {key: item[key] or "" for key in _TEXTS} | {"evidence": item["evidence"]}
    row = FindingRow(
        id=row_id,
        version_id=version_id,
        position=position,
        key=review_box.digest(f"finding:{item['document'] or ''}:{item['fingerprint']}"),
        name_key=review_box.digest(f"name:{item['label']}:{words}") if item["label"] and words else "",
        rule=item["rule"],
        rule_name=item["rule_name"],
        category=item["category"],
        severity=item["severity"],
        label=item["label"] or "",
        surface=item["surface"],
        page=item["page"],
        start=item["source_start"],
        end=item["source_end"],
        boxes=item["boxes"],
        allowed=item["status"] != "open",
    )
    row.text = box.seal(json.dumps(text, ensure_ascii=False).encode(), row.place)
    return row


_TEXTS = ("message", "suggestion", "replacement", "excerpt", "where", "path", "document")
"""What of a finding may be the document's own words, or name its files."""


def _beside(session: RecordSession, version: Version) -> list[dict[str, str]]:
    """The companions and the case file, by their hashes: a certificate names them with the report."""
    kept = select(StoredFile).where(
        StoredFile.version_id == version.id, StoredFile.kind.in_((FileKind.COMPANION, FileKind.CASE))
    )
    found = session.scalars(kept.order_by(StoredFile.kind.desc(), StoredFile.position))
    return [{"kind": _KINDS[FileKind(item.kind)], "sha256": item.sha256} for item in found]


_KINDS = {FileKind.COMPANION: "companion", FileKind.CASE: "case file"}
