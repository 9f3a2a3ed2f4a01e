"""The privacy checker: names, identifiers, and what narrows down who somebody is."""

from __future__ import annotations

from scr_publish.checks.base import Checker, Subject
from scr_publish.checks.privacy.file_name import names_in_file_name
from scr_publish.checks.privacy.identifiers import find_identifiers
from scr_publish.checks.privacy.known import file_name_findings
from scr_publish.checks.privacy.legal import find_legal
from scr_publish.checks.privacy.merge import settle, to_finding
from scr_publish.checks.privacy.names import find_names
from scr_publish.checks.privacy.orders import order_findings
from scr_publish.checks.privacy.quasi import find_quasi
from scr_publish.checks.privacy.risk import find_risk
from scr_publish.checks.privacy.wording import with_replacements
from scr_publish.findings import Outcome
from scr_publish.rules import Category, catalogue


def run(subject: Subject) -> Outcome:
    """Every trace of a person in the document, and the names that stay."""
    names, names_that_stay = find_names(subject)
    every = [*names, *find_identifiers(subject), *find_quasi(subject)]
    mentions = with_replacements(subject, settle(every))
    found = (to_finding(subject, mention) for mention in mentions)
    risk, at_risk = find_risk(subject, mentions, names_that_stay)
    findings = (
        *(file_name_findings(subject) or names_in_file_name(subject, every)),
        *order_findings(subject),
        *found,
        *at_risk,
        *find_legal(subject, mentions, risk),
    )
    return Outcome(findings=findings, names_that_stay=tuple(names_that_stay), risk=risk)


CHECKER = Checker("privacy", tuple(r.id for r in catalogue().values() if r.category is Category.PRIVACY), run)
