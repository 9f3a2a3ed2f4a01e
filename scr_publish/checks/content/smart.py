"""Which parts of a SMART recommendation are there.

The five are those of the term's author (G. T. Doran, "There's a S.M.A.R.T. way to write management's goals and
objectives", Management Review, November 1981): specific, measurable, assignable, realistic, time-related. Whether
something is realistic only a person can say; in its place stands whether it rests on a finding of the report."""

from __future__ import annotations

import re

from scr_publish.checks.content.recommendations import Rec, weak_verb
from scr_publish.checks.content.wording import Wording, verbs, words
from scr_publish.nlp.annotations import Sentence

SMART = ("specific", "measurable", "assigned", "relevant", "timed")
"""The parts, in order."""

_MEASURE = re.compile(
    r"\b(?:audit\w*|sampl\w+|dip.sampl\w*|measur\w+|survey\w*|report\w* (?:\w+ ){0,4}(?:to|the number|figures|how many)"
    r"|figures|number of|how (?:many|often)|proportion|percentage|per cent|\d+ ?%|every \w+|each \w+|all \w+"
    r"|no \w+ (?:may|should|must|can)|test\w*|check\w*|evidence (?:of|that|to)|count\w*"
    r"|within \w+ (?:hours?|days?|weeks?|months?)|at least|at most|never)\b",
    re.IGNORECASE,
)


def measure_of(text: str) -> str:
    """The words of a recommendation by which somebody could tell that it was carried out; "" for none."""
    match = _MEASURE.search(text)
    return " ".join(match.group().split()) if match else ""


def is_specific(rec: Rec) -> bool:
    """Whether a recommendation names an act that somebody could watch, or the thing that is to be made or changed."""
    wording = wording_of(rec)
    if wording is None:
        return False
    firm = any(act not in verbs().soft for act in wording.acts)
    instrument = not words("instruments").isdisjoint(wording.tokens)
    return (firm or instrument) and (weak_verb(rec) is None or (firm and instrument))


def wording_of(rec: Rec) -> Wording | None:
    """The words of a recommendation as a sentence that can be measured."""
    sentence: Sentence | None = next((s for s in rec.place.passage.sentences if s.end > rec.start), None)
    return Wording(sentence, rec.text) if sentence else None
