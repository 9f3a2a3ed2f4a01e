"""The passive voice, from the parse, and where it hides who acted.

Universal Dependencies mark a passive with `nsubj:pass` and `aux:pass`, OntoNotes models with `nsubjpass` and
`auxpass`; both are read. A passive names its actor with "by"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from scr_publish.checks.base import Subject
from scr_publish.checks.plain_english.phrases import forms_of
from scr_publish.checks.plain_english.prose import Prose, ProseSection
from scr_publish.checks.plain_english.settings import load_data, settings
from scr_publish.config.toml import Settings
from scr_publish.findings import Finding
from scr_publish.nlp.annotations import Sentence

PASSIVE_LABELS = frozenset({"nsubj:pass", "aux:pass", "csubj:pass", "nsubjpass", "auxpass", "csubjpass"})


class PassiveVerbs(Settings):
    """All of `passive.toml`: verbs by their lemma."""

    telling: frozenset[str]
    harmless: frozenset[str]


@cache
def _verbs() -> PassiveVerbs:
    return load_data("passive.toml", PassiveVerbs)


@dataclass(frozen=True)
class PassiveSentence:
    """A sentence with passives: the heads of those that do not say who acted, and how many others there are."""

    sentence: Sentence
    hidden: tuple[Token, ...]
    others: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """Sort key, the worst first: verbs that tell of an agency's action, then all, then the longer sentence."""
        telling = sum(_is_one_of(token, _verbs().telling) for token in self.hidden)
        return (-telling, -len(self.hidden), -self.sentence.words)


@dataclass(frozen=True)
class PassiveVoice:
    """The passives of a document, by the index of the section in the outline. `parsed` is false where the model has no
    parser: then nothing is known of them."""

    parsed: bool
    sentences: dict[int, tuple[PassiveSentence, ...]]

    def share(self, section: ProseSection) -> float:
        """The share of a section's sentences that have a passive, 0 to 1."""
        total = len(section.sentences)
        return len(self.sentences.get(section.section.index, ())) / total if total else 0.0

    def share_of_all(self, prose: Prose) -> float:
        """The share of all sentences that have a passive, 0 to 1."""
        return sum(map(len, self.sentences.values())) / len(prose.sentences) if prose.sentences else 0.0


def passive_voice(prose: Prose) -> PassiveVoice:
    """Every sentence with a passive, section by section."""
    parsed = any(passage.passage.doc.has_annotation("DEP") for passage in prose.passages)
    found = {}
    for section in prose.sections:
        sentences = [_passive(sentence) for sentence in section.sentences] if parsed else []
        found[section.section.index] = tuple(item for item in sentences if item)
    return PassiveVoice(parsed, found)


def _passive(sentence: Sentence) -> PassiveSentence | None:
    heads = {token.head.i: token.head for token in sentence.span if token.dep_ in PASSIVE_LABELS}
    if not heads:
        return None
    hidden = tuple(
        head for _, head in sorted(heads.items()) if not _names_actor(head) and not _is_one_of(head, _verbs().harmless)
    )
    return PassiveSentence(sentence, hidden, len(heads) - len(hidden))


def _names_actor(verb: Token) -> bool:
    """Whether a passive says who acted: an agent, or a phrase with "by" that is no date or way of doing."""
    for child in verb.children:
        if child.dep_ in ("agent", "obl:agent"):
            return True
        by = child.lower_ == "by" or any(case.lower_ == "by" for case in child.children if case.dep_ == "case")
        if by and child.ent_type_ != "DATE" and child.dep_ in ("obl", "prep", "nmod"):
            return True
    return False


def _is_one_of(verb: Token, verbs: frozenset[str]) -> bool:
    return any(form in verbs for form in forms_of(verb.lower_, verb.lemma_.lower()))


def passive_findings(subject: Subject, prose: Prose, voice: PassiveVoice) -> list[Finding]:
    """Where the share of passives is over the profile's: one finding on the share, with the count of each section, and
    the sentences that hide the most, a few a section."""
    target = subject.profile.plain_english.passive_share
    limits = settings().findings
    found = []
    share = voice.share_of_all(prose)
    if share > target and len(prose.sentences) >= limits.fewest_sentences:
        counts = _counted(prose, voice, limits.places_listed)
        found.append(subject.finding("PE121", share=f"{share:.0%}", target=f"{target:.0%}", evidence=counts))
    candidates: list[PassiveSentence] = []
    for section in prose.sections:
        if len(section.sentences) >= limits.fewest_sentences and voice.share(section) > target:
            candidates += _worst(prose, voice.sentences[section.section.index])[: limits.passives_per_section]
    chosen = sorted(candidates, key=_worst_first)[: limits.passives_in_all]
    for item in sorted(chosen, key=lambda passive: passive.sentence.start):
        verbs = ", ".join(dict.fromkeys(_words_of(token) for token in item.hidden))
        found.append(subject.finding("PE120", item.sentence.start, item.sentence.end, verbs=verbs))
    return found


def _counted(prose: Prose, voice: PassiveVoice, limit: int) -> dict[str, str]:
    """How many sentences of each section are in the passive, the most first, the rest of them together."""
    counts: Counter[str] = Counter()
    for section in prose.sections:
        counts[section.heading or "before the first heading"] += len(voice.sentences[section.section.index])
    listed = {name: count for name, count in counts.most_common(limit) if count}
    rest = counts.total() - sum(listed.values())
    if rest:
        listed["other sections"] = rest
    return {name: f"{count} sentence{'s' if count > 1 else ''}" for name, count in listed.items()}


def _worst(prose: Prose, sentences: Iterable[PassiveSentence]) -> list[PassiveSentence]:
    """Sentences that hide who decided, did or left undone something, the worst first; quotations are left out."""
    telling = (passive for passive in sentences if passive.rank[0] < 0)
    own = [p for p in telling if not prose.quotes(p.sentence.start, p.sentence.end)]
    return sorted(own, key=_worst_first)


def _worst_first(passive: PassiveSentence) -> tuple[int, int, int, int]:
    return (*passive.rank, passive.sentence.start)


def _words_of(verb: Token) -> str:
    """The verb with its auxiliaries, as the sentence has them: "should be told"."""
    auxiliaries = [child.lower_ for child in verb.lefts if child.dep_ in ("aux", "aux:pass", "auxpass")]
    return " ".join([*auxiliaries, verb.lower_])
