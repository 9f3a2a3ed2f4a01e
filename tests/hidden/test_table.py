"""The page on hidden content lists what the matrix tests."""

from __future__ import annotations

from tests.hidden.table import FORMATS, PAGE, with_table


def test_the_table_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_table(page) == page, "run `python -m tests.hidden.table`"


def test_the_matrix_is_wide_enough() -> None:
    assert sum(len(rows) for rows in FORMATS.values()) >= 100
    for rows in FORMATS.values():
        assert len({row.item for row in rows}) == len(rows)
