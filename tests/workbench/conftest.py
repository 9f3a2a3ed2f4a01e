"""Records to test on: each test that asks for `record` runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scr_publish.workbench.record import Record
from scr_publish.workbench.settings import Settings
from tests.workbench import postgres as servers
from tests.workbench.making import People, added


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """A real PostgreSQL server: call it for the URL of a new database."""
    with servers.server() as new_database:
        yield new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a team's record that does not exist yet."""
    for name in ("SCR_PUBLISH_KEY", "SCR_PUBLISH_RECORD_PASSPHRASE", "SCR_PUBLISH_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    url = request.getfixturevalue("postgres")() if request.param == "postgresql" else ""
    return Settings(folder=tmp_path / "record", database=url, mode="team")


@pytest.fixture
def record(settings: Settings) -> Iterator[Record]:
    """An open record."""
    opened = Record.open(settings)
    yield opened
    opened.close()


@pytest.fixture
def people(record: Record) -> People:
    """Two reviewers, two managers and an administrator, who have accounts but never log in."""
    return added(record)
