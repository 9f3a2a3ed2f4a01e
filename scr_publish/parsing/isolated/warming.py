"""Two small files of our own, read once by a process that will fork: what parsers load and build at their first file is
then there for every reader."""

from __future__ import annotations

import tempfile
from pathlib import Path

_WORDS = "A fictional page that warms the parsers."
_DRAWN = f"BT /F1 12 Tf 72 720 Td ({_WORDS}) Tj ET\n72 700 300 20 re S\n"
_OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    f"<< /Length {len(_DRAWN)} >>\nstream\n{_DRAWN}endstream",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
)


def warm() -> None:
    """Read both."""
    from scr_publish.parsing.opening import open_document

    with tempfile.TemporaryDirectory(prefix="scr-publish-") as folder:
        place = Path(folder)
        (place / "warming.pdf").write_bytes(_pdf())
        _write_docx(place / "warming.docx")
        for path in sorted(place.iterdir()):
            open_document(path)


def _pdf() -> bytes:
    """A page with a line of text and a box (ISO 32000-1, 7.5)."""
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(_OBJECTS, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(_OBJECTS) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode("ascii")


def _write_docx(path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Fictional", 1)
    document.add_paragraph(_WORDS)
    document.add_table(1, 1).cell(0, 0).text = _WORDS
    document.save(str(path))
