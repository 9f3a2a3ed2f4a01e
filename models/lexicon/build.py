"""Build the word lists that the checks on names use: `scr_publish/data/lexicon/*.txt`.

    python models/lexicon/build.py --names FOLDER --probabilities en_lexeme_prob.json.gz

Forenames and surnames come from the CC0 lists of popular names by country (sigpwned/popular-names-by-country-dataset)
and from the Latin-script name lists of Faker (MIT). What counts as an ordinary English word comes from the log
probabilities of spaCy's lookups data (MIT), which count "hope" and "Hope" apart.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

OUT = Path(__file__).parents[2] / "scr_publish" / "data" / "lexicon"

LOCALES = (
    "en_GB", "en_IE", "en_IN", "en_NG", "en_PK", "en_US", "en_NZ", "en_KE", "pl_PL", "ro_RO", "tr_TR", "yo_NG",
    "ig_NG", "ha_NG", "sw", "lt_LT", "lv_LV", "sk_SK", "cs_CZ", "hu_HU", "pt_PT", "pt_BR", "es_ES", "fr_FR",
    "it_IT", "de_DE", "nl_NL", "ga_IE", "hr_HR", "et_EE", "sv_SE", "da_DK", "no_NO", "fi_FI", "tw_GH", "zu_ZA",
    "az_AZ",
)  # fmt: skip

COMMON, ORDINARY, RARE, PROPER = -13.0, -15.5, -17.5, -15.5
"""Log probabilities: a word for daily use, an ordinary word, a rare one; a proper noun that everybody knows."""

NAME_EDGE, WORD_EDGE = 2.3, 1.0
"""How much likelier the capitalised form may be before a listed name (or any other word) is no ordinary word: people
write names in lower case too, so the edge is narrower than one would think."""

_WORD = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")


def fold(word: str) -> str:
    """Lower case, without accents."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def listed(folder: Path, kind: str) -> set[str]:
    """Names of the CC0 lists; both forms where one is romanised."""
    found: set[str] = set()
    with (folder / f"common-{kind}-by-country.csv").open(encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream):
            for key in ("Localized Name", "Romanized Name"):
                found.update(parts(row[key]))
    return found


def invented(attributes: Iterable[str]) -> set[str]:
    """Names of Faker's lists."""
    found: set[str] = set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in attributes:
            for name in getattr(provider, attribute, ()):
                found.update(parts(name))
    return found


def parts(name: str) -> set[str]:
    """The single names in one entry, folded; only those in Latin letters."""
    return {w for w in (fold(m.group()) for m in _WORD.finditer(name)) if w.isascii() and len(w) > 1}


def supplement(kind: str) -> set[str]:
    """The names of `more_names.txt`: `kind` is "f" or "s"."""
    lines = (Path(__file__).parent / "more_names.txt").read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if line.startswith(f"{kind}: ") for word in line[3:].split())
    return {fold(word) for word in words}


def entries(folder: Path) -> set[str]:
    """The words and inflected forms of the lookups' own dictionary: a listed name that is not among them is no word
    unless people use it every day ("than")."""
    found: set[str] = set()
    with gzip.open(folder / "en_lemma_index.json.gz") as stream:
        for words in json.load(stream).values():
            found.update(words)
    with gzip.open(folder / "en_lemma_lookup.json.gz") as stream:
        found.update(json.load(stream))
    return found


def write(name: str, source: str, words: Iterable[str]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    lines = sorted(set(words))
    (OUT / f"{name}.txt").write_text(f"# {source}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=Path, required=True, help="folder of the CC0 lists")
    parser.add_argument(
        "--probabilities", type=Path, required=True, help="en_lexeme_prob.json.gz of spacy-lookups-data"
    )
    args = parser.parse_args()
    forenames = listed(args.names, "forenames") | invented(("first_names", "first_names_male", "first_names_female"))
    forenames |= supplement("f")
    surnames = listed(args.names, "surnames") | invented(("last_names",)) | supplement("s")
    with gzip.open(args.probabilities) as stream:
        chances: dict[str, float] = json.load(stream)
    names = forenames | surnames
    dictionary = entries(args.probabilities.parent)
    ordinary, common, proper = set(), set(), set()
    for word, chance in chances.items():
        if not re.fullmatch(r"[A-Za-z]{2,}(?:[-'][a-z]+)*", word):
            continue
        lower = word.lower()
        if word == lower:
            title = chances.get(word.capitalize(), -30.0)
            listed_name = word in names
            floor, edge = (ORDINARY, NAME_EDGE) if listed_name else (RARE, WORD_EDGE)
            if chance > floor and chance >= title - edge and (not listed_name or word in dictionary or chance > COMMON):
                ordinary.add(word)
                if chance > COMMON:
                    common.add(word)
        elif word == word.capitalize() and chance > PROPER and lower not in names:
            proper.add(lower)
    words = "spaCy lookups data, log probabilities (MIT)"
    write("forenames", "popular-names-by-country-dataset (CC0); Faker (MIT)", forenames)
    write("surnames", "popular-names-by-country-dataset (CC0); Faker (MIT)", surnames)
    write("ordinary", words, ordinary)
    write("common", words, common)
    write("proper", words, proper - ordinary)


if __name__ == "__main__":
    main()
