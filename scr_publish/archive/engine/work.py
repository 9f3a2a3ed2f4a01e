"""One document's job: read it, see what it is, check it, and give what the store keeps as plain data.

Every engine runs this and nothing else; it knows nothing of processes, clusters or the store."""

from __future__ import annotations

import json
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from scr_publish.archive import contents
from scr_publish.archive.discovery.classify import classify
from scr_publish.archive.discovery.features import features
from scr_publish.archive.engine.jobs import PATIENCE, Assessed, Done, Job, companions_digest, job_digest
from scr_publish.archive.engine.settings import Settings
from scr_publish.assessment import Assessment
from scr_publish.assessment.assessing import COMPANION_CHECKS, assess
from scr_publish.checks import CHECKERS
from scr_publish.checks.base import Subject
from scr_publish.document import Document
from scr_publish.errors import InputError, UnreadableError
from scr_publish.nlp.pipeline import annotate, load_pipeline
from scr_publish.parsing.isolated import Limits, Reading
from scr_publish.parsing.opening import Options

ALONE = ("document", *COMPANION_CHECKS)
"""The checks of a companion by itself: what it gives away and hides, and whether it could be read."""


ZONE = 50
"""So many documents are checked before the words that the vocabulary has learnt from them are given back: they need no
more memory than one long report does, and most words of a document were in those before it."""


class Worker:
    """Does jobs, one after another, with the language model loaded once; only one at a time in a process. It is closed
    when its block is left."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._nlp = load_pipeline(settings.model)
        self._zone = ExitStack()
        self._checked = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zone.close()

    def do(self, job: Job) -> Done:
        """Do a job. Whatever the document does, this gives an answer and raises nothing."""
        started, clock = time.time(), time.perf_counter()
        done: dict[str, Any] = {"item": job.item.id, "state": "ok", "started": started}
        try:
            done |= self._done(job)
        except UnreadableError as error:
            done |= {"state": _STATES.get(error.rule, "unreadable"), "error": f"{error.rule} {error}"}
        except InputError as error:
            done |= {"state": "unreadable", "error": str(error)}
        except MemoryError:
            done |= {"state": "crash", "error": "its check took more memory than there is."}
        except Exception as error:
            done |= {"state": "crash", "error": f"its check stopped with an error ({_place(error)})."}
        if done["state"] != "ok" and "sha256" not in done:
            done["sha256"] = job_digest(job)
        return Done(**done, seconds=time.perf_counter() - clock)

    def _done(self, job: Job) -> dict[str, Any]:
        document, *others = self._read(job)
        source = document.source
        verdict = classify(document, job.item)
        known = {
            "sha256": source.sha256,
            "format": source.format,
            "size": source.size,
            "pages": source.pages,
            "words": document.word_count,
            "verdict": verdict,
            "features": features(document, job.item),
            "companions": companions_digest([other.source.sha256 for other in others]),
        }
        if verdict.kind == "other" and not self._settings.everything:
            return known
        checks = "companion" if verdict.kind == "companion" else "all"
        names = ALONE if checks == "companion" else tuple(CHECKERS)
        self._renew_zone()
        return {**known, "checks": checks, "assessment": assessed(self._assess(document, others, names))}

    def _renew_zone(self) -> None:
        """Give back what the vocabulary has learnt, every so many documents."""
        if self._checked % ZONE == 0:
            self._zone.close()
            self._zone.enter_context(self._nlp.memory_zone())
        self._checked += 1

    def _read(self, job: Job) -> list[Document]:
        """The document and its companions, each read in a process of its own, all at once."""
        limits = Limits(seconds=self._settings.seconds, patience=PATIENCE, memory=self._settings.memory)
        with ExitStack() as stack:
            readings = []
            for number, item in enumerate((job.item, *job.companions)):
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="scr-publish-")))
                path = contents.placed(item, folder, job.data[number] if job.data else None)
                readings.append(stack.enter_context(Reading(path, Options(ocr=self._settings.ocr), limits)))
            return [reading.result() for reading in readings]

    def _assess(self, document: Document, others: Sequence[Document], names: Sequence[str]) -> Assessment:
        companions = tuple((other, annotate(other, self._nlp)) for other in others)
        language = annotate(document, self._nlp)
        settings = self._settings
        return assess(Subject(document, language, settings.profile, settings.project, None, companions), names)


_STATES = {"DX110": "timeout", "DX111": "crash"}
"""The rules of a reader that was stopped at a limit, and of one that the file broke."""


def _place(error: BaseException) -> str:
    """The kind of error and the line of our code: never its message, which may hold text of the document."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"


def assessed(assessment: Assessment) -> Assessed:
    """An assessment as the store keeps it."""
    whole = assessment.to_dict()
    measures = whole["readability"]["document"]
    grade = measures.get("flesch_kincaid_grade")
    worst = max(assessment.risk, key=lambda person: (_LEVELS.index(person.level), -person.high), default=None)
    kinds = Counter(statement.kind for statement in assessment.statements)
    return Assessed(
        decision=assessment.decision.value,
        counts=assessment.counts,
        reading_age=None if grade is None else round(grade + AGE_AT_GRADE_0, 1),
        risk_level=worst.level if worst else None,
        risk_high=worst.high if worst else None,
        findings=tuple(_row(number, item) for number, item in enumerate(whole["findings"], 1)),
        sections=tuple((section["id"], section["status"]) for section in whole["sections"]),
        statements=tuple(sorted(kinds.items())),
        readability=tuple(sorted(measures.items())),
        json=zlib.compress(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode(), 6),
    )


_LEVELS = ("low", "medium", "high")
AGE_AT_GRADE_0 = 5
"""A child in the United States' grade 1 is six: the age that a grade level stands for is five more."""


def _row(number: int, item: dict[str, Any]) -> tuple[Any, ...]:
    return (
        number, item["rule"], item["rule_name"], item["category"], item["severity"], item["label"], item["surface"],
        item["page"], item["where"] or None, item["excerpt"], item["message"], item["fingerprint"],
    )  # fmt: skip
