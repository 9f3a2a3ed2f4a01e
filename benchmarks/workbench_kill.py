"""Kill the workbench's server at random points, and see whether anything that it acknowledged is lost.

    python -m benchmarks.workbench_kill [--points 50] [--seed 1]

The server is killed with SIGKILL while drafts are uploaded, while a check runs, and while people decide: a third of the
points each. After each kill it is started again, and the record is verified: the audit chain, each decision against it,
each file. Every upload and decision that was acknowledged must be there, and no version may be half there. At the end
the checks that were killed must end. Prints a line for each point, and exits with 1 where anything was lost."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from sqlalchemy import func, select

from benchmarks.workbench_served import FRAGMENT, Person, Server, add_people, settings_in, with_text
from scr_publish.workbench.jobs import queue
from scr_publish.workbench.record import Record, RecordSession
from scr_publish.workbench.record.models import Decision, DecisionEvent, FindingRow, Job, StoredFile, Version
from scr_publish.workbench.record.verify import verify_record
from scr_publish.workbench.services.views import ReviewView, VersionStatus, VersionView
from tests.workbench import making

PHASES = ("upload", "check", "decide")
DRAFT = b"# The review of Child Q\n\n" + b"The health visitor saw Child Q at home on 3 May 2015. " * 40
LONGEST = {"upload": 1.5, "check": 12.0, "decide": 2.0}
"""Seconds after which the server is killed at the latest."""
DRAFTS_TO_CHECK = 8
"""A check in whose course the server goes down ten times is given up, by design; each phase may cost the one that runs
an attempt, so that several share the kills."""
TIME_TO_END = 600


@dataclass
class Said:
    """What the server acknowledged."""

    uploads: list[str] = field(default_factory=list)
    decisions: list[tuple[str, int, str]] = field(default_factory=list)


@dataclass
class Bench:
    """The record, who works with it, and the review that is decided about."""

    record: Record
    people: list[Person]
    review: ReviewView
    version: VersionView
    said: Said
    chance: random.Random

    def upload(self, server: Server, over: threading.Event) -> None:
        """Send drafts, one after another, until the server is gone."""
        person = self.people[0]
        with person.client(server.address) as client:
            while not over.is_set():
                data = DRAFT + f"\nLine {self.chance.random()}".encode()
                try:
                    answer = client.post(
                        "/reviews/new", data={"csrf": person.csrf, "title": "Child Q"}, files={"draft": ("q.md", data)}
                    )
                except httpx.HTTPError:
                    return
                if answer.status_code == 303:
                    self.said.uploads.append(answer.headers["location"].split("/")[2])

    def decide(self, server: Server, over: threading.Event, person: Person, ids: list[str]) -> None:
        """Decide about findings of one's own, one after another, until the server is gone."""
        locks = self.locks()
        with person.client(server.address) as client:
            while not over.is_set():
                chosen = self.chance.choice(ids)
                form = {
                    "csrf": person.csrf, "version": self.version.id, "status": "justified", "reason": "It is known.",
                    "expected": str(locks.get(chosen, 0)),
                }  # fmt: skip
                try:
                    answer = client.post(f"/reviews/{self.review.id}/findings/{chosen}", data=form, headers=FRAGMENT)
                except httpx.HTTPError:
                    return
                if answer.status_code == 200:
                    locks[chosen] = locks.get(chosen, 0) + 1
                    self.said.decisions.append((chosen, locks[chosen], person.actor.id))

    def locks(self) -> dict[str, int]:
        """The lock of each finding that has been decided about."""
        found = making.findings(self.record, self.people[0].actor, self.version)
        return {item.id: item.decision.version for item in found}

    def verify(self) -> list[str]:
        """What is lost or half there, as sentences."""
        with self.record.reading() as session:
            faults = verify_record(session).faults
            keys = {row.id: row.key for row in session.scalars(select(FindingRow))}
            events = {(row.decision_id, row.lock): row.decided_by for row in session.scalars(select(DecisionEvent))}
            decided = decision_ids(session, self.review.id)
            for finding_id, lock, account in self.said.decisions:
                if events.get((decided.get(keys[finding_id], ""), lock)) != account:
                    faults.append(f"The decision {lock} about finding {finding_id} was acknowledged and is lost.")
            uploaded = set(session.scalars(select(Version.review_id)))
            lost = [item for item in self.said.uploads if item not in uploaded]
            faults += [f"The upload {item} was acknowledged and is lost." for item in lost]
            for version in session.scalars(select(Version)):
                rows = session.scalar(select(func.count()).where(FindingRow.version_id == version.id))
                kinds = set(session.scalars(select(StoredFile.kind).where(StoredFile.version_id == version.id)))
                whole = version.status == VersionStatus.CHECKED
                if "draft" not in kinds or whole != ("assessment" in kinds) or (rows and not whole):
                    faults.append(f"Version {version.id} is half there.")
        return faults


def decision_ids(session: RecordSession, review_id: str) -> dict[str, str]:
    """The decisions of a review by the keys of their findings."""
    made = session.scalars(select(Decision).where(Decision.review_id == review_id))
    return {row.key: row.id for row in made}


def prepared(folder: Path, chance: random.Random) -> Bench:
    """A record with a checked review and a few drafts that wait for their check."""
    record = Record.open(settings_in(folder))
    people = add_people(record, 3)
    review = making.new_review(record, people[0].actor)
    version = making.checked(record, people[0].actor, review, with_text(making.made(), making.DRAFT))
    return Bench(record, people, review, version, Said(), chance)


def struck(bench: Bench, server: Server, phase: str) -> float:
    """Let people work, and kill the server at a random moment; after how many seconds."""
    over = threading.Event()
    threads = []
    if phase == "upload":
        threads = [threading.Thread(target=bench.upload, args=(server, over))]
    if phase == "decide":
        ids = list(bench.locks())
        share = len(ids) // len(bench.people)
        threads = [
            threading.Thread(target=bench.decide, args=(server, over, person, ids[i * share : (i + 1) * share]))
            for i, person in enumerate(bench.people)
        ]
    for thread in threads:
        thread.start()
    after = bench.chance.uniform(0.02, LONGEST[phase])
    time.sleep(after)
    server.kill()
    over.set()
    for thread in threads:
        thread.join()
    return after


def run(points: int, seed: int) -> int:
    """All points; how many faults there were."""
    chance = random.Random(seed)
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        bench = prepared(Path(name), chance)
        for _ in range(DRAFTS_TO_CHECK):
            making.uploaded(bench.record, bench.people[0].actor, making.new_review(bench.record, bench.people[0].actor))
        for point in range(1, points + 1):
            phase = PHASES[point % len(PHASES)]
            server = Server(bench.record.settings)
            before = bench.verify()
            after = struck(bench, server, phase)
            faults += before
            for fault in before:
                print(f"     {fault}")
            print(
                f"{point:3}  {phase:7} killed after {after:5.2f} s  {len(bench.said.uploads)} uploads and "
                f"{len(bench.said.decisions)} decisions acknowledged so far, {len(faults)} faults", flush=True,
            )  # fmt: skip
        faults += ended(bench)
        bench.record.close()
    for fault in faults:
        print(fault)
    outcome = f"{len(faults)} faults" if faults else "nothing lost, nothing half there"
    said = bench.said
    print(f"{points} kills, {len(said.uploads)} uploads and {len(said.decisions)} decisions acknowledged: {outcome}")
    return len(faults)


def ended(bench: Bench) -> list[str]:
    """Start the server once more and wait until the drafts that were being checked have been, or are given up because
    the server went down with them too often."""
    server = Server(bench.record.settings)
    try:
        ends = time.monotonic() + TIME_TO_END
        while time.monotonic() < ends:
            with bench.record.reading() as session:
                jobs = list(session.scalars(select(Job).order_by(Job.created_at).limit(1 + DRAFTS_TO_CHECK)))
            if all(job.finished_at for job in jobs):
                early = [job for job in jobs if job.state == queue.FAILED and job.attempts < queue.MAX_ATTEMPTS]
                given_up = sum(job.state == queue.FAILED for job in jobs)
                print(f"{len(jobs) - given_up} checks ended, {given_up} given up after {queue.MAX_ATTEMPTS} attempts")
                return [*(f"The check of version {job.version_id} failed too soon." for job in early), *bench.verify()]
            time.sleep(1)
        return ["After the last start not every check ended in time.", *bench.verify()]
    finally:
        server.stop()


def main() -> None:
    """Run with the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.exit(1 if run(options.points, options.seed) else 0)


if __name__ == "__main__":
    main()
