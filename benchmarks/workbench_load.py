"""People who triage at once: how long they wait, and whether a decision is lost.

    python -m benchmarks.workbench_load [--users 20] [--seconds 300] [--think 2] [--database URL]

Each user opens a finding of one review with a thousand of them, thinks, and decides; all of them work on the same
findings, so that some come second and are told so. Meanwhile a real check runs in the background. Prints the median,
the 95th percentile and the longest of both requests in milliseconds, how many came second, and exits with 1 where a
decision that was acknowledged is not on record as it was made."""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from benchmarks.workbench_kill import decision_ids
from benchmarks.workbench_served import FRAGMENT, Person, Server, add_people, settings_in, with_text
from scr_publish.workbench.jobs.making import Made
from scr_publish.workbench.record import Record
from scr_publish.workbench.record.models import DecisionEvent, FindingRow
from scr_publish.workbench.record.verify import verify_record
from tests.workbench import making

FINDINGS = 1000
_LOCK = re.compile(r'name="expected" value="(\d+)"')


@dataclass
class Seen:
    """What one user met: seconds of each request, acknowledged decisions, how often another was first, refusals."""

    opened: list[float] = field(default_factory=list)
    decided: list[float] = field(default_factory=list)
    acknowledged: list[tuple[str, int]] = field(default_factory=list)
    second: int = 0
    refused: list[int] = field(default_factory=list)


def many_findings() -> Made:
    """The stored assessment with its findings repeated until there are a thousand."""
    made = with_text(making.made(), making.DRAFT)
    known = made.assessment["findings"]
    many = [{**known[i % len(known)], "id": f"F{i:04d}", "fingerprint": f"{i:016x}"} for i in range(FINDINGS)]
    return Made({**made.assessment, "findings": many}, made.facts, made.files)


def triage(person: Person, address: str, path: str, version: str, ids: list[str], ends: float, think: float) -> Seen:
    """One user's work until the time is over."""
    seen = Seen()
    chance = random.Random(person.actor.id)
    with person.client(address) as client:
        while time.monotonic() < ends:
            chosen = chance.choice(ids)
            began = time.monotonic()
            answer = client.get(f"{path}/findings/{chosen}", headers=FRAGMENT)
            seen.opened.append(time.monotonic() - began)
            found = _LOCK.search(answer.text)
            if answer.status_code != 200 or found is None:
                seen.refused.append(answer.status_code)
                continue
            time.sleep(chance.uniform(0.5, 1.5) * think)
            status, reason = chance.choice((("fixed", ""), ("accepted", ""), ("justified", "The family agrees.")))
            form = {
                "csrf": person.csrf, "version": version, "status": status, "reason": reason, "expected": found[1],
            }  # fmt: skip
            began = time.monotonic()
            answer = client.post(f"{path}/findings/{chosen}", data=form, headers=FRAGMENT)
            seen.decided.append(time.monotonic() - began)
            if answer.status_code == 200:
                seen.acknowledged.append((chosen, int(found[1]) + 1))
            elif answer.status_code == 409:
                seen.second += 1
            else:
                seen.refused.append(answer.status_code)
    return seen


def run(users: int, seconds: float, think: float, database: str) -> int:
    """Prepare, serve, let them work, count; how many decisions were lost."""
    with tempfile.TemporaryDirectory() as name:
        record = Record.open(settings_in(Path(name), database))
        people = add_people(record, users)
        review = making.new_review(record, people[0].actor)
        version = making.checked(record, people[0].actor, review, many_findings())
        ids = [item.id for item in making.findings(record, people[0].actor, version)]
        making.uploaded(record, people[0].actor, making.new_review(record, people[0].actor))
        server = Server(record.settings)
        seen: dict[str, Seen] = {}
        try:
            ends = time.monotonic() + seconds

            def work(person: Person) -> None:
                seen[person.actor.id] = triage(
                    person, server.address, f"/reviews/{review.id}", version.id, ids, ends, think
                )

            threads = [threading.Thread(target=work, args=(person,)) for person in people]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            server.stop()
        lost = _lost(record, review.id, seen)
        with record.reading() as session:
            faults = verify_record(session).faults
        record.close()
    _print(users, seconds, seen, lost, faults)
    return len(lost) + len(faults)


def _lost(record: Record, review_id: str, seen: dict[str, Seen]) -> list[str]:
    with record.reading() as session:
        keys = {row.id: row.key for row in session.scalars(select(FindingRow))}
        events = {(row.decision_id, row.lock): row.decided_by for row in session.scalars(select(DecisionEvent))}
        decided = decision_ids(session, review_id)
    return [
        finding_id
        for account, one in seen.items()
        for finding_id, lock in one.acknowledged
        if events.get((decided.get(keys[finding_id], ""), lock)) != account
    ]


def _print(users: int, seconds: float, seen: dict[str, Seen], lost: list[str], faults: list[str]) -> None:
    load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"{users} users for {seconds:.0f} s, a check in the background, load of the machine at the end {load}")
    for title, times in (
        ("open a finding", [item for one in seen.values() for item in one.opened]),
        ("decide", [item for one in seen.values() for item in one.decided]),
    ):
        if len(times) > 1:
            ms = sorted(1000 * item for item in times)
            p95 = statistics.quantiles(ms, n=20)[18]
            middle = statistics.median(ms)
            print(f"{title:16}{len(ms):6}  median {middle:6.0f} ms  95 % {p95:6.0f} ms  longest {ms[-1]:6.0f} ms")
    acknowledged = sum(len(one.acknowledged) for one in seen.values())
    refused = [status for one in seen.values() for status in one.refused]
    print(
        f"{acknowledged} decisions acknowledged, {sum(one.second for one in seen.values())} came second and were told"
    )
    others = f"{len(refused)} other answers {sorted(set(refused))}"
    print(f"{others}; {len(lost)} decisions lost; {len(faults)} faults of the record")


def main() -> None:
    """Run with the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--think", type=float, default=2, help="mean seconds between opening a finding and deciding")
    parser.add_argument("--database", default="", help="a PostgreSQL URL of an empty database")
    options = parser.parse_args()
    sys.exit(1 if run(options.users, options.seconds, options.think, options.database) else 0)


if __name__ == "__main__":
    main()
