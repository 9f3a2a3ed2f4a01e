"""The store: one writer, readers meanwhile, questions in SQL, Parquet."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scr_publish.archive.scanning import scan
from scr_publish.archive.sources import open_source
from scr_publish.archive.store.parquet import TABLES, export_parquet
from scr_publish.archive.store.querying import asked
from scr_publish.archive.store.reading import SCHEMA_VERSION, DocumentRow, Reader, ResultRow, reading
from scr_publish.archive.store.writing import Writer
from scr_publish.archive.tally import tally
from scr_publish.errors import InputError
from tests.archive.making import MINUTES, RESPONSE, SETTINGS, PlainEngine, report, write

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    files = {"a.md": report("A"), "b.md": report("B", name="x"), "m.md": MINUTES, "bad.pdf": b"%PDF-1.7 x"}
    write(folder, {**files, "copy/a.md": report("A"), "a-response.md": RESPONSE.format(label="A", year=2015)})
    path = tmp_path_factory.mktemp("store") / "store.db"
    with Writer(path) as writer:
        scan(writer, open_source(str(folder)), SETTINGS, PlainEngine())
    return path


def test_it_is_readable_by_its_owner_alone(store: Path) -> None:
    assert stat.S_IMODE(store.stat().st_mode) == 0o600


def test_a_second_writer_is_refused_and_a_reader_is_not(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Writer(path):
        code = f"from scr_publish.archive.store.writing import Writer; Writer({str(path)!r})"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
        assert "another scan is writing" in done.stderr
        with reading(path) as reader:
            assert reader.last_scan() is None
    Writer(path).close()


def test_what_is_no_store_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all, only some words " * 50)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE t (x)")
    for name in ("text.db", "other.db"):
        with pytest.raises(InputError, match="not a store"):
            Writer(tmp_path / name)
        with pytest.raises(InputError, match="not a store"), reading(tmp_path / name):
            pass
    with pytest.raises(InputError, match="no store"), reading(tmp_path / "missing.db"):
        pass
    with pytest.raises(InputError, match="cannot be made"):
        Writer(tmp_path / "no-folder" / "store.db")
    with sqlite3.connect(tmp_path / "new.db") as newer:
        newer.execute("CREATE TABLE t (x)")
        newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(InputError, match="newer"):
        Writer(tmp_path / "new.db")


def test_a_document_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    with Writer(tmp_path / "store.db") as writer:
        number, _ = writer.begin(
            {"source": "s", "profile": "p", "model": "m", "tool_version": "v", "settings": "d", "engine": "e", "processes": 1}
        )  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError):
            _half_a_document(writer, number)
        assert list(writer.connection.execute("SELECT * FROM document")) == []


def _half_a_document(writer: Writer, number: int) -> None:
    result = "INSERT INTO result (document, scan, sha256, checks, seconds) VALUES (99, ?, '', '', 0)"
    with writer.transaction() as sql:
        sql.execute("INSERT INTO document (item, source, name) VALUES ('i', 's', 'n')")
        sql.execute(result, (number,))


def test_a_full_disk_is_one_clear_line_and_the_scan_goes_on_later(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {f"{label}.md": report(label) for label in "ABC"})
    with Writer(tmp_path / "store.db") as writer:
        (pages,) = writer.connection.execute("PRAGMA page_count").fetchone()
        writer.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(InputError, match=r"store\.db: the store cannot be written \(.*full"):
            scan(writer, open_source(str(folder)), SETTINGS, PlainEngine())
    with Writer(tmp_path / "store.db") as writer:
        outcome = scan(writer, open_source(str(folder)), SETTINGS, PlainEngine())
        assert outcome.resumed
        assert {row.state for row in Reader(writer.connection).rows(DocumentRow)} == {"ok"}


def test_the_tally_and_the_exit_status(store: Path) -> None:
    with reading(store) as reader:
        source = next(reader.rows(DocumentRow)).source
        made = tally(reader, source, 1)
        assert made.kinds == {"report": 3, "companion": 1, "other": 1, "unknown": 1}
        assert (made.documents, made.duplicates, made.pairs) == (6, 1, 1)
        assert made.decisions == {"not-ready": 1, "ready": 2}
        assert made.exit_status == 1
        assert [Path(item).name for item, _ in made.unread] == ["bad.pdf"]
        assert any("bad.pdf: DX104" in line for line in made.lines())
        assert {result.checks for result in reader.rows(ResultRow)} == {"all", "companion", "none"}


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"decisions": {"ready": 2}}, 0),
        ({"decisions": {"ready": 1, "needs-review": 1}}, 3),
        ({"decisions": {"ready": 1}, "unread": (("x", "broken"),)}, 3),
        ({"decisions": {"not-ready": 1}, "unread": (("x", "broken"),)}, 1),
        ({"decisions": {"ready": 1}, "unredacted": (("x", "shown"),)}, 1),
        ({"decisions": {}, "documents": 1, "unread": (("x", "broken"),)}, 2),
        ({"decisions": {}, "documents": 0}, 2),
    ],
)
def test_exit_status(store: Path, values: dict[str, object], status: int) -> None:
    from dataclasses import replace

    with reading(store) as reader:
        base = tally(reader, next(reader.rows(DocumentRow)).source, 1)
    assert replace(base, **{"unread": (), "unredacted": (), "documents": 2, **values}).exit_status == status


def test_questions_in_sql(store: Path) -> None:
    with asked(store, "SELECT name, blockers FROM report ORDER BY blockers DESC, name") as (names, rows):
        assert names == ["name", "blockers"]
        assert list(rows) == [("a.md", 1), ("b.md", 0)]
    with asked(store, "SELECT rule, name FROM report_finding") as (_, rows):
        assert list(rows) == [("PD101", "a.md")]
    with asked(store, "WITH n AS (SELECT count(*) AS c FROM document) SELECT c FROM n") as (_, rows):
        assert list(rows) == [(6,)]


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM document", "UPDATE document SET kind = 'other'", "DROP TABLE finding", "ATTACH '/tmp/x.db' AS x",
        "PRAGMA writable_schema = 1", "SELECT load_extension('x')", "SELECT nothing FROM document", "",  "SELECT 1; SELECT 2",
    ],
)  # fmt: skip
def test_a_question_changes_nothing_and_an_error_is_one_line(store: Path, query: str) -> None:
    before = store.read_bytes()
    if query:
        with pytest.raises(InputError, match="--sql") as error, asked(store, query) as (_, rows):
            list(rows)
        assert "\n" not in str(error.value)
    assert store.read_bytes() == before


def test_the_questions_of_the_documentation_can_be_asked(store: Path) -> None:
    text = (ROOT / "docs" / "scan.md").read_text(encoding="utf-8")
    questions = [part.partition("```")[0] for part in text.split("```sql\n")[1:]]
    assert len(questions) >= 8
    for question in questions:
        with asked(store, question) as (names, rows):
            assert names
            list(rows)


def test_parquet_has_the_same_rows(store: Path, tmp_path: Path) -> None:
    import duckdb

    written = export_parquet(store, tmp_path / "out")
    assert sorted(path.name for path in written) == sorted(f"{name}.parquet" for name in TABLES)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in written)
    with sqlite3.connect(store) as sql:
        for path in written:
            names = [row[1] for row in sql.execute(f"PRAGMA table_info({path.stem})")]
            columns = ", ".join(f'"{name}"' for name in names)
            there = duckdb.sql(f"SELECT {columns} FROM '{path}' ORDER BY ALL").fetchall()
            here = sql.execute(f"SELECT {columns} FROM {path.stem}").fetchall()
            assert sorted(there, key=repr) == sorted(here, key=repr)
    assert stat.S_IMODE(written[0].stat().st_mode) == 0o600


def test_every_column_of_the_schema_is_described() -> None:
    """What stands in the schema is documentation: each table says what it is."""
    text = (ROOT / "scr_publish/archive/store/schema.sql").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("CREATE TABLE"):
            assert " -- " in line, line
