"""What was replaced and what was left: for a person, and as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Change:
    """One replacement: where it stands, the rule it settles, the words that went and those that came."""

    where: str
    rule: str
    old: str
    new: str


@dataclass(frozen=True)
class Left:
    """An accepted finding whose words still stand, and why."""

    where: str
    rule: str
    old: str
    reason: str


@dataclass(frozen=True)
class RedactReport:
    """What one run did. `others` is how many open privacy findings with a place were not among the accepted."""

    source: str
    output: Path
    changes: tuple[Change, ...]
    left: tuple[Left, ...]
    others: int = 0
    notes: tuple[str, ...] = ()

    def to_dict(self, *, show: bool = False) -> dict[str, Any]:
        """As plain data; the words that went are masked unless `show`."""
        return {
            "source": self.source,
            "output": str(self.output),
            "changes": [
                {"where": c.where, "rule": c.rule, "old": said(c.old, show=show), "new": c.new} for c in self.changes
            ],
            "left": [
                {"where": item.where, "rule": item.rule, "old": said(item.old, show=show), "reason": item.reason}
                for item in self.left
            ],
            "others": self.others,
            "notes": list(self.notes),
        }

    def to_text(self, *, show: bool = False) -> str:
        """As lines for a person; the words that went are masked unless `show`."""
        lines = [f"{self.source} → {self.output}: {_counted(len(self.changes), 'replacement')}"]
        lines += [
            f"  {c.rule}  {_at(c.where)}{said(c.old, show=show)} → {c.new or '(taken out)'}" for c in self.changes
        ]
        if self.left:
            lines.append(f"Left as it was: {_counted(len(self.left), 'place')}")
            lines += [f"  {i.rule}  {_at(i.where)}{said(i.old, show=show)}: {i.reason}" for i in self.left]
        if self.others:
            lines.append(f"Not accepted, and so not touched: {_counted(self.others, 'finding')} on personal data.")
        lines += [f"Note: {note}" for note in self.notes]
        return "\n".join(lines) + "\n"


def said(words: str, *, show: bool) -> str:
    """Words on one line, masked but for their length unless they are to be shown."""
    words = " ".join(words.split())
    shown = words if show else re.sub(r"[^\W_]", "•", words)
    return f"“{shown}”"


def _at(where: str) -> str:
    return f"{where}: " if where else ""


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
