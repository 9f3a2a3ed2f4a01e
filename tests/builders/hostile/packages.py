"""Hostile Word and OpenDocument packages: their XML, their zip, and what they carry."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
import zlib

from tests.builders.hostile import GOOD, READ, Hostile
from tests.builders.hostile.pictures import declared_jpeg2000, declared_png
from tests.builders.packages import CONTENT_TYPES, WORD, odt, word_package, zipped

_TEXT = f"<w:p><w:r><w:t>{GOOD}</w:t></w:r></w:p>"
BODY = f'<w:document xmlns:w="{WORD}"><w:body>{_TEXT}</w:body></w:document>'


def word(body: str, before: str = "") -> bytes:
    """A Word file with this markup in its body, and `before` ahead of the root."""
    return word_package(f'{before}<w:document xmlns:w="{WORD}"><w:body>{_TEXT}{body}</w:body></w:document>')


def _declared(*declarations: str, use: str = "") -> bytes:
    return word(f"<w:p><w:r><w:t>{use}</w:t></w:r></w:p>", f"<!DOCTYPE x [{''.join(declarations)}]>")


def _laughs() -> bytes:
    names = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return _declared('<!ENTITY a0 "ha">', *names, use="&a9;")


def _parts(members: list[tuple[str | zipfile.ZipInfo, str | bytes]]) -> bytes:
    """A Word file with further members, names as they come, the same one twice too."""
    buffer = io.BytesIO(word_package(BODY))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
            for name, data in members:
                package.writestr(name, data)
    return buffer.getvalue()


def _link() -> bytes:
    entry = zipfile.ZipInfo("word/media/image1.png")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return _parts([(entry, "/etc/passwd")])


def _nested() -> bytes:
    inner = zipped({"zeros": bytes(60_000_000)})
    for _ in range(4):
        inner = zipped({f"{n}.zip": inner for n in range(4)})
    return _parts([("word/embeddings/object1.zip", inner)])


def _overlapping(count: int = 500, size: int = 5_000_000) -> bytes:
    """Many names in the directory for one stretch of packed zeros, as D. Fifield's bomb has them (2019)."""
    buffer = io.BytesIO(_parts([("word/media/image0.emf", bytes(size))]))
    with zipfile.ZipFile(buffer) as package:
        places = {entry.filename: entry.header_offset for entry in package.infolist()}
        start = package.start_dir
    data = buffer.getvalue()
    directory = data[start : data.rindex(b"PK\x05\x06")]
    at = directory.index(b"word/media/image0.emf") - 46
    entry = directory[at:]
    assert struct.unpack_from("<L", entry, 42)[0] == places["word/media/image0.emf"]
    for n in range(count):
        directory += entry.replace(b"image0", b"i%05d" % n)
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, len(places) + count, len(places) + count, len(directory), start, 0
    )
    return data[:start] + directory + end


def _lying_size() -> bytes:
    """A main part of 30 MB that its directory calls 500 bytes long."""
    data = bytearray(word(f"<!--{' ' * 30_000_000}-->"))
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, directory + 24, 500)
    return bytes(data)


def _cut_directory() -> bytes:
    data = bytearray(word_package(BODY))
    struct.pack_into("<L", data, len(data) - 6, 0x7FFFFFF0)
    return bytes(data)


def _picture(picture: bytes, name: str) -> bytes:
    return _parts([(f"word/media/{name}", picture)])


def _attributes() -> bytes:
    return word("<w:p " + " ".join(f'a{n}="x"' for n in range(100_000)) + "/>")


def _nested_tables(depth: int = 60) -> bytes:
    return word("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def _looping_styles() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="s{n}"/><w:basedOn w:val="S{(n + 1) % 3}"/></w:style>'
        for n in range(3)
    )
    body = BODY.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="S0"/></w:pPr>')
    return word_package(body, **{"word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>'})


def _including_itself() -> bytes:
    """A Word file that carries itself, cut to what fits: a part whose relation leads to the main part again."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" '
        'Target="document.xml"/><Relationship Id="r2" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
        'Target="../../../../etc/passwd"/></Relationships>'
    )
    return word_package(BODY, **{"word/_rels/document.xml.rels": relations})


def _long_name() -> bytes:
    return _parts([("word/media/" + "a" * 60_000 + ".png", b"x")])


def _appended_script() -> bytes:
    return b"#!/bin/sh\nrm -rf ~\nexit\n" + word_package(BODY)


def _deflated_once_more() -> bytes:
    """A part packed by a method that no word processor writes."""
    data = bytearray(word_package(BODY))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.rindex(mark)
        struct.pack_into("<H", data, at + place, 97)
    return bytes(data)


def _utf7() -> bytes:
    text = GOOD.replace(".", "+AC4-")
    return word_package(f'<?xml version="1.0" encoding="UTF-7"?>{BODY.replace(GOOD, text)}')


_XINCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
_STYLE_SHEET = '<?xml-stylesheet href="file:///etc/passwd"?>'
_OUTSIDE = '<!ENTITY a SYSTEM "file:///etc/passwd">'
_PARAMETER = '<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd">'

PACKAGES = (
    Hostile("XML: an entity of its own", "a.docx", lambda: _declared('<!ENTITY a "text">', use="&a;"), "DX106"),
    Hostile("XML: an entity from a file", "a.docx", lambda: _declared(_OUTSIDE, use="&a;"), "DX106"),
    Hostile("XML: a parameter entity", "a.docx", lambda: _declared(_PARAMETER, "%p;"), "DX106"),
    Hostile("XML: a billion laughs", "a.docx", _laughs, "DX106"),
    Hostile("XML: quadratic blow-up", "a.docx", lambda: _declared(f'<!ENTITY a "{"x" * 100_000}">', use="&a;" * 9000), "DX106"),
    Hostile("XML: a DTD elsewhere", "a.docx", lambda: word("", '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'), "DX106"),
    Hostile("XML: XInclude", "a.docx", lambda: word(_XINCLUDE), READ),
    Hostile("XML: a style sheet elsewhere", "a.docx", lambda: word("", _STYLE_SHEET), READ),
    Hostile("XML: in UTF-7", "a.docx", _utf7, "DX104"),
    Hostile("XML: an entity in OpenDocument", "a.odt", lambda: odt("<text:p/>", **{"settings.xml": f"<!DOCTYPE x [{_OUTSIDE}]><x>&a;</x>"}), "DX106"),
    Hostile("XML: deep", "a.docx", lambda: word("<w:sdt>" * 100_000), "DX106"),
    Hostile("XML: tables in tables", "a.docx", _nested_tables, READ),
    Hostile("XML: an element with 100,000 attributes", "a.docx", _attributes, READ),
    Hostile("XML: 100,000 runs in a paragraph", "a.docx", lambda: word(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 100_000}</w:p>"), READ),
    Hostile("XML: 100,000 empty paragraphs", "a.docx", lambda: word("<w:p/>" * 100_000), READ),
    Hostile("XML: 100,000 runs in OpenDocument", "a.odt", lambda: odt(f"<text:p>{GOOD}{'<text:span>a</text:span>' * 100_000}</text:p>"), READ),
    Hostile("XML: a cell that repeats a million times", "a.odt", lambda: odt(f'<text:p>{GOOD}</text:p><table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'), READ),
    Hostile("XML: a million spaces in a number", "a.odt", lambda: odt(f'<text:p>{GOOD}<text:s text:c="2000000000"/></text:p>'), READ),
    Hostile("XML: a cell across a billion columns", "a.docx", lambda: word('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'), READ),
    Hostile("XML: styles based on each other in a ring", "a.docx", _looping_styles, READ),
    Hostile("package: relations in a ring and out of it", "a.docx", _including_itself, READ),
    Hostile("package: one big part", "a.docx", lambda: _parts([("word/media/a.emf", bytes(60_000_000))]), "DX106"),
    Hostile("package: many parts", "a.docx", lambda: _parts([(f"word/media/{n}.emf", b"") for n in range(10_001)]), "DX105"),
    Hostile("package: many big parts", "a.docx", lambda: _parts([(f"word/media/{n}.emf", bytes(9_900_000)) for n in range(70)]), "DX105"),
    Hostile("package: zips in zips", "a.docx", _nested, "DX205"),
    Hostile("package: overlapping parts", "a.docx", _overlapping, "DX105"),
    Hostile("package: a part larger than it says", "a.docx", _lying_size, "DX104"),
    Hostile("package: a directory that lies elsewhere", "a.docx", _cut_directory, "DX104"),
    Hostile("package: an unknown way of packing", "a.docx", _deflated_once_more, "DX104"),
    Hostile("package: a name that climbs out", "a.docx", lambda: _parts([("../../../../tmp/scr-publish-out.xml", "<a/>")]), "DX106"),
    Hostile("package: a name from the root", "a.docx", lambda: _parts([("/tmp/scr-publish-out.xml", "<a/>")]), READ),
    Hostile("package: a name with a drive", "a.docx", lambda: _parts([("C:\\Windows\\out.xml", "<a/>")]), "DX106"),
    Hostile("package: a name of 60,000 letters", "a.docx", _long_name, READ),
    Hostile("package: a link", "a.docx", _link, "DX106"),
    Hostile("package: the main part twice", "a.docx", lambda: _parts([("word/document.xml", BODY.replace(GOOD, "Other"))]), "DX205"),
    Hostile("package: the main part twice, in capitals", "a.docx", lambda: _parts([("WORD/DOCUMENT.XML", BODY.replace(GOOD, "Other"))]), "DX205"),
    Hostile("package: a script before it", "a.docx", _appended_script, "DX107"),
    Hostile("package: cut short", "a.docx", lambda: word_package(BODY)[:-40], "DX104"),
    Hostile("package: a PNG of 100,000 × 100,000", "a.docx", lambda: _picture(declared_png(), "a.png"), READ),
    Hostile("package: a JPEG 2000 of 100,000 × 100,000", "a.docx", lambda: _picture(declared_jpeg2000(), "a.jp2"), "DX205"),
    Hostile("package: a PNG whose note unpacks to 200 MB", "a.docx", lambda: _picture(declared_png(note=zlib.compress(bytes(200_000_000))), "a.png"), READ),
    Hostile("package: a Word file that is a PDF too", "a.docx", lambda: _parts([("a.pdf", "%PDF-1.7\n1 0 obj\n")]), "DX205"),
    Hostile("package: a Word file with a PDF's name", "a.pdf", lambda: word_package(BODY), "DX109"),
    Hostile("package: a Word file with a text's name", "a.txt", lambda: word_package(BODY), "DX109"),
    Hostile("package: types that are not there", "a.docx", lambda: zipped({"[Content_Types].xml": CONTENT_TYPES}), "DX102"),
)  # fmt: skip
