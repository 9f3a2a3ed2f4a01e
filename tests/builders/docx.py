"""Small Word files made from raw XML, for what python-docx cannot write."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"{default}><w:name w:val="{name}"/>{rest}</w:style>'
    for style, name, rest, default in (
        ("Normal", "Normal", "", ' w:default="1"'),
        ("Kop1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', ""),
        ("Kop2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', ""),
        ("Chapter", "Chapter of ours", '<w:basedOn w:val="Kop2"/>', ""),
        ("Unseen", "Unseen", "<w:rPr><w:vanish/></w:rPr>", ""),
        ("TOC1", "toc 1", "", ""),
        ("Caption", "caption", "", ""),
        ("Ring", "Ring", '<w:basedOn w:val="Ring"/>', ""),
    )
) + (
    '<w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)
"""Heading styles under Dutch ids, a style of the Board's own based on one, hidden ones, and one based on itself."""


def xml(name: str, inner: str) -> str:
    """A part with root `w:name` and every namespace declared."""
    return f"<w:{name} {_NAMESPACES}>{inner}</w:{name}>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    props = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{props}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph; content that is no markup becomes a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(item if item.startswith("<") else run(item) for item in content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def field(instruction: str, *result: str) -> str:
    """A complex field."""
    inner = "".join(item if item.startswith("<") else run(item) for item in result)
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{inner}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row; cells that are no markup become cells of one paragraph."""
    made = [item if item.startswith("<w:tc>") else cell(item) for item in cells]
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def cell(*content: str, properties: str = "") -> str:
    inner = "".join(item if item.startswith("<") else paragraph(item) for item in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def word_bytes(
    *body: str,
    parts: dict[str, str | bytes] | None = None,
    links: dict[str, tuple[str, str]] | None = None,
    styles: str = STYLES,
    main: str | None = None,
    core: str = "",
) -> bytes:
    """A Word file. `parts` are more parts by name under `word/` (or anywhere, with a slash in front); a part whose
    name is a relationship's kind (`footnotes`, `comments`, `numbering` …) is related to the body. `links` are
    relationships of the body by id: (kind, target), external where the target has a colon."""
    files: dict[str, str | bytes] = {
        "word/document.xml": main if main is not None else xml("document", f"<w:body>{''.join(body)}</w:body>"),
        "word/styles.xml": xml("styles", styles),
    }
    related = {f"rIdS{name}": (name, f"{name}.xml") for name in ("styles",)}
    for name, content in (parts or {}).items():
        path = name[1:] if name.startswith("/") else f"word/{name}"
        if "." not in name:
            path = f"word/{name}.xml"
            related[f"rIdS{name}"] = (name, f"{name}.xml")
        files[path] = content
    relationships = [_relationship(i, kind, target) for i, (kind, target) in {**related, **(links or {})}.items()]
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}">{"".join(relationships)}</Relationships>'
    )
    top = _relationship("rId1", "officeDocument", "word/document.xml")
    if core:
        files["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>'
        )
        top += f'<Relationship Id="rId2" Type="{_CORE}" Target="docProps/core.xml"/>'
    files.setdefault("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{top}</Relationships>')
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="bin" ContentType="application/x-bin"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/></Types>'
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, (2016, 1, 1, 0, 0, 0)), content)
    return packed.getvalue()


def word_file(folder: Path, *body: str, name: str = "draft.docx", **options: object) -> Path:
    """The same, written to a folder."""
    path = folder / name
    path.write_bytes(word_bytes(*body, **options))  # type: ignore[arg-type]
    return path


def _relationship(identity: str, kind: str, target: str) -> str:
    mode = ' TargetMode="External"' if ":" in target else ""
    return f'<Relationship Id="{identity}" Type="{_RELATIONSHIP}{kind}" Target="{target}"{mode}/>'
