"""The limits are over what real reports need, and each is enforced before the parser runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_publish.errors import UnreadableError
from scr_publish.parsing import limits
from scr_publish.parsing.package import package_format
from tests.builders.packages import WORD, word_package

BODY = f'<w:document xmlns:w="{WORD}"/>'


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("MAX_ENTRIES", 1, "DX105"),
        ("MAX_XML_BYTES", 10, "DX105"),
        ("MAX_UNPACKED_BYTES", 10, "DX105"),
        ("MAX_XML_DEPTH", 0, "DX106"),
    ],
)
def test_each_limit_is_kept(monkeypatch: pytest.MonkeyPatch, name: str, value: int, rule: str) -> None:
    data = word_package(BODY)
    assert package_format("draft.docx", data) == "docx"
    monkeypatch.setattr(limits, name, value)
    with pytest.raises(UnreadableError) as caught:
        package_format("draft.docx", data)
    assert caught.value.rule == rule


def test_small_parts_may_pack_well() -> None:
    assert package_format("draft.docx", word_package(BODY, **{"word/media/a.bmp": b"\x00" * 1_000_000})) == "docx"


def test_a_real_file_is_within_them(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "sample_reports" / "flawed-report.docx"
    assert package_format(sample.name, sample.read_bytes()) == "docx"
