"""`scr-publish clean`: a new file without what the draft hides."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scr_publish.cli.output import write_output

FORMATS = ("console", "json")
NOT_ALL = 3
"""Exit status where something hidden could not be removed."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The new file.  [default: the draft's name with “.clean” before its ending]",
)
@click.option("--force", is_flag=True, help="Write over a file of that name. The draft itself is never written over.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="console", show_default=True, help="How to say what went."
)
def clean(file: Path, output: Path | None, force: bool, form: str) -> int:
    """Write a new file without what FILE hides, and say what went.

    Comments, tracked changes (accepted), hidden text, properties, embedded files, the data of pictures and the rest go;
    what shows on the page stays. FILE itself is never changed. The new file is checked before the command ends.

    Exit status: 0 nothing hidden is left, 3 something could not be removed, 2 it could not be done.
    """
    from scr_publish.rewriting.clean import clean as clean_file

    report = clean_file(file, output, force=force)
    if form == "json":
        write_output(json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n", None)
    else:
        write_output(report.to_text(), None)
    return 0 if report.is_clean else NOT_ALL
