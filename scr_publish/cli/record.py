"""`scr-publish record`: look after the record of the workbench."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scr_publish.cli.records import data_option, key_file_option, opened_record, operator

NOT_WHOLE = 1


@click.group()
def record() -> None:
    """Look after the record of the workbench: verify it, delete from it, take out its audit trail, change its key."""


@record.command()
@click.option(
    "--expect", default="", help="An entry and its hash, as an earlier run printed them: it must still stand."
)
@data_option
@key_file_option
def verify(expect: str, folder: Path | None, key_file: Path | None) -> int:
    """Check that the audit trail is whole, that decisions and files are as they were stored, and that nothing is left
    of what was deleted.

    Keep the last line elsewhere and give it to a later run with --expect: it shows whether the whole record was put
    back to an earlier state.

    Exit status: 0 whole, 1 not, 2 could not be read.
    """
    with opened_record("record", folder, key_file) as opened:
        from scr_publish.workbench.record.verify import verify_record
        from scr_publish.workbench.services.certificate import key_fingerprint

        with opened.reading() as session:
            found = verify_record(session, expected=expect)
        key = key_fingerprint(opened)
    for fault in found.faults:
        click.echo(fault)
    outcome = "not whole" if found.faults else "all whole"
    click.echo(
        f"{found.entries} audit entries, {found.decisions} decisions, {found.sign_offs} sign-offs, {found.kept} "
        f"versions kept with {found.files} files, {found.deleted} deleted: {outcome}."
    )
    click.echo(f"Key of certificates: {key}")
    click.echo(f"Last entry: {found.head}")
    return NOT_WHOLE if found.faults else 0


@record.command()
@click.option("--list", "only_list", is_flag=True, help="Only list what is kept and when it is due.")
@click.option("--version", "version_id", help="Delete the documents of this version now.")
@click.option("--review", "review_id", help="Delete all of this review now, decisions' reasons and certificate too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_option
@key_file_option
def purge(
    only_list: bool,
    version_id: str | None,
    review_id: str | None,
    yes: bool,
    folder: Path | None,
    key_file: Path | None,
) -> int:
    """Delete the documents that have not been used for the time that the record keeps them; or those of one version or
    review. The audit trail keeps their hashes. `record verify` confirms that nothing of them is left.
    """
    if sum((only_list, version_id is not None, review_id is not None)) > 1:
        raise click.UsageError("--list, --version and --review exclude each other.")
    with opened_record("record", folder, key_file) as opened:
        from scr_publish.workbench.services import retention

        who = operator()
        if only_list:
            with opened.reading() as session:
                for item in retention.list_kept(session, who):
                    click.echo(
                        f"{item.version_id}  version {item.number} of {item.review_id}  {item.sha256[:16]}  "
                        f"due {item.due_at:%Y-%m-%d}{'  now' if item.due else ''}"
                    )
            return 0
        if not yes:
            click.confirm("What is deleted cannot be brought back. Go on?", abort=True, err=True)
        if version_id:
            retention.delete_documents(opened, who, version_id, "command line")
            click.echo("1 version deleted.")
        elif review_id:
            retention.delete_review(opened, who, review_id, "command line")
            click.echo("1 review deleted.")
        else:
            click.echo(f"{retention.purge_due(opened, who)} versions deleted.")
    return 0


@record.command()
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The new file.  [default: print it]")
@data_option
@key_file_option
def export(output: Path | None, folder: Path | None, key_file: Path | None) -> int:
    """Take out the audit trail, one JSON object a line: an entry, the hash before it, and its own hash. Anybody can
    check the chain: each hash is the SHA-256 of the hash before, a line end, and the entry.
    """
    from scr_publish.cli.output import new_file, write_output

    if output is not None:
        new_file(output)
    with opened_record("record", folder, key_file) as opened, opened.reading() as session:
        from sqlalchemy import select

        from scr_publish.workbench.record.models import AuditEntry

        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
        lines = [
            json.dumps({"entry": row.body, "previous": row.previous, "hash": row.hash}, ensure_ascii=False)
            for row in rows
        ]
    write_output("".join(f"{line}\n" for line in lines), output)
    return 0


@record.command("rotate-key")
@data_option
@key_file_option
def rotate_key(folder: Path | None, key_file: Path | None) -> int:
    """Make a new master key and put every data key under it. Stop the workbench first. The old key opens nothing more;
    copies of the record made before still need it.
    """
    with opened_record("record", folder, key_file) as opened:
        from scr_publish.workbench.record.rotation import rotate

        number = rotate(opened)
    click.echo(f"{number} data keys are under the new master key.")
    return 0
