"""One Word file in, one `Document` out."""

from __future__ import annotations

from scr_publish.document import Document
from scr_publish.errors import UnreadableError
from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.parsing.docx.accessibility import barriers
from scr_publish.parsing.docx.appearance import Appearance
from scr_publish.parsing.docx.attachments import read_attachments
from scr_publish.parsing.docx.headings import acting_headings
from scr_publish.parsing.docx.notes import (
    read_building_blocks,
    read_comments,
    read_headers,
    read_notes,
    read_story,
)
from scr_publish.parsing.docx.numbering import Numbering
from scr_publish.parsing.docx.ooxml import Element, W
from scr_publish.parsing.docx.parts import Package
from scr_publish.parsing.docx.properties import add_authors, read_properties, read_style_names, read_targets
from scr_publish.parsing.docx.story import Place, Session
from scr_publish.parsing.docx.styles import Styles
from scr_publish.parsing.opening import Input, Options


def parse_docx(given: Input, options: Options) -> Document:
    """Read a Word file (.docx, .docm, .dotx, .dotm).

    The body comes first, in reading order; then notes, headers and footers, comments, and what the file holds beside
    its text. Raises UnreadableError (DX104) where the package or its main part is damaged; another part that cannot
    be read is a DX205 problem."""
    package = Package(given.data, given.name)
    body = package.body.find(W + "body")
    if body is None:
        raise UnreadableError(
            "DX104", f"{given.name} is damaged: its main part has no body. Save the draft again and check that copy."
        )
    builder = DocumentBuilder()
    session = _session(package, builder, body)
    main = package.main
    read_story(session, main, body, body, "body", Place())
    read_notes(session, main, "footnote")
    read_notes(session, main, "endnote")
    read_headers(session, main, body)
    if not builder.has_text:
        builder.problem("DX203")
    read_comments(session, main)
    read_building_blocks(session, main)
    read_properties(session, main)
    read_style_names(session)
    add_authors(session)
    read_attachments(session, given.data, options)
    read_targets(session)
    builder.barriers(barriers(session, main, body))
    for detail in [*package.unread(), *package.problems]:
        builder.problem("DX205", detail)
    return builder.finish(given.source)


def _session(package: Package, builder: DocumentBuilder, body: Element) -> Session:
    styles = Styles(_related_root(package, "styles"))
    numbering = Numbering(_related_root(package, "numbering"), styles)
    return Session(package, builder, styles, numbering, Appearance(styles, package.body), acting_headings(body, styles))


def _related_root(package: Package, kind: str) -> Element | None:
    """The root of the main part's styles or numbering; None where it has none, or none that can be read."""
    return next((package.xml(part) for part in package.related(package.main, kind)), None)
