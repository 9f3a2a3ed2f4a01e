"""OpenDocument texts, one for each thing that they can hide."""

from __future__ import annotations

from scr_publish.document import Surface
from tests.builders.packages import odt
from tests.builders.pictures import picture, with_exif
from tests.hidden.rows import NAME, Row

SEEN = "<text:p>Child H was seen at school.</text:p>"
PLAIN = odt(SEEN)
_CONFIG = (
    '<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"><office:settings><config:config-item-set>'
    '<config:config-item config:name="{}" config:type="string">{}</config:config-item></config:config-item-set>'
    "</office:settings></office:document-settings>"
)
_INFO = (
    f"<office:change-info><dc:creator>{NAME}</dc:creator><dc:date>2016-03-01T09:00:00</dc:date></office:change-info>"
)


def styled(properties: str, text: str = NAME) -> bytes:
    """A paragraph in a style with these text properties."""
    spaces = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    style = f'<style:style style:name="P9" style:family="paragraph"><style:text-properties {spaces} {properties}/></style:style>'
    return odt(f'{SEEN}<text:p text:style-name="P9">{text}</text:p>', automatic=style)


def changed(kind: str, inner: str, body: str) -> bytes:
    """A text with one tracked change, `c1`."""
    return odt(
        f'<text:tracked-changes><text:changed-region text:id="c1"><text:{kind}>{_INFO}{inner}</text:{kind}>'
        f"</text:changed-region></text:tracked-changes>{body}"
    )


def settings(name: str, value: str) -> bytes:
    return odt(SEEN, **{"settings.xml": _CONFIG.format(name, value)})


def pictured(data: bytes, name: str = "Picture 1", clip: str = "0cm") -> bytes:
    spaces = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    style = (
        f'<style:style style:name="fr1" style:family="graphic"><style:graphic-properties {spaces} '
        f'fo:clip="rect(0cm, {clip}, 0cm, 0cm)"/></style:style>'
    )
    frame = (
        f'<text:p>Seen.<draw:frame draw:name="{name}" draw:style-name="fr1" text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
        '<draw:image xlink:href="Pictures/1.jpg"/><svg:title>A house</svg:title></draw:frame></text:p>'
    )
    return odt(frame, automatic=style, **{"Pictures/1.jpg": data})


def with_object() -> bytes:
    """A sheet as an embedded object, with the picture that shows it."""
    frame = (
        '<text:p>Seen.<draw:frame><draw:object xlink:href="./Object 1"/><draw:image '
        'xlink:href="./ObjectReplacements/Object 1"/></draw:frame></text:p>'
    )
    sheet = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        f'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text:p>{NAME}</text:p></office:document-content>'
    )
    return odt(frame, **{"Object 1/content.xml": sheet, "ObjectReplacements/Object 1": picture("PNG")})


def _rows() -> list[Row]:
    link = '<text:p>See <text:a xlink:href="{}"{}>the plan</text:a>.</text:p>'
    web = odt(link.format("https://wexmoor.example/plan", ""))
    comment = f"<office:annotation><dc:creator>{NAME}</dc:creator><text:p>Is this right?</text:p></office:annotation>"
    inserted = (
        '<text:p>Words <text:change-start text:change-id="c1"/>added<text:change-end text:change-id="c1"/>.</text:p>'
    )
    header = '<style:master-page style:name="A"><style:header-first style:display="{}"><text:p>{}</text:p></style:header-first></style:master-page>'
    off = '<text:p>Seen.<draw:frame svg:x="{}cm" svg:width="3cm"><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame></text:p>'
    own = '<style:style style:name="Q" style:display-name="{}" style:family="paragraph" style:parent-style-name="Standard"/>'
    version = odt(f"<text:p>Seen by {NAME}.</text:p>")
    listed = '<VL:version-list xmlns:VL="http://openoffice.org/2001/versions-list"><VL:version-entry VL:title="Version1"/></VL:version-list>'
    signature = "<s><X509Data><X509IssuerName>{}</X509IssuerName></X509Data></s>"
    macro = f'<m:module xmlns:m="http://openoffice.org/2000/script">REM {NAME}\nSub Main\nEnd Sub</m:module>'
    return [
        Row("comment", odt(f"<text:p>Words{comment}.</text:p>"), PLAIN, "HC101", Surface.COMMENT),
        Row("tracked deletion", changed("deletion", f"<text:p>{NAME}</text:p>", '<text:p>Was <text:change '
            'text:change-id="c1"/>seen.</text:p>'), PLAIN, "HC102", Surface.REVISION),
        Row("tracked insertion", changed("insertion", "", inserted), PLAIN, "HC102", Surface.REVISION),
        Row("tracked formatting", changed("format-change", "", inserted), PLAIN, "HC102", Surface.REVISION),
        Row("hidden section", odt(f'{SEEN}<text:section text:display="none"><text:p>{NAME}</text:p></text:section>'),
            odt(f"{SEEN}<text:section><text:p>Words.</text:p></text:section>"), "HC103", Surface.HIDDEN_TEXT),
        Row("hidden paragraph", odt(f'{SEEN}<text:p><text:hidden-paragraph text:is-hidden="true"/>{NAME}</text:p>'),
            odt(f'{SEEN}<text:p><text:hidden-paragraph text:is-hidden="false"/>Words.</text:p>'), "HC103",
            Surface.HIDDEN_TEXT),
        Row("hidden text field", odt(f'<text:p>Seen.<text:hidden-text text:string-value="{NAME}"/></text:p>'), PLAIN,
            "HC103", Surface.HIDDEN_TEXT),
        Row("hidden by a style", styled('text:display="none"'), styled('text:display="true"', "Words."), "HC103",
            Surface.HIDDEN_TEXT),
        Row("white text", styled('fo:color="#ffffff"'), styled('fo:color="#ffffff" fo:background-color="#203864"', "White"),
            "HC105", Surface.HIDDEN_TEXT),
        Row("text of one point", styled('fo:font-size="1pt"'), styled('fo:font-size="6pt"', "Small."), "HC106",
            Surface.HIDDEN_TEXT),
        Row("text box off the page", odt(off.format("-90", NAME)), odt(off.format("2", "A note")), "HC108",
            Surface.OFF_PAGE),
        Row("first-page header, switched off", odt(SEEN, page=header.format("false", NAME)),
            odt(SEEN, page=header.format("true", "The Board")), "HC109", Surface.HIDDEN_TEXT),
        Row("author", odt(SEEN, meta=f"<meta:initial-creator>{NAME}</meta:initial-creator>"), PLAIN, "HC104",
            Surface.METADATA),
        Row("keywords", odt(SEEN, meta=f"<meta:keyword>{NAME}</meta:keyword>"), PLAIN, "HC135", Surface.METADATA),
        Row("property of one's own", odt(SEEN, meta=f'<meta:user-defined meta:name="Worker">{NAME}</meta:user-defined>'),
            PLAIN, "HC134", Surface.METADATA),
        Row("earlier version", odt(SEEN, **{"Versions/Version1": version, "VersionList.xml": listed}), PLAIN, "HC130",
            Surface.EMBEDDED),
        Row("thumbnail", odt(SEEN, **{"Thumbnails/thumbnail.png": picture("PNG")}), PLAIN, "HC132", None),
        Row("embedded sheet", with_object(), pictured(picture()), "HC110", Surface.EMBEDDED),
        Row("picture's EXIF", pictured(with_exif(NAME)), pictured(picture()), "HC112", Surface.METADATA),
        Row("picture's position", pictured(with_exif(position=True)), pictured(picture()), "HC113", Surface.METADATA,
            name="53.3811 N"),
        Row("cropped picture", pictured(picture(), clip="0.5cm"), pictured(picture()), "HC114", None, cleaned=False),
        Row("picture's file name", pictured(picture(), f"{NAME}.jpg"), pictured(picture()), "HC116", Surface.METADATA),
        Row("printer", settings("PrinterName", f"Office of {NAME}"), settings("PrinterName", ""), "HC127", Surface.METADATA),
        Row("mail merge", settings("CurrentDatabaseDataSource", f"Clients of {NAME}"), settings("ChartAutoUpdate", "true"),
            "HC118", Surface.METADATA),
        Row("numbers of editing sessions", settings("Rsid", "123456"), settings("Rsid", "0"), "HC126", None),
        Row("bookmark", odt('<text:p><text:bookmark text:name="Kester_Orrell"/>Words.</text:p>'),
            odt('<text:p><text:bookmark text:name="__RefHeading___1"/>Words.</text:p>'), "HC120", Surface.LINK,
            name="Kester_Orrell"),
        Row("name of a style", odt('<text:p text:style-name="Q">Words.</text:p>', styles=own.format(f"{NAME} quotes")),
            odt('<text:p text:style-name="Q">Words.</text:p>', styles=own.format("List Contents")), "HC121",
            Surface.METADATA),
        Row("index entry", odt(f'<text:p>Words<text:alphabetical-index-mark text:string-value="{NAME}"/>.</text:p>'),
            PLAIN, "HC122", Surface.LINK),
        Row("declared variable", odt(f'<text:user-field-decls><text:user-field-decl text:name="Client" '
            f'office:string-value="{NAME}"/></text:user-field-decls>{SEEN}'), PLAIN, "HC117", Surface.METADATA),
        Row("link to a folder", odt(link.format(f"file:///C:/Cases/{NAME}/plan.odt", "")), web, "HC123", Surface.LINK),
        Row("tip of a link", odt(link.format("https://wexmoor.example/plan", f' office:title="{NAME}"')), web, "HC139",
            Surface.LINK),
        Row("macro", odt(SEEN, **{"Basic/Standard/Module1.xml": macro}), odt(SEEN, **{"Basic/script-lc.xml": "<l/>"}),
            "HC128", Surface.METADATA),
        Row("signature", odt(SEEN, **{"META-INF/documentsignatures.xml": signature.format(f"CN={NAME}")}), PLAIN, "HC129",
            Surface.METADATA),
        Row("part of an unknown kind", odt(SEEN, **{"Addin/data.xml": f"<case>{NAME}</case>"}), PLAIN, "HC140",
            Surface.METADATA),
        Row("hidden control of a form", odt('<office:forms><form:form><form:hidden form:value='
            f'"{NAME}"/></form:form></office:forms>{SEEN}'), PLAIN, "HC136", Surface.FORM_FIELD),
    ]  # fmt: skip


ODT_ROWS = [Row(**{**row.__dict__, "format": "odt"}) for row in _rows()]
