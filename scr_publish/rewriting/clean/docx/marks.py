"""Take the marks out of a story: comments, controls, tags, tips, random numbers, objects behind their pictures."""

from __future__ import annotations

from lxml import etree

from scr_publish.parsing.docx.ooxml import Element, O, R, V, W
from scr_publish.parsing.places import is_file_name, is_local
from scr_publish.rewriting.clean.docx.package import Parts
from scr_publish.rewriting.clean.docx.trees import remove, remove_run_child, unwrap
from scr_publish.rewriting.clean.report import Log

_PROPERTIES = frozenset(W + name for name in ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"))
_EMBEDDINGS = (W + "objectEmbed", W + "objectLink", W + "movie")
_AUTHORED = ("author", "date", "initials")
_COMMENT_ENDS = (W + "commentRangeStart", W + "commentRangeEnd")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def remove_marks(story: Element, parts: Parts, part: str, where: str, log: Log) -> None:
    """Take them out of one story."""
    _comments(story, where, log)
    _wrappers(story, where, log)
    _links(story, parts, part, where, log)
    _objects(story, where, log)
    _drawing_names(story, where, log)
    numbers = _random_numbers(story)
    log.removed("random numbers of editing", where, numbers)
    for element in list(story.iter(W + "printerSettings", W + "proofErr", W + "permStart", W + "permEnd")):
        remove(element)


def _comments(story: Element, where: str, log: Log) -> None:
    for element in list(story.iter(*_COMMENT_ENDS)):
        remove(element)
    for reference in list(story.iter(W + "commentReference", W + "annotationRef")):
        if reference.tag == W + "commentReference":
            log.removed("comments", where)
        remove_run_child(reference)


def _wrappers(story: Element, where: str, log: Log) -> None:
    """Content controls, smart tags and custom elements give way to what they hold, innermost first."""
    for control in reversed(list(story.iter(W + "sdt"))):
        log.removed("content controls (their text stays)", where)
        content = control.find(W + "sdtContent")
        if content is None:
            remove(control)
        else:
            unwrap(control, content)
    for element in reversed(list(story.iter(W + "smartTag", W + "customXml"))):
        log.removed("smart tags (their text stays)", where)
        unwrap(element, leave=_PROPERTIES)


def _links(story: Element, parts: Parts, part: str, where: str, log: Log) -> None:
    relationships = parts.relationships(part)
    for link in list(story.iter(W + "hyperlink")):
        if link.attrib.pop(W + "tooltip", None):
            log.removed("tips of links", where)
        relationship = relationships.get(link.get(R + "id", ""))
        if relationship is not None and is_local(relationship.get("Target", "")):
            log.removed("links to folders and computers (their text stays)", where)
            unwrap(link)
    for element in list(story.iter("{*}hlinkClick", "{*}hlinkHover")):
        relationship = relationships.get(element.get(R + "id", ""))
        element.attrib.pop("tooltip", None)
        if relationship is not None and is_local(relationship.get("Target", "")):
            remove(element)
            log.removed("links to folders and computers (their text stays)", where)
    for identity, relationship in relationships.items():
        outside = relationship.get("TargetMode") == "External"
        if outside and relationship.get("Type", "").endswith("/image") and is_local(relationship.get("Target", "")):
            _unlink_picture(story, identity)
            log.removed("links to the files of pictures", where)


def _unlink_picture(story: Element, identity: str) -> None:
    for element in story.iter():
        for name, value in list(element.attrib.items()):
            if value == identity and name in (R + "link", R + "href", R + "pict"):
                del element.attrib[name]


def _objects(story: Element, where: str, log: Log) -> None:
    """An embedded object becomes the picture that shows it."""
    for element in list(story.iter(O + "OLEObject", W + "control", O + "signatureline")):
        what = "lines for signatures" if element.tag == O + "signatureline" else "embedded files (their picture stays)"
        log.removed(what, where)
        remove(element)
    for element in [e for holder in story.iter(W + "object") for e in holder if e.tag in _EMBEDDINGS]:
        log.removed("embedded files (their picture stays)", where)
        remove(element)
    for shape in [s for holder in story.iter(W + "object") for s in holder.iter(V + "shape")]:
        if shape.get("stroked") is None and shape.get("type") is None:  # a picture by itself would get a border
            shape.set("stroked", "f")


def _drawing_names(story: Element, where: str, log: Log) -> None:
    """Names of files go from drawings; alternative text stays unless it is nothing but such a name."""
    for count, element in enumerate(story.iter("{*}docPr", "{*}cNvPr"), start=1):
        if is_file_name(element.get("name", "")) or is_local(element.get("name", "")):
            element.set("name", f"Picture {count}")
            log.removed("names of pictures' files", where)
        for key in ("descr", "title"):
            if is_file_name(element.get(key, "")) or is_local(element.get(key, "")):
                del element.attrib[key]
                log.removed("names of pictures' files", where)
    for element in story.iter("{urn:schemas-microsoft-com:vml}*"):
        for key in ("alt", O + "title"):
            if is_file_name(element.get(key, "")) or is_local(element.get(key, "")):
                del element.attrib[key]
                log.removed("names of pictures' files", where)
        for key in ("src", O + "href", "href"):
            if is_local(element.get(key, "")):
                del element.attrib[key]
                log.removed("links to the files of pictures", where)


def _random_numbers(story: Element) -> int:
    """Numbers of editing sessions and of paragraphs, which tie texts to each other and to comments; authors and dates
    that stand anywhere."""
    count = 0
    for element in story.iter(etree.Element):
        for name in list(element.attrib):
            ours = name.startswith(W) and (_local_name(name).startswith("rsid") or _local_name(name) in _AUTHORED)
            if ours or (name.startswith(_W14) and _local_name(name) in ("paraId", "textId")):
                del element.attrib[name]
                count += ours
        if element.tag == W + "rsids":
            count += len(element)
    return count


def _local_name(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
