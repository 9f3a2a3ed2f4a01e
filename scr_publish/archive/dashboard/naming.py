"""What documents are called on a dashboard: by name, title and address, or masked."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from scr_publish.archive.shown_names import masked_name
from scr_publish.archive.store.reading import DocumentRow, EventRow
from scr_publish.rules import catalogue

_STATES = {
    "waiting": "It waits for its turn.",
    "unreadable": "It could not be read.",
    "timeout": "It took too long and was given up.",
    "crash": "Its check broke down.",
}


@dataclass(frozen=True)
class Naming:
    """`masked` leaves titles, addresses and links' words out, and every word of a file's name that may identify."""

    masked: bool = False

    def name(self, document: DocumentRow) -> str:
        return f"{masked_name(document.name)} (no. {document.id})" if self.masked else document.name

    def title(self, document: DocumentRow) -> str:
        """The document's own title, or else the words of the link to it."""
        return "" if self.masked else document.title or document.link_text or ""

    def address(self, document: DocumentRow) -> str:
        """Where it is: its address on the web, or its path."""
        return "" if self.masked else document.url or document.item

    def why(self, document: DocumentRow) -> str:
        """Why a document was not checked; masked, without its name, which the store's words may hold."""
        if not self.masked or not document.error:
            return document.error or _STATES.get(document.state, "")
        rule = catalogue().get(document.error[:5])
        return f"{rule.id} {rule.title}." if rule else _STATES[document.state]

    def item(self, event: EventRow, document: DocumentRow | None) -> str:
        """What an event is about: a document, or an address where none was found."""
        if document is not None:
            return self.name(document)
        name = unquote(urlsplit(event.item).path).rstrip("/").rpartition("/")[2]
        return (masked_name(name) if self.masked else name) or self.source(event.item)

    def source(self, name: str) -> str:
        """A source: its address or path; masked, the host or the kind alone."""
        if not self.masked:
            return name
        return urlsplit(name).netloc or "a source on this machine"
