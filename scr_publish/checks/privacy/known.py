"""Traces of the people and things that the case file protects, anywhere in the document and in the name of its file.

No message, suggestion or evidence ever holds a value of the case file: they show the draft's own words, how they match,
the person's role, and what the report calls them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.known_details import KnownDetails
from scr_publish.checks.privacy.known_names import Hit, KnownNames
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line, Word, cut
from scr_publish.config import CaseFile
from scr_publish.config.case import Identity, Order
from scr_publish.document import Kind, Surface
from scr_publish.findings import Finding
from scr_publish.rules import Severity

OTHERS = frozenset({"reviewer", "author", "published", "law", "eponym", "figure"})
"""Roles of people who rightly stand in a report: one of them may bear the same name as somebody protected."""

BETWEEN = frozenset((" ", ", ", "-", ". ", "'s ", "_", ".", "+"))
"""What may stand between two parts of one name."""

T = TypeVar("T")

_SECRET_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Protected:
    """One identity, or what one order forbids, with its matchers. `who` and `shown_as` give nothing away."""

    names: KnownNames
    details: KnownDetails
    who: str
    shown_as: str
    role: str
    rule: str = "PD105"

    def hits(
        self, text: str, words: Sequence[Word], *, addresses: bool = False, capitals_everywhere: bool = False
    ) -> Iterator[Hit]:
        """Every trace in a text."""
        yield from self.names.hits(text, words, addresses=addresses, capitals_everywhere=capitals_everywhere)
        yield from self.details.hits(text, words)


def protected(case: CaseFile | None) -> list[Protected]:
    """All that the case file protects: its identities, and what its orders forbid on the day of publication."""
    if case is None:
        return []
    secrets = secret_words(case)
    people = [_person(identity, secrets) for identity in case.identities]
    orders = [order for order in case.orders if not order.has_ended(case.dates.publication)]
    return people + [_order(order, secrets) for order in orders]


def secret_words(case: CaseFile) -> frozenset[str]:
    """The words of protected names, folded: no message says them."""
    names = [name for person in case.identities for name in person.secrets]
    names += [
        name
        for order in case.orders
        for name in (*order.names, *order.forbids)
        if name in order.names or _names_person(name)
    ]
    return frozenset(fold(word) for name in names for word in _words(name))


def _person(identity: Identity, secrets: Collection[str]) -> Protected:
    role = _unless_secret(identity.role, secrets)
    # What the report calls the person stands in the report by its nature.
    shown_as = identity.shown_as.strip() or role or "the role"
    who = f"the {role}" if role else "a person"
    return Protected(KnownNames(identity), KnownDetails(identity), who, shown_as, role or "protected")


def _order(order: Order, secrets: Collection[str]) -> Protected:
    names = (*order.names, *(item for item in order.forbids if _names_person(item)))
    places = (*order.places, *(item for item in order.forbids if not _names_person(item)))
    forbidden = Identity(names=names, places=places)
    who = court_of(order, secrets)
    return Protected(KnownNames(forbidden), KnownDetails(forbidden), who, "", "forbidden by an order", rule="PD109")


def court_of(order: Order, secrets: Collection[str] = ()) -> str:
    """The court in words for a message, its name left out where it would say a protected one."""
    court = _unless_secret(order.court, secrets)
    return f"the {court.removeprefix('the ').removeprefix('The ')}" if court else "a court"


def _unless_secret(text: str, secrets: Collection[str]) -> str:
    """A text of the case file that a message may say; "" where it holds a protected name."""
    return "" if any(fold(word) in secrets for word in _words(text)) else text.strip()


def _words(text: str) -> list[str]:
    particles = word_lists().particles | word_lists().titles
    return [word for word in _SECRET_WORD.findall(text) if fold(word) not in particles]


def _names_person(item: str) -> bool:
    """Whether something forbidden is a person's name: it begins with a forename and holds no word of things."""
    words = [fold(word) for word in _words(item)]
    return bool(words) and words[0] in lexicon().forenames and not set(words) & word_lists().thing_words


def find_known(subject: Subject, lines: Sequence[Line], standing: Iterable[Mention] = ()) -> Iterator[Mention]:
    """Every trace in the document's text, hidden blocks too: one mention for each place. `standing` are the names that
    rightly stay: where a trace is but a part of one of them it may be somebody else's, and a person must look."""
    known = protected(subject.case)
    if not known:
        return
    others = _Standing(standing)
    for line in lines:
        link = line.block.surface in (Surface.LINK, Surface.FILE_NAME)
        hits: list[tuple[Hit, Protected]] = []
        capitals = line.is_title_case or line.shouts or line.block.kind is Kind.TOC
        for person in known:
            found = person.hits(line.text, line.words, addresses=link, capitals_everywhere=capitals)
            hits += [(hit, person) for hit in joined(line, _outermost(found))]
        for hit, person in _outermost_of(hits):
            yield from others.weighed(_mention(person, line, hit), hit)


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that lie in no other one, the sure and the longest first, then in order of place."""
    return sorted((hit for hit, _ in _outermost_of((hit, None) for hit in hits)), key=lambda hit: hit.start)


def _outermost_of(hits: Iterable[tuple[Hit, T]]) -> Iterator[tuple[Hit, T]]:
    taken: list[Hit] = []
    for hit, value in sorted(hits, key=lambda pair: (not pair[0].sure, pair[0].start - pair[0].end, pair[0].start)):
        if not any(other.start <= hit.start and hit.end <= other.end for other in taken):
            taken.append(hit)
            yield hit, value


def joined(line: Line, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits of one person in order, parts of a name that stand side by side as one, a title before them taken in."""
    waiting: Hit | None = None
    for hit in hits:
        if waiting and _belongs(waiting, hit) and line.text[waiting.end : hit.start] in BETWEEN:
            how = waiting.how if waiting.how == hit.how else f"{waiting.how}, then {hit.how}"
            whole = "the full name" if how in ("the name", "the full name, then the name") else how
            alike = waiting.alike and hit.alike
            waiting = replace(waiting, end=hit.end, how=whole, alike=alike)
            continue
        if waiting:
            yield _titled(line, waiting)
        waiting = hit
    if waiting:
        yield _titled(line, waiting)


def _belongs(left: Hit, right: Hit) -> bool:
    return left.label == right.label == "PERSON" and left.partial and right.partial


def _titled(line: Line, hit: Hit) -> Hit:
    """The hit with the title or the word of kinship that stands before a name ("PC Gill", "nan pat")."""
    if hit.label != "PERSON":
        return hit
    before = next((word for word in reversed(line.words) if word.end <= hit.start), None)
    lists = word_lists()
    if before is None or line.text[before.end : hit.start] not in (" ", ". ") or before.possessive:
        return hit
    titled = before.folded in lists.titles | lists.kin_titles
    return replace(hit, start=before.start) if titled else hit


class _Standing:
    """Names that rightly stay, by their place: of other people, and declared pseudonyms."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        kept = [(m.start, m.end, dict(m.evidence).get("role", "")) for m in mentions if m.kept and m.label == "PERSON"]
        self._others = [(start, end) for start, end, role in kept if role in OTHERS]
        self._reviewers = {(start, end) for start, end, role in kept if role == "reviewer"}
        self._pseudonyms = [(start, end) for start, end, role in kept if role == "pseudonym"]

    def weighed(self, mention: Mention, hit: Hit) -> Iterator[Mention]:
        """The mention, of less weight where somebody else may be meant (a lone name that a reviewer bears too may not);
        nothing where it is a pseudonym only like the name: that likeness has a rule of its own."""
        if hit.alike and hit.partial and _inside(mention, self._pseudonyms):
            return
        lone = (mention.start, mention.end) in self._reviewers
        if hit.partial and hit.how != "the full name" and not lone and _inside(mention, self._others):
            evidence = (*mention.evidence, ("may be", "somebody else: the name stands where names rightly stay"))
            mention = replace(mention, severity=Severity.REVIEW, evidence=evidence)
        yield mention


def _inside(mention: Mention, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in spans)


def _mention(person: Protected, line: Line, hit: Hit) -> Mention:
    start, end = line.passage.source_span(hit.start, hit.end)
    evidence = (("source", "the case file"), ("matched", hit.how), ("role", person.role))
    values = (("who", person.who), ("shown_as", person.shown_as), ("how", hit.how))
    severity = Severity.BLOCKER if hit.sure else Severity.REVIEW
    return Mention(start, end, hit.label, person.rule, severity, evidence, values)


def file_name_findings(subject: Subject) -> list[Finding]:
    """One finding for each protected person whom the file's own name gives away. It has no place in the text."""
    name = subject.document.source.name
    plain = re.sub(r"[_+]|%20", " ", name)
    words = tuple(cut(plain))
    found = []
    for person in protected(subject.case):
        hit = next(person.hits(plain, words, addresses=True), None) or next(person.details.hits(name, words), None)
        if hit:
            evidence = {"source": "the case file", "matched": hit.how, "role": person.role}
            found.append(
                subject.finding(
                    "PD106", label=hit.label, surface=Surface.FILE_NAME, evidence=evidence, who=person.who, how=hit.how
                )
            )
    return found
