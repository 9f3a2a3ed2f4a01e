"""Train and measure the statement classifier on the written corpus.

    python models/scripts/statements.py                    train on the train part, write the table
    python models/scripts/statements.py --cross-validate   F over the train part, five folds, a file in one fold only
    python models/scripts/statements.py --measure dev      F of the table that ships on a part (totals only)

Needs the development extras (scikit-learn). The result is `scr_publish/data/statement_weights.json`; the seed is fixed
and the solver deterministic, so that the same corpus gives the same table."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.scripts.annotated import Annotated, load
from models.scripts.places import WRITTEN
from scr_publish.checks.content.candidates import candidates
from scr_publish.checks.content.classifier import KINDS, kind_of
from scr_publish.checks.content.features import features
from scr_publish.checks.content.outline import outline
from scr_publish.checks.content.recommendations import recommendations
from scr_publish.nlp.pipeline import annotate, load_pipeline
from scr_publish.parsing import open_document

TABLE = Path(__file__).resolve().parents[2] / "scr_publish" / "data" / "statement_weights.json"
LEAST = 4
"""Sentences that a feature must stand in to be learned from."""
STRENGTH = 0.15
"""Inverse of the penalty on great weights (scikit-learn's C)."""
FOLDS = 5
_COVERED = 0.5


@dataclass(frozen=True)
class Example:
    """A sentence: its draft, features, slot, the rules' verdict, and what the annotator says that it is."""

    draft: str
    features: frozenset[str]
    slot: str
    verdict: str
    kind: str


def examples(part: str) -> Iterator[Example]:
    """Every candidate of a part's drafts. A statement that no candidate covers is given as an example without
    features, so that it counts as missed."""
    nlp = load_pipeline()
    with tempfile.TemporaryDirectory() as folder:
        for draft in _drafts(part):
            path = Path(folder, f"{draft.name}.md")
            path.write_text(draft.text, encoding="utf-8", newline="")
            document = open_document(path)
            shape = outline(document, annotate(document, nlp))
            found = list(candidates(shape, recommendations(shape)))
            for item, known in zip(found, features(shape, found), strict=True):
                kind = _kind(draft, item.start, item.end)
                yield Example(draft.name, known, item.slot, item.verdict, kind)
            for statement in draft.statements:
                kind = statement.kind.lower()
                spans = [(item.start, item.end) for item in found]
                if kind in KINDS and _share(statement.start, statement.end, spans) < _COVERED:
                    yield Example(draft.name, frozenset(), "none", "", kind)


def _drafts(part: str) -> Iterator[Annotated]:
    for path in sorted(WRITTEN.glob("*.md")):
        draft = load(path)
        if draft.meta.get("split", "train") == part:
            yield draft


def _share(start: int, end: int, spans: Sequence[tuple[int, int]]) -> float:
    return sum(max(0, min(end, b) - max(start, a)) for a, b in spans) / max(1, end - start)


def _kind(draft: Annotated, start: int, end: int) -> str:
    for statement in draft.statements:
        if _share(start, end, [(statement.start, statement.end)]) >= _COVERED:
            kind = statement.kind.lower()
            return kind if kind in KINDS else ""
    return ""


def trained(found: Sequence[Example]) -> dict[str, tuple[int, ...]]:
    """The table: each feature's weights in hundredths, in the order of `KINDS`."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    whole = [item for item in found if item.features]
    vectorizer = DictVectorizer()
    # sorted: the order of a set's strings differs from run to run
    matrix = vectorizer.fit_transform([dict.fromkeys(sorted(item.features), 1) for item in whole])
    often = matrix.getnnz(axis=0) >= LEAST
    model = LogisticRegression(C=STRENGTH, max_iter=400, random_state=0)
    model.fit(matrix[:, often], [KINDS.index(item.kind) for item in whole])
    names = vectorizer.get_feature_names_out()[often]
    table = {"always": tuple(round(100 * value) for value in model.intercept_)}
    for name, weights in zip(names, model.coef_.T, strict=True):
        rounded = tuple(round(100 * weight) for weight in weights)
        if name == "always":
            rounded = tuple(a + b for a, b in zip(rounded, table["always"], strict=True))
        if any(rounded):
            table[str(name)] = rounded
    return table


def measured(wanted: Sequence[str], got: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Precision, recall and F of each kind."""
    out = {}
    for kind in KINDS[1:]:
        right = sum(a == b == kind for a, b in zip(wanted, got, strict=True))
        asked, said = sum(a == kind for a in wanted), sum(b == kind for b in got)
        out[kind] = {
            "precision": round(right / max(1, said), 3),
            "recall": round(right / max(1, asked), 3),
            "f": round(2 * right / max(1, asked + said), 3),
            "statements": asked,
        }
    return out


def cross_validated(found: Sequence[Example]) -> list[str]:
    """What a table trained on the other folds says of each example."""
    from scr_publish.checks.content import classifier

    names = sorted({item.draft for item in found})
    fold_of = {name: i % FOLDS for i, name in enumerate(names)}
    said = [""] * len(found)
    for fold in range(FOLDS):
        made = classifier.Table(trained([item for item in found if fold_of[item.draft] != fold]))
        for i, item in enumerate(found):
            if fold_of[item.draft] == fold:
                said[i] = kind_of(item.features, item.slot, item.verdict, made) if item.features else ""
    return said


def _show(title: str, found: Sequence[Example], said: Sequence[str]) -> None:
    print(title)
    for kind, figures in measured([item.kind for item in found], said).items():
        print(f"  {kind:8}", figures)


def main() -> None:
    """Train, cross-validate or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--measure", choices=("train", "dev", "test"))
    options = parser.parse_args()
    found = list(examples(options.measure or "train"))
    if options.measure or options.cross_validate:
        _show("the wording rules alone", found, [item.verdict for item in found])
    if options.measure:
        said = [kind_of(item.features, item.slot, item.verdict) if item.features else "" for item in found]
        _show("as shipped", found, said)
    elif options.cross_validate:
        _show("rules and classifier, cross-validated", found, cross_validated(found))
    else:
        lines = [f"{json.dumps(name)}: {list(weights)}" for name, weights in sorted(trained(found).items())]
        TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
        print(f"{TABLE.name}: {len(lines)} features")


if __name__ == "__main__":
    main()
