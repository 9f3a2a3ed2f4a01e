"""The one function that makes an assessment: parse, one language pass, checkers, findings, decision."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from scr_publish.assessment.decision import decide
from scr_publish.assessment.model import Assessment
from scr_publish.checks import CHECKERS, Checker
from scr_publish.checks.base import Subject, load
from scr_publish.checks.process.chart import chart_of
from scr_publish.config import CaseFile, Profile, Project, load_case, load_profile, load_project
from scr_publish.config.profile import DEFAULT_PROFILE
from scr_publish.document import Document
from scr_publish.findings import Balance, Finding, Outcome, Readability, fingerprinted
from scr_publish.nlp.annotations import Annotations
from scr_publish.nlp.pipeline import annotate, load_pipeline
from scr_publish.parsing.isolated import Reading
from scr_publish.parsing.opening import Options

log = logging.getLogger("scr_publish")

Progress = Callable[[str, int, int], None]
"""`progress(stage, done, total)`: called as the work goes on; `stage` is a few words for a person."""


def check(
    path: str | Path,
    *,
    case: CaseFile | str | Path | None = None,
    companions: Sequence[str | Path] = (),
    profile: Profile | str | None = None,
    project: Project | str | Path | None = None,
    model: str = "",
    ocr: bool = True,
    progress: Progress | None = None,
) -> Assessment:
    """Check a draft and say whether it may be published.

    Args:
        path: the draft: `.docx`, `.pdf`, `.odt`, `.rtf`, `.html`, `.md`, `.txt`, or `.doc` where LibreOffice is there.
        case: the Board's case file, loaded or as a path.
        companions: further documents that belong to the report, such as the Board's response.
        profile: a profile, its name, or a path to one; else the case file's, the project file's, or `wt2015-scr`.
        project: the Board's project file; else the nearest `scr-publish.toml` beside the draft or above it.
        model: an installed spaCy pipeline's name or a path; else the project file's, or the one that ships.
        ocr: read scanned pages where the OCR extra is installed.
        progress: called as the work goes on.

    Returns:
        The `Assessment`. The same input gives the same result.

    Raises:
        InputError: there is no such file.
        UnreadableError: the file cannot be read at all.
        ConfigError: the case file, profile or project file is wrong.
        ModelError: the language model cannot be loaded.
    """
    if not isinstance(project, Project):
        project = load_project(project, beside=Path(path).parent)
    if case is not None and not isinstance(case, CaseFile):
        case = load_case(case)
    if not isinstance(profile, Profile):
        named = profile or (case.review.profile if case else "") or project.profile or DEFAULT_PROFILE
        profile = load_profile(named)
    profile = project.applied_to(profile)
    report = progress or (lambda _stage, _done, _total: None)

    options = Options(ocr=ocr, pictures=bool(case and any(order.images for order in case.orders)))
    report("reading", 0, 1)
    with ExitStack() as stack:
        readings = [stack.enter_context(Reading(item, options)) for item in (path, *companions)]
        nlp = load_pipeline(model or project.model)  # while the files are read in processes of their own
        document, *others = _told_apart([reading.result() for reading in readings])

    def read(item: Document) -> Annotations:
        return annotate(item, nlp, lambda done, total: report("reading the language", done, total))

    subject = Subject(document, read(document), profile, project, case, tuple((item, read(item)) for item in others))
    return assess(subject, progress=report)


def _told_apart(documents: Sequence[Document]) -> list[Document]:
    """The documents, with a number after a companion's name that another file bears too."""
    seen: dict[str, int] = {}
    out = []
    for document in documents:
        name = document.source.name
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            document = replace(document, source=replace(document.source, name=f"{name} ({seen[name]})"))
        out.append(document)
    return out


def assess(
    subject: Subject, names: Iterable[str] = tuple(CHECKERS), progress: Progress = lambda _stage, _done, _total: None
) -> Assessment:
    """Run the checkers over a subject and decide. A checker that crashes becomes a finding; the others go on."""
    names = list(names)
    outcomes: list[Outcome] = []
    for i, name in enumerate(names):
        progress("checking", i, len(names))
        outcomes.append(_run(name, subject))
    progress("checking", len(names), len(names))
    beside = [_companion(subject, outcomes, i, names) for i in range(len(subject.companions))]
    found = [finding for outcome in (*outcomes, *beside) for finding in outcome.findings]
    findings = tuple(_settled(_allowed(found, subject), subject))
    return Assessment(
        document=subject.document,
        profile=subject.profile.name,
        model=subject.language.model,
        decision=decide(findings),
        findings=findings,
        sections=tuple(item for outcome in outcomes for item in outcome.sections),
        statements=tuple(item for outcome in outcomes for item in outcome.statements),
        recommendations=tuple(item for outcome in outcomes for item in outcome.recommendations),
        readability=next((o.readability for o in outcomes if o.readability), Readability()),
        process=tuple(item for outcome in outcomes for item in outcome.process),
        names_that_stay=tuple(item for outcome in outcomes for item in outcome.names_that_stay),
        risk=tuple(item for outcome in outcomes for item in outcome.risk),
        timeline=chart_of(subject.case, subject.profile) if subject.case else None,
        trace=tuple(item for outcome in outcomes for item in outcome.trace),
        balance=next((o.balance for o in outcomes if o.balance), Balance()),
        unchecked=tuple(item for outcome in (*outcomes, *beside) for item in outcome.unchecked),
        companions=tuple(document.source.name for document, _ in subject.companions),
        companion_documents=tuple(document for document, _ in subject.companions),
    )


COMPANION_CHECKS = ("privacy", "hidden")
"""What a companion is checked for by itself. That it could be read is checked with the draft, and its statements are
read with the draft's."""


def _companion(subject: Subject, outcomes: Sequence[Outcome], index: int, names: Sequence[str]) -> Outcome:
    """What a companion gives away and hides. The pseudonyms that the report declares stand for the companion too, which
    seldom declares them again. Its plain English and accessibility are not checked, and said not to be."""
    document, language = subject.companions[index]
    declared = {name.text for outcome in outcomes for name in outcome.names_that_stay if name.role == _PSEUDONYM}
    own = replace(
        subject, document=document, language=language, companions=(), settled_names=tuple(sorted(declared)), _results={}
    )
    made = [_run(name, own) for name in COMPANION_CHECKS if name in names]
    title = document.source.name
    return Outcome(
        findings=tuple(replace(item, document=title) for outcome in made for item in outcome.findings),
        unchecked=(
            *(f"{what} of {title}" for outcome in made for what in outcome.unchecked),
            f"{_left_out(names)} of {title}: check it on its own as well",
        ),
    )


_PSEUDONYM = "Pseudonym"


def _left_out(names: Sequence[str]) -> str:
    """What a companion is not checked for, in words: what is never done for one, and what was not asked for."""
    asked = (("personal data", "privacy"), ("hidden content", "hidden"))
    parts = [title for title, name in asked if name not in names]
    return ", ".join([*parts, "plain English and accessibility"])


def _settled(findings: Iterable[Finding], subject: Subject) -> Iterable[Finding]:
    """The findings with fingerprints, the draft's own in the order of the document, then those of each companion."""
    by_document: dict[str, list[Finding]] = {"": []}
    documents = {"": subject.document}
    for document, _ in subject.companions:
        by_document[document.source.name] = []
        documents[document.source.name] = document
    for item in findings:
        by_document[item.document].append(item)
    for name, items in by_document.items():
        yield from fingerprinted(sorted(items, key=lambda f: f.order), documents[name])


def _run(name: str, subject: Subject) -> Outcome:
    """One checker's outcome, or a blocking finding where it could not be done. The log has the kind of error and the
    line of our code, never its message: a message may hold text of the document."""
    try:
        checker: Checker = load(CHECKERS[name])
        return checker.run(subject)
    except Exception as error:
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
        log.error("checker %s failed: %s at %s", name, type(error).__name__, place)  # noqa: TRY400 - see above
        detail = f"{name} ({type(error).__name__} at {place})"
        return Outcome(findings=(subject.finding("DX900", detail=detail),), unchecked=(f"the check “{name}”",))


def _allowed(findings: Iterable[Finding], subject: Subject) -> Iterable[Finding]:
    """Findings on a name that the Board's project file or the case file lets stand have the status `allowed`."""
    allowed = {" ".join(name.split()).casefold() for name in subject.allowed_names}
    for item in findings:
        if item.label and " ".join(item.excerpt.split()).casefold() in allowed:
            yield replace(item, status="allowed")
        else:
            yield item
