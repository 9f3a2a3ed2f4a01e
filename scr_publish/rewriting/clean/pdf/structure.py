"""The file around the pages: only what a reader needs stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from scr_publish.parsing.pdf.hidden.items import DEEPEST
from scr_publish.parsing.pdf.layers import layers_off
from scr_publish.rewriting.clean.pdf.notes import resolved_places
from scr_publish.rewriting.clean.pictures import stripped
from scr_publish.rewriting.clean.report import Log

_ROOT_KEPT = frozenset(
    {"/Type", "/Pages", "/Version", "/Lang", "/MarkInfo", "/StructTreeRoot", "/Outlines", "/PageLabels", "/PageLayout",
     "/ViewerPreferences", "/OutputIntents", "/Extensions"}
)  # fmt: skip
_PAGE_KEPT = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Annots", "/Group",
     "/StructParents", "/Tabs", "/UserUnit"}
)  # fmt: skip
_NAMES = {
    "/Metadata": "metadata packets (XMP)",
    "/OpenAction": "actions",
    "/AA": "actions",
    "/Names": "attachments, scripts and names of places",
    "/Dests": "names of places",
    "/OCProperties": "layers",
    "/PieceInfo": "private data of programs",
    "/Thumb": "small pictures of pages",
    "/Collection": "portfolios",
    "/AF": "attachments",
    "/Threads": "article threads",
    "/SpiderInfo": "records of where pages were fetched from",
    "/URI": "base addresses of links",
    "/Perms": "signatures",
    "/DSS": "signatures",
    "/LastModified": "dates of change",
}
_OBJECT_DROPPED = ("/PieceInfo", "/Metadata", "/LastModified", "/AF", "/OPI", "/Alternates", "/Measure", "/PtData")
_REPLACEMENTS = ("/ActualText", "/E", "/T")


def layer_test(pdf: pikepdf.Pdf) -> Callable[[Any], bool]:
    """A function that says of a layer's object (a group, or a membership of several) whether it is off."""
    off = {group.objgen for group in layers_off(pdf)}

    def is_off(layer: Any) -> bool:
        if not isinstance(layer, pikepdf.Dictionary):
            return False
        groups = layer.get("/OCGs")
        if groups is None:
            return layer.objgen in off
        members = [groups] if isinstance(groups, pikepdf.Dictionary) else list(groups)
        answers = [member.objgen in off for member in members if isinstance(member, pikepdf.Dictionary)]
        if not answers:
            return False
        policy = str(layer.get("/P", "/AnyOn"))
        visible = {
            "/AllOn": not any(answers), "/AnyOff": any(answers), "/AllOff": all(answers)
        }.get(policy, not all(answers))  # fmt: skip
        return not visible

    return is_off


def clean_structure(pdf: pikepdf.Pdf, is_printed: Callable[[str], bool], log: Log) -> None:
    """Drop everything from the file, its pages and parts that no reader needs; keep title, language, tags, contents."""
    title = _title(pdf, is_printed)
    _clean_outlines(pdf, is_printed, log)
    _clean_labels(pdf, is_printed, log)
    _clean_tags(pdf, is_printed, log)
    _keep_only(pdf.Root, _ROOT_KEPT, "the file", log)
    for page in pdf.pages:
        _keep_only(page.obj, _PAGE_KEPT, "the pages", log)
        _shrink(page)
    for node in pdf.objects:
        if isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            _clean_object(node, log)
    _clean_information(pdf, title, log)


def _keep_only(holder: Any, kept: frozenset[str], where: str, log: Log) -> None:
    for key in [key for key, _ in holder.items() if key not in kept]:
        if key in _NAMES:
            log.removed(_NAMES[key], where)
        del holder[key]


def _shrink(page: pikepdf.Page) -> None:
    """The page's own size is what it shows, so that nobody undoes a crop."""
    if "/CropBox" in page.obj:
        box = [float(side) for side in page.cropbox]
        whole = [float(side) for side in page.mediabox]
        sides = [max(box[0], whole[0]), max(box[1], whole[1]), min(box[2], whole[2]), min(box[3], whole[3])]
        page.obj["/MediaBox"] = pikepdf.Array(sides)
        del page.obj["/CropBox"]


def _clean_object(node: Any, log: Log) -> None:
    for key in _OBJECT_DROPPED:
        if key in node:
            log.removed(_NAMES.get(key, "data of parts"), "parts of pages")
            del node[key]
    if not isinstance(node, pikepdf.Stream) or node.get("/Subtype") != pikepdf.Name.Image:
        return
    filters = node.get("/Filter")
    single = filters[0] if isinstance(filters, pikepdf.Array) and len(filters) == 1 else filters
    if single == pikepdf.Name.DCTDecode:
        data = node.read_raw_bytes()
        bare = stripped(data)
        if len(bare) < len(data):
            log.removed("pictures' data about themselves", "pictures")
            given = node.get("/DecodeParms")
            parameters = given if isinstance(given, pikepdf.Dictionary) else None
            node.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)


def _title(pdf: pikepdf.Pdf, is_printed: Callable[[str], bool]) -> str:
    """The file's title where its pages print it: screen readers announce it."""
    try:
        found = str(pdf.docinfo.get("/Title", ""))
    except (pikepdf.PdfError, TypeError, ValueError):
        return ""
    return found if found.strip() and is_printed(found) else ""


def _clean_information(pdf: pikepdf.Pdf, title: str, log: Log) -> None:
    if "/Info" in pdf.trailer:
        gone = [key for key, _ in pdf.trailer["/Info"].items() if not (key == "/Title" and title)]
        log.removed("properties", "the file", len(gone))
        del pdf.trailer["/Info"]
    if title:
        pdf.docinfo["/Title"] = title
        pdf.Root["/ViewerPreferences"] = pikepdf.Dictionary(DisplayDocTitle=True)
    elif "/ViewerPreferences" in pdf.Root:
        del pdf.Root["/ViewerPreferences"]
    if not title:
        log.note("The new file has no title, because no page prints the old one. Give it one that may be published.")


def _clean_outlines(pdf: pikepdf.Pdf, is_printed: Callable[[str], bool], log: Log) -> None:
    """Bookmarks that the pages print, each made a plain link to its page; those below one that goes go up."""
    if "/Outlines" not in pdf.Root:
        return
    resolve = resolved_places(pdf)

    def kept(items: list[pikepdf.OutlineItem]) -> list[pikepdf.OutlineItem]:
        out = []
        for item in items:
            below = kept(list(item.children))
            place = _place(item, resolve)
            if not is_printed(item.title) or place is None:
                log.removed("bookmarks that no page prints", "the file")
                out += below
                continue
            fresh = pikepdf.OutlineItem(item.title, place)
            fresh.children.extend(below)
            out.append(fresh)
        return out

    with pdf.open_outline(max_depth=DEEPEST) as outline:
        fresh = kept(list(outline.root))
        outline.root.clear()
        outline.root.extend(fresh)
    if not fresh and "/Outlines" in pdf.Root:
        del pdf.Root["/Outlines"]


def _place(item: pikepdf.OutlineItem, resolve: Callable[[Any], Any]) -> Any:
    place: Any = item.destination
    if place is None and item.action is not None and item.action.get("/S") == pikepdf.Name.GoTo:
        place = item.action.get("/D")
    return place if isinstance(place, pikepdf.Array) else resolve(place) if place is not None else None


def _clean_labels(pdf: pikepdf.Pdf, is_printed: Callable[[str], bool], log: Log) -> None:
    stack = [(pdf.Root.get("/PageLabels"), 0)]
    while stack:
        node, depth = stack.pop()
        if not isinstance(node, pikepdf.Dictionary) or depth > DEEPEST:
            continue
        numbers = node.get("/Nums")
        for item in numbers if isinstance(numbers, pikepdf.Array) else ():
            if isinstance(item, pikepdf.Dictionary) and "/P" in item and not is_printed(str(item.P)):
                log.removed("words in page labels", "the file")
                del item["/P"]
        stack += [(kid, depth + 1) for kid in node.get("/Kids") or ()]


def _clean_tags(pdf: pikepdf.Pdf, is_printed: Callable[[str], bool], log: Log) -> None:
    """The tags without texts that replace what shows by something else, and without records of changes."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return
    stack: list[Any] = [root.get("/K")]
    seen: set[tuple[int, int]] = set()
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack.extend(node)
        elif isinstance(node, pikepdf.Dictionary) and not (node.is_indirect and node.objgen in seen):
            seen.add(node.objgen)
            for key in _REPLACEMENTS:
                if key in node and not is_printed(str(node[key])):
                    log.removed("texts that replace what shows", "the tags")
                    del node[key]
            stack.append(node.get("/K"))
