"""The matrix of hidden content: one row an item that a file can hide."""

from __future__ import annotations

from dataclasses import dataclass

from scr_publish.document import Surface

NAME = "Kester Orrell"
"""The name that every row plants where its item holds text."""


@dataclass(frozen=True)
class Row:
    """An item: a file with it, the rule that it breaks, the surface on which its words are read (None where it has no
    words), and its clean twin, which is as like as can be and breaks nothing that blocks or needs a person. `cleaned`
    is false where the cleaner can only say that it is there."""

    item: str
    file: bytes
    twin: bytes
    rule: str
    surface: Surface | None
    format: str = "docx"
    cleaned: bool = True
    name: str = NAME
    more: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.format}: {self.item}"
