"""Where things lie: the public corpora, the written corpus, what is built on the way, and the trained pipeline."""

from __future__ import annotations

import os
from pathlib import Path

MODELS = Path(__file__).resolve().parents[1]
REPOSITORY = MODELS.parent
BUILD = MODELS / "build"
CONFIGS = MODELS / "configs"
WRITTEN = MODELS / "corpus"
GENERATOR = MODELS / "generator"
PIPELINE = MODELS / "en_scr"
LEXICON = REPOSITORY / "scr_publish" / "data" / "lexicon"
SEED = 20150326


def corpora() -> Path:
    """The folder of public corpora: `SCR_CORPORA`, or `../shared/corpora` beside the repository.

    Raises SystemExit with one line of what to do where it is not there."""
    place = Path(os.environ.get("SCR_CORPORA") or REPOSITORY.parent / "shared" / "corpora").resolve()
    if not (place / "ud-ewt" / "train.conllu").is_file():
        raise SystemExit(f"no corpora in {place}: set SCR_CORPORA to the folder that models/README.md describes.")
    return place
