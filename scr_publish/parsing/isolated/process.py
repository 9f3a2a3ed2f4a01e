"""The parent's side: start the confined process, wait for it within its limits, and take its reply."""

from __future__ import annotations

import json
import logging
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, Self, TypeVar

from scr_publish.document import Document
from scr_publish.errors import InputError, UnreadableError
from scr_publish.parsing.isolated import wire
from scr_publish.parsing.limits import (
    MAX_READING_MEMORY,
    MAX_READING_SECONDS,
    MAX_REPLY_BYTES,
)

Reply = TypeVar("Reply", Document, wire.NewFile)

log = logging.getLogger("scr_publish")

_KEEPING = {"MALLOC_MMAP_THRESHOLD_": str(1 << 25), "MALLOC_TRIM_THRESHOLD_": str(1 << 28)}
"""The GNU C library gives the memory of a page's pictures back and gets it anew, in zeros, for the next page: 15 % of
the reading of a PDF. So much it keeps instead; others do not look."""
_GRACE = 2.0
"""Seconds that a process gets to end what it has started, before it is killed."""
_CHUNK = 1 << 20
_KEPT = frozenset(
    {
        "PATH", "LANG", "LC_ALL", "LC_CTYPE", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT",
        "SYSTEMDRIVE", "PATHEXT", "PROGRAMFILES", "PROGRAMFILES(X86)", "VIRTUAL_ENV",
    }
)  # fmt: skip
"""The environment that a reading process needs; nothing else of the user's is passed on."""


@dataclass(frozen=True)
class Limits:
    """What one file may cost: seconds of processor time, bytes of memory, bytes of reply. It is waited for as long as
    `patience` times the seconds: more than one where other work shares the processors."""

    seconds: int = MAX_READING_SECONDS
    patience: float = 1.0
    memory: int = MAX_READING_MEMORY
    reply: int = MAX_REPLY_BYTES


class Running(Protocol):
    """The part of `subprocess.Popen` that is used of a reading process, and `peak`: the most memory that it held, in
    bytes, once it has ended; 0 where the system does not say."""

    @property
    def peak(self) -> int: ...
    @property
    def stdin(self) -> IO[bytes] | None: ...
    @property
    def stdout(self) -> IO[bytes] | None: ...
    @property
    def returncode(self) -> Any: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


class Confined:
    """A task at work on a file in a process of its own, from the moment that this is made. `reply` waits for what it
    gives; `close`, or leaving the `with` block, ends the process whatever it is doing."""

    def __init__(
        self, task: str, path: str | Path, options: Mapping[str, Any] | None = None, limits: Limits | None = None
    ) -> None:
        self._name = Path(path).name
        self._limits = limits or Limits()
        self._reply = bytearray()
        self._too_long = False
        self._folder = tempfile.TemporaryDirectory(prefix="scr-publish-", ignore_cleanup_errors=True)
        request = {
            "task": task,
            "path": str(Path(path).absolute()),
            "options": dict(options or {}),
            "folder": self._folder.name,
            "seconds": self._limits.seconds,
            "memory": self._limits.memory,
        }
        self._process = starting(self._folder.name)
        self._reader = threading.Thread(target=self._exchange, args=(json.dumps(request).encode(),), daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _exchange(self, request: bytes) -> None:
        """Send the request, then take the reply as it comes, up to its limit."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(request)
            self._process.stdin.close()
        except OSError:
            return
        while chunk := self._process.stdout.read(_CHUNK):
            self._reply += chunk
            if len(self._reply) > self._limits.reply:
                self._too_long = True
                self._process.kill()
                return

    def reply(self, kind: type[Reply]) -> Reply:
        """What the task gives. Raises the InputError or UnreadableError that it met, and UnreadableError too where the
        process was stopped at a limit (DX110) or crashed (DX111), or its reply is of another kind."""
        try:
            self._reader.join(self._limits.seconds * self._limits.patience)
            if self._reader.is_alive():
                raise _stopped(self._name, f"more than {self._limits.seconds} seconds")
            self._end()
            if self._too_long:
                raise _stopped(self._name, "more text than any report has")
            return self._unpacked(kind)
        finally:
            self.close()

    def _unpacked(self, kind: type[Reply]) -> Reply:
        status = self._process.returncode
        try:
            tag, body = wire.unpacked(bytes(self._reply))
        except _UNREADABLE_REPLY as error:
            met = type(error).__name__
            log.error("reading failed: status %s, %d bytes, %s", status, len(self._reply), met)  # noqa: TRY400 - no text
            if status and -status in _OUT_OF_TIME:
                raise _stopped(self._name, f"more than {self._limits.seconds} seconds") from None
            if status == -_ABORTED and self._process.peak > _FULL * self._limits.memory:
                raise _stopped(self._name, _TOO_MUCH_MEMORY) from None
            raise _crashed(self._name, "its reader stopped without a word") from None
        if isinstance(body, kind):
            return body
        if isinstance(body, dict):
            raise _error(tag, body, self._name)
        raise _crashed(self._name, "its reader sent something else")

    def close(self) -> None:
        """End the process and remove its folder."""
        self._end(kill=True)
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        self._folder.cleanup()

    def _end(self, *, kill: bool = False) -> None:
        if kill and self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


OWN_FOLDER = ("TMPDIR", "TEMP", "TMP", "HOME")
"""The names in its environment under which a reading process finds the one folder that is its own."""


def environment(folder: str) -> dict[str, str]:
    """The environment of a reading process."""
    kept = {key: value for key, value in os.environ.items() if key.upper() in _KEPT}
    return {
        **kept,
        **dict.fromkeys(OWN_FOLDER, folder),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        **_KEEPING,
    }


class _Started(subprocess.Popen[bytes]):
    @property
    def peak(self) -> int:
        """The most that any child of this process held: when one has just been refused memory, that is the one."""
        try:
            import resource
        except ImportError:
            return 0
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit


def _started(folder: str) -> Running:
    return _Started(
        [sys.executable, "-P", "-m", "scr_publish.parsing.isolated.worker"],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


starting: Callable[[str], Running] = _started
"""What starts a reading process in its folder; `zygote` puts a quicker one in its place."""

_UNREADABLE_REPLY = (
    ValueError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, IndexError, TypeError,
)  # fmt: skip
"""What an unpickler may raise on bytes that are no pickle."""
_OUT_OF_TIME = frozenset({24, 9})
"""SIGXCPU, with which the system ends a process whose processor time is used up, and SIGKILL, which follows it."""
_ABORTED = 6
"""SIGABRT, with which a C++ library ends its process when it is refused memory, and for faults of its own as well."""
_FULL = 0.75
"""The share of the memory that a process may take from which its abort is put down to that: the rest of its address
space is code and what it has reserved and not touched. A PDF of endless forms aborts at 0.88."""
_TOO_MUCH_MEMORY = "more memory than a report needs"


def _error(tag: str, values: dict[str, str], name: str) -> InputError | UnreadableError:
    if tag == "unreadable":
        return UnreadableError(values.get("rule", "DX104"), values.get("message", ""))
    if tag == "input":
        return InputError(values.get("message", ""))
    if tag == "memory":
        return _stopped(name, _TOO_MUCH_MEMORY)
    place = values.get("place", "")
    return _crashed(name, f"{values.get('kind', 'an error')}{f' at {place}' if place else ''}")


def _stopped(name: str, what: str) -> UnreadableError:
    return UnreadableError("DX110", f"{name} could not be read: it took {what}. Save it again from Word, or split it.")


def _crashed(name: str, what: str) -> UnreadableError:
    return UnreadableError(
        "DX111", f"{name} could not be read: the file broke its reader ({what}). Save it again and check that."
    )
