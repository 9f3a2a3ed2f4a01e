"""A sample of the mutation test: identifiers planted in a clean report, in a Word file and a PDF (`benchmarks/plants`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.plants import portable, word
from benchmarks.plants.kinds import Plant, files
from benchmarks.plants.measure import results

Writer = Callable[[Sequence[Plant], Path, str], Path]

DOCUMENTS = 2
"""How many documents of each format make the sample; `python -m benchmarks.plants` runs them all."""

FLOORS = {"docx": 0.96, "pdf": 0.92}
"""The share of plants, of those that the parser reads, that must be found. The whole benchmark asks for more."""


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize(("form", "write"), [("docx", word.write), ("pdf", portable.write)])
def test_planted_identifiers_are_found(form: str, write: Writer, tmp_path: Path) -> None:
    found = []
    for i, plants in enumerate(islice(files(seed=7, size=60), DOCUMENTS)):
        found += zip(plants, results(write(plants, tmp_path, f"draft-{i}"), plants), strict=True)
    read = [(plant, result) for plant, result in found if result != "unread"]
    wrong = [f"{result}: {plant.kind}, {plant.place}, {plant.way}" for plant, result in read if result != "found"]
    assert len(read) > 90
    assert len(wrong) <= (1 - FLOORS[form]) * len(read), wrong


def test_no_value_is_planted_twice_in_one_document() -> None:
    for plants in islice(files(seed=3, size=60), 5):
        written = [plant.written for plant in plants]
        assert len(set(written)) == len(written)
