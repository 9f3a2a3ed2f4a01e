"""Where the master key comes from, and what is said when it is not there."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from scr_publish.workbench.errors import RecordError
from scr_publish.workbench.record.keys import master_keys, write_keys

SALT = bytes(16)
KEY = base64.urlsafe_b64encode(bytes(32)).decode()
OTHER = base64.urlsafe_b64encode(bytes([1] * 32)).decode()


def test_a_new_key_file_is_its_owners_alone_and_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "there" / "record.key"
    made = master_keys(file, SALT, create=True, environment={})
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert master_keys(file, SALT, create=False, environment={}) == made
    assert len(made[0]) == 32


def test_no_key_is_made_for_a_record_that_has_one(tmp_path: Path) -> None:
    file = tmp_path / "record.key"
    with pytest.raises(RecordError, match=r"key file is missing. Put it back"):
        master_keys(file, SALT, create=False, environment={})
    assert not file.exists()


def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "record.key"
    write_keys(file, [bytes(32)])
    file.chmod(0o640)
    with pytest.raises(RecordError, match=r"others may read the key file. Run: chmod 600"):
        master_keys(file, SALT, create=False, environment={})


@pytest.mark.parametrize("text", ["", "# only a remark\n", "short\n", "é" * 44 + "\n", KEY[:-4] + "\n"])
def test_a_damaged_key_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "record.key"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(RecordError, match="holds no key"):
        master_keys(file, SALT, create=False, environment={})


def test_the_environment_comes_first_and_may_hold_several(tmp_path: Path) -> None:
    known = master_keys(tmp_path / "none", SALT, create=False, environment={"SCR_PUBLISH_KEY": f"{OTHER},{KEY}"})
    assert known == (bytes([1] * 32), bytes(32))
    assert not (tmp_path / "none").exists()


def test_a_wrong_key_in_the_environment_is_not_printed(tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        master_keys(tmp_path / "none", SALT, create=True, environment={"SCR_PUBLISH_KEY": "not-a-key"})
    assert "not-a-key" not in str(caught.value)


def test_a_passphrase_gives_one_key_with_one_salt_and_must_be_long(tmp_path: Path) -> None:
    def key(passphrase: str, salt: bytes) -> tuple[bytes, ...]:
        environment = {"SCR_PUBLISH_RECORD_PASSPHRASE": passphrase}
        return master_keys(tmp_path / "none", salt, create=True, environment=environment)

    assert (
        key("three random words", SALT) == key("three random words", SALT) != key("three random words", bytes([2] * 16))
    )
    with pytest.raises(RecordError, match="too short"):
        key("short", SALT)


def test_a_key_and_a_passphrase_together_change_over_from_the_one_to_the_other(tmp_path: Path) -> None:
    both = {"SCR_PUBLISH_KEY": KEY, "SCR_PUBLISH_RECORD_PASSPHRASE": "three random words"}
    alone = {"SCR_PUBLISH_RECORD_PASSPHRASE": "three random words"}
    passphrase = master_keys(tmp_path / "none", SALT, create=True, environment=alone)
    assert master_keys(tmp_path / "none", SALT, create=True, environment=both) == (bytes(32), *passphrase)
