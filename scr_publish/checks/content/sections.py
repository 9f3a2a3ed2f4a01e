"""Whether each element that guidance asks for is in the report: by heading, by content, and never by heading alone.

An element is `present` where text under a heading of its own says what the element says (`content.toml`), or where a
paragraph anywhere says it without such a heading; `empty` where there is a heading and nothing of the kind under it;
else `missing`. Recommendations, actions, impact and further action rest on the statements that were found.

Two voices are heard on the text: the cues, and a trained model of what passages of each element sound like
(`passages.py`), which finds what no cue names and overrules a cue in a passage that is about something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import Field

from scr_publish.checks.content.cues import Cues, cues, data
from scr_publish.checks.content.outline import RESPONSE, Outline, Part, Place
from scr_publish.checks.content.passages import LEAST_WORDS, model, passage_features
from scr_publish.checks.content.recommendations import Rec
from scr_publish.checks.content.statements import Told
from scr_publish.config.profile import SECTION_IDS
from scr_publish.config.toml import Settings, validated
from scr_publish.document import Document
from scr_publish.errors import ConfigError
from scr_publish.findings import SectionStatus

_KIND_OF = {"actions_taken": "action", "impact": "impact", "further_action": "future"}
_OPENING = 0.15
"""The introduction stands in this first share of the text."""

_TELLING, _EXPLAINING = 5, 3
_STORY_WORDS = 7
_EXPLAINING_SHARE = 0.5
"""Without a heading of their own: sentences of one section that tell events, sentences that give reasons, the least
words of one, and the share of the section that the reasons must make, for the report to count as saying what happened
and why."""

_BODY = frozenset({"what_happened", "why_it_happened", "findings", "recommendations"}) | RESPONSE
_ELSEWHERE: dict[str, frozenset[str]] = {
    "what_happened": (_BODY - {"what_happened"}) | {"methodology", "family_involvement"},
    "why_it_happened": RESPONSE
    | {"what_happened", "recommendations", "methodology", "terms_of_reference", "family_involvement"},
    "methodology": _BODY,
    "parallel_proceedings": _BODY | {"methodology"},
    "timescale": _BODY,
    "publication_and_anonymity": _BODY,
    "terms_of_reference": _BODY,
    "criteria": _BODY,
    "reviewer_independence": _BODY - {"findings"},
    "family_involvement": RESPONSE | {"recommendations"},
    "findings": RESPONSE | {"what_happened", "recommendations", "methodology"},
}
"""Where an element is not looked for without a heading of its own: the words there are about something else."""


class _Element(Settings):
    words: int
    headed: tuple[tuple[str, ...], ...]
    alone: tuple[tuple[str, ...], ...] = ()
    groups: dict[str, tuple[str, ...]] = Field(min_length=1)


@dataclass(frozen=True)
class _Content:
    words: int
    headed: tuple[tuple[tuple[str, int], ...], ...]
    alone: tuple[tuple[tuple[str, int], ...], ...]
    groups: dict[str, Cues]

    def holds(self, text: str, combinations: tuple[tuple[tuple[str, int], ...], ...]) -> bool:
        """Whether a lower-case text holds every group of one of the combinations."""
        return any(all(self._enough(text, name, n) for name, n in combination) for combination in combinations)

    def _enough(self, text: str, name: str, least: int) -> bool:
        hits = self.groups[name].hits(text)
        return all(next(hits, None) is not None for _ in range(least))


@cache
def _elements() -> tuple[dict[str, _Content], Cues]:
    raw = dict(data("content.toml"))
    never = cues(raw.pop("never")["phrases"])
    out = {}
    for name, table in raw.items():
        element = validated(_Element, table, f"content.toml, {name}")
        out[name] = _Content(
            element.words,
            _combinations(element.headed, element.groups, name),
            _combinations(element.alone, element.groups, name),
            {key: cues(value) for key, value in element.groups.items()},
        )
    return out, never


def _combinations(
    lists: Iterable[Sequence[str]], known: dict[str, tuple[str, ...]], name: str
) -> tuple[tuple[tuple[str, int], ...], ...]:
    out = []
    for names in lists:
        pairs = [(item.partition(":")[0], int(item.partition(":")[2] or 1)) for item in names]
        unknown = [key for key, _ in pairs if key not in known]
        if unknown:
            raise ConfigError(f"content.toml, {name}: there is no group “{unknown[0]}”.")
        out.append(tuple(pairs))
    return tuple(out)


_QUESTIONS = SectionStatus("recommendations", "missing", reason="the report puts questions to the Board instead")
"""What a report of the systems model has: a form of its own, and no fault (see `section_checks.py`)."""


def sections(
    outline: Outline, recs: Sequence[Rec], found: Sequence[Told], beside: Sequence[Told] = ()
) -> list[SectionStatus]:
    """The status of every element. `found` are the document's statements, `beside` those of its companions."""
    finder = _Finder(outline)
    out = []
    for name in SECTION_IDS:
        if name in _KIND_OF:
            kind = _KIND_OF[name]
            spans = [(told.start, told.end) for told in found if told.kind == kind]
            elsewhere = any(told.kind == kind for told in beside)
            out.append(finder.by_statements(name, spans, elsewhere))
        elif name == "recommendations":
            asked = bool(recs) and all(rec.is_question for rec in recs)
            out.append(_QUESTIONS if asked else finder.by_statements(name, [(r.start, r.end) for r in recs], False))
        else:
            out.append(finder.by_content(name))
    return out


class _Finder:
    """Looks for elements in one document."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.document: Document = outline.document
        self._known: dict[int, frozenset[str]] = {}
        self.texts = {place.block.start: said_in(place) for place in outline.places}

    def headed(self, name: str) -> list[Part]:
        return [part for part in self.outline.parts if name in part.own.elements and part.zone != "back"]

    def by_statements(self, name: str, spans: list[tuple[int, int]], beside: bool) -> SectionStatus:
        parts = self.headed(name)
        heading = parts[0].heading if parts else ""
        if spans:
            return SectionStatus(name, "present", heading, tuple(spans))
        if beside:
            return SectionStatus(name, "present", "", (), "in a companion document")
        if parts:
            return SectionStatus(name, "empty", heading, _headings(parts), "no statement of the kind stands under it")
        return SectionStatus(name, "missing")

    def by_content(self, name: str) -> SectionStatus:
        content = _elements()[0][name]
        parts = self.headed(name)
        filled = [part for part in parts if self._filled(name, part)]
        if filled:
            spans = tuple((part.section.start, part.section.end) for part in filled)
            return SectionStatus(name, "present", filled[0].heading, spans)
        labelled = self._labelled(name)
        if labelled:
            return SectionStatus(name, "present", "", tuple((p.block.start, p.block.end) for p in labelled))
        alone = self._alone(name, content)
        if alone:
            return SectionStatus(name, "present", "", tuple((p.block.start, p.block.end) for p in alone))
        if parts:
            return SectionStatus(
                name, "empty", parts[0].heading, _headings(parts), "what stands under it is about something else"
            )
        return SectionStatus(name, "missing")

    def _labelled(self, name: str) -> list[Place]:
        """The paragraphs under run-in labels of the element, where they say what it says."""
        parts = self.outline.parts
        found = [
            place
            for place in self.outline.places
            if name in place.elements and name not in parts[place.section].elements and not place.zone
        ]
        text = "\n".join(self.texts[place.block.start] for place in found)
        return found if fills(name, text) else []

    def _filled(self, name: str, part: Part) -> bool:
        """Whether the text under a heading says what the element says. What stands under a deeper heading of another
        element counts only for elements that a heading may share with others."""
        body = [place for place in self.outline.under(part) if name in place.above | place.elements]
        if not fills(name, "\n".join(self.texts[place.block.start] for place in body)):
            return False
        long = [place for place in body if self._is_long(place)]
        return not long or not all(model().hardly(name, self._features(place)) for place in long)

    def _alone(self, name: str, content: _Content) -> list[Place]:
        if name == "what_happened":
            return self._many(name, _TELLING, 0.0, content, content.headed)
        if name == "why_it_happened":
            return self._many(name, _EXPLAINING, _EXPLAINING_SHARE, content, content.alone)
        out = []
        for place in self.outline.places:
            if place.zone == "back" or place.row or place.elements & _ELSEWHERE.get(name, frozenset()):
                continue
            if name == "introduction" and place.block.start > _OPENING * len(self.document.text):
                break
            cued = says_alone(name, self.texts[place.block.start])
            if self._is_long(place):
                features = self._features(place)
                cued = (cued and not model().hardly(name, features)) or model().surely(name, features)
            if cued:
                out.append(place)
        return out

    def _is_long(self, place: Place) -> bool:
        return len(self.texts[place.block.start].split()) >= LEAST_WORDS

    def _features(self, place: Place) -> frozenset[str]:
        """The features of a passage for the trained model, made once."""
        if place.block.start not in self._known:
            self._known[place.block.start] = passage_features(self.outline, place)
        return self._known[place.block.start]

    def _many(
        self,
        name: str,
        least: int,
        share: float,
        content: _Content,
        combinations: tuple[tuple[tuple[str, int], ...], ...],
    ) -> list[Place]:
        """The paragraphs of one section that together are the element: enough sentences of it under a heading of
        another name, and enough of the section."""
        by_section: dict[int, list[Place]] = {}
        told: Counter[int] = Counter()
        all_told: Counter[int] = Counter()
        for place in self.outline.places:
            if place.zone or place.row or place.elements & _ELSEWHERE[name]:
                continue
            sentences = [s for s in place.passage.sentences if s.words >= _STORY_WORDS]
            hits = sum(content.holds(s.text.lower(), combinations) for s in sentences)
            all_told[place.section] += len(sentences)
            if hits:
                told[place.section] += hits
                by_section.setdefault(place.section, []).append(place)
        enough = [i for i in by_section if told[i] >= least and told[i] >= share * all_told[i]]
        return by_section[max(enough, key=lambda i: told[i])] if enough else []


def _headings(parts: Sequence[Part]) -> tuple[tuple[int, int], ...]:
    return tuple((part.section.heading.start, part.section.heading.end) for part in parts if part.section.heading)


def says_alone(name: str, text: str) -> bool:
    """Whether the cues find an element in a passage without its heading, from its words in lower case."""
    content = _elements()[0][name]
    return len(text.split()) >= content.words and content.holds(text, content.alone)


def fills(name: str, text: str) -> bool:
    """Whether the cues find in the text under a heading of an element, in lower case, what it should say."""
    content = _elements()[0][name]
    return len(text.split()) >= content.words and content.holds(text, content.headed)


_BRACKETED = re.compile(r"^[^\w\[]*+\[[^\]]*\]\W*$")


def said_in(place: Place) -> str:
    """What a passage says, in lower case: sentences that put the matter elsewhere, or that a template left, are out."""
    text = place.text
    if _BRACKETED.match(text):
        return ""
    lower = text.lower()
    never = _elements()[1]
    if not never.first(lower):
        return lower
    return " ".join(s.text.lower() for s in place.passage.sentences if not never.first(s.text.lower()))
