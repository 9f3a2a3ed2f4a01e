"""What an answer is: a page to walk on from, a document to check, or neither; by its type and its name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from scr_publish.archive.sources.website.addresses import last_name
from scr_publish.archive.sources.website.data import website_data
from scr_publish.archive.sources.website.fetching import Answer

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_FILE_NAME = re.compile(r"filename\s*=\s*(?:\"([^\"]+)\"|([^;\s]+))", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w .,()'&+-]")
_LONGEST_NAME = 120


def names_document(address: str) -> bool:
    """Whether an address ends as a document's name does."""
    return _ending(last_name(address)) in website_data().endings


def promises_document(address: str, words: str) -> bool:
    """Whether an address, or the words of the link to it, promise a download."""
    data = website_data()
    return (
        names_document(address)
        or any(sign in address.lower() for sign in data.downloads.address)
        or data.words.search(words) is not None
    )


def is_page(answer: Answer) -> bool:
    return answer.kind in _PAGES


def is_document(answer: Answer) -> bool:
    """Whether an answer says that it is a document."""
    data = website_data()
    return answer.kind in data.documents or (
        answer.kind in data.unsaid.types and _ending(_said_name(answer)) in data.endings
    )


def file_name(answer: Answer) -> str:
    """The name that a reader's browser would give the file: safe on every system, with the ending of its type."""
    data = website_data()
    name = " ".join(_UNSAFE.sub(" ", _said_name(answer)).split()).strip(". ") or "document"
    stem, ending = PurePosixPath(name).stem, _ending(name)
    if ending not in data.endings:
        stem, ending = name, data.documents.get(answer.kind, "")
    return f"{stem[:_LONGEST_NAME]}{ending}"


def _said_name(answer: Answer) -> str:
    found = _FILE_NAME.search(answer.headers.get("content-disposition", ""))
    named = PurePosixPath((found[1] or found[2]).replace("\\", "/")).name if found else ""
    return named or last_name(answer.address)


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
