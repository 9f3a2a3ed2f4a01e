"""Processes forked from one that has loaded what they need: a start in a millisecond instead of a second.

The forking process is a clean one, started for this and nothing else. It opens no document, so that none of its
children can find in its memory what another one read. Linux only: elsewhere a fork after loading is not safe.

The two sides speak over a socket. A request is a line of JSON with the descriptors that the child gets; the answer is
a line with the child's process id. How the child ended comes down a pipe of its own, which is among the descriptors."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

AVAILABLE = sys.platform == "linux"
_LINE, _DESCRIPTORS = 1 << 16, 8


class Forker:
    """The side that asks for children, over a socket whose other end `serve` has. The forking process ends with this
    object, and its children end with it. `process` is what is waited for then, where it is a child of this one."""

    def __init__(self, control: socket.socket, process: subprocess.Popen[bytes] | None = None) -> None:
        self._control = control
        self._process = process
        self._lock = threading.Lock()

    @classmethod
    def started(cls, module: str, arguments: Sequence[str], environment: Mapping[str, str]) -> Forker:
        """One whose forking process is started for it: `module` is run with `python -m` and calls `serve`. It is there
        at once; what is asked before the process has loaded waits for that."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", module, str(theirs.fileno()), *arguments],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C goes to the side that asks, which ends this one by its socket
            )
        return cls(ours, process)

    def fork(self, values: Mapping[str, Any], descriptors: Sequence[int]) -> Child:
        """A new child with these descriptors, in their order; `values` tell it what to do. Raises OSError where the
        forking process is gone."""
        ended, told = os.pipe()
        try:
            answer = self._ask({"fork": dict(values)}, [told, *descriptors])
        except OSError:
            os.close(ended)
            raise
        finally:
            os.close(told)
        return Child(self, int(answer["pid"]), ended)

    def signal(self, pid: int, number: int) -> None:
        """Send a signal to a child; one that has ended already is left alone."""
        with contextlib.suppress(OSError):
            self._ask({"signal": number, "pid": pid}, [])

    def _ask(self, request: Mapping[str, Any], descriptors: Sequence[int]) -> dict[str, Any]:
        with self._lock:
            socket.send_fds(self._control, [json.dumps(request).encode() + b"\n"], list(descriptors))
            line = self._control.recv(_LINE)
        if not line:
            raise BrokenPipeError("the forking process is gone")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the forking process and every child of it."""
        self._control.close()
        if self._process is None:
            return
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Standing:
    """A forker that is started when it is first wanted, and once more where its process has died. `first` is one that
    is there already."""

    def __init__(self, start: Callable[[], Forker], first: Forker | None = None) -> None:
        self._start = start
        self._forker = first

    def start(self) -> Forker:
        """The forker, started if it is not."""
        self._forker = self._forker or self._start()
        return self._forker

    def fork(self, values: Mapping[str, Any], descriptors: Sequence[int]) -> Child:
        """A new child. Raises OSError where none can be had from a fresh process either."""
        try:
            return self.start().fork(values, descriptors)
        except OSError:
            self.close()
            return self.start().fork(values, descriptors)

    def close(self) -> None:
        """End the forking process and every child of it; it is started again when it is wanted again."""
        if self._forker:
            self._forker.close()
        self._forker = None


class Child:
    """A forked process, with the part of `subprocess.Popen` that its owner needs. `peak` is the most memory that it
    held, in bytes; it is known when the process has ended by itself or by a signal, and 0 before."""

    def __init__(self, forker: Forker, pid: int, ended: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.peak = 0
        self._forker = forker
        self._ended = ended

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises subprocess.TimeoutExpired as Popen does."""
        if self.returncode is None:
            ready, _, _ = select.select([self._ended], [], [], timeout)
            if not ready:
                raise subprocess.TimeoutExpired("forked process", timeout or 0)
            said = os.read(self._ended, 64)
            os.close(self._ended)
            status, _, peak = said.partition(b" ")
            self.returncode = int(status) if said else -signal.SIGKILL
            self.peak = int(peak) if said else 0
        return self.returncode

    def poll(self) -> int | None:
        """Its exit status, negative for a signal; None while it runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def terminate(self) -> None:
        """Ask it to end."""
        self._forker.signal(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._forker.signal(self.pid, signal.SIGKILL)


Run = Callable[[Mapping[str, Any], list[int]], None]
"""What a child does: `run(values, descriptors)`."""


def serve(control: socket.socket, run: Run) -> None:
    """Fork a child for each request until the other side is gone, then end the children that are left. It is called
    when all is loaded: that is not looked at again, so that a child need not copy its pages."""
    gc.collect()
    gc.freeze()
    wake, woken = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    children: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([control.fileno(), wake], [], [])
        if wake in ready:
            os.read(wake, _LINE)
            _reap(children)
        if control.fileno() in ready:
            line, descriptors, _, _ = socket.recv_fds(control, _LINE, _DESCRIPTORS)
            if not line:
                break
            _answer(control, json.loads(line), descriptors, children, run)
    for pid in children:
        os.kill(pid, signal.SIGKILL)


def _answer(
    control: socket.socket, request: Mapping[str, Any], descriptors: list[int], children: dict[int, int], run: Run
) -> None:
    if "signal" in request:
        if request["pid"] in children:  # else it has been reaped, and the number may be another process's
            os.kill(request["pid"], request["signal"])
        control.sendall(b"{}\n")
        return
    pid = os.fork()
    if pid == 0:
        _be_a_child(request["fork"], descriptors[1:], run)
    children[pid] = descriptors[0]
    for descriptor in descriptors[1:]:
        os.close(descriptor)
    control.sendall(json.dumps({"pid": pid}).encode() + b"\n")


def _reap(children: dict[int, int]) -> None:
    while children:
        pid, status, usage = os.wait4(-1, os.WNOHANG)
        if not pid:
            return
        told = children.pop(pid, None)
        if told is not None:
            with contextlib.suppress(OSError):
                os.write(told, f"{os.waitstatus_to_exitcode(status)} {usage.ru_maxrss * 1024}".encode())
            os.close(told)


def _be_a_child(values: Mapping[str, Any], given: list[int], run: Run) -> None:
    """Run in the child, and leave without the endings of the process that it was forked from. It keeps the
    descriptors that it was given and no others: neither the control socket nor those of its siblings."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        moved = [os.dup(descriptor) for descriptor in given]
        _close_all_but(moved)
        run(values, moved)
        status = 0
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else 1
    finally:
        os._exit(status)


def _close_all_but(kept: Sequence[int]) -> None:
    least = 3
    for descriptor in sorted(kept):
        os.closerange(least, descriptor)
        least = descriptor + 1
    os.closerange(least, os.sysconf("SC_OPEN_MAX"))
