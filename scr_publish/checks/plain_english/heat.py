"""How badly each section needs to be rewritten, from 0 to 1, so that a reviewer knows where to begin.

The formula, with its weights, is in `settings.toml`: reading ease, average sentence, long sentences, passives and hard
words, each held against the profile's own targets, and less for a section that is only a few lines long."""

from __future__ import annotations

from dataclasses import dataclass

from scr_publish.checks.plain_english.settings import settings
from scr_publish.config.profile import PlainEnglish


@dataclass(frozen=True)
class Strain:
    """What makes a section hard: its measures (see `measures`), its share of passives, its findings on words."""

    measures: dict[str, float]
    passive_share: float
    hard_words: int


def heat(strain: Strain, targets: PlainEnglish) -> float:
    """The heat of a section, 0 (easy) to 1 (rewrite first), to two decimals."""
    weights, found = settings().heat, strain.measures
    words = found["words"]
    easy = 2 * targets.flesch_target - targets.flesch_section_floor
    parts = (
        (weights.reading, _between(-easy, -targets.flesch_section_floor, -found["flesch_reading_ease"])),
        (
            weights.length,
            _between(targets.average_sentence / 2, targets.average_sentence * 2, found["average_sentence"]),
        ),
        (weights.long, _between(0, 0.5, found["long_sentence_share"])),
        (weights.passive, _between(0, 2 * targets.passive_share, strain.passive_share)),
        (weights.words, _between(0, 0.05, strain.hard_words / words)),
    )
    full = sum(weight * part for weight, part in parts)
    return round(full * min(1.0, words / weights.full_words), 2)


def _between(low: float, high: float, value: float) -> float:
    """0 at `low` and below, 1 at `high` and above, straight between."""
    if high <= low:
        return 0.0 if value <= low else 1.0
    return min(1.0, max(0.0, (value - low) / (high - low)))
