"""A new case file: it loads as it is, explains every key, and loads again when every key is filled in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args, get_origin

import pytest

from scr_publish.config import CaseFile, load_case, load_profile, profile_names
from scr_publish.config.case_template import case_template
from scr_publish.config.toml import Settings

KEY = re.compile(r"^#(?=[\[\w\"])", re.MULTILINE)


@pytest.mark.parametrize("name", profile_names())
def test_a_new_case_file_loads_and_names_its_profile(tmp_path: Path, name: str) -> None:
    path = tmp_path / "case.toml"
    path.write_text(case_template(load_profile(name)), encoding="utf-8")
    case = load_case(path)
    assert case.review.profile == name
    assert case.dates == CaseFile().dates


def test_every_key_can_be_filled_in_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(KEY.sub("", case_template(load_profile())), encoding="utf-8")
    case = load_case(path)
    assert all(getattr(case.dates, key) is not None for key in type(case.dates).model_fields)
    assert len(case.reviewer) == len(case.identities) == len(case.orders) == len(case.invited) == 1
    assert case.publication.companions[0].date
    assert case.pseudonyms


def _keys(model: type[Settings]) -> set[str]:
    keys: set[str] = set()
    for key, field in model.model_fields.items():
        inner = [kind for kind in (field.annotation, *get_args(field.annotation)) if isinstance(kind, type)]
        tables = [kind for kind in inner if issubclass(kind, Settings)]
        keys |= _keys(tables[0]) if tables else set() if get_origin(field.annotation) is dict else {key}
    return keys


def test_every_key_is_there_with_its_explanation() -> None:
    lines = case_template(load_profile()).splitlines()
    for key in _keys(CaseFile):
        at = [i for i, line in enumerate(lines) if re.match(rf"#?{key} = ", line)]
        assert at, key
        assert all(lines[i - 1].startswith("# ") for i in at), key
    assert max(map(len, lines)) <= 102


def test_it_says_what_the_profile_asks_of_a_date() -> None:
    text = " ".join(case_template(load_profile("wt2023-lcspr")).replace("\n# ", " ").split())
    assert "Term: 7 working days after `panel_submission` at the least." in text
    assert "Term: within 15 working days of `notification`." in text
    assert "(Safeguarding Adults Review: not asked for.)" in case_template(load_profile("care-act-sar"))
