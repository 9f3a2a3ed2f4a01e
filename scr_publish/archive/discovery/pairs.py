"""Which report a companion (the Board's response, an action plan, a summary) belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import PurePosixPath

from scr_publish.archive.discovery.settings import relations


@dataclass(frozen=True)
class Candidate:
    """What is known of a report or a companion: `id` is the store's, `place` the folder, page or archive it is in."""

    id: int
    item: str
    name: str
    title: str = ""
    link_text: str = ""
    found_on: str = ""
    opening: str = field(default="", repr=False)
    year: int | None = None

    @cached_property
    def labels(self) -> frozenset[str]:
        """The cases that its title, link or file name names."""
        stem = re.sub(r"[_\-.+]|(?<=[a-z])(?=[A-Z0-9])", " ", PurePosixPath(self.name).stem)
        return labels(self.title) | labels(self.link_text) | labels(stem, lower=True)

    @cached_property
    def opening_labels(self) -> frozenset[str]:
        return labels(self.opening)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its file name that could name a case."""
        found = re.findall(r"[a-z]+|\d+", PurePosixPath(self.name).stem.casefold())
        return frozenset(found) - relations().pair.labels.common

    @property
    def place(self) -> str:
        return self.found_on or self.item.rpartition("/")[0]


@dataclass(frozen=True)
class Match:
    """A companion's report (None where none or several would do), and why, in words."""

    companion: int
    report: int | None
    reason: str


@cache
def _label_pattern(lower: bool) -> re.Pattern[str]:
    before = "|".join(re.escape(word) for word in relations().pair.labels.before)
    name = r"[a-z]{1,2}\d{0,2}|\d{1,4}" if lower else r"[A-Z]{1,2}\d{0,2}|\d{1,4}|[A-Z][a-z]{2,}"
    return re.compile(rf"\b(?i:({before}))\s+(?P<label>{name})\b", re.IGNORECASE if lower else 0)


def labels(text: str, *, lower: bool = False) -> frozenset[str]:
    """The names of cases in a text, in lower case (“h” for “Child H”). In file names (`lower`) letters are small."""
    never = relations().pair.labels.not_labels
    found = (match["label"].casefold() for match in _label_pattern(lower).finditer(text))
    return frozenset(label for label in found if label not in never)


def match_companions(companions: Iterable[Candidate], reports: Iterable[Candidate]) -> list[Match]:
    """The report of each companion, in the order of the companions."""
    by_label: dict[str, list[Candidate]] = defaultdict(list)
    by_place: dict[str, list[Candidate]] = defaultdict(list)
    for report in reports:
        by_place[report.place].append(report)
        for label in report.labels:
            by_label[label].append(report)
    return [_match(companion, _near(companion, by_label, by_place)) for companion in companions]


def _near(
    companion: Candidate, by_label: Mapping[str, list[Candidate]], by_place: Mapping[str, list[Candidate]]
) -> list[Candidate]:
    """The reports that may be its own: in the same place, or of a case that it names."""
    found = {report.id: report for report in by_place.get(companion.place, [])}
    for label in companion.labels | companion.opening_labels:
        found |= {report.id: report for report in by_label.get(label, [])}
    return sorted(found.values(), key=lambda report: report.item)


def _match(companion: Candidate, reports: list[Candidate]) -> Match:
    settings = relations().pair
    scored = [(*_score(companion, report), report) for report in reports]
    best = max((score for score, _, _ in scored), default=0.0)
    if best < settings.least:
        return Match(companion.id, None, "no report was found that it belongs to")
    first = [(reason, report) for score, reason, report in scored if score == best]
    if len(first) > 1:
        names = ", ".join(report.name for _, report in first[:3])
        return Match(companion.id, None, f"it could belong to any of {len(first)} reports: {names}")
    reason, report = first[0]
    return Match(companion.id, report.id, reason)


def _score(companion: Candidate, report: Candidate) -> tuple[float, str]:
    points = relations().pair.points
    score, reasons = 0.0, []
    common = companion.labels & report.labels
    if common:
        score += points.label_in_title
        reasons.append(f"both name the case “{min(common).upper()}”")
    elif companion.labels and report.labels:
        score += points.other_label
    elif companion.opening_labels & report.labels:
        score += points.label_in_opening
        reasons.append("its first page names the report's case")
    words = companion.words | report.words
    alike = len(companion.words & report.words) / len(words) if words else 0.0
    if alike:
        score += points.same_words * alike
        reasons.append("their file names are alike")
    if companion.place == report.place:
        score += points.linked_together if companion.found_on else points.same_place
        reasons.append("they are linked on the same page" if companion.found_on else "they are in the same folder")
    if companion.year and companion.year == report.year:
        score += points.same_year
        reasons.append(f"both are of {report.year}")
    return score, "; ".join(reasons)
