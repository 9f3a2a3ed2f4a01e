"""Matrices of PDF: six numbers a, b, c, d, e, f (ISO 32000-1, 8.3.3)."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as raw

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def matrix_of(item: Any) -> Matrix:
    """An object's own matrix."""
    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, m):
        return UNIT
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does the one and then the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def point(x: float, y: float, m: Matrix) -> tuple[float, float]:
    """A point through a matrix."""
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]
