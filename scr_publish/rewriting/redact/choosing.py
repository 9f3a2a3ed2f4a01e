"""Which findings are accepted: all, the blockers, or those of given fingerprints; and a file of decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from scr_publish.config.toml import Settings, read_toml, validated
from scr_publish.errors import ConfigError
from scr_publish.findings import Finding
from scr_publish.rules import Category, Severity

ALL, BLOCKERS = "all", "blockers"
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


class Decisions(Settings):
    """A file of decisions: the fingerprints of findings whose wording is accepted, and of those whose words stay."""

    accept: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


def load_decisions(path: str | Path) -> Decisions:
    """A file of decisions (TOML). Raises ConfigError that names the file and what is wrong."""
    path = Path(path)
    found = validated(Decisions, read_toml(path), path.name)
    for print_ in (*found.accept, *found.keep):
        if not _FINGERPRINT.fullmatch(print_):
            raise ConfigError(f"{path.name}: “{print_}” is no fingerprint: 16 figures and letters from a to f.")
    return found


@dataclass(frozen=True)
class Choice:
    """What to accept: `all`, `blockers` or fingerprints, and the decisions of a file, which come first."""

    accept: tuple[str, ...] = (BLOCKERS,)
    decisions: Decisions = field(default_factory=Decisions)

    def __post_init__(self) -> None:
        for word in self.accept:
            if word not in (ALL, BLOCKERS) and not _FINGERPRINT.fullmatch(word):
                raise ConfigError(f"“{word}” is neither `all` nor `blockers` nor the fingerprint of a finding.")

    def accepted(self, findings: Iterable[Finding]) -> list[Finding]:
        """The open privacy findings with a place that are accepted. The words of one that is accepted by fingerprint
        are accepted wherever a finding of the same kind has them. Raises ConfigError for an unknown fingerprint."""
        open_ = [
            f
            for f in findings
            if f.category is Category.PRIVACY and f.label and f.location and f.status == "open" and not f.document
        ]
        named = {*self.decisions.accept, *(word for word in self.accept if _FINGERPRINT.fullmatch(word))}
        unknown = sorted(named - {finding.fingerprint for finding in open_})
        if unknown:
            raise ConfigError(
                f"no open finding with a place has the fingerprint {', '.join(unknown)}: check the draft again."
            )
        words = {_words(finding) for finding in open_ if finding.fingerprint in named}
        kept = set(self.decisions.keep)
        return [f for f in open_ if f.fingerprint not in kept and (_words(f) in words or self._wide(f))]

    def _wide(self, finding: Finding) -> bool:
        return ALL in self.accept or (BLOCKERS in self.accept and finding.severity is Severity.BLOCKER)


def _words(finding: Finding) -> tuple[str, str]:
    return finding.label, " ".join(finding.excerpt.split()).casefold()
