"""How many pictures a file holds: asked for where a court order bears on pictures."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

_RASTERS = frozenset(
    (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".webp", ".heic", ".jp2", ".ico")
)
_FOLDERS = ("word/media/", "pictures/", "media/", "word/embeddings/")
_HTML = re.compile(rb"<(?:img|svg|image|picture|object|embed|video|canvas)\b|url\(\s*[\"']?data:image", re.IGNORECASE)
_MARKDOWN = re.compile(rb"!\[[^\]]*\]\s?[(\[]")
_RTF = re.compile(rb"\\pict\b")

FORM_DEPTH = 8
"""How deep forms inside forms of a PDF page are followed."""


def count_pictures(data: bytes, format_: str) -> int | None:
    """The number of pictures in a file that could be opened; None where the format does not let it be told."""
    counter = _COUNTERS.get(format_)
    return counter(data) if counter else None


def _in_package(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name.lower() for name in package.namelist()]
    return sum(name.startswith(_FOLDERS) and PurePath(name).suffix in _RASTERS for name in names)


def _in_pdf(data: bytes) -> int:
    import pypdfium2
    from pypdfium2 import raw

    count = 0
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            count += sum(1 for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=FORM_DEPTH))
            page.close()
    return count


def _matches(*patterns: re.Pattern[bytes]) -> Callable[[bytes], int]:
    return lambda data: sum(1 for pattern in patterns for _ in pattern.finditer(data))


_COUNTERS: dict[str, Callable[[bytes], int]] = {
    "txt": lambda _data: 0,
    "md": _matches(_MARKDOWN, _HTML),
    "html": _matches(_HTML),
    "rtf": _matches(_RTF),
    "docx": _in_package,
    "odt": _in_package,
    "pdf": _in_pdf,
}
"""Old Word files are not here: their pictures are known only once LibreOffice has read them."""
