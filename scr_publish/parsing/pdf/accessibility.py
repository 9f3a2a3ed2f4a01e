"""What in a PDF keeps readers with a screen reader or another aid out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

from scr_publish.document import Barrier
from scr_publish.parsing.accessibility import LONG_PDF
from scr_publish.parsing.pdf.furniture import page_range

_MOST_ELEMENTS = 200_000
"""Elements of the structure tree that are looked at: a report of 400 pages has some 20,000."""


def barriers(pdf: Pdf) -> Iterator[Barrier]:
    """The barriers of the catalogue, the metadata, the structure tree and the pages."""
    root = pdf.Root
    metadata = _metadata(pdf)
    if not (_text(pdf.docinfo.get("/Title")) or _text(metadata.get("dc:title"))):
        yield Barrier("AC101")
    if not _text(root.get("/Lang")):
        yield Barrier("AC102")
    tree = root.get("/StructTreeRoot")
    marked = root.get("/MarkInfo")
    tagged = (
        isinstance(tree, pikepdf.Dictionary) and isinstance(marked, pikepdf.Dictionary) and bool(marked.get("/Marked"))
    )
    if not tagged:
        yield Barrier("AC103")
    elif "pdfuaid:part" not in metadata:
        yield Barrier("AC112")
    pages = len(pdf.pages)
    if pages >= LONG_PDF and not _has_bookmarks(root):
        yield Barrier("AC111", str(pages))
    if isinstance(tree, pikepdf.Dictionary) and tagged:
        yield from _structure(tree)
        unordered = [
            i for i, page in enumerate(pdf.pages, 1) if "/Annots" in page.obj and page.obj.get("/Tabs") != Name.S
        ]
        if unordered:
            pages_of = "page" if len(unordered) == 1 else "pages"
            yield Barrier("AC113", f"{pages_of} {page_range(unordered)}")


def _metadata(pdf: Pdf) -> dict[str, Any]:
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            return {name: metadata.get(name) for name in ("dc:title", "pdfuaid:part") if name in metadata}
    except Exception:  # the packet may be any XML, and pikepdf raises what its parser does
        return {}


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _has_bookmarks(root: Any) -> bool:
    outlines = root.get("/Outlines")
    return isinstance(outlines, pikepdf.Dictionary) and "/First" in outlines


def _structure(tree: pikepdf.Dictionary) -> Iterator[Barrier]:
    """Figures without a text of their own, and tables without a header cell."""
    roles = tree.get("/RoleMap", pikepdf.Dictionary())
    figures = tables = 0
    open_tables: list[_Table] = []
    for element, entering in _walk(tree):
        kind = _kind(element, roles)
        if kind == "/Table":
            if entering:
                tables += 1
                open_tables.append(_Table())
            elif open_tables:
                table = open_tables.pop()
                if table.cells > 2 and not table.headers:
                    yield Barrier("AC107", f"table {tables}")
        elif entering and kind in ("/TH", "/TD") and open_tables:
            open_tables[-1].cells += 1
            open_tables[-1].headers += kind == "/TH"
        elif entering and kind == "/Figure":
            figures += 1
            if not _text(element.get("/Alt")) and not _text(element.get("/ActualText")):
                yield Barrier("AC106", f"figure {figures}")


class _Table:
    def __init__(self) -> None:
        self.cells = 0
        self.headers = 0


def _kind(element: pikepdf.Dictionary, roles: Any) -> str:
    """The element's standard type, by way of the file's role map."""
    kind = str(element.get("/S", ""))
    for _ in range(8):
        if not isinstance(roles, pikepdf.Dictionary) or kind not in roles:
            break
        kind = str(roles[kind])
    return kind


def _walk(tree: pikepdf.Dictionary) -> Iterator[tuple[pikepdf.Dictionary, bool]]:
    """Each element of the structure tree twice, as it begins and as it ends, without recursion and within a limit: a
    hostile tree may loop."""
    stack: list[tuple[pikepdf.Dictionary, bool]] = [(tree, True)]
    seen: set[tuple[int, int]] = set()
    number = 0
    while stack and number < _MOST_ELEMENTS:
        element, entering = stack.pop()
        yield element, entering
        if not entering:
            continue
        number += 1
        stack.append((element, False))
        kids = element.get("/K")
        listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        for kid in reversed(listed):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if kid.is_indirect:
                    if kid.objgen in seen:
                        continue
                    seen.add(kid.objgen)
                stack.append((kid, True))
