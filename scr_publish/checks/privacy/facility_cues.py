"""The words beside a name that tell of a school or of a place where people are cared for."""

from __future__ import annotations

import re

_SCHOOL_NEAR = re.compile(
    r"\b(?:schools?|pupils?|teachers?|classroom|Reception|Year \d{1,2}|lessons?|term|attend(?:s|ed|ance)|governors?|"
    r"head|playground|uniform|excluded|enrolled|on roll)\b"
)
_CARE_NEAR = re.compile(
    r"\b(?:midwi\w+|nurse\w*|wards?|patients?|CAMHS|perinatal|admitted|admission|psychiatr\w+|hospital|neonatal|born|"
    r"delivered|consultant|maternity|detoxification|rehabilitation|discharged|therap\w+|clinical|appointment)\b"
)

NEAR = 70
"""How many characters beside a name are searched for what it names."""


def at_school(text: str, start: int, end: int) -> bool:
    return bool(_SCHOOL_NEAR.search(text[max(0, start - NEAR) : start]) or _SCHOOL_NEAR.search(text[end : end + NEAR]))


def in_care(text: str, start: int, end: int) -> bool:
    return bool(_CARE_NEAR.search(text[max(0, start - NEAR) : start]) or _CARE_NEAR.search(text[end : end + NEAR]))
