"""The cleaning itself, as the confined process does it: nothing but what it gives leaves that process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from scr_publish.errors import InputError
from scr_publish.parsing.isolated import NewFile
from scr_publish.parsing.opening import Input
from scr_publish.parsing.sniffing import TITLES, read_input
from scr_publish.rewriting.clean.report import Log

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


def clean_here(path: Path, folder: Path, _options: Mapping[str, Any]) -> NewFile:
    """The new file without what the draft hides, and the report of it: its `format`, what was `removed`, `left` and
    noted, and what a check of it still finds (`remaining`). It is checked in `folder`.

    Raises InputError (no such file, no cleaner for its format) and UnreadableError (it cannot be read)."""
    given = read_input(path)
    cleaner = _cleaner(given)
    log = Log()
    data = cleaner(given, log)
    new = folder / f"clean.{given.format}"
    new.write_bytes(data)
    return NewFile(data, {"format": given.format, **log.to_dict(), "remaining": _remaining(new)})


def _cleaner(given: Input) -> Callable[[Input, Log], bytes]:
    place = CLEANERS.get(given.format)
    if place is None:
        known = ", ".join(f".{name}" for name in CLEANERS)
        advice = _ADVICE.get(given.format, f"Formats that can be: {known}.")
        raise InputError(f"{given.name} is {TITLES[given.format]}, which cannot be cleaned. {advice}")
    module, _, name = place.partition(":")
    cleaner: Callable[[Input, Log], bytes] = getattr(import_module(module), name)
    return cleaner


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
