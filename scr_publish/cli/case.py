"""`scr-publish case`: the case file itself, begun, kept encrypted or made readable again."""

from __future__ import annotations

from pathlib import Path

import click

from scr_publish.cli.passphrase import passphrase_option, passphrase_source


@click.group()
def case() -> None:
    """Look after a case file: what the Board knows of one review."""


@case.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default="case.toml")
@click.option(
    "--profile", default="wt2015-scr", show_default=True, help="The kind of review: a name, or a path to a TOML file."
)
def init(file: Path, profile: str) -> None:
    """Write a new case file to FILE (case.toml unless you name another; “-” prints it), every key explained.

    Nothing is filled in and nothing is asked. A file that is there already stays as it is.
    """
    from scr_publish.cli.output import new_file, write_output
    from scr_publish.config import load_profile
    from scr_publish.config.case_template import case_template

    named = load_profile(profile).model_copy(update={"name": profile})
    write_output(case_template(named), new_file(file))
    if str(file) != "-":
        click.echo(f"{file}: written, readable by its owner only. Fill it in, and give it with --case.", err=True)


@case.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The new file.  [default: FILE.age]")
@click.option("--remove", is_flag=True, help="Remove FILE once the new one has been written and opened again.")
@passphrase_option
def encrypt(file: Path, output: Path | None, remove: bool, passphrase_file: Path | None) -> None:
    """Write FILE, a case file, to a new encrypted file.

    The new file is in the age format. Without the passphrase nobody can open it, and nobody can restore the passphrase.
    FILE stays as it is unless you say --remove; removing a file does not wipe the disk that it stood on.
    """
    from scr_publish.cli.output import new_file, write_output
    from scr_publish.config.case import read_case
    from scr_publish.config.encryption import SUFFIX, is_encrypted
    from scr_publish.config.encryption import decrypt as opened
    from scr_publish.config.encryption import encrypt as encrypted
    from scr_publish.config.toml import read_bytes
    from scr_publish.errors import ConfigError

    target = new_file(output or file.with_name(file.name + SUFFIX))
    data = read_bytes(file)
    if is_encrypted(data):
        raise ConfigError(f"{file}: is encrypted already.")
    read_case(data, file.name)
    passphrase = passphrase_source(passphrase_file, confirm=True)()
    secret = encrypted(data, passphrase)
    if opened(secret, lambda: passphrase, target.name) != data:
        raise ConfigError(f"{target}: the encrypted text does not open to what was put in; nothing was written.")
    write_output(secret, target)
    if remove:
        file.unlink()
    click.echo(
        f"{target}: written, encrypted." + (f" {file}: removed." if remove else f" {file} is still there."), err=True
    )


@case.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The new file; “-” prints the case file.  [default: FILE without .age]",
)
@passphrase_option
def decrypt(file: Path, output: Path | None, passphrase_file: Path | None) -> None:
    """Write FILE, an encrypted case file, to a new readable one. FILE stays as it is."""
    from scr_publish.cli.output import new_file, write_output
    from scr_publish.config.encryption import SUFFIX
    from scr_publish.config.encryption import decrypt as decrypted
    from scr_publish.config.toml import read_bytes
    from scr_publish.errors import ConfigError

    if output is None and file.suffix != SUFFIX:
        raise ConfigError(f"{file}: its name does not end in {SUFFIX}; say with --output what the new file is called.")
    target = new_file(output or file.with_suffix(""))
    data = decrypted(read_bytes(file), passphrase_source(passphrase_file), str(file))
    write_output(data, target)
    if str(target) != "-":
        click.echo(f"{target}: written, readable by its owner only. Remove it when you have done with it.", err=True)
