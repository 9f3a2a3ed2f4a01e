"""Bring a record up to date with this version of the program, and refuse one that a newer version wrote."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from scr_publish.workbench.errors import RecordError
from scr_publish.workbench.record.engine import WRITES

_LOCK = 0x5C52_4D47
"""The PostgreSQL advisory lock under which one process at a time migrates."""


def configuration() -> Config:
    """Alembic's configuration, with the migrations that are in the package."""
    config = Config()
    folder = str(files("scr_publish.workbench.record").joinpath("migrations"))
    config.set_main_option("script_location", folder.replace("%", "%%"))  # a percent sign is notation there
    return config


def bring_up_to_date(engine: Engine) -> None:
    """Run the migrations that the record has not had, in one transaction. Raises RecordError for a newer record."""
    config = configuration()
    scripts = ScriptDirectory.from_config(config)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        here = MigrationContext.configure(connection).get_current_revision()
        if here == scripts.get_current_head():
            return
        if here is not None and here not in {script.revision for script in scripts.walk_revisions()}:
            raise RecordError("this record was written by a newer version of scr-publish: update this one.")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
