"""What a cleaner did: kinds, places and numbers, never text of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scr_publish.parsing.isolated.wire import printable


@dataclass(frozen=True)
class Removal:
    """Things of one kind that went from one place: "tracked deletions", "the body", 3."""

    what: str
    where: str
    count: int


@dataclass(frozen=True)
class CleanReport:
    """What cleaning did. `left` is what could not be removed and why; `notes` what a reader should know of what was
    done; `remaining` what a check of the new file still finds, by rule."""

    source: str
    output: Path
    removed: tuple[Removal, ...]
    left: tuple[str, ...]
    notes: tuple[str, ...]
    remaining: tuple[str, ...]

    @classmethod
    def of(cls, source: str, output: Path, said: Mapping[str, Any]) -> CleanReport:
        """The report from what the confined process says. That is not trusted: whatever it says becomes plain text."""
        removed = tuple(
            Removal(_text(item.get("what")), _text(item.get("where")), _count(item.get("count")))
            for item in said.get("removed", ())
            if isinstance(item, dict)
        )
        left, notes, remaining = (_texts(said.get(key, ())) for key in ("left", "notes", "remaining"))
        return cls(source, output, removed, left, notes, remaining)

    @property
    def is_clean(self) -> bool:
        """True where nothing hidden is left."""
        return not self.left and not self.remaining

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "source": self.source,
            "output": str(self.output),
            "clean": self.is_clean,
            "removed": [{"what": item.what, "where": item.where, "count": item.count} for item in self.removed],
            "left": list(self.left),
            "notes": list(self.notes),
            "remaining": list(self.remaining),
        }

    def to_text(self) -> str:
        """The report for a person."""
        lines = [f"{self.source}: written without what it hides to {self.output}", ""]
        lines += _group("Taken out", [f"{item.count} × {item.what} ({item.where})" for item in self.removed])
        lines += _group("Not taken out: do this by hand", self.left)
        lines += _group("To know", self.notes)
        lines += _group("A check of the new file still finds", self.remaining)
        if self.is_clean:
            lines.append("A check of the new file finds nothing hidden. It does not look at what the page itself says.")
        return "\n".join(lines).rstrip() + "\n"


@dataclass
class Log:
    """Filled by a cleaner as it works."""

    _removed: dict[tuple[str, str], int] = field(default_factory=dict)
    _left: dict[str, None] = field(default_factory=dict)
    _notes: dict[str, None] = field(default_factory=dict)

    def removed(self, what: str, where: str, count: int = 1) -> None:
        """Things of a kind, in the plural, that went from a place. No text of the document."""
        if count > 0:
            self._removed[what, where] = self._removed.get((what, where), 0) + count

    def left(self, what: str) -> None:
        """Something hidden that could not be removed, where it is, and what to do."""
        self._left[what] = None

    def note(self, text: str) -> None:
        """Something that the person should know of what was done."""
        self._notes[text] = None

    def to_dict(self) -> dict[str, Any]:
        """What was logged, as plain data."""
        removed = [{"what": what, "where": where, "count": count} for (what, where), count in self._removed.items()]
        return {"removed": removed, "left": list(self._left), "notes": list(self._notes)}


def _count(value: Any) -> int:
    return value if isinstance(value, int) else 1


def _text(value: Any) -> str:
    return printable(str(value))


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(_text(value) for value in values)


def _group(title: str, items: list[str] | tuple[str, ...]) -> list[str]:
    return [f"{title}:", *(f"  {item}" for item in items), ""] if items else []
