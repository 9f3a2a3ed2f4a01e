"""`case init`, `timeline`, `profiles` and `explain --profile`, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scr_publish.cli.main import cli, main
from scr_publish.config import load_case, profile_names

SAMPLES = Path(__file__).parents[2] / "sample_reports"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(item) for item in arguments])


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    with pytest.raises(SystemExit) as caught:
        main([str(item) for item in arguments])
    assert caught.value.code == 2
    return capsys.readouterr().err


def test_case_init_writes_a_file_that_loads_and_is_the_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    done = run("case", "init", path, "--profile", "dhr")
    assert done.exit_code == 0, done.output
    assert load_case(path).review.profile == "dhr"
    assert path.stat().st_mode & 0o077 == 0


def test_case_init_never_writes_over_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.toml"
    path.write_text("# mine\n", encoding="utf-8")
    assert "is there already" in refused(capsys, "case", "init", path)
    assert path.read_text(encoding="utf-8") == "# mine\n"


def test_case_init_prints_where_asked_and_refuses_an_unknown_profile(capsys: pytest.CaptureFixture[str]) -> None:
    assert "[dates]" in run("case", "init", "-").output
    assert "Did you mean “dhr”" in refused(capsys, "case", "init", "-", "--profile", "dhrs")


def test_timeline_prints_and_draws(tmp_path: Path) -> None:
    case = SAMPLES / "flawed-long-report.case.toml"
    picture, text = tmp_path / "t.svg", tmp_path / "t.txt"
    done = run("timeline", "--case", case, "--svg", picture)
    assert done.exit_code == 0
    assert "✗ broken" in done.output
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    assert run("timeline", "--case", case, "--output", text).output == ""
    assert text.read_text(encoding="utf-8") == done.output
    assert run("timeline", "--case", case, "--svg", "-").output == picture.read_text(encoding="utf-8")


def test_timeline_takes_the_profile_of_the_case_file_unless_told(tmp_path: Path) -> None:
    case = tmp_path / "case.toml"
    case.write_text('[review]\nprofile = "dhr"\n[dates]\ndecision = 2020-01-06\n', encoding="utf-8")
    assert "Domestic Homicide Review" in run("timeline", "--case", case).output
    assert "Child Practice Review" in run("timeline", "--case", case, "--profile", "wales-cpr").output


def test_timeline_without_a_case_file_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--case" in refused(capsys, "timeline")
    assert "there is no such file" in refused(capsys, "timeline", "--case", "none.toml")


def test_profiles_lists_each_with_its_guidance() -> None:
    text = " ".join(run("profiles").output.split())
    assert all(name in text for name in profile_names())
    data = json.loads(run("profiles", "--format", "json").output)
    assert [item["name"] for item in data] == profile_names()
    assert data[0]["guidance"].startswith("Care Act 2014")


def test_explain_cites_what_the_profile_cites() -> None:
    assert "Working Together to Safeguard Children (HM Government, 2015)" in run("explain", "PR102").output
    assert "Care and support statutory guidance" in run("explain", "PR102", "--profile", "care-act-sar").output
