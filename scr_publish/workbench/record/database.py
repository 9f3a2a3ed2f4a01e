"""Opening a record: engine, sessions, migrations, keys. Reads share; writes come one after another."""

from __future__ import annotations

import base64
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import URL, Engine, inspect, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from scr_publish.workbench.errors import NotFound, RecordError
from scr_publish.workbench.record import keys
from scr_publish.workbench.record.engine import BUSY_SECONDS, WRITES, make_engine
from scr_publish.workbench.record.files import FileStore
from scr_publish.workbench.record.holding import Holding
from scr_publish.workbench.record.migrate import bring_up_to_date
from scr_publish.workbench.record.models import DataKey, Meta, StoredFile, new_id, now
from scr_publish.workbench.record.vault import Box, Vault, Wrapped, new_key
from scr_publish.workbench.settings import Settings

log = logging.getLogger("scr_publish")

_SCRUB_MILLISECONDS = 2000
"""How long SQLite waits for those who read, to empty its log: somebody waits for the page that says “deleted”."""
SQLITE_FILE = "record.db"
_WRITER_LOCK = 0x5C52_5055
"""The PostgreSQL advisory lock that each writing transaction takes first. One writer at a time: the audit trail is one
chain, and no two transactions can wait for each other."""


class RecordSession(Session):
    """A session of the record. It opens data keys, each once, and forgets them at its end."""

    record: Record

    def new_box(self, key: bytes = b"") -> tuple[str, Box]:
        """A new data key (or one that was made before the transaction): its id, and the key in use. Raises RecordError
        where the master key has been changed since the record was opened: nobody could read what this would seal."""
        if wrapped_from(self.get_one(Meta, "record_key").value).master != self.record.vault.current:
            raise RecordError("the master key has been changed: start the workbench again. Nothing was stored.")
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

    def __init__(self, settings: Settings, engine: Engine, vault: Vault, record_key: bytes, holding: Holding) -> None:
        self.settings = settings
        self.engine = engine
        self.vault = vault
        self.record_key = record_key
        self.box = Box(record_key)
        self.holding = holding
        self.files = FileStore(settings.folder / "files")
        self._writer = threading.Lock()

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
        if os.name == "posix" and settings.folder.stat().st_mode & 0o077:
            raise RecordError(f"{settings.folder}: others may look into the folder. Run: chmod 700 {settings.folder}")
        engine = make_engine(settings.database or URL.create("sqlite", database=str(settings.folder / SQLITE_FILE)))
        holding = Holding(settings.folder)
        try:
            if not create:
                _refuse_none(engine)
            bring_up_to_date(engine)
            return cls._unlocked(engine, settings, master_keys, holding)
        except DBAPIError as error:
            holding.end()
            engine.dispose()
            raise RecordError(f"the database cannot be opened: {_reason(error)}.") from None
        except BaseException:
            holding.end()
            engine.dispose()
            raise

    @classmethod
    def _unlocked(cls, engine: Engine, settings: Settings, given: Sequence[bytes], holding: Holding) -> Record:
        """The record with its own key and its folder, all made on the first opening, in one transaction. Raises
        RecordError where the master key is not the one that it was made under, or the folder another record's."""
        from scr_publish.workbench.record import audit

        with RecordSession(engine.execution_options(**{WRITES: True})) as session, session.begin():
            if engine.dialect.name == "postgresql":
                session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
            stored = session.get(Meta, "record_key")
            if stored is None:
                session.add_all((Meta(name="salt", value=os.urandom(16).hex()), Meta(name="record", value=new_id())))
            record_id, salt = (session.get_one(Meta, name).value for name in ("record", "salt"))
            FileStore(settings.folder / "files").make(record_id)
            master = given or keys.master_keys(settings.master_key_file, bytes.fromhex(salt), create=stored is None)
            vault = Vault(master)
            if stored is not None:
                return cls(settings, engine, vault, vault.unwrap(wrapped_from(stored.value), "record"), holding)
            key = new_key()
            session.add(Meta(name="record_key", value=wrapped_text(vault.wrap(key, "record"))))
            session.record = cls(settings, engine, vault, key, holding)
            audit.append(session, audit.PROGRAM, "record.created", "", record=record_id)
            return session.record

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
        that waits too long for another process raises RecordError."""
        engine = self.engine.execution_options(**{WRITES: True})
        try:
            # The threads of one process queue here: SQLite itself lets them look again and again, in no order.
            with self._writer, self._session(engine) as session, session.begin():
                if engine.dialect.name == "postgresql":
                    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
                yield session
        except OperationalError as error:
            raise RecordError(f"the record could not be written: {_reason(error)}. Try again.") from None

    def sweep(self) -> int:
        """Put the folder in order after a crash: files of deleted versions go, those without a row are set aside; how
        many went. Done when a server starts."""
        with self.writing() as session:
            kept = select(StoredFile.id).where(StoredFile.deleted_at.is_(None))
            deleted = select(StoredFile.id).where(StoredFile.deleted_at.is_not(None))
            return self.files.sweep(set(session.scalars(kept)), set(session.scalars(deleted)))

    def scrub(self) -> bool:
        """Make the database give up what deleted rows held: SQLite's log of writes is emptied, PostgreSQL's dead rows
        are removed. False where people read all the while, so that SQLite could not empty its log: it is tried again
        each day, and when a server starts. Raises RecordError where the database is away."""
        try:
            return self._scrubbed()
        except OperationalError as error:
            raise RecordError(f"what was deleted is not wiped yet: {_reason(error)}.") from None

    def _scrubbed(self) -> bool:
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {_SCRUB_MILLISECONDS}")
                busy = bool(connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one())
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
                connection.exec_driver_sql("BEGIN")
            if busy:
                log.warning("the database's log could not be emptied while others read it: tried again later")
            return not busy
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in ("data_keys", "findings", "versions", "stored_files", "decisions", "decision_events"):
                connection.exec_driver_sql(f"VACUUM {table}")
        return True

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[RecordSession]:
        with RecordSession(engine, expire_on_commit=False) as session:
            session.record = self
            yield session

    def close(self) -> None:
        """Close the connections, and let go of the record."""
        self.engine.dispose()
        self.holding.end()


def _refuse_none(engine: Engine) -> None:
    if not inspect(engine).has_table("meta"):
        raise RecordError("there is no record in this database: look at SCR_PUBLISH_DATABASE, or start serve.")


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
