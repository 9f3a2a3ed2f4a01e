"""The assessment on a terminal: what a busy person needs in ten seconds, the rest on request."""

from __future__ import annotations

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from scr_publish.assessment import Assessment, Decision
from scr_publish.findings import Finding, PersonRisk
from scr_publish.reporting.console_content import content
from scr_publish.reporting.grouping import FAMILY_TITLES, Group, grouped, tally
from scr_publish.reporting.terminal import SEVERITY_STYLE, rendered
from scr_publish.reporting.wording import (
    HEADLINE,
    MEANING,
    SEVERITY_TITLES,
    heading_over,
    in_context,
    next_steps,
    plural,
)
from scr_publish.rules import Severity

DECISION_STYLE = {
    Decision.READY: "bold white on green4",
    Decision.NEEDS_REVIEW: "bold black on yellow3",
    Decision.NOT_READY: "bold white on red3",
}

SHOWN_FIRST = 8
"""Entries shown without `--all`: what fits on one screen below the decision."""

CONTEXT = 36
"""Characters of the text around an excerpt, on each side."""

SHOWN_TITLE = {
    Severity.BLOCKER: "Worst first",
    Severity.REVIEW: "To weigh first",
    Severity.ADVICE: "Advice",
}


def to_console(assessment: Assessment, *, show_all: bool = False, plain: bool = False) -> str:
    """The assessment as terminal text; with `show_all`, every finding, the trace of the
    recommendations and each section's readability."""
    groups = grouped(assessment.findings)
    parts: list[RenderableType] = [_headline(assessment), ""]
    if groups:
        parts += [_tally(assessment), ""]
    parts += _risk(assessment)
    chosen = groups if show_all else _worst(groups)
    if chosen:
        parts.append(Text("Every finding" if show_all else SHOWN_TITLE[chosen[0].first.severity], "bold"))
        parts += [_entry(assessment, group) for group in chosen]
        if len(chosen) < len(groups):
            parts.append(Text(f"  … and {len(groups) - len(chosen)} more: run again with --all", "dim"))
        parts.append("")
    if show_all:
        parts += content(assessment)
        parts += _hardest(assessment)
        parts += _names(assessment)
    steps = _next_steps(assessment)
    if steps:
        parts += [Text("What to do next", "bold"), *steps]
    for what in assessment.unchecked:
        parts.append(Text.assemble(("Not checked: ", "bold red"), what))
    for note in assessment.document.notes:
        parts.append(Text(f"Note: {note}", "dim"))
    return rendered(*parts, plain=plain)


def _worst(groups: list[Group]) -> list[Group]:
    """The first entries of the gravest severity there is, never advice next to blockers."""
    gravest = groups[0].first.severity if groups else None
    return [group for group in groups if group.first.severity is gravest][:SHOWN_FIRST]


def _headline(assessment: Assessment) -> RenderableType:
    source = assessment.document.source
    facts = [source.name, assessment.profile, f"{assessment.document.word_count:,} words"]
    if source.pages:
        facts.insert(2, plural(source.pages, "page"))
    if assessment.companions:
        facts.append(f"with {', '.join(assessment.companions)}")
    decision = assessment.decision
    return Stack(
        Text.assemble((f" {HEADLINE[decision].upper()} ", DECISION_STYLE[decision]), "  ", " · ".join(facts)),
        Text(MEANING[decision]),
    )


def _tally(assessment: Assessment) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("")
    for title in SEVERITY_TITLES.values():
        table.add_column(title, justify="right")
    rows = tally(assessment.findings)
    for family, numbers in rows:
        table.add_row(FAMILY_TITLES[family], *(_number(numbers[severity], severity) for severity in Severity))
    if len(rows) > 1:
        table.add_row(
            Text("All", "bold"), *(_number(assessment.counts[severity.value], severity) for severity in Severity)
        )
    return table


def _number(number: int, severity: Severity) -> Text:
    return Text(f"{number:,}", SEVERITY_STYLE[severity]) if number else Text("–", "dim")


def _entry(assessment: Assessment, group: Group) -> RenderableType:
    item = group.first
    places = group.places
    where = "; ".join(places[:3]) + (f" and {len(places) - 3} more places" if len(places) > 3 else "")
    if not where and len(group.findings) > 1:
        where = f"{len(group.findings)} places"
    heading = heading_over(assessment, item)
    if heading and len(places) == 1:
        where += f", under “{heading}”"
    head = Text.assemble(
        (f"{item.rule.id} ", SEVERITY_STYLE[item.severity]),
        (item.rule.title, "bold"),
        (f"  {where}" if where else "", "dim"),
        (f"  hidden: {group.hidden_in}" if group.hidden_in else "", "magenta"),
    )
    lines: list[RenderableType] = [head]
    if item.location:
        lines.append(Padding(_words(assessment, item), (0, 0, 0, 6)))
    else:
        lines.append(Padding(Text(item.message), (0, 0, 0, 6)))
    lines.append(Padding(Text.assemble(("→ ", "dim"), item.suggestion), (0, 0, 0, 6)))
    return Padding(Stack(*lines), (0, 0, 0, 2))


def _words(assessment: Assessment, item: Finding) -> Text:
    """The finding's words among the words around them, on one line."""
    words = in_context(assessment, item, CONTEXT, 2 * CONTEXT)
    return Text.assemble(
        ("…" if words.cut_before else "", "dim"),
        (words.before, "dim"),
        (words.words, f"reverse {SEVERITY_STYLE[item.severity]}") if words.words else "",
        (words.after, "dim"),
        ("…" if words.cut_after else "", "dim"),
    )


def _risk(assessment: Assessment) -> list[RenderableType]:
    """One line on the risk of identification: whose is not low, or that everybody's is."""
    told = [person for person in assessment.risk if person.disclosures]
    if not told:
        return []
    line = Text.assemble(("Risk of identification: ", "bold"))
    graver = [person for person in told if person.level != "low"]
    for level in ("high", "medium"):
        people = [f"{person.who} ({fewest(person)})" for person in graver if person.level == level]
        if people:
            line.append(level, "red" if level == "high" else "yellow")
            line.append(f" for {', '.join(people)}; ")
    line.append("low for everybody else" if graver else "low")
    return [line, ""]


def fewest(person: PersonRisk) -> str:
    """How many people may share all that is disclosed, in words."""
    return f"one of {person.high:,} at most" if person.high > 1 else "nobody else"


def _hardest(assessment: Assessment) -> list[RenderableType]:
    """The sections to rewrite first, by heat."""
    sections = sorted((s for s in assessment.readability.sections if s.heat > 0), key=lambda s: (-s.heat, s.start))[:10]
    if not sections:
        return []
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for title in ("Hardest to read", "Page", "Words", "Reading ease", ""):
        table.add_column(title, justify="right" if title in ("Page", "Words", "Reading ease") else "left")
    for part in sections:
        ease = part.measures.get("flesch_reading_ease")
        bar = "█" * round(part.heat * 10)
        table.add_row(
            part.heading or "(before the first heading)",
            str(part.page or ""),
            f"{part.words:,}",
            f"{ease:.0f}" if ease is not None else "",
            Text(bar, "red" if part.heat > 0.66 else "yellow"),
        )
    return [table, ""]


def _names(assessment: Assessment) -> list[RenderableType]:
    if not assessment.names_that_stay:
        return []
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for title in ("Names that stay", "Times", "Why"):
        table.add_column(title)
    for name in assessment.names_that_stay:
        table.add_row(name.text, str(name.count), name.reason)
    return [table, ""]


def _next_steps(assessment: Assessment) -> list[RenderableType]:
    steps = next_steps(assessment)
    if not steps and assessment.counts[Severity.ADVICE.value]:
        return [Text("  The advice above would make the report better; it does not hold up publication.")]
    return [Text(f"  {i}. {step.text}") for i, step in enumerate(steps, 1)]
