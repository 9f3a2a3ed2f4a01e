"""The calls into PDFium that are made once for each character.

The bindings of pypdfium2 check and convert every argument; over a quarter of a million characters that takes longer
than the work itself. The same functions are called here through prototypes that take plain addresses."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw


def _direct(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    prototype = ctypes.CFUNCTYPE(result, *arguments)
    pointer = ctypes.cast(function, ctypes.c_void_p).value
    assert pointer is not None
    return prototype(pointer)


char_code = _direct(raw.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
loose_box = _direct(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
text_object = _direct(raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)


def address(handle: Any) -> int:
    """The plain address behind a PDFium handle."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
