"""Run a command as a whole process and read from the operating system what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Cost:
    """`seconds` of wall time, `cpu` seconds of both kinds, `memory` the process's peak in MB."""

    seconds: float
    cpu: float
    memory: float


def run(command: Sequence[str], allowed: tuple[int, ...] = (0,)) -> Cost:
    """The cost of one run. Raises RuntimeError where the command fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise RuntimeError(f"{command[0]} left with {process.returncode}: {errors.decode()[-500:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def medians(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(median(c.seconds for c in costs), median(c.cpu for c in costs), median(c.memory for c in costs))
