"""The assessment as JSON, in the published schema `scr-publish/assessment/1`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from scr_publish.assessment import Assessment


def to_json(assessment: Assessment) -> str:
    """The assessment as JSON text, the same for the same assessment, byte for byte."""
    return json.dumps(assessment.to_dict(), ensure_ascii=False, indent=2) + "\n"


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema that `to_json` keeps to."""
    text = files("scr_publish").joinpath("data", "assessment-1.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
