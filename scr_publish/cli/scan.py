"""`scr-publish scan`: an archive of published reports in, a store of what was found out."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from scr_publish.cli.scan_progress import Progress, progress_line
from scr_publish.cli.scan_watch import INTERRUPTED, Beside, beside_options, make_results, opened_website, watched

if TYPE_CHECKING:
    from scr_publish.archive.engine.jobs import Done
    from scr_publish.archive.engine.settings import Settings
    from scr_publish.archive.scanning import Engine, Outcome
    from scr_publish.archive.sources import Source
    from scr_publish.archive.store.writing import Writer
    from scr_publish.archive.tally import Tally

STORE = "scr-publish-scan.db"


@click.command()
@click.argument("source", required=False)
@click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path(STORE),
    show_default=True,
    help="The file that keeps the results. It holds excerpts: keep it as safe as the documents.",
)
@click.option(
    "--engine",
    type=click.Choice(("local", "ray")),
    default="local",
    show_default=True,
    help="Processes on this machine, or a Ray cluster (extra `cluster`).",
)
@click.option("--processes", type=click.IntRange(1), help="How many documents at a time.  [default: all cores]")
@click.option("--address", default="", help="The Ray cluster's address.  [default: one of this machine's own]")
@click.option(
    "--time-limit",
    type=click.IntRange(1),
    help="Seconds of processor time that one document may take; one that takes longer is given up and listed.  "
    "[default: 300]",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(200),
    help="Megabytes that reading one document may take; one that takes more is given up and listed.  [default: 1100]",
)
@click.option(
    "--profile", help="The kind of review and its guidance: a name, or a path to a TOML file.  [default: wt2015-scr]"
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="The Board's project file.  [default: the nearest scr-publish.toml above SOURCE]",
)
@click.option("--model", default="", help="An installed spaCy pipeline, or a path to one, in place of our own.")
@click.option("--everything", is_flag=True, help="Check documents that are no reports (minutes, policies) as well.")
@click.option("--no-ocr", is_flag=True, help="Do not read scanned pages, even where OCR is installed.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each document as it is done, and at the end.")
@click.option("--sql", help="Answer a question in SQL from the store; without SOURCE nothing is scanned.")
@click.option(
    "--export",
    type=(click.Choice(("parquet",)), click.Path(path_type=Path, file_okay=False)),
    help="Write the store's tables to a folder: `--export parquet FOLDER`.",
)
@beside_options
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
def scan(
    source: str | None,
    store: Path,
    engine: str,
    processes: int | None,
    address: str,
    time_limit: int | None,
    memory_limit: int | None,
    profile: str | None,
    config: Path | None,
    model: str,
    everything: bool,
    no_ocr: bool,
    as_json: bool,
    sql: str | None,
    export: tuple[str, Path] | None,
    quiet: bool,
    **options: Any,
) -> int:
    """Check every report of an archive, and keep what was found in a store.

    SOURCE is a folder (with all in it), a list of files (.txt, a path on each line), a .zip, a .warc or .warc.gz, or
    the address of a website. No document is changed. A scan that was stopped or killed goes on where it was when the
    same command runs again; documents that have not changed are not checked again.

    Exit status: 0 nothing found, 1 something blocks, 3 something must be looked at (a document that cannot be read
    too), 2 could not be scanned.
    """
    beside = Beside.taken_from(options)
    if beside.watch and source is None:
        raise click.UsageError("--watch needs a SOURCE to scan.")
    if source is None and not (sql or export or beside.makes_something):
        raise click.UsageError(
            "Name a SOURCE to scan, or what to make of a store that is there: --dashboard, --format, --summary, --sql, "
            "--export."
        )
    if address and engine != "ray":
        raise click.UsageError("--address goes with --engine ray.")
    status = 0
    if source is not None:
        run = _Run(source, store, beside, Chosen(engine, processes, address), as_json=as_json, quiet=quiet)
        run.load(
            profile=profile,
            project=config,
            model=model,
            ocr=not no_ocr,
            seconds=time_limit,
            megabytes=memory_limit,
            everything=everything,
        )
        status = watched(run.round, beside) if beside.watch else run.round()
    elif beside.makes_something:
        _say_written(make_results(store, beside), as_json=as_json)
    if status in (0, 1, 3):
        if export:
            _export(store, export[1], as_json=as_json)
        if sql:
            _answer(store, sql, as_json=as_json)
    return status


class Chosen:
    """The engine as the user asked for it."""

    def __init__(self, name: str, processes: int | None, address: str) -> None:
        self.name, self.processes, self.address = name, processes, address

    @contextmanager
    def started(self, settings: Settings, store: Path) -> Iterator[Engine]:
        """The engine, ended with the block."""
        if self.name == "ray":
            from scr_publish.archive.engine.ray import RayEngine

            cluster = RayEngine(settings, self.processes or 0, self.address)
            try:
                yield cluster
            finally:
                cluster.close()
        else:
            from scr_publish.archive.engine.local import LocalEngine, default_processes

            yield LocalEngine(settings, self.processes or default_processes(), work_folder(store))


def work_folder(store: Path) -> Path:
    """Where workers put files while they work: beside the store, so that the next scan finds what a killed one left."""
    return store.absolute().with_name(store.name + ".work")


class _Run:
    """A scan as the user asked for it; `round` does it once."""

    def __init__(self, source: str, store: Path, beside: Beside, chosen: Chosen, *, as_json: bool, quiet: bool) -> None:
        from scr_publish.archive.sources import is_address, open_source

        self._named = source
        self._source = None if is_address(source) else open_source(source)
        self._store, self._beside, self._chosen = store, beside, chosen
        self._as_json, self._quiet = as_json, quiet
        self._known = beside.watch_list()

    def load(self, *, seconds: int | None, megabytes: int | None, **named: Any) -> None:
        """Read the settings. Raises ConfigError, ModelError."""
        from scr_publish.archive.engine.settings import DEFAULT_MEMORY, DEFAULT_SECONDS, load_settings
        from scr_publish.parsing.limits import MEGABYTE

        beside = self._source.root if self._source else None
        memory = megabytes * MEGABYTE if megabytes else DEFAULT_MEMORY
        self._settings = load_settings(beside=beside, seconds=seconds or DEFAULT_SECONDS, memory=memory, **named)

    def round(self) -> int:
        """Scan once, and make of the store what was asked for; gives the exit status."""
        from scr_publish.archive.store.reading import Reader
        from scr_publish.archive.store.writing import Writer
        from scr_publish.archive.tally import tally

        began = time.monotonic()
        with ExitStack() as stack:
            writer = stack.enter_context(Writer(self._store))
            progress = stack.enter_context(Progress(quiet=self._quiet, each=_json_line if self._as_json else None))
            source = stack.enter_context(self._opened(writer, progress))
            try:
                outcome = self._scanned(writer, source, progress)
            except KeyboardInterrupt:
                progress.close()
                _say_stopped(progress.count)
                return INTERRUPTED
            progress.close()
            made = tally(Reader(writer.connection), source.name, outcome.scan)
        _summary(made, outcome, self._store, time.monotonic() - began, as_json=self._as_json)
        _say_written(make_results(self._store, self._beside, source=source.name), as_json=self._as_json)
        return made.exit_status

    def _opened(self, writer: Writer, progress: Progress) -> AbstractContextManager[Source]:
        if self._source is not None:
            return nullcontext(self._source)
        return opened_website(self._named, self._settings, self._beside, writer, progress.pages)

    def _scanned(self, writer: Writer, source: Source, progress: Progress) -> Outcome:
        from scr_publish.archive.scanning import scan as scan_source
        from scr_publish.archive.watch import note

        def afterwards(number: int) -> None:
            note(writer, number, source, self._settings.profile, watch_list=self._known)

        with _terminable(), self._chosen.started(self._settings, self._store) as engine:
            return scan_source(writer, source, self._settings, engine, progress.report, afterwards)


def _say_stopped(count: int) -> None:
    click.echo(f"scr-publish: stopped. {count:,} documents were checked this time and are kept.", err=True)
    click.echo("The same command goes on from here.", err=True)


def _say_written(paths: list[Path], *, as_json: bool) -> None:
    for path in paths:
        click.echo(json.dumps({"type": "written", "path": str(path)}) if as_json else f"Written: {path}")


@contextmanager
def _terminable() -> Iterator[None]:
    """Inside the block a request to end is as good as Ctrl-C."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _json_line(stage: str, done: Done) -> None:
    made = done.assessment
    line: dict[str, Any] = {
        "type": "document",
        "stage": stage,
        "item": done.item,
        "state": done.state,
        "kind": done.verdict.kind if done.verdict else "unknown",
        "decision": made.decision if made else None,
        "counts": made.counts if made else None,
        "error": done.error or None,
        "seconds": round(done.seconds, 3),
    }
    click.echo(json.dumps(line, ensure_ascii=False))


def _summary(made: Tally, outcome: Outcome, store: Path, seconds: float, *, as_json: bool) -> None:
    if as_json:
        line = {"type": "summary", "scan": outcome.scan, "checked": outcome.checked, "seconds": round(seconds, 1)}
        click.echo(json.dumps(line | made.to_dict(), ensure_ascii=False))
        return
    for text in made.lines():
        click.echo(text)
    click.echo(
        f"{progress_line(outcome.checked, seconds)}{' (went on with an earlier scan)' if outcome.resumed else ''}"
    )
    click.echo(f"Results: {store}")
    if made.documents == 0:
        click.echo("scr-publish: there is no document in this source that can be checked.", err=True)


def _export(store: Path, folder: Path, *, as_json: bool) -> None:
    from scr_publish.archive.store.parquet import export_parquet

    written = export_parquet(store, folder)
    if not as_json:
        click.echo(f"Written: {len(written)} Parquet files in {folder}")


def _answer(store: Path, query: str, *, as_json: bool) -> None:
    """Print a query's answer: comma-separated values with a line of names, or a line of JSON for each row."""
    import csv
    import sys

    from scr_publish.archive.store.querying import asked

    with asked(store, query) as (names, rows):
        if as_json:
            for row in rows:
                click.echo(json.dumps(dict(zip(names, map(_plain, row), strict=True)), ensure_ascii=False))
            return
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_plain(value) for value in row] for row in rows)


def _plain(value: Any) -> Any:
    """A value as text can hold it: the length of what is no text."""
    return f"{len(value)} bytes" if isinstance(value, bytes) else value
