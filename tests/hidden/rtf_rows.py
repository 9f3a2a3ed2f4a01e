"""Rich text files, one for each thing that they can hide."""

from __future__ import annotations

import struct

from scr_publish.document import Surface
from tests.builders.objects import workbook
from tests.builders.pictures import picture, with_exif
from tests.hidden.rows import NAME, Row

_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}"
    r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}"
)


def rtf(body: str = "", head: str = "") -> bytes:
    return f"{_HEAD}{head}\\pard\\plain\\f0\\fs24 Child H was seen at school.\\par {body}}}".encode("latin-1")


def _object(data: bytes) -> str:
    """An embedded file as an object of OLE 1.0 ([MS-OLEDS] 2.2.5)."""
    name = b"Excel.Sheet\x00"
    header = struct.pack("<III", 0x501, 2, len(name)) + name + struct.pack("<II", 0, 0) + struct.pack("<I", len(data))
    return r"{\object\objemb{\*\objdata " + (header + data).hex() + r"}{\result A sheet}}"


def _shown(data: bytes) -> str:
    return r"{\pict\jpegblip\picw80\pich60 " + data.hex() + "}"


def _rows() -> list[Row]:
    plain = rtf()
    authors = rf"{{\*\revtbl{{Unknown;}}{{{NAME};}}}}"
    link = r'{{\field{{\*\fldinst HYPERLINK "{}"}}{{\fldrslt the plan}}}}'
    comment = rf"{{\*\atnid KO}}{{\*\atnauthor {NAME}}}\chatn{{\*\annotation Is this right?}}"
    return [
        Row("comment", rtf(f"Words{comment}.\\par "), plain, "HC101", Surface.COMMENT),
        Row("tracked deletion", rtf(rf"Was {{\deleted\revauthdel1 {NAME} }}seen.\par ", authors), plain, "HC102",
            Surface.REVISION),
        Row("tracked insertion", rtf(r"Was {\revised\revauth1 often }seen.\par ", authors), plain, "HC102",
            Surface.REVISION),
        Row("hidden text", rtf(rf"Seen {{\v {NAME}}}.\par "), rtf(r"Seen {\v0 words}.\par "), "HC103", Surface.HIDDEN_TEXT),
        Row("white text", rtf(rf"Seen {{\cf2 {NAME}}}.\par "), rtf(r"Seen {\cf2\chcbpat1 white}.\par "), "HC105",
            Surface.HIDDEN_TEXT),
        Row("black highlighter over black text", rtf(rf"Seen {{\highlight1 {NAME}}}.\par "),
            rtf(r"Seen {\highlight2 words}.\par "), "HC105", Surface.HIDDEN_TEXT),
        Row("text of one point", rtf(rf"Seen {{\fs2 {NAME}}}.\par "), rtf(r"Seen {\fs12 words}.\par "), "HC106",
            Surface.HIDDEN_TEXT),
        Row("author", rtf(head=rf"{{\info{{\author {NAME}}}}}"), rtf(head=r"{\info{\title Child H}}"), "HC104",
            Surface.METADATA),
        Row("keywords", rtf(head=rf"{{\info{{\keywords {NAME}}}}}"), plain, "HC135", Surface.METADATA),
        Row("property of one's own", rtf(head=rf"{{\*\userprops{{\propname Worker}}\proptype30{{\staticval {NAME}}}}}"),
            plain, "HC134", Surface.METADATA),
        Row("document variable", rtf(head=rf"{{\*\docvar{{Client}}{{{NAME}}}}}"), plain, "HC117", Surface.METADATA),
        Row("embedded workbook", rtf(_object(workbook(NAME))), plain, "HC110", Surface.EMBEDDED),
        Row("picture's EXIF", rtf(_shown(with_exif(NAME))), rtf(_shown(picture())), "HC112", Surface.METADATA),
        Row("picture's position", rtf(_shown(with_exif(position=True))), rtf(_shown(picture())), "HC113", Surface.METADATA,
            name="53.3811 N"),
        Row("bookmark", rtf(r"{\*\bkmkstart Kester_Orrell}Words{\*\bkmkend Kester_Orrell}.\par "),
            rtf(r"{\*\bkmkstart _Toc123}Words{\*\bkmkend _Toc123}.\par "), "HC120", Surface.METADATA, name="Kester_Orrell"),
        Row("index entry", rtf(rf"Words{{\xe {NAME}}}.\par "), plain, "HC122", Surface.HIDDEN_TEXT),
        Row("field of a mail merge", rtf(rf'{{\field{{\*\fldinst MERGEFIELD "{NAME}"}}{{\fldrslt Child H}}}}\par '), plain,
            "HC122", Surface.LINK),
        Row("link to a folder", rtf(link.format(f"file:///C:/Cases/{NAME}/plan.rtf")),
            rtf(link.format("https://wexmoor.example/plan")), "HC123", Surface.LINK),
        Row("template", rtf(head=rf"{{\*\template C:\\Users\\{NAME}\\Care.dot}}"), plain, "HC124", Surface.METADATA),
        Row("numbers of editing sessions", rtf(head=r"{\*\rsidtbl \rsid123456\rsid234567}"), plain, "HC126", None),
        Row("group of an unknown kind", rtf(head=rf"{{\*\casedata {NAME}}}"), plain, "HC140", Surface.METADATA),
    ]  # fmt: skip


RTF_ROWS = [Row(**{**row.__dict__, "format": "rtf"}) for row in _rows()]
