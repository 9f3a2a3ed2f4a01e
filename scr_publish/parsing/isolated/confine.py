"""What a reading process may not do: take all memory or time, reach the network, write outside its folder.

The operating system holds the limits where it can: `setrlimit` on every Unix, and on Linux a network namespace without
a network and Landlock rules on writing. An audit hook refuses sockets, programs and writing on every system, but only
in Python code; a fault in a C library can get past it. `docs/threat-model.md` says so."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import Any

_PROGRAMS = ("tesseract", "soffice", "libreoffice")
"""Programs that a parser may start: their names, with or without an ending."""

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def confine(folder: Path, seconds: int, memory: int, *, converts: bool = False) -> None:
    """Give up what reading a file does not need. `folder` is the only one that may be written to, `seconds` the
    processor time and `memory` the bytes of address space that this process may use. `converts` leaves LibreOffice
    what it needs besides.

    What the system does not offer is left out silently: each measure stands for itself."""
    _limit(seconds, memory)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _leave_network(libc)
        _lock_writing(libc, folder, converts=converts)
    sys.addaudithook(_Guard(folder))


def _limit(seconds: int, memory: int) -> None:
    with contextlib.suppress(ImportError):
        import resource

        for what, most in (
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, memory),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


def _leave_network(libc: Any) -> None:
    """Go into a network namespace in which there is none. As an ordinary user that takes a user namespace as well, in
    which the user stays who it was."""
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        libc.unshare(_CLONE_NEWNET)
    elif libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        for name, words in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            with contextlib.suppress(OSError):
                Path(f"/proc/self/{name}").write_text(words, encoding="ascii")


class _Ruleset(ctypes.Structure):
    """`struct landlock_ruleset_attr` of the first version of Landlock (Linux 5.13)."""

    _fields_ = (("handled_access_fs", ctypes.c_uint64),)


class _Beneath(ctypes.Structure):
    """`struct landlock_path_beneath_attr`."""

    _pack_ = 1
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""The system calls of Landlock, the same number on every architecture."""
_PATH_BENEATH = 1
_WRITE_FILE = 1 << 1
_SOCKETS, _SOCKET_CHANGES = Path("/tmp"), 1 << 9 | 1 << 5  # noqa: S108
"""Where LibreOffice makes and removes its socket, whatever TMPDIR says; no file can be made there."""
_CHANGES = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))
"""Writing a file, and removing or making a directory entry of any kind (linux/landlock.h, version 1)."""


def _lock_writing(libc: Any, folder: Path, *, converts: bool) -> None:
    rules = _Ruleset(_CHANGES)
    handle = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.sizeof(rules), 0)
    if handle < 0:
        return
    try:
        own = [(folder, _CHANGES), (Path(os.devnull), _WRITE_FILE)]
        for place, access in [*own, (_SOCKETS, _SOCKET_CHANGES)] if converts else own:
            opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
            rule = _Beneath(access, opened)
            libc.syscall(_ADD_RULE, handle, _PATH_BENEATH, ctypes.byref(rule), 0)
            os.close(opened)
        libc.syscall(_RESTRICT_SELF, handle, 0)
    finally:
        os.close(handle)


class _Guard:
    """An audit hook (PEP 578) that refuses what reading a file never needs."""

    _NETWORK = frozenset(
        {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
    )
    _STARTS = frozenset({"os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.startfile"})
    _CHANGES = frozenset({"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"})

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder.resolve())

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in self._NETWORK or event in self._STARTS:
            raise PermissionError(f"{event} is not allowed while a file is read")
        if event == "subprocess.Popen":
            if Path(str(arguments[0])).name.removesuffix(".exe").casefold() not in _PROGRAMS:
                raise PermissionError("only a known program may be started while a file is read")
        elif event == "open":
            path, mode, flags = arguments
            writes = bool(set(mode) & set("wax+")) if isinstance(mode, str) else bool(flags & (os.O_WRONLY | os.O_RDWR))
            if writes and not self._inside(path):
                raise PermissionError("nothing is written outside the reading folder")
        elif event in self._CHANGES and not self._inside(arguments[0]):
            raise PermissionError("nothing is changed outside the reading folder")

    def _inside(self, path: Any) -> bool:
        if isinstance(path, int) or str(path) == os.devnull:
            return True
        whole = os.path.realpath(os.fsdecode(path))
        return whole == self._folder or whole.startswith(self._folder + os.sep)
