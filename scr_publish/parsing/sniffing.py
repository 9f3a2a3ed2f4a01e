"""What a file is, by its content; its name only tells Markdown from plain text."""

from __future__ import annotations

import re
from pathlib import Path

from scr_publish.document import Problem
from scr_publish.errors import InputError, UnreadableError
from scr_publish.parsing.limits import MAX_FILE_BYTES, MAX_TEXT_BYTES, MEGABYTE
from scr_publish.parsing.ole import ole_format
from scr_publish.parsing.opening import Input, sha256
from scr_publish.parsing.package import package_format

EXTENSIONS = {
    "txt": {".txt", ".text", ""},
    "md": {".md", ".markdown"},
    "html": {".html", ".htm", ".xhtml"},
    "docx": {".docx", ".docm", ".dotx", ".dotm"},
    "pdf": {".pdf"},
    "odt": {".odt", ".ott"},
    "rtf": {".rtf"},
    "doc": {".doc", ".dot"},
}
"""The endings that each format's files may have."""

TITLES = {
    "txt": "plain text",
    "md": "Markdown text",
    "html": "a web page (HTML)",
    "docx": "a Word file (.docx)",
    "pdf": "a PDF",
    "odt": "an OpenDocument text (.odt)",
    "rtf": "a rich text file (RTF)",
    "doc": "an old Word file (.doc)",
}
"""Each format in words."""

_OTHER_KINDS = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a bitmap picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"%!PS", "a PostScript file"),
    (b"{\\urtf", "an RTF variant that no program writes any more"),
    (b"\xffWPC", "a WordPerfect file"),
)
"""Other files by their first bytes, named so that the person knows what was picked up by mistake."""

_PICTURES = "Check the draft itself; a picture of text holds no text that can be checked."
_HTML = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(rb"<(?:p|div|h[1-6]|table|ul|ol|span|body|meta)(?:\s[^<>]{0,500})?>", re.IGNORECASE)
_MAIL = re.compile(
    rb"\A(?:(?:From|To|Subject|Received|Return-Path|MIME-Version|Date|Message-ID|X-[\w-]+):[^\r\n]*\r?\n"
    rb"(?:[ \t][^\r\n]*\r?\n)*){3}",
    re.IGNORECASE,
)
_PDF_HEADER_WITHIN = 1024
"""Acrobat takes a PDF whose header stands anywhere in the first kilobyte (PDF reference 1.7, appendix H)."""


def read_input(path: Path) -> Input:
    """Read a file and find its format.

    Raises InputError where there is no such file, and UnreadableError where it is empty (DX101), of an unknown kind
    (DX102), encrypted (DX103), damaged (DX104), over a limit (DX105) or hostile (DX106). A name that says another
    format than the content comes back as a DX109 problem.
    """
    data = _read(path)
    format_ = format_of(path, data)
    if format_ in ("txt", "md", "html", "rtf") and len(data) > MAX_TEXT_BYTES:
        raise UnreadableError("DX105", f"{path.name} is over {MAX_TEXT_BYTES // MEGABYTE} MB of text. Split it.")
    return Input(path, path.name, data, sha256(data), format_, _name_problems(path, format_))


def _read(path: Path) -> bytes:
    """The file's bytes, its size looked at first."""
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder. Name one file: the draft.")
        if not path.exists():
            raise InputError(f"There is no file {path}. Check the name and the folder.")
        if not path.is_file():
            raise InputError(f"{path} is not a file. Name the draft itself.")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise UnreadableError(
                "DX105",
                f"{path.name} is {size // MEGABYTE} MB; the limit is {MAX_FILE_BYTES // MEGABYTE} MB. "
                "Make the pictures in it smaller, or split the draft.",
            )
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except PermissionError:
        raise InputError(f"You may not read {path}. Ask for access to the file, or check a copy.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be opened ({type(error).__name__}). Check the name.") from None
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableError("DX105", f"{path.name} is over {MAX_FILE_BYTES // MEGABYTE} MB. Split the draft.")
    return data


def format_of(path: Path, data: bytes) -> str:
    """The format of a file's bytes. Raises UnreadableError as `read_input` does."""
    if not data.strip(b"\x00 \t\r\n\v\f\xef\xbb\xbf\xff\xfe"):
        what = "only white space" if data else "nothing"
        raise UnreadableError("DX101", f"{path.name} is empty: it holds {what}. Save the draft again and check that.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return package_format(path.name, data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return ole_format(path.name, data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN] and _is_pdf(data):
        return "pdf"
    _refuse_other(path, data)
    return _text_format(path, data)


def _is_pdf(data: bytes) -> bool:
    """Whether the header is a PDF's own: at the very start, or with a PDF's objects after it, so that a text about
    PDF files is text."""
    return data.startswith(b"%PDF-") or b" obj" in data[:MEGABYTE] or b"startxref" in data[-2048:]


def _refuse_other(path: Path, data: bytes) -> None:
    """Raise DX102 for the kinds of file that are known and that hold no report."""
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:64]):
            advice = _PICTURES if "picture" in kind else "Check the draft itself, as .docx or .pdf."
            raise UnreadableError("DX102", f"{path.name} is {kind}, not a report. {advice}")
    if path.suffix.lower() in (".eml", ".msg") or _MAIL.match(data[:8000]):
        raise UnreadableError(
            "DX102", f"{path.name} is an e-mail. Save the attached draft to a folder and check that file."
        )
    if data[4:12] in (b"ftypheic", b"ftypmp42", b"ftypisom", b"ftypM4A "):
        raise UnreadableError("DX102", f"{path.name} is a photograph or recording, not a report. {_PICTURES}")


def _text_format(path: Path, data: bytes) -> str:
    suffix = path.suffix.lower()
    if suffix in EXTENSIONS["md"]:
        return "md"
    head = data[:100_000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    if suffix in EXTENSIONS["html"] and _HTML_TAG.search(head):
        return "html"
    return "txt"


def _name_problems(path: Path, format_: str) -> tuple[Problem, ...]:
    """DX109 where the name's ending is that of another format. Text has many endings: only a known one is wrong."""
    suffix = path.suffix.lower()
    if suffix in EXTENSIONS[format_]:
        return ()
    known = any(suffix in endings for endings in EXTENSIONS.values())
    if format_ == "txt" and not known:
        return ()
    ending = f"ends in {suffix}" if suffix else "has no ending"
    return (Problem("DX109", f"the name {ending}, the content is {TITLES[format_]}"),)
