"""PDFs, one for each thing that they can hide."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from scr_publish.document import Surface
from tests.builders.pdf import altered, canvas_pdf, write_lines
from tests.builders.pictures import picture, with_exif
from tests.builders.redaction.cases import PROSE
from tests.hidden.rows import NAME, Row

X, Y, SIZE = 72.0, 500.0, 12.0
LINE = "The child was seen by"


def _page(canvas: Canvas, _: int = 1) -> None:
    write_lines(canvas, PROSE, top=90)


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    """A page of prose with something more on it."""

    def page(canvas: Canvas, number: int) -> None:
        _page(canvas, number)
        canvas.setFont("Helvetica", SIZE)
        draw(canvas)

    return canvas_pdf([page], **options)


PLAIN = canvas_pdf([_page])


def _words(canvas: Canvas, words: str = NAME) -> None:
    canvas.drawString(X, Y, LINE)
    canvas.drawString(_start(canvas), Y, words)


def _start(canvas: Canvas) -> float:
    return X + float(canvas.stringWidth(LINE + " ", "Helvetica", SIZE))


def _bar(canvas: Canvas, alpha: float = 1.0) -> None:
    canvas.setFillAlpha(alpha)
    canvas.rect(_start(canvas) - 1, Y - 3, canvas.stringWidth(NAME, "Helvetica", SIZE) + 2, SIZE + 1, stroke=0, fill=1)
    canvas.setFillAlpha(1)


def covered(canvas: Canvas) -> None:
    _words(canvas)
    _bar(canvas)


def bar_alone(canvas: Canvas) -> None:
    _words(canvas, "")
    _bar(canvas)


def veiled(canvas: Canvas) -> None:
    _words(canvas)
    _bar(canvas, 0.8)


def picture_over(canvas: Canvas) -> None:
    _words(canvas)
    flat = ImageReader(Image.new("RGB", (4, 4), (70, 80, 90)))
    canvas.drawImage(flat, _start(canvas) - 1, Y - 3, canvas.stringWidth(NAME, "Helvetica", SIZE) + 2, SIZE + 1)


def same_colour(canvas: Canvas) -> None:
    _bar(canvas)
    _words(canvas)


def white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    _words(canvas)


def white_on_dark(canvas: Canvas) -> None:
    canvas.rect(X - 5, Y - 5, 400, 20, stroke=0, fill=1)
    white(canvas)


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(X, Y)
    text.setTextRenderMode(3)
    text.textOut(NAME)
    canvas.drawText(text)


def clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(0, 0, 5, 5)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(X, Y, NAME)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.9)
    canvas.drawString(X, Y, NAME)


def small(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 5)
    canvas.drawString(X, Y, "Printed by the council")


def off_page(canvas: Canvas) -> None:
    canvas.drawString(X, 20, NAME)


CROP = (0.0, 100.0, 595.0, 842.0)


def scanned(words: bool, bar: bool) -> bytes:
    """A page that is a picture of a page, with invisible text behind it; the picture with a bar in the name's place."""
    import pypdfium2

    def printed(canvas: Canvas) -> None:
        _words(canvas)
        if bar:
            _bar(canvas)

    pdf = pypdfium2.PdfDocument(drawn(printed))
    image = pdf[0].render(scale=2).to_pil()
    pdf.close()

    def page(canvas: Canvas, _: int) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, 595.27, 841.89)
        text = canvas.beginText()
        text.setTextRenderMode(3)
        text.setFont("Times-Roman", 11)
        for i, line in enumerate(PROSE):
            text.setTextOrigin(72, 841.89 - 90 - 13.2 * i)
            text.textOut(line)
        text.setFont("Helvetica", SIZE)
        text.setTextOrigin(X, Y)
        text.textOut(LINE)
        if words:
            text.setTextOrigin(_start(canvas), Y)
            text.textOut(NAME)
        canvas.drawText(text)

    return canvas_pdf([page])


def changed(change: Callable[[Pdf], None], data: bytes = PLAIN) -> bytes:
    return altered(data, change)


def layer(off: bool) -> bytes:
    """A page with a name, or (not off) a harmless word, on a layer."""

    def change(pdf: Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer 1")))
        state = Dictionary(OFF=Array([group])) if off else Dictionary(ON=Array([group]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=state)
        page = pdf.pages[0]
        page.obj.Resources.Properties = Dictionary(L1=group)
        words = NAME if off else "nobody at all"
        page.contents_add(f"/OC /L1 BDC BT /F1 12 Tf 72 500 Td ({words}) Tj ET EMC".encode())

    return changed(change)


def note(kind: str, **more: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array([72, 490, 300, 515]), **more)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(made)])

    return change


def replied(pdf: Pdf) -> None:
    first = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[10, 10, 30, 30], Contents="Settled?")
    )
    reply = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[10, 10, 30, 30], Contents=f"Ask {NAME}", IRT=first)
    pdf.pages[0].obj.Annots = Array([first, pdf.make_indirect(reply)])


def field(pdf: Pdf, **more: object) -> None:
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="a", Rect=[72, 400, 300, 420],
            DA=String("/Helv 0 Tf 0 g"), **more,
        )
    )  # fmt: skip
    pdf.pages[0].obj.Annots = Array([made])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([made]), DA=String("/Helv 0 Tf 0 g"), DR=Dictionary(Font=Dictionary(Helv=font))
    )


def attached(data: bytes, name: str = "notes.txt") -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.attachments[name] = data

    return change


def attached_to_a_note(pdf: Pdf) -> None:
    stream = pdf.make_stream(f"Chronology of {NAME}".encode())
    file = Dictionary(Type=Name.Filespec, F="chronology.txt", EF=Dictionary(F=stream))
    made = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[10, 10, 30, 30], FS=file)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(made)])


def portfolio(pdf: Pdf) -> None:
    pdf.attachments["inner.pdf"] = drawn(_words)
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D)


def root(key: str, value: Callable[[Pdf], object]) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.Root[key] = value(pdf)

    return change


def action(kind: str, **more: object) -> Callable[[Pdf], object]:
    return lambda pdf: Dictionary(Type=Name.Action, S=Name("/" + kind), **more)


def script_by_name(pdf: Pdf) -> None:
    names = Array([String("init"), Dictionary(S=Name.JavaScript, JS=String(f"var child = '{NAME}';"))])
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=names))


def bookmark(title: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(title, 0))

    return change


def named_place(name: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        place = Array([pdf.pages[0].obj, Name.Fit])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(name), place])))

    return change


def tagged(**more: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, **more))
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=element))

    return change


def marked(text: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        operators = f"/Span <</ActualText ({text})>> BDC BT /F1 12 Tf 72 500 Td (Child H) Tj ET EMC"
        pdf.pages[0].contents_add(operators.encode())

    return change


def photographed(data: bytes, crop: bool = False) -> bytes:
    def change(pdf: Pdf) -> None:
        image = Image.open(BytesIO(data))
        stream = pdf.make_stream(
            data,
            Dictionary(
                Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, BitsPerComponent=8,
                ColorSpace=Name.DeviceRGB if image.mode == "RGB" else Name.DeviceGray, Filter=Name.DCTDecode,
            ),
        )  # fmt: skip
        resources = pdf.pages[0].obj.Resources
        resources.XObject = Dictionary(P=stream)
        clip = "100 300 40 40 re W n" if crop else ""
        pdf.pages[0].contents_add(f"q {clip} 150 0 0 150 80 280 cm /P Do Q".encode())

    return changed(change)


def private(pdf: Pdf) -> None:
    data = Dictionary(LastModified=String("D:2016"), Private=Dictionary(Owner=String(f"{NAME}, social worker")))
    pdf.pages[0].obj.PieceInfo = Dictionary(CaseTool=data)


def thumbnail(pdf: Pdf) -> None:
    small = Dictionary(Width=2, Height=2, BitsPerComponent=8, ColorSpace=Name.DeviceGray)
    pdf.pages[0].obj.Thumb = pdf.make_stream(b"\0\0\0\0", small)


def labelled(prefix: str) -> Callable[[Pdf], None]:
    return root("/PageLabels", lambda pdf: Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(prefix))])))


def property_of(key: str, value: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.docinfo[key] = value

    return change


def xmp(name: str, value: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            meta[name] = value

    return change


def xmp_of_a_part(pdf: Pdf) -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:source>' + NAME + "</dc:source>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    pdf.pages[0].obj.Metadata = pdf.make_stream(packet.encode(), Dictionary(Type=Name.Metadata, Subtype=Name.XML))


def updated(before: bytes, words: str) -> bytes:
    """The file with new content for its page added to its end, as a program that saves by adding does."""
    with pikepdf.open(BytesIO(before)) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
        content = pdf.pages[0].obj.Contents.read_bytes().replace(NAME.encode(), words.encode())
        size = int(pdf.trailer["/Size"])
        catalogue = pdf.Root.objgen[0]
    start = before.rindex(b"startxref")
    previous = int(before[start:].split()[1])
    at = len(before) + 1
    body = f"\n{number} 0 obj\n<</Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream\nendobj\n"
    table = at + len(body) - 1
    tail = f"xref\n{number} 1\n{at:010} 00000 n \ntrailer\n<</Size {size}/Root {catalogue} 0 R/Prev {previous}>>\n"
    return before + body + tail.encode() + f"startxref\n{table}\n%%EOF\n".encode()


def _simple() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(drawn(_words))) as pdf:
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    return out.getvalue()


def orphaned(text: str) -> bytes:
    """A file with an object that nothing uses. qpdf drops such objects when it writes, so it is put in by hand."""
    plain = altered(PLAIN, lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(BytesIO(plain)) as pdf:
        size = int(pdf.trailer["/Size"])
        catalogue = pdf.Root.objgen[0]
    start = plain.rindex(b"startxref")
    previous = int(plain[start:].split()[1])
    body = f"{size} 0 obj\n<</Type/Annot/Subtype/Text/Contents({text})>>\nendobj\n".encode()
    head = plain[:start]
    tail = f"xref\n{size} 1\n{len(head):010} 00000 n \ntrailer\n<</Size {size + 1}/Root {catalogue} 0 R/Prev {previous}>>\n"
    return head + body + tail.encode() + f"startxref\n{len(head) + len(body)}\n%%EOF\n".encode()


_row = partial(Row, format="pdf")
_URI = partial(Dictionary, S=Name.URI)

PDF_ROWS: list[Row] = [
    _row("words under a box", drawn(covered), drawn(bar_alone), "HC201", Surface.COVERED),
    _row("words under a picture", drawn(picture_over), drawn(bar_alone), "HC201", Surface.COVERED),
    _row("words under a see-through box", drawn(veiled), drawn(bar_alone), "HC202", Surface.COVERED),
    _row("words in the colour of their box", drawn(same_colour), drawn(white_on_dark), "HC203", Surface.COVERED),
    _row("white words on the page", drawn(white), drawn(white_on_dark), "HC203", Surface.HIDDEN_TEXT),
    _row("marked for redaction, not redacted", changed(note("Redact"), drawn(lambda c: c.drawString(X, Y, NAME))), PLAIN,
         "HC204", Surface.COVERED),
    _row("invisible words", drawn(invisible), PLAIN, "HC205", Surface.HIDDEN_TEXT),
    _row("words outside a clip", drawn(clipped), PLAIN, "HC205", Surface.HIDDEN_TEXT),
    _row("a layer that is off", layer(off=True), layer(off=False), "HC206", Surface.LAYER),
    _row("words too small to read", drawn(tiny), drawn(small), "HC207", Surface.HIDDEN_TEXT),
    _row("words beyond the crop box", drawn(off_page, crop=CROP), drawn(lambda c: None, crop=CROP), "HC208",
         Surface.OFF_PAGE),
    _row("words behind a blacked-out scan", scanned(words=True, bar=True), scanned(words=True, bar=False), "HC209",
         Surface.HIDDEN_TEXT),
    _row("an earlier state", updated(_simple(), "a nurse"), drawn(lambda c: _words(c, "a nurse")), "HC211",
         Surface.EARLIER_REVISION),
    _row("an object that is no longer used", orphaned(f"Asked {NAME}"), PLAIN, "HC212", Surface.METADATA),
    _row("an attached text", changed(attached(f"Notes on {NAME}".encode())), PLAIN, "HC213", Surface.EMBEDDED),
    _row("an attached PDF", changed(attached(drawn(_words), "inner.pdf")), PLAIN, "HC213", Surface.EMBEDDED),
    _row("a file in a note", changed(attached_to_a_note), PLAIN, "HC213", Surface.EMBEDDED),
    _row("a portfolio", changed(portfolio), PLAIN, "HC213", Surface.EMBEDDED),
    _row("a note", changed(note("Text", Contents=f"Is this {NAME}?")), PLAIN, "HC101", Surface.ANNOTATION),
    _row("a reply to a note", changed(replied), PLAIN, "HC101", Surface.ANNOTATION),
    _row("a note's author", changed(note("Text", Contents="Done?", T=NAME)), PLAIN, "HC101", Surface.ANNOTATION),
    _row("a form field's value", changed(partial(field, V=String(NAME), F=2)), PLAIN, "HC214", Surface.FORM_FIELD),
    _row("a form field's default", changed(partial(field, DV=String(NAME))), PLAIN, "HC214", Surface.FORM_FIELD),
    _row("a script on opening", changed(root("/OpenAction", action("JavaScript", JS=String(f"app.alert('{NAME}')")))),
         PLAIN, "HC215", Surface.METADATA),
    _row("a script by name", changed(script_by_name), PLAIN, "HC215", Surface.METADATA),
    _row("an action that starts a program", changed(root("/OpenAction", action("Launch", F=String(f"{NAME}.exe")))), PLAIN,
         "HC216", Surface.LINK),
    _row("a form that is sent", changed(note("Link", A=Dictionary(S=Name.SubmitForm, F=String(f"https://x.invalid/{NAME}")))),
         PLAIN, "HC216", Surface.LINK),
    _row("a link to a folder", changed(note("Link", A=_URI(URI=String(f"file:///S:/Cases/{NAME}/notes.docx")))),
         changed(note("Link", A=_URI(URI=String("https://example.org/")))), "HC217", Surface.LINK),
    _row("a path in a property", changed(property_of("/Subject", rf"S:\Cases\{NAME}")), PLAIN, "HC217", Surface.METADATA),
    _row("replacement text in the tags", changed(tagged(ActualText=String(NAME))),
         changed(tagged(ActualText=String("Agencies had worked together"))), "HC218", Surface.ALT_TEXT),
    _row("an expansion in the tags", changed(tagged(E=String(NAME))), changed(tagged()), "HC218", Surface.ALT_TEXT),
    _row("replacement text on the page", changed(marked(NAME)), changed(marked("Child H")), "HC218", Surface.ALT_TEXT),
    _row("a bookmark", changed(bookmark(f"Talk with {NAME}")), changed(bookmark(PROSE[2])), "HC219", Surface.METADATA),
    _row("the name of a place", changed(named_place(NAME)), changed(named_place("section.2")), "HC219", Surface.METADATA),
    _row("a picture's own data", photographed(with_exif(NAME)), photographed(picture()), "HC112",
         Surface.METADATA),
    _row("a picture larger than its frame", photographed(picture(), crop=True), photographed(picture()), "HC221", None,
         cleaned=False),
    _row("small pictures of pages", changed(thumbnail), PLAIN, "HC222", None),
    _row("private data of a program", changed(private), PLAIN, "HC223", Surface.METADATA),
    _row("a page label", changed(labelled(f"{NAME} ")), changed(labelled("A-")), "HC224", Surface.METADATA),
    _row("the author", changed(property_of("/Author", NAME)),
         changed(property_of("/Author", "Saltmarsh Safeguarding Children Board")), "HC104", Surface.METADATA),
    _row("a property of a case system", changed(property_of("/CaseOwner", NAME)), PLAIN, "HC227", Surface.METADATA),
    _row("XMP of the file", changed(xmp("dc:source", NAME)), PLAIN, "HC227", Surface.METADATA),
    _row("XMP of a page", changed(xmp_of_a_part), PLAIN, "HC227", Surface.METADATA),
    _row("earlier states that say the same", updated(_simple().replace(NAME.encode(), b"the nurse here")
         if len(NAME) == 14 else _simple(), NAME), drawn(_words), "HC228", None),
]  # fmt: skip
