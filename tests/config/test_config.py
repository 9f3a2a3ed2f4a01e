"""Profiles, project files and case files: loaded, or refused with one line that names the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_publish.config import load_case, load_profile, load_project, profile_names
from scr_publish.errors import ConfigError
from scr_publish.rules import Severity


def write(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", profile_names())
def test_every_shipped_profile_loads_under_its_own_name(name: str) -> None:
    assert load_profile(name).name == name


def test_an_unknown_profile_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="Did you mean “wt2015-scr”"):
        load_profile("wt2015-src")


def test_a_board_can_bring_its_own_profile(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "board.toml",
        'name = "board"\ntitle = "t"\nguidance = "g"\nsummary = "s"\nrequired = ["findings"]\n[plain_english]\nlong_sentence = 30\n',
    )
    profile = load_profile(str(path))
    assert (profile.required, profile.plain_english.long_sentence) == (("findings",), 30)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[dates]\nincidnt = 2014-01-01\n", "unknown key “dates.incidnt”. Did you mean “incident”?"),
        ("[[identities]]\nnames = ['A']\nborne = 2014-01-01\n", "Did you mean “born”?"),
        ("[dates]\nincident = 'soon'\n", "“dates.incident”"),
        ("[dates\n", "not valid TOML"),
    ],
)
def test_a_wrong_case_file_is_one_line_that_names_the_key(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, "case.toml", text)
    with pytest.raises(ConfigError) as caught:
        load_case(path)
    assert message in str(caught.value)
    assert "case.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_case_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file"):
        load_case(tmp_path / "none.toml")


def test_the_nearest_project_file_above_the_draft_is_used(tmp_path: Path) -> None:
    write(tmp_path, "scr-publish.toml", "[allow]\nnames = ['Ada Fairweather']\n[severities]\nPE101 = 'review'\n")
    below = tmp_path / "drafts" / "2016"
    below.mkdir(parents=True)
    project = load_project(None, beside=below)
    assert project.allow.names == ("Ada Fairweather",)
    assert project.severities == {"PE101": Severity.REVIEW}


def test_a_severity_for_an_unknown_rule_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "scr-publish.toml", "[severities]\nDX999 = 'review'\n")
    with pytest.raises(ConfigError, match="there is no rule “DX999”"):
        load_project(path)


def test_a_board_sets_its_own_targets_of_plain_english(tmp_path: Path) -> None:
    path = write(tmp_path, "scr-publish.toml", "[plain_english]\nlong_sentence = 30\n")
    profile = load_project(path).applied_to(load_profile())
    assert profile.plain_english.long_sentence == 30
    assert profile.plain_english.very_long_sentence == load_profile().plain_english.very_long_sentence


def test_an_unknown_target_names_the_nearest(tmp_path: Path) -> None:
    path = write(tmp_path, "scr-publish.toml", "[plain_english]\nlong_sentense = 30\n")
    with pytest.raises(ConfigError, match="Did you mean “long_sentence”"):
        load_project(path).applied_to(load_profile())
