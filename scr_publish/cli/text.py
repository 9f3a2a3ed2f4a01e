"""`scr-publish text`: the linear text that every place in a report refers to."""

from __future__ import annotations

from pathlib import Path

import click

from scr_publish.cli.output import write_output


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--blocks", is_flag=True, help="Print each block on a line, with its offsets, kind, surface and place.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--no-ocr", is_flag=True, help="Do not read scanned pages, even where OCR is installed.")
def text(file: Path, blocks: bool, output: Path | None, no_ocr: bool) -> None:
    """Print the linear text of FILE, hidden content included. Offsets in the JSON count its characters."""
    from scr_publish.parsing.isolated import open_isolated
    from scr_publish.parsing.opening import Options

    document = open_isolated(file, Options(ocr=not no_ocr))
    if not blocks:
        write_output(document.text, output)
        return
    lines = []
    for block in document.blocks:
        place = document.locate(block.start, block.end)
        words = " ".join(document.text[block.start : block.end].split())
        kind = f"{block.kind.value}{block.level or ''}"
        lines.append(f"{block.start}-{block.end}\t{kind}\t{block.surface.value}\t{place.where}\t{words}\n")
    write_output("".join(lines), output)
