"""The balance of a report: how much of it tells what happened, how much explains, and how much looks forward.

The national panel asks for analysis in place of narrative (first annual report, 2014). Headings say little here, for a
section called "Analysis" may only tell the story again; so each sentence is weighed by its words: a sentence looks
forward where it asks for something or says what will be done, explains where it gives reasons or, in the analysis,
tells no event, and tells where its verb is in the past and it gives no reason. What does none of these (method, lists,
contacts) counts for nothing but the total."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from scr_publish.checks.content.cues import Cues, cues, data
from scr_publish.checks.content.outline import RESPONSE, Outline, Place
from scr_publish.checks.content.recommendations import Rec
from scr_publish.checks.content.statements import Told
from scr_publish.findings import Balance
from scr_publish.nlp.annotations import Sentence
from scr_publish.spans import Spans

_ANALYSIS = frozenset({"why_it_happened", "findings"})
_AHEAD = RESPONSE | {"recommendations"}
_ABOUT_THE_REVIEW = frozenset({
    "methodology", "reviewer_independence", "terms_of_reference", "criteria", "publication_and_anonymity", "timescale",
})  # fmt: skip
_REASONS_ANYWHERE = 2
"""Different reason-giving words that make a sentence outside the analysis an explanation; in it one is enough."""

_STORY_CUES = 2
"""Words of a story (who, what they did, when) that make a sentence of the analysis, which gives no reason, a part of
the story told again."""

_PAST_TAG = "VBD"


@cache
def _reasons() -> Cues:
    return cues(data("content.toml")["why_it_happened"]["groups"]["reasons"])


@cache
def _story() -> Cues:
    return cues(data("content.toml")["what_happened"]["groups"]["story"])


def balance(outline: Outline, recs: Sequence[Rec], told: Sequence[Told]) -> Balance:
    """The shares of the words of a report's running text, tables and appendices left out."""
    ahead = Spans([*((rec.start, rec.end) for rec in recs), *((item.start, item.end) for item in told)])
    words = dict.fromkeys(("tells", "explains", "ahead", "other"), 0)
    for place in outline.places:
        if place.zone == "back" or place.row is not None:
            continue
        for sentence in place.passage.sentences:
            words[_job(place, sentence, ahead)] += sentence.words
    total = sum(words.values()) or 1
    return Balance(
        narrative=words["tells"] / total,
        analysis=words["explains"] / total,
        forward=words["ahead"] / total,
        words=total,
    )


def _job(place: Place, sentence: Sentence, ahead: Spans) -> str:
    if ahead.touch(sentence.start, sentence.end):
        return "ahead"
    if place.elements & _ABOUT_THE_REVIEW:
        return "other"
    analysing = bool(place.elements & _ANALYSIS)
    reasons = _reasons().count(sentence.text.lower())
    if reasons >= (1 if analysing else _REASONS_ANYWHERE):
        return "explains"
    past = any(token.tag_ == _PAST_TAG for token in sentence.span)
    if past and analysing and _story().count(sentence.text.lower()) < _STORY_CUES:
        return "explains"
    if not past:
        return "explains" if analysing else "ahead" if place.elements & _AHEAD else "other"
    return "ahead" if place.elements & _AHEAD else "tells"
