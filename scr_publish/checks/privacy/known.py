"""Traces of the people whom the case file protects, anywhere in the document and in the name of its file.

No message, suggestion or evidence ever holds a value of the case file: they show the draft's own words, the person's
role, and what the report calls them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.known_details import KnownDetails
from scr_publish.checks.privacy.known_names import Hit, KnownNames
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.words import Line, Word, cut
from scr_publish.config.case import Identity
from scr_publish.document import Surface
from scr_publish.findings import Finding
from scr_publish.rules import Severity


@dataclass(frozen=True)
class _Known:
    """One identity with its matchers."""

    identity: Identity
    names: KnownNames
    details: KnownDetails
    rule: str = "PD105"

    @property
    def who(self) -> str:
        """The person in words that give nothing away."""
        role = self.identity.role.strip()
        return f"the {role}" if role else "a person"

    @property
    def shown_as(self) -> str:
        """What the report calls the person."""
        return self.identity.shown_as or self.identity.role or "the role"

    def hits(self, text: str, words: Sequence[Word], *, addresses: bool = False) -> Iterator[Hit]:
        """Every trace in a text."""
        yield from self.names.hits(text, words, addresses=addresses)
        yield from self.details.hits(text, words)


def _known(subject: Subject) -> list[_Known]:
    if subject.case is None:
        return []
    people = [_Known(person, KnownNames(person), KnownDetails(person)) for person in subject.case.identities]
    published = subject.case.dates.publication
    for order in subject.case.orders:
        if order.until and published and order.until < published:
            continue
        forbidden = Identity(role=order.court or "court", places=order.forbids)
        people.append(_Known(forbidden, KnownNames(forbidden), KnownDetails(forbidden), rule="PD109"))
    return people


def find_known(subject: Subject, lines: Sequence[Line]) -> Iterator[Mention]:
    """Every trace of the protected people in the document's text, hidden blocks too: one mention for each place."""
    known = _known(subject)
    for line in lines:
        link = line.block.surface in (Surface.LINK, Surface.FILE_NAME)
        hits = [(hit, person) for person in known for hit in person.hits(line.text, line.words, addresses=link)]
        taken: list[Hit] = []
        for hit, person in sorted(hits, key=lambda pair: (pair[0].start - pair[0].end, pair[0].start)):
            if not any(other.start <= hit.start and hit.end <= other.end for other in taken):
                taken.append(hit)
                yield _mention(person, line, hit)


def _mention(person: _Known, line: Line, hit: Hit) -> Mention:
    start, end = line.passage.source_span(hit.start, hit.end)
    evidence = (("source", "the case file"), ("matched", hit.how), ("role", person.identity.role or "protected"))
    values = (("who", person.who), ("shown_as", person.shown_as))
    return Mention(start, end, hit.label, person.rule, Severity.BLOCKER, evidence, values)


def file_name_findings(subject: Subject) -> list[Finding]:
    """One finding for each protected person whom the file's own name gives away. It has no place in the text."""
    name = subject.document.source.name
    words = tuple(cut(name.replace("_", " ").replace("+", " ")))
    found = []
    for person in _known(subject):
        hit = next(person.hits(name, words, addresses=True), None) or next(
            person.details.hits(name.replace("_", " "), words), None
        )
        if hit:
            found.append(
                subject.finding(
                    "PD106",
                    label=hit.label,
                    surface=Surface.FILE_NAME,
                    evidence={"source": "the case file", "matched": hit.how},
                    who=person.who,
                )
            )
    return found
