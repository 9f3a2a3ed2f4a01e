"""The stories of a Word file (body, headers, footers, notes), cleaned one by one."""

from __future__ import annotations

import re

from scr_publish.parsing.docx.appearance import Appearance
from scr_publish.parsing.docx.ooxml import Element, R, W, toggle
from scr_publish.parsing.docx.sections import is_shown
from scr_publish.parsing.docx.styles import Styles
from scr_publish.rewriting.clean.docx.fields import clean_fields
from scr_publish.rewriting.clean.docx.hidden import remove_unseen, say_covering
from scr_publish.rewriting.clean.docx.marks import remove_marks
from scr_publish.rewriting.clean.docx.package import Parts
from scr_publish.rewriting.clean.docx.revisions import accept_revisions
from scr_publish.rewriting.clean.docx.trees import remove
from scr_publish.rewriting.clean.report import Log

_KINDS = ("header", "footer", "footnotes", "endnotes")
_SPECIAL_NOTES = ("separator", "continuationSeparator", "continuationNotice")


class Stories:
    """The stories by part name, in `roots`."""

    def __init__(self, parts: Parts, log: Log) -> None:
        self._parts = parts
        self._log = log
        main = parts.main
        self.roots: dict[str, Element] = {main: parts.root(main)}
        for kind in _KINDS:
            self.roots |= {part: parts.root(part) for part in parts.related(main, kind)}

    def clean(self) -> None:
        """Take out of every story what it hides."""
        main = self.roots[self._parts.main]
        self._drop_unused_headers(main)
        styles_part = next(iter(self._parts.related(self._parts.main, "styles")), "")
        styles = Styles(self._parts.root(styles_part) if styles_part else None)
        for part, root in self.roots.items():
            where = place_of(part)
            accept_revisions(root, where, self._log)
            clean_fields(root, where, self._log)
            remove_marks(root, self._parts, part, where, self._log)
            remove_unseen(root, styles, Appearance(styles, main), where, self._log)
            if part == self._parts.main:
                say_covering(root, where, self._log)
        self._drop_lost_notes(main)
        for chunk in main.iter(W + "altChunk", W + "subDoc"):
            self._log.left(
                f"The text draws in another file ({chunk.tag.rpartition('}')[2]}): put its words into the text."
            )

    def _drop_unused_headers(self, main: Element) -> None:
        """Headers and footers of first or even pages that no section shows."""
        settings = next(iter(self._parts.related(self._parts.main, "settings")), "")
        even = bool(toggle(self._parts.root(settings), "evenAndOddHeaders")) if settings else False
        relationships = self._parts.relationships(self._parts.main)
        shown: set[str] = set()
        gone: list[Element] = []
        for section in main.iter(W + "sectPr"):
            for reference in list(section.iterchildren(W + "headerReference", W + "footerReference")):
                if is_shown(reference, main, even):
                    shown.add(reference.get(R + "id", ""))
                else:
                    gone.append(reference)
        for reference in gone:
            remove(reference)
        for identity, relationship in relationships.items():
            is_header = relationship.get("Type", "").rpartition("/")[2] in ("header", "footer")
            if is_header and identity not in shown:
                part = self._parts.target(self._parts.main, relationship)
                words = self.roots.pop(part, None)
                self._parts.drop(self._parts.main, identity)
                if words is not None and "".join(words.itertext()).strip():
                    self._log.removed("headers and footers that no page shows", place_of(part))

    def _drop_lost_notes(self, main: Element) -> None:
        for kind in ("footnote", "endnote"):
            used = {reference.get(W + "id") for reference in main.iter(f"{W}{kind}Reference")}
            for part in self._parts.related(self._parts.main, f"{kind}s"):
                for note in list(self.roots[part].iterchildren(W + kind)):
                    if note.get(W + "id") not in used and note.get(W + "type") not in _SPECIAL_NOTES:
                        remove(note)
                        self._log.removed("notes that nothing refers to", place_of(part))


def place_of(part: str) -> str:
    """A part in words: "the body", "header 2"."""
    name = part.rpartition("/")[2].removesuffix(".xml")
    found = re.fullmatch(r"(header|footer)(\d*)", name)
    if found:
        return f"{found[1]} {found[2]}".strip()
    return {"document": "the body", "footnotes": "the footnotes", "endnotes": "the endnotes"}.get(name, name)
