"""Files inside files: read with the parsers of their own formats, to a limited depth and size.

Every word of an embedded file becomes a block on the surface `embedded`, so that it is checked like any other; what it
hides itself keeps its own rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from scr_publish.document import Document, Kind, Surface
from scr_publish.errors import InputError, UnreadableError
from scr_publish.parsing.builder import DocumentBuilder, Run
from scr_publish.parsing.embedded.office import office_texts
from scr_publish.parsing.embedded.ole import Unpacked, unpack, unpack_ole1
from scr_publish.parsing.limits import MAX_EMBEDDED_BYTES, MAX_EMBEDDED_DEPTH
from scr_publish.parsing.opening import PARSERS, Input, Options, sha256
from scr_publish.parsing.package import shown_name
from scr_publish.parsing.pictures import picture_data, read_picture


class Embedded:
    """Reads the files that one document carries into its builder. `rule` is the one that an embedded file breaks."""

    def __init__(self, builder: DocumentBuilder, options: Options) -> None:
        self._builder = builder
        self._options = options
        self._left = MAX_EMBEDDED_BYTES

    def read(self, data: bytes, path: str, where: str, rule: str = "HC110") -> None:
        """Read one embedded file and record that it is there. What cannot be read is a problem (DX205)."""
        self._read(data, path, where, rule, unpack)

    def read_ole1(self, data: bytes, path: str, where: str) -> None:
        """The same for an object of OLE 1.0, as RTF writes it."""
        self._read(data, path, where, "HC110", unpack_ole1)

    def _read(self, data: bytes, path: str, where: str, rule: str, open_: Callable[[bytes], Unpacked]) -> None:
        self._left -= len(data)
        if self._options.depth >= MAX_EMBEDDED_DEPTH or self._left < 0:
            reason = "nested too deep" if self._left >= 0 else "over the limit for all embedded files"
            self._builder.trace(rule, detail=where, where=where, path=path)
            self._builder.problem("DX205", f"{where} ({reason})")
            return
        try:
            found = open_(data)
        except UnreadableError as error:
            self._builder.trace(rule, detail=where, where=where, path=path)
            self._builder.problem("DX205", f"{where} ({error})")
            return
        self._record(found, path, where, rule)
        for name, inner in found.files:
            self._read_file(name or Path(path).name, inner, path, where)

    def _record(self, found: Unpacked, path: str, where: str, rule: str) -> None:
        """The names that come with the file: its own, and the folders that it lay in."""
        names = [text for text in found.names if re.search(r"\w", text)]
        for name in names:
            block = self._builder.add(
                Kind.METADATA, name, surface=Surface.METADATA, path=path, where=f"{where}, its name"
            )
            if block is not None and re.search(r"[\\/]", name):
                self._builder.trace("HC123", block)
        self._builder.trace(rule, detail=where, where=where, path=path)

    def _read_file(self, name: str, data: bytes, path: str, where: str) -> None:
        try:
            if self._read_known(name, data, path, where):
                return
            reason = "of a kind that cannot be read"
        except (UnreadableError, InputError) as error:
            reason = str(error)
        except Exception as error:
            reason = type(error).__name__
        self._builder.problem("DX205", f"{where} ({reason})")

    def _read_known(self, name: str, data: bytes, path: str, where: str) -> bool:
        texts = office_texts(data)
        if texts is not None:
            for place, text in texts:
                self._builder.add(Kind.METADATA, text, surface=Surface.EMBEDDED, path=path, where=f"{where}, {place}")
            return True
        if picture_data(data) is not None:
            read_picture(self._builder, data, path, where)
            return True
        from scr_publish.parsing.sniffing import format_of

        inner_name = shown_name(Path(name.replace("\\", "/")).name) or "file"
        format_ = format_of(Path(inner_name), data)
        if format_ == "txt" and not _is_text(data):
            return False
        given = Input(Path(inner_name), inner_name, data, sha256(data), format_)
        module, _, parser = PARSERS[format_].partition(":")
        deeper = replace(self._options, depth=self._options.depth + 1, ocr=False)
        self._take(getattr(import_module(module), parser)(given, deeper), path, where)
        return True

    def _take(self, document: Document, path: str, where: str) -> None:
        """Add an inner document's blocks, its traces with them."""
        starts: dict[int, int] = {}
        for block in document.blocks:
            place = f"{where}, {block.where}" if block.where else where
            text = document.text[block.start : block.end]
            added = self._builder.add(
                Kind.METADATA, [Run(text, path)], surface=Surface.EMBEDDED, path=f"{path}/{block.path}", where=place
            )
            if added is not None:
                starts[block.start] = added.start
        for trace in document.traces:
            place = f"{where}, {trace.detail or trace.where}"
            if trace.start is None or trace.end is None or trace.start not in starts:
                self._builder.trace(trace.rule, detail=place, where=where, path=path)
            else:
                at = starts[trace.start]
                self._builder.trace_at(trace.rule, at, at + trace.end - trace.start, place)
        for problem in document.problems:
            self._builder.problem(problem.rule if problem.rule == "DX205" else "DX205", f"{where}: {problem.detail}")


def _is_text(data: bytes) -> bool:
    """Whether bytes of no known kind are plain text: an encoding that fits, and hardly a control character."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(byte < 9 or 13 < byte < 32 for byte in data[:4096])
    try:
        data[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        return control == 0 and len(data) > 100 and error.start > 3
    return control == 0
