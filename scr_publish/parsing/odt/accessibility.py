"""What in an OpenDocument text keeps readers with a screen reader or another aid out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scr_publish.document import Barrier
from scr_publish.parsing.accessibility import link_barrier
from scr_publish.parsing.odt.names import DC, DRAW, HREF, SVG, TABLE, TEXT

_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"


def barriers(content: Any, styles: Any, meta: Any) -> Iterator[Barrier]:
    """The barriers of a text. `styles` and `meta` are the roots of those parts, None where there are none."""
    if meta is None or not any("".join(title.itertext()).strip() for title in meta.iter(DC + "title")):
        yield Barrier("AC101")
    roots = [content] if styles is None else [content, styles]
    if not any(item.get(_FO + "language") not in (None, "none") for root in roots for item in root.iter()):
        yield Barrier("AC102")
    pictures = [frame for frame in content.iter(DRAW + "frame") if frame.find(DRAW + "image") is not None]
    for i, frame in enumerate(pictures, 1):
        said = any((frame.findtext(SVG + name) or "").strip() for name in ("title", "desc"))
        if not said and frame.get(_LOEXT + "decorative") != "true":
            yield Barrier("AC106", f"picture {i} of the text")
    for i, table in enumerate(content.iter(TABLE + "table"), 1):
        rows = list(table.iter(TABLE + "table-row"))
        wide = any(len(row.findall(TABLE + "table-cell")) > 1 for row in rows)
        if len(rows) > 1 and wide and table.find(TABLE + "table-header-rows") is None:
            yield Barrier("AC107", f"table {i}")
    for link in content.iter(TEXT + "a"):
        if link.get(HREF) and (found := link_barrier("".join(link.itertext()))):
            yield found
