"""LibreOffice, where it is installed, makes a file of another format.

It runs without a window, in a private temporary folder with a profile of its own: macros off, links not followed, a
time limit on the whole. The folder, with the new file in it, is gone when the new file has been read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from scr_publish.errors import UnreadableError
from scr_publish.parsing.limits import CONVERSION_SECONDS

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


def find_libreoffice() -> str | None:
    """The program that runs LibreOffice, or None."""
    found = next((path for program in _PROGRAMS if (path := shutil.which(program))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def convert(program: str, name: str, data: bytes, ending: str, target: str) -> bytes:
    """A file's bytes in another format.

    `program` runs LibreOffice, `name` names the file in errors, `ending` is the file's own format, and `target` what
    `--convert-to` takes: the new ending and, after a colon, the filter. Raises UnreadableError: LibreOffice cannot
    read it (DX104), or takes too long (DX105)."""
    with tempfile.TemporaryDirectory(prefix="scr-publish-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        profile = work / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source = work / f"draft.{ending}"
        source.write_bytes(data)
        _run(
            name,
            [
                program,
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                f"-env:UserInstallation={profile.as_uri()}",
                "--convert-to",
                target,
                "--outdir",
                str(work / "out"),
                str(source),
            ],
            work,
        )
        result = work / "out" / f"draft.{target.partition(':')[0]}"
        if not result.is_file():
            raise UnreadableError(
                "DX104", f"{name} cannot be read by LibreOffice: it is damaged or encrypted. Save it as .docx."
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
