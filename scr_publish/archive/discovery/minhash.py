"""Near-duplicates by minhash: a small signature of a document's shingles, from which the share that two documents have
in common can be told (Broder 1997, “On the resemblance and containment of documents”)."""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SHINGLE = 4
"""Words a shingle: shorter ones are common to all reports, longer ones break at every changed word."""
ROWS, BANDS = 3, 42
"""Two documents are compared where the `ROWS` values of one of the `BANDS` bands agree: that finds pairs that share
half of their shingles with 99.6 %, and pairs that share a tenth with 4 %."""
MOST_IN_A_BUCKET, MOST_ALIKE = 8, 5
"""With how many documents of one band each is compared at most, and how many of them count: what very many documents
share (a form, a notice) would otherwise make every pair of them a candidate."""
_SIZE = ROWS * BANDS
_chance = random.Random(20261126)  # noqa: S311 - the permutations are fixed, and no secret
_FACTORS = np.array([_chance.getrandbits(64) | 1 for _ in range(_SIZE)], dtype=np.uint64)[:, None]
_TERMS = np.array([_chance.getrandbits(64) for _ in range(_SIZE)], dtype=np.uint64)[:, None]
_WORD = re.compile(r"\w+")
_CHUNK = 4096


def tokens(text: str) -> list[str]:
    """The words of a text, in lower case, without punctuation."""
    return _WORD.findall(text.casefold())


def shingles(words: Sequence[str]) -> NDArray[np.uint64]:
    """The hashes of all runs of `SHINGLE` words, each once, in ascending order."""
    if len(words) < SHINGLE:
        words = [*words, *[""] * (SHINGLE - len(words))] if words else []
    if not words:
        return np.zeros(0, dtype=np.uint64)
    hashed = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], dtype=np.uint64)
    count = len(hashed) - SHINGLE + 1
    made = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        made = made * np.uint64(0x9E3779B97F4A7C15) + hashed[place : place + count] + np.uint64(1)
    made ^= made >> np.uint64(29)
    return np.unique(made)


def signature(words: Sequence[str]) -> bytes:
    """The signature of a text's words: `ROWS` times `BANDS` 32-bit numbers; empty where there are no words."""
    made = shingles(words)
    if not len(made):
        return b""
    least = np.full(_SIZE, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(made), _CHUNK):
        permuted = _FACTORS * made[None, start : start + _CHUNK] + _TERMS
        least = np.minimum(least, permuted.min(axis=1))
    return (least >> np.uint64(32)).astype("<u4").tobytes()


def similarity(one: bytes, other: bytes) -> float:
    """An estimate of the share of shingles that two texts have in common, 0 to 1, from their signatures; its standard
    error is under 0.045."""
    if not one or not other:
        return 0.0
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))


def shared(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """The share of shingles that two texts have in common, 0 to 1."""
    if not len(one) or not len(other):
        return 0.0
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common)


def candidates(signatures: Sequence[bytes], least: float) -> list[tuple[int, int]]:
    """The pairs of texts whose signatures say that they share `least` or more, by their places, the smaller one first,
    in order. Of each text only the `MOST_ALIKE` likest before it are given."""
    places = np.array([place for place, made in enumerate(signatures) if made], dtype=np.int64)
    if len(places) < 2:
        return []
    table = np.frombuffer(b"".join(made for made in signatures if made), "<u4").reshape(len(places), _SIZE)
    likest: dict[int, list[tuple[float, int]]] = defaultdict(list)
    pairs = _agreeing(table)
    for start in range(0, len(pairs), _CHUNK):
        ones, others = np.divmod(pairs[start : start + _CHUNK], len(places))
        alike = (table[ones] == table[others]).mean(axis=1)
        for one, other, share in zip(ones.tolist(), others.tolist(), alike.tolist(), strict=True):
            if share >= least:
                likest[other].append((-share, one))
    return sorted(
        (int(places[one]), int(places[other]))
        for other, found in likest.items()
        for _, one in sorted(found)[:MOST_ALIKE]
    )


def _agreeing(table: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The pairs of rows that agree in a band, each once, as `smaller * number of rows + larger`, in order."""
    count = len(table)
    found = [np.zeros(0, dtype=np.int64)]
    for band in range(BANDS):
        keys = np.zeros(count, dtype=np.uint64)
        for row in range(ROWS):
            keys = keys * np.uint64(0x9E3779B97F4A7C15) + table[:, band * ROWS + row] + np.uint64(1)
        order = np.argsort(keys, kind="stable")
        for distance in range(1, min(MOST_IN_A_BUCKET, count - 1) + 1):
            agree = keys[order[distance:]] == keys[order[:-distance]]
            if not agree.any():
                break
            found.append(order[:-distance][agree].astype(np.int64) * count + order[distance:][agree])
    return np.unique(np.concatenate(found))
