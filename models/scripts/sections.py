"""Train and measure the section model on the written corpus and the sample reports' sources.

    python models/scripts/sections.py                    train, write the weights
    python models/scripts/sections.py --cross-validate   five folds, a file in one fold only: cues and model compared

The label of a passage is the element that its heading promises, where the heading promises just one and no heading of
another element stands between; the heading is no feature. Needs the development extras (scikit-learn). The result is
`scr_publish/data/section_weights.json`; the solver is deterministic, so that the same corpus gives the same table."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.scripts.annotated import Annotated, load
from models.scripts.places import WRITTEN
from scr_publish.checks.content.outline import RESPONSE, Place, outline
from scr_publish.checks.content.passages import LEAST_WORDS, Model, passage_features
from scr_publish.checks.content.sections import fills, said_in, says_alone
from scr_publish.config.profile import SECTION_IDS
from scr_publish.nlp.pipeline import annotate, load_pipeline
from scr_publish.parsing import open_document

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "scr_publish" / "data" / "section_weights.json"
OWN = ROOT / "models" / "sections.toml"
SAMPLES = ROOT / "sample_reports" / "sources"
ELEMENTS = tuple(name for name in SECTION_IDS if name not in RESPONSE | {"recommendations", "findings", "introduction"})
"""The elements that are told by their content; the others rest on statements, or on little but their place."""

LEAST_SEEN = 2
"""Passages that a feature must stand in to be learned from."""
STRENGTH = 1.0
"""Inverse of the penalty on great weights (scikit-learn's C)."""
FOLDS = 5
GRID = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
"""Probabilities from which a passage may be taken for an element; the least that is sure enough is used."""
PRECISION = 0.9
"""Share of the passages picked in cross-validation that must be right for the model to be used on an element."""
FEWEST = 5
"""Passages that it must pick right in cross-validation, for that share to mean anything."""
FLOORS = (0.1, 0.05, 0.02, 0.01, 0.005, 0.002)
"""Probabilities under which a passage may be held not to be of an element."""
KEPT = 0.95
"""Share of the true passages and sections of an element that must stay over its floor."""


@dataclass(frozen=True)
class Example:
    """A passage: its draft and section, its words, its features, its element by its heading, and the elements that the
    cues find in it."""

    draft: str
    section: int
    text: str
    features: frozenset[str]
    element: str
    cued: frozenset[str]

    @property
    def is_own(self) -> bool:
        """Whether it is one of the short passages of our own."""
        return self.section < 0


def examples() -> list[Example]:
    """Every passage of the drafts whose heading promises one element."""
    nlp = load_pipeline()
    out = []
    with tempfile.TemporaryDirectory() as folder:
        for draft in _drafts():
            path = Path(folder, f"{draft.name}.md")
            path.write_text(draft.text, encoding="utf-8", newline="")
            document = open_document(path)
            shape = outline(document, annotate(document, nlp))
            for place in shape.places:
                if _is_clear(place):
                    cued = frozenset(name for name in ELEMENTS if says_alone(name, said_in(place)))
                    element, text = next(iter(place.elements)), place.text.lower()
                    known = passage_features(shape, place)
                    out.append(Example(draft.name, place.section, text, known, element, cued))
    return out


def own_examples() -> list[Example]:
    """The short passages of our own, without a place in a report."""
    nlp = load_pipeline()
    out = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "own.md")
        for element, passages in tomllib.loads(OWN.read_text(encoding="utf-8")).items():
            path.write_text("\n\n".join(passages), encoding="utf-8")
            document = open_document(path)
            shape = outline(document, annotate(document, nlp))
            for i, place in enumerate(shape.places):
                known = frozenset(name for name in passage_features(shape, place) if not name.startswith("tenth="))
                out.append(Example(f"own {i}", -1, place.text.lower(), known, element, frozenset()))
    return out


def _is_clear(place: Place) -> bool:
    return (
        len(place.elements) == 1 and place.zone != "back" and not place.row and len(place.text.split()) >= LEAST_WORDS
    )


def _drafts() -> Iterator[Annotated]:
    for path in [*sorted(WRITTEN.glob("*.md")), *sorted(SAMPLES.glob("*.md"))]:
        draft = load(path)
        if draft.meta.get("split", "train") == "train":
            yield draft


def trained(found: Sequence[Example]) -> dict[str, dict[str, int]]:
    """The weights of each element's features, in hundredths."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    # sorted: the order of a set's strings differs from run to run
    matrix = vectorizer.fit_transform([dict.fromkeys(sorted(item.features), 1) for item in found])
    often = matrix.getnnz(axis=0) >= LEAST_SEEN
    names = vectorizer.get_feature_names_out()[often]
    out = {}
    for element in ELEMENTS:
        rows = [i for i, item in enumerate(found) if not _is_unclear(item, element)]
        model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
        model.fit(matrix[rows][:, often], [found[i].element == element for i in rows])
        pairs = zip(names, model.coef_[0], strict=True)
        weights = {str(name): round(100 * weight) for name, weight in pairs}
        weights["always"] += round(100 * float(model.intercept_[0]))
        out[element] = {name: weight for name, weight in weights.items() if abs(weight) > 1}
    return out


def _is_unclear(item: Example, element: str) -> bool:
    """Whether the heading tells nothing of an element: an introduction may hold any, and the cues find this one."""
    return item.element == "introduction" and element in item.cued


def probabilities(found: Sequence[Example]) -> list[dict[str, float]]:
    """What a model trained on the other folds says of each passage."""
    names = sorted({item.draft for item in found})
    fold_of = {name: i % FOLDS for i, name in enumerate(names)}
    said: list[dict[str, float]] = [{} for _ in found]
    for fold in range(FOLDS):
        made = Model(trained([item for item in found if fold_of[item.draft] != fold]), {})
        for i, item in enumerate(found):
            if fold_of[item.draft] == fold:
                said[i] = {element: made.probability(element, item.features) for element in ELEMENTS}
    return said


def thresholds(found: Sequence[Example], said: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """For each element the least probability at which enough of the passages picked are right; none where there is no
    such probability, and the cues then stand alone. Passages of our own do not count: they are easier."""
    pairs = [(item, odds) for item, odds in zip(found, said, strict=True) if not item.is_own]
    out = {}
    for element in ELEMENTS:
        for least in GRID:
            picked = [item.element == element for item, odds in pairs if odds[element] >= least]
            if sum(picked) >= FEWEST and sum(picked) >= PRECISION * len(picked):
                out[element] = least
                break
    return out


def floors(found: Sequence[Example], said: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """For each element the greatest probability under which hardly any of its own passages and sections lie; none where
    the model is too unsure of the element to speak against the cues."""
    pairs = [(item, odds) for item, odds in zip(found, said, strict=True) if not item.is_own]
    out = {}
    for element in ELEMENTS:
        cued = [
            odds[element] for item, odds in pairs if element in item.cued and item.element in (element, "introduction")
        ]
        own = [*cued, *(best for name, _, best in _sections(pairs, element) if name == element)]
        floor = next((floor for floor in FLOORS if sum(odds >= floor for odds in own) >= KEPT * len(own)), None)
        if floor is not None:
            out[element] = floor
    return out


def _sections(pairs: Sequence[tuple[Example, Mapping[str, float]]], element: str) -> Iterator[tuple[str, str, float]]:
    """Each section's own element, its words, and the greatest probability in it of `element`."""
    grouped: dict[tuple[str, int, str], list[tuple[str, float]]] = {}
    for item, odds in pairs:
        grouped.setdefault((item.draft, item.section, item.element), []).append((item.text, odds[element]))
    for (_, _, name), passages in grouped.items():
        yield name, "\n".join(text for text, _ in passages), max(odds for _, odds in passages)


def _show(
    found: Sequence[Example],
    said: Sequence[Mapping[str, float]],
    least: Mapping[str, float],
    floor: Mapping[str, float],
) -> None:
    pairs = [(item, odds) for item, odds in zip(found, said, strict=True) if not item.is_own]
    print(f"{len(pairs)} passages of {len({item.draft for item, _ in pairs})} drafts")
    print("passages without their heading: precision, recall (how many are picked)")
    for element in ELEMENTS:
        own = [item.element == element for item, _ in pairs]
        cued = [element in item.cued for item, _ in pairs]
        held = [hit and odds[element] >= floor.get(element, 0) for hit, (_, odds) in zip(cued, pairs, strict=True)]
        likely = [element in least and odds[element] >= least[element] for _, odds in pairs]
        both = [a or b for a, b in zip(held, likely, strict=True)]
        figures = "  ".join(f"{name} {_figures(own, got)}" for name, got in (("cues", cued), ("with the model", both)))
        print(f"  {element:26}{sum(own):4}  {figures}  least {least.get(element, '-')} floor {floor.get(element, '-')}")
    print("sections under a heading of the element: share taken as filled, with a body of its own, of another element")
    for element in ELEMENTS:
        rows = [(name == element, fills(element, text), best) for name, text, best in _sections(pairs, element)]
        line = []
        for title, under in (("cues", 0.0), ("with the model", floor.get(element, 0.0))):
            for right in (True, False):
                taken = [filled and best >= under for own_body, filled, best in rows if own_body is right]
                line.append(f"{title} {'own' if right else 'other'} {sum(taken) / max(1, len(taken)):.2f}")
        print(f"  {element:26}{'  '.join(line)}")


def _figures(own: Sequence[bool], got: Sequence[bool]) -> str:
    right = sum(a and b for a, b in zip(own, got, strict=True))
    return f"{right / max(1, sum(got)):.3f} {right / max(1, sum(own)):.3f} ({sum(got)})"


def main() -> None:
    """Train or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross-validate", action="store_true")
    options = parser.parse_args()
    found = [*examples(), *own_examples()]
    said = probabilities(found)
    least = thresholds(found, said)
    floor = floors(found, said)
    _show(found, said, least, floor)
    if not options.cross_validate:
        weights = trained(found)
        used = {element: weights[element] for element in ELEMENTS if element in least or element in floor}
        kept = {"floor": floor, "least": least, "weights": used}
        WEIGHTS.write_text(json.dumps(kept, sort_keys=True, indent=0) + "\n", encoding="utf-8")
        print(f"{WEIGHTS.name}: {sum(map(len, kept['weights'].values()))} weights")


if __name__ == "__main__":
    main()
