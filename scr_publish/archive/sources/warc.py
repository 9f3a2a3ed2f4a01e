"""The documents in a web archive (WARC, ISO 28500), compressed or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from scr_publish.archive.contents import WARC_MEMBER
from scr_publish.archive.items import Item
from scr_publish.archive.sources.base import DOCUMENTS, file_item
from scr_publish.errors import InputError

MEDIA_TYPES = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
}
"""The media types of documents, and the ending that a name without one gets. Web pages are no documents here."""
_PAGES = {".html", ".htm", ".xhtml", ".txt", ".text", ""}


class WarcSource:
    """The documents of one WARC."""

    complete = True

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self.name = str(self._path)
        library()

    @property
    def root(self) -> Path:
        """The folder whose project file counts."""
        return self._path.parent

    def items(self) -> Iterator[Item]:
        yield from warc_items(self._path)


def library() -> Any:
    """The library that reads WARCs. Raises InputError where the extra is missing."""
    try:
        from warcio import archiveiterator
    except ImportError:
        raise InputError("To scan a WARC install the archive extra: pip install 'scr-publish[archive]'.") from None
    return archiveiterator


def warc_items(path: Path) -> Iterator[Item]:
    """The documents among a WARC's answers; of an address that was fetched several times, the newest. A WARC that
    cannot be read is itself an item, so that it is reported as unreadable."""
    from warcio.exceptions import ArchiveLoadFailed

    found: dict[str, Item] = {}
    count = 0
    try:
        with path.open("rb") as file:
            records = library().ArchiveIterator(file)
            for record in records:
                count += record.rec_type is not None
                if record.rec_type in ("response", "resource"):
                    item = _item(path, record, records.get_record_offset())
                    if item:
                        found.pop(item.url, None)
                        found[item.url] = item
    except (OSError, EOFError, ValueError, ArchiveLoadFailed):
        count = 0
    if not count:
        yield file_item(path)
    yield from found.values()


def _item(path: Path, record: Any, offset: int) -> Item | None:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() != "200":
        return None
    media = ((headers or record.rec_headers).get_header("Content-Type") or "").partition(";")[0].strip().lower()
    name = _named(headers) or unquote(urlsplit(url).path.rpartition("/")[2])
    ending = Path(name).suffix.lower()
    if media not in MEDIA_TYPES and (ending not in DOCUMENTS or ending in _PAGES or media == "text/html"):
        return None
    if ending not in DOCUMENTS:
        name = (name or "document") + MEDIA_TYPES[media]
    size = int(record.rec_headers.get_header("Content-Length") or 0)
    stamp = record.rec_headers.get_header("WARC-Payload-Digest") or record.rec_headers.get_header("WARC-Date") or ""
    absolute = str(path.absolute())
    return Item(f"{absolute}!/{url}", name, absolute, size, stamp, f"{WARC_MEMBER}{offset}", url=url)


def _named(headers: Any) -> str:
    """The file name that the server gave, if it gave one."""
    message = Message()
    message["Content-Disposition"] = (headers.get_header("Content-Disposition") or "") if headers else ""
    return message.get_filename() or ""


@contextmanager
def opened_record(path: Path, offset: int) -> Iterator[IO[bytes]]:
    """The body of the record at an offset, its transfer encoding and compression undone."""
    with path.open("rb") as file:
        file.seek(offset)
        record = next(iter(library().ArchiveIterator(file)), None)
        if record is None:
            raise InputError(f"{path.name}: the web archive is not what it was when it was listed. Scan it again.")
        yield record.content_stream()
