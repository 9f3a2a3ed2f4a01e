"""Pages of a draft as pictures, and where the findings stand on them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from scr_publish.assessment import Assessment
from scr_publish.errors import UnreadableError
from scr_publish.parsing import open_document
from scr_publish.parsing.isolated import Confined, NewFile
from scr_publish.workbench.pictures.laying import LAID_OUT, PLACES, lay_out
from scr_publish.workbench.pictures.placing import Wanted, letters_of, placed, squashed
from scr_publish.workbench.pictures.words import Block, Text, runs_of
from scr_publish.workbench.services.views import DecisionView, FindingView
from tests.tools import needs
from tests.workbench.web.seeding import SAMPLES


def drawn(path: Path, first: int, last: int) -> NewFile:
    with Confined("draw", path, {"first": first, "last": last, "scale": 1.5}) as work:
        return work.reply(NewFile)


def test_pages_of_a_pdf_are_drawn_at_the_size_that_is_said() -> None:
    made = drawn(SAMPLES / "flawed-long-report.pdf", 2, 3)
    assert made.report["pages"] == 28
    at = 0
    for (page, width, height, size), expected in zip(made.report["pictures"], (2, 3), strict=True):
        picture = Image.open(io.BytesIO(made.data[at : at + size]))
        assert page == expected
        assert picture.size == pytest.approx((width * 1.5, height * 1.5), abs=1)
        assert np.asarray(picture.convert("L")).min() < 64  # there is ink on it
        at += size
    assert at == len(made.data)


def test_pages_that_are_not_there_are_left_out() -> None:
    assert drawn(SAMPLES / "flawed-long-report.pdf", 28, 40).report["pictures"][0][0] == 28
    assert drawn(SAMPLES / "flawed-long-report.pdf", 99, 99).report["pictures"] == []


def test_boxes_of_a_pdf_lie_on_their_words() -> None:
    document = open_document(SAMPLES / "flawed-long-report.pdf")
    start = document.text.index("Mirela")
    box = document.locate(start, start + len("Mirela")).boxes[0]
    made = drawn(SAMPLES / "flawed-long-report.pdf", box.page, box.page)
    grey = np.asarray(Image.open(io.BytesIO(made.data)).convert("L"))
    inside = grey[int(box.top * 1.5) : int(box.bottom * 1.5), int(box.x0 * 1.5) : int(box.x1 * 1.5)]
    assert (inside < 128).mean() > 0.05


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", b"", b"PK\x03\x04"])
def test_what_is_no_pdf_is_not_drawn(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableError):
        drawn(path, 1, 1)


@needs("soffice")
@pytest.mark.model
def test_a_word_draft_is_laid_out_with_its_findings(flawed: Assessment, tmp_path: Path) -> None:
    import json

    files = {name: data for _, name, data in lay_out(flawed, SAMPLES / "flawed-report.docx")}
    boxes = json.loads(files[PLACES])
    pdf = tmp_path / "laid-out.pdf"
    pdf.write_bytes(files[LAID_OUT])
    laid_out = open_document(pdf)
    assert laid_out.geometry is not None
    printed = [
        i for i, f in enumerate(flawed.findings) if f.location and f.surface in ("visible", "footnote", "caption")
    ]
    assert len(set(map(str, printed)) & set(boxes)) >= 0.95 * len(printed)
    for position, found in boxes.items():
        words = squashed(flawed.findings[int(position)].excerpt)
        pages, x0, top, x1, bottom = (
            getattr(laid_out.geometry, side) for side in ("page", "x0", "top", "x1", "bottom")
        )
        box = found[0]
        within = (pages == box[0]) & (x0 > box[1] - 1) & (x1 < box[3] + 1) & (top > box[2] - 2) & (bottom < box[4] + 2)
        there = squashed("".join(np.array(list(laid_out.text))[within]))
        assert there[:4] == words[:4], position


def test_a_format_without_pages_is_not_laid_out(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("# Words\n\nSome words.\n")
    document = open_document(path)
    from scr_publish.assessment.decision import decide

    assert lay_out(Assessment(document, "wt2015-scr", "none", decide(()), ()), path) == ()


def letters(*pages: str):
    def rects(text: str) -> np.ndarray:
        return np.array([[10.0 * i, 0, 10.0 * i + 9, 9] for i in range(len(text))], np.float32).reshape(-1, 4)

    bare = ["".join(text.split()) for text in pages]
    return letters_of((text, rects(text)) for text in bare)


def test_among_equal_words_the_neighbours_decide() -> None:
    made = letters("Kezia came home.", "Nobody told Kezia of it.")
    found = placed(made, [Wanted("a", "Nobody told ", "Kezia", " of it.", 0.1), Wanted("b", "", "Kezia", " came", 0.9)])
    assert [found[key][0].page for key in "ab"] == [2, 1]
    assert found["a"][0].x0 == 100


def test_words_that_are_not_there_have_no_place_and_short_ones_need_neighbours() -> None:
    made = letters("He said no.")
    assert placed(made, [Wanted("a", "", "Kezia", "", 0)]) == {}
    assert placed(made, [Wanted("a", "", "he", "", 0)]) == {}
    assert set(placed(made, [Wanted("a", "", "he", " said no", 0)])) == {"a"}


@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=30), min_size=1, max_size=4), st.data())
def test_what_is_found_has_the_letters_that_were_wanted(pages: list[str], data: st.DataObject) -> None:
    made = letters(*pages)
    if not made.text:
        return
    start = data.draw(st.integers(0, len(made.text) - 1))
    end = data.draw(st.integers(start + 1, len(made.text)))
    item = Wanted("a", made.text[:start], made.text[start:end], made.text[end:], start / len(made.text))
    boxes = placed(made, [item]).get("a", ())
    assert sum(round((box.x1 - box.x0 + 1) / 10) for box in boxes) == (end - start if boxes else 0)


def finding(start: int, end: int) -> FindingView:
    empty = dict.fromkeys(FindingView.__dataclass_fields__, "")
    return FindingView(**{**empty, "start": start, "end": end, "boxes": (), "decision": DecisionView()})


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_a_block_in_runs_is_the_block(text: str, spans: list[tuple[int, int]]) -> None:
    items = [finding(min(a, b), max(a, b)) for a, b in spans]
    block = Block("paragraph", 0, len(text), 0, "visible")
    runs = list(runs_of(Text(text, (block,)), block, items))
    assert "".join(run.text for run in runs) == text
    at = 0
    for run in runs:
        covering = [
            item for item in items if item.start <= at and item.end >= at + len(run.text) and item.start < item.end
        ]
        assert list(run.findings) == covering
        at += len(run.text)


def test_a_text_has_parts_that_hold_every_block() -> None:
    blocks = tuple(Block("paragraph", at, at + 900, 0, "visible") for at in range(0, 30_000, 1000))
    text = Text("x" * 30_000, blocks)
    assert len(text.parts) > 3
    assert [block for number in range(1, len(text.parts) + 1) for block in text.part(number)] == list(blocks)
    assert Text("", ()).parts == (0,)
    assert Text("", ()).part(1) == ()
