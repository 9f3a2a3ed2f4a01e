"""Where a workbench keeps its record, who it is for, and its limits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field

from scr_publish.config.toml import Settings as Table

MEGABYTE = 1024 * 1024

DATABASE_VARIABLE = "SCR_PUBLISH_DATABASE"
"""The database's URL may hold a password, so it is read from the environment and never from the command line."""


def default_folder() -> Path:
    """The user's own data folder, by the XDG Base Directory Specification."""
    base = os.environ.get("XDG_DATA_HOME", "") or str(Path.home() / ".local" / "share")
    return Path(base) / "scr-publish" / "record"


class Settings(Table):
    """One workbench. Everything has a default: `Settings()` is a record of the user's own in single-user mode."""

    folder: Path = Field(default_factory=default_folder)
    """The data folder: the encrypted files and, with SQLite, the database."""
    database: str = Field(default_factory=lambda: os.environ.get(DATABASE_VARIABLE, ""))
    """A SQLAlchemy URL (`postgresql+psycopg://…`); empty for SQLite in the data folder."""
    key_file: Path | None = None
    """The file with the master key; else `FOLDER.key`, beside the data folder and not in it."""
    project: Path | None = None
    """The Board's project file (`scr-publish.toml`), which every check of this workbench obeys."""
    profiles: tuple[Path, ...] = ()
    """Profiles of the Board's own, offered beside those that ship."""
    host: str = "127.0.0.1"
    port: int = Field(default=8765, ge=0, le=65535)
    names: tuple[str, ...] = ()
    """Further names of this machine that the web pages answer to, such as `scr.council.example`."""
    secure: bool = False
    """People reach the pages by https, through a proxy or with a certificate of our own: cookies go no other way."""
    behind_proxy: bool = False
    """A proxy on this machine adds TLS; it says of each request by `X-Forwarded-Proto` how it came."""
    mode: Literal["single", "team"] = "single"
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

    @property
    def url(self) -> str:
        """The database's URL, SQLite in the data folder unless another is set."""
        if self.database.startswith("postgresql://"):
            return "postgresql+psycopg" + self.database.removeprefix("postgresql")
        return self.database or f"sqlite:///{self.folder / 'record.db'}"

    @property
    def master_key_file(self) -> Path:
        return self.key_file or self.folder.with_name(self.folder.name + ".key")
