"""From accepted findings to edits of the linear text: in order, without overlap, each within one block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from scr_publish.document import Document
from scr_publish.findings import Finding
from scr_publish.rewriting.redact.grammar import Edit, fitted


def edits_of(document: Document, accepted: Sequence[Finding]) -> list[Edit]:
    """The edits that the replacements of the accepted findings ask for, fitted to the words around them."""
    plain = list(_plain(accepted))
    joined = _joined(plain, document.text)
    out: list[Edit] = []
    for i, edit in enumerate(joined):
        block = document.block_at(edit.start)
        assert block is not None
        low = max(block.words_start if edit.start >= block.words_start else block.start, out[-1].end if out else 0)
        high = min(block.end, joined[i + 1].start if i + 1 < len(joined) else block.end)
        wide = fitted(edit, document.text, low, high)
        out.append(wide if low <= wide.start and wide.end <= max(high, edit.end) else edit)
    return [edit for edit in out if edit.new != document.text[edit.start : edit.end]]


def _plain(accepted: Sequence[Finding]) -> Iterable[Edit]:
    end = 0
    for number, finding in sorted(enumerate(accepted), key=lambda pair: pair[1].order):
        place = finding.location
        if place and finding.replacement and place.start >= end:
            yield Edit(place.start, place.end, finding.replacement, finding.label, (number,))
            end = place.end


def _joined(edits: Sequence[Edit], text: str) -> list[Edit]:
    """Names that stand side by side are one person's: the first one's replacement stands for both."""
    out: list[Edit] = []
    for edit in edits:
        last = out[-1] if out else None
        if last and last.label == edit.label == "PERSON" and re.fullmatch(r"[ \u00a0]+", text[last.end : edit.start]):
            out[-1] = replace(last, end=edit.end, numbers=last.numbers + edit.numbers)
        else:
            out.append(edit)
    return out


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, text[at:]])
