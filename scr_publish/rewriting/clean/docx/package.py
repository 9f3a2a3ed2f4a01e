"""The parts of a Word file while they are changed; into the new file goes what a page needs and nothing else."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from scr_publish.errors import UnreadableError
from scr_publish.parsing.docx.ooxml import BrokenPartError, Element, parse_xml
from scr_publish.rewriting.clean.report import Log

PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KEPT = frozenset(
    {
        "officeDocument",
        "core-properties",
        "styles",
        "numbering",
        "fontTable",
        "font",
        "theme",
        "themeOverride",
        "settings",
        "webSettings",
        "footnotes",
        "endnotes",
        "header",
        "footer",
        "image",
        "hyperlink",
        "chart",
        "chartUserShapes",
        "chartStyle",
        "chartColorStyle",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "diagramColors",
        "diagramDrawing",
        "aFChunk",
    }
)
_WORDS = {
    "extended-properties": "extended properties",
    "custom-properties": "custom properties",
    "comments": "comments",
    "commentsExtended": "states of comments",
    "commentsIds": "numbers of comments",
    "commentsExtensible": "dates of comments",
    "people": "lists of people",
    "documenttasks": "lists of tasks",
    "thumbnail": "thumbnails",
    "customXml": "custom data",
    "customXmlProps": "custom data",
    "glossaryDocument": "building blocks",
    "printerSettings": "printer settings",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "keyMapCustomizations": "macros",
    "package": "embedded files",
    "oleObject": "embedded files",
    "control": "ActiveX controls",
    "attachedTemplate": "names of templates",
    "origin": "signatures",
    "signature": "signatures",
    "stylesWithEffects": "older copies of the styles",
    "classificationlabels": "labels of classification",
}
"""Kinds of relationships (the last word of their types): those that a page needs, and what the others are called."""


class Parts:
    """A Word file's parts by name, as they are written in it. Raises UnreadableError where it cannot be opened."""

    def __init__(self, data: bytes, name: str) -> None:
        try:
            with zipfile.ZipFile(BytesIO(data)) as package:
                self._data = {entry.filename: package.read(entry) for entry in package.infolist() if not entry.is_dir()}
        except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError):
            raise UnreadableError("DX104", f"{name} is damaged: its zip package cannot be opened.") from None
        self._roots: dict[str, Element] = {}
        self._by_lower = {_plain(part): part for part in self._data}
        self.source = name
        self.main = next(iter(self.related("", "officeDocument")), "word/document.xml")
        if self.main not in self._data:
            raise UnreadableError("DX104", f"{name} is damaged: it has no main part.")

    def names(self) -> list[str]:
        """The parts' names."""
        return list(self._data)

    def root(self, part: str) -> Element:
        """A part's tree, to be changed in place. Raises UnreadableError where it is no XML."""
        if part not in self._roots:
            try:
                self._roots[part] = parse_xml(self._data[part])
            except BrokenPartError as error:
                raise UnreadableError("DX104", f"{self.source} is damaged: {part}: {error}.") from None
        return self._roots[part]

    def data(self, part: str) -> bytes:
        """A part's bytes."""
        return self._data[part]

    def replace(self, part: str, data: bytes) -> None:
        """Give a part other content, or add it."""
        self._roots.pop(part, None)
        self._data[part] = data
        self._by_lower[_plain(part)] = part

    def relationships(self, part: str) -> dict[str, Element]:
        """A part's relationships by id."""
        name = self._rels_of(part)
        return {e.get("Id", ""): e for e in self.root(name)} if name in self._data else {}

    def target(self, part: str, relationship: Element) -> str:
        """The name of the part that a relationship leads to; empty where it leads outside or nowhere."""
        if relationship.get("TargetMode") == "External":
            return ""
        target = relationship.get("Target", "")
        base = "" if target.startswith("/") else posixpath.dirname(part)
        return self._by_lower.get(_plain(posixpath.normpath(posixpath.join(base, target.lstrip("/")))), "")

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part refers to."""
        found = [self.target(part, e) for e in self.relationships(part).values() if kind_of(e) == kind]
        return [name for name in found if name]

    def drop(self, part: str, identity: str) -> None:
        """Take out a relationship."""
        element = self.relationships(part).get(identity)
        if element is not None:
            element.getparent().remove(element)

    def add_relationship(self, like: Element, target: str) -> str:
        """A new relationship of the same kind as another one, and its id."""
        parent = like.getparent()
        taken = {e.get("Id") for e in parent}
        identity = next(f"rIdN{i}" for i in range(1, len(taken) + 2) if f"rIdN{i}" not in taken)
        attributes = {"Id": identity, "Type": like.get("Type", ""), "Target": f"/{target}"}
        etree.SubElement(parent, PACKAGE + "Relationship", attributes)
        return identity

    def prune(self, log: Log) -> None:
        """Keep what the page needs: parts that the main part reaches by relationships of known kinds."""
        kept = {"[Content_Types].xml"}
        waiting = [""]
        seen = {""}
        while waiting:
            part = waiting.pop()
            if self._rels_of(part) not in self._data:
                continue
            kept.add(self._rels_of(part))
            used = set(self._used(part))
            for identity, element in self.relationships(part).items():
                target = self.target(part, element)
                external = element.get("TargetMode") == "External"
                if kind_of(element) not in _KEPT or (not external and not target) or (part and identity not in used):
                    element.getparent().remove(element)
                    if kind_of(element) not in _KEPT:
                        log.removed(_WORDS.get(kind_of(element), "parts of an unknown kind"), "the package")
                elif target and target not in seen:
                    seen.add(target)
                    waiting.append(target)
        kept |= seen - {""}
        strays = [name for name in self._data if name not in kept and "_rels/" not in name]
        pictures = [name for name in strays if "/media/" in name]
        log.removed("pictures that no page shows", "the package", len(pictures))
        for name in [name for name in self._data if name not in kept]:
            del self._data[name]
            self._roots.pop(name, None)

    def _used(self, part: str) -> list[str]:
        """The ids of relationships that a part's content names; all of those that are found by their kind alone."""
        relationships = self.relationships(part)
        implicit = {i for i, e in relationships.items() if kind_of(e) in _IMPLICIT}
        if not part.endswith(".xml"):
            return list(relationships)
        values = {value for element in self.root(part).iter() for value in element.attrib.values()}
        return [identity for identity in relationships if identity in implicit or identity in values]

    def packed(self) -> bytes:
        """The new file. Its entries bear no dates."""
        for name, root in self._roots.items():
            if name in self._data:
                self._data[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._data["[Content_Types].xml"] = self._content_types()
        out = BytesIO()
        first = ("[Content_Types].xml", "_rels/.rels")
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name in sorted(self._data, key=lambda n: (first.index(n) if n in first else len(first), n)):
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), self._data[name], zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _content_types(self) -> bytes:
        """The list of types for the parts that are there; the main part's is that of a document without macros."""
        root = parse_xml(self._data["[Content_Types].xml"])
        extensions = {name.rpartition(".")[2].lower() for name in self._data}
        for element in list(root):
            part = self._by_lower.get(_plain(element.get("PartName", "")))
            if element.tag == _TYPES + "Override":
                is_needed = part in self._data
            else:
                is_needed = element.get("Extension", "").lower() in extensions
            if not is_needed:
                root.remove(element)
            elif part == self.main:
                element.set("ContentType", _MAIN_TYPE)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _rels_of(self, part: str) -> str:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        return self._by_lower.get(_plain(name), name)


_IMPLICIT = frozenset(
    {"styles", "numbering", "fontTable", "theme", "themeOverride", "settings", "webSettings", "footnotes", "endnotes",
     "chartStyle", "chartColorStyle", "diagramDrawing"}
)  # fmt: skip
"""Kinds of relationships that no element names: the part is found by its kind."""


def kind_of(relationship: Element) -> str:
    """The last word of a relationship's type."""
    return relationship.get("Type", "").rpartition("/")[2]


def _plain(name: str) -> str:
    return unquote(name).replace("\\", "/").lstrip("/").lower()
