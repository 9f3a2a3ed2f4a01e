"""What a PDF holds beside the text of its pages: properties, notes, fields, files, scripts, earlier states …

Each part is read by itself: where one cannot be read to its end, that is said, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pikepdf

from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.parsing.opening import Options
from scr_publish.parsing.pdf.headings import Bookmark
from scr_publish.parsing.pdf.hidden.attachments import read_attachments, read_pictures
from scr_publish.parsing.pdf.hidden.catalogue import destinations, marked_content, outlines, page_labels, structure
from scr_publish.parsing.pdf.hidden.information import information
from scr_publish.parsing.pdf.hidden.items import FAILURES, Collector, HiddenError
from scr_publish.parsing.pdf.hidden.notes import fields, note_texts
from scr_publish.parsing.pdf.hidden.objects import Walk, orphans, walk
from scr_publish.parsing.pdf.hidden.revisions import earlier


def read_hidden(
    pdf: pikepdf.Pdf,
    data: bytes,
    builder: DocumentBuilder,
    printed: str,
    bookmarks: Sequence[Bookmark],
    options: Options,
) -> None:
    """Add all that is hidden beside the pages' text, in a fixed order. `printed` is that text: link targets, bookmarks
    and descriptions that it holds are left out. `data` is the file."""
    collector = Collector(builder, printed)
    met = Walk()

    def objects() -> None:
        nonlocal met
        met = walk(pdf)
        collector.take(met.items)
        read_pictures(met.pictures, builder)

    parts: tuple[tuple[str, Callable[[], None]], ...] = (
        ("its properties", lambda: collector.take(information(pdf))),
        ("its notes and links", lambda: collector.take(note_texts(pdf, collector.printed))),
        ("its form fields", lambda: collector.take(fields(pdf))),
        ("its attachments", lambda: read_attachments(pdf, collector, options)),
        ("its bookmarks", lambda: collector.take(outlines(bookmarks, collector))),
        ("the names of its places", lambda: collector.take(destinations(pdf, collector))),
        ("its page labels", lambda: collector.take(page_labels(pdf, collector))),
        ("its structure", lambda: collector.take(structure(pdf, collector))),
        ("its marked text", lambda: collector.take(marked_content(pdf, collector))),
        ("its objects", objects),
        ("its unused objects", lambda: collector.take(orphans(pdf, met.reached, collector) if met.reached else ())),
        ("its earlier states", lambda: collector.take(earlier(data, pdf.is_linearized, collector))),
    )
    for name, read in parts:
        try:
            read()
        except (HiddenError, *FAILURES):
            builder.problem("DX205", name)
