"""The language model: loaded once, run once over a document, in batches."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from scr_publish.document import Document
from scr_publish.errors import ModelError
from scr_publish.nlp.annotations import Annotations, Passage
from scr_publish.nlp.normalise import normalise

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_scr"
BATCH_SIZE = 64

_LONGEST_WORD = 500
"""What is longer without a space is no text but one word to the tokenizer, whose time grows with the square of it."""


def default_model_path() -> Path:
    """Where the model that ships with the program lies: inside the installed package, or in the repository."""
    package = Path(str(files("scr_publish")))
    for place in (package / "models" / DEFAULT_MODEL, package.parent / "models" / DEFAULT_MODEL):
        if (place / "meta.json").is_file():
            return place
    raise ModelError("the language model is missing from this installation; install scr-publish again.")


@cache
def load_pipeline(model: str = "") -> Language:
    """The spaCy pipeline: the shipped one, or an installed pipeline's name, or a path.

    Raises ModelError where it cannot be loaded or does not find sentences and names. Never touches the network."""
    import spacy
    from thinc.api import NumpyOps, set_current_ops
    from threadpoolctl import threadpool_limits

    # numpy's own matrix product is two to three times as fast as BLIS on the processors of today. On one thread: the
    # matrices are small, and further threads would wait for each other at full speed on cores that others need
    set_current_ops(NumpyOps(use_blis=False))
    threadpool_limits(1, user_api="blas")
    place = model or str(default_model_path())
    try:
        nlp = spacy.load(place)
    except (OSError, ImportError, ValueError) as error:
        kind = "not installed" if isinstance(error, OSError) else "not loadable"
        raise ModelError(
            f"the language model “{model or DEFAULT_MODEL}” is {kind} here; "
            "give the name of an installed spaCy pipeline or a path to one."
        ) from None
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"the language model “{model}” finds no names: it has no “ner” component.")
    nlp.tokenizer.token_match = re.compile(rf"\S{{{_LONGEST_WORD + 1}}}").match
    if not {"parser", "senter", "sentencizer"} & set(nlp.pipe_names):
        nlp.add_pipe("sentencizer", first=True)
    if "parser" in nlp.pipe_names:
        from scr_publish.nlp.sentence_starts import NAME

        nlp.add_pipe(NAME, before="parser")
    return nlp


def annotate(document: Document, nlp: Language, progress: Callable[[int, int], None] | None = None) -> Annotations:
    """Run the language model once over every block of a document, hidden ones too. Words that stand in several blocks,
    as headers and the cells of tables do, are read once. `progress(done, total)` counts characters."""
    pairs = []
    for block in document.blocks:
        words = normalise(document, block)
        if words.text:
            pairs.append((block, words))
    texts = list(dict.fromkeys(words.text for _, words in pairs))
    total = sum(map(len, texts))
    done = 0
    docs = {}
    for text, doc in zip(texts, nlp.pipe(texts, batch_size=BATCH_SIZE), strict=True):
        docs[text] = doc
        done += len(text)
        if progress:
            progress(done, total)
    passages = [Passage(block, docs[words.text], words.offsets) for block, words in pairs]
    name = f"{nlp.meta.get('lang', 'en')}_{nlp.meta.get('name', 'model')}-{nlp.meta.get('version', '0')}"
    return Annotations(document, tuple(passages), name)
