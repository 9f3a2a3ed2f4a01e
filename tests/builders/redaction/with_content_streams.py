"""Cases written operator by operator, with pikepdf: what drawing libraries do not offer and other programs write."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.builders.redaction.cases import AFTER, BEFORE, PROSE, SECRET, Case, Sheet

SIZE, X, Y = 12.0, 60.0, 700.0
START = X + stringWidth(BEFORE, "Helvetica", SIZE)
WIDTH = stringWidth(SECRET, "Helvetica", SIZE)
BAR = f"{START - 1:.2f} {Y - 3:.2f} {WIDTH + 2:.2f} {SIZE + 1:.2f} re"
BOX = (START - 1, Y - 3, START + WIDTH + 1, Y + SIZE - 2)


def show(text: str, x: float = X, y: float = Y, size: float = SIZE, more: str = "") -> str:
    """Operators that show a line of text."""
    return f"BT /F1 {size} Tf {more} 1 0 0 1 {x:.2f} {y:.2f} Tm ({text}) Tj ET\n"


SENTENCE = show(BEFORE + SECRET + AFTER)
GAP = show(BEFORE) + show(AFTER, START + WIDTH)
ALONE = show(SECRET, START)
LINES = "".join(show(line, y=Y - 40 - 16 * i) for i, line in enumerate(PROSE))


@dataclass
class Drawn:
    """A page to be: operators, and what they need of resources, annotations and page keys."""

    name: str
    content: str
    hidden: str = SECRET
    state: dict[str, Dictionary] = field(default_factory=dict)
    notes: list[Dictionary] = field(default_factory=list)
    page: dict[str, object] = field(default_factory=dict)
    with_prose: bool = True


def _image(pdf: Pdf, data: bytes, width: int, height: int, **more: object) -> pikepdf.Object:
    return pdf.make_stream(
        data,
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, **{"BitsPerComponent": 8, **more}
        ),
    )


def _form(pdf: Pdf, content: str, **more: object) -> pikepdf.Object:
    return pdf.make_stream(
        content.encode(),
        Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 600, 850]), **more),
    )


def _resources(pdf: Pdf) -> Dictionary:
    """One dictionary of resources that all pages share."""
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    fonts = Dictionary(F1=font)
    images = {
        "Black": _image(pdf, b"\0", 1, 1, ColorSpace=Name.DeviceGray),
        "Mask": _image(pdf, b"\0", 1, 1, ImageMask=True, BitsPerComponent=1),
        "Photo": _image(pdf, bytes((i * 7) % 256 for i in range(900)), 30, 10, ColorSpace=Name.DeviceRGB),
    }
    noise = bytes((i * i * 7919 + i // 3 * 131) % 256 for i in range(120 * 170))
    images["Noise"] = _image(pdf, noise, 120, 170, ColorSpace=Name.DeviceGray)
    soft = _image(pdf, b"\0", 1, 1, ColorSpace=Name.DeviceGray)
    images["Clear"] = _image(pdf, b"\0", 1, 1, ColorSpace=Name.DeviceGray, SMask=soft)
    inner = _form(pdf, f"0 g {BAR} f")
    images["Bar"] = inner
    images["Nested"] = _form(pdf, "/Bar Do", Resources=Dictionary(XObject=Dictionary(Bar=inner)))
    images["Group"] = _form(pdf, f"0 g {BAR} f", Group=Dictionary(S=Name.Transparency, I=True))
    images["Words"] = _form(pdf, SENTENCE, Resources=Dictionary(Font=fonts))
    pattern = pdf.make_stream(
        b"0 g 0 0 3 4 re f",
        Dictionary(
            Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 4, 4]), XStep=4, YStep=4,
            Resources=Dictionary(),
        ),
    )  # fmt: skip
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0.1, 0.1, 0.1], C1=[0.4, 0.2, 0.2], N=1)
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([BOX[0], 0, BOX[2], 0]), Function=function,
        Extend=Array([True, True]),
    )  # fmt: skip
    states = Dictionary(
        Half=Dictionary(ca=0.75, CA=0.75), None_=Dictionary(ca=0), Multiply=Dictionary(BM=Name.Multiply),
        Darken=Dictionary(BM=Name.Darken), Light=Dictionary(ca=0.3),
        Masked=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=_form(
            pdf, "0 g 0 0 600 850 re f",
            Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray, I=True),
        ))),
    )  # fmt: skip
    return Dictionary(
        Font=fonts,
        XObject=Dictionary(**images),
        Pattern=Dictionary(Hatch=pattern),
        Shading=Dictionary(Fade=shading),
        ExtGState=states,
        ColorSpace=Dictionary(PCS=Array([Name.Pattern])),
    )


def _place(name: str) -> str:
    return f"q {WIDTH + 2:.2f} 0 0 {SIZE + 1:.2f} {START - 1:.2f} {Y - 3:.2f} cm /{name} Do Q"


def _quads() -> Array:
    x0, y0, x1, y1 = BOX
    return Array([x0, y1, x1, y1, x0, y0, x1, y0])


def _note(pdf: Pdf, kind: str, content: str = "", **more: object) -> Dictionary:
    note = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array(list(BOX)), **{"F": 4, **more})
    if content:
        stream = pdf.make_stream(
            content.encode(), Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array(list(BOX)))
        )
        note.AP = Dictionary(N=stream)
    return pdf.make_indirect(note)


def _positive(pdf: Pdf) -> list[Drawn]:
    path = f"{BOX[0]} {BOX[1]} m {BOX[2]} {BOX[1]} l {BOX[2]} {BOX[3]} l {BOX[0]} {BOX[3]} l h"
    inline = f"q {WIDTH + 2:.2f} 0 0 13 {START - 1:.2f} {Y - 3:.2f} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x20 EI Q"
    slices = " ".join(f"{START - 1 + i * (WIDTH + 2) / 5:.2f} {Y - 3} {(WIDTH + 2) / 5:.2f} 13 re" for i in range(5))
    strokes = "\n".join(f"{BOX[0]} {BOX[1] + 1 + i * 2} m {BOX[2]} {BOX[1] + 1 + i * 2} l S" for i in range(6))
    turned = f"q 0 1 -1 0 300 300 cm {show(SECRET, 0, 0)} 0 g -2 -3 {WIDTH + 4:.2f} 14 re f Q"
    return [
        Drawn("closed path", SENTENCE + f"0 g {path} f"),
        Drawn("fill and stroke", SENTENCE + f"0.2 g 0 G {BAR} B"),
        Drawn("even-odd fill", SENTENCE + f"0 0 0 1 k {BAR} f*"),
        Drawn("five slices in one path", SENTENCE + f"0 g {slices} f"),
        Drawn("strokes side by side", SENTENCE + f"0 G 2.4 w {strokes}"),
        Drawn("stroked line", SENTENCE + f"0 G 14 w {BOX[0]} {Y + 3} m {BOX[2]} {Y + 3} l S"),
        Drawn("one-pixel image", SENTENCE + _place("Black")),
        Drawn("image mask", SENTENCE + "0 g " + _place("Mask")),
        Drawn("photograph", SENTENCE + _place("Photo")),
        Drawn("inline image", SENTENCE + inline),
        Drawn("form with the bar", SENTENCE + "/Bar Do"),
        Drawn("form in a form", SENTENCE + "/Nested Do"),
        Drawn("transparency group", SENTENCE + "/Group Do"),
        Drawn("words in a form", f"/Words Do 0 g {BAR} f"),
        Drawn("hatched by a pattern", SENTENCE + f"/PCS cs /Hatch scn {BAR} f"),
        Drawn("shading", SENTENCE + f"q {BAR} W n /Fade sh Q"),
        Drawn("see-through black", SENTENCE + f"q /Half gs 0 g {BAR} f Q"),
        Drawn("black multiplied", SENTENCE + f"q /Multiply gs 0 g {BAR} f Q"),
        Drawn("black darkened", SENTENCE + f"q /Darken gs 0 g {BAR} f Q"),
        Drawn("clear text", GAP + f"q /None_ gs {ALONE} Q"),
        Drawn("square note", SENTENCE, notes=[_note(pdf, "Square", f"0 g {BAR} f", C=[0, 0, 0], IC=[0, 0, 0])]),
        Drawn("square note without appearance", SENTENCE, notes=[_note(pdf, "Square", C=[0, 0, 0], IC=[0, 0, 0])]),
        Drawn("opaque highlight", SENTENCE, notes=[_note(pdf, "Highlight", f"0 g {BAR} f", QuadPoints=_quads())]),
        Drawn("mark for redaction", SENTENCE, notes=[_note(pdf, "Redact", QuadPoints=_quads(), OC=[1, 0, 0])]),
        Drawn("stamp", SENTENCE, notes=[_note(pdf, "Stamp", f"0.3 0.3 0.7 rg {BAR} f")]),
        Drawn("free text over it", SENTENCE, notes=[_note(pdf, "FreeText", f"1 g {BAR} f", DA=pikepdf.String("0 g"))]),
        Drawn("black highlight note", SENTENCE, notes=[_note(pdf, "Highlight", QuadPoints=_quads(), C=[0, 0, 0])]),
        Drawn("free text without appearance", SENTENCE, notes=[_note(pdf, "FreeText", C=[1, 1, 1])]),
        Drawn("behind a soft mask", GAP + f"q /Masked gs {ALONE} Q"),
        Drawn("photograph over the page", show(SECRET, 60, 300) + "q 595 0 0 842 0 0 cm /Noise Do Q"),
        Drawn("black on black", f"0 g {BAR} f\n{SENTENCE}"),
        Drawn("white words on a white bar", f"0.9 g 40 680 500 40 re f 1 g {BAR} f 0 g {GAP} 1 g {ALONE} 0 g"),
        Drawn("half a name", SENTENCE + f"0 g {START + 36:.2f} {Y - 3} {WIDTH - 35:.2f} 13 re f", "Marlow"),
        Drawn("turned words", turned),
        Drawn("turned page", SENTENCE + f"0 g {BAR} f", page={"/Rotate": 90}),
        Drawn("cropped page with a bar", SENTENCE + f"0 g {BAR} f", page={"/CropBox": Array([40, 500, 500, 800])}),
        Drawn("beyond the crop box", GAP + show(SECRET, 60, 20), page={"/CropBox": Array([0, 100, 595, 842])}),
        Drawn("beyond the page", GAP + show(SECRET, 900, 400)),
        Drawn("knocked out by a white page", show(SECRET, 60, 300) + "1 g 0 0 595 842 re f 0 g"),
        Drawn("clipped away", GAP + f"q 0 0 5 5 re W n {ALONE} Q"),
        Drawn("invisible mode", GAP + f"q {show(SECRET, START, more='3 Tr')} Q"),
        Drawn("clip-only mode", GAP + f"q {show(SECRET, START, more='7 Tr')} Q"),
        Drawn("white words", GAP + f"1 g {ALONE} 0 g"),
        Drawn("scaled to nothing", GAP + f"q .05 0 0 .05 60 600 cm {show(SECRET, 0, 0)} Q"),
        Drawn("words under words of blocks", SENTENCE + f"0 g {BAR} f 1 g {show('REDACTED', START + 4, size=9)} 0 g"),
    ]


def _negative(pdf: Pdf) -> list[Drawn]:
    clear = "0 0 0 RG 0.5 w"
    grid = "\n".join(f"60 {600 - 18 * i} m 500 {600 - 18 * i} l S" for i in range(6))
    cells = "".join(show("Health visitor saw the child", 64, 586 - 18 * i) for i in range(5))
    marked = f"1 1 0 rg {BAR} f"
    return [
        Drawn("plain page", SENTENCE, ""),
        Drawn("shaded rows", f"0.9 g 60 510 440 18 re f 60 546 440 18 re f 0 g {cells} {clear} {grid}", ""),
        Drawn("grid of one path", f"{cells} {clear} " + grid.replace(" S", "") + " S", ""),
        Drawn("frame after the words", SENTENCE + f"0 G 1 w {BAR} S", ""),
        Drawn(
            "frame of four bars", SENTENCE + "0 g 50 715 300 2 re 50 690 300 2 re 50 690 2 27 re 350 690 2 27 re f", ""
        ),
        Drawn("multiplied highlight", SENTENCE + f"q /Multiply gs {marked} Q", ""),
        Drawn("darkened highlight", SENTENCE + f"q /Darken gs {marked} Q", ""),
        Drawn("light veil", SENTENCE + f"q /Light gs 0.5 0.8 1 rg {BAR} f Q", ""),
        Drawn("highlight note", SENTENCE, "", notes=[_note(pdf, "Highlight", QuadPoints=_quads(), C=[1, 1, 0])]),
        Drawn("underline note", SENTENCE, "", notes=[_note(pdf, "Underline", QuadPoints=_quads(), C=[1, 0, 0])]),
        Drawn("strike-out note", SENTENCE, "", notes=[_note(pdf, "StrikeOut", QuadPoints=_quads(), C=[1, 0, 0])]),
        Drawn("outlined square note", SENTENCE, "", notes=[_note(pdf, "Square", C=[1, 0, 0])]),
        Drawn("hidden note", SENTENCE, "", notes=[_note(pdf, "Square", f"0 g {BAR} f", F=2)]),
        Drawn("clear image over it", SENTENCE + _place("Clear"), ""),
        Drawn("bar with nothing under it", GAP + f"0 g {BAR} f", ""),
        Drawn("bar that touches letters", GAP + f"0 g {START - 3:.2f} {Y - 3} {WIDTH + 4:.2f} 13 re f", ""),
        Drawn("bar between lines", SENTENCE + f"0 g 60 {Y + 9:.2f} 300 8 re f", ""),
        Drawn("bar outside its clip", SENTENCE + f"q 0 0 5 5 re W n 0 g {BAR} f Q", ""),
        Drawn("white on a dark band", f"0.1 0.2 0.4 rg 40 690 500 30 re f 1 g {SENTENCE} 0 g", ""),
        Drawn("white on a photograph", f"q 500 0 0 40 40 690 cm /Black Do Q 1 g {SENTENCE} 0 g", ""),
        Drawn("box before words", f"0.95 0.95 0.8 rg 50 640 450 100 re f 0 g {SENTENCE}", ""),
        Drawn("grey words", f"0.6 g {SENTENCE} 0 g", ""),
        Drawn("turned page", SENTENCE + "0 g 60 650 200 10 re f", "", page={"/Rotate": 270}),
        Drawn("cropped page", SENTENCE, "", page={"/CropBox": Array([40, 500, 500, 800])}),
        Drawn("words shown twice for weight", SENTENCE + show(BEFORE + SECRET + AFTER, X + 0.3), ""),
        Drawn("outlined words", show(BEFORE + SECRET + AFTER, more="1 Tr 0.4 w"), ""),
        Drawn("red words on green", f"0 0.55 0 rg {BAR} f 1 0 0 rg {SENTENCE} 0 g", ""),
        Drawn("pattern behind words", f"/PCS cs /Hatch scn 40 500 200 40 re f 0 g {SENTENCE}", ""),
        Drawn("text under its scan", SENTENCE + LINES + "q 595 0 0 842 0 0 cm /Scan Do Q", "", with_prose=False),
        Drawn(
            "text behind its scan",
            "q 595 0 0 842 0 0 cm /Scan Do Q q " + show(BEFORE + SECRET + AFTER, more="3 Tr") + LINES + " Q",
            "",
            with_prose=False,
        ),
        Drawn("small print", show("Printed by the council, fictional", 60, 40, 5.0), ""),
    ]


def _scan(pdf: Pdf) -> pikepdf.Object:
    """A picture of a page with the sentence on it."""
    plain = Pdf.new()
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, 595, 842]),
        Resources=_resources(plain),
        Contents=plain.make_stream((SENTENCE + LINES).encode()),
    )
    plain.pages.append(pikepdf.Page(plain.make_indirect(page)))
    out = BytesIO()
    plain.save(out)
    opened = pypdfium2.PdfDocument(out.getvalue())
    picture = opened[0].render(scale=2, grayscale=True).to_numpy()
    opened.close()
    height, width = picture.shape[:2]
    return _image(pdf, picture.tobytes(), width, height, ColorSpace=Name.DeviceGray)


def sheet(turn: bool = False) -> Sheet:
    """All cases, one a page; `turn` makes every page lie on its side."""
    pdf = Pdf.new()
    resources = pdf.make_indirect(_resources(pdf))
    resources.XObject.Scan = _scan(pdf)
    pages = [*_positive(pdf), *_negative(pdf)]
    for drawn in pages:
        content = "0 g 0 G\n" + drawn.content + ("\n0 g\n" + LINES if drawn.with_prose else "")
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 595, 842]),
            Resources=resources,
            Contents=pdf.make_stream(content.encode("latin-1")),
        )
        for key, value in drawn.page.items():
            page[key] = value
        if turn:
            page.Rotate = 90
        if drawn.notes:
            page.Annots = Array(drawn.notes)
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    out = BytesIO()
    pdf.save(out, static_id=True, compress_streams=False)
    return Sheet("content streams", tuple(Case(page.name, page.hidden) for page in pages), out.getvalue())


def linearised() -> Sheet:
    """The same, as qpdf writes it for the web, on pages that lie on their side."""
    plain = sheet(turn=True)
    out = BytesIO()
    with pikepdf.open(BytesIO(plain.data)) as pdf:
        pdf.save(out, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True)
    return Sheet("qpdf", plain.cases, out.getvalue())
