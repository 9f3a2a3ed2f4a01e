"""What hangs on the catalogue: bookmarks, named destinations, page labels, alternative and structure text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from scr_publish.document import Kind, Surface
from scr_publish.parsing.pdf.headings import Bookmark
from scr_publish.parsing.pdf.hidden.items import DEEPEST, MOST, Collector, Hidden, HiddenError, metadata, string
from scr_publish.parsing.pdf.replacing import is_words, marked_dictionaries

_MADE_BY_PROGRAMS = re.compile(
    r"_?(?:toc|ref|hlk|goback|section|subsection|chapter|page|p|bookmark|anchor|cite|figure|table|equation|item|"
    r"h?footnote|doc-start|part|appendix|g|f|dest|outline|top|id|s|n|x)[\d._*@-]*[a-z]?\d*",
    re.IGNORECASE,
)
_CHOSEN = re.compile(r"[A-Z][a-z]{2}|[^\W_]\s+[^\W_]")
"""A capital or a space: a person chose the name. Programs make "0:s2_layout" of a heading's label."""

_WORD = re.compile(r"[^\W\d_]{3}")


def outlines(bookmarks: Sequence[Bookmark], collector: Collector) -> Iterator[Hidden]:
    """Bookmarks that say what no page does."""
    for bookmark in bookmarks[:MOST]:
        if not collector.is_printed(bookmark.title):
            yield metadata(bookmark.title, "bookmark", "HC219", bookmark.page or None, "a bookmark")


def destinations(pdf: pikepdf.Pdf, collector: Collector) -> Iterator[Hidden]:
    """Names of places in the file that somebody chose."""
    names = pdf.Root.get("/Names")
    found = list(_tree(names.get("/Dests"), 0)) if isinstance(names, pikepdf.Dictionary) else []
    older = pdf.Root.get("/Dests")
    if isinstance(older, pikepdf.Dictionary):
        found += [key.lstrip("/") for key, _ in older.items()]
    for name in found[:MOST]:
        if _WORD.search(name) and not _MADE_BY_PROGRAMS.fullmatch(name) and not collector.is_printed(name):
            rule = "HC219" if _CHOSEN.search(name) else ""
            yield metadata(name, "name of a place in the file", rule, detail="the name of a place in the file")


def _tree(node: Any, depth: int) -> Iterator[str]:
    """The keys of a name tree."""
    if not isinstance(node, pikepdf.Dictionary) or depth > DEEPEST:
        return
    names = node.get("/Names")
    if isinstance(names, pikepdf.Array):
        for i in range(0, len(names), 2):
            yield string(names[i])
    for kid in node.get("/Kids") or ():
        yield from _tree(kid, depth + 1)


def page_labels(pdf: pikepdf.Pdf, collector: Collector) -> Iterator[Hidden]:
    """Words that stand before the page numbers which a viewer shows."""
    stack = [(pdf.Root.get("/PageLabels"), 0)]
    while stack:
        node, depth = stack.pop()
        if not isinstance(node, pikepdf.Dictionary) or depth > DEEPEST:
            continue
        numbers = node.get("/Nums")
        for item in numbers if isinstance(numbers, pikepdf.Array) else ():
            text = string(item.get("/P")) if isinstance(item, pikepdf.Dictionary) else ""
            if _WORD.search(text) and not collector.is_printed(text):
                yield metadata(text, "page label", "HC224")
        stack += [(kid, depth + 1) for kid in node.get("/Kids") or ()]


def structure(pdf: pikepdf.Pdf, collector: Collector) -> Iterator[Hidden]:
    """The texts of the structure tree: descriptions of pictures (which readers need), and texts that replace what the
    page shows."""
    root = pdf.Root.get("/StructTreeRoot")
    stack: list[Any] = [root.get("/K")] if isinstance(root, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    count = 0
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack.extend(reversed(list(node)))
            continue
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        count += 1
        if count > 10 * MOST:
            raise HiddenError
        yield from replacements(node, collector, "structure")
        stack.append(node.get("/K"))


def replacements(node: pikepdf.Dictionary, collector: Collector, where: str) -> Iterator[Hidden]:
    """The alternative texts that one element or marked stretch of a page carries and that the pages do not print."""
    description = string(node.get("/Alt"))
    if description and not collector.is_printed(description):
        yield Hidden(Kind.METADATA, Surface.ALT_TEXT, description, "description of a picture")
    for key, what in (("/ActualText", "replacement text"), ("/E", "expansion"), ("/T", "title of a part")):
        text = string(node.get(key))
        if text and not collector.is_printed(text) and is_words(text):
            yield Hidden(Kind.METADATA, Surface.ALT_TEXT, text, f"{where}, {what}", None, "HC218", what)


def marked_content(pdf: pikepdf.Pdf, collector: Collector) -> Iterator[Hidden]:
    """The same of stretches that are marked in the pages' own operators."""
    for number, page in enumerate(pdf.pages, 1):
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        data = b"".join(stream.read_bytes() for stream in streams if isinstance(stream, pikepdf.Stream))
        if not any(key in data for key in (b"/ActualText", b"/Alt", b"/E ")):
            continue
        for marks in marked_dictionaries(page):
            for item in replacements(marks, collector, "marked text"):
                yield Hidden(item.kind, item.surface, item.text, item.where, number, item.rule, item.detail)
