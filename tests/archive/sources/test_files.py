"""Sources on this machine: a folder, a list, a zip, a web archive."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_publish.archive import contents
from scr_publish.archive.sources import is_address, open_source
from scr_publish.errors import InputError
from scr_publish.parsing.limits import MAX_FILE_BYTES
from tests.archive.making import report, write


def names(source: str | Path) -> list[str]:
    return [item.name for item in open_source(str(source)).items()]


def test_a_folder_gives_documents_in_order_and_nothing_else(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "b/2.DOCX": "x", "b/1.pdf": "x", "a.md": "x", "photo.jpg": b"\xff\xd8\xff", "~$a.docx": "lock",
            ".hidden/secret.pdf": "x", ".also.pdf": "x", "misnamed.bin": b"%PDF-1.7 x", "other.bin": b"nothing",
        },
    )  # fmt: skip
    assert names(tmp_path) == ["a.md", "misnamed.bin", "1.pdf", "2.DOCX"]
    items = list(open_source(str(tmp_path)).items())
    assert items[0].id == items[0].path == str(tmp_path / "a.md")
    assert items[0].size == 1
    assert items[0].stamp == str((tmp_path / "a.md").stat().st_mtime_ns)


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"real/a.md": "x"})
    (tmp_path / "real" / "again").symlink_to(tmp_path)
    assert names(tmp_path) == ["a.md"]


def test_a_list_names_documents_once_and_says_when_one_is_missing(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "x", "in/b.pdf": "x"})
    (tmp_path / "list.txt").write_text(f"# the reports\na.md\n\nin/b.pdf\n{tmp_path / 'a.md'}\ngone.docx\n")
    items = list(open_source(str(tmp_path / "list.txt")).items())
    assert [item.name for item in items] == ["a.md", "b.pdf", "gone.docx"]
    with pytest.raises(InputError, match=r"no file .*gone\.docx"):
        contents.digest(items[2])


@pytest.mark.parametrize("content", [b"", b"# only this\n", b"\xff\xfe\x00bad"])
def test_a_list_of_nothing_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.txt").write_bytes(content)
    with pytest.raises(InputError, match=r"list\.txt"):
        open_source(str(tmp_path / "list.txt"))


def test_one_document_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(InputError, match="scr-publish check"):
        open_source(str(tmp_path / "a.docx"))
    with pytest.raises(InputError, match="no such"):
        open_source(str(tmp_path / "nothing"))
    assert is_address("HTTPS://board.example/reports")
    assert not is_address("httpdocs")


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "reports.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2015/child-a.md", report("A"))
        archive.writestr("__MACOSX/2015/child-a.md", "x")
        archive.writestr("notes.xyz", "x")
        archive.writestr("../../climbs.txt", "out")
    return path


def test_a_zip_gives_its_documents_with_a_stamp_of_their_content(packed: Path, tmp_path: Path) -> None:
    first, second = open_source(str(packed)).items()
    assert (first.id, first.name) == (f"{packed}!/2015/child-a.md", "child-a.md")
    assert first.stamp.startswith("crc32:")
    assert first.container == str(packed)
    assert contents.read(first).decode() == report("A")
    place = contents.placed(second, tmp_path)
    assert place == tmp_path / "climbs.txt"
    assert place.read_text() == "out"
    assert contents.digest(first) == contents.sha256(report("A").encode())


def test_a_zip_in_a_folder_is_looked_into_and_a_broken_one_is_a_document_that_cannot_be_read(packed: Path) -> None:
    (packed.parent / "broken.zip").write_bytes(b"PK\x03\x04 cut short")
    assert names(packed.parent) == ["broken.zip", "child-a.md", "climbs.txt"]


def test_an_encrypted_or_damaged_entry_is_an_error_of_one_line(packed: Path) -> None:
    data = bytearray(packed.read_bytes())
    data[60:70] = b"\xff" * 10
    packed.write_bytes(data)
    first, _ = open_source(str(packed)).items()
    with pytest.raises(InputError, match=r"child-a\.md"):
        contents.read(first)


def test_no_more_is_unpacked_than_a_document_may_have(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("big.txt", "w") as entry:
        for _ in range(MAX_FILE_BYTES // (1 << 20) + 5):
            entry.write(bytes(1 << 20))
    (item,) = open_source(str(path)).items()
    assert contents.placed(item, tmp_path).stat().st_size == MAX_FILE_BYTES + 1


@pytest.fixture
def web_archive(tmp_path: Path) -> Path:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    def answer(writer: WARCWriter, url: str, media: str, body: str, status: str = "200 OK", named: str = "") -> None:
        headers = [("Content-Type", media)]
        if named:
            headers.append(("Content-Disposition", f'attachment; filename="{named}"'))
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        payload = io.BytesIO(body.encode())
        writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=http))

    path = tmp_path / "site.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        answer(writer, "https://board.example/", "text/html", "<html>page</html>")
        answer(writer, "https://board.example/a.pdf", "application/pdf", "the first one")
        answer(writer, "https://board.example/gone.pdf", "application/pdf", "not found", "404 Not Found")
        answer(writer, "https://board.example/get?id=7", "application/msword", "an old one")
        answer(writer, "https://board.example/b", "application/pdf", "named", named="child b.pdf")
        answer(writer, "https://board.example/a.pdf", "application/pdf", "the newer one")
    return path


def test_a_web_archive_gives_the_newest_of_each_document(web_archive: Path) -> None:
    items = {item.url: item for item in open_source(str(web_archive)).items()}
    assert {url.rpartition("/")[2]: item.name for url, item in items.items()} == {
        "get?id=7": "get.doc",
        "b": "child b.pdf",
        "a.pdf": "a.pdf",
    }
    assert contents.read(items["https://board.example/a.pdf"]) == b"the newer one"
    assert items["https://board.example/a.pdf"].id == f"{web_archive}!/https://board.example/a.pdf"


def test_a_web_archive_that_is_cut_short_is_reported(web_archive: Path) -> None:
    web_archive.write_bytes(b"WARC/1.0\r\nnonsense")
    assert [item.name for item in open_source(str(web_archive)).items()] == ["site.warc.gz"]


@given(st.text(max_size=300))
def test_a_name_from_outside_is_safe_as_a_files_name(name: str) -> None:
    safe = contents.safe_name(name)
    assert safe
    assert "/" not in safe
    assert "\\" not in safe
    assert safe.isprintable()
    assert safe not in (".", "..")
    assert len(safe.encode()) <= 200
