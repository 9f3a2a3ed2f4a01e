"""Hostile PDFs, written out object by object."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from io import BytesIO

import pikepdf

from tests.builders.hostile import GOOD, READ, Hostile
from tests.builders.hostile.pictures import SIDE, declared_jpeg2000
from tests.builders.packages import word_package

_SHOW = f"BT /F 12 Tf 72 700 Td ({GOOD}) Tj ET"
_PLAIN = {
    1: "<</Type/Catalog/Pages 2 0 R>>",
    2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
}
Objects = Mapping[int, str | bytes]


def stream(data: bytes | str, entries: str = "") -> bytes:
    """A stream object's body."""
    raw = data.encode("latin-1") if isinstance(data, str) else data
    return f"<<{entries}/Length {len(raw)}>>\nstream\n".encode() + raw + b"\nendstream"


def written(objects: Objects, trailer: str = "") -> bytes:
    """A PDF of one page that shows `GOOD`, with these objects in place of its own or besides."""
    every: dict[int, str | bytes] = {**_PLAIN, 4: stream(_SHOW), **objects}
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(every.items()):
        places[number] = len(out)
        raw = body.encode("latin-1") if isinstance(body, str) else body
        out += f"{number} 0 obj\n".encode() + raw + b"\nendobj\n"
    start = len(out)
    size = max(places) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += f"{places[number]:010} 00000 n \n".encode() if number in places else b"0000000000 00000 f \n"
    out += f"trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _catalogue(entries: str, objects: Objects | None = None) -> bytes:
    return written({1: f"<</Type/Catalog/Pages 2 0 R{entries}>>", **(objects or {})})


def _page(entries: str, objects: Objects | None = None, resources: str = "") -> bytes:
    return written(
        {
            3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R{entries}"
            f"/Resources<</Font<</F 5 0 R>>{resources}>>>>",
            **(objects or {}),
        }
    )


def _drawing(content: str | bytes, objects: Objects | None = None, resources: str = "") -> bytes:
    """A page that shows `GOOD`, and then what `content` draws."""
    raw = content.encode() if isinstance(content, str) else content
    return _page("", {4: stream(_SHOW.encode() + b"\n" + raw), **(objects or {})}, resources)


def _form(content: str, number: int, resources: str) -> dict[int, str | bytes]:
    return {number: stream(content, f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<{resources}>>")}


def _forms_of_forms(levels: int = 12) -> bytes:
    """Each form draws the next ten times: ten to the power of the levels."""
    forms: dict[int, str | bytes] = {}
    for n in range(levels):
        forms |= _form("/X Do " * 10, 10 + n, f"/XObject<</X {11 + n} 0 R>>")
    forms |= _form("0 0 1 1 re f", 10 + levels, "")
    return _drawing("/X Do", forms, "/XObject<</X 10 0 R>>")


def _zeros(size: int, times: int = 1) -> bytes:
    data = bytes(size)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _bomb(size: int, times: int = 1) -> bytes:
    filters = "/FlateDecode" * times
    return written({4: stream(_zeros(size, times), f"/Filter[{filters}]")})


def _spaces(size: int) -> bytes:
    """A page whose instructions are white space without end, and its text."""
    return written({4: stream(zlib.compress(b" " * size + _SHOW.encode(), 9), "/Filter/FlateDecode")})


def _deep_tree(depth: int) -> bytes:
    objects: dict[int, str | bytes] = {2: "<</Type/Pages/Kids[10 0 R]/Count 1>>"}
    for n in range(10, 10 + depth):
        objects[n] = f"<</Type/Pages/Parent {n - 1 if n > 10 else 2} 0 R/Kids[{n + 1} 0 R]/Count 1>>"
    objects[10 + depth - 1] = f"<</Type/Pages/Parent {8 + depth} 0 R/Kids[3 0 R]/Count 1>>"
    return written(objects)


def _outlines(count: int) -> dict[int, str | bytes]:
    return {n: f"<</Title(a)/Parent {n - 1} 0 R/First {n + 1} 0 R/Last {n + 1} 0 R>>" for n in range(20, 20 + count)}


def _picture(entries: str, data: bytes = b"") -> bytes:
    picture = stream(data, f"/Type/XObject/Subtype/Image/Width {SIDE}/Height {SIDE}{entries}")
    return _drawing("q 400 0 0 400 72 200 cm /X Do Q", {10: picture}, "/XObject<</X 10 0 R>>")


def _jbig2() -> bytes:
    return b"\x00\x00\x00\x00\x30\x00\x01\x00\x00\x00\x13" + b"\x00\x01\x86\xa0" * 2 + bytes(11)


def _locked(**passwords: str) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(written({}))) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="owner", R=6, **passwords))
    return buffer.getvalue()


def _strange_handler() -> bytes:
    return written(
        {9: "<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/R 4/Length 128>>"}, "/Encrypt 9 0 R/ID[<00><00>]"
    )


def _previous_in_a_ring() -> bytes:
    whole = written({})
    start = int(whole.rsplit(b"startxref\n", 1)[1].split()[0])
    return whole.replace(b"/Root 1 0 R>>\nstartxref", f"/Root 1 0 R/Prev {start}>>\nstartxref".encode())


def _object_stream_of_itself() -> bytes:
    return written({10: stream("10 0 11 5 <<>> <<>>", "/Type/ObjStm/N 2/First 10/Extends 10 0 R")})


def _many_objects(count: int) -> bytes:
    return written(dict.fromkeys(range(10, 10 + count), "null"))


def _attachment(data: bytes, name: str) -> bytes:
    return _catalogue(
        "/Names<</EmbeddedFiles<</Names[(a) 10 0 R]>>>>",
        {10: f"<</Type/Filespec/F({name})/UF({name})/EF<</F 11 0 R>>>>", 11: stream(data, "/Type/EmbeddedFile")},
    )


def _carries_itself() -> bytes:
    data = written({})
    for _ in range(12):
        data = _attachment(data, "a.pdf")
    return data


def _cmap_bomb() -> bytes:
    ranges = (
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "1 beginbfrange <0000> <FFFF> <0041> endbfrange\n" * 5000
    )
    font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[11 0 R]/ToUnicode 12 0 R>>"
    child = "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    return _page("", {10: font, 11: child, 12: stream(ranges), 4: stream(_SHOW + " BT /G 9 Tf 72 600 Td <00410042> Tj ET")}, "").replace(
        b"/F 5 0 R", b"/F 5 0 R/G 10 0 R"
    )  # fmt: skip


def _structure_ring() -> bytes:
    return _catalogue(
        "/MarkInfo<</Marked true>>/StructTreeRoot 10 0 R",
        {
            10: "<</Type/StructTreeRoot/K 11 0 R>>",
            11: "<</S/P/P 10 0 R/K[12 0 R]>>",
            12: "<</S/P/P 11 0 R/K[11 0 R]/Alt(a)>>",
        },
    )


def _base64_bomb() -> bytes:
    data = base64.a85encode(_zeros(50_000_000, 2)) + b"~>"
    return written({4: stream(data, "/Filter[/ASCII85Decode/FlateDecode/FlateDecode]")})


_SQUARE = "0 0 595 842 re f\n"
_RING = "/Names[(a) 10 0 R]/Kids[10 0 R]"

PDFS = (
    Hostile("PDF: a page tree in a ring", "a.pdf", lambda: written({2: "<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>"}), READ + "|DX104|DX205"),
    Hostile("PDF: a page tree 5,000 deep", "a.pdf", lambda: _deep_tree(5000), "DX205"),
    Hostile("PDF: a page that is its own parent", "a.pdf", lambda: written({3: "<</Type/Page/Parent 3 0 R/Contents 4 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>>>"}), READ + "|DX104|DX205"),
    Hostile("PDF: a billion pages in one", "a.pdf", lambda: written({2: "<</Type/Pages/Kids[3 0 R]/Count 1000000000>>"}), READ + "|DX104|DX105|DX205"),
    Hostile("PDF: one page 100,000 times", "a.pdf", lambda: written({2: f"<</Type/Pages/Kids[{'3 0 R ' * 100_000}]/Count 100000>>"}), "DX105"),
    Hostile("PDF: a page of 10,000 km", "a.pdf", lambda: _page("").replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]"), READ + "|DX205"),
    Hostile("PDF: a page without width", "a.pdf", lambda: _page("").replace(b"[0 0 595 842]", b"[0 0 0 0]"), READ + "|DX205|DX202|DX203"),
    Hostile("PDF: arrays in arrays", "a.pdf", lambda: _catalogue("/X " + "[" * 100_000 + "]" * 100_000), "DX205"),
    Hostile("PDF: dictionaries in dictionaries", "a.pdf", lambda: _catalogue("/X " + "<</A" * 400 + " 1" + ">>" * 400), READ + "|DX104|DX106"),
    Hostile("PDF: arrays in arrays on a page", "a.pdf", lambda: _drawing("[" * 100_000 + "]" * 100_000 + " TJ"), READ + "|DX205"),
    Hostile("PDF: 100,000 saved states", "a.pdf", lambda: _drawing("q " * 100_000), READ + "|DX205"),
    Hostile("PDF: outlines in a ring", "a.pdf", lambda: _catalogue("/Outlines 10 0 R", {10: "<</First 11 0 R/Last 11 0 R>>", 11: "<</Title(a)/Parent 10 0 R/Next 11 0 R/First 10 0 R>>"}), READ),
    Hostile("PDF: outlines 20,000 deep", "a.pdf", lambda: _catalogue("/Outlines 20 0 R", _outlines(20_000)), READ),
    Hostile("PDF: names in a ring", "a.pdf", lambda: _catalogue("/Names<</EmbeddedFiles 11 0 R/Dests 11 0 R/JavaScript 11 0 R>>", {11: f"<<{_RING.replace('10 0', '11 0')}>>"}), READ + "|DX205"),
    Hostile("PDF: a structure tree in a ring", "a.pdf", _structure_ring, READ),
    Hostile("PDF: fields in a ring", "a.pdf", lambda: _catalogue("/AcroForm<</Fields[10 0 R]>>", {10: "<</T(a)/Kids[10 0 R]/Parent 10 0 R/FT/Tx/V(x)>>"}), READ),
    Hostile("PDF: replies in a ring", "a.pdf", lambda: _page("/Annots[10 0 R]", {10: "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(a)/IRT 10 0 R/Popup 10 0 R>>"}), READ),
    Hostile("PDF: actions in a ring", "a.pdf", lambda: _catalogue("/OpenAction 10 0 R", {10: "<</S/JavaScript/JS(x)/Next 10 0 R>>"}), READ),
    Hostile("PDF: layers in a ring", "a.pdf", lambda: _catalogue("/OCProperties<</OCGs[10 0 R]/D<</Order 11 0 R/OFF[10 0 R]>>>>", {10: "<</Type/OCG/Name(a)>>", 11: "[11 0 R 10 0 R]"}), READ),
    Hostile("PDF: page labels in a ring", "a.pdf", lambda: _catalogue("/PageLabels 10 0 R", {10: "<</Kids[10 0 R]/Nums[0 <</S/D/St 999999999999>>]>>"}), READ),
    Hostile("PDF: an object that is itself", "a.pdf", lambda: _catalogue("/Metadata 10 0 R", {10: "10 0 R"}), READ),
    Hostile("PDF: a stream as long as itself", "a.pdf", lambda: written({4: b"<</Length 4 0 R>>\nstream\n" + _SHOW.encode() + b"\nendstream"}), READ + "|DX205"),
    Hostile("PDF: a form that draws itself", "a.pdf", lambda: _drawing("/X Do", _form("/X Do", 10, "/XObject<</X 10 0 R>>"), "/XObject<</X 10 0 R>>"), READ + "|DX205"),
    Hostile("PDF: two forms that draw each other", "a.pdf", lambda: _drawing("/X Do", {**_form("/X Do /X Do", 10, "/XObject<</X 11 0 R>>"), **_form("/X Do /X Do", 11, "/XObject<</X 10 0 R>>")}, "/XObject<</X 10 0 R>>"), "DX110|DX111"),
    Hostile("PDF: forms of forms, a billion of them", "a.pdf", _forms_of_forms, "DX110"),
    Hostile("PDF: a pattern that draws itself", "a.pdf", lambda: _drawing("/Pattern cs /P scn 0 0 500 500 re f", {10: stream("/Pattern cs /P scn 0 0 9 9 re f", "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 0.001/YStep 0.001/Resources<</Pattern<</P 10 0 R>>>>")}, "/Pattern<</P 10 0 R>>"), "DX110|DX111"),
    Hostile("PDF: a letter that draws itself", "a.pdf", lambda: _drawing("BT /G 9 Tf 72 500 Td (aa) Tj ET", {10: "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<</a 11 0 R>>/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources<</Font<</G 10 0 R>>>>>>", 11: stream("9 0 d0 BT /G 9 Tf (a) Tj ET")}).replace(b"/F 5 0 R", b"/F 5 0 R/G 10 0 R"), READ + "|DX205|DX202"),
    Hostile("PDF: a font that maps all letters 5,000 times", "a.pdf", _cmap_bomb, READ + "|DX202|DX205|DX110"),
    Hostile("PDF: 3,000 filled squares", "a.pdf", lambda: _drawing(_SQUARE * 3000), "DX201"),
    Hostile("PDF: 20,000 letters on each other", "a.pdf", lambda: _drawing("BT /F 9 Tf " + "1 0 0 1 72 500 Tm (a) Tj " * 20_000 + "ET"), READ),
    Hostile("PDF: a line of 100,000 pieces", "a.pdf", lambda: _drawing("0 0 m " + "9 9 l 500 0 l " * 50_000 + "S"), READ),
    Hostile("PDF: a stream of zeros, 1 GB", "a.pdf", lambda: _bomb(1_000_000_000), "DX205|DX110|DX111"),
    Hostile("PDF: zeros packed twice", "a.pdf", lambda: _bomb(1_000_000_000, 2), "DX205|DX110|DX111"),
    Hostile("PDF: zeros through chained filters", "a.pdf", _base64_bomb, READ + "|DX106|DX110|DX205|DX203"),
    Hostile("PDF: a filter 1,000 times", "a.pdf", lambda: written({4: stream(_SHOW, f"/Filter[{'/ASCIIHexDecode' * 1000}]")}), "DX205|DX203"),
    Hostile("PDF: 200 MB of white space", "a.pdf", lambda: _spaces(200_000_000), READ + "|DX106|DX110|DX205"),
    Hostile("PDF: predictor of two billion columns", "a.pdf", lambda: written({4: stream(_zeros(1000), "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647/Colors 32/BitsPerComponent 16>>")}), "DX205|DX203|DX104"),
    Hostile("PDF: an object stream in itself", "a.pdf", _object_stream_of_itself, READ),
    Hostile("PDF: 200,000 objects", "a.pdf", lambda: _many_objects(200_000), READ),
    Hostile("PDF: a picture of 100,000 × 100,000", "a.pdf", lambda: _picture("/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode", _zeros(1_000_000)), READ + "|DX205"),
    Hostile("PDF: a picture of 100,000 × 100,000, one bit", "a.pdf", lambda: _picture("/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 100000/Rows 100000>>", bytes(1000)), READ + "|DX205"),
    Hostile("PDF: a JPEG 2000 of 100,000 × 100,000", "a.pdf", lambda: _picture("/Filter/JPXDecode", declared_jpeg2000()), READ + "|DX205"),
    Hostile("PDF: a JBIG2 of 100,000 × 100,000", "a.pdf", lambda: _picture("/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode", _jbig2()), READ + "|DX205"),
    Hostile("PDF: a table of objects that lies", "a.pdf", lambda: written({}).replace(b"xref\n0 6", b"xref\n0 9999999", 1), READ + "|DX104"),
    Hostile("PDF: a table of objects in a ring", "a.pdf", _previous_in_a_ring, READ + "|DX104"),
    Hostile("PDF: a table of objects elsewhere", "a.pdf", lambda: written({}).replace(b"startxref\n", b"startxref\n99999999"), READ + "|DX104"),
    Hostile("PDF: no table of objects", "a.pdf", lambda: written({}).split(b"xref")[0], READ + "|DX104|DX205"),
    Hostile("PDF: sizes beyond all numbers", "a.pdf", lambda: written({}).replace(b"/Size 6", b"/Size 99999999999999999999"), READ + "|DX104"),
    Hostile("PDF: cut short", "a.pdf", lambda: written({})[:420], READ + "|DX104|DX205|DX203"),
    Hostile("PDF: locked with a password", "a.pdf", lambda: _locked(user="user"), "DX103"),
    Hostile("PDF: locked against copying", "a.pdf", _locked, READ),
    Hostile("PDF: locked with certificates", "a.pdf", _strange_handler, "DX103"),
    Hostile("PDF: a Word file too", "a.pdf", lambda: written({}) + word_package("<a/>"), READ + "|DX106"),
    Hostile("PDF: a script before it", "a.pdf", lambda: b"#!/bin/sh\nexit\n" + written({}), READ + "|DX104"),
    Hostile("PDF: with a web page's name", "a.html", lambda: written({}), "DX109"),
    Hostile("PDF: carries itself twelve times over", "a.pdf", _carries_itself, "DX205"),
    Hostile("PDF: carries a zip bomb", "a.pdf", lambda: _attachment(word_package("<a/>", **{"word/media/a.emf": bytes(60_000_000)}), "a.docx"), "DX205"),
    Hostile("PDF: carries a stream of zeros", "a.pdf", lambda: _catalogue("/Names<</EmbeddedFiles<</Names[(a) 10 0 R]>>>>", {10: "<</Type/Filespec/F(a.txt)/EF<</F 11 0 R>>>>", 11: stream(_zeros(1_000_000_000), "/Filter/FlateDecode")}), "DX205|DX106"),
)  # fmt: skip
