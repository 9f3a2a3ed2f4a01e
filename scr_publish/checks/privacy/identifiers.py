"""Identifiers: what the recognisers find, without what rightly stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scr_publish.checks.base import Subject, rule
from scr_publish.checks.privacy.address_parts import address_parts
from scr_publish.checks.privacy.area import area_words
from scr_publish.checks.privacy.cells import Surrounds, Tables
from scr_publish.checks.privacy.kept import kept
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.nlp.annotations import Passage
from scr_publish.recognisers import Hit, recognise
from scr_publish.recognisers.specs import specs
from scr_publish.rules import Severity
from scr_publish.spans import Disjoint, Spans

CERTAIN = 0.5
"""Below this confidence a reference is shown for review and does not block."""


_BEFORE = 1000
"""How many characters before an identifier may tell that it rightly stands."""


BEFORE_REFERENCE = 60
"""How many characters before a reference tell whose it is."""


_CODE_AND_WORD = re.compile(r"[A-Z]+\d+\s[a-z]")
"""A code before an English word ("AL14 was …"): a registration has capitals, or none, in both its halves."""


def find_identifiers(subject: Subject) -> list[Mention]:
    """The identifiers in a document, hidden text included, and (`kept`) those that rightly stand."""
    tables = Tables(subject.document)
    found: list[Mention] = []
    for passage in subject.language.passages:
        around = tables.around(passage.block)
        cited = list(kept().cited(passage))
        found += [_stays(start, end, "CASE_REF", "PD213", "published law") for start, end in cited]
        for hit in strongest(recognise(passage, around.labels)):
            if hit.spec.label == "VEHICLE" and _CODE_AND_WORD.match(subject.document.text, hit.start):
                continue
            if not any(start <= hit.start and hit.end <= end for start, end in cited):
                found += _mention(subject, passage, around, hit)
    return [*found, *address_parts(subject, found)]


def strongest(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits that overlap the most confident, then the longest, then the one of the more particular recogniser. What
    lies in an e-mail address is a part of it."""
    hits = list(hits)
    mails = Spans((hit.start, hit.end) for hit in hits if hit.spec.label == "EMAIL")
    order = {entity: i for i, entity in enumerate(specs())}
    hits = [hit for hit in hits if hit.spec.label == "EMAIL" or not mails.hold(hit.start, hit.end)]
    hits.sort(key=lambda hit: (-hit.score, hit.start - hit.end, hit.start, order[hit.spec.entity]))
    taken = Disjoint()
    return sorted((hit for hit in hits if taken.add(hit.start, hit.end)), key=lambda hit: hit.start)


def _mention(subject: Subject, passage: Passage, around: Surrounds, hit: Hit) -> Iterator[Mention]:
    text = subject.document.text[hit.start : hit.end]
    start, _ = passage.local_span(hit.start, hit.end)
    before = " ".join((*around.labels, passage.text[max(0, start - _BEFORE) : start]))
    reason = _reason_to_stay(subject, before, hit, text)
    if reason:
        yield _stays(hit.start, hit.end, hit.spec.label, hit.spec.rule, reason)
        return
    rule_id = hit.spec.rule
    if rule_id == "PD312" and kept().is_press(text):
        rule_id = "PD210"
    elif hit.spec.label == "CASE_REF" and hit.score < CERTAIN:
        rule_id = "PD313"
    elif rule_id == "PD213" and kept().is_of_police(before[-BEFORE_REFERENCE:]):
        rule_id = "PD211"
    evidence = [("source", f"recogniser {hit.spec.entity}"), ("score", f"{hit.score:.2f}")]
    if hit.pattern:
        evidence.append(("pattern", hit.pattern))
    if hit.context:
        evidence.append(("context", hit.context))
    yield Mention(hit.start, hit.end, hit.spec.label, rule_id, rule(rule_id).severity, tuple(evidence))


def _reason_to_stay(subject: Subject, before: str, hit: Hit, text: str) -> str:
    label = hit.spec.label
    if label == "PHONE":
        return kept().phone(text, before)
    if label in ("ADDRESS", "POSTCODE"):
        return kept().address(before)
    if label == "EMAIL" or "@" in text.lstrip("@").partition("/")[0]:
        return kept().email(text)
    if hit.spec.entity == "HANDLE":
        return kept().handle(text)
    if hit.spec.entity == "URL":
        return kept().link(text, area_words(subject))
    if label == "CASE_REF" and kept().is_publication(text):
        return "the number of a publication"
    return ""


def _stays(start: int, end: int, label: str, rule_id: str, reason: str) -> Mention:
    return Mention(start, end, label, rule_id, Severity.REVIEW, (("why", reason),), kept=True)
