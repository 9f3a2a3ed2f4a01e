"""Count what a pipeline finds against what is there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

_TITLES = (
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "president",
    "judge",
    "senator",
    "gen",
    "general",
)


@dataclass
class Tally:
    """Right, found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Share of the found that is right; 0 where nothing is found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the wanted that is found; 0 where nothing is wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f(self) -> float:
        """Harmonic mean of both."""
        both = self.found + self.wanted
        return 2 * self.right / both if both else 0.0


Spans = set[tuple[int, int, str]]


def spans(doc: Doc) -> Spans:
    """The entities of a document by their characters."""
    return {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}


def known_spans(found: Spans, gold: Doc) -> Spans:
    """The found entities that touch no word whose label the gold leaves unknown."""
    unknown = {i for token in gold if not token.ent_iob for i in range(token.idx, token.idx + len(token))}
    return {(start, end, label) for start, end, label in found if not unknown & set(range(start, end))}


def by_label(pairs: Iterable[tuple[Spans, Spans]]) -> dict[str, Tally]:
    """Exact matches for each label, from pairs of wanted and found."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for wanted, found in pairs:
        for part, which in ((wanted & found, "right"), (found, "found"), (wanted, "wanted")):
            for label, count in Counter(label for _, _, label in part).items():
                tally = tallies[label]
                setattr(tally, which, getattr(tally, which) + count)
    return dict(sorted(tallies.items()))


def without_title(text: str, start: int, end: int) -> tuple[int, int]:
    """A name's characters with a leading title left out: corpora differ in whether it belongs to the name."""
    words = text[start:end].split(" ", 1)
    if len(words) == 2 and words[0].rstrip(".").casefold() in _TITLES:
        return start + len(words[0]) + 1, end
    return start, end


def sentence_bounds(doc: Doc) -> set[tuple[int, int]]:
    """Each sentence's first and last character, white space left out."""
    bounds = set()
    for sent in doc.sents:
        text = sent.text
        start = sent.start_char + len(text) - len(text.lstrip())
        bounds.add((start, start + len(text.strip())))
    return {(start, end) for start, end in bounds if start < end}
