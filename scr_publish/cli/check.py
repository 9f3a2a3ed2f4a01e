"""`scr-publish check`: one draft in, a decision out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scr_publish.cli.output import make_folder, write_output
from scr_publish.cli.passphrase import passphrase_option, passphrase_source

if TYPE_CHECKING:
    from scr_publish.assessment import Assessment

FORMATS = ("console", "json", "html", "csv", "xlsx", "annotated")
BINARY = ("xlsx", "annotated")


@click.command()
@click.argument("draft", type=click.Path(path_type=Path))
@click.option(
    "--case",
    type=click.Path(path_type=Path),
    help="The Board's case file (TOML, or encrypted): dates, reviewer, identities to protect.",
)
@passphrase_option
@click.option(
    "--companion",
    "companions",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A document that belongs to the report, such as the Board's response. May be given several times.",
)
@click.option(
    "--profile", help="The kind of review and its guidance: a name, or a path to a TOML file.  [default: wt2015-scr]"
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="The Board's project file.  [default: the nearest scr-publish.toml]",
)
@click.option(
    "--model", default="", help="An installed spaCy pipeline, or a path to one, in place of the one that ships."
)
@click.option(
    "--format",
    "forms",
    type=click.Choice(FORMATS),
    multiple=True,
    default=("console",),
    show_default=True,
    help="What to give; may be repeated. `annotated`: a copy of the draft with the findings in it.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Write the result to this file; with several formats, to files in this folder.",
)
@click.option(
    "--masked", is_flag=True, help="Leave out every word that identifies, and keep the places: a result to e-mail."
)
@click.option("--all", "show_all", is_flag=True, help="Show every finding on the console, advice too.")
@click.option("--no-ocr", is_flag=True, help="Do not read scanned pages, even where OCR is installed.")
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
def check(
    draft: Path,
    case: Path | None,
    passphrase_file: Path | None,
    companions: tuple[Path, ...],
    profile: str | None,
    config: Path | None,
    model: str,
    forms: tuple[str, ...],
    output: Path | None,
    masked: bool,
    show_all: bool,
    no_ocr: bool,
    quiet: bool,
) -> int:
    """Check DRAFT and say whether it may be published.

    DRAFT is a .docx, .pdf, .odt, .rtf, .html, .md or .txt file (.doc where LibreOffice is installed). It is never
    changed.

    Exit status: 0 ready, 1 not ready, 3 needs review, 2 could not be checked.
    """
    _refuse_what_cannot_be_written(forms, output, masked=masked)
    from scr_publish.assessment import check as check_draft
    from scr_publish.config import load_case

    known = load_case(case, passphrase_source(passphrase_file)) if case else None
    with progress_bar(quiet) as progress:
        assessment = check_draft(
            draft,
            case=known,
            companions=companions,
            profile=profile,
            project=config,
            model=model,
            ocr=not no_ocr,
            progress=progress,
        )
    if masked:
        from scr_publish.reporting.masking import masked as without_identities

        assessment = without_identities(assessment)
    _write(assessment, draft, forms, output, show_all=show_all)
    return assessment.decision.exit_status


def _refuse_what_cannot_be_written(forms: tuple[str, ...], output: Path | None, *, masked: bool) -> None:
    """Say what is wrong with the request before any work is done."""
    if masked and "annotated" in forms:
        raise click.UsageError("--masked cannot go with --format annotated: the draft itself is not masked.")
    if output is None and (binary := [form for form in forms if form in BINARY]):
        raise click.UsageError(f"--format {binary[0]} needs --output.")
    if len(set(forms)) > 1 and output is not None and output.exists() and not output.is_dir():
        raise click.UsageError(f"several formats need a folder: {output} is a file.")


def _write(assessment: Assessment, draft: Path, forms: tuple[str, ...], output: Path | None, *, show_all: bool) -> None:
    from scr_publish.reporting.formats import FORMATS as MADE
    from scr_publish.reporting.formats import annotated

    several = len(set(forms)) > 1
    if several and output is not None:
        make_folder(output)
    for form in dict.fromkeys(forms):
        if form == "annotated":
            made: str | bytes = annotated(assessment, draft)
            name = f"{draft.stem}.annotated{draft.suffix}"
        elif form == "console":
            from scr_publish.reporting.console import to_console

            made = to_console(assessment, show_all=show_all, plain=output is not None and not several)
            name = ""
        else:
            made = MADE[form].make(assessment)
            name = f"{draft.stem}.assessment.{MADE[form].ending}"
        if several and output is not None:
            write_output(made, output / name if name else None)
        else:
            write_output(made, output)


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on standard error while the work goes on; nothing where that is no terminal, or when quiet."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=1)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=max(total, 1))
