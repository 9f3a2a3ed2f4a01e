"""What the program says when it cannot go on. Each error is one clear line: what is wrong, where, what to do.

No message ever holds text of a document."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ScrPublishError(Exception):
    """Base of every error that a user is meant to read. The command line prints its text and exits with status 2."""


class InputError(ScrPublishError):
    """The file to check is missing, or is not something that can be opened at all."""


class UnreadableError(ScrPublishError):
    """The file is there but cannot be read (broken, encrypted, hostile, too large). `rule` is the `DX` rule it breaks;
    the message says what was met and what to do."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class ConfigError(ScrPublishError):
    """A case file, profile or project file is wrong. The message names the file, the key and the nearest known key."""


class ModelError(ScrPublishError):
    """The language model cannot be loaded, or lacks what the checks need."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The question “Did you mean …?” with the nearest known word, after a space; nothing when none is near."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean “{close[0]}”?" if close else ""
