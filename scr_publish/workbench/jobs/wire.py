"""What the runner tells the process that works on a job, on its standard input: never on the command line, where others
could read the keys."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from scr_publish.workbench.record.database import Record
from scr_publish.workbench.settings import Settings

TRY_LATER = 75
"""Exit status of a process that nobody waits for, or that found the record away: EX_TEMPFAIL of sysexits.h."""


@dataclass(frozen=True)
class Order:
    """One job for one process. `runner` is the process that waits for it; `record_id` names its folder."""

    job_id: str
    worker: str
    runner: int
    record_id: str
    settings: Settings
    master_keys: tuple[bytes, ...]

    def packed(self) -> bytes:
        """The order as it is sent."""
        return json.dumps(
            {
                "job_id": self.job_id,
                "worker": self.worker,
                "runner": self.runner,
                "record_id": self.record_id,
                "settings": self.settings.model_dump(mode="json"),
                "master_keys": [base64.b64encode(key).decode() for key in self.master_keys],
            }
        ).encode()


def unpacked(data: bytes) -> Order:
    """The order that was sent."""
    sent: dict[str, Any] = json.loads(data)
    return Order(
        job_id=sent["job_id"],
        worker=sent["worker"],
        runner=sent["runner"],
        record_id=sent["record_id"],
        settings=Settings.model_validate(sent["settings"]),
        master_keys=tuple(base64.b64decode(key) for key in sent["master_keys"]),
    )


def opened(order: Order) -> Record:
    """The record of an order, with the keys that came with it."""
    return Record.open(order.settings, create=False, master_keys=order.master_keys)
