"""`scr-publish profiles`: the kinds of review that the program knows."""

from __future__ import annotations

import click

from scr_publish.cli.output import write_output


@click.command()
@click.option("--format", "form", type=click.Choice(("console", "json")), default="console", show_default=True)
def profiles(form: str) -> None:
    """List the kinds of review, with the guidance that each falls under."""
    import json

    from scr_publish.config import load_profile, profile_names
    from scr_publish.reporting.explain import profile_table

    known = [load_profile(name) for name in profile_names()]
    if form == "json":
        data = [profile.model_dump(mode="json") for profile in known]
        write_output(json.dumps(data, ensure_ascii=False, indent=2) + "\n", None)
    else:
        write_output(profile_table(known), None)
