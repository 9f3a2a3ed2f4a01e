"""A new master key. Only the data keys are encrypted anew: nothing that they sealed has to be touched."""

from __future__ import annotations

import os

from sqlalchemy import select

from scr_publish.workbench.errors import Refused
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import Record, RecordSession, wrapped_from, wrapped_text
from scr_publish.workbench.record.keys import KEY_VARIABLE, PASSPHRASE_VARIABLE, write_keys
from scr_publish.workbench.record.models import DataKey, Meta
from scr_publish.workbench.record.vault import Vault, Wrapped, new_key


def rotate(record: Record) -> int:
    """Put every data key under a new master key; how many. A crash at any point leaves a record that opens: the key
    file has both keys until all is done.

    With keys in the environment there is no file to write: give the new key first and the old ones after it, separated
    by commas, and this puts all under the first. Raises Refused where it has one key only, or a passphrase, or somebody
    else has the record open: they would go on with the old key."""
    with record.holding.alone():
        return _rotated(record)


def _rotated(record: Record) -> int:
    file = record.settings.master_key_file
    if PASSPHRASE_VARIABLE in os.environ and KEY_VARIABLE not in os.environ:
        raise Refused(f"The key comes from a passphrase: set {KEY_VARIABLE} to a key of its own to change over to.")
    if KEY_VARIABLE in os.environ:
        if len(record.vault.master_keys) == 1:
            raise Refused(f"Set {KEY_VARIABLE} to the new key, a comma and the old key, and run this again.")
        return _rewrap(record)
    new = new_key()
    known = (new, *record.vault.master_keys)
    write_keys(file, known)
    record.vault = Vault(known)
    number = _rewrap(record)
    write_keys(file, [new])
    record.vault = Vault([new])
    return number


def _rewrap(record: Record) -> int:
    with record.writing() as session:
        vault = record.vault
        kept = session.get_one(Meta, "record_key")
        kept.value = wrapped_text(vault.wrap(vault.unwrap(wrapped_from(kept.value), "record"), "record"))
        number = 1 + sum(_moved(session, vault, row) for row in session.scalars(select(DataKey)))
        audit.append(session, audit.PROGRAM, "record.key_rotated", "", keys=number)
    record.scrub()
    return number


def _moved(session: RecordSession, vault: Vault, row: DataKey) -> bool:
    if row.wrapped is None:
        return False
    place = f"key:{row.id}"
    wrapped = vault.wrap(vault.unwrap(Wrapped(row.master, row.wrapped), place), place)
    row.master, row.wrapped = wrapped.master, wrapped.data
    session.add(row)
    return True
