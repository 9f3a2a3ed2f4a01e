"""The runner: takes jobs from the queue and runs each in a process of its own."""

from __future__ import annotations

from scr_publish.workbench.record.database import Record


class Runner:
    """Runs waiting jobs in the background until it is stopped; one at a time unless the settings say otherwise."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def start(self) -> None: ...
    def stop(self) -> None:
        """Stop taking jobs; a running one is stopped and waits for the next start."""
