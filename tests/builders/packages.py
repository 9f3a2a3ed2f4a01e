"""Zip packages for tests: whole, hostile and broken ones."""

from __future__ import annotations

import io
import zipfile

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of the parts, in order; `mimetype` is stored, the rest packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name), data, stored)
    return buffer.getvalue()


def word_package(document: str, **more: str | bytes) -> bytes:
    """A package that looks like a Word file, its main part as given."""
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document, **more})


def odt(
    body: str, *, styles: str = "", automatic: str = "", meta: str = "", page: str = "", **more: str | bytes
) -> bytes:
    """An OpenDocument text: the content of `office:text`, of the style and metadata parts."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
            ("svg", "svg-compatible"), ("form", "form"), ("meta", "meta"),
        )
    )  # fmt: skip
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {spaces}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{page}</office:master-styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>",
            **more,
        }
    )
