"""The one function that redacts: check, choose, plan, write a new file, and make sure that it says what was planned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scr_publish.assessment import Assessment, check
from scr_publish.assessment.assessing import Progress
from scr_publish.config import CaseFile
from scr_publish.document import Document, Surface
from scr_publish.errors import InputError
from scr_publish.findings import Finding
from scr_publish.parsing.docx import parse_docx
from scr_publish.parsing.opening import Input, Options, sha256
from scr_publish.rewriting.output import same_file, write_new
from scr_publish.rewriting.redact.choosing import Choice
from scr_publish.rewriting.redact.docx import WordFile
from scr_publish.rewriting.redact.grammar import Edit
from scr_publish.rewriting.redact.plan import applied, edits_of
from scr_publish.rewriting.redact.report import Change, Left, RedactReport
from scr_publish.rules import Category

WORD = ".docx"
TEXT = (".txt", ".md")


def redact(
    path: str | Path,
    output: str | Path | None = None,
    *,
    case: CaseFile | str | Path | None = None,
    choice: Choice | None = None,
    profile: str | None = None,
    project: str | Path | None = None,
    model: str = "",
    force: bool = False,
    progress: Progress | None = None,
) -> RedactReport:
    """Write a new file with the accepted wording in place of what identifies.

    Args:
        path: the draft, in any format that can be checked. It is never changed.
        output: the new file: `.docx` where the draft is one, else `.txt` or `.md`; by default beside the draft, with
            `.redacted` before its ending.
        case: the Board's case file, loaded or as a path.
        choice: which findings are accepted; by default the blockers.
        profile, project, model: as for `check`.
        force: write over a file of that name; never over the draft.
        progress: called as the work goes on.

    Returns:
        What was replaced, and what was left with the reason.

    Raises:
        InputError: there is no such file, the new one is there already, or its ending does not fit.
        UnreadableError: the draft cannot be read.
        ConfigError: the case file, or what is to be accepted, is wrong.
    """
    path = Path(path)
    target = _target(path, Path(output) if output else None, force=force)
    assessment = check(path, case=case, profile=profile, project=project, model=model, progress=progress)
    document = assessment.document
    accepted = (choice or Choice()).accepted(assessment.findings)
    edits = edits_of(document, accepted)
    if target.suffix.lower() == WORD:
        if document.source.format != "docx":
            raise InputError(f"{path.name} is no Word file, whatever its name says. Name a new file that ends in .txt.")
        data, undone = _word(path, document, edits)
    else:
        edits, undone = (
            [e for e in edits if _is_in_text(document, e)],
            [e for e in edits if not _is_in_text(document, e)],
        )
        data = applied(document.text, edits).encode()
    report = _report(assessment, target, accepted, edits, undone)
    write_new(data, target, force=force)
    return report


def _target(path: Path, output: Path | None, *, force: bool) -> Path:
    """The new file's path. Raises InputError where it cannot be that."""
    is_word = path.suffix.lower() == WORD
    ending = path.suffix if is_word or path.suffix.lower() in TEXT else ".txt"
    target = output or path.with_name(f"{path.stem}.redacted{ending}")
    allowed = (WORD, *TEXT) if is_word else TEXT
    if target.suffix.lower() not in allowed:
        what = (
            "a PDF is not rewritten, only its text" if path.suffix.lower() == ".pdf" else "that format is not written"
        )
        raise InputError(f"{target}: {what}. Name a file that ends in {' or '.join(allowed)}.")
    if not target.parent.is_dir():
        raise InputError(f"{target}: cannot be written: there is no such folder.")
    if target.exists() and same_file(path, target):
        raise InputError(f"{target} is the draft itself, which is never changed. Name another file.")
    if target.exists() and not force:
        raise InputError(f"{target} is there already. Name another file, or write over it with --force.")
    return target


def _word(path: Path, document: Document, edits: Sequence[Edit]) -> tuple[bytes, list[Edit]]:
    """The new Word file, and the edits that could not be made. Raises InputError where the new file, read back, does
    not say what was planned: no file is better than a wrong one."""
    word = WordFile(path.read_bytes(), path.name)
    undone = word.apply(document, edits)
    data = word.to_bytes()
    planned = applied(document.text, [edit for edit in edits if edit not in undone])
    again = parse_docx(Input(path, path.name, data, sha256(data), "docx"), Options())
    if again.text.split() != planned.split():
        raise InputError(
            f"{path.name}: the new file would not say what was planned, so none was written. Write its text with "
            "--output NAME.txt instead, and tell us what kind of Word file it is."
        )
    return data, undone


def _is_in_text(document: Document, edit: Edit) -> bool:
    """Whether an edit's words are in the linear text, as all but the file's name are."""
    block = document.block_at(edit.start)
    return block is not None and block.surface is not Surface.FILE_NAME


_HIDDEN = "it is not on the page: `scr-publish clean` takes it out"
_REASONS = {
    Surface.METADATA: "it is in the file's properties: `scr-publish clean` takes it out",
    Surface.LINK: "it is in a link: `scr-publish clean` lists links",
    Surface.ALT_TEXT: "it is in the description of a picture: write it anew in Word",
    Surface.COMMENT: "it is the author of a comment: `scr-publish clean` takes comments out",
    Surface.FILE_NAME: "it is in the file's name: name the new file otherwise",
}


def _report(
    assessment: Assessment, target: Path, accepted: Sequence[Finding], edits: Sequence[Edit], undone: Sequence[Edit]
) -> RedactReport:
    document, made = assessment.document, [edit for edit in edits if edit not in undone]
    settled = {number for edit in made for number in edit.numbers}
    changes = tuple(
        Change(
            document.locate(edit.start, edit.end).where,
            accepted[edit.numbers[0]].rule.id,
            document.text[edit.start : edit.end],
            edit.new,
        )
        for edit in made
    )
    left = tuple(_left(finding) for number, finding in enumerate(accepted) if number not in settled)
    chosen = {id(finding) for finding in accepted}
    others = [
        f
        for f in assessment.findings
        if f.category is Category.PRIVACY and f.label and f.status == "open" and id(f) not in chosen and not f.document
    ]
    return RedactReport(
        assessment.document.source.name, target, changes, left, len(others), tuple(_notes(assessment, target))
    )


def _left(finding: Finding) -> Left:
    where = finding.location.where if finding.location else ""
    reason = "no wording can be given: write the sentence anew"
    if finding.rule.id == "PD114":
        reason = "it may be no name: decide, and put it right by hand"
    if finding.replacement:
        reason = _REASONS.get(finding.surface, "its place in the file cannot be written to")
        if finding.surface in (Surface.HIDDEN_TEXT, Surface.REVISION, Surface.EMBEDDED, Surface.ATTACHMENT):
            reason = _HIDDEN
    return Left(where, finding.rule.id, finding.excerpt, reason)


def _notes(assessment: Assessment, target: Path) -> list[str]:
    notes = []
    if assessment.document.source.format == "pdf":
        notes.append("a PDF is not rewritten: the new file is its text. Redact the Word file and make a new PDF of it")
    elif target.suffix.lower() != WORD and assessment.document.source.format not in ("txt", "md"):
        notes.append("the new file is the draft's text, hidden text included, without its layout")
    return [*notes, "read the new file: a changed word can ask for another change beside it; then check it again"]
