"""How a document comes back from the process that read it.

A file may have taken that process over, so what it sends is not trusted: the unpickler makes objects of the document
model and arrays, and nothing else."""

from __future__ import annotations

import io
import json
import pickle
from typing import Any

from scr_publish.document import Document

ANSWER = "document"
"""The tag of a reply that is a document; any other one is the name of an error."""

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


def packed_error(error: str, **values: str) -> bytes:
    """The reply that is an error, with what its message needs."""
    return packed(error, json.dumps(values).encode())


def unpacked(reply: bytes) -> tuple[str, Document | dict[str, str]]:
    """The reply's tag, and the document or the error's values. Raises ValueError or pickle.UnpicklingError where it
    is neither."""
    tag, found, body = reply.partition(b"\n")
    if not found:
        raise ValueError("a reply without a tag")
    if tag.decode("ascii", "replace") != ANSWER:
        values = json.loads(body)
        if not isinstance(values, dict):
            raise ValueError("an error without values")
        return tag.decode("ascii", "replace"), {str(key): str(value) for key, value in values.items()}
    document = _Unpickler(io.BytesIO(body)).load()
    if not isinstance(document, Document):
        raise ForeignObject("not a document")
    return ANSWER, document
