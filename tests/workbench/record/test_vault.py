"""Encryption at rest: what is sealed opens only with its key, at its place, unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_publish.workbench.errors import RecordError
from scr_publish.workbench.record.vault import Box, Vault, new_key

BOX = Box(bytes(32))


@given(st.binary(max_size=500), st.text(max_size=30))
def test_what_is_sealed_opens_and_does_not_show(plain: bytes, place: str) -> None:
    sealed = BOX.seal(plain, place)
    assert BOX.open(sealed, place) == plain
    assert len(plain) < 4 or plain not in sealed


@given(st.binary(min_size=1, max_size=100), st.data())
def test_a_changed_bit_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(BOX.seal(plain, "here"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(RecordError, match="cannot be read at here"):
        BOX.open(bytes(sealed), "here")


@pytest.mark.parametrize("length", [0, 5, 12, 20])
def test_a_text_cut_short_is_noticed(length: int) -> None:
    with pytest.raises(RecordError):
        BOX.open(BOX.seal(b"a reason", "here")[:length], "here")


def test_a_text_cannot_be_passed_off_as_another_nor_opened_with_another_key() -> None:
    sealed = BOX.seal(b"a reason", "decision:1")
    with pytest.raises(RecordError, match="another key"):
        BOX.open(sealed, "decision:2")
    with pytest.raises(RecordError, match="another key"):
        Box(new_key()).open(sealed, "decision:1")


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert BOX.seal(b"same", "here") != BOX.seal(b"same", "here")


def test_digests_compare_under_one_key_and_tell_nothing_under_another() -> None:
    assert BOX.digest("Sarah Hall") == BOX.digest("Sarah Hall") != BOX.digest("Sarah Hill")
    assert Box(new_key()).digest("Sarah Hall") != BOX.digest("Sarah Hall")


def test_older_master_keys_unwrap_and_the_first_one_wraps() -> None:
    old, new = new_key(), new_key()
    key = new_key()
    wrapped = Vault([old]).wrap(key, "key:1")
    both = Vault([new, old])
    assert both.unwrap(wrapped, "key:1") == key
    assert Vault([new]).unwrap(both.wrap(key, "key:1"), "key:1") == key
    with pytest.raises(RecordError, match="another master key"):
        Vault([new]).unwrap(wrapped, "key:1")
