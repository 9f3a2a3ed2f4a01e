"""Bookmarks: those that nothing refers to go, the others lose the names that people gave them."""

from __future__ import annotations

import re

from scr_publish.parsing.docx.content import is_made_by_program
from scr_publish.parsing.docx.ooxml import Element, W
from scr_publish.rewriting.clean.docx.package import Parts
from scr_publish.rewriting.clean.docx.stories import place_of
from scr_publish.rewriting.clean.docx.trees import remove
from scr_publish.rewriting.clean.report import Log


class Names:
    """The bookmarks of all stories together: a field in a header may refer to one in the body."""

    def __init__(self, parts: Parts, roots: dict[str, Element], log: Log) -> None:
        self._parts = parts
        self._roots = roots
        self._log = log

    def clean(self) -> None:
        """Take out bookmarks that nothing refers to; rename those that have a name of their own."""
        used = self._referred()
        new: dict[str, str] = {}
        for part, root in self._roots.items():
            gone: set[str | None] = set()
            for mark in list(root.iter(W + "bookmarkStart")):
                name = mark.get(W + "name", "")
                if name not in used:
                    gone.add(mark.get(W + "id"))
                    remove(mark)
                    if not is_made_by_program(name):
                        self._log.removed("bookmarks", place_of(part))
                elif not is_made_by_program(name):
                    new.setdefault(name, f"_Ref{900000001 + len(new)}")
                    mark.set(W + "name", new[name])
                    self._log.removed("names of bookmarks (now neutral)", place_of(part))
            for end in [e for e in root.iter(W + "bookmarkEnd") if e.get(W + "id") in gone]:
                remove(end)
        if new:
            self._rename(new)

    def _referred(self) -> set[str]:
        """Every word in an instruction or an anchor: a bookmark of that name stays."""
        words: set[str] = set()
        for root in self._roots.values():
            words |= {link.get(W + "anchor", "") for link in root.iter(W + "hyperlink")}
            for paragraph in root.iter(W + "p"):
                instruction = "".join(text.text or "" for text in paragraph.iter(W + "instrText"))
                words |= set(re.findall(r"\w+", instruction))
            for simple in root.iter(W + "fldSimple"):
                words |= set(re.findall(r"\w+", simple.get(W + "instr", "")))
        return words

    def _rename(self, new: dict[str, str]) -> None:
        pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(new, key=len, reverse=True))) + r")\b")

        def renamed(text: str) -> str:
            return pattern.sub(lambda found: new[found[1]], text)

        for root in self._roots.values():
            for link in root.iter(W + "hyperlink"):
                anchor = link.get(W + "anchor", "")
                if anchor in new:
                    link.set(W + "anchor", new[anchor])
            for text in root.iter(W + "instrText"):
                text.text = renamed(text.text or "")
            for simple in root.iter(W + "fldSimple"):
                simple.set(W + "instr", renamed(simple.get(W + "instr", "")))
