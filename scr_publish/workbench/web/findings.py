"""Findings as the triage page shows them: chosen, put in order, and made into lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from scr_publish.findings import shown
from scr_publish.reporting.explain import citation
from scr_publish.reporting.grouping import FAMILY_TITLES
from scr_publish.rules import Severity, catalogue
from scr_publish.workbench.pictures.layout import Layout
from scr_publish.workbench.services.views import FindingView, Status

_RANK = {severity.value: severity.rank for severity in Severity}
_FAMILY_RANK = {family.value: i for i, family in enumerate(FAMILY_TITLES)}
SHOWN = 160
"""Characters of a finding's words that a line of the list has."""


@dataclass(frozen=True)
class RuleShown:
    """What a page says of a rule."""

    title: str
    why: str
    bad: str = ""
    better: str = ""
    citation: str = ""


def rule_of(finding: FindingView) -> RuleShown:
    """The rule that a finding breaks; its stored name, where this version of the program no longer has it."""
    rule = catalogue().get(finding.rule)
    if rule is None:
        return RuleShown(
            finding.rule_name, "The check that found it had this rule; this version of scr-publish has not."
        )
    return RuleShown(rule.title, rule.why, rule.bad, rule.better, citation(rule))


@dataclass(frozen=True)
class Filter:
    """Which findings to show. An empty field chooses all; `status` is a decision's, `decided` or `allowed`, and `open`
    unless another is asked for."""

    family: str = ""
    severity: str = ""
    status: str = "open"
    label: str = ""
    page: str = ""
    q: str = ""
    order: str = "gravity"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filter:
        """The filter that an address asks for; unknown fields are ignored."""
        return cls(**{name: query[name].strip() for name in cls.__dataclass_fields__ if name in query})

    @cached_property
    def query(self) -> str:
        """The filter as an address has it: only what differs from the default."""
        default = Filter()
        given = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return urlencode({name: value for name, value in given.items() if value != getattr(default, name)})

    def chooses(self, item: FindingView, pages: Sequence[int]) -> bool:
        """Whether a finding is shown; `pages` are those on which it stands."""
        return (
            self.family in ("", item.category)
            and self.severity in ("", item.severity)
            and self.label in ("", item.label)
            and _status_is(self.status, item)
            and (not self.page or self.page in map(str, pages))
            and (not self.q or _has_words(item, self.q))
        )


def _status_is(wanted: str, item: FindingView) -> bool:
    if wanted == "all":
        return True
    if wanted == "allowed" or item.allowed:
        return wanted == "allowed" and item.allowed
    if wanted == "decided":
        return item.decision.status is not Status.OPEN
    return item.decision.status.value == wanted


def _has_words(item: FindingView, words: str) -> bool:
    text = " ".join((item.excerpt, item.message, item.rule, rule_of(item).title, item.where, item.decision.reason))
    return words.casefold() in text.casefold()


def ordered(items: Iterable[FindingView], order: str) -> list[FindingView]:
    """Gravest first and then as in the document, or as in the document."""
    if order == "document":
        return sorted(items, key=lambda item: (item.document, item.start or 0, item.position))
    return sorted(items, key=lambda item: (_RANK[item.severity], _FAMILY_RANK[item.category], item.position))


@dataclass(frozen=True)
class Line:
    """A finding as a line of the list."""

    id: str
    severity: str
    status: str
    title: str
    words: str
    place: str
    label: str
    page: int
    by: str
    note: str


def line_of(item: FindingView, layout: Layout | None = None) -> Line:
    """A finding's line. `layout` is that of the version whose pages are shown, None for one that is not."""
    return Line(
        item.id,
        item.severity,
        "allowed" if item.allowed else item.decision.status.value,
        rule_of(item).title,
        shown(item.excerpt, SHOWN) or shown(item.message, SHOWN),
        place_of(item, layout),
        item.label,
        layout.page_for(item) if layout else item.page or 0,
        item.decision.by,
        item.decision.note,
    )


def place_of(item: FindingView, layout: Layout | None = None) -> str:
    """Where a finding stands, for a person; with the page that LibreOffice gave it, where the format has none."""
    where = item.where
    page = layout.page_for(item) if layout and layout.drawn else 0
    if page and item.page is None:
        where = f"page {page}" + (f", {where}" if where else "")
    parts = [item.document, where or ("" if item.document else "the whole document")]
    return ": ".join(part for part in parts if part)


def choices(items: Sequence[FindingView]) -> dict[str, dict[str, int]]:
    """What the filters offer: how many findings there are of each family and each label."""
    families = Counter(item.category for item in items)
    labels = Counter(item.label for item in items if item.label)
    return {
        "family": {name: families[name] for name in _FAMILY_RANK if families[name]},
        "label": dict(sorted(labels.items())),
    }
