"""The people of England by district: religion by sex by age, jointly, and ethnic group (census of 2011).

`tools/make_population.py` makes the table from the published ones; it holds its own source and licence."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]
"""One number for each district, in the order of the table."""


@dataclass(frozen=True)
class Population:
    """The table. `people[district, sex, band, religion]` and `ethnic[district, group]` are numbers of residents; bands
    of age are [first year, year after the last)."""

    source: str
    names: tuple[str, ...]
    counties: tuple[str, ...]
    sexes: tuple[str, ...]
    bands: tuple[tuple[int, int], ...]
    religions: tuple[str, ...]
    groups: tuple[str, ...]
    people: NDArray[np.float64]
    ethnic: NDArray[np.float64]

    def count(self, sex: str | None = None, ages: tuple[float, float] | None = None, religion: str = "") -> Counts:
        """How many residents of each district are of a sex, of an age in [low, high) years and of a religion, each
        where it is given. Within a band of the census every day of age has the same share of the people."""
        by_band = self._by_band(sex, religion)
        if ages is None:
            return np.asarray(by_band.sum(axis=1))
        weights = np.array([_overlap(ages, band) / (band[1] - band[0]) for band in self.bands])
        return np.asarray(by_band @ weights)

    def _by_band(self, sex: str | None, religion: str) -> NDArray[np.float64]:
        """The residents of each district and band who are of a sex and a religion, each where it is given. Kept, since
        a report asks for the same few again and again."""
        if (sex, religion) not in self._sums:
            cells = self.people if sex is None else self.people[:, [self.sexes.index(sex)]]
            cells = cells if not religion else cells[:, :, :, [self.religions.index(religion)]]
            self._sums[sex, religion] = cells.sum(axis=(1, 3))
        return self._sums[sex, religion]

    @cached_property
    def _sums(self) -> dict[tuple[str | None, str], NDArray[np.float64]]:
        return {}

    def share(self, groups: Sequence[str]) -> Counts:
        """The share of each district's residents who are of one of some ethnic groups."""
        wanted = [self.groups.index(name) for name in groups]
        return np.asarray(self.ethnic[:, wanted].sum(axis=1) / self.ethnic.sum(axis=1))


def _overlap(ages: tuple[float, float], band: tuple[int, int]) -> float:
    return max(0.0, min(ages[1], band[1]) - max(ages[0], band[0]))


@cache
def population() -> Population:
    """The table, read once."""
    packed = files("scr_publish").joinpath("data/population/england-2011.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    source, districts = data["source"], data["districts"]
    return Population(
        source=f"{source['publisher']}, {source['title']}, tables {'; '.join(source['tables'].values())}; "
        f"{source['licence']}",
        names=tuple(item["name"] for item in districts),
        counties=tuple(item["county"] for item in districts),
        sexes=tuple(data["sexes"]),
        bands=tuple((first, last + 1) for first, last in data["ages"]),
        religions=tuple(data["religions"]),
        groups=tuple(data["ethnic_groups"]),
        people=np.array([item["religion"] for item in districts], dtype=np.float64),
        ethnic=np.array([item["ethnic"] for item in districts], dtype=np.float64),
    )
