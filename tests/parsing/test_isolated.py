"""Reading in a process of its own: the same document, and whatever the file does, one clear error."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scr_publish.errors import InputError, UnreadableError
from scr_publish.parsing import open_document
from scr_publish.parsing.isolated import Reading, open_isolated, process, wire
from scr_publish.parsing.isolated.process import Limits
from tests.tools import needs

SAMPLES = Path(__file__).parents[2] / "sample_reports"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Landlock and network namespaces are Linux's")


@pytest.mark.parametrize("name", ["flawed-report.docx", "flawed-long-report.pdf", "sources/long-report.md"])
def test_the_document_is_the_one_that_is_read_here(name: str) -> None:
    here, there = open_document(SAMPLES / name), open_isolated(SAMPLES / name)
    if here.geometry and there.geometry:
        for side in ("page", "x0", "top", "x1", "bottom"):
            assert np.array_equal(getattr(here.geometry, side), getattr(there.geometry, side))
    assert replace(here, geometry=None) == replace(there, geometry=None)


def test_errors_are_those_that_reading_here_gives(tmp_path: Path) -> None:
    (tmp_path / "empty.docx").write_bytes(b"")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    for name in ("empty.docx", "broken.pdf"):
        with pytest.raises(UnreadableError) as there:
            open_isolated(tmp_path / name)
        with pytest.raises(UnreadableError) as here:
            open_document(tmp_path / name)
        assert (there.value.rule, str(there.value)) == (here.value.rule, str(here.value))
    with pytest.raises(InputError, match="no file"):
        open_isolated(tmp_path / "missing.docx")


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let another program stand in for the reader, as a file that has taken it over would."""

    def program(code: str) -> None:
        def started(folder: str) -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(code)],
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

        monkeypatch.setattr(process, "starting", started)

    return program


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("import time; time.sleep(60)", "DX110"),
        ("import sys\nwhile True: sys.stdout.buffer.write(b'x' * 65536)", "DX110"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "DX111"),
        ("import os; os._exit(0)", "DX111"),
        ("print('document\\nnot a pickle')", "DX111"),
        ("print('crash\\n[]')", "DX111"),
    ],
    ids=["hangs", "never ends its reply", "segmentation fault", "says nothing", "no pickle", "no error"],
)
def test_a_reader_that_fails_is_one_clear_error(
    instead: Callable[[str], None], tmp_path: Path, code: str, rule: str
) -> None:
    instead(code)
    start = time.monotonic()
    with pytest.raises(UnreadableError) as error:
        open_isolated(tmp_path / "draft.docx", limits=Limits(seconds=2, reply=1_000_000))
    assert error.value.rule == rule
    assert str(error.value).startswith("draft.docx could not be read")
    assert time.monotonic() - start < 20


def test_a_reader_that_ignores_the_request_to_end_is_killed(instead: Callable[[str], None], tmp_path: Path) -> None:
    instead("import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)")
    running = Reading(tmp_path / "draft.docx", limits=Limits(seconds=1))
    with pytest.raises(UnreadableError):
        running.result()
    assert running._process.poll() is not None


def test_its_folder_is_gone_afterwards() -> None:
    with Reading(SAMPLES / "flawed-report.docx") as running:
        folder = Path(running._folder.name)
        assert folder.is_dir()
        running.result()
    assert not folder.exists()


def test_too_little_memory_is_an_error_and_not_a_traceback() -> None:
    with pytest.raises(UnreadableError) as error:
        open_isolated(SAMPLES / "flawed-long-report.pdf", limits=Limits(memory=120_000_000))
    assert error.value.rule in ("DX110", "DX111")


class _Attack:
    def __reduce__(self) -> tuple[object, ...]:
        return (os.system, ("true",))


@pytest.mark.parametrize("thing", [_Attack(), subprocess.Popen, {"a": _Attack()}, Path("x"), ["text"]])
def test_a_reply_makes_nothing_but_documents(thing: object) -> None:
    with pytest.raises((pickle.UnpicklingError, AttributeError)):
        wire.unpacked(wire.packed(wire.ANSWER, pickle.dumps(thing)))


def confined(code: str, folder: Path) -> str:
    """What a confined Python process prints."""
    start = "import sys; from pathlib import Path; from scr_publish.parsing.isolated.confine import confine\n"
    whole = f"{start}confine(Path({str(folder)!r}), 20, 4 << 30)\n{textwrap.dedent(code)}"
    done = subprocess.run(
        [sys.executable, "-c", whole],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    return done.stdout.strip() or done.stderr.strip()


ATTEMPT = """
try:
    {act}
    print("done")
except OSError as error:
    print("refused")
"""


@pytest.mark.parametrize(
    ("act", "outcome"),
    [
        ("open('inside.txt', 'w').close()", "done"),
        ("open({outside!r}, 'w').close()", "refused"),
        ("import os; os.mkdir({outside!r})", "refused"),
        ("import os; os.rename('inside', {outside!r})", "refused"),
        ("open({readable!r}).read()", "done"),
        ("import socket; socket.create_connection(('127.0.0.1', 9), 1)", "refused"),
        ("import socket; socket.getaddrinfo('example.org', 80)", "refused"),
        ("import subprocess; subprocess.run(['sh', '-c', 'true'])", "refused"),
        ("import os; os.system('true')", "refused"),
    ],
)
def test_what_a_confined_process_may_do(tmp_path: Path, act: str, outcome: str) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    outside = tmp_path / "outside.txt"
    act = act.format(outside=str(outside), readable=__file__)
    code = f"import os; os.chdir({str(folder)!r})\n" + ATTEMPT.format(act=act)
    assert confined(code, folder) == outcome
    assert not outside.exists()


@LINUX
def test_c_code_cannot_write_outside_or_reach_the_network(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    code = f"""
    import ctypes, os
    libc = ctypes.CDLL(None, use_errno=True)
    print(libc.open({str(tmp_path / "outside").encode()!r}, os.O_WRONLY | os.O_CREAT, 0o600))
    print(libc.open({str(folder / "inside").encode()!r}, os.O_WRONLY | os.O_CREAT, 0o600) > 0)
    print(os.listdir('/sys/class/net') if False else sorted(line.split(':')[0].strip() for line in open('/proc/self/net/dev').readlines()[2:]))
    """
    assert confined(code, folder).splitlines() == ["-1", "True", "['lo']"]


@needs("soffice")
def test_an_old_word_file_is_converted_within_the_confines(tmp_path: Path) -> None:
    docx = SAMPLES / "corrected-report.docx"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "doc",
         "--outdir", str(tmp_path), str(docx)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    document = open_isolated(tmp_path / "corrected-report.doc")
    assert document.source.format == "doc"
    assert "Wexmoor" in document.text


@needs("tesseract")
def test_a_scanned_page_is_read_within_the_confines(tmp_path: Path) -> None:
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    typed, scanned = tmp_path / "typed.pdf", tmp_path / "scanned.pdf"
    canvas = Canvas(str(typed), pagesize=(400, 200))
    canvas.setFont("Helvetica", 24)
    canvas.drawString(40, 100, "The social worker visited.")
    canvas.save()
    with pypdfium2.PdfDocument(typed) as pdf:
        pdf[0].render(scale=3).to_pil().save(scanned, "PDF", resolution=216)
    assert "social worker" in open_isolated(scanned).text
