"""Web pages without what they hide."""

from __future__ import annotations

import base64
import re
from typing import Any

from lxml import etree, html

from scr_publish.errors import UnreadableError
from scr_publish.parsing.html.data import data_of
from scr_publish.parsing.html.hidden_styles import HiddenStyles
from scr_publish.parsing.html.parse import page_text
from scr_publish.parsing.opening import Input
from scr_publish.parsing.places import is_local
from scr_publish.rewriting.clean.pictures import says_something, stripped
from scr_publish.rewriting.clean.report import Log

_DROPPED = {"script": "scripts", "template": "templates", "del": "deletions"}
_KEPT_META = frozenset({"viewport", "color-scheme", "theme-color"})
_LOADED = frozenset({"stylesheet", "icon", "shortcut icon"})
_STYLE_NOTE = re.compile(r"/\*.*?\*/", re.DOTALL)
_SOURCES = ("href", "src", "cite", "action", "data", "background", "longdesc")
_KINDS = {"HC105": "texts in the colour of their background", "HC106": "tiny texts", "HC108": "texts off the page"}
_PLACE = "the page"


def clean_html(given: Input, log: Log) -> bytes:
    """The page anew, as UTF-8: no comments, scripts, hidden elements, data attributes or data of pictures. Raises
    UnreadableError where it holds nothing that a browser could show."""
    text = page_text(given.data)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableError("DX101", f"{given.name} holds no text. Save the page again and clean that.") from None
    styles = HiddenStyles(root)
    _drop_hidden(root, styles, log)
    _drop_elements(root, log)
    for element in list(root.iter(etree.Element)):
        _clean_attributes(element, log)
    for sheet in root.iter("style"):
        notes = _STYLE_NOTE.findall(sheet.text or "")
        log.removed("notes in style sheets", _PLACE, len(notes))
        sheet.text = _STYLE_NOTE.sub("", sheet.text or "")
    head = root.find("head")
    if head is None:
        head = etree.Element("head")
        root.insert(0, head)
    head.insert(0, etree.Element("meta", charset="utf-8"))
    return bytes(html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"))


def _drop_hidden(root: Any, styles: HiddenStyles, log: Log) -> None:
    hidden = [e for e in root.iter(etree.Element) if e.tag not in ("html", "body", "head") and styles.hides(e)]
    for element in hidden:
        if element.getparent() is not None:
            log.removed("hidden elements", _PLACE)
            element.drop_tree()
    for element in list(root.iter(etree.Element)):
        found = styles.unseen(element) if element.tag not in ("html", "body", "head", "style") else None
        if found is None or element.getparent() is None or not any(c.isalnum() for c in element.text_content()):
            continue
        log.removed(_KINDS[found.rule], _PLACE)
        element.drop_tree()


def _drop_elements(root: Any, log: Log) -> None:
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        if node.getparent() is not None:  # those before the root are not written
            log.removed("comments", _PLACE)
            node.drop_tree()
    for element in list(root.iter(*_DROPPED)):
        log.removed(_DROPPED[element.tag], _PLACE)
        element.drop_tree()
    for element in list(root.iter("ins")):
        log.removed("marks of insertions (their text stays)", _PLACE)
        element.drop_tag()
    for element in list(root.iter("meta")):
        if (element.get("name") or "").lower() in _KEPT_META:
            continue
        if element.get("charset") is None and "content-type" not in (element.get("http-equiv") or "").lower():
            log.removed("page data", _PLACE)
        element.drop_tree()
    for element in list(root.iter("link")):
        if (element.get("rel") or "").lower() not in _LOADED:
            log.removed("links to related files", _PLACE)
            element.drop_tree()
    for element in list(root.iter("base")):
        if is_local(element.get("href", ""), beside=False):
            log.removed("links to folders and computers (their text stays)", _PLACE)
            element.drop_tree()


def _clean_attributes(element: Any, log: Log) -> None:
    for key in list(element.attrib):
        name = str(key).lower()
        if name.startswith("data-"):
            log.removed("data attributes", _PLACE)
        elif name.startswith("on") and len(name) > 4:
            log.removed("scripts", _PLACE)
        elif name == "title":
            log.removed("tool tips", _PLACE)
        elif name == "srcdoc":
            log.left("The page holds another page in a frame (srcdoc): put its words into the page, or delete it.")
            continue
        else:
            continue
        del element.attrib[key]
    for key in _SOURCES:
        target = element.get(key, "")
        if is_local(target, beside=False):
            log.removed("links to folders and computers (their text stays)", _PLACE)
            del element.attrib[key]
        elif target.startswith("data:image"):
            element.set(key, _picture(target, log))


def _picture(address: str, log: Log) -> str:
    old = data_of(address)
    new = stripped(old)
    if says_something(old):
        log.removed("data of pictures about themselves", _PLACE)
    if says_something(new):
        log.left("A picture in the page keeps data about itself: save it anew in a picture editor.")
    if new == old:
        return address
    return f"{address.partition(';')[0]};base64,{base64.b64encode(new).decode('ascii')}"
