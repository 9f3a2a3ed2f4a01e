"""Write CMU's pronouncing dictionary in the layout that NLTK reads: `corpora/cmudict/cmudict`.

Usage: `python tools/make_cmudict.py CMUDICT.dict LICENSE FOLDER`, where `CMUDICT.dict` and its `LICENSE` are the data
files that Carnegie Mellon University publishes. Each entry becomes `WORD VARIANT PHONES…`, the word in upper case.
Entries are sorted by the bytes of the word, so that the program can look words up without loading the file.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ENTRY = re.compile(r"^(?P<word>\S+?)(?:\((?P<variant>\d+)\))? (?P<phones>[A-Z0-2 ]+?)\s*(?:#.*)?$")


def converted(source: str) -> str:
    """The dictionary's entries in NLTK's form, in the order of words and variants. Raises ValueError on a line that is
    neither an entry nor a comment."""
    entries: list[tuple[bytes, int, str]] = []
    for number, line in enumerate(source.splitlines(), 1):
        if not line.strip() or line.startswith(";;;"):
            continue
        match = ENTRY.match(line)
        if match is None:
            raise ValueError(f"line {number} is not an entry of the dictionary")
        entries.append((match["word"].upper().encode(), int(match["variant"] or 1), match["phones"]))
    entries.sort(key=lambda entry: entry[:2])
    return "".join(f"{word.decode()} {variant} {phones}\n" for word, variant, phones in entries)


def main(dictionary: str, licence: str, folder: str) -> None:
    """Write the dictionary and its licence under `folder/corpora/cmudict`."""
    target = Path(folder) / "corpora" / "cmudict"
    target.mkdir(parents=True, exist_ok=True)
    text = converted(Path(dictionary).read_text(encoding="utf-8"))
    (target / "cmudict").write_text(text, encoding="utf-8", newline="\n")
    shutil.copyfile(licence, target / "LICENSE")


if __name__ == "__main__":
    main(*sys.argv[1:4])
