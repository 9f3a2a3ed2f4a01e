"""What the grammar of a sentence's main clause tells of its weight: an aside that answers nothing, or an act without a
name. The words of the rest of the sentence do not count."""

from __future__ import annotations

import re

from spacy.tokens import Token

from scr_publish.checks.content.wording import Wording, verbs, words

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
_HAPPENED = frozenset({"undertake", "do", "make", "carry", "take", "achieve", "complete", "continue", "put"})
_LEAVE = frozenset({"may", "might", "can", "could"})
_LATER = re.compile(r"\b(?:that|which|who|so|if|when|where|how|what)\b")
_USED_TO = re.compile(r"^[^,;]*\bused to (?!\w+ing\b)\w+")
_BROKEN = re.compile(r"\bhad, [^,;]{3,60}, \w+")
"""“had, before all this, …”, which the language model does not read as one verb."""
_TURNED = re.compile(r"\b(?:now|no longer|instead|since|has|have|will|but)\b")


def is_aside(wording: Wording) -> bool:
    """Whether a sentence only sets the scene: what used to be, what had been done or was being done before something
    else, what anybody may do, or what the document's own tables and sections are for."""
    root = wording.sentence.span.root
    auxiliaries = [child.lower_ for child in root.children if child.dep_.startswith("aux")]
    if _USED_TO.search(wording.text) and not _TURNED.search(wording.text):
        return True
    subject = _subject(root)
    if subject is not None and subject.lower_ in words("document_parts"):
        return True
    if auxiliaries and auxiliaries[0] in _LEAVE and _opens(wording, auxiliaries[0]):
        return not wording.text.startswith(("no ", "nobody ", "only "))
    if _TURNED.search(wording.text) or wording.numbers:
        return False
    before = (auxiliaries[:1] == ["had"] and root.tag_ in ("VBN", "VBD")) or _BROKEN.search(wording.text) is not None
    going_on = "being" in auxiliaries and auxiliaries[0] in ("was", "were")
    return before or going_on


def _opens(wording: Wording, auxiliary: str) -> bool:
    """Whether an auxiliary stands in the first clause, with no act told before it."""
    before = re.split(rf"\b{auxiliary}", wording.text, maxsplit=1)[0]
    return not _LATER.search(before) and verbs().past.keys().isdisjoint(before.split())


def names_no_act(wording: Wording) -> bool:
    """Whether all that a sentence says is that work was done ("much effort has been made"): its subject or object is
    an empty noun, its verb means no more than doing, and there is no figure or date."""
    root = wording.sentence.span.root
    if wording.numbers or wording.has_date or str(root.lemma_).lower() not in _HAPPENED:
        return False
    subject = _subject(root)
    passive = any(child.lower_ == "been" or child.dep_ == "aux:pass" for child in root.children)
    return passive and subject is not None and _is_empty(subject)


def _is_empty(noun: Token) -> bool:
    """Whether a noun names nothing: “work”, “a great deal of work”, “progress”."""
    if noun.lower_ not in words("empty_nouns"):
        return False
    inner = [child for child in noun.children if child.dep_ == "nmod"]
    return all(child.lower_ in words("empty_nouns") for child in inner)


def _subject(root: Token) -> Token | None:
    return next((child for child in root.children if child.dep_ in _SUBJECTS), None)
