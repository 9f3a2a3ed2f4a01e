"""The runner: takes jobs from the queue and runs each in a process of its own. It holds no state that matters: what it
knows is in the database, so that one that is killed is continued by the next."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

from sqlalchemy import select

from scr_publish.workbench.jobs import queue, wire, workspace
from scr_publish.workbench.jobs.wire import TRY_LATER
from scr_publish.workbench.record.database import Record, RecordSession
from scr_publish.workbench.record.keys import KEY_VARIABLE, PASSPHRASE_VARIABLE
from scr_publish.workbench.record.models import Job, new_id
from scr_publish.workbench.settings import DATABASE_VARIABLE

log = logging.getLogger("scr_publish")

_POLL_SECONDS = 0.5
_SECRETS = (KEY_VARIABLE, PASSPHRASE_VARIABLE, DATABASE_VARIABLE)
"""What the process of a check does not find in its environment: all of it comes on its standard input."""
_KEEP_HOUSE = timedelta(hours=24)


class Runner:
    """Runs waiting jobs in the background until it is stopped; one at a time unless the settings say otherwise."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Put things in order after a crash, then take jobs."""
        self.record.sweep()
        self._remove_left_folders()
        self._threads = [
            threading.Thread(target=self._serve, args=(f"runner-{i}",), name=f"checks-{i}", daemon=True)
            for i in range(self.record.settings.workers)
        ]
        self._threads.append(threading.Thread(target=self._keep_house, name="retention", daemon=True))
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop taking jobs; a running one is stopped and waits for the next start."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _remove_left_folders(self) -> None:
        """Folders of checks that nobody works on: those of the jobs that another runner holds stay."""
        with self.record.reading() as session:
            held = {job.id for job in session.scalars(select(Job).where(Job.state == queue.RUNNING))}
        workspace.remove_others(self.record.id, held)

    def _serve(self, name: str) -> None:
        while not self._over.is_set():
            try:
                if not self.run_one(f"{name}-{new_id()}"):
                    self._over.wait(_POLL_SECONDS)
            except Exception as error:  # whatever it was, the checks behind it must not wait for a restart
                log.error("checks wait: %s", type(error).__name__)  # noqa: TRY400 - one line; the next turn tries again
                self._over.wait(_POLL_SECONDS * 4)

    def run_one(self, worker: str) -> bool:
        """Run the next job to its end; whether there was one."""
        with self.record.reading() as session:
            if not session.scalar(select(Job.id).where(Job.state.in_((queue.WAITING, queue.RUNNING))).limit(1)):
                return False
        with self.record.writing() as session:
            job = queue.claim(session, worker)
            if job is None:
                return False
            order = wire.Order(
                job.id, worker, os.getpid(), self.record.id, self.record.settings, self.record.vault.master_keys
            )
        status: int | None = TRY_LATER
        try:
            status = self._run(order)
        finally:
            workspace.remove(self.record.id, order.job_id, worker)
            with self.record.writing() as session:
                self._settle(session, order, status)
        if status == TRY_LATER:
            self._over.wait(_POLL_SECONDS * 4)
        return True

    def _settle(self, session: RecordSession, order: wire.Order, status: int | None) -> None:
        """What becomes of a job whose process has ended; nothing where it is over, or another runner took it."""
        try:
            job = queue.held(session, order.job_id, order.worker)
        except queue.Lost:
            return
        if status is None and not self._over.is_set():
            allowed = f"{self.record.settings.check_minutes} minutes"
            queue.give_up(session, job, f"The check took longer than {allowed}: split the draft.")
            return
        crashed = status != TRY_LATER and not self._over.is_set()
        if crashed:
            log.error("a check ended before its time, with status %s", status)
        queue.give_back(session, order.worker, crashed=crashed)

    def _run(self, order: wire.Order) -> int | None:
        """Run a job's process; its exit status, None where it was stopped: the runner is, or its time was over."""
        environment = {name: value for name, value in os.environ.items() if name not in _SECRETS}
        environment |= {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1"}
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "scr_publish.workbench.jobs.work"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert process.stdin
        try:
            process.stdin.write(order.packed())
            process.stdin.close()
            ends = time.monotonic() + self.record.settings.check_minutes * 60
            while process.poll() is None:
                if self._over.wait(_POLL_SECONDS) or time.monotonic() > ends:
                    return None
        except BrokenPipeError:
            pass
        finally:
            _end(process)
        return process.returncode

    def _keep_house(self) -> None:
        """Delete what is due, at the start and once a day."""
        from scr_publish.workbench.services import retention

        while True:
            try:
                retention.purge_due(self.record)
                self.record.scrub()
            except Exception as error:  # a draft kept past its day because one turn failed would be a broken promise
                log.error("nothing deleted: %s", type(error).__name__)  # noqa: TRY400 - tried again tomorrow
            if self._over.wait(_KEEP_HOUSE.total_seconds()):
                return


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
