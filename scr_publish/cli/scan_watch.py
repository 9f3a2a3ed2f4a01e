"""The part of `scr-publish scan` that is about websites, watching, and what is made of the store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from scr_publish.cli.output import make_folder, write_output

if TYPE_CHECKING:
    from scr_publish.archive.engine.settings import Settings
    from scr_publish.archive.sources.website import Website
    from scr_publish.archive.store.writing import Writer
    from scr_publish.archive.watch_list import WatchList

FORMATS = ("html", "xlsx", "csv")
_UNITS = {"m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_SHORTEST = 60
F = TypeVar("F", bound=Callable[..., Any])


class Every(click.ParamType[int]):
    """A length of time as “24h”, “30m”, “7d” or “2w”, in seconds."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d{1,4})\s*([mhdw])", value.strip().lower())
        seconds = int(found[1]) * _UNITS[found[2]] if found else 0
        if seconds < _SHORTEST:
            self.fail(f"“{value}” is no length of time: write 30m, 24h, 7d or 2w; a minute at the least.", param, ctx)
        return seconds


class Formats(click.ParamType[tuple[str, ...]]):
    """Formats, with commas between them."""

    name = "html,xlsx,csv"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        named = tuple(part.strip().lower() for part in value.split(",") if part.strip())
        for name in named:
            if name not in FORMATS:
                self.fail(f"there is no format “{name}”; there are {', '.join(FORMATS)}.", param, ctx)
        return named


@dataclass(frozen=True)
class Beside:
    """What the user asked for besides the scan itself; each field is an option of the command."""

    max_pages: int
    max_documents: int
    delay: float
    user_agent: str
    also_hosts: tuple[str, ...]
    sitemaps: tuple[str, ...]
    whole_site: bool
    take_down: Path | None
    watch: bool
    every: int
    rounds: int | None
    dashboard: Path | None
    formats: tuple[str, ...]
    output: Path | None
    summaries: tuple[Path, ...]
    masked: bool

    @classmethod
    def taken_from(cls, options: dict[str, Any]) -> Beside:
        """From click's values of the options below. Raises UsageError where they do not go together."""
        made = cls(**{field.name: options[field.name] for field in fields(cls)})
        if made.rounds and not made.watch:
            raise click.UsageError("--rounds goes with --watch.")
        if made.output and not made.formats:
            raise click.UsageError("--output goes with --format.")
        for path in made.summaries:
            if path.suffix.lower() not in (".txt", ".html"):
                raise click.UsageError(f"--summary {path}: end the name in .txt or .html.")
        return made

    @property
    def makes_something(self) -> bool:
        """Whether something is to be made of the store."""
        return bool(self.dashboard or self.formats or self.summaries)

    def watch_list(self) -> WatchList | None:
        """The take-down file, read. Raises ConfigError."""
        from scr_publish.archive.watch_list import load_watch_list

        return load_watch_list(self.take_down) if self.take_down else None


_OPTIONS = (
    click.option(
        "--max-pages", type=click.IntRange(1), default=500, show_default=True, help="Website: pages to read at most."
    ),
    click.option(
        "--max-documents",
        type=click.IntRange(1),
        default=5_000,
        show_default=True,
        help="Website: documents to fetch at most.",
    ),
    click.option(
        "--delay",
        type=click.FloatRange(0, 600),
        default=1.0,
        show_default=True,
        help="Website: seconds between two requests. The site's robots.txt may ask for more.",
    ),
    click.option(
        "--user-agent", default="", help="Website: who asks, in place of our own name; put an address of yours in it."
    ),
    click.option(
        "--also-host",
        "also_hosts",
        multiple=True,
        help="Website: another host whose documents belong to the site. May be repeated.",
    ),
    click.option(
        "--sitemap",
        "sitemaps",
        multiple=True,
        help="Website: a sitemap whose documents belong to the archive. May be repeated.",
    ),
    click.option(
        "--whole-site", is_flag=True, help="Website: follow every page of the site, not only those below the address."
    ),
    click.option(
        "--take-down",
        type=click.Path(path_type=Path),
        help="A TOML file with the reports that must be down, and with days of publication.",
    ),
    click.option("--watch", is_flag=True, help="Scan again and again, until stopped."),
    click.option(
        "--every",
        type=Every(),
        default="24h",
        show_default=True,
        help="With --watch: the time from one scan to the next (30m, 24h, 7d).",
    ),
    click.option("--rounds", type=click.IntRange(1), help="With --watch: end after so many scans."),
    click.option(
        "--dashboard",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write the dashboard of the store, one HTML page, to this file.",
    ),
    click.option(
        "--format",
        "formats",
        type=Formats(),
        default=(),
        help="Write the dashboard in these formats beside the store, with commas between them.",
    ),
    click.option(
        "--output", type=click.Path(path_type=Path, file_okay=False), help="With --format: write to this folder."
    ),
    click.option(
        "--summary",
        "summaries",
        type=click.Path(path_type=Path, dir_okay=False),
        multiple=True,
        help="Write what is new and what is wrong, masked, as a message to mail: to a .txt or an .html file.",
    ),
    click.option("--masked", is_flag=True, help="Leave out of the dashboard whatever may identify somebody."),
)


def beside_options(command: F) -> F:
    """Give a command the options of `Beside`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@contextmanager
def opened_website(
    address: str, settings: Settings, beside: Beside, writer: Writer, on_page: Callable[[int, int], None]
) -> Iterator[Website]:
    """The website as a source: it asks for what the store knows only whether it has changed, and the store keeps each
    visit. What was fetched is removed at the end."""
    from scr_publish.archive.sources.website import USER_AGENT, Bounds, Website, WebsiteOptions, site_address
    from scr_publish.archive.store.reading import Reader
    from scr_publish.archive.watch import keep_visits, known_documents

    options = WebsiteOptions(
        delay=beside.delay,
        bounds=Bounds(beside.max_pages, beside.max_documents),
        also_hosts=beside.also_hosts,
        sitemaps=beside.sitemaps,
        whole_site=beside.whole_site,
        user_agent=beside.user_agent or USER_AGENT,
    )
    known = known_documents(Reader(writer.connection), str(site_address(address)), settings.digest)
    folder = writer.path.absolute().with_name(writer.path.name + ".site")
    with Website(address, options, folder=folder, known=known, on_page=on_page) as source:
        keep_visits(writer, source)
        yield source


def make_results(store: Path, beside: Beside, *, source: str | None = None) -> list[Path]:
    """Write what was asked for from the store, each file whole or not at all; gives the files. Raises InputError."""
    from scr_publish.archive import dashboard
    from scr_publish.archive.summary import summarise, to_html, to_text

    written: dict[Path, str | bytes] = {}
    if beside.dashboard:
        written[beside.dashboard] = dashboard.dashboard(store, masked=beside.masked)
    if beside.output:
        make_folder(beside.output)
    made: dict[str, Callable[..., str | bytes]] = {
        "html": dashboard.dashboard,
        "xlsx": dashboard.spreadsheet,
        "csv": dashboard.table,
    }
    for name in beside.formats:
        place = (beside.output or store.parent) / f"{store.stem}.{name}"
        written[place] = made[name](store, masked=beside.masked)
    if beside.summaries:
        told = summarise(store, source)
        for path in beside.summaries:
            written[path] = to_html(told) if path.suffix.lower() == ".html" else to_text(told)
    for path, content in written.items():
        write_output(content, path)
    return list(written)


def watched(round_: Callable[[], int], beside: Beside) -> int:
    """Scan again and again; gives the status of the last scan. A round that fails says so, and the next one comes all
    the same."""
    from scr_publish.archive.clock import Clock
    from scr_publish.errors import ScrPublishError

    clock = Clock()
    done, status = 0, 0
    while True:
        began = clock.monotonic()
        try:
            status = round_()
        except ScrPublishError as error:
            click.echo(f"scr-publish: {error}", err=True)
            status = 2
        done += 1
        if status == INTERRUPTED or done == beside.rounds:
            return status
        left = max(0.0, began + beside.every - clock.monotonic())
        try:
            click.echo(f"Next scan in {left / 3600:.1f} h. Ctrl-C ends it.", err=True)
            clock.sleep(left)
        except KeyboardInterrupt:
            return status


INTERRUPTED = 130
"""Exit status of what was stopped."""
