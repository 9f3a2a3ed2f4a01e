"""Findings as a person takes them in: gravest first, the same words in many places as one entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scr_publish.document import Surface
from scr_publish.findings import Finding
from scr_publish.rules import Category, Severity

FAMILY_TITLES = {
    Category.PRIVACY: "Personal data",
    Category.HIDDEN: "Hidden content",
    Category.DOCUMENT: "The file itself",
    Category.CONTENT: "Content and sections",
    Category.ACTIONS: "Actions and impact",
    Category.PROCESS: "Process and dates",
    Category.PLAIN_ENGLISH: "Plain English",
    Category.ACCESSIBILITY: "Accessibility",
}
"""The families as a reader knows them, in the order in which they matter."""

NEXT_STEPS = {
    Category.DOCUMENT: "Deal with what could not be read: nothing there has been checked",
    Category.PRIVACY: "Take out or settle the words that could identify somebody",
    Category.HIDDEN: "Take out what the file hides",
    Category.CONTENT: "Write the missing or empty sections, and settle what is left over",
    Category.ACTIONS: "Say what was done, what difference it made and what more will be done",
    Category.PROCESS: "Put the dates and the process right",
    Category.PLAIN_ENGLISH: "Rewrite what is hardest to read",
    Category.ACCESSIBILITY: "Make the file usable for everybody",
}
"""What to do about each family."""


MASK = "█"
"""What stands for a masked letter or figure."""


@dataclass(frozen=True)
class Group:
    """Findings of one rule on the same words. `first` stands for them all."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def places(self) -> list[str]:
        """Where they stand, each place once, in the order of the document."""
        seen = dict.fromkeys(_place(item) for item in self.findings if item.location)
        return [place for place in seen if place]

    @property
    def hidden_in(self) -> str:
        """The hidden surface that the words stand on, or nothing where a reader sees them."""
        surface = self.first.surface
        return "" if surface is Surface.VISIBLE else surface.value


def _place(item: Finding) -> str:
    """Where a finding stands, with the companion that it stands in."""
    where = item.location.where if item.location else ""
    return ", ".join(part for part in (item.document, where) if part)


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Open findings, gravest first, then by family, then in the order of the document."""
    families = list(FAMILY_TITLES)
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for item in findings:
        if item.status != "open":
            continue
        words = " ".join(item.excerpt.split()).casefold() or item.message
        if MASK in words:  # two masked names of one length are not one name
            words = item.fingerprint
        groups.setdefault((item.rule.id, item.severity, item.surface, words, item.document), []).append(item)
    return sorted(
        (Group(tuple(items)) for items in groups.values()),
        key=lambda g: (g.first.severity.rank, families.index(g.first.category)),
    )


def tally(findings: Iterable[Finding]) -> list[tuple[Category, dict[Severity, int]]]:
    """How many open findings each family has of each severity; families without any are left out."""
    table: dict[Category, dict[Severity, int]] = {}
    for item in findings:
        if item.status == "open":
            row = table.setdefault(item.category, dict.fromkeys(Severity, 0))
            row[item.severity] += 1
    return [(family, table[family]) for family in FAMILY_TITLES if family in table]
