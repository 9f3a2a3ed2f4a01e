"""Small archives, and an engine without a language model, for tests of what goes on around the checks."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scr_publish.archive import contents
from scr_publish.archive.discovery.classify import classify
from scr_publish.archive.discovery.features import features
from scr_publish.archive.engine.jobs import Assessed, Done, Job, companions_digest
from scr_publish.archive.engine.settings import Settings
from scr_publish.config import load_profile
from scr_publish.errors import InputError, UnreadableError
from scr_publish.parsing import open_document

SETTINGS = Settings(load_profile(), seconds=20)

REPORT = """# Serious Case Review: Child {label}

Published in May {year}. This report is fictional.

## 1. Terms of reference

1.1 The review looked at how services worked together for Child {label} and the family.

## 2. What happened

2.1 {story}

## 3. Recommendations

3.1 Recommendation 1: The Board should audit ten files.
"""
STORY = (
    "The health visitor saw the baby at home and wrote that the room was warm. Mother said that she was tired. A "
    "neighbour, {name}, rang the school twice. Nobody asked who else lived there, although two letters had said that a "
    "man had moved in. The nursery told the social worker that the child was often hungry, and the worker went to see."
)
RESPONSE = """# Board response to the Serious Case Review: Child {label}

Published in May {year}.

1.1 Staff have been trained since March, and an audit of ten files found that all of them were in order.
"""
MINUTES = (
    "# Minutes of the Board meeting\n\nApologies for absence were received.\n\n## Matters arising\n\nThere were none.\n"
)


def report(label: str = "A", year: int = 2015, story: str = "", name: str = "Delphine Garrick") -> str:
    """A report of its own words: no two labels give nearly the same text."""
    own = story or STORY.format(name=name) + " " + " ".join(f"{label}{n}{word}" for n, word in enumerate(_WORDS))
    return REPORT.format(label=label, year=year, story=own)


_WORDS = [f"word{n}" for n in range(120)]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files into a folder, long enough ago for their times to be trusted."""
    import os

    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        before = time.time() - 3600
        os.utime(path, (before, before))
    return folder


@dataclass
class PlainEngine:
    """Does jobs here and now, without a language model: it reads and classifies, and its assessment is made up from the
    text (a blocker where a name of the fixtures stands in it). `jobs` are those that it was given; after `most` of them
    it is interrupted, as by Ctrl-C. The document named by `gives_up` takes too long."""

    most: int | None = None
    gives_up: str = ""
    jobs: list[Job] = field(default_factory=list)
    name: str = "plain"
    processes: int = 1

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        for job in jobs:
            if self.most is not None and len(self.jobs) >= self.most:
                raise KeyboardInterrupt
            self.jobs.append(job)
            done = done_of(job)
            if job.item.name == self.gives_up:
                done = Done(job.item.id, "timeout", done.started, 9.0, "it took too long.", sha256=done.sha256)
            yield done

    @property
    def names(self) -> list[str]:
        return [job.item.name for job in self.jobs]


def done_of(job: Job) -> Done:
    started = time.time()
    try:
        document = open_document(contents.placed(job.item, Path("/nonexistent")))
        others = [open_document(item.path) for item in job.companions]
    except UnreadableError as error:
        return Done(job.item.id, "unreadable", started, 0.1, f"{error.rule} {error}", sha256=contents.digest(job.item))
    except InputError as error:
        return Done(job.item.id, "unreadable", started, 0.1, str(error))
    verdict = classify(document, job.item)
    return Done(
        job.item.id,
        "ok",
        started,
        0.1,
        sha256=document.source.sha256,
        format=document.source.format,
        size=document.source.size,
        words=document.word_count,
        verdict=verdict,
        features=features(document, job.item),
        checks={"report": "all", "companion": "companion"}.get(verdict.kind, "none"),
        companions=companions_digest([other.source.sha256 for other in others]),
        assessment=_assessed(document.text) if verdict.kind != "other" else None,
    )


def _assessed(text: str) -> Assessed:
    rows = []
    if "Delphine Garrick" in text:
        rows.append(
            (1, "PD101", "personal.name", "privacy", "blocker", "PERSON", "visible", None, "line 1", "Delphine Garrick",
             "A name.", "f" * 16)
        )  # fmt: skip
    return Assessed(
        decision="not-ready" if rows else "ready",
        counts={"blocker": len(rows), "review": 0, "advice": 0},
        reading_age=11.0,
        risk_level="low",
        risk_high=1000,
        findings=tuple(rows),
        sections=(("introduction", "missing"),),
        statements=(("action", 2),),
        readability=(("words", 100.0),),
        json=zlib.compress(b'{"schema": "scr-publish/assessment/1"}'),
    )
