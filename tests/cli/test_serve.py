"""`scr-publish serve`: what it refuses before anything is opened, and accounts made at the command line."""

from __future__ import annotations

import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from scr_publish.cli.main import cli
from scr_publish.workbench.record import Record
from scr_publish.workbench.services import accounts
from scr_publish.workbench.settings import BoardSettings, Settings, load_settings

PASSWORD = "three random words"


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ["serve", *words], input=typed)


def folder_of(tmp_path: Path) -> list[str]:
    return ["--data", str(tmp_path / "record")]


def test_help_loads_no_web_server() -> None:
    code = (
        "import sys; from scr_publish.cli.main import main\n"
        "try: main(['serve', '--help'])\n"
        "except SystemExit: print('loaded:', *{'fastapi', 'sqlalchemy', 'uvicorn', 'spacy'} & set(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "Open the workbench in a browser" in out
    assert out.rstrip().endswith("loaded:")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "Single-user mode is for this machine only"),
        (["--team", "--host", "0.0.0.0"], "needs TLS"),
        (["--team", "--host", "0.0.0.0", "--behind-proxy"], "could go round it"),
        (["--certificate", "cert.pem"], "go together"),
        (["--certificate", "none.pem", "--certificate-key", "none.pem"], "no such file"),
        (["--port", "70000"], "70000"),
    ],
)
def test_what_is_unsafe_or_half_is_refused(tmp_path: Path, words: list[str], said: str) -> None:
    result = run(*words, *folder_of(tmp_path))
    assert result.exit_code == 2
    assert said in result.output
    assert not (tmp_path / "record").exists()


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "scr_publish", "serve", "--port", port, *folder_of(tmp_path)]
        result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "Choose another with --port" in result.stderr


def test_without_the_extra_one_line_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['fastapi'] = None\n"
        f"from scr_publish.cli.main import main; main(['serve', '--data', {str(tmp_path / 'record')!r}])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 2
    assert "pip install 'scr-publish[workbench]'" in result.stderr
    assert "Traceback" not in result.stderr


def test_accounts_are_made_at_the_command_line(tmp_path: Path) -> None:
    place = folder_of(tmp_path)
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    early = CliRunner().invoke(cli, ["serve", *place, "--add-user", "rana"], input=typed)
    assert early.exit_code != 0
    assert "first account must be an administrator" in str(early.exception)
    first = run(*place, "--add-user", "ada", "--role", "administrator", "--full-name", "Ada Thornley", typed=typed)
    assert first.exit_code == 0, first.output
    assert PASSWORD not in first.output
    assert run(*place, "--add-user", "rana", typed=typed).exit_code == 0
    record = Record.open(Settings(folder=tmp_path / "record", mode="team"))
    try:
        assert accounts.log_in(record, "rana", PASSWORD).token
        token = accounts.log_in(record, "ada", PASSWORD).token
        with record.reading() as session:
            ada = accounts.actor_of(session, token)
            assert ada is not None
            assert [(a.name, a.role) for a in accounts.list_accounts(session, ada)] == [
                ("ada", "administrator"),
                ("rana", "reviewer"),
            ]
    finally:
        record.close()


def test_a_board_settles_its_workbench_in_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    assert load_settings(folder=folder).retention_days == 90
    folder.mkdir()
    (folder / "record.toml").write_text(
        '[workbench]\nretention_days = 30\nsession_hours = 4\nprofiles = ["../ours.toml"]\nport = 9000\n', "utf-8"
    )
    settings = load_settings(folder=folder, port=9001, host=None)
    assert (settings.retention_days, settings.session_hours, settings.port) == (30, 4, 9001)
    assert [path.resolve() for path in settings.profiles] == [tmp_path / "ours.toml"]
    missing = CliRunner().invoke(cli, ["serve", "--data", str(folder)])
    assert "ours.toml: there is no such file" in str(missing.exception)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[workbench]\nretention_dais = 30\n", "unknown key “retention_dais”"),
        ("[workbench]\nretention_days = 0\n", "“retention_days”"),
        ("[workbench]\nfolder = 'elsewhere'\n", "unknown key “folder”"),
        ("retention_days = 30\n", "Everything stands in the table [workbench]"),
        ("[workbench\n", "not valid TOML"),
    ],
)
def test_a_wrong_settings_file_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    folder = tmp_path / "record"
    folder.mkdir()
    (folder / "record.toml").write_text(text, "utf-8")
    for command in (["serve"], ["record", "verify"]):
        result = CliRunner().invoke(cli, [*command, "--data", str(folder)])
        assert result.exit_code != 0
        assert said in str(result.exception)
        assert "record.toml" in str(result.exception)
    assert [path.name for path in folder.iterdir()] == ["record.toml"]


def test_the_settings_of_the_documentation_are_all_and_are_right() -> None:
    text = (Path(__file__).parents[2] / "docs" / "workbench.md").read_text(encoding="utf-8")
    block = text[text.index("```toml\n[workbench]") + len("```toml\n") :].partition("```")[0]
    table = tomllib.loads(block)["workbench"]
    assert set(table) == set(BoardSettings.model_fields)
    defaults = BoardSettings().model_dump()
    for name in set(table) - {"project", "profiles", "archive", "names"}:
        assert table[name] == defaults[name], name


def test_a_team_without_accounts_is_told_how_to_begin(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scr_publish", "serve", "--team", "--port", "0", *folder_of(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 2
    assert "--add-user NAME --role administrator" in result.stderr


def test_it_opens_once_and_stops_when_it_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scr_publish", "serve", "--port", "0", *folder_of(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    address = next(line.strip() for line in process.stdout if "token=" in line)
    assert address.startswith("http://127.0.0.1:")
    with httpx.Client(trust_env=False, timeout=60) as client:
        assert "No reviews yet" in client.get(address, follow_redirects=True).text
    assert httpx.get(address, trust_env=False, timeout=60).status_code == 403
    process.terminate()
    _, log = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "GET /enter 303" in log
    assert "token=" not in log
