"""`scr-publish serve`: the workbench as a web application on this machine."""

from __future__ import annotations

import logging
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scr_publish.cli.records import data_option, key_file_option, needs_workbench
from scr_publish.errors import InputError

if TYPE_CHECKING:
    from scr_publish.workbench.record import Record
    from scr_publish.workbench.settings import Settings

_ROLES = ("reviewer", "manager", "administrator")


@click.command()
@click.option(
    "--team", is_flag=True, help="People log in with accounts and roles. Without it: one person, this machine."
)
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one.  [default: 8765]")
@click.option("--host", help="The address to listen at.  [default: 127.0.0.1, this machine only]")
@click.option("--name", "names", multiple=True, help="A further name that browsers reach it by. May be repeated.")
@click.option("--certificate", type=click.Path(path_type=Path), help="TLS certificate (PEM); with --certificate-key.")
@click.option("--certificate-key", type=click.Path(path_type=Path), help="The TLS certificate's private key (PEM).")
@click.option(
    "--behind-proxy",
    is_flag=True,
    help="A proxy on this machine adds TLS, passes `Host` on and sets `X-Forwarded-Proto`.",
)
@data_option
@key_file_option
@click.option("--config", type=click.Path(path_type=Path), help="The Board's project file, which every check obeys.")
@click.option(
    "--profile", "profiles", type=click.Path(path_type=Path), multiple=True, help="A profile (TOML) of the Board's own."
)
@click.option(
    "--archive", type=click.Path(path_type=Path), help="The store of `scr-publish scan` that the Archive page shows."
)
@click.option(
    "--add-user",
    metavar="NAME",
    help="Make an account, ask for its password, and stop. The first must be an administrator.",
)
@click.option(
    "--role", type=click.Choice(_ROLES), default="reviewer", show_default=True, help="The role for --add-user."
)
@click.option("--full-name", default="", help="The full name for --add-user, as the record shows it.")
def serve(
    team: bool,
    port: int | None,
    host: str | None,
    names: tuple[str, ...],
    certificate: Path | None,
    certificate_key: Path | None,
    behind_proxy: bool,
    folder: Path | None,
    key_file: Path | None,
    config: Path | None,
    profiles: tuple[Path, ...],
    archive: Path | None,
    add_user: str | None,
    role: str,
    full_name: str,
) -> int:
    """Open the workbench in a browser: decide about findings beside the pages of a draft, and sign it off.

    The Board's own settings stand in record.toml in the data folder: retention_days, session_hours, limits, profiles
    (docs/workbench.md). What is said here goes before them.

    Prints an address that opens it once. Drafts stay on this machine, encrypted; nothing is loaded from elsewhere. For
    PostgreSQL in place of SQLite set SCR_PUBLISH_DATABASE to its URL. Stop it with Ctrl+C: checks that are under way go
    on at the next start.
    """
    _refuse_half_a_certificate(certificate, certificate_key)
    with needs_workbench("serve"):
        from scr_publish.workbench.jobs.runner import Runner
        from scr_publish.workbench.record import Record
        from scr_publish.workbench.settings import load_settings
        from scr_publish.workbench.web.app import create_app
    chosen: dict[str, Any] = {
        "folder": folder,
        "key_file": key_file,
        "project": config and config.absolute(),
        "profiles": tuple(path.absolute() for path in profiles) or None,
        "archive": archive and archive.absolute(),
        "host": host,
        "port": port,
        "names": names or None,
        "mode": "team" if team or add_user else None,
        "secure": True if certificate or behind_proxy else None,
        "behind_proxy": behind_proxy or None,
    }
    settings = load_settings(**chosen)
    _refuse_wrong_files(settings)
    if add_user:
        record = Record.open(settings)
        try:
            _add_user(record, add_user, full_name, role)
        finally:
            record.close()
        return 0
    _refuse_open_network(settings)
    with _listening(settings) as listener:
        settings = settings.model_copy(update={"port": listener.getsockname()[1]})
        record = Record.open(settings)
        try:
            welcome = _welcome(record, settings)
            runner = Runner(record)
            runner.start()
            try:
                click.echo(welcome)
                _run(create_app(settings, record), listener, certificate, certificate_key)
            finally:
                runner.stop()
        finally:
            record.close()
    return 0


def _refuse_half_a_certificate(certificate: Path | None, key: Path | None) -> None:
    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --certificate-key go together.")
    for path in (certificate, key):
        if path is not None and not path.is_file():
            raise click.UsageError(f"{path}: there is no such file.")


def _refuse_wrong_files(settings: Settings) -> None:
    """Say now, and not with each check, what is wrong with the Board's own files."""
    from scr_publish.config import load_profile, load_project

    for path in settings.profiles:
        load_profile(str(path))
    if settings.project is not None:
        load_project(settings.project)
    if settings.archive is not None:
        from scr_publish.archive.store.reading import open_for_reading

        open_for_reading(settings.archive).close()


def _refuse_open_network(settings: Settings) -> None:
    """Drafts and passwords cross no network unencrypted, and the single-user token no network at all."""
    if settings.host in ("127.0.0.1", "localhost", "::1"):
        return
    if settings.behind_proxy:
        raise click.UsageError(
            "--behind-proxy listens to this machine alone, where the proxy is: "
            "with another --host the network could go round it."
        )
    if settings.mode == "single":
        raise click.UsageError("Single-user mode is for this machine only. For others on a network: --team.")
    if not settings.secure:
        raise click.UsageError(
            "On a network the workbench needs TLS: give --certificate and --certificate-key, "
            "or leave --host out and put a proxy on this machine in front (--behind-proxy)."
        )


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen()  # a browser that is quicker than the server waits for it
    except OSError as error:
        listener.close()
        raise InputError(
            f"{settings.host}:{settings.port} cannot be listened at: {error.strerror}. "
            "Is the workbench running already? Choose another with --port."
        ) from None
    return listener


def _welcome(record: Record, settings: Settings) -> str:
    from scr_publish.workbench.services import accounts

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    name = settings.names[0] if settings.names else host
    scheme = "https" if settings.secure else "http"
    port = "" if settings.secure and settings.names else f":{settings.port}"
    address = f"{scheme}://{name}{port}"
    if settings.mode == "single":
        token = accounts.one_time_token(record)
        return f"The workbench is open. This address works once, in one browser:\n\n    {address}/enter?token={token}\n"
    with record.reading() as session:
        if not accounts.has_accounts(session):
            raise InputError(
                "There is no account yet. Make the first one, an administrator:\n"
                "    scr-publish serve --add-user NAME --role administrator"
            )
    return f"The workbench is open at {address}"


def _add_user(record: Record, name: str, full_name: str, role: str) -> None:
    from scr_publish.workbench.services import accounts

    with record.reading() as session:
        first = not accounts.has_accounts(session)
    if first and role != "administrator":
        raise InputError("The first account must be an administrator's: add --role administrator.")
    password = click.prompt(f"Password for {name}", hide_input=True, confirmation_prompt="The same again")
    if first:
        accounts.first_account(record, name, full_name or name, password)
    else:
        accounts.add_account(record, name, full_name or name, role, password)
    click.echo(f"{name} may log in as {role}.")


def _run(app: Any, listener: socket.socket, certificate: Path | None, key: Path | None) -> None:
    import uvicorn

    signal.signal(signal.SIGTERM, _terminated)  # which uvicorn sends on once it has shut down
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    logging.getLogger("scr_publish.workbench").setLevel(logging.INFO)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # its lines hold queries; ours, in security/guard.py, do not
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _terminated(_number: int, _frame: object) -> None:
    """Leave by the ordinary way, so that checks are given back and the record is closed."""
    raise SystemExit(0)
