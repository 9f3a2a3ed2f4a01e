"""The figures of a dashboard, from a store: plain data, the same for the same store."""

from __future__ import annotations

import statistics
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from scr_publish.archive.dashboard.stays import Stayed, profile_of, stays
from scr_publish.archive.store.reading import DocumentRow, EventRow, Reader, ResultRow, ScanRow
from scr_publish.archive.watch import HARMFUL, news
from scr_publish.config.profile import PlainEnglish
from scr_publish.config.toml import Settings, validated

STATEMENTS = ("action", "impact", "future")
"""The kinds of statements that guidance asks for."""
MEASURES = ("flesch_reading_ease", "average_sentence", "reading_age")
"""The measures of readability that are drawn over the years."""
RISKS = ("high", "medium", "low")


@dataclass(frozen=True)
class Report:
    """A report that is there. `leaks` counts its blocking findings of personal data and hidden content, `rules` all of
    its blockers by rule; `missing` counts the elements that are missing or empty; `wrong` are the kinds of events that
    say what is wrong with where it is. `before` is the number of blockers at the scan before, None where nothing
    changed."""

    document: DocumentRow
    result: ResultRow | None
    leaks: int
    rules: Mapping[str, int]
    missing: int
    wrong: tuple[str, ...]
    before: int | None

    @property
    def at_high_risk(self) -> bool:
        """Whether a handful of people may share what it tells of somebody."""
        return self.result is not None and self.result.risk_level == "high"

    @property
    def danger(self) -> tuple[int, int, int, int]:
        """How grave it is; the greatest is the worst. What was not checked comes after what is known to leak."""
        result = self.result
        level = RISKS[::-1].index(result.risk_level) if result and result.risk_level in RISKS else -1
        known = 3 if self.leaks else 2 if result is None or result.decision is None else 1
        return (known, level, self.leaks, result.blockers if result else 0)


@dataclass(frozen=True)
class Spread:
    """A measure over the reports of a year: the median and the quartiles, of `n` reports."""

    year: int
    n: int
    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Lack:
    """How many reports lack an element or a kind of statement: `missing`, or there and `empty`."""

    name: str
    missing: int
    empty: int = 0


@dataclass(frozen=True)
class SourceNews:
    """What the last finished scan of a source brought, and what is still wrong."""

    scan: ScanRow
    fresh: tuple[EventRow, ...]
    still: tuple[EventRow, ...]
    first: bool


@dataclass(frozen=True)
class Between:
    """A finding between two documents: one shows what the other, a version of it, leaves out."""

    document: DocumentRow
    other: DocumentRow | None
    rule: str
    severity: str
    places: int


@dataclass(frozen=True)
class Figures:
    """All that a dashboard shows. Reports come worst first. `leaks` counts leaks by year and kind."""

    scans: tuple[ScanRow, ...]
    reports: tuple[Report, ...]
    unchecked: tuple[DocumentRow, ...]
    others: Counter[str]
    kinds: tuple[str, ...]
    leaks: Mapping[int, Counter[str]]
    years: Mapping[int, int]
    readability: Mapping[str, tuple[Spread, ...]]
    targets: PlainEnglish
    elements: tuple[Lack, ...]
    statements: tuple[Lack, ...]
    assessed: int
    news: tuple[SourceNews, ...]
    between: tuple[Between, ...]
    stays: tuple[Stayed, ...]
    documents: Mapping[str, DocumentRow] = field(repr=False)

    @property
    def leaking(self) -> int:
        """How many reports have something in them that may identify somebody."""
        return sum(1 for report in self.reports if report.leaks)


class _Kinds(Settings):
    hidden: str
    other: str
    kinds: dict[str, tuple[str, ...]]


@cache
def _kinds() -> _Kinds:
    text = files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8")
    return validated(_Kinds, tomllib.loads(text), "kinds.toml")


def figures(reader: Reader) -> Figures:
    """The figures of a store. A store without a finished scan has figures too: those of what is in it so far."""
    scans = tuple(reader.rows(ScanRow))
    documents = {row.id: row for row in reader.rows(DocumentRow)}
    there = [row for row in documents.values() if row.state != "removed" and row.duplicate_of is None]
    told = tuple(_news(reader, scans))
    reports = tuple(
        sorted(_reports(reader, there, told), key=lambda report: (*(-n for n in report.danger), report.document.item))
    )
    ids = {report.document.id for report in reports}
    kinds = (*_kinds().kinds, _kinds().other, _kinds().hidden)
    leaks = _leaks(reader, ids)
    assessed = [report for report in reports if report.result and report.result.decision]
    return Figures(
        scans=scans,
        reports=reports,
        unchecked=tuple(row for row in there if row.state not in ("ok", "waiting")),
        others=Counter(row.kind for row in there if row.kind != "report"),
        kinds=tuple(kind for kind in kinds if any(counter[kind] for counter in leaks.values())),
        leaks=leaks,
        years=Counter(report.document.year for report in assessed if report.document.year),
        readability=_readability(reader, assessed),
        targets=profile_of(scans).plain_english,
        elements=tuple(_elements(reader, ids)),
        statements=tuple(_statements(reader, assessed)),
        assessed=len(assessed),
        news=told,
        between=tuple(_between(reader, documents)),
        stays=tuple(stays(reader, documents.values(), scans)),
        documents={row.item: row for row in documents.values()},
    )


def _reports(reader: Reader, there: list[DocumentRow], told: Iterable[SourceNews]) -> Iterator[Report]:
    results = {row.id: row for row in reader.current_results()}
    rules: defaultdict[int, dict[str, int]] = defaultdict(dict)
    leaks: Counter[int] = Counter()
    for result, rule, category, number in reader.connection.execute(
        """SELECT finding.result, rule, category, count(*)
        FROM finding JOIN document ON document.result = finding.result
        WHERE severity = 'blocker' GROUP BY finding.result, rule, category ORDER BY count(*) DESC, rule"""
    ):
        rules[result][rule] = number
        leaks[result] += number if category in HARMFUL else 0
    missing: dict[int, int] = dict(
        reader.connection.execute(
            """SELECT section.result, count(*) FROM section JOIN document ON document.result = section.result
            WHERE status IN ('missing', 'empty') GROUP BY section.result"""
        )
    )
    wrong: defaultdict[str, list[str]] = defaultdict(list)
    for source in told:
        for event in (*source.fresh, *source.still):
            wrong[event.item].append(event.kind)
    before = _before(reader)
    for row in there:
        if row.kind == "report" or (row.kind == "unknown" and row.state not in ("ok", "waiting")):
            number = row.result or 0
            yield Report(
                row,
                results.get(number),
                leaks[number],
                rules.get(number, {}),
                missing.get(number, 0),
                tuple(wrong[row.item]),
                before.get(row.id),
            )


def _before(reader: Reader) -> dict[int, int]:
    """The blockers of each document's result before the current one."""
    return dict(
        reader.connection.execute(
            """SELECT document.id, earlier.blockers
            FROM document JOIN result AS earlier ON earlier.document = document.id
            WHERE earlier.id < document.result AND earlier.decision IS NOT NULL ORDER BY earlier.id"""
        )
    )


def _leaks(reader: Reader, ids: set[int]) -> dict[int, Counter[str]]:
    """Leaks by year and kind. Reports without a year are left out."""
    labels = {label: kind for kind, known in _kinds().kinds.items() for label in known}
    leaks: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for document, year, category, label, number in reader.connection.execute(
        """SELECT document.id, year, category, label, count(*)
        FROM finding JOIN document ON document.result = finding.result
        WHERE severity = 'blocker' AND category IN ('privacy', 'hidden') AND year IS NOT NULL
        GROUP BY document.id, category, label"""
    ):
        if document in ids:
            kind = _kinds().hidden if category == "hidden" else labels.get(label, _kinds().other)
            leaks[year][kind] += number
    return dict(sorted(leaks.items()))


def _readability(reader: Reader, assessed: list[Report]) -> dict[str, tuple[Spread, ...]]:
    years = {report.document.result: report.document.year for report in assessed if report.document.year}
    values: defaultdict[str, defaultdict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    marks = ", ".join("?" * len(MEASURES))
    for result, name, value in reader.connection.execute(
        f"SELECT result, name, value FROM readability WHERE name IN ({marks})",  # noqa: S608 - marks only
        MEASURES,
    ):
        if year := years.get(result):
            values[name][year].append(value)
    for report in assessed:
        if report.document.year and report.result and report.result.reading_age is not None:
            values["reading_age"][report.document.year].append(report.result.reading_age)
    return {
        name: tuple(_spread(year, numbers) for year, numbers in sorted(values[name].items()))
        for name in MEASURES
        if values[name]
    }


def _spread(year: int, numbers: list[float]) -> Spread:
    median = statistics.median(numbers)
    low, _, high = statistics.quantiles(numbers, n=4, method="inclusive") if len(numbers) > 1 else [median] * 3
    return Spread(year, len(numbers), round(low, 1), round(median, 1), round(high, 1))


def _elements(reader: Reader, ids: set[int]) -> Iterator[Lack]:
    """The elements of a report, those that are lacking most often first."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document, name, status in reader.connection.execute(
        "SELECT document.id, section.id, status FROM section JOIN document ON document.result = section.result"
    ):
        if document in ids:
            counts[name][status] += 1
    lacks = [Lack(name, found["missing"], found["empty"]) for name, found in counts.items()]
    yield from sorted(lacks, key=lambda lack: (-lack.missing - lack.empty, lack.name))


def _statements(reader: Reader, assessed: list[Report]) -> Iterator[Lack]:
    """For each kind of statement, how many reports have none."""
    has: defaultdict[str, set[int]] = defaultdict(set)
    for result, kind in reader.connection.execute("SELECT result, kind FROM statement WHERE n > 0"):
        has[kind].add(result)
    for kind in STATEMENTS:
        yield Lack(kind, sum(1 for report in assessed if report.document.result not in has[kind]))


def _news(reader: Reader, scans: tuple[ScanRow, ...]) -> Iterator[SourceNews]:
    """The news of each source, from its last finished scan."""
    last = {scan.source: scan for scan in scans if scan.finished}
    for source, scan in last.items():
        fresh, still = news(reader, scan.id, source)
        earlier = any(one.source == source and one.id < scan.id and one.finished for one in scans)
        yield SourceNews(scan, tuple(fresh), tuple(still), first=not earlier)


def _between(reader: Reader, documents: Mapping[int, DocumentRow]) -> Iterator[Between]:
    for document, other, rule, severity, places in reader.connection.execute(
        """SELECT document, other, rule, severity, json_array_length(evidence) FROM archive_finding
        WHERE json_valid(evidence) ORDER BY document, rule, other"""
    ):
        if documents[document].state != "removed":
            yield Between(documents[document], documents.get(other), rule, severity, places)
