"""`scr-publish certify`: take a certificate of a report that was signed off, or check one against a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scr_publish.cli.output import new_file, write_output
from scr_publish.cli.records import data_option, key_file_option, needs_workbench, opened_record, operator
from scr_publish.errors import InputError

if TYPE_CHECKING:
    from scr_publish.workbench.services.certificate import Verification

DOES_NOT_HOLD, WHOSE_KEY = 1, 3


@click.command()
@click.argument("target", metavar="FILE|REVIEW")
@click.option(
    "--verify",
    "certificate",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Check this certificate against FILE.",
)
@click.option("--key", default="", help="With --verify: the fingerprint of the Board's key, as it has made it known.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the certificate here: a .pdf or .json file.",
)
@data_option
@key_file_option
def certify(
    target: str, certificate: Path | None, key: str, output: Path | None, folder: Path | None, key_file: Path | None
) -> int:
    """Take the certificate of REVIEW, a review of the workbench that was signed off; or, with --verify, check that a
    certificate is whole and that FILE is the report that was signed off.

    To verify needs neither the record nor its key. Anybody can make a certificate with a key of their own: --key says
    which is the Board's; with --data, it is that of the record there.

    Exit status: 0 it holds and the Board's key signed it, 1 it does not, 3 it is whole but nobody said whose key
    it must be, 2 could not be read.
    """
    if certificate is None:
        if output is None:
            raise click.UsageError("name the new file with --output, or the certificate to check with --verify.")
        return _take(target, output, folder, key_file)
    if folder is not None and not key:
        with opened_record("certify", folder, key_file) as record:
            from scr_publish.workbench.services.certificate import key_fingerprint

            key = key_fingerprint(record)
    with needs_workbench("certify"):
        from scr_publish.workbench.services.certificate import verify
    found = verify(_bytes(certificate), _bytes(Path(target)), key=key)
    return _say(found, target, known=bool(key))


def _take(review_id: str, output: Path, folder: Path | None, key_file: Path | None) -> int:
    if output.suffix not in (".pdf", ".json"):
        raise click.UsageError("a certificate is a .pdf or a .json file.")
    new_file(output)
    with opened_record("certify", folder, key_file) as record, record.reading() as session:
        from scr_publish.workbench.services.certificate import certificate_json, certificate_pdf

        make = certificate_pdf if output.suffix == ".pdf" else certificate_json
        write_output(make(session, operator(), review_id), output)
    click.echo(f"{output}: written.", err=True)
    return 0


def _say(found: Verification, target: str, *, known: bool) -> int:
    for fault in found.faults:
        click.echo(fault)
    if found.faults:
        return DOES_NOT_HOLD
    sign = found.certificate["sign_off"]
    click.echo(f"The certificate has not been altered, and {target} is the file that it is about.")
    at = f"{sign['by']} on {sign['at'].replace('T', ' ')[:16]} UTC"
    if known:
        click.echo(f"Signed off by {at}, with the Board's key: {found.key}")
        return 0
    click.echo(f"It says that it was signed off by {at}.")
    click.echo(
        f"WHO SIGNED IT IS NOT CONFIRMED: the key is {found.key}. Give the fingerprint that the Board has made known "
        "with --key, or its record with --data."
    )
    return WHOSE_KEY


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from None
