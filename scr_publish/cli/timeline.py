"""`scr-publish timeline`: the dates of a case file as a chart."""

from __future__ import annotations

from pathlib import Path

import click

from scr_publish.cli.output import write_output
from scr_publish.cli.passphrase import passphrase_option, passphrase_source


@click.command()
@click.option(
    "--case", type=click.Path(path_type=Path), required=True, help="The Board's case file (TOML, or encrypted)."
)
@passphrase_option
@click.option("--profile", help="The kind of review.  [default: the case file's, else wt2015-scr]")
@click.option(
    "--svg", type=click.Path(path_type=Path, dir_okay=False), help="Write the chart as a picture to this file as well."
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the text to this file.")
def timeline(
    case: Path, passphrase_file: Path | None, profile: str | None, svg: Path | None, output: Path | None
) -> None:
    """Show the dates of a review as a chart, with the terms that guidance sets: kept, broken or unknown."""
    from scr_publish.config import load_case, load_profile
    from scr_publish.config.profile import DEFAULT_PROFILE
    from scr_publish.reporting.timeline import chart_of, to_console, to_svg

    known = load_case(case, passphrase_source(passphrase_file))
    chart = chart_of(known, load_profile(profile or known.review.profile or DEFAULT_PROFILE))
    if svg is not None:
        write_output(to_svg(chart), svg)
    if svg is None or str(svg) != "-":
        write_output(to_console(chart, plain=output is not None), output)
