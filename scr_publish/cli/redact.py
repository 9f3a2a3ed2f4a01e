"""`scr-publish redact`: a new file with the wording that the findings propose."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scr_publish.cli.check import progress_bar
from scr_publish.cli.output import write_output
from scr_publish.cli.passphrase import passphrase_option, passphrase_source

FORMATS = ("console", "json")
NOT_ALL = 3
"""Exit status where words of an accepted finding still stand."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--case",
    type=click.Path(path_type=Path),
    help="The Board's case file (TOML, or encrypted): with it a name becomes what the report calls the person.",
)
@passphrase_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The new file: .docx for a Word file, .txt or .md for any.  [default: beside the draft, with “.redacted”]",
)
@click.option(
    "--accept",
    multiple=True,
    metavar="all|blockers|FINGERPRINT",
    help="What to replace: everything that has a wording, the blockers, or the words of single findings by their "
    "fingerprint in the JSON. May be given several times.  [default: blockers]",
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file (TOML) with lists of fingerprints: `accept`, and `keep` for words that stay.",
)
@click.option("--changes", type=click.Path(path_type=Path, dir_okay=False), help="Write the list of changes here.")
@click.option("--show", is_flag=True, help="Show the words that went in the list of changes; they are masked without.")
@click.option("--profile", help="The kind of review, as for `check`.")
@click.option("--config", type=click.Path(path_type=Path), help="The Board's project file, as for `check`.")
@click.option("--model", default="", help="Another language model, as for `check`.")
@click.option("--force", is_flag=True, help="Write over a file of that name. The draft itself is never written over.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="console",
    show_default=True,
    help="How to list the changes.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
def redact(
    file: Path,
    case: Path | None,
    passphrase_file: Path | None,
    output: Path | None,
    accept: tuple[str, ...],
    decisions: Path | None,
    changes: Path | None,
    show: bool,
    profile: str | None,
    config: Path | None,
    model: str,
    force: bool,
    form: str,
    quiet: bool,
) -> int:
    """Write a new file in which the wording that the findings propose stands in place of what identifies.

    A name becomes the pseudonym or the role, a date its season, a school what kind of school it is: the same words
    everywhere, in tables, headers, notes, text boxes and comments too, with the formatting of the old. A Word file
    gives a Word file; any other draft, a PDF too, gives its text. FILE itself is never changed, and nothing is covered
    by a box. Read the new file, and check it again.

    Exit status: 0 all that was accepted is replaced, 3 something is left, 2 it could not be done.
    """
    from scr_publish.config import load_case
    from scr_publish.rewriting.redact import Choice, load_decisions
    from scr_publish.rewriting.redact import redact as redact_file
    from scr_publish.rewriting.redact.choosing import BLOCKERS, Decisions

    chosen = load_decisions(decisions) if decisions else Decisions()
    choice = Choice(accept or (() if decisions and chosen.accept else (BLOCKERS,)), chosen)
    known = load_case(case, passphrase_source(passphrase_file)) if case else None
    with progress_bar(quiet) as progress:
        report = redact_file(
            file,
            output,
            case=known,
            choice=choice,
            profile=profile,
            project=config,
            model=model,
            force=force,
            progress=progress,
        )
    if form == "json":
        listed = json.dumps(report.to_dict(show=show), ensure_ascii=False, indent=2) + "\n"
    else:
        listed = report.to_text(show=show)
    write_output(listed, changes)
    return NOT_ALL if report.left else 0
