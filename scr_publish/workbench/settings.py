"""Where a workbench keeps its record, who it is for, and its limits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from scr_publish.config.toml import Settings as Table
from scr_publish.config.toml import read_toml, validated
from scr_publish.errors import ConfigError

MEGABYTE = 1024 * 1024

SETTINGS_FILE = "record.toml"
"""The file in the data folder with the Board's own settings; every command that opens the record reads it."""
DATABASE_VARIABLE = "SCR_PUBLISH_DATABASE"
"""The database's URL may hold a password, so it is read from the environment and never from the command line."""


def default_folder() -> Path:
    """The user's own data folder, by the XDG Base Directory Specification."""
    base = os.environ.get("XDG_DATA_HOME", "") or str(Path.home() / ".local" / "share")
    return Path(base) / "scr-publish" / "record"


class BoardSettings(Table):
    """What a Board chooses for its workbench: the keys of `[workbench]` in `record.toml`."""

    project: Path | None = None
    """The Board's project file (`scr-publish.toml`), which every check of this workbench obeys."""
    profiles: tuple[Path, ...] = ()
    """Profiles of the Board's own, offered beside those that ship."""
    archive: Path | None = None
    """The store of the scans of published reports that the Archive page shows."""
    host: str = "127.0.0.1"
    port: int = Field(default=8765, ge=0, le=65535)
    names: tuple[str, ...] = ()
    """Further names of this machine that the web pages answer to, such as `scr.council.example`."""
    retention_days: int = Field(default=90, ge=1)
    """Days without use after which an uploaded draft and what belongs to it are deleted."""
    upload_bytes: int = Field(default=100 * MEGABYTE, ge=1024)
    """The most that one uploaded file may have."""
    companions: int = Field(default=10, ge=0)
    """The most companions that a version may have."""
    session_hours: float = Field(default=10, gt=0)
    """How long a session lasts after it was opened: a working day."""
    check_minutes: int = Field(default=60, ge=1)
    """The longest that one check may take before it is stopped."""
    workers: int = Field(default=1, ge=1, le=16)
    """How many checks run at once; each takes a core and up to a gigabyte."""


class Settings(BoardSettings):
    """One workbench. Everything has a default: `Settings()` is a record of the user's own in single-user mode."""

    folder: Path = Field(default_factory=default_folder)
    """The data folder: the encrypted files and, with SQLite, the database."""
    database: str = Field(default_factory=lambda: os.environ.get(DATABASE_VARIABLE, ""))
    """A PostgreSQL URL (`postgresql://user@host/name`); empty for SQLite in the data folder."""
    key_file: Path | None = None
    """The file with the master key; else `FOLDER.key`, beside the data folder and not in it."""
    secure: bool = False
    """People reach the pages by https, through a proxy or with a certificate of our own: cookies go no other way."""
    behind_proxy: bool = False
    """A proxy on this machine adds TLS; it says of each request by `X-Forwarded-Proto` how it came."""
    mode: Literal["single", "team"] = "single"

    @property
    def master_key_file(self) -> Path:
        return self.key_file or self.folder.with_name(self.folder.name + ".key")


def load_settings(**chosen: Any) -> Settings:
    """The settings of a workbench: what is `chosen` (None: is not) goes before what `record.toml` in the data folder
    says, and that before the defaults. Paths in the file are seen from its folder. Raises ConfigError, naming the file
    and the key."""
    given = {name: value for name, value in chosen.items() if value is not None}
    file = given.get("folder", default_folder()) / SETTINGS_FILE
    return Settings(**(_of_file(file) | given))


def _of_file(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    tables = read_toml(file)
    for name in tables:
        if name != "workbench":
            raise ConfigError(f"{file}: unknown key “{name}”. Everything stands in the table [workbench].")
    board = validated(BoardSettings, tables.get("workbench", {}), str(file))
    set_there = {name: getattr(board, name) for name in board.model_fields_set}
    if board.project is not None:
        set_there["project"] = (file.parent / board.project).absolute()
    if board.archive is not None:
        set_there["archive"] = (file.parent / board.archive).absolute()
    if board.profiles:
        set_there["profiles"] = tuple((file.parent / path).absolute() for path in board.profiles)
    return set_there
