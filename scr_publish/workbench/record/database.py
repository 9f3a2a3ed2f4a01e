"""Opening a record: engine, sessions, migrations, keys. Reads share; writes come one after another."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import URL, Engine, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from scr_publish.workbench.errors import NotFound, RecordError
from scr_publish.workbench.record import keys
from scr_publish.workbench.record.engine import WRITES, make_engine
from scr_publish.workbench.record.files import FileStore
from scr_publish.workbench.record.migrate import bring_up_to_date
from scr_publish.workbench.record.models import DataKey, Meta, StoredFile, new_id, now
from scr_publish.workbench.record.vault import Box, Vault, Wrapped, new_key
from scr_publish.workbench.settings import Settings

SQLITE_FILE = "record.db"
_WRITER_LOCK = 0x5C52_5055
"""The PostgreSQL advisory lock that each writing transaction takes first. One writer at a time: the audit trail is one
chain, and no two transactions can wait for each other."""


class RecordSession(Session):
    """A session of the record. It opens data keys, each once, and forgets them at its end."""

    record: Record

    def new_box(self, key: bytes = b"") -> tuple[str, Box]:
        """A new data key (or one that was made before the transaction): its id, and the key in use."""
        key = key or new_key()
        row = DataKey(master="", wrapped=b"")
        self.add(row)
        self.flush()
        wrapped = self.record.vault.wrap(key, f"key:{row.id}")
        row.master, row.wrapped = wrapped.master, wrapped.data
        self.flush()
        return row.id, self.info.setdefault(row.id, Box(key))

    def box(self, key_id: str) -> Box:
        """A data key in use. Raises NotFound where it has been destroyed."""
        if key_id not in self.info:
            row = self.get_one(DataKey, key_id)
            if row.wrapped is None:
                raise NotFound("this has been deleted.")
            key = self.record.vault.unwrap(Wrapped(row.master, row.wrapped), f"key:{row.id}")
            self.info[key_id] = Box(key)
        box: Box = self.info[key_id]
        return box

    def destroy_key(self, key_id: str) -> None:
        """Destroy a data key: nothing that it sealed can be read again."""
        row = self.get_one(DataKey, key_id)
        row.wrapped, row.destroyed_at = None, now()
        self.info.pop(key_id, None)


class Record:
    """An opened record."""

    def __init__(self, settings: Settings, engine: Engine, vault: Vault, record_key: bytes) -> None:
        self.settings = settings
        self.engine = engine
        self.vault = vault
        self.record_key = record_key
        self.box = Box(record_key)
        self.files = FileStore(settings.folder / "files")
        self.files.make()

    @classmethod
    def open(cls, settings: Settings, *, create: bool = True, master_keys: Sequence[bytes] = ()) -> Record:
        """Open the record, and bring it up to date.

        Args:
            settings: where it is.
            create: make a new one where there is none.
            master_keys: in place of those of the environment or the key file.

        Raises:
            RecordError: there is none, it is of a newer version, its key is missing or is another one.
        """
        if not create and not settings.database and not (settings.folder / SQLITE_FILE).exists():
            raise RecordError(f"{settings.folder}: there is no record here. Name its folder with --data.")
        try:
            settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise RecordError(f"{settings.folder}: cannot be made a folder: {error.strerror}.") from None
        engine = make_engine(settings.database or URL.create("sqlite", database=str(settings.folder / SQLITE_FILE)))
        try:
            bring_up_to_date(engine)
            vault, record_key = _unlocked(engine, settings, master_keys)
        except DBAPIError as error:
            engine.dispose()
            raise RecordError(f"the database cannot be opened: {_reason(error)}.") from None
        except RecordError:
            engine.dispose()
            raise
        return cls(settings, engine, vault, record_key)

    @cached_property
    def id(self) -> str:
        """The record's own id."""
        with self.reading() as session:
            return session.get_one(Meta, "record").value

    @contextmanager
    def reading(self) -> Iterator[RecordSession]:
        """A session that reads one state of the record and writes nothing. Raises RecordError where the database is
        away."""
        engine = self.engine
        if engine.dialect.name == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        try:
            with self._session(engine) as session:
                yield session
        except OperationalError as error:
            raise RecordError(f"the record could not be read: {_reason(error)}. Try again.") from None

    @contextmanager
    def writing(self) -> Iterator[RecordSession]:
        """A transaction that is committed at the end, or rolled back by an exception. Writers wait for each other; one
        that waits too long raises RecordError."""
        engine = self.engine.execution_options(**{WRITES: True})
        try:
            with self._session(engine) as session, session.begin():
                if engine.dialect.name == "postgresql":
                    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
                yield session
        except OperationalError as error:
            raise RecordError(f"the record could not be written: {_reason(error)}. Try again.") from None

    def sweep(self) -> int:
        """Remove files that a crash left without a row; how many. Done when a server starts."""
        with self.writing() as session:
            known = set(session.scalars(select(StoredFile.id).where(StoredFile.deleted_at.is_(None))))
            return self.files.sweep(known)

    def scrub(self) -> None:
        """Make the database give up what deleted rows held: SQLite's log of writes is emptied, PostgreSQL's dead rows
        are removed."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
            return
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in ("data_keys", "findings", "versions", "stored_files", "decisions", "decision_events"):
                connection.exec_driver_sql(f"VACUUM {table}")

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[RecordSession]:
        with RecordSession(engine, expire_on_commit=False) as session:
            session.record = self
            yield session

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()


def _unlocked(engine: Engine, settings: Settings, given: Sequence[bytes]) -> tuple[Vault, bytes]:
    """The vault and the record's own key, made on the first opening. Raises RecordError where the master key is not the
    one that this record was made under."""
    with Session(engine.execution_options(**{WRITES: True})) as session, session.begin():
        if engine.dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
        stored = session.get(Meta, "record_key")
        salt = session.get(Meta, "salt")
        if salt is None:
            salt = Meta(name="salt", value=os.urandom(16).hex())
            session.add_all((salt, Meta(name="record", value=new_id())))
        vault = Vault(
            given or keys.master_keys(settings.master_key_file, bytes.fromhex(salt.value), create=stored is None)
        )
        if stored is None:
            key = new_key()
            session.add(Meta(name="record_key", value=wrapped_text(vault.wrap(key, "record"))))
            return vault, key
        return vault, vault.unwrap(wrapped_from(stored.value), "record")


def wrapped_text(wrapped: Wrapped) -> str:
    """A wrapped key as text."""
    return f"{wrapped.master} {base64.b64encode(wrapped.data).decode()}"


def wrapped_from(text_form: str) -> Wrapped:
    """The wrapped key that `wrapped_text` wrote."""
    master, _, data = text_form.partition(" ")
    return Wrapped(master, base64.b64decode(data))


def _reason(error: DBAPIError) -> str:
    """The driver's first line, without the statement and its values."""
    return str(error.orig).strip().split("\n", 1)[0].rstrip(".")
