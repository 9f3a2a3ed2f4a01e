"""Read a picture of a page with Tesseract, where the extra and the program are installed."""

from __future__ import annotations

import os
import shutil
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from scr_publish.parsing.pdf.glyphs import PLAIN, Frame, Glyphs, no_glyphs

_RESOLUTION = 300
"""Dots an inch: what Tesseract's manual asks for."""

_LARGEST_SIDE = 6000
_SECONDS = 120
_LEAST_CONFIDENCE = 20.0
_LARGE = 1.35


@cache
def missing() -> str:
    """What keeps OCR from being used, as the end of a sentence; empty where all is there."""
    if find_spec("pytesseract") is None:
        return "install the OCR extra (`pip install 'scr-publish[ocr]'`) and Tesseract to have it read"
    if shutil.which("tesseract") is None:
        return "install the program Tesseract to have it read"
    import pytesseract

    try:
        languages = pytesseract.get_languages(config="")
    except (pytesseract.TesseractError, OSError, RuntimeError):
        return "Tesseract is installed but does not start"
    return "" if "eng" in languages else "install Tesseract's English data (`eng`) to have it read"


def read_picture(page: Any, frame: Frame) -> Glyphs:
    """The words of a page as it looks, a box for each character cut from its word's; no glyphs where none are found
    or Tesseract fails. `page` is a pypdfium2 page."""
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # Tesseract's threads wait for one another on a busy machine
    scale = min(_RESOLUTION / 72, _LARGEST_SIDE / max(frame.width, frame.height, 1.0))
    image = page.render(scale=scale, grayscale=True).to_pil()
    try:
        data = pytesseract.image_to_data(image, lang="eng", timeout=_SECONDS, output_type=pytesseract.Output.DICT)
    except (pytesseract.TesseractError, OSError, RuntimeError):
        return no_glyphs()
    finally:
        image.close()
    return _glyphs(data, scale)


def _glyphs(data: dict[str, list[Any]], scale: float) -> Glyphs:
    """Tesseract's words as glyphs. Heights on a picture vary from word to word, so all words of a line share its box
    from top to foot, and lines of much the same height share one size."""
    chosen = [i for i, word in enumerate(data["text"]) if word.strip() and float(data["conf"][i]) >= _LEAST_CONFIDENCE]
    if not chosen:
        return no_glyphs()
    lines: dict[tuple[int, int, int], list[int]] = {}
    for i in chosen:
        lines.setdefault((data["block_num"][i], data["par_num"][i], data["line_num"][i]), []).append(i)
    spans = {
        key: (min(data["top"][i] for i in words), max(data["top"][i] + data["height"][i] for i in words))
        for key, words in lines.items()
    }
    usual = float(np.median([bottom - top for top, bottom in spans.values()]))
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    space: list[bool] = []
    size: list[float] = []
    for key, members in lines.items():
        top, bottom = spans[key]
        height = bottom - top if bottom - top > _LARGE * usual else usual
        for i in members:
            word = data["text"][i].strip()
            left, step = data["left"][i], data["width"][i] / len(word)
            for n, char in enumerate(word):
                codes.append(ord(char))
                boxes.append((left + n * step, top, left + (n + 1) * step, bottom))
                space.append(n == 0)
                size.append(height / scale)
    count = len(codes)
    return Glyphs(
        np.array(codes, np.uint32),
        np.array(boxes, np.float32) / np.float32(scale),
        np.array(space, bool),
        np.array(size, np.float32),
        np.zeros(count, np.int16),
        np.zeros(count, np.int8),
        np.full(count, -1, np.int32),
        (PLAIN,),
    )
