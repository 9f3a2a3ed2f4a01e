"""What in a web page keeps readers with a screen reader or another aid out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scr_publish.document import Barrier
from scr_publish.parsing.accessibility import link_barrier


def barriers(root: Any) -> Iterator[Barrier]:
    """The barriers of a page. `root` is its element tree as lxml's HTML parser gives it."""
    if not any("".join(title.itertext()).strip() for title in root.iter("title")):
        yield Barrier("AC101")
    if not (root.get("lang") or "").strip():
        yield Barrier("AC102")
    for i, picture in enumerate(root.iter("img"), 1):
        # an empty `alt` says that the picture is decorative; only a missing one says nothing
        if picture.get("alt") is None and not picture.get("aria-label") and picture.get("role") != "presentation":
            yield Barrier("AC106", f"picture {i} of the page")
    for i, table in enumerate(root.iter("table"), 1):
        cells = [len(row.xpath("./td|./th")) for row in table.iter("tr")]
        if len(cells) > 1 and max(cells) > 1 and not any(True for _ in table.iter("th")):
            yield Barrier("AC107", f"table {i}")
    for link in root.iter("a"):
        if link.get("href") and (found := link_barrier(link.get("aria-label") or "".join(link.itertext()))):
            yield found
