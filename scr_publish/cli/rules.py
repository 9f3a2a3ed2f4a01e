"""`scr-publish rules` and `scr-publish explain`: the rule catalogue, for a person or a machine."""

from __future__ import annotations

import json

import click

from scr_publish.cli.output import write_output


@click.command()
@click.argument("rule")
@click.option("--profile", help="As this kind of review says and cites it.  [default: wt2015-scr]")
def explain(rule: str, profile: str | None) -> None:
    """Explain RULE, by its id (PD201) or its name: why it is there, its source, a better wording."""
    from scr_publish.reporting.explain import explain_rule
    from scr_publish.rules import find_rule

    found = find_rule(rule)
    if profile:
        from scr_publish.config import load_profile

        found = load_profile(profile).adapted(found)
    write_output(explain_rule(found), None)


@click.command()
@click.option("--category", help="Only this family, such as privacy or plain-english.")
@click.option("--format", "form", type=click.Choice(("console", "json")), default="console", show_default=True)
def rules(category: str | None, form: str) -> None:
    """List every rule, with its severity."""
    from scr_publish.errors import ConfigError, nearest
    from scr_publish.reporting.explain import rule_table
    from scr_publish.rules import Category, catalogue

    known = [item.value for item in Category]
    if category is not None and category not in known:
        raise ConfigError(f"there is no family “{category}”.{nearest(category, known)} Known: {', '.join(known)}.")
    chosen = [rule for rule in catalogue().values() if category in (None, rule.category.value)]
    if form == "json":
        data = [rule.model_dump(mode="json") | {"category": rule.category.value} for rule in chosen]
        write_output(json.dumps(data, ensure_ascii=False, indent=2) + "\n", None)
    else:
        write_output(rule_table(chosen), None)
