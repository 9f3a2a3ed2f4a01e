"""Names of files and of places on a computer, as they turn up in links, fields and alternative text."""

from __future__ import annotations

import re

_FILE_NAME = re.compile(r".*\.(?:jpe?g|png|gif|bmp|tiff?|heic|webp|pdf|docx?|emf|wmf|svg)", re.IGNORECASE)
_LOCAL = re.compile(r"file:|smb:|\\\\|//[^/]|[a-z]:[\\/]|/(?:users|home|volumes|media|mnt|private)/", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"[^?#]*\.(?:docx?|docm|dotx?|dotm|xlsx?|xlsm|csv|pptx?|pdf|msg|eml|txt|rtf|odt|ods|mdb|accdb|jpe?g|png|tiff?)",
    re.IGNORECASE,
)


def is_file_name(text: str) -> bool:
    """Whether all of a text is the name of a picture's or document's file."""
    return bool(_FILE_NAME.fullmatch(text.strip()))


def is_local(target: str, *, beside: bool = True) -> bool:
    r"""Whether a target is on somebody's computer or network (`C:\…`, `\\server\…`, `file:`), and not on the web.
    `beside` counts files in a folder beside the document too: ordinary on a web page, not in a Word file."""
    target = target.strip().strip('"').replace("%5C", "\\").replace("%5c", "\\")
    if _LOCAL.match(target):
        return True
    relative = beside and not _SCHEME.match(target) and not target.startswith(("#", "www."))
    return relative and bool(_DOCUMENT.fullmatch(target))
