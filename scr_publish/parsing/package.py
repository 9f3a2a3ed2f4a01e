"""Zip packages (Word, OpenDocument): what they are, and whether they may be opened.

Everything is looked at before any parser runs: sizes from the zip's directory, then every XML part through a reader
that keeps no tree. `zipfile` never gives more bytes than an entry declares, so an entry that lies about its size comes
out as damaged, not as large. Nothing is unpacked to the disk."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from scr_publish.errors import UnreadableError
from scr_publish.parsing import limits

_ODF_KINDS = {
    "spreadsheet": "a spreadsheet (.ods)",
    "presentation": "a set of slides (.odp)",
    "graphics": "a drawing (.odg)",
    "text-web": "a web page of LibreOffice",
}
_FOLDERS = {
    "xl/": "an Excel workbook (.xlsx)",
    "ppt/": "a set of PowerPoint slides (.pptx)",
    "visio/": "a Visio drawing",
}
_XML_NAME = re.compile(r"\.(?:xml|rels)\Z", re.IGNORECASE)


def package_format(name: str, data: bytes) -> str:
    """`docx` or `odt`, with the package found safe to open.

    Raises UnreadableError: of another kind (DX102), encrypted (DX103), damaged (DX104), over a limit (DX105), hostile
    (DX106)."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_directory(name, package)
            format_ = _kind(name, package)
            for entry in package.infolist():
                if _XML_NAME.search(entry.filename):
                    _check_xml(name, entry.filename, package.read(entry))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError):
        raise UnreadableError(
            "DX104", f"{name} is damaged: its zip package is cut short or broken. Save the draft again and check that."
        ) from None
    return format_


def _check_directory(name: str, package: zipfile.ZipFile) -> None:
    """The limits that the zip's own directory shows."""
    entries = package.infolist()
    if len(entries) > limits.MAX_ENTRIES:
        raise UnreadableError("DX105", f"{name} holds {len(entries)} parts; the limit is {limits.MAX_ENTRIES}.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError("DX103", f"{name} is encrypted. Take the password off and check that copy.")
    if any(_leads_out(entry) for entry in entries):
        raise UnreadableError("DX106", f"{name} is built to do harm: a part of it leads out of it. Do not open it.")
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > limits.RATIO_FREE_BYTES and entry.file_size > limits.MAX_ENTRY_RATIO * packed:
            raise UnreadableError(
                "DX106",
                f"{name} holds a part that unpacks to {entry.file_size // packed} times its size. Do not open it.",
            )
        if _XML_NAME.search(entry.filename) and entry.file_size > limits.MAX_XML_BYTES:
            raise UnreadableError("DX105", f"{name} holds a part over {limits.MAX_XML_BYTES // limits.MEGABYTE} MB.")
    if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED_BYTES:
        size = limits.MAX_UNPACKED_BYTES // limits.MEGABYTE
        raise UnreadableError("DX105", f"{name} unpacks to over {size} MB. Make the pictures in it smaller.")


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    """Whether whoever unpacks the entry might write elsewhere: a name that climbs or names a drive, or a link. Names
    with backslashes and from the root come from honest programs too, and nothing here is unpacked to the disk."""
    steps = re.split(r"[/\\]", entry.filename)
    return ".." in steps or re.match(r"[A-Za-z]:", steps[0]) is not None or stat.S_ISLNK(entry.external_attr >> 16)


def _kind(name: str, package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "mimetype" in names:
        return _odf_kind(name, package)
    if "[Content_Types].xml" in names:
        for folder, kind in _FOLDERS.items():
            if any(entry.startswith(folder) for entry in names):
                raise UnreadableError("DX102", f"{name} is {kind}, not a report. Save the text as .docx or .pdf.")
        if any(entry.lower().startswith("word/") for entry in names):
            return "docx"
    if any(entry.startswith("Index/") and entry.endswith(".iwa") for entry in names):
        raise UnreadableError(
            "DX102", f"{name} is a Pages, Numbers or Keynote file. Export the draft as .docx or .pdf."
        )
    raise UnreadableError("DX102", f"{name} is a zip archive. Unpack it and check the draft that is in it.")


def _odf_kind(name: str, package: zipfile.ZipFile) -> str:
    entry = package.getinfo("mimetype")
    kind = package.read(entry).decode("ascii", "replace").strip() if entry.file_size < 200 else ""
    found = re.fullmatch(r"application/vnd\.oasis\.opendocument\.([a-z-]+)", kind)
    if found and found[1] in ("text", "text-template", "text-master"):
        if "META-INF/manifest.xml" in package.namelist() and b"encryption-data" in package.read(
            "META-INF/manifest.xml"
        ):
            raise UnreadableError("DX103", f"{name} is encrypted. Take the password off and check that copy.")
        return "odt"
    what = (
        "an e-book (.epub)" if "epub" in kind else _ODF_KINDS.get(found[1], "not a text") if found else "a zip archive"
    )
    raise UnreadableError("DX102", f"{name} is {what}, not a report. Save the text as .odt, .docx or .pdf.")


class _HostileXml(Exception):  # noqa: N818 - a signal out of expat's callbacks, never seen outside this module
    """An XML part that declares entities, or nests too deep."""


def _check_xml(name: str, part: str, data: bytes) -> None:
    """Read an XML part without keeping it: no document type (neither OOXML nor ODF has one, and entities come no other
    way), no element too deep, well formed to the end."""
    parser = expat.ParserCreate()
    depth = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.MAX_XML_DEPTH:
            raise _HostileXml("nests its elements too deep")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_arguments: object) -> None:
        raise _HostileXml("declares entities that draw in or multiply text")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except _HostileXml as found:
        raise UnreadableError("DX106", f"{name} is built to do harm: a part of it {found}. Do not open it.") from None
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two from an encoding that nobody knows
        line = f" (line {error.lineno})" if isinstance(error, expat.ExpatError) else ""
        raise UnreadableError(
            "DX104",
            f"{name} is damaged: the part {shown_name(part)} breaks off or is no XML{line}. "
            "Save the draft again and check that.",
        ) from None


def shown_name(name: str) -> str:
    """A name from inside a file, fit to print: no control characters, not too long."""
    return re.sub(r"[^\w./\[\]-]", "?", name)[:60]
