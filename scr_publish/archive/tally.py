"""How an archive stands after a scan, in figures: for the lines at the end, and for the exit status."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from scr_publish.archive.store.reading import ArchiveFindingRow, DocumentRow, EventRow, Reader, ResultRow
from scr_publish.rules import Severity, catalogue

UNREAD = ("unreadable", "timeout", "crash", "waiting")
"""The states of documents that could not be checked; `waiting` is left where a scan was stopped."""
READY, NOT_READY, NEEDS_REVIEW, COULD_NOT = 0, 1, 3, 2


@dataclass(frozen=True)
class Tally:
    """The documents of one source: how many of each kind (`kinds`: report, companion, other, unknown), reports by
    decision, what could not be checked with the reason, and what the documents are to one another. `events` is what
    happened since the scan before; `wrong` are the rules on where documents are that are broken, with how often."""

    documents: int
    kinds: dict[str, int]
    decisions: dict[str, int]
    blockers: int
    unread: tuple[tuple[str, str], ...]
    duplicates: int
    near_duplicates: int
    pairs: int
    unredacted: tuple[tuple[str, str], ...]
    events: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)

    @property
    def exit_status(self) -> int:
        """1 where anything blocks, 3 where a person must look at something, a document that could not be read among
        it; 2 where nothing could be checked; else 0."""
        if self.documents == len(self.unread):
            return COULD_NOT
        blocks = any(catalogue()[rule].severity is Severity.BLOCKER for rule in self.wrong)
        if self.decisions.get("not-ready") or self.unredacted or blocks:
            return NOT_READY
        return NEEDS_REVIEW if self.decisions.get("needs-review") or self.unread or self.wrong else READY

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        made = asdict(self)
        made["unread"] = [{"item": item, "reason": reason} for item, reason in self.unread]
        made["unredacted"] = [{"item": item, "message": message} for item, message in self.unredacted]
        return made

    def lines(self) -> list[str]:
        """In words, a line each."""
        kinds, decisions = self.kinds, self.decisions
        found = (
            f"{_count(self.documents, 'document')}: {_count(kinds.get('report', 0), 'report')}, "
            f"{_count(kinds.get('companion', 0), 'companion')}, {kinds.get('other', 0)} of other kinds, "
            f"{len(self.unread)} that could not be checked"
        )
        decided = (
            f"Checked: {decisions.get('not-ready', 0)} not ready, {decisions.get('needs-review', 0)} need review, "
            f"{decisions.get('ready', 0)} ready; {_count(self.blockers, 'blocker')} in all"
        )
        related = (
            f"{_count(self.duplicates, 'exact duplicate')}, {_count(self.near_duplicates, 'near-duplicate')}, "
            f"{_count(self.pairs, 'companion')} paired with their reports"
        )
        lines = [found, decided, related]
        if self.events:
            lines.append("Since the last scan: " + ", ".join(f"{n} {kind}" for kind, n in sorted(self.events.items())))
        lines += [f"{rule}  {catalogue()[rule].title}: {number:,}" for rule, number in sorted(self.wrong.items())]
        lines += [f"UNREDACTED  {item}: {message}" for item, message in self.unredacted]
        lines += [f"UNREAD  {item}: {reason}" for item, reason in self.unread]
        return lines


def tally(reader: Reader, source: str, scan: int) -> Tally:
    """The figures of a source after a scan."""
    rows = list(reader.rows(DocumentRow, "source = ? AND state <> 'removed'", (source,)))
    names = {row.id: row.item for row in rows}
    first = {row.id for row in rows if row.duplicate_of is None}
    results = [result for result in reader.current_results() if result.document in first]
    found = reader.rows(ArchiveFindingRow, "severity = 'blocker'")
    events = list(reader.rows(EventRow, "scan = ?", (scan,)))
    return Tally(
        documents=len(rows),
        kinds=dict(Counter(row.kind for row in rows)),
        decisions=_decisions(results),
        blockers=sum(result.blockers for result in results),
        unread=tuple((row.item, row.error or "it was not checked yet") for row in rows if row.state in UNREAD),
        duplicates=sum(row.duplicate_of is not None for row in rows),
        near_duplicates=sum(row.near_of is not None for row in rows),
        pairs=sum(row.pair_of is not None for row in rows),
        unredacted=tuple((names[row.document], row.message) for row in found if row.document in names),
        events=dict(Counter(event.kind for event in events if event.rule is None)),
        wrong=dict(Counter(event.rule for event in events if event.rule)),
    )


def _decisions(results: list[ResultRow]) -> dict[str, int]:
    return dict(Counter(result.decision for result in results if result.decision))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
