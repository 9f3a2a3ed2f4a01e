"""The workbench as users start it, for what is measured from outside: a server process that can be killed, and people
who are logged in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from scr_publish.parsing import open_document
from scr_publish.workbench.jobs.making import Made, text_of
from scr_publish.workbench.record import Record
from scr_publish.workbench.record.models import Account, LoginSession, now
from scr_publish.workbench.services.accounts.sessions import _digest
from scr_publish.workbench.services.actors import Actor, Role
from scr_publish.workbench.services.views import FileKind
from scr_publish.workbench.settings import Settings
from scr_publish.workbench.web.access import SESSION_COOKIE
from scr_publish.workbench.web.rendering import FRAGMENT_HEADER
from scr_publish.workbench.web.security.forms import csrf_token

FRAGMENT = {FRAGMENT_HEADER: "1"}


def settings_in(folder: Path, database: str = "") -> Settings:
    """A team's record in a folder."""
    return Settings(folder=folder / "record", database=database, mode="team")


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in: for the services, and for the pages."""

    actor: Actor
    token: str

    def client(self, address: str) -> httpx.Client:
        """Their browser, without a browser."""
        client = httpx.Client(base_url=address, timeout=60, trust_env=False)
        client.cookies.set(SESSION_COOKIE, self.token)
        return client

    @property
    def csrf(self) -> str:
        return csrf_token(self.token)


def add_people(record: Record, number: int) -> list[Person]:
    """Reviewers with an open session each; nobody logs in, so that no password has to be hashed."""
    people = []
    with record.writing() as session:
        for i in range(number):
            row = Account(name=f"reviewer-{i}", full_name=f"Reviewer {i}", role=Role.REVIEWER)
            session.add(row)
            session.flush()
            token = f"benchmark-session-{i}-{os.urandom(8).hex()}"
            ends = now() + timedelta(hours=8)
            session.add(LoginSession(token=_digest(token), account_id=row.id, expires_at=ends))
            people.append(Person(Actor(row.id, row.full_name, Role.REVIEWER), token))
    return people


def with_text(outcome: Made, draft: Path) -> Made:
    """What a check made, with the draft's own text, beside which the pages show the findings."""
    text = json.dumps(text_of(open_document(draft))).encode()
    return replace(outcome, files=(*outcome.files, (FileKind.TEXT, f"{draft.stem}.text.json", text)))


class Server:
    """`scr-publish serve --team` in a process of its own."""

    def __init__(self, settings: Settings) -> None:
        options = ["--team", "--data", str(settings.folder), "--port", "0"]
        command = [sys.executable, "-m", "scr_publish", "serve", *options]
        environment: dict[str, Any] = {**os.environ, "SCR_PUBLISH_DATABASE": settings.database}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        )
        assert self.process.stdout
        line = next(line for line in self.process.stdout if "http://" in line)
        self.address = "http://" + line.split("http://", 1)[1].strip()
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL, in the middle of whatever it does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it in order."""
        self.process.terminate()
        self.process.wait()
