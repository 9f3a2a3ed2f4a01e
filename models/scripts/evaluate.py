"""Measure the shipped pipeline on data that training never saw, and print the table."""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the speed is one core's
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.scripts import measures, word_vectors
from models.scripts.places import PIPELINE
from models.scripts.scoring import Tally
from scr_publish.nlp.pipeline import load_pipeline

CARD_MARKS = ("<!-- scores: made by models/scripts/evaluate.py -->", "<!-- end of scores -->")
NOT_ORIGINS = {"word_names"}
"""Names that are words are a kind of name that is reported, and no origin."""


def measured(pipeline: Path, split: str, drafts: Path | None) -> dict:
    """Every measure of a pipeline, as plain data; `drafts` is a folder of annotated drafts to measure on besides."""
    nlp = load_pipeline(str(pipeline))
    labels, noise = measures.generated(nlp)
    written, unseen = measures.written_part(nlp, split)
    scores = {
        "syntax": measures.syntax(nlp),
        "sentences": _plain(measures.sentences(nlp)),
        "sentences_generated": _plain(measures.generated_sentences(nlp)),
        "generated": {label: _plain(tally) for label, tally in labels.items()},
        "generated_person_by_noise": {kind: _plain(tally) for kind, tally in noise.items()},
        "generated_person_by_origin": _recalls(measures.by_origin(nlp)),
        "written": {label: _plain(tally) for label, tally in written.items()},
        "written_person_unseen": _plain(unseen),
        "uner_person": _plain(measures.uner(nlp)),
        "words_per_second": measures.speed(nlp),
    }
    if nlp.vocab.vectors.name == word_vectors.NAME:
        with measures.names_unlisted(nlp) as without:
            scores["unlisted_person"] = _plain(measures.generated(without)[0]["PERSON"])
            scores["unlisted_person_by_origin"] = _recalls(measures.by_origin(without))
    if drafts:
        found = measures.drafts(nlp, drafts)
        scores["drafts_person"] = {"r": round(found.recall, 4), "wanted": found.wanted}
    return scores


def _plain(tally: Tally) -> dict[str, float]:
    return {
        "p": round(tally.precision, 4),
        "r": round(tally.recall, 4),
        "f": round(tally.f, 4),
        "wanted": tally.wanted,
    }


def _gap(by_origin: dict[str, dict[str, float]]) -> float:
    recalls = [tally["r"] for name, tally in by_origin.items() if name not in NOT_ORIGINS]
    return max(recalls) - min(recalls)


def _share(tally: dict[str, float] | None) -> str:
    return f"{tally['r']:.3f}" if tally else "–"


def _recalls(tallies: dict[str, Tally]) -> dict[str, dict[str, float]]:
    return {name: {"r": round(tally.recall, 4), "wanted": tally.wanted} for name, tally in tallies.items()}


def table(scores: dict, split: str) -> str:
    """The scores as Markdown: the targets first, then what stands behind them."""
    by_origin = scores["generated_person_by_origin"]
    unlisted = scores.get("unlisted_person_by_origin", {})
    person, unseen = scores["generated"]["PERSON"], scores["written_person_unseen"]
    rows = [
        ("sentence boundaries F, report text", scores["sentences"]["f"], 0.97),
        ("UPOS accuracy, EWT dev", scores["syntax"]["pos_acc"], 0.93),
        ("LAS, EWT dev", scores["syntax"]["dep_las"], 0.82),
        (f"PERSON recall, written corpus ({split}), unseen names", unseen["r"], 0.95),
        (f"PERSON precision, written corpus ({split}), unseen names", unseen["p"], 0.92),
        ("PERSON recall, generated, unseen frames and names", person["r"], 0.97),
        ("PERSON precision, generated, unseen frames and names", person["p"], 0.95),
        ("PERSON F, UNER EWT dev", scores["uner_person"]["f"], 0.75),
        ("words a second, one core", scores["words_per_second"], 9000),
    ]
    if "drafts_person" in scores:
        rows.append(
            ("PERSON identifiers, annotated drafts, model and Presidio alone", scores["drafts_person"]["r"], 0.93)
        )
    lines = ["| measure | here | at least |", "|---|---|---|"]
    lines += [f"| {name} | {_number(value)} | {_number(target)} |" for name, value, target in rows]
    lines.append(f"| recall gap, best to worst origin of a name (at most) | {_gap(by_origin):.3f} | 0.03 |")
    if unlisted:
        harder = scores["unlisted_person"]
        lines += ["", "| PERSON, generated, names that are on no list either | |", "|---|---|"]
        lines += [f"| recall | {harder['r']:.3f} |", f"| precision | {harder['p']:.3f} |"]
        lines += [f"| recall gap, best to worst origin of a name | {_gap(unlisted):.3f} |"]
    for title, key in (("generated, unseen frames and names", "generated"), (f"written corpus ({split})", "written")):
        lines += ["", f"| {title} | precision | recall | F | mentions |", "|---|---|---|---|---|"]
        lines += [
            f"| {k} | {v['p']:.3f} | {v['r']:.3f} | {v['f']:.3f} | {v['wanted']} |" for k, v in scores[key].items()
        ]
    lines += ["", "| PERSON, generated, by noise | precision | recall |", "|---|---|---|"]
    lines += [f"| {k} | {v['p']:.3f} | {v['r']:.3f} |" for k, v in scores["generated_person_by_noise"].items()]
    lines += ["", "| origin of the name | recall | on no list | mentions |", "|---|---|---|---|"]
    best_first = sorted(by_origin.items(), key=lambda item: (-item[1]["r"], item[0]))
    lines += [
        f"| {origin} | {tally['r']:.3f} | {_share(unlisted.get(origin))} | {tally['wanted']} |"
        for origin, tally in best_first
    ]
    lines += ["", "| EWT dev | |", "|---|---|"]
    lines += [f"| {k} | {v:.4f} |" for k, v in scores["syntax"].items()]
    return "\n".join(lines)


def write_card(card: Path, scores: str) -> None:
    """Put the table into the model card, between its marks. Raises ValueError where the card has no marks."""
    begin, end = CARD_MARKS
    before, found, rest = card.read_text(encoding="utf-8").partition(begin)
    _, ended, after = rest.partition(end)
    if not (found and ended):
        raise ValueError(f"{card}: there is no {begin} with {end} after it.")
    card.write_text(f"{before}{begin}\n{scores}\n{end}{after}", encoding="utf-8")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value > 1 else f"{value:.3f}"


def main() -> None:
    """Print the table; `--json` also writes the figures, `--card` the table into the model card."""
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pipeline", type=Path, nargs="?", default=PIPELINE)
    parser.add_argument("--split", choices=["dev", "test"], default="test", help="part of the written corpus")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--card", type=Path, help="model card to write the table into, between its marks")
    parser.add_argument(
        "--drafts",
        type=Path,
        default=os.environ.get("SCR_DRAFTS"),
        help="folder of annotated drafts outside this repository; the variable SCR_DRAFTS names it too",
    )
    options = parser.parse_args()
    scores = measured(options.pipeline, options.split, options.drafts)
    print(table(scores, options.split))
    if options.card:
        write_card(options.card, table(scores, options.split))
    if options.json:
        options.json.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
