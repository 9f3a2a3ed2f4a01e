"""The command as a user runs it: exit status, one clear line where something is wrong, files whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scr_publish import __version__

ROOT = Path(__file__).parents[2]
CORRECTED = ROOT / "sample_reports" / "corrected-report.docx"


def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scr_publish", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | environment,
        timeout=180,
        check=False,
    )


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in ("check", "explain", "rules", "text"))
    code = "import sys, scr_publish.cli.main; print([m for m in ('spacy', 'presidio_analyzer', 'textstat', 'docx', 'rich') if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert loaded.stdout.strip() == "[]"


def test_explaining_a_rule_loads_no_model() -> None:
    code = "import sys, scr_publish.reporting.explain; print([m for m in ('spacy', 'presidio_analyzer', 'textstat') if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert loaded.stdout.strip() == "[]"


def test_version() -> None:
    assert run("--version").stdout == f"scr-publish {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "missing.docx"), "missing.docx"),
        (("check",), "Missing argument 'DRAFT'"),
        (("chekc", "x"), "Did you mean “check”?"),
        (("explain", "DX999"), "there is no rule “DX999”"),
        (("rules", "--category", "privcy"), "Did you mean “privacy”?"),
        (("check", "draft.md", "--profile", "wt2015"), "there is no profile “wt2015”"),
        (("check", "draft.md", "--case", "none.toml"), "none.toml: there is no such file"),
        (("check", "draft.md", "--model", "en_no_such"), "en_no_such"),
        (("check", "draft.md", "--output", "no/such/folder/out.json", "--format", "json"), "cannot be written"),
    ],
)
def test_what_is_wrong_is_one_clear_line_and_status_2(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    (tmp_path / "draft.md").write_text("# A draft\n\nA line.\n", encoding="utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.model
def test_check_writes_json_and_leaves_with_the_decision(tmp_path: Path) -> None:
    draft, out = tmp_path / "draft.md", tmp_path / "out.json"
    draft.write_text("# A draft\n\nHis NHS number is 999 000 0018.\n", encoding="utf-8")
    before = draft.read_bytes()
    done = run("check", draft, "--format", "json", "--output", out)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["decision"] == "not-ready"
    assert "999 000 0018" in {finding["excerpt"] for finding in data["findings"]}
    assert draft.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft.md", "out.json"]


@pytest.mark.model
def test_two_runs_give_the_same_json_byte_for_byte() -> None:
    flawed = ROOT / "sample_reports" / "flawed-report.docx"
    first, second = (run("check", flawed, "--format", "json", PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["decision"] == "not-ready"


@pytest.mark.model
def test_the_corrected_sample_is_ready_on_the_console_without_colours_in_a_pipe() -> None:
    done = run("check", CORRECTED, "--case", CORRECTED.with_suffix("").with_suffix(".case.toml"))
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith(" READY ")
    assert "\x1b" not in done.stdout


def test_text_prints_the_linear_text_of_a_file(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_bytes("# A draft\r\n\r\nA naïve line.\r\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "scr_publish", "text", str(draft), "--output", str(tmp_path / "out.txt")],
        cwd=ROOT,
        check=True,
    )
    assert done.returncode == 0
    assert (tmp_path / "out.txt").read_bytes() == draft.read_bytes()


def test_rules_as_json_are_those_of_the_catalogue() -> None:
    listed = json.loads(run("rules", "--format", "json").stdout)
    assert {"DX201", "PR103"} <= {rule["id"] for rule in listed}
    assert [rule["id"] for rule in listed] == sorted(rule["id"] for rule in listed)


def test_several_formats_go_into_a_folder(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("# Report\n\nMother's friend Ottilie Quarmby rang.\n", encoding="utf-8")
    folder = tmp_path / "out"
    done = run("check", draft, "--format", "json", "--format", "html", "--format", "xlsx", "--output", folder)
    assert done.returncode == 1, done.stderr
    assert {path.name for path in folder.iterdir()} == {f"draft.assessment.{end}" for end in ("json", "html", "xlsx")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "xlsx"), "needs --output"),
        (("--format", "annotated", "--masked", "--output", "x"), "--masked cannot go with"),
        (("--format", "json", "--format", "html", "--output", __file__), "is a file"),
    ],
)
def test_a_format_that_cannot_be_written_is_refused_at_once(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run("check", tmp_path / "not-read.md", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
