"""What a scan brought, as a message that a person can mail: always masked, as plain text and as HTML."""

from scr_publish.archive.summary.message import Summary, summarise
from scr_publish.archive.summary.written import subject, to_html, to_text

__all__ = ["Summary", "subject", "summarise", "to_html", "to_text"]
