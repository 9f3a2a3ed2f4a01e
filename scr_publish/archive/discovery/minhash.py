"""Near-duplicates by minhash: a small signature of a document's shingles, from which the share that two documents have
in common can be told (Broder 1997, “On the resemblance and containment of documents”)."""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

SHINGLE = 4
"""Words a shingle: shorter ones are common to all reports, longer ones break at every changed word."""
ROWS, BANDS = 3, 42
"""Two documents are compared where the `ROWS` values of one of the `BANDS` bands agree: that finds pairs that share
half of their shingles with 99.6 %, and pairs that share a tenth with 4 %."""
MOST_IN_A_BUCKET = 20
"""With how many documents of one bucket each is compared at most: text that very many share (a form, a notice) would
otherwise make every pair of them a candidate."""
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


def candidates(signatures: Mapping[int, bytes], least: float) -> Iterator[tuple[int, int]]:
    """The pairs of documents whose signatures say that they share `least` or more, each once, the smaller number
    first."""
    seen: set[tuple[int, int]] = set()
    for bucket in _buckets(signatures):
        for place, one in enumerate(bucket):
            for other in bucket[max(0, place - MOST_IN_A_BUCKET) : place]:
                pair = (min(one, other), max(one, other))
                if pair not in seen:
                    seen.add(pair)
                    if similarity(signatures[one], signatures[other]) >= least:
                        yield pair


def _buckets(signatures: Mapping[int, bytes]) -> Iterable[list[int]]:
    """The documents that agree in a band, band by band, so that the memory is that of one band."""
    width = ROWS * 4
    for band in range(BANDS):
        found: dict[bytes, list[int]] = defaultdict(list)
        for document, made in sorted(signatures.items()):
            if made:
                found[made[band * width : (band + 1) * width]].append(document)
        yield from (bucket for bucket in found.values() if len(bucket) > 1)
