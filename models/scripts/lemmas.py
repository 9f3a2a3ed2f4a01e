"""The lemmatizer: the rule tables of spacy-lookups-data, with what the treebank knows of common forms put first."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from spacy.language import Language
from spacy.pipeline import Lemmatizer

from models.scripts.treebanks import read

LEAST_SEEN = 3
_OWN_FORMS = {"PROPN", "PUNCT", "SYM", "X", "NUM"}
"""Parts of speech whose lemma is the form itself."""


def treebank_forms(path: Path) -> dict[str, dict[str, list[str]]]:
    """For each part of speech in small letters, the commonest lemma of each form seen at least `LEAST_SEEN` times."""
    seen: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in read(path):
        for word in sentence.words:
            if word.pos not in _OWN_FORMS and word.lemma != "_":
                seen[word.pos.lower(), word.form.lower()][word.lemma] += 1
    forms: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for (pos, form), lemmas in sorted(seen.items()):
        if lemmas.total() >= LEAST_SEEN:
            forms[pos][form] = [max(sorted(lemmas), key=lemmas.__getitem__)]
    return forms


def add_lemmatizer(nlp: Language, treebank: Path) -> None:
    """Add the rule lemmatizer, last. An auxiliary is inflected like a verb."""
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True}, last=True)
    assert isinstance(lemmatizer, Lemmatizer)
    lemmatizer.initialize(list, nlp=nlp)
    exceptions = lemmatizer.lookups.get_table("lemma_exc")
    for pos, forms in treebank_forms(treebank).items():
        exceptions[pos] = {**exceptions.get(pos, {}), **forms}
    exceptions["aux"] = {**exceptions["verb"], **exceptions["aux"]}
