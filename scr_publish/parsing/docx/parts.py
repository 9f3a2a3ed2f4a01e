"""The package of a Word file: its parts, how they refer to each other, and which of them nobody has read."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

from scr_publish.errors import UnreadableError
from scr_publish.parsing.docx.data import parts
from scr_publish.parsing.docx.ooxml import BrokenPartError, Element, parse_xml
from scr_publish.parsing.package import shown_name

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)
"""What `zipfile` raises over an entry that is cut short, fails its checksum, or is packed in an unknown way."""


@dataclass(frozen=True)
class Relationship:
    """A part's reference to another part, or to something outside. `kind` is the last word of its type."""

    kind: str
    target: str
    external: bool


class Package:
    """A Word file's parts by name. `problems` says what could not be read, in words for a person."""

    def __init__(self, data: bytes, name: str) -> None:
        self.problems: list[str] = []
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _DAMAGED:
            raise _broken(name, "its zip package cannot be opened") from None
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        self._names = {_normal(entry.filename): entry.filename for entry in entries}
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self._seen: set[str] = set()
        self._roots: dict[str, Element | None] = {}
        self._followed: set[Relationship] = set()
        counts = Counter(_normal(entry.filename) for entry in entries)
        self.problems += [f"the part {shown_name(part)} is there {n} times" for part, n in counts.items() if n > 1]
        self.main, self.body = self._open_main(name)

    def names(self) -> list[str]:
        """Every part's name, in lower case, in order."""
        return sorted(self._names)

    def xml(self, part: str) -> Element | None:
        """A part's root, marked as read; None where there is no such part, or with a problem where it is broken."""
        part = _normal(part)
        if part not in self._names:
            return None
        self._seen.add(part)
        if part not in self._roots:
            self._roots[part] = self._parsed(part)
        return self._roots[part]

    def _parsed(self, part: str) -> Element | None:
        try:
            return parse_xml(self._zip.read(self._names[part]))
        except BrokenPartError as error:
            self.problems.append(f"the part {shown_name(part)} ({error})")
        except _DAMAGED:
            self.problems.append(f"the part {shown_name(part)} (it is damaged)")
        return None

    def bytes_of(self, part: str) -> bytes:
        """A part's content, marked as read; nothing, with a problem, where it is damaged or not there."""
        part = _normal(part)
        self._seen.add(part)
        try:
            return self._zip.read(self._names[part])
        except _DAMAGED:
            self.problems.append(f"the part {shown_name(part)} (it is damaged)")
            return b""

    def matching(self, pattern: str) -> list[str]:
        """The names of the parts that fit a pattern, in order."""
        return [name for name in self.names() if re.fullmatch(pattern, name)]

    def is_read(self, part: str) -> bool:
        """Whether somebody has read a part."""
        return part in self._seen

    def referrers(self, part: str) -> list[str]:
        """The parts that refer to a part."""
        part = _normal(part)
        return [name for name in ["", *self.names()] if any(r.target == part for r in self._known_relationships(name))]

    def _known_relationships(self, name: str) -> list[Relationship]:
        folder, base = posixpath.split(name)
        if posixpath.join(folder, "_rels", f"{base}.rels") not in self._names:
            return []
        return list(self.relationships(name).values())

    def relationships(self, part: str) -> dict[str, Relationship]:
        """What a part refers to, by the id that it uses; empty where it refers to nothing."""
        part = _normal(part)
        if part not in self._relationships:
            folder, base = posixpath.split(part)
            root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
            self._relationships[part] = dict(_relationships(root, folder)) if root is not None else {}
        return self._relationships[part]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of one kind that a part refers to, in the order of its references."""
        return [r.target for r in self.relationships(part).values() if r.kind == kind and not r.external]

    def follow(self, part: str, identity: str) -> Relationship | None:
        """What a part refers to by an id, remembered as followed; None where there is no such reference."""
        relationship = self.relationships(part).get(identity)
        if relationship is not None:
            self._followed.add(relationship)
        return relationship

    def unfollowed_targets(self) -> Iterator[tuple[str, Relationship]]:
        """What the package refers to outside itself and nobody followed, each with the part that does so."""
        for name in self.names():
            folder, base = posixpath.split(name)
            if posixpath.basename(folder) == "_rels" and base.endswith(".rels"):
                part = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
                for relationship in self.relationships(part).values():
                    if relationship.external and relationship not in self._followed:
                        yield part, relationship

    def unread(self) -> Iterator[str]:
        """In words, the parts that nobody has read and in which text could be."""
        for name in self.names():
            if name not in self._seen and not holds_no_text(name) and not self._is_textless_xml(name):
                yield described(name)

    def _is_textless_xml(self, name: str) -> bool:
        """True for an XML part, of whatever kind, without a word between its tags, and for one that is broken: that is
        a problem of its own."""
        if not name.endswith((".xml", ".rels")):
            return False
        root = self.xml(name)
        return root is None or not any(re.search(r"[^\W\d_]", text) for text in root.itertext())

    def _open_main(self, name: str) -> tuple[str, Element]:
        """The name and root of the main part. Raises UnreadableError where there is none that can be read."""
        for main in [*self.related("", "officeDocument"), "word/document.xml"]:
            root = self.xml(main)
            if root is not None:
                return _normal(main), root
        reason = self.problems[-1] if self.problems else "it has no main part, word/document.xml"
        raise _broken(name, f"{reason} cannot be read" if self.problems else reason)


def _relationships(root: Element, folder: str) -> Iterator[tuple[str, Relationship]]:
    for element in root:
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            base = "" if target.startswith("/") else folder
            target = _normal(posixpath.normpath(posixpath.join(base, target.lstrip("/"))))
        kind = element.get("Type", "").rpartition("/")[2]
        yield element.get("Id", ""), Relationship(kind, target, external)


def _normal(name: str) -> str:
    """A part's name as it compares: names of parts differ in more than case (ISO/IEC 29500-2, 9.1.1)."""
    return unquote(name).replace("\\", "/").lstrip("/").lower()


def holds_no_text(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in parts().no_text)


def described(name: str) -> str:
    words = next(
        (words for pattern, words in parts().names.items() if re.fullmatch(pattern, name)), "a part of an unknown kind"
    )
    return f"{words} ({shown_name(name)})"


def _broken(name: str, reason: str) -> UnreadableError:
    return UnreadableError(
        "DX104", f"{name} is damaged: {reason}. Open the draft in Word, save it again, and check that copy."
    )
