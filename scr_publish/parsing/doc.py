"""The old Word format (.doc), through LibreOffice where it is installed."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from io import BytesIO

from scr_publish.document import Document, Trace
from scr_publish.errors import UnreadableError
from scr_publish.parsing.libreoffice import convert, find_libreoffice
from scr_publish.parsing.opening import PARSERS, Input, Options, sha256
from scr_publish.parsing.package import package_format


def parse_doc(given: Input, options: Options) -> Document:
    """Read an old Word file. Raises UnreadableError: no LibreOffice, or it cannot read the file (DX108)."""
    program = find_libreoffice()
    if program is None:
        raise UnreadableError(
            "DX108",
            f"{given.name} is in the old Word format (.doc), which needs LibreOffice, and that is not installed. "
            "Install it, or open the file in Word and save it as .docx.",
        )
    data = _converted(given, program)
    package_format(given.name, data)
    module, _, name = PARSERS["docx"].partition(":")
    inner = Input(given.path, given.name, data, sha256(data), "docx")
    document = getattr(import_module(module), name)(inner, options)
    note = (
        "An old Word file: read as LibreOffice converts it to .docx, so paths name parts of that copy. What is dropped "
        "on the way (earlier versions, some embedded objects) could not be looked at: save it as .docx in Word."
    )
    notes, traces = (*document.notes, note), (*document.traces, *_lost(given.data))
    return replace(document, source=given.source, notes=notes, traces=traces)


def _lost(data: bytes) -> tuple[Trace, ...]:
    """What the file holds and its converted copy does not: macros, a signature."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            storages = {path[0] for path in ole.listdir(storages=True)}
    except Exception:  # a directory that olefile does not take, though LibreOffice does
        return (Trace("HC140", detail="a directory that cannot be read: macros and signatures may be there"),)
    found = {"Macros": "HC128", "_xmlsignatures": "HC129", "_signatures": "HC129"}
    return tuple(
        Trace(rule, detail=f"{name} of an old Word file", path=name) for name, rule in found.items() if name in storages
    )


def _converted(given: Input, program: str) -> bytes:
    """The file as .docx."""
    return convert(program, given.name, given.data, "doc", "docx:MS Word 2007 XML")
