"""Content streams written anew: without the characters that nobody sees, and without what layers that are off paint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Operator

TEXT = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_NOTHING = Operator("n")
_REPLACEMENTS = ("/ActualText", "/E")

Masks = Mapping[int, Sequence[tuple[bool, float]]]
"""For each text operator that changes, by its number: whether each character goes, and how far it moves on."""


@dataclass
class Outcome:
    """How many characters, painted things and replacing texts went, and how many operators could not be taken apart."""

    characters: int = 0
    painted: int = 0
    replacements: int = 0
    whole: int = 0


class Rewriter:
    """Writes the operators of one page or form anew. `off` tells whether a layer's object is off; `is_printed` whether
    a text stands on the pages."""

    def __init__(self, resources: Any, off: Any, is_printed: Any, outcome: Outcome) -> None:
        self._resources = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
        self._off, self._is_printed, self._outcome = off, is_printed, outcome
        self._number = 0
        self._marks: list[bool] = []

    def rewrite(self, instructions: Sequence[Any], masks: Masks) -> list[Any]:
        """The operators that stay, changed where they must be."""
        out: list[Any] = []
        for instruction in instructions:
            name = str(instruction.operator)
            if name in ("BDC", "BMC"):
                self._marks.append(name == "BDC" and self._is_off(instruction.operands))
                out.append(self._without_replacement(instruction) if name == "BDC" else instruction)
            elif name == "EMC":
                if self._marks:
                    self._marks.pop()
                out.append(instruction)
            elif name in TEXT:
                out += self._text(instruction, name, masks)
            elif any(self._marks) or (name == "Do" and self._is_off_object(instruction.operands)):
                out += self._unpainted(instruction, name)
            else:
                out.append(instruction)
        return out

    def _unpainted(self, instruction: Any, name: str) -> Iterator[Any]:
        """An operator of a layer that is off: state stays, for what follows may need it; paint goes."""
        if name in _PAINTS:
            self._outcome.painted += 1
            yield ContentStreamInstruction([], _NOTHING)
        elif name in ("Do", "sh", "INLINE IMAGE", "BI"):
            self._outcome.painted += 1
        else:
            yield instruction

    def _text(self, instruction: Any, name: str, masks: Masks) -> Iterator[Any]:
        number = self._number
        self._number += 1
        mask = masks.get(number)
        if mask is None or not any(goes for goes, _ in mask):
            yield instruction
            return
        operands = list(instruction.operands)
        if name == '"':
            yield ContentStreamInstruction([operands[0]], Operator("Tw"))
            yield ContentStreamInstruction([operands[1]], Operator("Tc"))
        if name in ("'", '"'):
            yield ContentStreamInstruction([], Operator("T*"))
        parts = list(operands[-1]) if name == "TJ" else [operands[-1]]
        kept = _without(parts, mask)
        if kept is None:
            self._outcome.whole += 1
            if all(goes for goes, _ in mask):
                self._outcome.characters += len(mask)
            else:
                yield ContentStreamInstruction([pikepdf.Array(parts)], Operator("TJ"))
            return
        self._outcome.characters += sum(goes for goes, _ in mask)
        yield ContentStreamInstruction([pikepdf.Array(kept)], Operator("TJ"))

    def _is_off(self, operands: Sequence[Any]) -> bool:
        if len(operands) < 2 or operands[0] != pikepdf.Name.OC:
            return False
        properties = self._resources.get("/Properties")
        layer = properties.get(str(operands[1])) if isinstance(properties, pikepdf.Dictionary) else None
        return bool(layer is not None and self._off(layer))

    def _is_off_object(self, operands: Sequence[Any]) -> bool:
        objects = self._resources.get("/XObject")
        found = objects.get(str(operands[0])) if isinstance(objects, pikepdf.Dictionary) and operands else None
        layer = found.get("/OC") if isinstance(found, pikepdf.Stream) else None
        return bool(layer is not None and self._off(layer))

    def _without_replacement(self, instruction: Any) -> Any:
        """A mark without the texts that replace what shows by something else."""
        operands = list(instruction.operands)
        if len(operands) < 2 or not isinstance(operands[1], pikepdf.Dictionary):
            return instruction
        marks = pikepdf.Dictionary(dict(operands[1].items()))
        gone = [key for key in _REPLACEMENTS if key in marks and not self._is_printed(str(marks[key]))]
        if not gone:
            return instruction
        for key in gone:
            del marks[key]
        self._outcome.replacements += len(gone)
        return ContentStreamInstruction([operands[0], marks], instruction.operator)


def _without(parts: Sequence[Any], mask: Sequence[tuple[bool, float]]) -> list[Any] | None:
    """The parts of an array of strings and moves (TJ), each character that goes made a move of its own width; None
    where the strings' bytes and the characters cannot be matched."""
    strings = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
    length = sum(map(len, strings))
    if not mask or length % len(mask) or length // len(mask) not in (1, 2):
        return None
    unit = length // len(mask)
    if any(len(string) % unit for string in strings):
        return None
    out: list[Any] = []
    kept, move, at = b"", 0.0, 0
    for part in parts:
        if not isinstance(part, pikepdf.String):
            move_by, data = float(part), b""
        else:
            move_by, data = 0.0, bytes(part)
        pieces = [data[i : i + unit] for i in range(0, len(data), unit)]
        for piece in pieces:
            goes, advance = mask[at]
            at += 1
            if goes:
                if kept:
                    out.append(pikepdf.String(kept))
                    kept = b""
                move -= advance
            else:
                if move:
                    out.append(round(move, 3))
                    move = 0.0
                kept += piece
        if move_by:
            if kept:
                out.append(pikepdf.String(kept))
                kept = b""
            move += move_by
    if kept:
        out.append(pikepdf.String(kept))
    if move:
        out.append(round(move, 3))
    return out
