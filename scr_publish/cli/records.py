"""What the commands that open a record share: their options, and the one line that says what is not installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scr_publish.errors import InputError

if TYPE_CHECKING:
    from scr_publish.workbench.record import Record
    from scr_publish.workbench.services.actors import Actor

data_option: Callable[[Any], Any] = click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the record.  [default: that of `scr-publish serve`]",
)
key_file_option: Callable[[Any], Any] = click.option(
    "--key-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file with the master key.  [default: beside that folder]",
)


@contextmanager
def needs_workbench(command: str) -> Iterator[None]:
    """Turns a library that is not installed into one line that says how to install it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("scr_publish"):
            raise
        raise InputError(
            f"scr-publish {command} needs the workbench extra: pip install 'scr-publish[workbench]'"
        ) from None


@contextmanager
def opened_record(command: str, folder: Path | None, key_file: Path | None) -> Iterator[Record]:
    """The record, which must be there. Raises InputError where the workbench is not installed, RecordError where the
    record cannot be opened."""
    with needs_workbench(command):
        from scr_publish.workbench.record import Record
        from scr_publish.workbench.settings import load_settings
    record = Record.open(load_settings(folder=folder, key_file=key_file), create=False)
    try:
        yield record
    finally:
        record.close()


def operator() -> Actor:
    """Whoever is at the command line: they hold the master key, so they may see and delete all, and the trail names
    them."""
    import getpass

    from scr_publish.workbench.services.actors import Actor, Role

    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = "unknown user"
    return Actor("", f"{name} at the command line", Role.PERSON)
