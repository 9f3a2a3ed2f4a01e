"""Make the sheets of programs that are not always there: Chromium, LibreOffice, Ghostscript and cairo.

With those programs and `pip install cairocffi`, `python -m tests.builders.redaction.make_stored` writes
`tests/documents/redaction/*.pdf` and `cases.toml` anew. The tests read what is stored."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.builders.redaction import with_content_streams, with_reportlab
from tests.builders.redaction.cases import AFTER, BEFORE, PROSE, SECRET, Case, Sheet
from tests.builders.redaction.stored import FOLDER

_STYLE = """
<style>@page{size:595px 842px;margin:0} body{margin:0;font:15px 'Liberation Serif',serif}
section{height:820px;padding:60px;box-sizing:border-box;page-break-after:always;position:relative}
.r{position:relative;display:inline-block}
.b{position:absolute;left:-1px;right:-1px;top:0;bottom:0}</style>
"""
_RECT = '<rect width="9" height="9" fill="#300"/></svg></span>'
_HTML: tuple[tuple[str, str, str], ...] = (
    ("black highlight", f'<span style="background:#000;color:#000">{SECRET}</span>', SECRET),
    ("black box over it", f'<span class=r>{SECRET}<i class=b style="background:#000"></i></span>', SECRET),
    ("white box over it", f'<span class=r>{SECRET}<i class=b style="background:#fff"></i></span>', SECRET),
    ("grey box over it", f'<span class=r>{SECRET}<i class=b style="background:#777"></i></span>', SECRET),
    ("rounded box over it", f'<span class=r>{SECRET}<i class=b style="background:#222;border-radius:3px"></i></span>', SECRET),
    ("dark see-through box", f'<span class=r>{SECRET}<i class=b style="background:rgba(0,0,0,.75)"></i></span>', SECRET),
    ("gradient over it", f'<span class=r>{SECRET}<i class=b style="background:linear-gradient(90deg,#111,#555)"></i></span>', SECRET),
    (
        "drawing over it",
        f'<span class=r>{SECRET}<svg class=b viewBox="0 0 9 9" preserveAspectRatio="none" width=100% height=100%>{_RECT}',
        SECRET,
    ),
    ("white words", f'<span style="color:#fff">{SECRET}</span>', SECRET),
    ("clear words", f'<span style="color:rgba(0,0,0,0)">{SECRET}</span>', SECRET),
    ("words of one pixel", f'<span style="font-size:1px">{SECRET}</span>', SECRET),
    ("yellow highlight", f'<mark>{SECRET}</mark>', ""),
    ("see-through highlight", f'<span class=r>{SECRET}<i class=b style="background:rgba(255,255,0,.3)"></i></span>', ""),
    ("frame", f'<span style="border:2px solid #000">{SECRET}</span>', ""),
    ("struck out", f"<s>{SECRET}</s>", ""),
    ("underlined", f"<u>{SECRET}</u>", ""),
    ("white on black", f'<span style="background:#000;color:#fff">{SECRET}</span>', ""),
    ("bar with nothing under it", '<span style="background:#000;display:inline-block;width:90px;height:14px"></span>', ""),
    ("shadowed words", f'<span style="text-shadow:1px 1px 2px #999">{SECRET}</span>', ""),
    (
        "shaded table",
        '<table border=1 style="border-collapse:collapse">'
        + '<tr style="background:#dde"><td>3 May 2014<td>Health visitor<tr><td>4 May 2014<td>School nurse' * 3
        + "</table>",
        "",
    ),
    ("watermark", '<div style="position:absolute;top:300px;left:60px;font-size:80px;color:#eee">DRAFT</div>', ""),
)  # fmt: skip


def _run(*command: str, folder: Path) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=180, cwd=folder)


def chromium(folder: Path) -> Sheet:
    """Printed from a page of HTML."""
    prose = "".join(f"<p>{line}</p>" for line in PROSE)
    sections = (f"<section><p>{BEFORE}{piece}{AFTER}</p>{prose}</section>" for _, piece, _ in _HTML)
    (folder / "page.html").write_text(_STYLE + "".join(sections), encoding="utf-8")
    _run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'profile'}", "--print-to-pdf=out.pdf", "page.html", folder=folder,
    )  # fmt: skip
    return Sheet("Chromium", tuple(Case(name, hidden) for name, _, hidden in _HTML), (folder / "out.pdf").read_bytes())


_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>
<style:style style:name="New" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>"""


def _span(name: str, properties: str) -> tuple[str, str]:
    style = f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>'
    return style, f'<text:span text:style-name="{name}">{SECRET}</text:span>'


def _shape(name: str, properties: str, width: str = "2.65cm", x: str = "4.05cm") -> tuple[str, str]:
    style = (
        f'<style:style style:name="{name}" style:family="graphic"><style:graphic-properties {properties} '
        'draw:stroke="none" style:run-through="foreground" style:wrap="run-through" style:vertical-pos="from-top" '
        'style:vertical-rel="paragraph" style:horizontal-pos="from-left" style:horizontal-rel="paragraph"/></style:style>'
    )
    shape = (
        f'<draw:rect draw:style-name="{name}" svg:width="{width}" svg:height="0.5cm" svg:x="{x}" svg:y="0cm" '
        'text:anchor-type="paragraph"/>'
    )
    return style, shape + SECRET


def libreoffice(folder: Path) -> Sheet:
    """Exported by Writer from a flat OpenDocument text."""
    dark = 'fo:color="#000000" fo:background-color="#000000"'
    pieces: list[tuple[str, tuple[str, str], str]] = [
        ("black highlight", _span("A", dark), SECRET),
        ("blue highlight", _span("B", 'fo:color="#1f3864" fo:background-color="#1f3864"'), SECRET),
        ("white words", _span("C", 'fo:color="#ffffff"'), SECRET),
        ("nearly white words", _span("D", 'fo:color="#fdfdfd"'), SECRET),
        ("words of one point", _span("E", 'fo:font-size="1pt"'), SECRET),
        ("black shape", _shape("F", 'draw:fill="solid" draw:fill-color="#000000"', "2.65cm"), SECRET),
        ("white shape", _shape("G", 'draw:fill="solid" draw:fill-color="#ffffff"', "2.65cm"), SECRET),
        ("see-through shape", _shape("H", 'draw:fill="solid" draw:fill-color="#000000" draw:opacity="75%"', "2.65cm"), SECRET),
        ("yellow highlight", _span("I", 'fo:background-color="#ffff00"'), ""),
        ("white on black", _span("J", 'fo:color="#ffffff" fo:background-color="#000000"'), ""),
        ("struck out", _span("K", 'style:text-line-through-style="solid"'), ""),
        ("underlined", _span("L", 'style:text-underline-style="solid"'), ""),
        ("grey words", _span("M", 'fo:color="#888888"'), ""),
        ("shape beside", _shape("N", 'draw:fill="solid" draw:fill-color="#000000"', "2cm", "12cm"), ""),
        ("light see-through shape", _shape("O", 'draw:fill="solid" draw:fill-color="#ffff00" draw:opacity="30%"', "2.65cm"), ""),
    ]  # fmt: skip
    styles = "".join(style for _, (style, _), _ in pieces)
    body = ""
    for number, (_, (_, piece), _) in enumerate(pieces):
        start = ' text:style-name="New"' if number else ""
        body += f"<text:p{start}>{BEFORE}{piece}{AFTER}</text:p>"
        body += "".join(f"<text:p>{line}</text:p>" for line in PROSE)
    (folder / "page.fodt").write_text(_FODT.format(styles=styles, body=body), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "page.fodt", folder=folder)
    return Sheet(
        "LibreOffice", tuple(Case(name, hidden) for name, _, hidden in pieces), (folder / "page.pdf").read_bytes()
    )


def ghostscript(folder: Path) -> Sheet:
    """Cases of reportlab and of written content streams, distilled: what cannot be seen for its place, and marks for
    redaction, Ghostscript leaves out."""
    sheets = [with_reportlab.sheet(), with_content_streams.sheet()]
    for number, sheet in enumerate(sheets):
        (folder / f"{number}.pdf").write_bytes(sheet.data)
    _run(
        "gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite", "-dPreserveAnnots=true", "-sOutputFile=out.pdf",
        "0.pdf", "1.pdf", folder=folder,
    )  # fmt: skip
    dropped = ("clipped away", "mark for redaction", "beyond the crop box", "beyond the page")
    cases = tuple(
        Case(case.name, "" if case.name in dropped else case.hidden) for sheet in sheets for case in sheet.cases
    )
    return Sheet("Ghostscript", cases, (folder / "out.pdf").read_bytes())


def cairo(folder: Path) -> Sheet:
    """Drawn with cairo."""
    import cairocffi

    surface = cairocffi.PDFSurface(str(folder / "cairo.pdf"), 595, 842)
    context = cairocffi.Context(surface)
    context.select_font_face("Liberation Serif")
    context.set_font_size(12)
    start = 60 + context.text_extents(BEFORE)[4]
    width = context.text_extents(SECRET)[4]

    def text(words: str, x: float, y: float = 100) -> None:
        context.move_to(x, y)
        context.show_text(words)

    def sentence() -> None:
        context.set_source_rgb(0, 0, 0)
        text(BEFORE + SECRET + AFTER, 60)

    def gap() -> None:
        context.set_source_rgb(0, 0, 0)
        text(BEFORE, 60)
        text(AFTER, start + width)

    def bar(*colour: float) -> None:
        context.set_source_rgba(*colour)
        context.rectangle(start - 1, 90, width + 2, 13)
        context.fill()

    def painted(*colour: float) -> Callable[[], None]:
        def draw() -> None:
            sentence()
            bar(*colour)

        return draw

    def gradient() -> None:
        sentence()
        pattern: Any = cairocffi.LinearGradient(start, 0, start + width, 0)
        pattern.add_color_stop_rgb(0, 0.1, 0.1, 0.1)
        pattern.add_color_stop_rgb(1, 0.5, 0.4, 0.4)
        context.set_source(pattern)
        context.rectangle(start - 1, 90, width + 2, 13)
        context.fill()

    def group() -> None:
        sentence()
        context.push_group()
        bar(0, 0, 0, 1)
        context.pop_group_to_source()
        context.paint_with_alpha(0.85)

    def line() -> None:
        sentence()
        context.set_line_width(13)
        context.move_to(start, 96.5)
        context.line_to(start + width, 96.5)
        context.stroke()

    def on_its_colour() -> None:
        gap()
        bar(0.2, 0.1, 0.4, 1)
        context.set_source_rgb(0.2, 0.1, 0.4)
        text(SECRET, start)

    def white() -> None:
        gap()
        context.set_source_rgb(1, 1, 1)
        text(SECRET, start)

    def clipped() -> None:
        gap()
        context.save()
        context.rectangle(0, 0, 5, 5)
        context.clip()
        text(SECRET, start)
        context.restore()

    def framed() -> None:
        sentence()
        context.set_line_width(1)
        context.rectangle(start - 2, 88, width + 4, 16)
        context.stroke()

    def band() -> None:
        context.set_source_rgb(0.1, 0.2, 0.4)
        context.rectangle(0, 80, 595, 40)
        context.fill()
        context.set_source_rgb(1, 1, 1)
        text(BEFORE + SECRET + AFTER, 60)

    def alone() -> None:
        gap()
        bar(0, 0, 0, 1)

    def pale_watermark() -> None:
        sentence()
        context.set_source_rgba(0, 0, 0, 0.08)
        context.set_font_size(90)
        text("DRAFT", 100, 500)
        context.set_font_size(12)

    drawn: list[tuple[str, Callable[[], None], str]] = [
        ("black box", painted(0, 0, 0, 1), SECRET),
        ("red box", painted(0.6, 0, 0, 1), SECRET),
        ("white box", painted(1, 1, 1, 1), SECRET),
        ("see-through black box", painted(0, 0, 0, 0.8), SECRET),
        ("gradient", gradient, SECRET),
        ("group", group, SECRET),
        ("thick line", line, SECRET),
        ("on its own colour", on_its_colour, SECRET),
        ("white words", white, SECRET),
        ("clipped away", clipped, ""),
        ("yellow marker", painted(1, 1, 0, 0.3), ""),
        ("frame", framed, ""),
        ("white on a band", band, ""),
        ("bar alone", alone, ""),
        ("pale watermark", pale_watermark, ""),
    ]
    for _, draw, _ in drawn:
        draw()
        context.set_source_rgb(0, 0, 0)
        for i, words in enumerate(PROSE):
            text(words, 60, 200 + 18 * i)
        surface.show_page()
    surface.finish()
    return Sheet("cairo", tuple(Case(name, hidden) for name, _, hidden in drawn), (folder / "cairo.pdf").read_bytes())


def main() -> None:
    """Write all sheets and their cases."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = ["# Made by tests/builders/redaction/make_stored.py. A case a page; all of it is invented."]
    for make in (chromium, libreoffice, ghostscript, cairo):
        with tempfile.TemporaryDirectory() as scratch:
            sheet = make(Path(scratch))
        (FOLDER / f"{make.__name__}.pdf").write_bytes(sheet.data)
        lines += ["", f"[{make.__name__}]", f'maker = "{sheet.maker}"', "cases = ["]
        lines += [f'  {{ name = "{case.name}", hidden = "{case.hidden}" }},' for case in sheet.cases]
        lines.append("]")
    (FOLDER / "cases.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
