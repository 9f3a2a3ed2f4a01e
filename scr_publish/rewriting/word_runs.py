"""A Word run as the characters that the parser read from it, and edits put back into its own elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from scr_publish.parsing.docx.content import CHARACTERS
from scr_publish.parsing.docx.ooxml import MC, Element, M, W, alternatives
from scr_publish.parsing.docx.symbols import symbol

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXTS = frozenset({W + "t", W + "delText", M + "t"})


@dataclass
class _Letter:
    """One character and the element that holds it; `text` is empty once it is gone, and longer where words came."""

    element: Element
    text: str


def edit_run(run: Element, shown: str, edits: Sequence[tuple[int, int, str]]) -> bool:
    """Make edits in a run (or a text of mathematics), given as places in `shown`, the text that the parser shows of it.
    Formatting, tabs and breaks outside the places stay. False, with nothing changed, where the run does not hold the
    text so."""
    letters = list(_letters(run))
    at = "".join(letter.text for letter in letters).find(shown)
    if at < 0 or any(len(letter.text) != 1 for letter in letters):
        return False
    texts = [letter for letter in letters if letter.element.tag in _TEXTS]
    if not texts:
        return False
    for start, end, new in edits:
        inside = letters[at + start : at + end]
        for letter in inside:
            letter.text = ""
        holder = next((letter for letter in inside if letter.element.tag in _TEXTS), None)
        if new and holder is None:
            return False
        if holder is not None:
            holder.text = new
    _write_back(letters)
    return True


def split_run(run: Element, shown: str, at: int) -> Element | None:
    """Part a run in two of the same formatting before the character `at` of `shown`, the text that the parser shows of
    it; gives the second. None, with nothing changed, where the run does not hold the text so."""
    second = deepcopy(run)
    if not edit_run(second, shown, [(0, at, "")]):
        return None
    edit_run(run, shown, [(at, len(shown), "")])
    run.addnext(second)
    return second


def _letters(element: Element) -> Iterator[_Letter]:
    """The characters of a run in the order in which the parser reads them."""
    if element.tag in _TEXTS:
        yield from (_Letter(element, char) for char in element.text or "")
        return
    for child in element:
        if child.tag in _TEXTS:
            yield from (_Letter(child, char) for char in child.text or "")
        elif child.tag in CHARACTERS:
            yield from (_Letter(child, char) for char in CHARACTERS[child.tag])
        elif child.tag == W + "sym":
            yield from (_Letter(child, c) for c in symbol(child.get(W + "font", ""), child.get(W + "char", "")))
        elif child.tag == MC + "AlternateContent":
            shown, _ = alternatives(child)
            if shown is not None:
                yield from _letters(shown)


def _write_back(letters: Sequence[_Letter]) -> None:
    words: dict[Element, list[str]] = {}
    for letter in letters:
        words.setdefault(letter.element, []).append(letter.text)
    for element, parts in words.items():
        text = "".join(parts)
        if element.tag in _TEXTS:
            element.text = text
            if text != text.strip():
                element.set(_SPACE, "preserve")
        elif not text:
            parent = element.getparent()
            assert parent is not None
            _remove(parent, element)


def _remove(parent: Element, element: Element) -> None:
    parent.remove(element)


def serialised(root: Element) -> bytes:
    """A part as Word writes it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
