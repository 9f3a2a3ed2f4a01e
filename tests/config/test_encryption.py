"""Case files kept encrypted: opened with the right passphrase only, and each other failure told apart."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from scr_publish.config import load_case
from scr_publish.config.encryption import decrypt, encrypt, is_encrypted
from scr_publish.errors import ConfigError
from tests.builders.encrypted import CASE, PASSPHRASE, SECRET

PUBLIC_KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


def test_what_goes_in_comes_out_and_nothing_of_it_shows() -> None:
    secret = encrypt(CASE, PASSPHRASE)
    assert is_encrypted(secret)
    assert b"Cassian" not in secret
    assert decrypt(secret, lambda: PASSPHRASE, "case.toml.age") == CASE


def test_an_armoured_file_opens_too() -> None:
    text = base64.b64encode(SECRET)
    body = b"".join(text[at : at + 64] + b"\n" for at in range(0, len(text), 64))
    armoured = b"-----BEGIN AGE ENCRYPTED FILE-----\n" + body + b"-----END AGE ENCRYPTED FILE-----\n"
    assert decrypt(armoured, lambda: PASSPHRASE, "case.age") == CASE
    with pytest.raises(ConfigError, match="damaged or cut short"):
        decrypt(armoured[:-20], lambda: PASSPHRASE, "case.age")


def test_a_wrong_passphrase_says_so() -> None:
    with pytest.raises(ConfigError, match=r"^case\.age: wrong passphrase\.$"):
        decrypt(SECRET, lambda: "heron lantern quarry", "case.age")


def asked() -> str:
    raise AssertionError("the passphrase was asked for")


@pytest.mark.parametrize("kept", [1, 10, 21, 60, 100, 140, 160])
def test_a_file_cut_in_its_header_says_so_before_anybody_is_asked(kept: int) -> None:
    with pytest.raises(ConfigError, match="damaged or cut short"):
        decrypt(SECRET[:kept], asked, "case.age")


@pytest.mark.parametrize("cut", [1, 16])
def test_a_file_cut_or_changed_in_its_text_says_so(cut: int) -> None:
    with pytest.raises(ConfigError, match="damaged or cut short"):
        decrypt(SECRET[:-cut], lambda: PASSPHRASE, "case.age")


def test_what_is_not_encrypted_says_so() -> None:
    with pytest.raises(ConfigError, match="not an encrypted file"):
        decrypt(CASE, asked, "case.toml")
    assert not is_encrypted(b"")


def test_a_file_for_a_key_says_so() -> None:
    from pyrage import encrypt as to_key
    from pyrage import x25519

    data = to_key(CASE, [x25519.Recipient.from_str(PUBLIC_KEY)])
    with pytest.raises(ConfigError, match="to a key and not with a passphrase"):
        decrypt(data, asked, "case.age")


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(ConfigError, match="at least 12 characters"):
        encrypt(CASE, "short")


def test_an_encrypted_case_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "case.toml.age"
    path.write_bytes(SECRET)
    assert load_case(path, lambda: PASSPHRASE).identities[0].role == "subject"
    with pytest.raises(ConfigError, match="its passphrase is needed"):
        load_case(path)


@pytest.mark.parametrize(
    "text",
    [
        "[[identities]]\nCassian = 'Ravenhill'\n",
        "[[identities]]\nborn = 'Ravenhill'\n",
        "[[identities]]\nnames = 'Cassian Ravenhill'\n",
        "[pseudonyms]\nCassian = 3\n",
        "[pseudonyms.Cassian]\na = 'b'\n[pseudonyms.Cassian]\n",
        "[[identities]]\nnames = ['Cassian Ravenhill]\n",
        "[[identities]]\nCassian = 1\nCassian = 2\n",
        "[[orders]]\nRavenhill = 1\n",
    ],
)
def test_no_mistake_in_a_case_file_says_a_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_case(path)
    assert "case.toml: " in str(caught.value)
    assert "Cassian" not in str(caught.value)
    assert "Ravenhill" not in str(caught.value)
