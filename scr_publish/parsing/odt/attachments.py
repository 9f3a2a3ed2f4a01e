"""What an OpenDocument file carries beside its text: files, versions, pictures, settings, macros, signatures."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from scr_publish.document import Kind, Surface
from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.parsing.docx.attachments import certificate_names
from scr_publish.parsing.embedded import Embedded
from scr_publish.parsing.leftovers import unlisted_parts
from scr_publish.parsing.odt.names import META, local
from scr_publish.parsing.opening import Options
from scr_publish.parsing.package import shown_name
from scr_publish.parsing.pictures import read_picture

CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
KNOWN = re.compile(
    r"mimetype|content\.xml|styles\.xml|meta\.xml|settings\.xml|manifest\.rdf|META-INF/manifest\.xml|layout-cache|"
    r"Configurations2/.*|Pictures/.*|ObjectReplacements/.*|Fonts/.*|[^/]+/(?:content|styles|meta|settings)\.xml|.*/"
)
"""Parts that are read elsewhere, or that hold no text of a person."""
_PICTURE = re.compile(r"(?:[^/]+/)?(?:Pictures|media)/.*", re.IGNORECASE)
_SETTINGS = {
    "PrinterName": ("HC127", "name of a printer"),
    "PrintFaxName": ("HC127", "name of a fax machine"),
    "CurrentDatabaseDataSource": ("HC118", "source of a mail merge"),
    "CurrentDatabaseCommand": ("HC118", "table of a mail merge"),
    "ColorTableURL": ("HC123", "file of colours"),
    "LineEndTableURL": ("HC123", "file of lines"),
    "HatchTableURL": ("HC123", "file of patterns"),
    "DashTableURL": ("HC123", "file of dashes"),
    "GradientTableURL": ("HC123", "file of gradients"),
    "BitmapTableURL": ("HC123", "file of pictures"),
}
"""Settings that hold words, by their names: the rule, and what they are called."""
_PROGRAM_PATH = re.compile(r"\$\((?:inst|user|brandbaseurl)\)[^ ]*", re.IGNORECASE)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)


class Attachments:
    """Reads them into a builder. `part` gives an XML part's root, None where there is none."""

    def __init__(self, builder: DocumentBuilder, package: zipfile.ZipFile, options: Options) -> None:
        self._builder = builder
        self._package = package
        self._embedded = Embedded(builder, options)
        self._types = self._media_types()

    def read(self, data: bytes) -> None:
        """Add all of it, each with the rule that it breaks."""
        names = [entry.filename for entry in self._package.infolist() if not entry.is_dir()]
        self._settings()
        self._history()
        for name in names:
            self._part(name)
        for folder in dict.fromkeys(n.split("/")[0] for n in names if n.endswith("/content.xml") and n.count("/") == 1):
            kind = "data of a chart" if "chart" in self._types.get(f"{folder}/", "") else "an embedded object"
            formula = "formula" in self._types.get(f"{folder}/", "")
            if not formula:
                rule = "HC111" if kind == "data of a chart" else "HC110"
                self._builder.trace(rule, detail=f"{kind} ({shown_name(folder)})", path=folder)
        for name, content in unlisted_parts(data):
            self._leftover(name, content)

    def _part(self, name: str) -> None:
        builder = self._builder
        if name.startswith("Versions/"):
            self._embedded.read(self._bytes(name), name, f"an earlier version ({shown_name(name)})", "HC130")
        elif _PICTURE.fullmatch(name):
            read_picture(builder, self._bytes(name), name, f"picture {shown_name(name.rpartition('/')[2])}")
        elif name.startswith("Thumbnails/"):
            builder.trace("HC132", detail=shown_name(name), path=name)
        elif re.match(r"(?:Basic|Scripts|Dialogs)/", name):
            self._macro(name)
        elif re.fullmatch(r"META-INF/\w*signatures\.xml", name):
            self._signature(name)
        elif name == "VersionList.xml":
            self._texts(name, "HC130", "list of versions")
        elif not KNOWN.fullmatch(name):
            self._other(name)

    def _other(self, name: str) -> None:
        """An embedded file, or a part of a kind that is not known."""
        if ("/" not in name and not name.endswith((".xml", ".rdf"))) or name.startswith("Object "):
            data = self._bytes(name)
            if data:
                self._embedded.read(data, name, f"embedded file ({shown_name(name)})")
        elif name.endswith((".xml", ".rdf")):
            self._texts(name, "HC140", "content of an unknown kind")
        elif self._package.getinfo(name).file_size:
            self._builder.problem("DX205", f"a part of an unknown kind ({shown_name(name)})")

    def _macro(self, name: str) -> None:
        """The text of a macro; the empty lists that LibreOffice keeps of its libraries are none."""
        data = self._bytes(name)
        if name.endswith(".xml") and (root := _root(data)) is not None:
            text = "\n".join(line.strip() for line in "".join(root.itertext()).splitlines() if line.strip())
        else:
            text = data.decode("utf-8", "replace") if name.endswith((".py", ".js", ".bsh")) else ""
        where = f"a macro ({shown_name(name)})"
        block = self._builder.add(Kind.METADATA, text, surface=Surface.METADATA, path=name, where=where)
        if block is not None:
            self._builder.trace("HC128", block, detail=where)

    def _signature(self, name: str) -> None:
        root = _root(self._bytes(name))
        for element in root.iter() if root is not None else ():
            if local(element) == "X509Certificate":
                for text in dict.fromkeys(certificate_names(element.text or "")):
                    block = self._builder.add(
                        Kind.METADATA, text, surface=Surface.METADATA, path=name, where="a signature"
                    )
                    if block is not None:
                        self._builder.trace("HC129", block, detail="who signed")
            elif local(element) == "X509IssuerName":
                self._builder.add(
                    Kind.METADATA, element.text or "", surface=Surface.METADATA, path=name, where="a signature"
                )
        self._builder.trace("HC129", detail="the signature itself", path=name)

    def _settings(self) -> None:
        root = self.part("settings.xml")
        for item in root.iter(CONFIG + "config-item") if root is not None else ():
            name, value = item.get(CONFIG + "name", ""), (item.text or "").strip()
            if name in ("Rsid", "RsidRoot") and value not in ("", "0"):
                self._builder.trace("HC126", detail="random numbers of editing sessions", path="settings/Rsid")
            if name not in _SETTINGS or not value or _PROGRAM_PATH.fullmatch(value):
                continue
            rule, words = _SETTINGS[name]
            where = f"settings, {words}"
            block = self._builder.add(
                Kind.METADATA, value, surface=Surface.METADATA, path=f"settings/{name}", where=where
            )
            if block is not None:
                self._builder.trace(rule, block, detail=words)

    def _history(self) -> None:
        root = self.part("meta.xml")
        cycles = next(iter(root.iter(META + "editing-cycles")), None) if root is not None else None
        if cycles is not None and (cycles.text or "").isdigit() and int(cycles.text or 0) > 1:
            self._builder.trace("HC126", detail=f"{int(cycles.text or 0)} times saved", path="meta/editing-cycles")

    def _leftover(self, name: str, content: bytes) -> None:
        where = f"a part that was deleted or replaced ({shown_name(name)})"
        text = " ".join(re.sub(r"<[^>]*>", " ", content.decode("utf-8", "replace")).split())
        text = text if name.endswith(".xml") else ""
        block = self._builder.add(Kind.METADATA, text, surface=Surface.EARLIER_REVISION, path=name, where=where)
        self._builder.trace("HC130", block, detail=where, path=name)

    def _texts(self, name: str, rule: str, words: str) -> None:
        root = _root(self._bytes(name))
        if root is None:
            self._builder.problem("DX205", f"the part {shown_name(name)} (it is damaged)")
            return
        values = [value for element in root.iter() for value in _values(element)]
        text = "\n".join(dict.fromkeys(" ".join(v.split()) for v in values if re.search(r"[^\W\d_]{2}", v)))
        where = f"{words} ({shown_name(name)})"
        block = self._builder.add(Kind.METADATA, text, surface=Surface.METADATA, path=name, where=where)
        if block is not None:
            self._builder.trace(rule, block, detail=where)

    def _media_types(self) -> dict[str, str]:
        root = self.part("META-INF/manifest.xml")
        entries = root.iter(_MANIFEST + "file-entry") if root is not None else ()
        return {e.get(_MANIFEST + "full-path", ""): e.get(_MANIFEST + "media-type", "") for e in entries}

    def part(self, name: str) -> Any:
        """The root of an XML part, None where there is none or it is broken."""
        return _root(self._package.read(name)) if name in self._package.namelist() else None

    def _bytes(self, name: str) -> bytes:
        try:
            return self._package.read(name)
        except _DAMAGED:
            self._builder.problem("DX205", f"the part {shown_name(name)} (it is damaged)")
            return b""


def _values(element: Any) -> Iterator[str]:
    yield element.text or ""
    yield element.tail or ""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] in ("creator", "comment", "title", "name", "value", "author"):
            yield value


def _root(data: bytes) -> Any:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError):
        return None
