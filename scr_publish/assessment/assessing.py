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
from scr_publish.config import CaseFile, Profile, Project, load_case, load_profile, load_project
from scr_publish.config.profile import DEFAULT_PROFILE
from scr_publish.document import Document
from scr_publish.findings import Finding, Outcome, Readability, fingerprinted
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
        document, *others = [reading.result() for reading in readings]

    def read(item: Document) -> Annotations:
        return annotate(item, nlp, lambda done, total: report("reading the language", done, total))

    subject = Subject(document, read(document), profile, project, case, tuple((item, read(item)) for item in others))
    return assess(subject, progress=report)


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
    found = [finding for outcome in outcomes for finding in outcome.findings]
    findings = tuple(fingerprinted(sorted(_allowed(found, subject), key=lambda f: f.order), subject.document))
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
        unchecked=(*(item for outcome in outcomes for item in outcome.unchecked), *_companions_unchecked(subject)),
        companions=tuple(document.source.name for document, _ in subject.companions),
    )


def _companions_unchecked(subject: Subject) -> Iterable[str]:
    """A companion is read for its statements; what it gives away is a check of its own."""
    for document, _ in subject.companions:
        yield f"personal data, hidden content and plain English of {document.source.name}: check it on its own as well"


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
