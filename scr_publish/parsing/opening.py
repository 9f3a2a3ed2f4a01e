"""Find out what a file is by its content, keep to the limits, and hand it to the parser of its format."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from scr_publish.document import Document, Problem, Source
from scr_publish.errors import UnreadableError


@dataclass(frozen=True)
class Options:
    """How to read a file. `ocr` reads scanned pages where the extra is installed; `depth` counts the files that this
    one stands in, 0 for the draft itself; `pictures` counts the pictures."""

    ocr: bool = True
    depth: int = 0
    pictures: bool = False


@dataclass(frozen=True)
class Input:
    """A file's bytes and what is known of it before parsing. `format` is found from the content; `problems` are those
    met on the way (a name that says another format), which the document is given besides its parser's own."""

    path: Path
    name: str
    data: bytes
    sha256: str
    format: str
    problems: tuple[Problem, ...] = ()

    @property
    def source(self) -> Source:
        """The file as a document names it."""
        return Source(self.name, self.sha256, self.format, len(self.data))


PARSERS: dict[str, str] = {
    "txt": "scr_publish.parsing.plain:parse_text",
    "md": "scr_publish.parsing.markdown:parse_markdown",
    "html": "scr_publish.parsing.html:parse_html",
    "docx": "scr_publish.parsing.docx:parse_docx",
    "pdf": "scr_publish.parsing.pdf:parse_pdf",
    "odt": "scr_publish.parsing.odt:parse_odt",
    "rtf": "scr_publish.parsing.rtf:parse_rtf",
    "doc": "scr_publish.parsing.doc:parse_doc",
}
"""The parser of each format: `parse(input: Input, options: Options) -> Document`."""


def open_document(path: str | Path, options: Options | None = None) -> Document:
    """Read a file into a `Document`.

    Raises InputError (no such file, a folder) and UnreadableError (empty, encrypted, broken, hostile, too big,
    unknown format): nothing could be checked. What could be read in part comes back as a document with problems.
    """
    from scr_publish.parsing.sniffing import read_input

    options = options or Options()
    given = read_input(Path(path))
    module, _, name = PARSERS[given.format].partition(":")
    try:
        document = getattr(import_module(module), name)(given, options)
    except UnreadableError as error:
        if given.name in str(error):
            raise
        raise UnreadableError(error.rule, f"{given.name}: {error}") from None
    assert isinstance(document, Document)
    source = replace(document.source, pictures=_pictures(given)) if options.pictures else document.source
    return replace(document, source=source, problems=(*given.problems, *document.problems))


def _pictures(given: Input) -> int | None:
    from scr_publish.parsing.picture_count import count_pictures

    return count_pictures(given.data, given.format)


def sha256(data: bytes) -> str:
    """The content's digest, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
