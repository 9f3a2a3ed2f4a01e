"""What a privacy check hands over: spans of the document, each with the rule that it breaks, before findings are made.

`merge.py` settles overlaps between the families of checks and makes the findings."""

from __future__ import annotations

from dataclasses import dataclass

from scr_publish.findings import PRIVACY_LABELS
from scr_publish.rules import Severity

Evidence = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span `Document.text[start:end]` that becomes a finding, or (`kept`) one that rightly stays.

    The span is exact: no space, punctuation or possessive 's at its ends. `label` is one of `PRIVACY_LABELS`, `rule` a
    rule's id, `severity` what this mention weighs (the Board's own settings come later). `evidence` says which
    mechanism found it and why; `values` fill the placeholders of the rule's message; `suggestion` replaces the rule's
    own where it is not empty. `replacement` is exactly the text to put in place of the span, empty where none can be
    given; `person` the fullest form in which the document names who is meant.

    A `kept` mention makes no finding. It shields its span: any mention wholly inside it is dropped ("Mr Hill" in the
    title of a law report, a number in a helpline), save a blocker that a declared identity asks for.
    """

    start: int
    end: int
    label: str
    rule: str
    severity: Severity
    evidence: Evidence = ()
    values: Evidence = ()
    suggestion: str = ""
    replacement: str = ""
    person: str = ""
    kept: bool = False

    def __post_init__(self) -> None:
        if self.label not in PRIVACY_LABELS:
            raise ValueError(f"unknown label {self.label}")
        if self.start >= self.end:
            raise ValueError("a mention must hold at least one character")

    @property
    def length(self) -> int:
        return self.end - self.start
