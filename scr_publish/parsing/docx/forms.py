"""Form fields and content controls: choices, help and prompts that the file holds without showing them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_publish.parsing.docx.ooxml import Element, W, attribute

_MADE_BY_PROGRAM = re.compile(r"goog_rdk_\d+|-?\d+")
"""Titles and tags that Google Docs and Word number by themselves."""

_LISTS = (W + "dropDownList", W + "comboBox")


def control_texts(element: Element) -> Iterator[str]:
    """The title and tag of a content control (`w:sdt`), and the entries of its list."""
    properties = element.find(W + "sdtPr")
    if properties is None:
        return
    names = (attribute(properties, "alias"), attribute(properties, "tag"))
    yield from dict.fromkeys(name for name in names if name and not _MADE_BY_PROGRAM.fullmatch(name))
    for choices in properties.iterchildren(*_LISTS):
        entries = [entry.get(W + "displayText") or entry.get(W + "value", "") for entry in choices]
        if entries:
            yield "\n".join(entries)


def legacy_texts(mark: Element) -> Iterator[str]:
    """The help, prompts, default text and entries of a form field of the old kind (`w:ffData`)."""
    data = mark.find(W + "ffData")
    if data is None:
        return
    for path in ("helpText", "statusText"):
        yield from filter(None, [attribute(data, path)])
    yield from filter(None, [attribute(data.find(W + "textInput"), "default")])
    entries = [entry.get(W + "val", "") for entry in data.iterfind(f"{W}ddList/{W}listEntry")]
    if entries:
        yield "\n".join(entries)
