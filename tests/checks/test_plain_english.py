"""The whole checker on Markdown, through the language model that ships."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scr_publish.findings import Outcome

pytestmark = pytest.mark.model

CLEAN = """# What happened

The health visitor saw Sam on Monday. He was well and had put on weight. She told his mother about the baby clinic.

On Thursday a neighbour rang the council. She said that Sam cried for hours at night. A social worker rang Sam's mother
the same day. His mother said that he had a cold. The social worker believed her and closed the case.

# Why it happened

The social worker had 31 cases. Her manager was off sick, so nobody checked the decision. The council did not ask the
health visitor what she knew.
"""

PASSIVE = """# What happened

The referral was received on Monday. It was considered and was closed. The mother was told by letter. The school was
not asked. A visit was planned and was then cancelled. The file was reviewed in May.
"""

UNPLAIN = """# Method

Agencies utilised the tool in order to ascertain the risk. The MASH made an assessment of the home. The *core group*
met ad hoc, whereby **no** plan was made. He said \u201cthey utilised me\u201d.

## References

North, A. (2012) *Methodological robustness: a paradigm*. Fernside Press.
"""


def test_a_clean_report_has_nothing_for_review(run_checker: Callable[..., Outcome]) -> None:
    outcome = run_checker("plain-english", CLEAN)
    assert [f.rule.id for f in outcome.findings if f.severity != "advice"] == []
    assert len(outcome.findings) <= 2
    assert outcome.unchecked == ()


def test_passives_that_hide_who_acted_are_found_in_the_parse(run_checker: Callable[..., Outcome]) -> None:
    outcome = run_checker("plain-english", PASSIVE)
    rules = [f.rule.id for f in outcome.findings]
    assert "PE121" in rules
    assert 1 <= rules.count("PE120") <= 3
    assert outcome.readability is not None
    assert outcome.readability.document["passive_share"] > 0.5


def test_every_excerpt_is_the_text_at_its_place(run_checker: Callable[..., Outcome]) -> None:
    outcome = run_checker("plain-english", UNPLAIN)
    found = {(f.rule.id, f.excerpt) for f in outcome.findings}
    assert {
        ("PE130", "utilised"), ("PE130", "ascertain"), ("PE131", "core group"), ("PE132", "ad hoc"),
        ("PE133", "whereby"), ("PE134", "made an assessment"), ("PE135", "in order to"), ("PE140", "MASH"),
    } <= found  # fmt: skip
    for item in outcome.findings:
        if item.location:
            assert UNPLAIN[item.location.start : item.location.end] == item.excerpt
    assert not {"robustness", "paradigm"} & {excerpt for _, excerpt in found}


def test_the_same_text_gives_the_same_outcome(run_checker: Callable[..., Outcome]) -> None:
    assert run_checker("plain-english", UNPLAIN) == run_checker("plain-english", UNPLAIN)
