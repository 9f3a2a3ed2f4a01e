"""A process that loads the language model and the checks once, and forks a worker each time one is asked for: a worker
starts at once, and the workers share the memory of what was loaded.

Run as `python -m scr_publish.archive.engine.template SOCKET MODEL`; see `parsing.isolated.forking`."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scr_publish.parsing.isolated.forking import serve

_PR_SET_PDEATHSIG = 1
_WARMING = """# Serious Case Review: Child Z

## 1. Introduction

1.1 This is a fictional report. The Board has published it on 3 May 2016. Mother said that Child Z was well.

## 2. Recommendations

2.1 Recommendation 1: The Board should audit ten files by March 2017. Staff have been trained, and referrals rose.
"""
"""A fictional report that touches every check, so that each has loaded its data before the first fork."""


def main() -> None:
    """Load, then fork."""
    control = socket.socket(fileno=int(sys.argv[1]))
    model = sys.argv[2]
    warm(model)
    serve(control, _work)


def warm(model: str) -> None:
    """Load the language model and every check, by a check of a small report of our own."""
    from scr_publish.assessment.assessing import assess
    from scr_publish.checks.base import Subject
    from scr_publish.config import Project, load_profile
    from scr_publish.nlp.pipeline import annotate, load_pipeline
    from scr_publish.parsing import open_document

    with tempfile.TemporaryDirectory(prefix="scr-publish-") as folder:
        path = Path(folder) / "warming.md"
        path.write_text(_WARMING, encoding="utf-8")
        document = open_document(path)
    nlp = load_pipeline(model)
    with nlp.memory_zone():
        assess(Subject(document, annotate(document, nlp), load_profile(), Project()))


def _work(values: Mapping[str, Any], descriptors: list[int]) -> None:
    """The child: end with the template, keep its files in its own folder, and do jobs, which come by the first of the
    descriptors; by the second it asks for readers of files."""
    from scr_publish.archive.engine.serving import serve as serve_jobs

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    os.environ["TMPDIR"] = str(values["folder"])
    tempfile.tempdir = None
    with Connection(descriptors[0]) as connection:
        serve_jobs(connection, socket.socket(fileno=descriptors[1]))


if __name__ == "__main__":
    main()
