"""How soon the findings' page can be used when a draft has a thousand findings, in a real Chromium.

    python -m benchmarks.workbench_page

Prints, as the median and the worst of several loads, the milliseconds from asking for the page until it has been
painted, until its script answers the keyboard (`j` opens the next finding), and what one decision takes."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

from scr_publish.assessment import Assessment
from scr_publish.assessment.decision import decide
from scr_publish.findings import finding, fingerprinted
from scr_publish.parsing import open_document
from scr_publish.rules import catalogue
from scr_publish.workbench.record import Record
from scr_publish.workbench.settings import Settings
from tests.workbench.web.seeding import SAMPLES, Sample, person, seed

FINDINGS = 1000
LOADS = 7
RULES = ("PD101", "PD102", "PD223", "PE110", "PE120", "PD404")
WORDS = 3


def thousand_findings() -> Sample:
    """The long PDF sample with a finding at every few words: no language model is needed."""
    draft = SAMPLES / "flawed-long-report.pdf"
    document = open_document(draft)
    rules = cycle(catalogue()[rule] for rule in RULES)
    starts = [at for at in range(len(document.text)) if at == 0 or document.text[at - 1] in " \n"]
    step = len(starts) // FINDINGS
    made = [
        finding(next(rules), document, starts[i * step], starts[i * step + WORDS] - 1, label="PERSON", **_blank())
        for i in range(FINDINGS)
    ]
    findings = tuple(fingerprinted(made, document))
    assessment = Assessment(document, "wt2015-scr", "none", decide(findings), findings)
    return Sample(draft, SAMPLES / "flawed-long-report.case.toml", assessment)


def _blank() -> dict[str, str]:
    """Something for every placeholder of a rule's message."""
    from string import Formatter

    texts = [text for rule in RULES for text in (catalogue()[rule].message, catalogue()[rule].suggestion)]
    return {name: "12" for text in texts for _, name, _, _ in Formatter().parse(text) if name and name != "excerpt"}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The workbench as users start it, on a free port; the address that opens it."""
    command = [sys.executable, "-m", "scr_publish", "serve", "--data", str(folder), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    try:
        yield next(line.strip() for line in process.stdout if "token=" in line)
    finally:
        process.terminate()
        process.wait()


def measured(address: str, review_id: str) -> dict[str, list[float]]:
    """Each figure, load by load, in milliseconds."""
    from playwright.sync_api import sync_playwright

    times: dict[str, list[float]] = {"painted": [], "answers a key": [], "one decision": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        page: Any = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        base = address.partition("/enter")[0]
        for _ in range(LOADS):
            began = time.perf_counter()
            page.goto(f"{base}/reviews/{review_id}", wait_until="domcontentloaded")
            first = page.locator("#detail").get_attribute("data-id")
            page.keyboard.press("j")
            page.wait_for_function("id => document.querySelector('#detail').dataset.id !== id", arg=first)
            times["answers a key"].append(1000 * (time.perf_counter() - began))
            page.wait_for_selector("#page[data-shown]")
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            times["painted"].append(paint)
            began = time.perf_counter()
            chosen = page.locator("#detail").get_attribute("data-id")
            page.keyboard.press("f")
            page.wait_for_function("id => document.querySelector('#detail').dataset.id !== id", arg=chosen)
            times["one decision"].append(1000 * (time.perf_counter() - began))
        page.wait_for_function("least => document.querySelectorAll('#list .row').length >= least", arg=FINDINGS - LOADS)
        browser.close()
    return times


def main() -> None:
    """Make the record, serve it, measure, print."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "record"
        record = Record.open(Settings(folder=folder))
        review = seed(record, person(record), thousand_findings(), "A thousand findings")
        record.close()
        with served(folder) as address:
            times = measured(address, review.id)
    for name, taken in times.items():
        print(f"{name:15} median {statistics.median(taken):5.0f} ms, worst {max(taken):5.0f} ms")
    print(json.dumps({name: [round(t) for t in taken] for name, taken in times.items()}))


if __name__ == "__main__":
    main()
