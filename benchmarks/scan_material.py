"""Make an archive of fictional documents to scan: reports of 2 to 20 pages, most of them short, as Word and as PDF; a
few responses, minutes and doubles; and, one in twenty, a file that attacks whoever reads it.

    python -m benchmarks.scan_material FOLDER --count 2000

The text is drawn from the training part of the written corpus, paragraph by paragraph, with a case of its own in each.
The same count gives the same files, byte for byte."""

from __future__ import annotations

import argparse
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from benchmarks.report_pdf import FIRST, HEADINGS, LAST, TOWNS
from tests.builders.hostile import Hostile
from tests.builders.hostile.packages import PACKAGES
from tests.builders.hostile.pdfs import PDFS
from tests.builders.hostile.texts import TEXTS

CORPUS = Path(__file__).parents[1] / "models" / "corpus"
WORDS_A_PAGE = 400
SEED = 2026
HOSTILE_EVERY, COMPANION_EVERY, OTHER_EVERY, DOUBLE_EVERY = 20, 25, 25, 100
"""One document in so many is hostile, a Board's response, minutes or a policy, a double of another."""

HOSTILE_NAMES = (
    "package: cut short",
    "package: one big part",
    "XML: a billion laughs",
    "package: many big parts",
    "package: overlapping parts",
    "package: a Word file with a PDF's name",
    "package: a directory that lies elsewhere",
    "XML: deep",
    "PDF: locked with a password",
    "PDF: locked with certificates",
    "PDF: cut short",
    "PDF: a stream of zeros, 1 GB",
    "PDF: forms of forms, a billion of them",
    "PDF: two forms that draw each other",
    "PDF: a page of 10,000 km",
    "PDF: with a web page's name",
    "PDF: a table of objects that lies",
    "PDF: a page tree in a ring",
    "PDF: a billion pages in one",
    "PDF: 200 MB of white space",
    "PDF: arrays in arrays",
)
"""The hostile files, by their names in the tests: broken, bombs, huge, locked, misnamed, endless."""

_MARK = re.compile(r"\{\{[A-Z_]+[~!?]?[^|{}]*\|([^{}]*)\}\}")
_NUMBER = re.compile(r"^\d+(\.\d+)*\.? ")


@dataclass(frozen=True)
class Made:
    """A document of the archive before it is a file: its place, its title and its blocks (level of heading, text)."""

    path: str
    title: str
    blocks: tuple[tuple[int, str], ...]


@cache
def paragraphs() -> tuple[str, ...]:
    """The paragraphs of the drafts that the language model is trained on, marks and numbers taken out."""
    found = []
    for path in sorted(CORPUS.glob("*.md")):
        head, _, body = path.read_text(encoding="utf-8").removeprefix("---").partition("\n---\n")
        if "split: train" not in head:
            continue
        for part in body.split("\n\n"):
            text = " ".join(_NUMBER.sub("", _MARK.sub(r"\1", part)).split())
            if len(text.split()) > 15 and not text.startswith(("#", "|", "-")) and "{{" not in text:
                found.append(text)
    return tuple(found)


def archive(count: int) -> Iterator[tuple[str, bytes]]:
    """The files of an archive: each one's path in it, and its bytes."""
    rows = {row.name: row for row in (*PACKAGES, *PDFS, *TEXTS)}
    hostile = [rows[name] for name in HOSTILE_NAMES]
    last: Made | None = None
    for number in range(1, count + 1):
        chance = random.Random(SEED * 1_000_003 + number)
        if number % HOSTILE_EVERY == 0:
            yield _hostile(number, hostile[number // HOSTILE_EVERY % len(hostile)])
        elif last and number % DOUBLE_EVERY == 51:
            yield _double(number, last)
        elif last and number % COMPANION_EVERY == 7:
            yield _file(_response(number, last, chance), number)
        elif number % OTHER_EVERY == 13:
            yield _file(_other(number, chance), number)
        else:
            last = _report(number, chance)
            yield _file(last, number)


def pages_of(chance: random.Random) -> int:
    """2 to 20 pages; half of the reports have no more than 3, one in ten more than 13."""
    return 2 + int(19 * chance.random() ** 4)


def _report(number: int, chance: random.Random) -> Made:
    label = _label(number)
    wanted = pages_of(chance) * WORDS_A_PAGE
    pool = paragraphs()
    blocks: list[tuple[int, str]] = []
    words, section = 0, 0
    while words < wanted:
        heading = HEADINGS[section % len(HEADINGS)]
        section += 1
        blocks.append((1, f"{section}. {heading}"))
        share = max(1, wanted // len(HEADINGS))
        start = words
        while words - start < share and words < wanted:
            text = chance.choice(pool)
            if chance.random() < 0.2:
                text += f" {chance.choice(FIRST)} {chance.choice(LAST)} of {chance.choice(TOWNS)} was told of this."
            blocks.append((0, text))
            words += len(text.split())
    title = f"Serious Case Review: {label} (fictional)"
    return Made(f"{2008 + number % 12}/scr-{number:05d}-{_slug(label)}", title, tuple(blocks))


def _response(number: int, report: Made, chance: random.Random) -> Made:
    blocks = [(1, "What the Board has done")]
    for step in range(1, 6):
        blocks.append(
            (0, f"Recommendation {step}: staff have been trained since May 2015, and an audit found {step} gaps.")
        )
        blocks.append((0, chance.choice(paragraphs())))
    label = report.title.removeprefix("Serious Case Review: ")
    path = report.path.replace("scr-", "").replace(report.path[9:14], f"{number:05d}", 1)
    return Made(f"{path}-board-response", f"Board response to the Serious Case Review: {label}", tuple(blocks))


def _other(number: int, chance: random.Random) -> Made:
    if number % 2:
        blocks = [(0, "Apologies for absence were received."), (1, "Matters arising"), (0, chance.choice(paragraphs()))]
        return Made(f"meetings/minutes-{number:05d}", "Minutes of the Board meeting", tuple(blocks))
    blocks = [(1, "Policy statement"), (0, "Version 2, next review in May 2019."), (1, "Roles and responsibilities")]
    return Made(
        f"policies/policy-{number:05d}", "Visitors policy and procedure", (*blocks, (0, chance.choice(paragraphs())))
    )


def _double(number: int, report: Made) -> tuple[str, bytes]:
    """The last report once more: as it is, or with its names redacted."""
    if number // DOUBLE_EVERY % 2:
        return _file(Made(f"copies/scr-{number:05d}-copy", report.title, report.blocks), int(report.path[9:14]))
    names = re.compile(rf"\b(?:{'|'.join(FIRST)}) (?:{'|'.join(LAST)})\b")
    blocks = tuple((level, names.sub("[name removed]", text)) for level, text in report.blocks)
    return _file(Made(f"copies/scr-{number:05d}-redacted", report.title, blocks), number)


def _hostile(number: int, row: Hostile) -> tuple[str, bytes]:
    return f"attacks/a-{number:05d}{Path(row.file).suffix}", row.make()


def _label(number: int) -> str:
    return f"Child {chr(65 + number % 26)}{number // 26}"


def _slug(label: str) -> str:
    return label.lower().replace(" ", "-")


def _file(made: Made, number: int) -> tuple[str, bytes]:
    """The document as a Word file where its number is even, else as a PDF."""
    return (f"{made.path}.docx", _word(made)) if number % 2 == 0 else (f"{made.path}.pdf", _pdf(made))


def _word(made: Made) -> bytes:
    document = Document()
    document.core_properties.title = made.title
    document.core_properties.author = "Saltmarsh Safeguarding Children Board"
    document.add_heading(made.title, 0)
    for level, text in made.blocks:
        if level:
            document.add_heading(text, level)
        else:
            document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return _without_times(out.getvalue())


def _without_times(package: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (2016, 6, 1, 9, 0, 0))
            new.writestr(fixed, old.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _pdf(made: Made) -> bytes:
    styles = getSampleStyleSheet()
    story: list[object] = [Paragraph(_safe(made.title), styles["Title"])]
    for level, text in made.blocks:
        story += [Paragraph(_safe(text), styles["Heading1" if level else "BodyText"]), Spacer(1, 8)]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title=made.title, invariant=1).build(story)
    return out.getvalue()


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def make(folder: Path, count: int) -> int:
    """Write an archive into a folder; the number of its bytes. What is there already is not made again."""
    done = folder / f".made-{count}"
    if done.exists():
        return int(done.read_text())
    size = 0
    for path, data in archive(count):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        size += len(data)
    done.write_text(str(size))
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    chosen = parser.parse_args()
    print(f"{chosen.count:,} documents, {make(chosen.folder, chosen.count) / 1e6:.0f} MB in {chosen.folder}")


if __name__ == "__main__":
    main()
