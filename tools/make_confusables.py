"""Write `scr_publish/data/lexicon/confusables.txt`: the letters of other scripts that look like a Latin one.

    pip install "confusable-homoglyphs==3.3.1" && python tools/make_confusables.py

The package carries Unicode's confusables (Unicode Technical Standard 39) as JSON. Kept are single letters that look
like one ASCII letter and do not come apart into it by themselves (NFKD)."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).parents[1] / "scr_publish" / "data" / "lexicon" / "confusables.txt"
HEADER = "# Letters that look like Latin ones, from Unicode's confusables (UTS 39), by tools/make_confusables.py.\n"


def main() -> None:
    """Write the file."""
    data = json.loads(files("confusable_homoglyphs").joinpath("confusables.json").read_text(encoding="utf-8"))
    alike: dict[str, set[str]] = defaultdict(set)
    for base, others in data.items():
        if len(base) == 1 and base.isascii() and base.isalpha():
            alike[base.lower()] |= {other["c"] for other in others if _hides(other["c"])}
    # A capital I and a small l look the same: what is an i in lower case is one.
    alike["l"] -= {char for char in alike["l"] if char.casefold() in alike["i"] or char in alike["i"]}
    lines = [f"{letter} {''.join(sorted(chars))}\n" for letter, chars in sorted(alike.items())]
    TARGET.write_text(HEADER + "".join(lines), encoding="utf-8")


def _hides(text: str) -> bool:
    if len(text) != 1 or text.isascii() or not text.isalpha():
        return False
    return not unicodedata.normalize("NFKD", text.casefold()).isascii()


if __name__ == "__main__":
    main()
