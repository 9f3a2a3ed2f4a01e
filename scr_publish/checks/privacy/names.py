"""Who is named in the document, who they are, and whether the name may stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.candidates import Proposal
from scr_publish.checks.privacy.consistency import echoes
from scr_publish.checks.privacy.echo import Echo
from scr_publish.checks.privacy.known import find_known
from scr_publish.checks.privacy.lexicon import fold
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.name_forms import Forms
from scr_publish.checks.privacy.people import Person, group
from scr_publish.checks.privacy.proposals import propose
from scr_publish.checks.privacy.pseudonym_slips import pseudonym_findings
from scr_publish.checks.privacy.pseudonyms import (
    Pseudonyms,
    codes,
    is_likely,
    read_declarations,
)
from scr_publish.checks.privacy.review_parts import only_in_review, stands_in_part
from scr_publish.checks.privacy.roles import Role, mention_role, person_role, stands_beside_code
from scr_publish.checks.privacy.scene import Scene
from scr_publish.checks.privacy.surroundings import Surroundings
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line, lines_of
from scr_publish.findings import Name
from scr_publish.rules import Severity

RULES = {"family": "PD101", "practitioner": "PD102", "third": "PD103", "unknown": "PD104", "review": "PD115"}
"""The rule that a name breaks, by whose it is."""

SUGGESTIONS = {
    "family": "Write the pseudonym or the relationship instead: Child F, Mother, Sibling 1.",
    "practitioner": "Write the role instead: the midwife, Social Worker 2.",
    "third": "Write who the person is to the family instead: a neighbour, Mother's partner.",
    "unknown": "Write the role instead of the name.",
    "review": "Say beside the name what the person did for the review, or write the role instead.",
}

WHO = {
    "reviewer": "Lead reviewer, author, chair or panel",
    "author": "Cited author",
    "published": "Published case or inquiry",
    "law": "Law or test",
    "eponym": "Condition or method",
    "figure": "Public figure",
    "pseudonym": "Pseudonym",
    "allowed": "Allowed by the Board",
}
"""The role of a name that stays, in words."""


@dataclass
class _Found:
    """What the step has found so far."""

    mentions: list[Mention] = field(default_factory=list)
    stays: Counter[tuple[str, str]] = field(default_factory=Counter)
    reasons: dict[tuple[str, str], str] = field(default_factory=dict)

    def keep(self, line: Line, start: int, end: int, text: str, role: Role) -> None:
        """Note a mention that stays."""
        low, high = line.passage.source_span(start, end)
        evidence = (("role", role.name), ("why", role.reason))
        self.mentions.append(Mention(low, high, "PERSON", "PD104", Severity.BLOCKER, evidence, kept=True))
        self.stays[(text, WHO[role.name])] += 1
        self.reasons.setdefault((text, WHO[role.name]), role.reason)

    def leak(
        self,
        line: Line,
        start: int,
        end: int,
        rule: str,
        evidence: dict[str, str],
        suggestion: str = "",
        *,
        weak: bool = False,
        person: str = "",
    ) -> None:
        """Note a mention that must go, or (`weak`) that a person must look at."""
        low, high = line.passage.source_span(start, end)
        severity = Severity.REVIEW if weak else Severity.BLOCKER
        self.mentions.append(
            Mention(low, high, "PERSON", rule, severity, tuple(evidence.items()), suggestion=suggestion, person=person)
        )


def find_names(subject: Subject) -> tuple[list[Mention], list[Name]]:
    """Every name in the document: the mentions that leak and those that stay (`kept`), in order, and the list of names
    that stay, each with the reason and how often it stands."""
    lines = lines_of(subject.language)
    pseudonyms = read_declarations(lines, subject.case)
    scene = Scene.of(lines)
    proposals = propose(lines, scene)
    around = Surroundings(lines)
    found = _Found()
    roles = {id(p): _declared(p, pseudonyms) or mention_role(p, around.of(p)) for p in proposals}
    people = group(proposals)
    settled = {id(person): _settle(person, roles, around, pseudonyms, subject) for person in people}
    leaking, kept = [], []
    for person in people:
        role = settled[id(person)]
        if role.stays:
            kept.append(person)
        elif any(m.strong and not _stays(roles[id(m)]) for m in person.mentions):
            leaking.append(person)
    forms = Forms(leaking, kept, pseudonyms.names)
    for person in people:
        _judge(person, settled[id(person)], roles, forms, around, found, certain=person in leaking)
    _undeclared(people, settled, found)
    for echo in echoes(lines, forms, scene, _spans(proposals)):
        _echo(echo, settled[id(echo.person)], around, found)
    for line in lines:
        for start, end in _codes(line, pseudonyms):
            if _is_of_somebody(line.text[start:end], forms):
                continue
            found.keep(line, start, end, line.text[start:end], Role("pseudonym", "a letter or number code"))
    found.mentions += [*find_known(subject, lines, found.mentions)]
    found.mentions += pseudonym_findings(subject, lines, pseudonyms)
    names = [Name(*key, found.reasons[key], count) for key, count in found.stays.items()]
    slips = {(m.start, m.end) for m in found.mentions if m.rule == "PD107"}
    plain = set(RULES.values())
    mentions = [m for m in set(found.mentions) if m.rule not in plain or m.kept or (m.start, m.end) not in slips]
    mentions.sort(key=lambda m: (m.start, m.end, m.rule))
    return mentions, sorted(names, key=lambda n: (n.role, fold(n.text), n.reason))


def _codes(line: Line, pseudonyms: Pseudonyms) -> Iterator[tuple[int, int]]:
    """Spans of letter codes, and of declared ones with figures, which look like registrations ("AB12")."""
    yield from codes(line)
    for code in pseudonyms.coded:
        yield from (match.span() for match in re.finditer(rf"\b{re.escape(code)}\b", line.text, re.IGNORECASE))


def _is_of_somebody(code: str, forms: Forms) -> bool:
    """Whether a code is the title and the first letter of a name that leaks: "Mrs P" beside Mrs Penhale."""
    title, _, letter = code.rpartition(" ")
    return (fold(title), fold(letter)) in forms.titled


def _stays(role: Role | None) -> bool:
    return bool(role and role.stays)


def _settle(
    person: Person, roles: dict[int, Role | None], around: Surroundings, pseudonyms: Pseudonyms, subject: Subject
) -> Role:
    """A person's role: allowed by the Board, a declared pseudonym, else from the mentions and where they stand."""
    allowed = {fold(name) for name in subject.allowed_names}
    if fold(person.display) in allowed:
        return Role("allowed", "listed among the allowed names")
    reviewers = {fold(reviewer.name) for reviewer in subject.case.reviewer} if subject.case else set()
    if fold(person.display) in reviewers:
        return Role("reviewer", "the lead reviewer of the case file")
    declared = pseudonyms.covers(person)
    if declared:
        return Role("pseudonym", declared)
    role = person_role(person, roles)
    if not role.stays and is_likely(person, pseudonyms):
        return Role(
            "pseudonym", "used throughout, as a pseudonym would be" if not pseudonyms.general else "names were changed"
        )
    if role.name in ("unknown", "practitioner") and only_in_review(person, around.of):
        return Role("review", "named only where the report speaks of the review")
    if role.name in ("unknown", "practitioner") and any(_is_senior(m) for m in person.mentions):
        return Role("review", "a rank that answers for an agency")
    return role


def _is_senior(mention: Proposal) -> bool:
    return any(fold(word.rstrip(".")) in word_lists().senior_titles for word in mention.title.split())


def _judge(
    person: Person,
    role: Role,
    roles: dict[int, Role | None],
    forms: Forms,
    around: Surroundings,
    found: _Found,
    *,
    certain: bool,
) -> None:
    """Each mention of a person: it stays, it leaks, or it is for a person to look at."""
    titles = {m.title.casefold() for m in person.mentions if _stays(roles[id(m)])}
    for mention in person.mentions:
        own = roles[id(mention)]
        other = mention.title.casefold() not in titles and _speaks_against(own, mention, role)
        stays = own if _stays(own) else (role if role.stays and not other else None)
        if stays is role and _is_first_name_in_case(mention, person, role, around):
            evidence = {"source": mention.how, "role": "unknown", "why": "the forename of a reviewer, in the story"}
            found.leak(mention.line, mention.start, mention.end, "PD115", evidence, weak=True, person=person.display)
            continue
        if stays:
            found.keep(
                mention.line,
                mention.start,
                mention.end,
                person.display if not stays.of_mention else _text(mention),
                stays,
            )
            continue
        who = own if own and not own.stays and role.name != "review" else role
        name = who.name if who.name in RULES else "unknown"
        evidence = {"source": mention.how, "role": name, "why": who.reason}
        near = "" if mention.strong or certain else forms.near(mention.bare[-1].folded)
        if near:
            evidence["source"] = "another spelling of a name in this document, one or two letters off"
        doubtful = not mention.strong and not certain and not near
        weak = doubtful or name == "review"
        rule = "PD114" if doubtful else RULES[name]
        if stands_beside_code(mention):
            rule = "PD107"
        found.leak(
            mention.line,
            mention.start,
            mention.end,
            rule,
            evidence,
            "" if weak else SUGGESTIONS[name],
            weak=weak,
            person=person.display,
        )


def _is_first_name_in_case(mention: Proposal, person: Person, role: Role, around: Surroundings) -> bool:
    """Whether a mention is the bare forename that a reviewer, named in full elsewhere, shares, and stands where the
    report does not speak of the review: then it may well be somebody else's."""
    if role.name != "reviewer" or mention.title or len(mention.bare) != 1:
        return False
    full = [m.bare for m in person.mentions if len(m.bare) > 1]
    shared = mention.bare[0].folded in {words[0].folded for words in full} - {w[-1].folded for w in full}
    return shared and not stands_in_part(around.of(mention))


def _declared(mention: Proposal, pseudonyms: Pseudonyms) -> Role | None:
    """The role of a mention that is a declared pseudonym and no more, whoever else bears the name."""
    known = not mention.title and all(
        word.folded in pseudonyms.names or (word.is_letter and i) for i, word in enumerate(mention.bare)
    )
    return Role("pseudonym", pseudonyms.names[mention.bare[0].folded], of_mention=True) if known else None


def _speaks_against(own: Role | None, mention: Proposal, role: Role) -> bool:
    """Whether a bearer of the same surname is somebody else: a practitioner by title among reviewers."""
    return bool(own and own.name in ("practitioner", "family") and mention.title and role.name != "pseudonym")


def _text(mention: Proposal) -> str:
    return mention.line.text[mention.start : mention.end]


def _undeclared(people: Iterable[Person], settled: dict[int, Role], found: _Found) -> None:
    """One finding for each name that is used like a pseudonym and not declared."""
    for person in people:
        if settled[id(person)].reason == "used throughout, as a pseudonym would be":
            first = min(person.mentions, key=lambda m: m.line.passage.block.start)
            evidence = {
                "source": first.how,
                "role": "pseudonym",
                "why": "in the title and throughout, without a declaration",
            }
            found.leak(first.line, first.start, first.end, "PD110", evidence, weak=True)


def _spans(proposals: Iterable[Proposal]) -> dict[int, list[tuple[int, int]]]:
    spans: dict[int, list[tuple[int, int]]] = {}
    for proposal in proposals:
        spans.setdefault(id(proposal.line), []).append((proposal.start, proposal.end))
    return spans


def _echo(echo: Echo, role: Role, around: Surroundings, found: _Found) -> None:
    """A further occurrence of a name that leaks, unless what stands beside it says that it is somebody else's."""
    words = tuple(w for w in echo.line.words if w.start < echo.end and w.end > echo.start)
    mention = Proposal(echo.line, words, echo.how, strong=True)
    own = mention_role(mention, around.of(mention))
    if own and own.stays and own.of_mention:
        found.keep(echo.line, echo.start, echo.end, echo.line.text[echo.start : echo.end], own)
        return
    name = role.name if role.name in RULES else "unknown"
    initials = "initial" in echo.how or "first letter" in echo.how or echo.how.startswith("short for")
    evidence = {"source": echo.how, "role": name, "why": role.reason}
    rule = "PD108" if initials else RULES[name]
    found.leak(
        echo.line,
        echo.start,
        echo.end,
        rule,
        evidence,
        SUGGESTIONS[name],
        weak=not echo.sure or name == "review",
        person=echo.person.display,
    )
