"""One rule, or a table of them, for a person: all from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from scr_publish.config import Profile
from scr_publish.reporting.terminal import SEVERITY_STYLE, rendered
from scr_publish.rules import Rule, sources


def citation(rule: Rule) -> str:
    """The source of a rule as a reader would cite it."""
    place = f", {rule.paragraph}" if rule.paragraph else ""
    return f"{sources()[rule.source]}{place}"


def explain_rule(rule: Rule, *, plain: bool = False) -> str:
    """All that the catalogue says of a rule; without colours when `plain`."""
    style = SEVERITY_STYLE[rule.severity]
    parts: list[Text | str] = [
        Text.assemble(
            (rule.id, "bold"), "  ", rule.title, "\n", (rule.name, "dim"), "  ", (rule.severity.value, style)
        ),
        "",
        f"[bold]Why[/]         {escape(rule.why)}",
        f"[bold]What to do[/]  {escape(rule.what_to_do)}",
    ]
    if rule.bad:
        parts.append(f"[bold]Not[/]         {escape(rule.bad)}")
    if rule.better:
        parts.append(f"[bold]Better[/]      {escape(rule.better)}")
    parts.append(f"[bold]Source[/]      {escape(citation(rule))}")
    return rendered(*parts, hanging=12, plain=plain)


def rule_table(rules: Iterable[Rule]) -> str:
    """The rules as a table: id, severity, title, name."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Rule", no_wrap=True)
    table.add_column("Severity", no_wrap=True)
    table.add_column("What it finds")
    table.add_column("Name", style="dim")
    for rule in rules:
        table.add_row(rule.id, Text(rule.severity.value, SEVERITY_STYLE[rule.severity]), rule.title, rule.name)
    return rendered(table)


def profile_table(profiles: Iterable[Profile]) -> str:
    """The profiles as a table: name, kind of review, guidance."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Profile", no_wrap=True)
    table.add_column("Kind of review")
    table.add_column("Guidance", style="dim")
    for profile in profiles:
        table.add_row(profile.name, profile.title, profile.guidance)
    return rendered(table)
