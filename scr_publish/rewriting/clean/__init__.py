"""A new file without what the draft hides; what shows on the page stays as it is.

One module a format, each a function `clean(given: Input, log: Log) -> bytes` in `CLEANERS`. The draft itself is never
written to, and is taken apart in a confined process, as for reading. The new file is read again there and checked, so
that what is left is said."""

from __future__ import annotations

import re
from pathlib import Path

from scr_publish.errors import InputError, UnreadableError
from scr_publish.parsing.isolated import Confined, Limits, NewFile
from scr_publish.rewriting.clean.cleaning import CLEANERS
from scr_publish.rewriting.clean.report import CleanReport
from scr_publish.rewriting.output import same_file, write_new


def clean(
    path: str | Path, output: str | Path | None = None, *, force: bool = False, limits: Limits | None = None
) -> CleanReport:
    """Write a new file without what the draft hides, and check it.

    Args:
        path: the draft.
        output: the new file; else the draft's name with `.clean` before its ending, beside it.
        force: write over a file of that name. The draft itself is never written over.
        limits: what the confined process may take.

    Returns:
        What went, what stays, and what a check of the new file still finds.

    Raises:
        InputError: no such file, a format without a cleaner, or a file that is in the way.
        UnreadableError: the draft cannot be read, or breaks what reads it.
    """
    path = Path(path)
    target = Path(output) if output is not None else None
    if target is not None:
        _check_free(target, path, force=force)
    with Confined("clean", path, limits=limits) as cleaning:
        new = cleaning.reply(NewFile)
    if new.report.get("format") not in CLEANERS:
        raise UnreadableError("DX111", f"{path.name} could not be read: the file broke its reader.")
    if target is None:
        target = _beside(path, new.report["format"])
        _check_free(target, path, force=force)
    write_new(new.data, target, force=force)
    return CleanReport.of(path.name, target, new.report)


def _check_free(target: Path, draft: Path, *, force: bool) -> None:
    """Raise InputError where the new file may not be written there."""
    if same_file(target, draft):
        raise InputError(f"{target} is the draft itself, which is never written over. Name another file.")
    if target.exists() and not force:
        raise InputError(f"{target} is there already. Name another file with --output, or write over it with --force.")


def _beside(draft: Path, format_: str) -> Path:
    """`report.clean.docx` for `report.docx`, and for `report.docm`: macros are gone."""
    stem = re.sub(r"\.clean\Z", "", draft.stem) if draft.suffix else draft.name
    return draft.with_name(f"{stem}.clean.{format_}")


__all__ = ["CLEANERS", "CleanReport", "clean"]
