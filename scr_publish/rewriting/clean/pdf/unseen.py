"""Take the characters that nobody sees out of the pages' own operators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray

from scr_publish.parsing.pdf.glyphs import Frame, Glyphs
from scr_publish.parsing.pdf.reading import Page
from scr_publish.rewriting.clean.pdf.content import TEXT, Outcome, Rewriter
from scr_publish.rewriting.clean.pdf.operators import Run, Shown, text_runs
from scr_publish.rewriting.clean.report import Log

_NEAR = 0.6
"""Ems within which a character of the one reading is that of the other."""

Mask = list[tuple[bool, float]]
"""For each character of an operator: whether it goes, and by how much it moves on."""


def hidden_boxes(page: Page) -> NDArray[np.float32]:
    """The boxes, as shown, of all characters of a page that nobody sees."""
    return np.concatenate([page.outside.boxes, *(glyphs.boxes for glyphs in page.concealed.values())])


@dataclass
class _Plan:
    """What goes of each page's own text operators (by the page's index) and of each form's (by its number). `counts`
    are the operators that pdfminer met; `followed` turns false where that is not how many there are."""

    pages: dict[int, dict[int, Mask]] = field(default_factory=dict)
    forms: dict[int, dict[int, Mask]] = field(default_factory=dict)
    counts: dict[tuple[bool, int], int] = field(default_factory=dict)
    followed: bool = True

    def checked(self, number: int, instructions: Sequence[Any], form: bool = False) -> dict[int, Mask]:
        """What goes of one stream; nothing where its operators were not followed one by one."""
        masks = (self.forms if form else self.pages).get(number, {})
        if not any(goes for mask in masks.values() for goes, _ in mask):
            return {}
        if sum(str(instruction.operator) in TEXT for instruction in instructions) != self.counts.get((form, number)):
            self.followed = False
            return {}
        return masks


def take_out_unseen(
    pdf: pikepdf.Pdf,
    data: bytes,
    pages: Sequence[Page],
    off: Callable[[Any], bool],
    is_printed: Callable[[str], bool],
    log: Log,
) -> None:
    """Write the content of all pages and forms anew without hidden characters, layers that are off (`off` says of a
    layer's object whether it is) and replacing texts that say something else than the pages (`is_printed`)."""
    affected = any(len(hidden_boxes(page)) for page in pages)
    plan = _plan(data, pages) if affected else _Plan()
    outcome = Outcome()
    done: set[int] = set()
    for number, page in enumerate(pdf.pages):
        instructions = pikepdf.parse_content_stream(page)
        own = plan.checked(number, instructions)
        rewriter = Rewriter(page.resources, off, is_printed, outcome)
        before = (outcome.characters, outcome.painted, outcome.replacements)
        kept = rewriter.rewrite(instructions, own)
        if before != (outcome.characters, outcome.painted, outcome.replacements):
            page.obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        for form in _forms(page.resources, set()):
            if form.objgen[0] not in done:
                done.add(form.objgen[0])
                _rewrite_form(form, page, off, is_printed, plan, outcome)
    log.removed("characters that nobody sees", "the pages", outcome.characters)
    log.removed("things painted on layers that are off", "the pages", outcome.painted)
    log.removed("texts that replace what shows", "the pages", outcome.replacements)
    if not plan.followed:
        log.left("Text that nobody sees: the file's operators could not be followed. Make the PDF again without it.")
    if outcome.whole:
        log.left(
            f"{outcome.whole} pieces of text that are partly hidden are written in a way that cannot be taken apart. "
            "Make the PDF again from a source without them."
        )


def _rewrite_form(
    form: Any, page: Any, off: Callable[[Any], bool], is_printed: Callable[[str], bool], plan: _Plan, outcome: Outcome
) -> None:
    before = (outcome.characters, outcome.painted, outcome.replacements)
    rewriter = Rewriter(form.get("/Resources") or page.resources, off, is_printed, outcome)
    instructions = pikepdf.parse_content_stream(form)
    kept = rewriter.rewrite(instructions, plan.checked(int(form.objgen[0]), instructions, form=True))
    if before != (outcome.characters, outcome.painted, outcome.replacements):
        form.write(pikepdf.unparse_content_stream(kept))


def _forms(resources: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """All forms that a page can draw, those inside forms and patterns too."""
    if not isinstance(resources, pikepdf.Dictionary):
        return
    for kind in ("/XObject", "/Pattern"):
        found = resources.get(kind)
        for item in found.values() if isinstance(found, pikepdf.Dictionary) else ():
            if not isinstance(item, pikepdf.Stream) or item.objgen in seen:
                continue
            seen.add(item.objgen)
            if kind == "/Pattern" or item.get("/Subtype") == pikepdf.Name.Form:
                yield item
                yield from _forms(item.get("/Resources"), seen)


def _plan(data: bytes, pages: Sequence[Page]) -> _Plan:
    """What goes where. A character of a form goes where it is hidden wherever the form is drawn."""
    plan = _Plan()
    try:
        runs = text_runs(data)
    except Exception:
        plan.followed = False
        return plan
    votes: dict[tuple[int, int], list[list[bool]]] = defaultdict(list)
    moves: dict[tuple[int, int], list[float]] = {}
    for number, (page, of_page) in enumerate(zip(pages, runs, strict=False)):
        for key, count in of_page.counts.items():
            place = (False, number) if isinstance(key, str) else (True, key)
            plan.counts[place] = max(count, plan.counts.get(place, 0))
        for (key, operator), members in of_page.runs.items() if not page.failed else ():
            for run in members:
                goes = _goes(run, page)
                advances = [shown.advance for shown in run.characters]
                if isinstance(key, str):
                    plan.pages.setdefault(number, {})[operator] = list(zip(goes, advances, strict=True))
                else:
                    votes[key, operator].append(goes)
                    moves[key, operator] = advances
    for (form, operator), answers in votes.items():
        together = [all(answer) for answer in zip(*answers, strict=False)]
        plan.forms.setdefault(form, {})[operator] = list(zip(together, moves[form, operator], strict=False))
    plan.followed = len(runs) == len(pages)
    return plan


def _goes(run: Run, page: Page) -> list[bool]:
    """Which characters of a run nobody sees. What stands between hidden ones (spaces, signs without a box) goes too."""
    if not len(hidden_boxes(page)):
        return [False] * len(run.characters)
    answers = [_is_hidden(shown, page) for shown in run.characters]
    known = [answer for answer in answers if answer is not None]
    if not known:
        return [False] * len(answers)
    out = []
    for i, answer in enumerate(answers):
        if answer is None:
            before = next((a for a in reversed(answers[:i]) if a is not None), None)
            after = next((a for a in answers[i + 1 :] if a is not None), None)
            answer = all(a for a in (before, after) if a is not None)
        out.append(bool(answer))
    return out


def _is_hidden(shown: Shown, page: Page) -> bool | None:
    """Whether a character is among the page's hidden ones; None where it is among neither those nor the others."""
    if not shown.text.strip():
        return None
    point = np.array([[shown.x, shown.y, shown.x, shown.y]], np.float32)
    x, y = _as_shown(page.frame, point)
    best: tuple[bool, float] | None = None
    hidden: bool | None = None
    for glyphs, answer in _groups(page):
        if not len(glyphs):
            continue
        middles = (glyphs.boxes[:, :2] + glyphs.boxes[:, 2:]) / 2
        distances = np.maximum(np.abs(middles[:, 0] - x), np.abs(middles[:, 1] - y))
        near = np.flatnonzero(distances < _NEAR * shown.size + 0.5)
        if not len(near):
            continue
        same = glyphs.codes[near] == ord(shown.text[0])
        order = np.lexsort((distances[near], ~same))
        rank = (not bool(same[order[0]]), float(distances[near][order[0]]))
        if best is None or rank < best:
            best, hidden = rank, answer
    return hidden


def _groups(page: Page) -> Iterator[tuple[Glyphs, bool]]:
    yield page.glyphs, False
    yield page.outside, True
    for glyphs in page.concealed.values():
        yield glyphs, True


def _as_shown(frame: Frame, rect: NDArray[np.float32]) -> tuple[float, float]:
    shown = frame.shown(rect)[0]
    return float(shown[0]), float(shown[1])
