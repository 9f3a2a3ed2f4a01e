"""Measures of reading ease, from textstat, on prose whose sentences are those of the language pass.

textstat finds sentences at full stops, so that "s.47", "Dr. Reed" and "3.5 hours" make sentences, and it leaves out
stretches of one or two words. `prepared` therefore writes each sentence with the stops inside it taken out and one at
its end: textstat then counts the language pass's sentences, and the words that a reader counts. Everything else, the
formulas among it, is textstat's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scr_publish.checks.plain_english.prose import Prose, ProseSection
from scr_publish.checks.plain_english.syllables import textstat
from scr_publish.nlp.annotations import Sentence

_STOPS = re.compile(r"[.!?]+")
_BREAKS = re.compile(r"[/\u2012-\u2015]")
_LOOSE = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")


def prepared(sentences: Sequence[Sentence]) -> str:
    """The sentences as textstat should read them: one line each, a full stop at the end of each and nowhere else."""
    lines = []
    for sentence in sentences:
        text = _BREAKS.sub(" ", _STOPS.sub("", sentence.text))
        lines.append(" ".join(_LOOSE.sub(" ", text).split()) + ".")
    return "\n".join(lines)


def measures(sentences: Sequence[Sentence], long_sentence: int) -> dict[str, float]:
    """The measures of some sentences by name, rounded to two decimals; none for no sentences.

    `words`, `sentences`, `average_sentence` (words), `long_sentence_share` (0 to 1), Flesch reading ease (0 to 100,
    higher is easier), five measures in years of (American) schooling, Dale-Chall (its own scale: 9 and over is for
    graduates) and `reading_time` in seconds."""
    if not sentences:
        return {}
    text, count = prepared(sentences), textstat()
    words = count.lexicon_count(text)
    number = count.sentence_count(text)
    found = {
        "words": words,
        "sentences": number,
        "average_sentence": words / number,
        "long_sentence_share": sum(sentence.words > long_sentence for sentence in sentences) / len(sentences),
        "flesch_reading_ease": count.flesch_reading_ease(text),
        "flesch_kincaid_grade": count.flesch_kincaid_grade(text),
        "gunning_fog": count.gunning_fog(text),
        "smog_index": count.smog_index(text),
        "coleman_liau_index": count.coleman_liau_index(text),
        "automated_readability_index": count.automated_readability_index(text),
        "dale_chall": count.dale_chall_readability_score(text),
        "reading_time": count.reading_time(text),
    }
    return {name: round(float(value), 2) for name, value in found.items()}


def measured(prose: Prose, long_sentence: int) -> tuple[dict[str, float], list[tuple[ProseSection, dict[str, float]]]]:
    """The measures of all the prose, and of each section that has sentences."""
    sections = [
        (section, measures(section.sentences, long_sentence)) for section in prose.sections if section.sentences
    ]
    return measures(prose.sentences, long_sentence), sections
