"""The `scr-publish` command: thin. It reads arguments, calls the library, prints, and sets the exit status."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from scr_publish import __version__
from scr_publish.errors import ScrPublishError

COULD_NOT = 2
"""Exit status where nothing could be checked: bad usage, unreadable input."""

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("scr_publish.cli.check:check", "Check a draft and say whether it may be published."),
    "clean": ("scr_publish.cli.clean:clean", "Write a new file without what the draft hides."),
    "case": (
        "scr_publish.cli.case:case",
        "Look after a case file: begin one, keep it encrypted, make it readable again.",
    ),
    "redact": ("scr_publish.cli.redact:redact", "Write a new file with the wording that the findings propose."),
    "gate": ("scr_publish.cli.gate:gate", "Show what still blocks a report's publication."),
    "certify": ("scr_publish.cli.certify:certify", "Take the certificate of a sign-off, or check one against a file."),
    "record": (
        "scr_publish.cli.record:record",
        "Look after the workbench's record: verify, purge, export, change the key.",
    ),
    "explain": ("scr_publish.cli.rules:explain", "Explain one rule: why it is there, its source, a better wording."),
    "profiles": ("scr_publish.cli.profiles:profiles", "List the kinds of review, with their guidance."),
    "rules": ("scr_publish.cli.rules:rules", "List every rule."),
    "scan": ("scr_publish.cli.scan:scan", "Check every report of an archive, and keep what was found."),
    "serve": ("scr_publish.cli.serve:serve", "Open the workbench: decide about findings in a browser, sign off."),
    "timeline": ("scr_publish.cli.timeline:timeline", "Show the dates of a review as a chart, with its terms."),
    "text": ("scr_publish.cli.text:text", "Print the document's linear text, to which all places refer."),
}
"""Each command's place and its one line of help: a command's module is imported only when it runs."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for, so that `--help` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from scr_publish.errors import nearest

            raise click.UsageError(f"{error.message}{nearest(args[0], COMMANDS)}", ctx) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="scr-publish", message="%(prog)s %(version)s")
def cli() -> None:
    """Check whether a draft Serious Case Review report is ready to be published.

    Nothing leaves this machine. Exit status: 0 ready, 1 not ready, 3 needs review, 2 could not be checked.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit status. No error reaches the user as a traceback."""
    try:
        status: Any = cli.main(arguments, prog_name="scr-publish", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("scr-publish: stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT)
    except ScrPublishError as error:
        click.echo(f"scr-publish: {error}", err=True)
        sys.exit(COULD_NOT)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(COULD_NOT)
    except MemoryError:
        click.echo("scr-publish: not enough memory for this file; split it and check each part.", err=True)
        sys.exit(COULD_NOT)
    sys.exit(status if isinstance(status, int) else 0)
