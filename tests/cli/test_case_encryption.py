"""`scr-publish case encrypt` and `decrypt`, and a check with an encrypted case file, as a user runs them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from scr_publish.config.encryption import decrypt
from tests.builders.encrypted import CASE, PASSPHRASE, SECRET
from tests.cli.test_cli import run


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case.toml").write_bytes(CASE)
    (tmp_path / "passphrase").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return tmp_path / "case.toml"


def test_encrypt_and_decrypt_write_new_files(case: Path) -> None:
    folder = case.parent
    done = run("case", "encrypt", case, "--passphrase-file", folder / "passphrase")
    secret = folder / "case.toml.age"
    assert (done.returncode, done.stdout) == (0, "")
    assert case.read_bytes() == CASE
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert decrypt(secret.read_bytes(), lambda: PASSPHRASE, "case") == CASE


def test_decrypt_writes_a_new_file(case: Path) -> None:
    folder = case.parent
    secret, back = folder / "case.toml.age", folder / "back.toml"
    secret.write_bytes(SECRET)
    done = run("case", "decrypt", secret, "--output", back, SCR_PUBLISH_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 0
    assert back.read_bytes() == CASE
    assert stat.S_IMODE(back.stat().st_mode) == 0o600
    assert sorted(path.name for path in folder.iterdir()) == ["back.toml", "case.toml", "case.toml.age", "passphrase"]


def test_the_plain_file_goes_only_when_asked(case: Path) -> None:
    done = run("case", "encrypt", case, "--remove", SCR_PUBLISH_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 0
    assert not case.exists()
    assert "Cassian" not in done.stderr


def test_check_opens_an_encrypted_case_file(case: Path) -> None:
    folder = case.parent
    (folder / "case.toml.age").write_bytes(SECRET)
    draft = folder / "draft.md"
    draft.write_text("# Child K\n\nThe nurse weighed Casian.\n", encoding="utf-8")
    arguments = ("check", draft, "--case", folder / "case.toml.age", "--format", "json")
    done = run(*arguments, SCR_PUBLISH_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 1
    assert '"PD105"' in done.stdout
    assert "Cassian" not in done.stdout
    wrong = run(*arguments, SCR_PUBLISH_PASSPHRASE="heron lantern quarry")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr == f"scr-publish: {folder / 'case.toml.age'}: wrong passphrase.\n"
    nobody = run(*arguments)
    assert nobody.returncode == 2
    assert "give --passphrase-file, or set SCR_PUBLISH_PASSPHRASE" in nobody.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("encrypt", "none.toml"), "there is no such file"),
        (("encrypt", "case.toml", "--output", "there.txt"), "is there already and is not written over"),
        (("encrypt", "not-a-case.toml"), "unknown key"),
        (("encrypt", "case.toml", "--passphrase-file", "there.txt"), "holds no passphrase"),
        (("encrypt", "case.toml", "--passphrase-file", "none.txt"), "there is no such file"),
        (("decrypt", "case.toml"), "its name does not end in .age"),
        (("decrypt", "plain.age"), "not an encrypted file"),
    ],
)
def test_what_is_wrong_is_one_line_and_writes_nothing(case: Path, arguments: tuple[str, ...], message: str) -> None:
    folder = case.parent
    (folder / "there.txt").write_text("", encoding="utf-8")
    (folder / "plain.age").write_bytes(CASE)
    (folder / "not-a-case.toml").write_text("colour = 'blue'\n", encoding="utf-8")
    before = sorted(folder.iterdir())
    done = run("case", *arguments, cwd=folder, SCR_PUBLISH_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert sorted(folder.iterdir()) == before


def test_redact_opens_an_encrypted_case_file(case: Path) -> None:
    folder = case.parent
    (folder / "case.toml.age").write_bytes(SECRET)
    (folder / "draft.md").write_text("# Child K\n\nThe nurse weighed Casian.\n", encoding="utf-8")
    done = run(
        "redact",
        "draft.md",
        "--case",
        "case.toml.age",
        "--output",
        "new.md",
        cwd=folder,
        SCR_PUBLISH_PASSPHRASE=PASSPHRASE,
    )
    assert done.returncode == 0, done.stderr
    assert "Child K" in (folder / "new.md").read_text(encoding="utf-8").splitlines()[2]
    wrong = run(
        "redact", "draft.md", "--case", "case.toml.age", cwd=folder, SCR_PUBLISH_PASSPHRASE="heron lantern quarry"
    )
    assert wrong.returncode == 2
    assert "wrong passphrase" in wrong.stderr
