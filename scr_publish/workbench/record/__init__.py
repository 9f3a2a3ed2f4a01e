"""The record: a database of reviews, findings and decisions, and a folder of encrypted files."""

from scr_publish.workbench.record.database import Record, RecordSession

__all__ = ["Record", "RecordSession"]
