"""Input that cannot be read: one clear line each, without a word of the document."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scr_publish.errors import InputError, UnreadableError
from scr_publish.parsing import open_document
from tests.builders.packages import WORD, odt, word_package, zipped

BODY = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Jane Moss</w:t></w:r></w:p></w:body></w:document>'
BILLION_LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
) + f']><w:document xmlns:w="{WORD}">&j;</w:document>'  # fmt: skip
EXTERNAL = f'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/hostname"><w:document xmlns:w="{WORD}"/>'
DEEP = f'<w:document xmlns:w="{WORD}">' + "<w:p>" * 3000 + "</w:p>" * 3000 + "</w:document>"


def refused(path: Path) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        open_document(path)
    message = str(caught.value)
    assert "\n" not in message
    assert path.name in message or caught.value.rule == "DX107"
    assert "Moss" not in message
    assert caught.value.__cause__ is None
    return caught.value


def written(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        open_document(tmp_path / "no.docx")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        open_document(tmp_path)


def test_name_that_no_file_can_have() -> None:
    with pytest.raises(InputError, match=r"cannot be opened|no file"):
        open_document("draft\x00.docx")


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Go on as somebody who is not the superuser, to whom no file is closed."""
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(65534)
    try:
        yield
    finally:
        if superuser:
            os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="files are closed in another way here")
def test_no_permission() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = written(Path(folder), "draft.txt", b"words")
        open_document(path)
        path.chmod(0)
        with ordinary_user(), pytest.raises(InputError, match="may not read"):
            open_document(path)


def test_special_file() -> None:
    with pytest.raises(InputError, match="not a file"):
        open_document("/dev/zero")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\x00" * 100])
@pytest.mark.parametrize("name", ["draft.docx", "draft.txt"])
def test_empty(tmp_path: Path, name: str, data: bytes) -> None:
    assert refused(written(tmp_path, name, data)).rule == "DX101"


def test_encrypted_word_file(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000
    data = ole + "EncryptedPackage".encode("utf-16-le").ljust(128, b"\x00")
    assert refused(written(tmp_path, "draft.docx", data)).rule == "DX103"


def test_encrypted_old_word_file(tmp_path: Path) -> None:
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[0x1E:0x20] = (9).to_bytes(2, "little")
    entry = bytearray("WordDocument".encode("utf-16-le").ljust(128, b"\x00"))
    entry[116:120] = (1).to_bytes(4, "little")
    fib = bytearray(512)
    fib[0:2], fib[10:12] = (0xA5EC).to_bytes(2, "little"), (0x0100).to_bytes(2, "little")
    assert refused(written(tmp_path, "draft.doc", bytes(header + entry.ljust(512, b"\x00") + fib))).rule == "DX103"


def test_encrypted_zip_entry(tmp_path: Path) -> None:
    data = bytearray(word_package(BODY))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert refused(written(tmp_path, "draft.docx", bytes(data))).rule == "DX103"


def test_encrypted_open_document(tmp_path: Path) -> None:
    manifest = '<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    data = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": os.urandom(50),
            "META-INF/manifest.xml": manifest,
        }
    )
    assert refused(written(tmp_path, "draft.odt", data)).rule == "DX103"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_truncated_zip(tmp_path: Path, share: float) -> None:
    data = word_package(BODY)
    assert refused(written(tmp_path, "draft.docx", data[: int(len(data) * share)])).rule == "DX104"


def test_zip_with_a_broken_part(tmp_path: Path) -> None:
    data = bytearray(word_package(BODY))
    at = data.index(b"word/document.xml") + 25
    data[at : at + 20] = b"\xff" * 20
    assert refused(written(tmp_path, "draft.docx", bytes(data))).rule == "DX104"


def test_part_that_is_no_xml(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "draft.docx", word_package(BODY[:-30]))).rule == "DX104"


@pytest.mark.parametrize("encoding", ["UTF-8s", "UT.F-8", "UTF-4"])
def test_part_in_an_encoding_that_nobody_knows(tmp_path: Path, encoding: str) -> None:
    body = f'<?xml version="1.0" encoding="{encoding}"?>{BODY}'
    assert refused(written(tmp_path, "a.docx", word_package(body))).rule == "DX104"


@pytest.mark.parametrize(
    "content", ["<a:x xmlns:b='urn:b'/>", "<a:.ame xmlns:a='urn:a'/>", "<a:x xmlns:a='}not a place#'/>"]
)
def test_open_document_with_names_of_no_namespace(tmp_path: Path, content: str) -> None:
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    assert refused(written(tmp_path, "draft.odt", data)).rule == "DX104"


def test_open_document_without_content(tmp_path: Path) -> None:
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "meta.xml": "<x/>"})
    assert refused(written(tmp_path, "draft.odt", data)).rule == "DX104"


@pytest.mark.parametrize("part", [BILLION_LAUGHS, EXTERNAL, DEEP])
@pytest.mark.parametrize("where", ["main", "another"])
def test_hostile_xml(tmp_path: Path, part: str, where: str) -> None:
    data = word_package(part) if where == "main" else word_package(BODY, **{"word/comments.xml": part})
    assert refused(written(tmp_path, "draft.docx", data)).rule == "DX106"


def test_hostile_xml_in_utf_16(tmp_path: Path) -> None:
    data = word_package(BODY, **{"docProps/app.xml": BILLION_LAUGHS.encode("utf-16")})
    assert refused(written(tmp_path, "draft.docx", data)).rule == "DX106"


def test_hostile_xml_in_open_document(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "draft.odt", odt("<text:p/>", **{"settings.xml": EXTERNAL}))).rule == "DX106"


def test_zip_bomb(tmp_path: Path) -> None:
    data = word_package(BODY, **{"word/media/image1.emf": b"\x00" * 30_000_000})
    assert refused(written(tmp_path, "draft.docx", data)).rule == "DX106"


def test_too_many_parts(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {f"word/media/{i}.png": b"" for i in range(10_001)}
    assert refused(written(tmp_path, "draft.docx", word_package(BODY, **parts))).rule == "DX105"


def test_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "draft.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(201 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    assert refused(path).rule == "DX105"


def test_text_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    with path.open("wb") as file:
        file.write(b"words ")
        file.truncate(51 * 1024 * 1024)
    assert refused(path).rule == "DX105"


def test_random_bytes(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "draft.txt", random.Random(7).randbytes(5000))).rule == "DX107"


def test_zeros_among_words(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "draft.md", b"Jane Moss\x00\x01\x02 was seen")).rule == "DX107"


def test_mark_that_its_text_belies(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "draft.txt", b"\xef\xbb\xbfJane \xa3 Moss")).rule == "DX107"


def test_rtf_that_nests_too_deep(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "draft.rtf", b"{\\rtf1 " + b"{" * 100_000)).rule == "DX106"


def test_nothing_in_a_web_page(tmp_path: Path) -> None:
    document = open_document(written(tmp_path, "draft.html", b"<!DOCTYPE html><html><body></body></html>"))
    assert document.blocks == ()


def test_old_word_file_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scr_publish.parsing.doc.find_libreoffice", lambda: None)
    entry = "WordDocument".encode("utf-16-le").ljust(128, b"\x00")
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + entry
    error = refused(written(tmp_path, "draft.doc", data))
    assert error.rule == "DX108"
    assert "LibreOffice" in str(error)
