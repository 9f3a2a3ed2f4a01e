"""Word files, one for each thing that they can hide."""

from __future__ import annotations

import struct

from scr_publish.document import Surface
from tests.builders.docx import cell, field, paragraph, row, run, table, word_bytes, xml
from tests.builders.objects import CERTIFICATE, compound, macro_project, packager, workbook
from tests.builders.pictures import picture, with_exif, with_note, with_preview, with_xmp
from tests.hidden.rows import NAME, Row

BY = f'w:id="1" w:author="{NAME}" w:date="2016-03-01T09:00:00Z"'
SEEN = paragraph("Child H was seen at school on most days of the week.")
PLAIN = word_bytes(SEEN, core="<dc:title>Child H</dc:title>")
_EMBEDDINGS = {"rIdE": ("package", "embeddings/file1.bin")}
_TOP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def shape(
    *, x: int = 0, y: int = 0, text: str = "", fill: str = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>',
    behind: int = 0, relative: str = "column",
) -> str:  # fmt: skip
    """A floating shape of 100 by 20 points, with or without words; `x` and `y` in points from the column or page."""
    box = f"<wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx>" if text else ""
    vertical = "page" if relative == "page" else "paragraph"
    return (
        f'<w:r><w:drawing><wp:anchor behindDoc="{behind}" distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{relative}"><wp:posOffset>{x * 12700}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="{vertical}"><wp:posOffset>{y * 12700}</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1270000" cy="254000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="7" name="Rectangle 7"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1270000" cy="254000"/></a:xfrm><a:prstGeom prst="rect">'
        f"<a:avLst/></a:prstGeom>{fill}</wps:spPr>{box}<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></w:r>"
    )


def image(*, crop: str = "", name: str = "Picture 1", alt: str = "A drawing of a house") -> str:
    """An inline picture, `rIdP`."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1016000" cy="762000"/>'
        f'<wp:docPr id="3" name="{name}" descr="{alt}"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="3" '
        f'name="Picture 1"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdP"/>{crop}<a:stretch>'
        '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1016000" '
        'cy="762000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def pictured(data: bytes, *, ending: str = "jpeg", **options: str) -> bytes:
    """A Word file with one picture."""
    name = f"media/image1.{ending}"
    return word_bytes(SEEN, paragraph(image(**options)), parts={name: data}, links={"rIdP": ("image", name)})


def with_file(data: bytes, name: str = "file1.bin") -> bytes:
    """A Word file with an embedded object, shown by a picture."""
    shown = '<v:shape style="width:80pt;height:60pt"><v:imagedata r:id="rIdP"/></v:shape>'
    body = f'<w:r><w:object>{shown}<o:OLEObject Type="Embed" ProgID="Package" r:id="rIdE"/></w:object></w:r>'
    return word_bytes(
        SEEN,
        paragraph(body),
        parts={f"embeddings/{name}": data, "media/image1.png": picture("PNG")},
        links={"rIdE": ("package", f"embeddings/{name}"), "rIdP": ("image", "media/image1.png")},
    )


def with_top(kind: str, part: str, content: str | bytes, type_: str = "") -> bytes:
    """A Word file with a part that the package itself refers to."""
    relationship = type_ or f"{_TOP}/{kind}"
    top = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{_TOP}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{relationship}" Target="{part}"/></Relationships>'
    )
    return word_bytes(SEEN, parts={f"/{part}": content, "/_rels/.rels": top})


def with_settings(inner: str, **more: str) -> bytes:
    return word_bytes(SEEN, parts={"settings": xml("settings", inner), **more})


def chart(body: str = "") -> str:
    return (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:plotArea><c:barChart><c:ser><c:cat>'
        '<c:strRef><c:f>Sheet1!A1</c:f><c:strCache><c:pt idx="0"><c:v>Visits</c:v></c:pt></c:strCache></c:strRef></c:cat>'
        f"</c:ser></c:barChart></c:plotArea></c:chart>{body}</c:chartSpace>"
    )


def with_chart(embedded: bytes | None) -> bytes:
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1016000" cy="762000"/><wp:docPr id="4" name="Chart 4"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rIdC"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    parts: dict[str, str | bytes] = {"charts/chart1.xml": chart('<c:externalData r:id="rId1"/>' if embedded else "")}
    if embedded:
        parts["embeddings/Sheet1.xlsx"] = embedded
        parts["charts/_rels/chart1.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{_TOP}/package" Target="../embeddings/Sheet1.xlsx"/></Relationships>'
        )
    return word_bytes(SEEN, paragraph(drawing), parts=parts, links={"rIdC": ("chart", "charts/chart1.xml")})


def header_rows() -> list[Row]:
    """Headers, notes and other stories that no page shows."""
    section = '<w:sectPr>{title}<w:headerReference w:type="{which}" r:id="rIdH"/></w:sectPr>'

    def made(which: str, *, title: str = "", text: str = NAME) -> bytes:
        return word_bytes(
            SEEN,
            section.format(which=which, title=title)
            .replace(title, "", 1)
            .replace("</w:sectPr>", f"{title}</w:sectPr>"),
            parts={"header1.xml": xml("hdr", paragraph(text))},
            links={"rIdH": ("header", "header1.xml")},
        )

    note = f'<w:footnote w:id="3">{paragraph(NAME)}</w:footnote>'
    used = f'<w:footnote w:id="3">{paragraph("A note.")}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="3"/></w:r>'
    title_page = "<w:titlePg/>"
    return [
        Row("first-page header, switched off", made("first"), made("first", title=title_page, text="The Board"),
            "HC109", Surface.HIDDEN_TEXT),
        Row("even-page header, switched off", made("even"), made("default", text="The Board"), "HC109",
            Surface.HIDDEN_TEXT),
        Row("note whose mark was deleted", word_bytes(SEEN, parts={"footnotes": xml("footnotes", note)}),
            word_bytes(paragraph("Words", reference), parts={"footnotes": xml("footnotes", used)}), "HC109",
            Surface.HIDDEN_TEXT),
        Row("endnote whose mark was deleted",
            word_bytes(SEEN, parts={"endnotes": xml("endnotes", note.replace("footnote", "endnote"))}), PLAIN, "HC109",
            Surface.HIDDEN_TEXT),
        Row("building block", word_bytes(SEEN, parts={"glossaryDocument": xml("glossaryDocument", "<w:docParts><w:docPart>"
            f"<w:docPartBody>{paragraph(NAME)}</w:docPartBody></w:docPart></w:docParts>")}), PLAIN, "HC133",
            Surface.METADATA),
    ]  # fmt: skip


def change_rows() -> list[Row]:
    """Comments and tracked changes."""
    w15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    comment = f"<w:comment {BY}>{paragraph('Is this right?')}</w:comment>"
    anchored = paragraph('<w:commentRangeStart w:id="1"/>', "Words", '<w:commentRangeEnd w:id="1"/>',
                         '<w:r><w:commentReference w:id="1"/></w:r>')  # fmt: skip
    resolved = comment.replace("<w:p>", f'<w:p {w14} w14:paraId="00000001">')
    state = f'<w15:commentsEx {w15}><w15:commentEx w15:paraId="00000001" w15:done="1"/></w15:commentsEx>'
    deleted = f"<w:del {BY}><w:r><w:delText>{NAME}</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom {BY}>{run(NAME)}</w:moveFrom>"
    people = (
        f'<w15:people {w15}><w15:person w15:author="{NAME}"><w15:presenceInfo w15:providerId="AD" '
        'w15:userId="S::k.orrell@wexmoor.example::1"/></w15:person></w15:people>'
    )
    return [
        Row("comment", word_bytes(anchored, parts={"comments": xml("comments", comment)}), PLAIN, "HC101", Surface.COMMENT),
        Row("resolved comment", word_bytes(anchored, parts={"comments": xml("comments", resolved),
            "commentsExtended": state}), PLAIN, "HC101", Surface.COMMENT),
        Row("tracked deletion", word_bytes(paragraph("They saw ", deleted, "him.")), PLAIN, "HC102", Surface.REVISION),
        Row("tracked insertion", word_bytes(paragraph("They saw ", f"<w:ins {BY}>{run('a child')}</w:ins>", ".")), PLAIN,
            "HC102", Surface.METADATA),
        Row("moved text", word_bytes(paragraph("Words ", moved), paragraph(f"<w:moveTo {BY}>{run('Moved.')}</w:moveTo>")),
            PLAIN, "HC102", Surface.REVISION),
        Row("tracked formatting", word_bytes(paragraph(run("Words", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>"))),
            word_bytes(paragraph(run("Words", "<w:b/>"))), "HC102", Surface.METADATA),
        Row("deleted table row", word_bytes(SEEN, table(row("a"), row("b", properties=f"<w:del {BY}/>"))),
            word_bytes(SEEN, table(row("a"), row("b"))), "HC102", Surface.METADATA),
        Row("list of people", word_bytes(SEEN, parts={"people": people}), PLAIN, "HC125", Surface.METADATA),
    ]  # fmt: skip


def unseen_rows() -> list[Row]:
    """Text on the page that cannot be seen."""
    white = '<w:color w:val="FFFFFF"/>'
    dark = cell(paragraph(run("Action", white)), properties='<w:shd w:val="clear" w:fill="1F3864"/>')
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:rPr>{}</w:rPr></w:style>'
    )

    def styled(properties: str, text: str = NAME) -> bytes:
        words = run(text, '<w:rStyle w:val="Emphasis"/>')
        return word_bytes(paragraph("Seen. ", words), styles=styles.format(properties))

    def said(properties: str, text: str = NAME) -> bytes:
        return word_bytes(paragraph("Seen. ", run(text, properties)))

    hidden_row = table(row("a"), row(NAME, properties="<w:hidden/>"))
    merged = table(
        row(cell("Action", properties='<w:vMerge w:val="restart"/>')), row(cell(NAME, properties="<w:vMerge/>"))
    )
    older = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{run("Words")}</mc:Choice>'
        f"<mc:Fallback>{run(NAME)}</mc:Fallback></mc:AlternateContent>"
    )
    frame = '<w:framePr w:w="2000" w:h="400" w:hAnchor="page" w:x="30000" w:y="100"/>'
    return [
        Row("hidden run", said("<w:vanish/>"), said('<w:vanish w:val="0"/>', "Words."), "HC103", Surface.HIDDEN_TEXT),
        Row("hidden by a style", styled("<w:vanish/>"), PLAIN, "HC103", Surface.HIDDEN_TEXT),
        Row("hidden table row", word_bytes(SEEN, hidden_row), word_bytes(SEEN, table(row("a"), row("b"))), "HC103",
            Surface.HIDDEN_TEXT),
        Row("text under a merged cell", word_bytes(SEEN, merged), word_bytes(SEEN, merged.replace(NAME, "")), "HC103",
            Surface.HIDDEN_TEXT),
        Row("text for older programs only", word_bytes(paragraph(older)),
            word_bytes(paragraph(older.replace(NAME, "Words"))), "HC103", Surface.HIDDEN_TEXT),
        Row("white text", said(white), word_bytes(SEEN, table(row(dark))), "HC105", Surface.HIDDEN_TEXT),
        Row("nearly white text", said('<w:color w:val="F2F2F2"/>'), said('<w:color w:val="808080"/>', "Grey words."),
            "HC105", Surface.HIDDEN_TEXT),
        Row("white by a style", styled(white), styled('<w:color w:val="FF0000"/>', "Words"),
            "HC105", Surface.HIDDEN_TEXT),
        Row("black highlighter over black text", said('<w:highlight w:val="black"/>'),
            said('<w:highlight w:val="yellow"/>', "Words."), "HC105", Surface.HIDDEN_TEXT),
        Row("text in the colour of its shading", said('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'),
            said('<w:shd w:val="clear" w:fill="000000"/>', "White by itself."), "HC105", Surface.HIDDEN_TEXT),
        Row("text without a fill", said('<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
            "<w14:noFill/></w14:textFill>"), PLAIN, "HC105", Surface.HIDDEN_TEXT),
        Row("text of one point", said('<w:sz w:val="2"/>'), said('<w:sz w:val="12"/>', "Small print."), "HC106",
            Surface.HIDDEN_TEXT),
        Row("lines of one point", word_bytes(SEEN, paragraph(NAME, properties='<w:spacing w:line="20" '
            'w:lineRule="exact"/>')), word_bytes(paragraph("Words.", properties='<w:spacing w:line="240" '
            'w:lineRule="exact"/>')), "HC106", Surface.HIDDEN_TEXT),
        Row("row of one point", word_bytes(SEEN, table(row("a"), row(NAME, properties='<w:trHeight w:val="20" '
            'w:hRule="exact"/>'))), word_bytes(SEEN, table(row("a", properties='<w:trHeight w:val="20"/>'))), "HC106",
            Surface.HIDDEN_TEXT),
        Row("black box over text", word_bytes(paragraph("The mother, Tamsin, was seen.", shape())),
            word_bytes(paragraph("Seen.", shape(text="A note", fill='<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'))),
            "HC107", None, cleaned=False),
        Row("black box of the older kind", word_bytes(paragraph("Seen.", '<w:r><w:pict><v:rect style="position:absolute;'
            'width:90pt;height:14pt;z-index:1" fillcolor="black"/></w:pict></w:r>')), word_bytes(paragraph("Seen.",
            '<w:r><w:pict><v:rect style="position:absolute;width:90pt;height:14pt;z-index:-1" fillcolor="black"/></w:pict>'
            "</w:r>")), "HC107", None, cleaned=False),
        Row("text box off the page", word_bytes(paragraph("Seen.", shape(x=-2000, text=NAME, relative="page"))),
            word_bytes(paragraph("Seen.", shape(x=100, y=100, text="A note", relative="page",
            fill='<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'))), "HC108", Surface.OFF_PAGE),
        Row("paragraph indented off the page", word_bytes(SEEN, paragraph(NAME, properties='<w:ind w:left="-30000"/>')),
            word_bytes(SEEN, paragraph("Words.", properties='<w:ind w:left="-200"/>')), "HC108", Surface.OFF_PAGE),
        Row("frame off the page", word_bytes(SEEN, paragraph(NAME, properties=frame)),
            word_bytes(SEEN, paragraph("Words.", properties=frame.replace("30000", "3000"))), "HC108", Surface.OFF_PAGE),
    ]  # fmt: skip


def file_rows() -> list[Row]:
    """Files and pictures inside the file."""
    inner = word_bytes(paragraph(f"Seen by {NAME}."))
    return [
        Row("embedded workbook", with_file(workbook(NAME), "Sheet1.xlsx"), pictured(picture()), "HC110", Surface.EMBEDDED),
        Row("embedded Word file", with_file(inner, "Notes.docx"), PLAIN, "HC110", Surface.EMBEDDED),
        Row("embedded PDF in an OLE object", with_file(compound({"CONTENTS": _pdf(NAME)}), "oleObject1.bin"), PLAIN,
            "HC110", Surface.EMBEDDED),
        Row("packaged text file", with_file(compound({"\x01Ole10Native": packager("notes.txt",
            f"C:\\Users\\{NAME}\\notes.txt", f"Seen by {NAME}.".encode())}), "oleObject1.bin"), PLAIN, "HC110",
            Surface.EMBEDDED, more=("HC123",)),
        Row("chart's workbook", with_chart(workbook(NAME)), with_chart(None), "HC111", Surface.EMBEDDED),
        Row("picture's EXIF", pictured(with_exif(NAME)), pictured(picture()), "HC112", Surface.METADATA),
        Row("picture's user comment", pictured(with_exif(comment=NAME)), pictured(picture()), "HC112", Surface.METADATA),
        Row("picture's XMP", pictured(with_xmp(NAME)), pictured(picture()), "HC112", Surface.METADATA),
        Row("picture's text chunk", pictured(with_note(NAME), ending="png"), pictured(picture("PNG"), ending="png"),
            "HC112", Surface.METADATA),
        Row("picture's position", pictured(with_exif(position=True)), pictured(picture()), "HC113", Surface.METADATA,
            name="53.3811 N 1.4701 W"),
        Row("picture's preview", pictured(with_preview()), pictured(picture()), "HC115", None),
        Row("cropped picture", pictured(picture(), crop='<a:srcRect l="25000" b="10000"/>'), pictured(picture(),
            crop="<a:srcRect/>"), "HC114", None),
        Row("picture's file name", pictured(picture(), name=f"{NAME}.jpg"), pictured(picture()), "HC116", Surface.METADATA),
        Row("file name as alternative text", pictured(picture(), alt=f"C:\\Users\\{NAME}\\house.png"), pictured(picture()),
            "HC116", Surface.ALT_TEXT),
        Row("thumbnail", with_top("", "docProps/thumbnail.jpeg", picture(), "http://schemas.openxmlformats.org/package/2006/"
            "relationships/metadata/thumbnail"), PLAIN, "HC132", None),
        Row("macros", word_bytes(SEEN, parts={"vbaProject.bin": macro_project(f"' written by {NAME}\nSub A()\nEnd Sub")},
            links={"rIdV": ("vbaProject", "vbaProject.bin")}), PLAIN, "HC128", Surface.METADATA),
        Row("printer settings", word_bytes(SEEN, '<w:sectPr><w:printerSettings r:id="rIdS"/></w:sectPr>',
            parts={"printerSettings1.bin": _printer(NAME)}, links={"rIdS": ("printerSettings", "printerSettings1.bin")}),
            PLAIN, "HC127", Surface.METADATA),
        Row("signature", with_top("", "_xmlsignatures/sig1.xml", "<Signature><Object><SignatureComments>Signed by "
            f"{NAME}</SignatureComments></Object></Signature>", "http://schemas.openxmlformats.org/package/2006/"
            "relationships/digital-signature/signature"), PLAIN, "HC129", Surface.METADATA),
        Row("certificate of a signature", with_top("", "_xmlsignatures/sig2.xml", f"<Signature><X509Certificate>{CERTIFICATE}"
            "</X509Certificate></Signature>", "http://schemas.openxmlformats.org/package/2006/relationships/"
            "digital-signature/signature"), PLAIN, "HC129", Surface.METADATA),
        Row("line for a signature", word_bytes(SEEN, paragraph('<w:r><w:pict><v:shape style="width:9pt;height:9pt">'
            f'<o:signatureline o:suggestedsigner="{NAME}"/></v:shape></w:pict></w:r>')), PLAIN, "HC129", Surface.METADATA),
        Row("part of an unknown kind", word_bytes(SEEN, parts={"caseData.xml": f"<case><client>{NAME}</client></case>"},
            links={"rIdU": ("caseData", "caseData.xml")}), PLAIN, "HC140", Surface.METADATA),
        Row("part that was deleted from the package", _leftover(), PLAIN, "HC130", Surface.EARLIER_REVISION),
    ]  # fmt: skip


def property_rows() -> list[Row]:
    """Properties, names, fields and links."""
    link = f'<w:hyperlink r:id="rIdL">{run("the plan")}</w:hyperlink>'
    web = {"rIdL": ("hyperlink", "https://wexmoor.example/plan")}
    control = f'<w:sdt><w:sdtPr><w:tag w:val="{NAME}"/></w:sdtPr><w:sdtContent>{run("Child H")}</w:sdtContent></w:sdt>'
    form = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="Mother of {NAME}"/></w:ffData></w:fldChar>'
        '</w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("none")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    custom = (
        '<Properties xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property name="Case worker"><vt:lpwstr>{NAME}</vt:lpwstr></property></Properties>'
    )
    mail = f'<w:mailMerge><w:query w:val="SELECT * FROM Clients WHERE Name = &quot;{NAME}&quot;"/></w:mailMerge>'
    own = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Quotes"><w:name w:val="{NAME} quotes"/></w:style>'
    )
    template = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_TOP}/attachedTemplate" Target="file:///C:/Users/{NAME}/Care.dotx" TargetMode="External"/></Relationships>'
    )
    return [
        Row("author", word_bytes(SEEN, core=f"<dc:creator>{NAME}</dc:creator>"), PLAIN, "HC104", Surface.METADATA),
        Row("manager", with_top("extended-properties", "docProps/app.xml", f"<Properties><Manager>{NAME}</Manager>"
            "</Properties>"), with_top("extended-properties", "docProps/app.xml", "<Properties><Template>Normal.dotm"
            "</Template></Properties>"), "HC104", Surface.METADATA),
        Row("keywords", word_bytes(SEEN, core=f"<cp:keywords>neglect, {NAME}</cp:keywords>"), PLAIN, "HC135",
            Surface.METADATA),
        Row("custom property", with_top("custom-properties", "docProps/custom.xml", custom), PLAIN, "HC134",
            Surface.METADATA),
        Row("document variable", with_settings(f'<w:docVars><w:docVar w:name="Client" w:val="{NAME}"/></w:docVars>'),
            with_settings("<w:zoom/>"), "HC117", Surface.METADATA),
        Row("mail merge", with_settings(mail), with_settings("<w:zoom/>"), "HC118", Surface.METADATA),
        Row("custom XML", word_bytes(SEEN, parts={"/customXml/item1.xml": f"<case><worker>{NAME}</worker></case>"},
            links={"rIdX": ("customXml", "../customXml/item1.xml")}), PLAIN, "HC119", Surface.METADATA),
        Row("bookmark", word_bytes(paragraph('<w:bookmarkStart w:id="4" w:name="Kester_Orrell"/>', "Words.",
            '<w:bookmarkEnd w:id="4"/>')), word_bytes(paragraph('<w:bookmarkStart w:id="4" w:name="_Toc1234"/>', "Words.",
            '<w:bookmarkEnd w:id="4"/>')), "HC120", Surface.METADATA, name="Kester_Orrell"),
        Row("name of a style", word_bytes(paragraph("Words.", style="Quotes"), styles=own),
            word_bytes(paragraph("Words.", style="Quotes"), styles=own.replace(f"{NAME} quotes", "Body Text 2 Char")), "HC121",
            Surface.METADATA),
        Row("index entry", word_bytes(paragraph("Words", field(f'XE "{NAME}"'), ".")),
            word_bytes(paragraph("Page ", field("PAGE", "4"))), "HC122", Surface.LINK),
        Row("path of an included file", word_bytes(paragraph(field(f'INCLUDETEXT "C:\\\\Cases\\\\{NAME}.docx"', "Words"))),
            PLAIN, "HC122", Surface.LINK),
        Row("link to a folder", word_bytes(paragraph("See ", link), links={"rIdL": ("hyperlink",
            f"file:///C:/Cases/{NAME}/plan.docx")}), word_bytes(paragraph("See ", link), links=web), "HC123", Surface.LINK),
        Row("tip of a link", word_bytes(paragraph(link.replace("r:id", f'w:tooltip="Page of {NAME}" r:id')), links=web),
            word_bytes(paragraph(link), links=web), "HC139", Surface.LINK),
        Row("attached template", with_settings('<w:attachedTemplate r:id="rId1"/>', **{"_rels/settings.xml.rels": template}),
            with_settings("<w:zoom/>"), "HC124", Surface.LINK),
        Row("numbers of editing sessions", with_settings('<w:rsids><w:rsid w:val="00A1B2C3"/></w:rsids>'), PLAIN, "HC126",
            None),
        Row("tag of a content control", word_bytes(paragraph(control)), word_bytes(paragraph(control.replace(NAME, "12"))),
            "HC131", Surface.FORM_FIELD),
        Row("help of a form field", word_bytes(paragraph(form)), PLAIN, "HC136", Surface.FORM_FIELD),
    ]  # fmt: skip


def _pdf(text: str) -> bytes:
    from fpdf import FPDF

    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=12)
    made.cell(text=text)
    return bytes(made.output())


def _printer(name: str) -> bytes:
    return name.encode("utf-16-le").ljust(64, b"\x00") + struct.pack("<HH", 0x0401, 0x06)


def _leftover() -> bytes:
    """A package in front of whose parts an older one still lies, which the directory does not list."""
    import zipfile
    from io import BytesIO

    old = BytesIO()
    with zipfile.ZipFile(old, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document><w:t>{NAME} was seen.</w:t></w:document>")
    part = old.getvalue()[: old.getvalue().index(b"PK\x01\x02")]
    whole = BytesIO()
    with zipfile.ZipFile(BytesIO(PLAIN)) as source, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for i, name in enumerate(source.namelist()):
            if i == 1:
                whole.write(part)
                package.start_dir = whole.tell()
            package.writestr(name, source.read(name))
    return whole.getvalue()


DOCX_ROWS = [*change_rows(), *header_rows(), *unseen_rows(), *file_rows(), *property_rows()]
