"""A real PostgreSQL server for the tests, started once, and a fresh database for each test that asks for one."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from scr_publish.workbench.record.engine import make_engine
from scr_publish.workbench.record.migrate import bring_up_to_date

_SECONDS = 60


def _programs() -> Path | None:
    """The folder with `initdb` and `postgres`: Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return folders[-1] if folders else None


@contextmanager
def server() -> Iterator[Callable[[], str]]:
    """A running server; call what it gives for the URL of a new database. Skips the test where there is no PostgreSQL,
    and fails it where `CI` is set."""
    programs = _programs()
    if programs is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL's server is not installed")
        pytest.skip("PostgreSQL's server is not installed")
    as_user: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="scr-publish-postgres-") as name:
        folder = Path(name)
        if os.geteuid() == 0:  # the server refuses to run as root
            as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, **quiet, **as_user,
        )  # fmt: skip
        port = _free_port()
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), "-k", folder, "-c", "listen_addresses=127.0.0.1",
             "-c", "fsync=off"],
            **quiet, **as_user,
        )  # fmt: skip
        try:
            yield _databases(port)
        finally:
            process.send_signal(signal.SIGINT)  # a fast end: it waits for no connection that a failed test left
            process.wait()


def _databases(port: int) -> Callable[[], str]:
    numbers = itertools.count(1)
    base = f"postgresql://tests@127.0.0.1:{port}"
    ends = time.monotonic() + _SECONDS
    while True:
        try:
            psycopg.connect(f"{base}/postgres").close()
            break
        except psycopg.OperationalError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)

    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE migrated")
    engine = make_engine(f"{base}/migrated")
    bring_up_to_date(engine)  # once: a copy of this database is made sooner than the tables are
    engine.dispose()

    def new() -> str:
        name = f"record_{next(numbers)}"
        with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE migrated")
        return f"{base}/{name}"

    return new


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
