"""What in a Word file keeps readers with a screen reader or another aid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scr_publish.document import Barrier
from scr_publish.parsing.accessibility import link_barrier, pale
from scr_publish.parsing.docx.ooxml import A, Element, R, V, W, attribute, number, plain_text, toggle
from scr_publish.parsing.docx.story import Session

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LARGE, _LARGE_BOLD = 36, 28
"""Half-points from which letters are large."""

Colour = tuple[int, int, int]


def barriers(session: Session, main: str, body: Element) -> Iterator[Barrier]:
    """The barriers of the package and its body."""
    if not _title(session):
        yield Barrier("AC101")
    if not _language(session, main, body):
        yield Barrier("AC102")
    if session.headings:
        yield Barrier("AC105", f"{len(session.headings)} headings")
    yield from _pictures(body)
    yield from _tables(body)
    for link in body.iter(W + "hyperlink"):
        if link.get(R + "id") and (found := link_barrier(plain_text(link))):
            yield found
    yield from _contrast(body)


def _title(session: Session) -> bool:
    for part in session.package.related("", "core-properties"):
        root = session.package.xml(part)
        title = root.findtext(_DC + "title") if root is not None else None
        if title and title.strip():
            return True
    return False


def _language(session: Session, main: str, body: Element) -> bool:
    styles = (session.package.xml(part) for part in session.package.related(main, "styles"))
    roots = [body, *(root for root in styles if root is not None)]
    return any(language.get(W + "val") for root in roots for language in root.iter(W + "lang"))


def _pictures(body: Element) -> Iterator[Barrier]:
    """Pictures and charts without alternative text: drawings with a picture, a chart or a diagram in them, and the
    pictures of older Word versions."""
    number_of = 0
    for drawing in body.iter(_WP + "inline", _WP + "anchor"):
        properties = drawing.find(_WP + "docPr")
        graphic = drawing.find(f"{A}graphic/{A}graphicData")
        kind = (graphic.get("uri") or "").rpartition("/")[2] if graphic is not None else ""
        if properties is None or kind not in ("picture", "chart", "diagram"):
            continue
        number_of += 1
        said = (properties.get("descr") or properties.get("title") or "").strip()
        decorative = any(mark.get("val", "1") in ("1", "true") for mark in properties.iter(_DECORATIVE))
        if not said and not decorative:
            yield Barrier("AC106", f"picture {number_of} of the text")
    for picture in body.iter(V + "imagedata"):
        shape = picture.getparent()
        if shape is not None and not (shape.get("alt") or "").strip():
            number_of += 1
            yield Barrier("AC106", f"picture {number_of} of the text")


def _tables(body: Element) -> Iterator[Barrier]:
    """Tables of two rows and columns or more whose first row is not marked as one of headings."""
    for i, table in enumerate(body.iter(W + "tbl"), 1):
        rows = list(table.iterchildren(W + "tr"))
        wide = any(len(list(row.iterchildren(W + "tc"))) > 1 for row in rows)
        if len(rows) > 1 and wide and not toggle(rows[0].find(W + "trPr"), "tblHeader"):
            yield Barrier("AC107", f"table {i}")


def _contrast(body: Element) -> Iterator[Barrier]:
    """Runs whose own colour is too near to the shading behind them, a barrier for each pair of colours."""
    found: Counter[tuple[Colour, Colour, float]] = Counter()
    for run in body.iter(W + "r"):
        properties = run.find(W + "rPr")
        colour = _colour(attribute(properties, "color"))
        if colour is None or properties is None or not plain_text(run).strip():
            continue
        ground = _ground(run)
        size = number(properties, "sz") or 0
        large = size >= _LARGE or (size >= _LARGE_BOLD and bool(toggle(properties, "b")))
        ratio = pale(colour, ground, large=large)
        if ratio is not None:
            found[colour, ground, ratio] += 1
    for (_, _, ratio), times in sorted(found.items()):
        yield Barrier("AC109", f"{ratio:.1f} to 1{f' in {times} places' if times > 1 else ''}")


def _ground(run: Element) -> Colour:
    """The shading behind a run: its own, its paragraph's, its cell's, else the white of the page."""
    element: Element | None = run
    while element is not None:
        for name in ("rPr", "pPr", "tcPr"):
            fill = _colour(attribute(element.find(W + name), "shd", "fill"))
            if fill is not None:
                return fill
        element = element.getparent()
    return (255, 255, 255)


def _colour(value: str | None) -> Colour | None:
    """A colour in hexadecimal; None for "auto" and what is none."""
    if value is None or len(value) != 6:
        return None
    try:
        whole = int(value, 16)
    except ValueError:
        return None
    return (whole >> 16, whole >> 8 & 255, whole & 255)
