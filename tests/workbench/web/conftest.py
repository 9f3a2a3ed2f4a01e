"""One record with people and checked drafts for all tests of the pages, and clients that are logged in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from scr_publish.assessment import Assessment
from scr_publish.workbench.record import Record
from scr_publish.workbench.services import accounts
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import ReviewView
from scr_publish.workbench.settings import Settings
from scr_publish.workbench.web.access import SESSION_COOKIE
from scr_publish.workbench.web.security.forms import csrf_token
from tests.workbench.web import seeding
from tests.workbench.web.seeding import SAMPLES, Sample
from tests.workbench.web.serving import serving


@dataclass(frozen=True)
class Team:
    """A record in team mode and those who work with it."""

    record: Record
    people: dict[str, Actor]
    address: str

    def seeded(self, sample: Sample, title: str) -> ReviewView:
        """A new review of a sample, checked; uploaded by the reviewer Rana."""
        return seeding.seed(self.record, self.people["rana"], sample, title)


class Person:
    """Somebody's browser, without a browser: a client with their session, which puts the token into forms."""

    def __init__(self, address: str, token: str) -> None:
        self.client = browserless(address)
        self.client.cookies.set(SESSION_COOKIE, token)
        self.csrf = csrf_token(token)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.client.get(path, **options)

    def post(self, path: str, data: dict[str, str] | None = None, **options: Any) -> httpx.Response:
        return self.client.post(path, data={"csrf": self.csrf, **(data or {})}, **options)


def browserless(address: str) -> httpx.Client:
    """A client that follows no redirect and goes through no proxy."""
    return httpx.Client(base_url=address, timeout=30, trust_env=False)


@pytest.fixture(scope="session")
def flawed_sample(flawed: Assessment) -> Sample:
    return Sample(SAMPLES / "flawed-report.docx", SAMPLES / "flawed-report.case.toml", flawed)


@pytest.fixture(scope="session")
def corrected_sample(corrected: Assessment) -> Sample:
    return Sample(SAMPLES / "corrected-report.docx", SAMPLES / "corrected-report.case.toml", corrected)


@pytest.fixture(scope="session")
def long_sample(long_pdf: Assessment) -> Sample:
    return Sample(SAMPLES / "flawed-long-report.pdf", SAMPLES / "flawed-long-report.case.toml", long_pdf)


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A record with accounts and no review."""
    folder: Path = tmp_path_factory.mktemp("team") / "record"
    record = Record.open(Settings(folder=folder, mode="team"))
    people = seeding.add_people(record)
    with serving(record) as address:
        yield Team(record, people, address)
    record.close()


@pytest.fixture(scope="session")
def word_review(team: Team, flawed_sample: Sample) -> ReviewView:
    """The flawed Word sample, for tests that only read it."""
    return team.seeded(flawed_sample, "Child H")


@pytest.fixture(scope="session")
def pdf_review(team: Team, long_sample: Sample) -> ReviewView:
    """The long PDF sample, for tests that only read it."""
    return team.seeded(long_sample, "Child R")


@pytest.fixture
def fresh(team: Team, flawed_sample: Sample) -> ReviewView:
    """A review of the flawed sample of the test's own."""
    return team.seeded(flawed_sample, "Fresh")


@pytest.fixture(scope="session")
def as_(team: Team) -> Callable[[str], Person]:
    """Somebody of the team, logged in once."""
    known: dict[str, Person] = {}

    def person(name: str) -> Person:
        if name not in known:
            known[name] = Person(team.address, accounts.log_in(team.record, name, seeding.PASSWORD).token)
        return known[name]

    return person
