"""A new file with the wording that the privacy findings propose, the same everywhere; the draft is not changed.

`choosing.py` says which findings are accepted, `plan.py` makes edits of the text of them and `grammar.py` fits the
words around, `docx.py` applies the edits to a Word file's own runs. Nothing is covered by a box: the words are gone."""

from __future__ import annotations

from scr_publish.rewriting.redact.choosing import Choice, load_decisions
from scr_publish.rewriting.redact.redacting import redact
from scr_publish.rewriting.redact.report import RedactReport

__all__ = ["Choice", "RedactReport", "load_decisions", "redact"]
