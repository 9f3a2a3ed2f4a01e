"""`scr-publish gate`: what still stands between a report and its publication."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scr_publish.cli.records import data_option, key_file_option, opened_record, operator
from scr_publish.errors import InputError

if TYPE_CHECKING:
    from scr_publish.workbench.services.views import GateView

READY, NOT_READY, NEEDS_REVIEW = 0, 1, 3


@click.command()
@click.argument("assessment", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--review", "review_id", help="A review of the workbench, by its id, in place of an assessment.")
@data_option
@key_file_option
def gate(assessment: Path | None, review_id: str | None, folder: Path | None, key_file: Path | None) -> int:
    """Show what still blocks: in ASSESSMENT (the JSON of `scr-publish check --format json`), or in a review of the
    workbench, with its decisions. No word of the report is printed.

    Exit status: 0 nothing blocks, 1 a blocker is open or the report is not checked, 3 something is to be reviewed or
    could not be checked, 2 could not be read.
    """
    if (assessment is None) == (review_id is None):
        raise click.UsageError("give the file of an assessment, or a review with --review.")
    if assessment is not None:
        return _of_assessment(_loaded(assessment))
    with opened_record("gate", folder, key_file) as record, record.reading() as session:
        from scr_publish.workbench.services import gate as gates

        return _of_review(gates.gate(session, operator(), str(review_id)))


def _loaded(path: Path) -> dict[str, Any]:
    try:
        made = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        made = None
    if not isinstance(made, dict) or not str(made.get("schema", "")).startswith("scr-publish/assessment/"):
        raise InputError(
            f"{path}: no assessment; make one with: scr-publish check DRAFT --format json --output NEW.json"
        )
    from jsonschema import Draft202012Validator

    from scr_publish.reporting.json import schema

    if next(iter(Draft202012Validator(schema()).iter_errors(made)), None):
        raise InputError(f"{path}: not an assessment as this version writes it; check the draft again.")
    return made


def _of_assessment(made: dict[str, Any]) -> int:
    """What is open in an assessment. Nobody has decided there: what is open blocks."""
    from scr_publish.workbench.services.places import plain_place

    open_findings = [item for item in made["findings"] if item["status"] == "open" and item["severity"] != "advice"]
    blockers = sum(item["severity"] == "blocker" for item in open_findings)
    for item in open_findings:
        place = plain_place(item["page"], item["where"], item["surface"], in_companion=bool(item["document"]))
        click.echo(_line(item["severity"], item["rule"], place))
    _say_unchecked(len(made["unchecked"]), "the assessment lists")
    advice = made["counts"].get("advice", 0)
    click.echo(f"{_counted(blockers, len(open_findings) - blockers)}; {advice} more as advice.")
    if blockers:
        return NOT_READY
    return NEEDS_REVIEW if open_findings or made["unchecked"] else READY


def _of_review(looked: GateView) -> int:
    from scr_publish.workbench.services.places import plain_place

    unchecked = len(looked.version.unchecked) if looked.version else 0
    _say_unchecked(unchecked, "the report of its check lists")
    if looked.sign_off:
        by, at = looked.sign_off.by, looked.sign_off.at
        click.echo(f"Version {looked.sign_off.number} was signed off by {by} on {at.day} {at:%B %Y, %H:%M} UTC.")
        return READY
    for item in (*looked.open, *looked.waiting):
        state = "" if item.decision.status.value == "open" else f"  ({item.decision.status.value}, still there)"
        place = plain_place(item.page, item.where, item.surface, in_companion=bool(item.document))
        click.echo(_line(item.severity, item.rule, place) + state)
    for step in looked.dates:
        click.echo(f"date         {step.title}: {step.date or 'no date'}, {step.status}")
    for name, number in looked.deciders.items():
        click.echo(f"decided by   {name}: {number}")
    for block in looked.blocks:
        click.echo(block)
    if looked.ready and unchecked:
        click.echo("Nothing that was found blocks; look at what was not checked before the report is signed off.")
        return NEEDS_REVIEW
    if looked.ready:
        click.echo("Nothing blocks: the report may be signed off.")
        return READY
    findings = (*looked.open, *looked.waiting)
    grave = not findings or any(item.severity == "blocker" for item in findings)
    return NOT_READY if grave else NEEDS_REVIEW


def _say_unchecked(number: int, where: str) -> None:
    if number:
        click.echo(
            f"not checked  {number} {'part or kind' if number == 1 else 'parts or kinds'} of check, which {where}"
        )


def _line(severity: str, rule_id: str, place: str) -> str:
    from scr_publish.rules import catalogue

    rule = catalogue().get(rule_id)
    return f"{severity:<12} {rule_id}  {rule.title if rule else rule_id}: {place}"


def _counted(blockers: int, reviews: int) -> str:
    blocks = "1 finding blocks" if blockers == 1 else f"{blockers} findings block"
    return f"{blocks}, {reviews} to be reviewed"
