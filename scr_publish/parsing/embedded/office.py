"""The words of Excel workbooks, PowerPoint slides and OpenDocument sheets: cells, hidden sheets, notes, comments.

Not a report's own format, so no structure is kept: a block a sheet's or slide's text, for the privacy checks."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from scr_publish.errors import UnreadableError
from scr_publish.parsing import limits

_PARTS = re.compile(
    r"(xl/sharedstrings|xl/workbook|xl/worksheets/sheet\d+|xl/(?:threaded)?comments/?\w*\d*|xl/comments\d+|xl/persons/\w+|"
    r"xl/externallinks/externallink\d+|xl/drawings/drawing\d+|xl/tables/table\d+|xl/pivotcache/pivotcachedefinition\d+|"
    r"xl/connections|ppt/slides/slide\d+|ppt/notesslides/notesslide\d+|ppt/comments/\w+|ppt/commentauthors|ppt/authors|"
    r"docprops/core|docprops/app|docprops/custom)\.xml|content\.xml|meta\.xml|styles\.xml",
    re.IGNORECASE,
)
_TEXT = frozenset({"t", "v", "f", "text", "creator", "lastModifiedBy", "title", "subject", "keywords", "description",
                   "Company", "Manager", "lpwstr", "p", "definedName", "initial-creator"})  # fmt: skip
_NAMED = {
    "sheet": ("name",),
    "person": ("displayName", "userId"),
    "cmAuthor": ("name", "initials"),
    "author": ("name",),
    "table": ("displayName",),
    "tableColumn": ("name",),
    "s": ("v",),
    "connection": ("name", "description"),
    "cNvPr": ("descr", "title"),
    "dbPr": ("connection", "command"),
}
"""Elements whose attributes hold words, and which."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)


def office_texts(data: bytes) -> list[tuple[str, str]] | None:
    """(where, text) of a workbook or slides; None where the data are neither. Raises UnreadableError."""
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
            if not any(name.startswith(("xl/", "ppt/")) for name in names) and not _is_odf_sheet(package):
                return None
            return list(_texts(package, names))
    except _DAMAGED:
        raise UnreadableError("DX104", "damaged") from None


def _is_odf_sheet(package: zipfile.ZipFile) -> bool:
    if "mimetype" not in package.namelist():
        return False
    kind = package.read("mimetype")[:100].decode("ascii", "replace")
    return "opendocument" in kind and "text" not in kind


def _texts(package: zipfile.ZipFile, names: list[str]) -> Iterator[tuple[str, str]]:
    total = 0
    for name in names:
        if not _PARTS.fullmatch(name):
            continue
        total += package.getinfo(name).file_size
        if total > limits.MAX_EMBEDDED_BYTES:
            raise UnreadableError("DX105", "over the limit")
        words = list(dict.fromkeys(_words(_root(package.read(name)))))
        for i in range(0, len(words), 200):
            yield name, "\n".join(words[i : i + 200])


def _root(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise UnreadableError("DX104", "damaged") from None


def _words(root: Any) -> Iterator[str]:
    """Texts that are more than a figure or a cell's reference."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        texts = [element.get(key, "") for key in _NAMED.get(name, ())]
        if name in _TEXT:
            texts.append(" ".join("".join(element.itertext()).split()))
        for text in texts:
            if re.search(r"[^\W\d_]{2}|\d{5}", text):
                yield text
