"""The characters of one page as arrays: code, box, size, style. No words and no lines yet."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from scr_publish.parsing.pdf import pdfium

SOFT_HYPHEN = 0xAD
HYPHEN = ord("-")
UNKNOWN = 0xFFFD
_LINE_END_HYPHENS = (0x02, 0xFFFE)
"""What PDFium gives for a hyphen that ends a line."""

_SPACES = np.array(
    [0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
)
_UNSEEN = np.array([SOFT_HYPHEN, 0x200B, 0xFEFF])
"""The soft hyphen and the zero-width spaces: they part no word."""

_IS_SPACE = np.zeros(0x10000, dtype=bool)
_IS_SPACE[_SPACES] = True
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18
_ITALIC = 1 << 6


@dataclass(frozen=True, slots=True)
class Style:
    """A font as it is used: its name in the file, and whether it is bold or italic."""

    font: str
    bold: bool
    italic: bool


PLAIN = Style("", bold=False, italic=False)


@dataclass(frozen=True)
class Frame:
    """How a page's own coordinates become points from the top left corner of what is shown: the visible box and the
    page's rotation in quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        return self.right - self.left if self.turns % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.turns % 2 == 0 else self.right - self.left

    def shown(self, rects: NDArray[np.float32]) -> NDArray[np.float32]:
        """Rectangles (left, top, right, bottom in page space) as (x0, top, x1, bottom) on the page as shown."""
        left, top, right, bottom = rects.T
        if self.turns == 0:
            sides = (left - self.left, self.top - top, right - self.left, self.top - bottom)
        elif self.turns == 1:
            sides = (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        elif self.turns == 2:
            sides = (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        else:
            sides = (self.top - top, self.right - right, self.top - bottom, self.right - left)
        out = np.stack(sides, axis=1)
        return np.concatenate([np.minimum(out[:, :2], out[:, 2:]), np.maximum(out[:, :2], out[:, 2:])], axis=1)

    def placed(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A rectangle of the page as shown in the page's own coordinates, as (left, bottom, right, top): what `shown`
        does, the other way round."""
        if self.turns == 0:
            return (self.left + x0, self.top - bottom, self.left + x1, self.top - top)
        if self.turns == 1:
            return (self.left + top, self.bottom + x0, self.left + bottom, self.bottom + x1)
        if self.turns == 2:
            return (self.right - x1, self.bottom + top, self.right - x0, self.bottom + bottom)
        return (self.right - bottom, self.top - x1, self.right - top, self.top - x0)


@dataclass(frozen=True)
class Glyphs:
    """The printed characters of one page in the file's order, white space left out.

    `boxes` is (n, 4): x0, top, x1, bottom as shown. `space` is true where white space stands before the character in
    the file, `size` the font's size in points as drawn, `style` an index into `styles`, `turns` the direction of
    writing in quarter turns clockwise, `index` PDFium's own number of the character on its page (-1: it has none)."""

    codes: NDArray[np.uint32]
    boxes: NDArray[np.float32]
    space: NDArray[np.bool_]
    size: NDArray[np.float32]
    style: NDArray[np.int16]
    turns: NDArray[np.int8]
    index: NDArray[np.int32]
    styles: tuple[Style, ...]

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def bold(self) -> NDArray[np.bool_]:
        return np.array([style.bold for style in self.styles], dtype=bool)[self.style]

    @cached_property
    def italic(self) -> NDArray[np.bool_]:
        return np.array([style.italic for style in self.styles], dtype=bool)[self.style]

    def where(self, chosen: NDArray[np.bool_]) -> Glyphs:
        """The characters that a mask chooses."""
        return Glyphs(
            self.codes[chosen],
            self.boxes[chosen],
            self.space[chosen],
            self.size[chosen],
            self.style[chosen],
            self.turns[chosen],
            self.index[chosen],
            self.styles,
        )


def no_glyphs() -> Glyphs:
    """A page without a character."""
    return Glyphs(
        np.zeros(0, np.uint32),
        np.zeros((0, 4), np.float32),
        np.zeros(0, bool),
        np.zeros(0, np.float32),
        np.zeros(0, np.int16),
        np.zeros(0, np.int8),
        np.zeros(0, np.int32),
        (PLAIN,),
    )


def frame_of(page: Any) -> Frame:
    """The visible box (crop box within media box) and rotation of a loaded page."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, rect)
    return Frame(rect.left, rect.bottom, rect.right, rect.top, raw.FPDFPage_GetRotation(page) % 4)


def read_glyphs(page: Any, frame: Frame) -> Glyphs:
    """All characters of a loaded page."""
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        return no_glyphs()
    try:
        return _read(text_page, frame)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _read(text_page: Any, frame: Frame) -> Glyphs:
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return no_glyphs()
    handle = pdfium.address(text_page)
    codes = _codes(text_page, count)
    blank = _IS_SPACE[np.minimum(codes, 0xFFFF)]
    seen = np.flatnonzero(~np.isin(codes, _UNSEEN))
    printed = seen[~blank[seen]]
    if not len(printed):
        return no_glyphs()
    rects = np.zeros((count, 4), dtype=np.float32)
    start, box = rects.ctypes.data, pdfium.loose_box
    for i in np.flatnonzero(~blank).tolist():
        box(handle, i, start + i * 16)
    _bridge_soft_hyphens(codes, rects)
    rects = rects[printed]
    _unswap(codes, printed, rects)
    before = np.concatenate([[True], blank[seen][:-1]])[~blank[seen]]
    codes, kept, rects = _whole_characters(codes[printed], rects)
    printed, before = printed[kept], before[kept]
    styles, style, size, turns = _styles(text_page, printed, before, rects, frame.turns)
    codes[(codes == _LINE_END_HYPHENS[0]) | (codes == _LINE_END_HYPHENS[1])] = HYPHEN
    codes[(codes < 32) | ((codes >= 0x7F) & (codes < 0xA0)) | (codes > 0x10FFFF)] = UNKNOWN
    return Glyphs(codes, frame.shown(rects), before, size, style, turns, printed.astype(np.int32), styles)


def _codes(text_page: Any, count: int) -> NDArray[np.uint32]:
    """The UTF-16 units of all characters: in one call where PDFium gives one for each, else one by one."""
    buffer = np.zeros(count + 1, dtype=np.uint16)
    pointer = buffer.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    if raw.FPDFText_GetText(text_page, 0, count, pointer) == count + 1:
        return buffer[:count].astype(np.uint32)
    handle, code = pdfium.address(text_page), pdfium.char_code
    return np.fromiter((code(handle, i) for i in range(count)), dtype=np.uint32, count=count)


def _bridge_soft_hyphens(codes: NDArray[np.uint32], rects: NDArray[np.float32]) -> None:
    """A soft hyphen is dropped: the letter before it takes its room, so that no gap parts the word."""
    for i in np.flatnonzero(codes[1:] == SOFT_HYPHEN).tolist():
        if rects[i, 2] > rects[i, 0]:
            rects[i, 2] = max(rects[i, 2], rects[i + 1, 2])


def _unswap(codes: NDArray[np.uint32], printed: NDArray[np.intp], rects: NDArray[np.float32]) -> None:
    """PDFium reads some ligatures that Ghostscript maps to several letters with the bytes of each letter swapped
    (U+6600 for "f"). Such a code with the box of the character beside it is put right."""
    found = codes[printed]
    swapped = ((found & 0xFF) == 0) & (found >= 0x4100) & (found <= 0x7A00)
    if not swapped.any():
        return
    same = np.concatenate([[False], (rects[1:] == rects[:-1]).all(axis=1), [False]])
    chosen = printed[swapped & (same[1:] | same[:-1])]
    codes[chosen] >>= 8


def _whole_characters(
    codes: NDArray[np.uint32], rects: NDArray[np.float32]
) -> tuple[NDArray[np.uint32], NDArray[np.intp], NDArray[np.float32]]:
    """Surrogate pairs made one character; ligatures that PDFium kept made letters that share the ligature's box."""
    high = (codes >= 0xD800) & (codes < 0xDC00)
    low = (codes >= 0xDC00) & (codes < 0xE000)
    if high.any() or low.any():
        pair = high[:-1] & low[1:]
        first = np.flatnonzero(pair)
        codes[first] = 0x10000 + ((codes[first] - 0xD800) << 10) + (codes[first + 1] - 0xDC00)
        keep = np.ones(len(codes), bool)
        keep[first + 1] = False
    else:
        keep = np.ones(len(codes), bool)
    order = np.flatnonzero(keep)
    ligature = (codes[order] >= 0xFB00) & (codes[order] <= 0xFB06)
    if ligature.any():
        letters = [_LIGATURES.get(int(c), (int(c),)) for c in codes[order]]
        order = np.repeat(order, [len(group) for group in letters])
        return np.array([c for group in letters for c in group], np.uint32), order, rects[order]
    codes, rects = codes[order], rects[order]
    return codes, order, _shared_boxes(rects)


_LIGATURES = {
    0xFB00: (0x66, 0x66),
    0xFB01: (0x66, 0x69),
    0xFB02: (0x66, 0x6C),
    0xFB03: (0x66, 0x66, 0x69),
    0xFB04: (0x66, 0x66, 0x6C),
    0xFB05: (0x73, 0x74),
    0xFB06: (0x73, 0x74),
}
"""The Latin ligatures of Unicode (U+FB00 to U+FB06) and the letters that they stand for."""


def _shared_boxes(rects: NDArray[np.float32]) -> NDArray[np.float32]:
    """The letters of a glyph that stands for several may have an empty box after the first: they get the first's."""
    empty = rects[:, 2] <= rects[:, 0]
    for i in np.flatnonzero(empty).tolist():
        if i and rects[i, 0] >= rects[i - 1, 0] - 1 and rects[i, 0] <= rects[i - 1, 2] + 1:
            rects[i] = rects[i - 1]
    return rects


def _styles(
    text_page: Any,
    printed: NDArray[np.intp],
    before: NDArray[np.bool_],
    rects: NDArray[np.float32],
    page_turns: int,
) -> tuple[tuple[Style, ...], NDArray[np.int16], NDArray[np.float32], NDArray[np.int8]]:
    """Font, size and direction of each character, asked for once a word: they change where a word begins or where the
    height or foot of the boxes does."""
    height = rects[:, 1] - rects[:, 3]
    changed = np.abs(np.diff(height)) > 0.02 * np.maximum(height[1:], 1)
    changed |= np.abs(np.diff(rects[:, 3])) > 0.02 * np.maximum(height[1:], 1)
    asked = np.flatnonzero(before | np.concatenate([[True], changed]))
    table: dict[Style, int] = {}
    known: dict[int, tuple[int, float, int]] = {}
    fonts: dict[int, Style] = {}
    handle = pdfium.address(text_page)
    answers = np.zeros((len(asked), 3), np.float64)
    for row, i in enumerate(printed[asked].tolist()):
        drawn = pdfium.text_object(handle, i) or 0
        answer = known.get(drawn)
        if answer is None:
            style, size, turns = _style_at(text_page, i, drawn, fonts)
            answer = known[drawn] = (table.setdefault(style, len(table)), size, (turns + page_turns) % 4)
        answers[row] = answer
    spread = np.repeat(answers, np.diff(np.append(asked, len(printed))), axis=0)
    sizes = spread[:, 1].astype(np.float32)
    return tuple(table), spread[:, 0].astype(np.int16), sizes, spread[:, 2].astype(np.int8)


def _style_at(text_page: Any, index: int, drawn: int, fonts: dict[int, Style]) -> tuple[Style, float, int]:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    scale = float(np.hypot(matrix.c, matrix.d)) or 1.0
    size = raw.FPDFText_GetFontSize(text_page, index) * scale
    turns = round(np.degrees(np.arctan2(-matrix.b, matrix.a)) / 90) % 4
    if not drawn:
        return PLAIN, size, turns
    font = raw.FPDFTextObj_GetFont(ctypes.cast(drawn, raw.FPDF_PAGEOBJECT))
    key = pdfium.address(font)
    if key not in fonts:
        fonts[key] = _style_of(font)
    return fonts[key], size, turns


def _style_of(font: Any) -> Style:
    buffer = ctypes.create_string_buffer(256)
    length = raw.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
    name = name.split("+", 1)[-1]
    flags, weight = raw.FPDFFont_GetFlags(font), raw.FPDFFont_GetWeight(font)
    lowered = name.lower()
    named_bold = any(word in lowered for word in ("bold", "black", "heavy", "semibold", "-demi"))
    named_plain = any(word in lowered for word in ("regular", "book", "light", "roman"))
    bold = named_bold or bool(flags & _FORCE_BOLD) or (weight >= _BOLD_WEIGHT and not named_plain)
    italic = "italic" in lowered or "oblique" in lowered or bool(flags & _ITALIC)
    return Style(name, bold, italic)
