"""Files that attack whoever reads them, one a row: what it is called, how it is made, and what reading it must give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

READ = "read"
"""The outcome of a row whose file does no harm: a document that holds `GOOD`."""

GOOD = "The social worker visited."
"""The sentence that a hostile file holds where it can be read."""


@dataclass(frozen=True)
class Hostile:
    """A hostile file. `outcome` is the rule of the error or of the document's problem that reading must give, or
    `READ`; where reading may end in more than one way, any of several with a bar between."""

    name: str
    file: str
    make: Callable[[], bytes]
    outcome: str
