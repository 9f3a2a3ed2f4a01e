"""What the elements of a web page carry that a browser does not show: data attributes, meta tags, scripts, notes."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from scr_publish.parsing.docx.data import properties

_FURNITURE = frozenset(
    {"viewport", "generator", "theme-color", "color-scheme", "robots", "format-detection", "twitter:card", "og:type",
     "progid", "originator", "msapplication-tilecolor"}
)  # fmt: skip
_PERSONAL = frozenset({"author", "creator", "manager", "company", "dc.creator", "changedby", "last-modified-by"})
_DESCRIBING = frozenset({"description", "keywords", "subject", "dc.subject", "dc.description", "og:description"})
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`([^`]*)`")
_COMMENT = re.compile(r"/\*(.*?)\*/|(?<![:\\])//([^\n]*)", re.DOTALL)
_WORDS = re.compile(r"[^\W\d_]{2}")
_LARGEST = 20_000_000
"""Characters of a `data:` address that are unpacked."""


def unseen_data(node: Any, tag: str) -> Iterator[tuple[str, str, str]]:
    """(words, where, rule) of what an element carries."""
    if tag == "meta":
        yield from _meta(node)
    elif tag == "script":
        texts = [
            text for found in (*_STRING.findall(node.text or ""), *_COMMENT.findall(node.text or "")) for text in found
        ]
        words = "\n".join(dict.fromkeys(text.strip() for text in texts if _WORDS.search(text)))
        yield words or ("script" if (node.text or node.get("src", "")).strip() else ""), "a script", "HC138"
    elif tag == "style":
        comments = [found[0] for found in _COMMENT.findall(node.text or "") if _WORDS.search(found[0])]
        yield "\n".join(comment.strip() for comment in comments), "a note in a style sheet", "HC137"
    for key, value in node.attrib.items():
        name = str(key).lower()
        if name.startswith("data-") and re.search(r"\w", value):
            yield value, f"the attribute {name[:40]}", "HC137"
        elif name == "srcdoc":
            yield re.sub(r"<[^>]*>", " ", value), "a page in a frame", "HC137"
        elif name.startswith("on") and len(name) > 4 and value.strip():
            yield value, f"the script of {name[:40]}", "HC138"


def _meta(node: Any) -> Iterator[tuple[str, str, str]]:
    name = (node.get("name") or node.get("property") or node.get("itemprop") or "").strip()
    if name and name.lower() not in _FURNITURE and name not in properties().written_by_program:
        rule = "" if name.lower() in _PERSONAL else "HC135" if name.lower() in _DESCRIBING else "HC137"
        yield node.get("content", ""), f"page data, {name[:40]}", rule


def data_of(address: str) -> bytes:
    """The content of a `data:` address; nothing where it is damaged."""
    head, _, body = address[:_LARGEST].partition(",")
    try:
        return base64.b64decode(body, validate=False) if head.endswith(";base64") else unquote_to_bytes(body)
    except ValueError:
        return b""
