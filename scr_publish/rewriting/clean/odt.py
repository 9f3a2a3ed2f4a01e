"""OpenDocument texts without what they hide."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from scr_publish.parsing.odt.attachments import CONFIG
from scr_publish.parsing.odt.marks import cropped_frames, is_off_page
from scr_publish.parsing.odt.names import DC, DRAW, HREF, META, OFFICE, STYLE, SVG, TEXT, local
from scr_publish.parsing.odt.styles import Styles
from scr_publish.parsing.opening import Input
from scr_publish.parsing.places import is_file_name, is_local
from scr_publish.rewriting.clean.odt_names import clean_names
from scr_publish.rewriting.clean.pictures import says_something, stripped
from scr_publish.rewriting.clean.report import Log

_KEPT = re.compile(r"mimetype|content\.xml|styles\.xml|Pictures/.*|ObjectReplacements/.*|Fonts/.*|Object \d+/.*\.xml")
_GONE = {
    "Versions": "earlier versions",
    "VersionList.xml": "earlier versions",
    "Thumbnails": "thumbnails",
    "Basic": "macros",
    "Scripts": "macros",
    "Dialogs": "macros",
    "META-INF": "signatures",
    "settings.xml": "settings of the program and its printer",
}
_MARKS = {
    OFFICE + "annotation": "comments",
    OFFICE + "annotation-end": "",
    TEXT + "tracked-changes": "",
    TEXT + "change": "tracked deletions",
    TEXT + "change-start": "tracked insertions and changes (their text stays)",
    TEXT + "change-end": "",
    TEXT + "hidden-text": "hidden texts",
    TEXT + "script": "scripts",
    OFFICE + "scripts": "",
    OFFICE + "event-listeners": "",
    TEXT + "user-field-decls": "variables",
    TEXT + "dde-connection-decls": "variables",
    TEXT + "section-source": "sources of linked sections",
    TEXT + "alphabetical-index-mark": "entries of an index",
    TEXT + "user-index-mark": "entries of an index",
    TEXT + "toc-mark": "entries of an index",
    OFFICE + "dde-source": "sources of linked sections",
}
"""Elements that go, and what they are called."""
_FIELDS = frozenset(
    TEXT + name
    for name in ("database-display", "database-name", "variable-set", "user-field-get", "user-field-input",
                 "expression", "placeholder", "execute-macro", "file-name", "template-name", "author-name",
                 "author-initials", "creator", "initial-creator", "printed-by", "description", "keywords", "subject",
                 "user-defined", "editing-cycles", "editing-duration", "modification-date", "modification-time",
                 "creation-date", "creation-time", "print-date", "print-time", "sender-firstname", "sender-lastname",
                 "sender-initials", "sender-email", "sender-company", "conditional-text", "dde-connection", "title",
                 "date", "time")
)  # fmt: skip
"""Fields that become their text: what they are made from is gone, or says more than they show."""
_ODF_TYPE = {"content.xml": "text/xml", "styles.xml": "text/xml", "meta.xml": "text/xml", "settings.xml": "text/xml"}
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def clean_odt(given: Input, log: Log) -> bytes:
    """The file anew: its text without marks and hidden parts, bare properties, pictures without data on themselves."""
    with zipfile.ZipFile(BytesIO(given.data)) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist() if not entry.is_dir()}
    roots: dict[str, Any] = {name: _root(parts[name]) for name in ("content.xml", "styles.xml") if name in parts}
    styles = Styles(*roots.values())
    for name, root in roots.items():
        where = "the body" if name == "content.xml" else "headers, footers and styles"
        _clean_text(root, styles, where, log)
    clean_names(list(roots.values()), log)
    for picture in cropped_frames(roots["content.xml"]):
        log.left(
            f"The cropped picture {picture.rpartition('/')[2]} keeps what was cut away: cut it in a picture editor."
        )
    dropped = _objects(roots["content.xml"], log)
    settings, meta = parts.get("settings.xml"), parts.get("meta.xml")
    kept = {n: d for n, d in parts.items() if _KEPT.fullmatch(n) and n.split("/")[0] not in dropped}
    for name in [n for n in parts if n not in kept and n not in ("meta.xml", "META-INF/manifest.xml", "manifest.rdf")]:
        if not name.startswith(("Configurations2/", "layout-cache")) and name.split("/")[0] not in dropped:
            words = _GONE.get(name.split("/")[0], "parts of an unknown kind")
            if name != "settings.xml":
                log.removed(words, "the package")
    for name in [n for n in kept if n.startswith("Pictures/")]:
        kept[name] = _picture(name, kept[name], log)
    kept |= {name: _written(root) for name, root in roots.items()}
    kept["meta.xml"] = _meta(meta, log)
    if settings is not None:
        kept["settings.xml"] = _settings(settings, log)
    return _packed(kept, parts)


def _clean_text(root: Any, styles: Styles, where: str, log: Log) -> None:
    for element in [e for e in root.iter() if e.tag in _MARKS]:
        if _MARKS[element.tag]:
            log.removed(_MARKS[element.tag], where)
        _remove(element)
    for element in [e for e in root.iter(TEXT + "section") if _is_hidden(e)]:
        log.removed("hidden sections", where)
        _remove(element)
    for paragraph in [p for p in root.iter(TEXT + "p", TEXT + "h") if _hidden_paragraph(p, styles)]:
        log.removed("hidden texts", where)
        _remove(paragraph)
    for span in [s for s in root.iter(TEXT + "span") if styles.hides(s.get(TEXT + "style-name", ""))]:
        log.removed("hidden texts", where)
        _remove(span)
    _unseen(root, styles, where, log)
    for frame in [f for f in root.iter(DRAW + "frame", DRAW + "custom-shape") if is_off_page(f)]:
        log.removed("drawings off the page", where)
        _remove(frame)
    for field in [f for f in root.iter() if f.tag in _FIELDS]:
        log.removed("fields (their text stays)", where)
        _unwrap(field)
    for element in root.iter(TEXT + "hidden-paragraph"):
        element.attrib.clear()
    for header in [h for h in root.iter() if h.get(STYLE + "display") == "false"]:
        if "".join(header.itertext()).strip():
            log.removed("headers and footers that no page shows", where)
        for child in list(header):
            header.remove(child)
    _links(root, where, log)
    _random_numbers(root, where, log)


def _is_hidden(section: Any) -> bool:
    return bool(section.get(TEXT + "display") == "none" or section.get(TEXT + "is-hidden") == "true")


def _hidden_paragraph(paragraph: Any, styles: Styles) -> bool:
    fields = paragraph.iter(TEXT + "hidden-paragraph")
    hidden = any(field.get(TEXT + "is-hidden") == "true" for field in fields)
    return hidden or styles.hides(paragraph.get(TEXT + "style-name", ""))


def _unseen(root: Any, styles: Styles, where: str, log: Log) -> None:
    """Text in its background's colour, and tiny text; not in tables and text boxes, where colours are not known."""
    for element in list(root.iter(TEXT + "p", TEXT + "h", TEXT + "span")):
        names = [e.get(TEXT + "style-name", "") for e in (*reversed(list(element.iterancestors(TEXT + "p"))), element)]
        found = styles.unseen(*names)
        inside = any(a.tag.endswith(("}table-cell", "}text-box")) for a in element.iterancestors())
        words = any(c.isalnum() for c in "".join(element.itertext()))
        if found is None or (found.rule == "HC105" and inside) or not words:
            continue
        log.removed("tiny texts" if found.rule == "HC106" else "texts in the colour of their background", where)
        log.note("Text that could not be seen took up room: lines after it may have moved up.")
        if element.tag == TEXT + "span":
            _remove(element)
        else:
            for child in list(element):
                element.remove(child)
            element.text = None


def _links(root: Any, where: str, log: Log) -> None:
    for link in list(root.iter(TEXT + "a")):
        for key in (OFFICE + "title", OFFICE + "name"):
            if link.attrib.pop(key, None):
                log.removed("tips of links", where)
        if is_local(link.get(HREF, "")):
            log.removed("links to folders and computers (their text stays)", where)
            _unwrap(link)
    for count, frame in enumerate(root.iter(DRAW + "frame", DRAW + "image"), start=1):
        if is_file_name(frame.get(DRAW + "name", "")):
            frame.set(DRAW + "name", f"Picture {count}")
            log.removed("names of pictures' files", where)
        for words in list(frame.iterchildren(SVG + "title", SVG + "desc")):
            if is_file_name(words.text or "") or is_local(words.text or ""):
                log.removed("names of pictures' files", where)
                _remove(words)
    for frame in root.iter(DRAW + "image"):
        target = frame.get(HREF, "")
        if is_local(target) and not target.startswith(("Pictures/", "./")):
            log.left(f"A picture is linked and not in the file ({where}): put it in, or delete it.")
    for control in list(root.iter("{*}hidden")):
        log.removed("hidden controls of forms", where)
        _remove(control)
    for control in root.iter():
        for key in [k for k in control.attrib if k.startswith("{urn:oasis:names:tc:opendocument:xmlns:form:1.0}title")]:
            del control.attrib[key]
            log.removed("helps of form fields", where)


def _random_numbers(root: Any, where: str, log: Log) -> None:
    count = 0
    for element in root.iter(etree.Element):
        for name in [n for n in element.attrib if n.rpartition("}")[2] in ("rsid", "paragraph-rsid")]:
            del element.attrib[name]
            count += 1
    log.removed("random numbers of editing", where, count)


def _objects(content: Any, log: Log) -> set[str]:
    """Embedded objects become the picture that shows them; one without a picture stays, and is reported. Gives the
    names of the parts that are no longer needed."""
    dropped: set[str] = set()
    for element in list(content.iter(DRAW + "object", DRAW + "object-ole", DRAW + "plugin")):
        name = element.get(HREF, "").removeprefix("./").split("/")[0]
        if "math" in " ".join(local(child) for child in element) or not name:
            continue
        if any(e is not element and e.tag == DRAW + "image" for e in element.getparent()):
            log.removed("embedded files and charts' data (their picture stays)", "the body")
            dropped.add(name)
            _remove(element)
        else:
            log.left(f"The object {name} has no picture that shows it: replace it by one, or delete it.")
    return dropped


def _picture(name: str, data: bytes, log: Log) -> bytes:
    new = stripped(data)
    short = name.rpartition("/")[2]
    if says_something(data):
        log.removed("data of pictures about themselves", short)
    if says_something(new):
        log.left(f"The picture {short} keeps data about itself: save it anew in a picture editor.")
    return new


def _meta(data: bytes | None, log: Log) -> bytes:
    """Title, language and statistics stay; everything else goes."""
    root = _root(data) if data else etree.Element(OFFICE + "document-meta", nsmap={"office": OFFICE[1:-1]})
    for group in root.iter(OFFICE + "meta"):
        for element in list(group):
            if element.tag in (DC + "title", DC + "language", META + "document-statistic"):
                if element.tag == DC + "title" and (element.text or "").strip():
                    log.note("The file's title stays, since readers' programs show it: look at what it says.")
                continue
            if element.tag != META + "generator":
                log.removed("properties", "the file's properties")
            group.remove(element)
    return _written(root)


def _settings(data: bytes, log: Log) -> bytes:
    """Settings that bear on the page stay; those of printers, databases and sessions go."""
    root = _root(data)
    for item in list(root.iter(CONFIG + "config-item")):
        name = item.get(CONFIG + "name", "")
        if re.search(r"Printer|PrintFax|Rsid|Database|TableURL|Signature|EmbeddedDatabase", name):
            if (item.text or "").strip() not in ("", "0", "false", "true"):
                log.removed("settings of printers, databases and sessions", "the settings")
            _remove(item)
    return _written(root)


def _packed(parts: dict[str, bytes], old: dict[str, bytes]) -> bytes:
    types = {}
    if "META-INF/manifest.xml" in old:
        key = f"{{{_MANIFEST}}}"
        types = {e.get(key + "full-path"): e.get(key + "media-type", "") for e in _root(old["META-INF/manifest.xml"])}
    kind = parts.get("mimetype", b"application/vnd.oasis.opendocument.text").decode("ascii", "replace").strip()
    manifest = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={"manifest": _MANIFEST})
    manifest.set(f"{{{_MANIFEST}}}version", "1.3")
    folders = {f"{name.split('/')[0]}/" for name in parts if name.startswith("Object ")}
    entries = {"/": kind, **{f: types.get(f, "") for f in sorted(folders)}}
    entries |= {n: types.get(n) or _ODF_TYPE.get(n.rpartition("/")[2], "") for n in sorted(parts) if n != "mimetype"}
    for name, media in entries.items():
        entry = etree.SubElement(manifest, f"{{{_MANIFEST}}}file-entry")
        entry.set(f"{{{_MANIFEST}}}full-path", name)
        entry.set(f"{{{_MANIFEST}}}media-type", media)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype", (1980, 1, 1, 0, 0, 0)), kind.encode(), zipfile.ZIP_STORED)
        for name, data in sorted({**parts, "META-INF/manifest.xml": _written(manifest)}.items()):
            if name != "mimetype":
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _root(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(data, parser)


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _remove(element: Any) -> None:
    """Take an element out; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _unwrap(element: Any) -> None:
    """Put an element's content in its place."""
    parent = element.getparent()
    if parent is None:
        return
    span = etree.Element(TEXT + "span")
    span.text, span.tail = element.text, element.tail
    for child in list(element):
        span.append(child)
    parent.replace(element, span)
