"""How a document, or a new file, comes back from the confined process.

A file may have taken that process over, so what it sends is not trusted: the unpickler makes objects of the document
model and arrays, and nothing else; a new file is bytes that are only written, and its report is plain JSON."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scr_publish.document import Document

ANSWER, FILE = "document", "file"
"""The tags of a reply that is a document, and of one that is a new file; any other one is the name of an error."""

_MODEL = "scr_publish.document"
_ARRAYS = frozenset(
    {
        ("numpy", "ndarray"),
        ("numpy", "dtype"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy.core.multiarray", "_reconstruct"),
        ("numpy._core.numeric", "_frombuffer"),
        ("numpy.core.numeric", "_frombuffer"),
    }
)


@dataclass(frozen=True)
class NewFile:
    """A new file's bytes, and what is said of it as plain JSON."""

    data: bytes
    report: Mapping[str, Any]


class ForeignObject(pickle.UnpicklingError):
    """The reply holds an object that is no part of a document."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _ARRAYS or (module == _MODEL and name.isidentifier()):
            return super().find_class(module, name)
        raise ForeignObject(f"{module}.{name}")


def packed(tag: str, body: bytes) -> bytes:
    """A reply: its tag on a line, then its body."""
    return tag.encode() + b"\n" + body


def packed_document(document: Document) -> bytes:
    """The reply that is a document."""
    return packed(ANSWER, pickle.dumps(document, protocol=pickle.HIGHEST_PROTOCOL))


def packed_file(file: NewFile) -> bytes:
    """The reply that is a new file: its report on a line, then its bytes."""
    return packed(FILE, json.dumps(file.report).encode() + b"\n" + file.data)


def packed_error(error: str, **values: str) -> bytes:
    """The reply that is an error, with what its message needs."""
    return packed(error, json.dumps(values).encode())


def unpacked(reply: bytes) -> tuple[str, Document | NewFile | dict[str, str]]:
    """The reply's tag, and the document, the new file or the error's values. Raises ValueError or
    pickle.UnpicklingError where it is none of them."""
    head, found, body = reply.partition(b"\n")
    if not found:
        raise ValueError("a reply without a tag")
    tag = head.decode("ascii", "replace")
    if tag == ANSWER:
        document = _Unpickler(io.BytesIO(body)).load()
        if not isinstance(document, Document):
            raise ForeignObject("not a document")
        return tag, document
    values, _, data = body.partition(b"\n")
    report = json.loads(values)
    if not isinstance(report, dict):
        raise ForeignObject("values without names")
    if tag == FILE:
        return tag, NewFile(data, report)
    return tag, {str(key): printable(str(value)) for key, value in report.items()}


def printable(text: str) -> str:
    """A text fit for a terminal: no control characters."""
    return "".join(c if c.isprintable() else "?" for c in text)
