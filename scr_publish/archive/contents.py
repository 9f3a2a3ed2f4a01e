"""An item's bytes, from wherever they are: a file, an entry of a zip, a record of a WARC."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from scr_publish.archive.items import Item
from scr_publish.errors import InputError
from scr_publish.parsing.limits import MAX_FILE_BYTES

WARC_MEMBER = "warc:"
"""How the `member` of a WARC's record begins; the offset of the record follows."""
_CHUNK = 1 << 20


@contextmanager
def opened(item: Item) -> Iterator[IO[bytes]]:
    """The item's bytes as a stream. Raises InputError where they are no longer there or cannot be unpacked."""
    try:
        if not item.member:
            with Path(item.path).open("rb") as file:
                yield file
        elif item.member.startswith(WARC_MEMBER):
            from scr_publish.archive.sources.warc import opened_record

            with opened_record(Path(item.path), int(item.member.removeprefix(WARC_MEMBER))) as record:
                yield record
        else:
            with zipfile.ZipFile(item.path) as archive, archive.open(item.member) as entry:
                yield entry
    except FileNotFoundError:
        raise InputError(f"There is no file {item.path}. Check the name and the folder.") from None
    except (OSError, KeyError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile) as error:
        raise InputError(
            f"{item.name} cannot be opened ({type(error).__name__}). Unpack it by hand and check."
        ) from None
    except zlib.error:
        raise InputError(f"{item.name} cannot be unpacked: its archive is damaged.") from None


def digest(item: Item) -> str:
    """SHA-256 of the item's bytes, in hexadecimal; of the first ones where there are more than any document has."""
    made = hashlib.sha256()
    left = MAX_FILE_BYTES + 1
    with opened(item) as file:
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            made.update(chunk)
            left -= len(chunk)
    return made.hexdigest()


def read(item: Item) -> bytes:
    """The item's bytes, at most one more than a document may have: the reader then refuses it."""
    with opened(item) as file:
        return file.read(MAX_FILE_BYTES + 1)


def placed(item: Item, folder: Path, data: bytes | None = None) -> Path:
    """A file with the item's bytes and its own name: itself, or a copy in `folder`."""
    if not item.member and data is None:
        return Path(item.path)
    path = folder / safe_name(item.name)
    if data is not None:
        path.write_bytes(data)
        return path
    left = MAX_FILE_BYTES + 1
    with opened(item) as source, path.open("wb") as target:
        while left > 0 and (chunk := source.read(min(_CHUNK, left))):
            target.write(chunk)
            left -= len(chunk)
    return path


def safe_name(name: str) -> str:
    """A name from outside as a file's name in a folder of ours: no path in it, no control characters, not too long."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = "".join(c if c.isprintable() else "_" for c in last).strip(". ") or "document"
    stem, dot, ending = clean.rpartition(".")
    while len(clean.encode()) > 200:
        stem = stem[:-1] if dot and len(ending) < 8 else ""
        clean = f"{stem}.{ending}" if stem else clean[:-1]
    return clean


def sha256(data: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
