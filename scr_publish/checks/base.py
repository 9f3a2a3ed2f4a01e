"""What a checker is given and what it must offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, TypeVar

from scr_publish.config import CaseFile, Profile, Project
from scr_publish.document import Document
from scr_publish.errors import ConfigError
from scr_publish.findings import Finding, Outcome, finding
from scr_publish.nlp.annotations import Annotations
from scr_publish.rules import Rule, catalogue

T = TypeVar("T")


@dataclass(frozen=True)
class Subject:
    """All that a checker may look at: the document, its one language pass, the Board's case file, profile and project
    settings, and the companions (the Board's response, an action plan), each with its own language pass.

    Where the document is itself a companion, `settled_names` are the pseudonyms that its report declares."""

    document: Document
    language: Annotations
    profile: Profile
    project: Project
    case: CaseFile | None = None
    companions: tuple[tuple[Document, Annotations], ...] = ()
    settled_names: tuple[str, ...] = ()
    _results: dict[Callable[[Subject], Any], Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, compute: Callable[[Subject], T]) -> T:
        """The result of `compute(self)`, computed the first time: what several checkers need is worked out once."""
        if compute not in self._results:
            self._results[compute] = compute(self)
        return self._results[compute]

    @property
    def allowed_names(self) -> tuple[str, ...]:
        """Names that may stand: those that the project file allows in any report, and the case file in this one."""
        return (*self.project.allow.names, *(self.case.allowed_names if self.case else ()), *self.settled_names)

    def finding_in(self, companion: Document, rule_id: str, start: int, end: int, **values: Any) -> Finding:
        """A finding at a place in one of the companions."""
        values.setdefault("severity", self.severity(rule_id))
        made = finding(self.rule(rule_id), companion, start, end, **values)
        return replace(made, document=companion.source.name)

    def finding(self, rule_id: str, start: int | None = None, end: int | None = None, **values: Any) -> Finding:
        """A finding in this document; see `scr_publish.findings.finding`. Severity as profile and project set it, words
        and source as the profile has them."""
        values.setdefault("severity", self.severity(rule_id))
        return finding(self.rule(rule_id), self.document, start, end, **values)

    def rule(self, rule_id: str) -> Rule:
        """A rule as the profile says and cites it."""
        return self.profile.adapted(catalogue()[rule_id])

    def severity(self, rule_id: str) -> Any:
        """The severity that the project file, else the profile, gives to a rule; None for the rule's own."""
        return self.project.severities.get(rule_id) or self.profile.severities.get(rule_id)


@dataclass(frozen=True)
class Checker:
    """A named check: the rules that it can raise, and the function that runs it."""

    name: str
    rules: tuple[str, ...]
    run: Callable[[Subject], Outcome]

    def __post_init__(self) -> None:
        unknown = [rule_id for rule_id in self.rules if rule_id not in catalogue()]
        if unknown:
            raise ConfigError(f"checker {self.name} declares unknown rules: {', '.join(unknown)}")


def rule(rule_id: str) -> Rule:
    """A rule of the catalogue by its id."""
    return catalogue()[rule_id]


def load(path: str) -> Checker:
    """The checker at `module:attribute`."""
    module, _, attribute = path.partition(":")
    checker = getattr(import_module(module), attribute)
    assert isinstance(checker, Checker)
    return checker
