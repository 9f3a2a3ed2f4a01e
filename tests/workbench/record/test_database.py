"""Opening a record: new, again, with another key, of a newer version; transactions on both databases."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from scr_publish.workbench.errors import RecordError
from scr_publish.workbench.record import Record, audit
from scr_publish.workbench.record.engine import make_engine
from scr_publish.workbench.record.keys import write_keys
from scr_publish.workbench.record.models import Base, Meta
from scr_publish.workbench.settings import Settings


def test_the_migrations_make_what_the_models_say(record: Record) -> None:
    with record.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_record_opens_again_with_its_key(record: Record, settings: Settings) -> None:
    again = Record.open(settings, create=False)
    assert again.id == record.id
    assert again.record_key == record.record_key
    again.close()


def test_another_key_does_not_open_it(record: Record, settings: Settings) -> None:
    write_keys(settings.master_key_file, [bytes(32)])
    with pytest.raises(RecordError, match="made under another master key"):
        Record.open(settings)


def test_a_lost_key_file_is_not_made_anew(record: Record, settings: Settings) -> None:
    settings.master_key_file.unlink()
    with pytest.raises(RecordError, match="key file is missing"):
        Record.open(settings)
    assert not settings.master_key_file.exists()


def test_a_newer_record_is_refused_and_left_alone(record: Record, settings: Settings) -> None:
    with record.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordError, match="written by a newer version of scr-publish: update this one"):
        Record.open(settings)
    with record.reading() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_an_exception_leaves_nothing_behind(record: Record) -> None:
    def fail() -> None:
        with record.writing() as session:
            session.add(Meta(name="half", value="x"))
            session.flush()
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - raised above
        fail()
    with record.reading() as session:
        assert session.get(Meta, "half") is None


def test_writers_wait_for_each_other_and_none_is_lost(record: Record) -> None:
    def write() -> None:
        for _ in range(5):
            with record.writing() as session:
                audit.append(session, audit.PROGRAM, "test.write", "")

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with record.reading() as session:
        assert audit.head(session)[0] == 31
        assert list(audit.verify(session)) == []


def test_a_reader_sees_one_state_while_others_write(record: Record) -> None:
    with record.reading() as session:
        before = audit.head(session)
        with record.writing() as other:
            audit.append(other, audit.PROGRAM, "test.write", "")
        session.expire_all()
        assert audit.head(session) == before
    with record.reading() as session:
        assert audit.head(session)[0] == before[0] + 1


def test_there_must_be_a_record_where_none_may_be_made(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no record here"):
        Record.open(Settings(folder=tmp_path / "none", database=""), create=False)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://somebody@host/name", "cannot be kept in mysql"),
        ("not a url", "cannot be understood"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "cannot be opened"),
    ],
)
def test_a_wrong_database_is_one_line_without_the_password(tmp_path: Path, url: str, message: str) -> None:
    with pytest.raises(RecordError, match=message) as caught:
        Record.open(Settings(folder=tmp_path / "record", database=url))
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_folder_and_the_key_are_apart_and_private(tmp_path: Path) -> None:
    settings = Settings(folder=tmp_path / "record", database="")
    Record.open(settings).close()
    assert settings.master_key_file == tmp_path / "record.key"
    assert not [path for path in settings.folder.rglob("*") if path.suffix == ".key"]
    assert settings.folder.stat().st_mode & 0o077 == 0


def another_database(settings: Settings) -> Settings:
    """The same folder, with a new database beside the one that is there."""
    return settings.model_copy(update={"database": f"sqlite:///{settings.folder.with_name('other.db')}"})


def test_a_folder_serves_one_database_and_no_other_touches_it(record: Record, settings: Settings) -> None:
    (record.files.folder / "abc").write_bytes(b"sealed")
    with pytest.raises(RecordError, match=r"belong to another record than this database.*--data"):
        Record.open(another_database(settings))
    assert list(record.files.ids()) == ["abc"]
    apart = another_database(settings).model_copy(update={"folder": settings.folder.with_name("apart")})
    Record.open(apart).close()  # the refusal has left nothing in the new database that bound it to the first folder


def test_files_without_the_name_of_their_record_are_nobodys(record: Record, settings: Settings) -> None:
    (record.files.folder / "abc").write_bytes(b"sealed")
    (record.files.folder / ".record").unlink()
    with pytest.raises(RecordError, match="belong to another record"):
        Record.open(settings)


def test_a_file_that_no_row_knows_is_set_aside_and_comes_back_with_its_row(record: Record) -> None:
    file = record.files.folder / "abc"
    file.write_bytes(b"sealed")
    assert record.sweep() == 0
    assert not file.exists()
    assert record.files.sweep({"abc"}, set()) == 0
    assert file.read_bytes() == b"sealed"
    assert record.files.sweep(set(), {"abc"}) == 1
    assert not file.exists()


def test_what_was_set_aside_goes_after_a_month(record: Record) -> None:
    (record.files.folder / "abc").write_bytes(b"sealed")
    record.sweep()
    left = record.files.aside / "abc"
    long_ago = time.time() - 31 * 24 * 3600
    os.utime(left, (long_ago, long_ago))
    assert record.sweep() == 1
    assert not left.exists()


def test_an_empty_database_is_no_record_and_is_left_empty(settings: Settings) -> None:
    if not settings.database:
        settings.folder.mkdir(mode=0o700)
        (settings.folder / "record.db").touch(mode=0o600)
    with pytest.raises(RecordError, match="there is no record in this database"):
        Record.open(settings, create=False)
    assert not settings.master_key_file.exists()
    engine = make_engine(settings.database or f"sqlite:///{settings.folder}/record.db")
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_a_folder_that_others_may_look_into_is_refused(settings: Settings) -> None:
    settings.folder.mkdir()
    settings.folder.chmod(0o755)
    with pytest.raises(RecordError, match="others may look into the folder"):
        Record.open(settings)
