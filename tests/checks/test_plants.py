"""A sample of the mutation test: identifiers planted in a clean report, in a Word file and a PDF (`benchmarks/plants`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.plants import portable, word
from benchmarks.plants.kinds import Plant, files, neutral
from benchmarks.plants.measure import blockers, results

Writer = Callable[[Sequence[Plant], Path, str], Path]

DOCUMENTS = 2
"""How many documents of each format make the sample; `python -m benchmarks.plants` runs them all."""

FLOOR = 0.99
"""The share of the sample's plants that must be found; none may be unread. The whole benchmark asks for more."""

WRITERS = [("docx", word.write), ("pdf", portable.write)]


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize(("form", "write"), WRITERS)
def test_planted_identifiers_are_found(form: str, write: Writer, tmp_path: Path) -> None:
    found = []
    for i, plants in enumerate(islice(files(seed=7, size=60), DOCUMENTS)):
        found += zip(plants, results(write(plants, tmp_path, f"draft-{i}"), plants), strict=True)
    wrong = [
        f"{result} in {form}: {plant.kind}, {plant.place}, {plant.way}" for plant, result in found if result != "found"
    ]
    assert len(found) > 90
    assert len(wrong) <= (1 - FLOOR) * len(found), wrong


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize(("form", "write"), WRITERS)
def test_the_report_without_plants_has_no_blocker(form: str, write: Writer, tmp_path: Path) -> None:
    assert blockers(write([], tmp_path, f"draft-{form}")) == []


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize(("form", "write"), WRITERS)
def test_what_stands_around_the_plants_does_not_block(form: str, write: Writer, tmp_path: Path) -> None:
    found = [blockers(write(plants, tmp_path, f"draft-{form}-{i}")) for i, plants in enumerate(neutral())]
    assert found == [[]] * len(found)


def test_no_value_is_planted_twice_in_one_document() -> None:
    for plants in islice(files(seed=3, size=60), 5):
        written = [plant.written for plant in plants]
        assert len(set(written)) == len(written)
