"""Plain English: how hard the report is to read, and what to write instead.

Guidance asks that a report be written in plain English, easily understood by professionals and the public alike
(Working Together 2015, chapter 4). Nothing here stops publication by itself: only the reading ease of the whole is for
a person to weigh, everything else is advice."""

from __future__ import annotations

from scr_publish.checks.base import Checker, Subject
from scr_publish.checks.plain_english.acronym_findings import acronym_findings, glossary
from scr_publish.checks.plain_english.acronyms import acronyms_of
from scr_publish.checks.plain_english.negatives import negative_findings
from scr_publish.checks.plain_english.nominalisations import nominalisation_findings
from scr_publish.checks.plain_english.passive import passive_findings, passive_voice
from scr_publish.checks.plain_english.prose import prose_of
from scr_publish.checks.plain_english.reading import readability, reading_findings
from scr_publish.checks.plain_english.sentences import sentence_findings
from scr_publish.checks.plain_english.words import word_findings
from scr_publish.findings import Finding, Outcome


def run(subject: Subject) -> Outcome:
    """Measure the prose and criticise it."""
    prose = prose_of(subject)
    voice = passive_voice(prose)
    acronyms = acronyms_of(subject, prose)
    words, hard_words = word_findings(subject, prose)
    found = readability(subject, prose, voice, hard_words, glossary(acronyms))
    findings: list[Finding] = [
        *reading_findings(subject, found),
        *sentence_findings(subject, prose),
        *passive_findings(subject, prose, voice),
        *words,
        *nominalisation_findings(subject, prose),
        *negative_findings(subject, prose),
        *acronym_findings(subject, prose, acronyms),
    ]
    unchecked = (
        () if voice.parsed or not prose.sections else ("the passive voice, because the language model has no parser",)
    )
    return Outcome(findings=tuple(findings), readability=found, unchecked=unchecked)


CHECKER = Checker(
    "plain-english",
    (
        "PE101", "PE102", "PE103", "PE110", "PE111", "PE112", "PE120", "PE121", "PE130", "PE131", "PE132", "PE133",
        "PE134", "PE135", "PE136", "PE137", "PE138", "PE140", "PE141", "PE142", "PE143",
    ),
    run,
)  # fmt: skip
