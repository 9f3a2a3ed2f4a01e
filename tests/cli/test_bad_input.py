"""Bad input from end to end: one clear line and status 2, or a finding that blocks; never a traceback, never a pass."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest

from tests.builders.packages import WORD, word_package
from tests.builders.pdf import canvas_pdf, write_lines
from tests.cli.test_cli import run

SECRET = "Jaxon Skelhorn"
BODY = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p></w:body></w:document>'
BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{SECRET * 100}">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + f']><w:document xmlns:w="{WORD}">&j;</w:document>'
)


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph(SECRET)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_file(pages: int = 1) -> bytes:
    return canvas_pdf([lambda canvas, number: write_lines(canvas, [f"{SECRET} on page {number}."])] * pages)


def locked(data: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="other"))
    return out.getvalue()


def encrypted_word() -> bytes:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000
    return ole + "EncryptedPackage".encode("utf-16-le").ljust(128, b"\x00")


def nothing() -> bytes:
    return b""


def many_pages() -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(5000):
            pdf.add_blank_page()
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def zip_of_pictures() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("photo.jpg", b"\xff\xd8\xff")
    return out.getvalue()


def noise() -> bytes:
    return bytes((i * 7919 + i // 3) % 256 for i in range(4000))


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty file": ("draft.docx", nothing),
    "encrypted PDF": ("draft.pdf", lambda: locked(pdf_file())),
    "encrypted Word file": ("draft.docx", encrypted_word),
    "truncated zip": ("draft.docx", lambda: word_file()[:9000]),
    "truncated PDF": ("draft.pdf", lambda: pdf_file()[:300]),
    "XML bomb": ("draft.docx", lambda: word_package(BOMB)),
    "5,000 pages": ("draft.pdf", many_pages),
    "no known encoding": ("draft.txt", noise),
    "no document at all": ("draft.docx", zip_of_pictures),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_one_clear_line_and_status_2(name: str, tmp_path: Path) -> None:
    file_name, make = REFUSED[name]
    draft, out = tmp_path / file_name, tmp_path / "out.json"
    draft.write_bytes(make())
    done = run("check", draft, "--format", "json", "--output", out)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert file_name in done.stderr or name == "no known encoding"
    assert SECRET not in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [file_name]


def test_a_folder_is_one_clear_line(tmp_path: Path) -> None:
    done = run("check", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is a folder" in done.stderr


def test_a_file_of_200_mb_is_refused_without_reading_it(tmp_path: Path) -> None:
    draft = tmp_path / "draft.pdf"
    with draft.open("wb") as out:
        out.write(b"%PDF-1.7\n")
        os.truncate(draft, 200 * 1024 * 1024)
    done = run("check", draft)
    assert (done.returncode, done.stdout) == (2, "")
    assert "draft.pdf is 200 MB; the limit is 100 MB" in done.stderr


@pytest.mark.model
def test_a_wrong_ending_is_a_finding_and_the_file_is_checked_all_the_same(tmp_path: Path) -> None:
    draft = tmp_path / "draft.pdf"
    draft.write_bytes(word_file())
    done = run("check", draft, "--format", "json")
    found = {finding["rule"] for finding in json.loads(done.stdout)["findings"]}
    assert "DX109" in found
    assert done.returncode == 1


@pytest.mark.model
def test_a_page_that_is_a_picture_never_passes(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(Image.new("L", (600, 800), 200))
    draft = tmp_path / "scan.pdf"
    draft.write_bytes(canvas_pdf([lambda canvas, _: canvas.drawImage(picture, 0, 0, 595, 842)]))
    done = run("check", draft, "--format", "json", "--no-ocr")
    data = json.loads(done.stdout)
    assert data["decision"] == "not-ready"
    assert "DX201" in {finding["rule"] for finding in data["findings"]}
