"""A new file without what the draft hides; what shows on the page stays as it is.

One module a format, each a function `clean(given: Input, log: Log) -> bytes` in `CLEANERS`. The draft itself is never
written to. After writing, the new file is read again and checked, so that what is left is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from scr_publish.errors import InputError
from scr_publish.parsing.opening import Input
from scr_publish.parsing.sniffing import TITLES, read_input
from scr_publish.rewriting.clean.report import CleanReport, Log
from scr_publish.rewriting.output import same_file, write_new

CLEANERS: dict[str, str] = {
    "docx": "scr_publish.rewriting.clean.docx:clean_docx",
    "html": "scr_publish.rewriting.clean.html:clean_html",
    "rtf": "scr_publish.rewriting.clean.rtf:clean_rtf",
    "odt": "scr_publish.rewriting.clean.odt:clean_odt",
    "pdf": "scr_publish.rewriting.clean.pdf:clean_pdf",
}
"""The cleaner of each format: `clean(given, log)` gives the new file's bytes, and tells the log what went."""

_ADVICE = {
    "doc": "Save it as .docx, and clean that.",
    "txt": "It holds nothing but its text.",
    "md": "It holds nothing but its text: delete comments and tags in an editor.",
}


def clean(path: str | Path, output: str | Path | None = None, *, force: bool = False) -> CleanReport:
    """Write a new file without what the draft hides, and check it.

    Args:
        path: the draft.
        output: the new file; else the draft's name with `.clean` before its ending, beside it.
        force: write over a file of that name. The draft itself is never written over.

    Returns:
        What went, what stays, and what a check of the new file still finds.

    Raises:
        InputError: no such file, a format without a cleaner, or a file that is in the way.
        UnreadableError: the draft cannot be read.
    """
    given = read_input(Path(path))
    cleaner = _cleaner(given)
    target = Path(output) if output is not None else _beside(given)
    if same_file(target, given.path):
        raise InputError(f"{target} is the draft itself, which is never written over. Name another file.")
    if target.exists() and not force:
        raise InputError(f"{target} is there already. Name another file with --output, or write over it with --force.")
    log = Log()
    data = cleaner(given, log)
    write_new(data, target, force=force)
    return log.report(given.name, target, _remaining(target))


def _cleaner(given: Input) -> Callable[[Input, Log], bytes]:
    place = CLEANERS.get(given.format)
    if place is None:
        known = ", ".join(f".{name}" for name in CLEANERS)
        advice = _ADVICE.get(given.format, f"Formats that can be: {known}.")
        raise InputError(f"{given.name} is {TITLES[given.format]}, which cannot be cleaned. {advice}")
    module, _, name = place.partition(":")
    cleaner: Callable[[Input, Log], bytes] = getattr(import_module(module), name)
    return cleaner


def _beside(given: Input) -> Path:
    """`report.clean.docx` for `report.docx`, and for `report.docm`: macros are gone."""
    stem = re.sub(r"\.clean\Z", "", given.path.stem) if given.path.suffix else given.path.name
    return given.path.with_name(f"{stem}.clean.{given.format}")


def _remaining(path: Path) -> tuple[str, ...]:
    """What the hidden-content check still finds in the new file, in the rules' own words, without its text."""
    from scr_publish.checks.base import Subject, load
    from scr_publish.config import Project, load_profile
    from scr_publish.nlp.annotations import Annotations
    from scr_publish.parsing import open_document

    document = open_document(path)
    subject = Subject(document, Annotations(document, (), "none"), load_profile(), Project())
    found = [item.rule for item in load("scr_publish.checks.hidden:CHECKER").run(subject).findings]
    unread = [f"DX205 Part of the file could not be read: {p.detail}" for p in document.problems if p.rule == "DX205"]
    counted = {rule: found.count(rule) for rule in dict.fromkeys(found)}
    hidden = [f"{rule.id} {rule.title}" + (f" ({n} times)" if n > 1 else "") for rule, n in counted.items()]
    return (*hidden, *unread)


__all__ = ["CLEANERS", "CleanReport", "Log", "clean"]
