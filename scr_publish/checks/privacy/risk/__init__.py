"""The risk of identification: how many people in the area may share all that the report discloses of a person.

`population.py` reads the census table, `area.py` finds the Board's area, `persons.py` says whom a disclosure is about,
`disclosures.py` collects them, `estimate.py` does the sum, `findings.py` reports it."""

from __future__ import annotations

from scr_publish.checks.privacy.risk.findings import find_risk

__all__ = ["find_risk"]
