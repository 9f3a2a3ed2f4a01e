"""Annotations and forms: what shows becomes part of the page, safe links stay, the rest goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from scr_publish.parsing.places import is_local
from scr_publish.rewriting.clean.report import Log

_SAFE = ("http://", "https://", "mailto:", "tel:")
_UNDRAWN = frozenset(
    {"/Popup", "/Text", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Redact", "/Caret",
     "/Watermark", "/TrapNet", "/PrinterMark", "/Projection"}
)  # fmt: skip
"""Kinds that are marks of a viewer and no part of the page."""

_HIDDEN_FLAGS = 0b100010
"""Hidden and NoView (ISO 32000-1, table 165)."""

_MARKUP = {"/Highlight": "f", "/Underline": "S", "/StrikeOut": "S", "/Square": "S"}

Rect = tuple[float, float, float, float]


def clean_notes(pdf: pikepdf.Pdf, log: Log) -> dict[int, list[Rect]]:
    """Flatten forms and drawn notes, apply marks for redaction, keep safe links, drop the rest. Gives for each page
    (by its index) the rectangles in which it may look different."""
    changed: dict[int, list[Rect]] = {}
    is_form = "/AcroForm" in pdf.Root
    undrawn = _undrawn_fields(pdf)
    if is_form:
        pdf.generate_appearance_streams()
    for number, page in enumerate(pdf.pages):
        notes = page.obj.get("/Annots")
        if not isinstance(notes, pikepdf.Array):
            continue
        found = [note for note in notes if isinstance(note, pikepdf.Dictionary)]
        kept = [
            note
            for note in found
            if _keep(pdf, page, note, note.objgen not in undrawn, log, changed.setdefault(number, []))
        ]
        if kept:
            page.obj["/Annots"] = pdf.make_indirect(pikepdf.Array(kept))
        else:
            del page.obj["/Annots"]
    pdf.flatten_annotations("screen")
    if is_form:
        if "/AcroForm" in pdf.Root:
            del pdf.Root["/AcroForm"]
        log.removed("forms, what they show made part of the page", "the file")
    _drop_leftovers(pdf)
    return changed


def _undrawn_fields(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Fields for which the file has no drawing: each viewer makes up its own."""
    out = set()
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        for note in notes if isinstance(notes, pikepdf.Array) else ():
            if (
                isinstance(note, pikepdf.Dictionary)
                and note.get("/Subtype") == pikepdf.Name.Widget
                and "/AP" not in note
            ):
                out.add(note.objgen)
    return out


def _keep(pdf: pikepdf.Pdf, page: Any, note: Any, drawn: bool, log: Log, changed: list[Rect]) -> bool:
    """Whether a note stays (to be flattened, or as a link); makes what stays bare. `drawn` is false for a field that
    had no drawing in the file."""
    kind = str(note.get("/Subtype", ""))
    if kind == "/Link":
        return _keep_link(note, log)
    if kind == "/Widget":
        if not drawn:
            changed += _rects(note)
        return not int(note.get("/F", 0)) & _HIDDEN_FLAGS
    if kind in _UNDRAWN or int(note.get("/F", 0)) & _HIDDEN_FLAGS:
        changed += _rects(note)
        if kind == "/Redact":
            _apply(page, note)
            log.removed("marks for redaction, applied", "the pages")
        elif kind != "/Popup":
            log.removed("notes", "the pages")
        return False
    log.removed("notes, what they draw made part of the page", "the pages")
    if not isinstance(note.get("/AP"), pikepdf.Dictionary):
        changed += _rects(note)
        if kind not in _MARKUP:
            log.note("A note that has no drawing of its own is gone; viewers may have shown it.")
            return False
        note["/AP"] = pikepdf.Dictionary(N=_drawing(pdf, note, kind))
    return True


def _keep_link(note: Any, log: Log) -> bool:
    """A link to the web or to a place in the file stays, without anything else that it says."""
    action = note.get("/A")
    target = str(action.get("/URI", "")) if isinstance(action, pikepdf.Dictionary) else ""
    to_web = target.lower().startswith(_SAFE) and not is_local(target)
    inside = isinstance(note.get("/Dest"), pikepdf.Array) or (
        isinstance(action, pikepdf.Dictionary)
        and action.get("/S") == pikepdf.Name.GoTo
        and isinstance(action.get("/D"), pikepdf.Array)
    )
    if not to_web and not inside:
        log.removed("links and actions that are not plain", "the pages")
        return False
    for key in ("/AA", "/PA", "/T", "/NM", "/M", "/Subj", "/AP"):
        if key in note:
            del note[key]
    if isinstance(action, pikepdf.Dictionary) and "/Next" in action:
        del action["/Next"]
        log.removed("links and actions that are not plain", "the pages")
    return True


def _rects(note: Any) -> Iterator[Rect]:
    quads = note.get("/QuadPoints")
    if isinstance(quads, pikepdf.Array) and len(quads) >= 8:
        for i in range(0, len(quads) - 7, 8):
            xs, ys = [float(quads[i + k]) for k in (0, 2, 4, 6)], [float(quads[i + k]) for k in (1, 3, 5, 7)]
            yield min(xs), min(ys), max(xs), max(ys)
    rect = note.get("/Rect")
    if isinstance(rect, pikepdf.Array) and len(rect) == 4:
        x0, y0, x1, y1 = (float(side) for side in rect)
        yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _apply(page: Any, note: Any) -> None:
    """Paint a black bar where words were marked; the words are gone already."""
    rects = list(_rects(note))
    bars = rects[:-1] or rects
    path = " ".join(f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re" for x0, y0, x1, y1 in bars)
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q 0 g {path} f Q".encode())


def _drawing(pdf: pikepdf.Pdf, note: Any, kind: str) -> Any:
    """The appearance that viewers make up for a text markup or a frame: its colour over, under or through its place."""
    colour = [float(part) for part in note.get("/C") or (1, 1, 0)]
    operator = {1: ("g", "G"), 3: ("rg", "RG"), 4: ("k", "K")}.get(len(colour), ("g", "G"))
    values = " ".join(f"{part:g}" for part in colour) if len(colour) in (1, 3, 4) else "0"
    rects = list(_rects(note))
    quads = rects[:-1] or rects
    inside = note.get("/IC")
    parts = [f"/G gs {values} {operator[0]} {values} {operator[1]} 1 w"]
    for x0, y0, x1, y1 in quads if kind != "/Square" else rects[-1:]:
        if kind == "/Highlight":
            parts.append(f"{x0} {y0} {x1 - x0} {y1 - y0} re f")
        elif kind == "/Square":
            filled = isinstance(inside, pikepdf.Array) and len(inside) == 3
            if filled:
                parts.append(" ".join(f"{float(part):g}" for part in inside) + " rg")
            parts.append(f"{x0 + 0.5} {y0 + 0.5} {x1 - x0 - 1} {y1 - y0 - 1} re {'B' if filled else 'S'}")
        else:
            y = y0 + 1 if kind == "/Underline" else (y0 + y1) / 2
            parts.append(f"{x0} {y} m {x1} {y} l S")
    blend = pikepdf.Name.Multiply if kind == "/Highlight" else pikepdf.Name.Normal
    return pdf.make_stream(
        "\n".join(parts).encode(),
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=note.get("/Rect"),
            Resources=pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(G=pikepdf.Dictionary(BM=blend))),
        ),
    )


def _drop_leftovers(pdf: pikepdf.Pdf) -> None:
    """Notes that flattening left, links aside."""
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        if not isinstance(notes, pikepdf.Array):
            continue
        links = [note for note in notes if note.get("/Subtype") == pikepdf.Name.Link]
        if links:
            page.obj["/Annots"] = pdf.make_indirect(pikepdf.Array(links))
        else:
            del page.obj["/Annots"]


def resolved_places(pdf: pikepdf.Pdf) -> Callable[[Any], Any]:
    """A function that gives for a named place the place itself, as an array; None for an unknown name."""
    found: dict[str, Any] = {}
    stack: list[tuple[Any, int]] = []
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        stack.append((names.get("/Dests"), 0))
    older = pdf.Root.get("/Dests")
    for key, value in older.items() if isinstance(older, pikepdf.Dictionary) else ():
        found[key.lstrip("/")] = value
    while stack:
        node, depth = stack.pop()
        if not isinstance(node, pikepdf.Dictionary) or depth > 16:
            continue
        pairs = node.get("/Names")
        entries = list(pairs) if isinstance(pairs, pikepdf.Array) else []
        found |= {str(name): place for name, place in zip(entries[::2], entries[1::2], strict=False)}
        stack += [(kid, depth + 1) for kid in node.get("/Kids") or ()]

    def resolve(name: Any) -> Any:
        place = found.get(str(name).lstrip("/"))
        if isinstance(place, pikepdf.Dictionary):
            place = place.get("/D")
        return place if isinstance(place, pikepdf.Array) else None

    return resolve


def resolve_links(pdf: pikepdf.Pdf) -> None:
    """Links to named places made links to the places themselves, so that the names can go."""
    resolve = resolved_places(pdf)
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        for note in notes if isinstance(notes, pikepdf.Array) else ():
            if not isinstance(note, pikepdf.Dictionary):
                continue
            action = note.get("/A")
            for holder, key in ((note, "/Dest"), (action, "/D")):
                if not isinstance(holder, pikepdf.Dictionary):
                    continue
                place = holder.get(key)
                if isinstance(place, pikepdf.String | pikepdf.Name):
                    found = resolve(place)
                    if found is not None:
                        holder[key] = found
