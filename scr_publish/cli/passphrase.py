"""Where a passphrase comes from: a file, the environment, or the terminal, in this order. It is never an argument,
which other users of the machine could see."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from scr_publish.errors import ConfigError

VARIABLE = "SCR_PUBLISH_PASSPHRASE"

passphrase_option: Callable[[Any], Any] = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Read the case file's passphrase from the first line of this file.  "
    f"[default: ${VARIABLE}, else it is asked for]",
)
"""The option that commands with a case file share."""


def passphrase_source(file: Path | None, *, confirm: bool = False) -> Callable[[], str]:
    """Gives the passphrase when called; `confirm` has it typed twice. Raises ConfigError where there is none."""

    def get() -> str:
        if file is not None:
            return _first_line(file)
        if VARIABLE in os.environ:
            return _not_empty(os.environ[VARIABLE], f"${VARIABLE}")
        if not sys.stdin.isatty():
            raise ConfigError(
                "the passphrase is needed and there is no terminal to ask on: "
                f"give --passphrase-file, or set {VARIABLE}."
            )
        typed: str = click.prompt("Passphrase of the case file", hide_input=True, confirmation_prompt=confirm, err=True)
        return typed

    return get


def _first_line(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{file}: there is no such file.") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: cannot be read: it is not UTF-8 text.") from None
    return _not_empty(text.split("\n", 1)[0].rstrip("\r"), str(file))


def _not_empty(passphrase: str, name: str) -> str:
    if not passphrase:
        raise ConfigError(f"{name}: holds no passphrase.")
    return passphrase
