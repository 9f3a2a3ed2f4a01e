"""The old Word format (.doc), through LibreOffice where it is installed.

LibreOffice runs without a window, in a private temporary folder with a profile of its own: macros off, links not
followed, a time limit on the whole. The folder, with the converted copy in it, is gone when the text has been read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pathlib import Path

from scr_publish.document import Document, Trace
from scr_publish.errors import UnreadableError
from scr_publish.parsing.limits import CONVERSION_SECONDS
from scr_publish.parsing.opening import PARSERS, Input, Options, sha256
from scr_publish.parsing.package import package_format

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
"""Where LibreOffice is on macOS and Windows, where it is on no search path."""

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
"""LibreOffice's own settings: no macros, no content from elsewhere (`Link` 2 is "never")."""


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


def find_libreoffice() -> str | None:
    """The program that runs LibreOffice, or None."""
    found = next((path for program in _PROGRAMS if (path := shutil.which(program))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _converted(given: Input, program: str) -> bytes:
    """The file as .docx."""
    with tempfile.TemporaryDirectory(prefix="scr-publish-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        profile = work / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source = work / "draft.doc"
        source.write_bytes(given.data)
        _run(
            given.name,
            [
                program,
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                f"-env:UserInstallation={profile.as_uri()}",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(work / "out"),
                str(source),
            ],
            work,
        )
        result = work / "out" / "draft.docx"
        if not result.is_file():
            raise UnreadableError(
                "DX104", f"{given.name} cannot be read by LibreOffice: it is damaged or encrypted. Save it as .docx."
            )
        return result.read_bytes()


def _run(name: str, command: list[str], work: Path) -> None:
    """Run LibreOffice and, where it takes too long, end it and what it started."""
    environment = {key: value for key, value in os.environ.items() if key.upper() in _KEPT}
    process = subprocess.Popen(
        command,
        cwd=work,
        env={**environment, "HOME": str(work), "TMPDIR": str(work)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(CONVERSION_SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableError(
            "DX105", f"{name} took LibreOffice over {CONVERSION_SECONDS} seconds. Open it in Word and save it as .docx."
        ) from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


_KEPT = frozenset({"PATH", "LANG", "LC_ALL", "SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "APPDATA", "LD_LIBRARY_PATH"})
"""The environment that LibreOffice needs; nothing else of the user's is passed on."""
