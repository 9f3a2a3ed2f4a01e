"""Throw damaged files at each parser, from real seeds, guided by the code that they reach (atheris, libFuzzer).

    python tools/fuzz.py --minutes 30 [--seconds 30] [--work build/fuzz] [FORMAT ...]

Each parser gets its share of the minutes in processes of its own: one that crashes, hangs or leaks is started again,
and its input is kept in the work folder, under `crashes`. A file may be refused (`UnreadableError`, `InputError`) or
read; anything else is a fault. The exit status is 1 where any was found. Needs `pip install atheris` and, for more
seeds, LibreOffice.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from importlib import import_module
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLES = REPOSITORY / "sample_reports"
FORMATS = ("docx", "pdf", "odt", "rtf", "html", "md", "txt")
MEMORY_MB = 2500
LONGEST = 400_000
"""Bytes of an input: larger ones only slow the search."""


def seeds(form: str, folder: Path) -> None:
    """Real files of a format: the samples, and what LibreOffice makes of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(SAMPLES.rglob(f"*.{form}")):
        if path.stat().st_size < LONGEST:
            shutil.copy(path, folder / path.name)
    if form == "pdf":
        _pages(folder)
    source = SAMPLES / "flawed-report.docx"
    if form in ("odt", "rtf", "html", "txt") and shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation={Path(profile).as_uri()}", "--convert-to", form,
                 "--outdir", str(folder), str(source)],
                check=True, capture_output=True, timeout=300,
            )  # fmt: skip


def _pages(folder: Path) -> None:
    """Small PDFs: single pages of the sample, and one of another maker with a note, a link and a form. Whole reports
    take too long to be read a thousand times."""
    import pikepdf
    from reportlab.pdfgen.canvas import Canvas

    with pikepdf.open(SAMPLES / "flawed-long-report.pdf") as report:
        for number in (0, 10, 14):
            with pikepdf.new() as single:
                single.pages.append(report.pages[number])
                single.save(folder / f"page-{number}.pdf", compress_streams=False)
    canvas = Canvas(str(folder / "form.pdf"), pageCompression=0)
    canvas.drawString(72, 700, "The health visitor saw Child K at home.")
    canvas.rect(70, 690, 200, 24, fill=1)
    canvas.linkURL("https://example.org/", (72, 600, 200, 620))
    canvas.textAnnotation("Ask her mother", (72, 500, 100, 520))
    canvas.acroForm.textfield(name="reviewer", value="A. Reviewer", x=72, y=400)
    canvas.save()


def mutated_package(data: bytes, size: int, seed: int) -> bytes:
    """A zip package with one of its entries changed, so that the damage gets past the packing."""
    import random

    import atheris

    chance = random.Random(seed)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = {name: package.read(name) for name in package.namelist()}
    except Exception:  # no package any more: change its bytes
        return bytes(atheris.Mutate(data, size))
    if not entries or chance.random() < 0.1:
        return bytes(atheris.Mutate(data, size))
    name = chance.choice(sorted(entries))
    entries[name] = bytes(atheris.Mutate(entries[name], max(64, 2 * len(entries[name]))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for entry, content in entries.items():
            package.writestr(entry, content)
    return out.getvalue()


def fuzz_one(form: str, arguments: list[str]) -> None:
    """One libFuzzer process: never returns."""
    import atheris

    with atheris.instrument_imports(include=["scr_publish"]):
        from scr_publish.errors import InputError, UnreadableError
        from scr_publish.parsing.opening import PARSERS, Options, open_document

        for parser in PARSERS.values():
            import_module(parser.partition(":")[0])
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    path = folder / f"draft.{form}"

    def attempt(data: bytes) -> None:
        path.write_bytes(data)
        try:
            document = open_document(path, Options(ocr=False))
        except (InputError, UnreadableError):
            return
        for block in document.blocks:
            assert 0 <= block.start <= block.words_start <= block.end <= len(document.text)
            document.locate(block.start, block.end)

    mutate = {"custom_mutator": mutated_package} if form in ("docx", "odt") else {}
    atheris.Setup([sys.argv[0], *arguments], attempt, **mutate)
    atheris.Fuzz()


def run(form: str, seconds: float, limit: int, work: Path) -> tuple[int, int]:
    """Fuzz one parser for a time; how many inputs were tried and how many faults met."""
    corpus, crashes = work / form, work / "crashes"
    seeds(form, corpus)
    crashes.mkdir(parents=True, exist_ok=True)
    before = set(crashes.iterdir())
    tried, end = 0, time.monotonic() + seconds
    while (left := int(end - time.monotonic())) > 5:
        command = [
            sys.executable, __file__, "--one", form, str(corpus), f"-max_total_time={left}", f"-timeout={limit}",
            f"-rss_limit_mb={MEMORY_MB}", f"-max_len={LONGEST}", f"-artifact_prefix={crashes}/{form}-",
            "-print_final_stats=1",
        ]  # fmt: skip
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", check=False,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
        for line in done.stderr.splitlines():
            if line.startswith("stat::number_of_executed_units:"):
                tried += int(line.split()[-1])
        (work / f"{form}.log").write_text(done.stderr[-20_000:], encoding="utf-8")
        if done.returncode == 0:
            break
        kept = "\n".join(line for line in done.stderr.splitlines() if not line.startswith("INFO"))[-3000:]
        with (work / "faults.log").open("a", encoding="utf-8") as log:
            log.write(f"== {form}, exit {done.returncode}\n{kept}\n")
    faults = [path for path in set(crashes.iterdir()) - before if "slow-unit" not in path.name]
    return tried, len(faults)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", choices=[*FORMATS, []], metavar="FORMAT")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seconds", type=int, default=30, help="how long one file may take")
    parser.add_argument("--work", type=Path, default=REPOSITORY / "build" / "fuzz")
    args = parser.parse_args()
    formats = args.formats or FORMATS
    faults = 0
    for form in formats:
        tried, met = run(form, 60 * args.minutes / len(formats), args.seconds, args.work)
        faults += met
        print(f"{form}: {tried:,} files, {met} faults", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        fuzz_one(sys.argv[2], sys.argv[3:])
    sys.exit(main())
