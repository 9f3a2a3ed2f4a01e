"""Long sentences and paragraphs, the passive voice, piled-up negatives: exact places, and near misses."""

from __future__ import annotations

from typing import Any

import pytest

from scr_publish.checks.plain_english.passive import passive_findings, passive_voice
from scr_publish.checks.plain_english.prose import prose_of
from scr_publish.config import Project
from tests.builders.prose import of_rule, parsed_subject, plain_english


def sentence(words: int, first: str = "They") -> str:
    """A sentence of so many words."""
    return " ".join([first, *["talked"] * (words - 1)]) + "."


@pytest.mark.parametrize(("words", "rule"), [(25, None), (26, "PE110"), (40, "PE110"), (41, "PE111")])
def test_sentences_are_long_from_one_word_over_the_limit(words: int, rule: str | None) -> None:
    long = sentence(words)
    outcome = plain_english(f"# One\n\nIt rained. {long} It stopped.")
    found = of_rule(outcome, "PE110") + of_rule(outcome, "PE111")
    assert [f.rule.id for f in found] == ([rule] if rule else [])
    for item in found:
        assert item.excerpt == long
        assert str(words) in item.message
        assert item.severity == "advice"


def test_a_boards_own_limit_counts() -> None:
    project = Project(plain_english={"long_sentence": 10, "very_long_sentence": 15, "long_paragraph": 30})
    outcome = plain_english(f"# One\n\n{sentence(11)} {sentence(16)} {sentence(10)}", project=project)
    assert [f.excerpt for f in of_rule(outcome, "PE110")] == [sentence(11)]
    assert [f.excerpt for f in of_rule(outcome, "PE111")] == [sentence(16)]
    assert [dict(f.evidence)["sentences"] for f in of_rule(outcome, "PE112")] == ["3"]


def test_a_section_shows_its_longest_sentences_and_counts_the_others() -> None:
    lengths = [27, 33, 28, 36, 31, 30, 26, 29]
    outcome = plain_english("# One\n\n" + " ".join(sentence(n) for n in lengths))
    found = of_rule(outcome, "PE110")
    assert sorted(len(f.excerpt.split()) for f in found) == [29, 30, 31, 33, 36]
    [counted] = [f for f in found if "also at" in dict(f.evidence)]
    assert dict(counted.evidence)["shorter ones over the limit in this section"] == "3"


def test_quoted_sentences_and_tables_are_left_alone() -> None:
    long = sentence(45).rstrip(".")
    outcome = plain_english(f'# One\n\nHe wrote: "{long}."\n\n{long} | {long}\n\n# {long}')
    assert of_rule(outcome, "PE111") == []


def test_a_paragraph_is_long_over_the_limit_only() -> None:
    short, long = " ".join([sentence(15)] * 10), " ".join([sentence(15)] * 10 + ["It ended so."])
    outcome = plain_english(f"# One\n\n{short}\n\n{long}")
    assert [f.excerpt for f in of_rule(outcome, "PE112")] == [long]


UD = ("The case was closed .", ["det", "nsubj:pass", "aux:pass", "ROOT", "punct"])
ONTONOTES = ("The case was closed .", ["det", "nsubjpass", "auxpass", "ROOT", "punct"])
HEADS, LEMMAS = [1, 3, 3, 3, 3], ["the", "case", "be", "close", "."]
ACTIVE = ("She closed it .", ["nsubj", "ROOT", "obj", "punct"], [1, 1, 1, 1], ["she", "close", "it", "."])
BY = (
    "The case was closed by Ofsted .",
    ["det", "nsubj:pass", "aux:pass", "ROOT", "case", "obl:agent", "punct"],
    [1, 3, 3, 3, 5, 3, 3],
    ["the", "case", "be", "close", "by", "Ofsted", "."],
)
BORN = (
    "The child was born .",
    ["det", "nsubj:pass", "aux:pass", "ROOT", "punct"],
    HEADS,
    ["the", "child", "be", "bear", "."],
)


def _passives(sentences: list[Any], per_section: int = 100) -> list[Any]:
    subject = parsed_subject(sentences, per_section)
    prose = prose_of(subject)
    return passive_findings(subject, prose, passive_voice(prose))


@pytest.mark.parametrize("labels", [UD, ONTONOTES])
def test_a_passive_without_an_actor_is_found_in_either_scheme(labels: tuple[str, list[str]]) -> None:
    found = _passives([(*labels, HEADS, LEMMAS)] * 2 + [ACTIVE] * 4)
    assert [f.excerpt for f in found if f.rule.id == "PE120"] == ["The case was closed ."] * 2
    [share] = [f for f in found if f.rule.id == "PE121"]
    assert "33%" in share.message
    assert dict(share.evidence) == {"What happened": "2 sentences"}
    assert "was closed" in found[1].message


def test_passives_under_the_target_are_left_alone() -> None:
    assert _passives([(*UD, HEADS, LEMMAS)] * 1 + [ACTIVE] * 4) == []


def test_a_passive_that_names_the_actor_hides_nobody() -> None:
    found = _passives([BY] * 3 + [ACTIVE] * 3)
    assert [f.rule.id for f in found] == ["PE121"]


def test_being_born_needs_no_actor() -> None:
    assert "PE120" not in [f.rule.id for f in _passives([BORN] * 3 + [ACTIVE] * 3)]


def test_a_section_shows_its_worst_passives_only() -> None:
    found = _passives([(*UD, HEADS, LEMMAS)] * 9)
    worst = [f for f in found if f.rule.id == "PE120"]
    assert len(worst) == 3


def test_a_long_report_shows_its_worst_passives_only() -> None:
    two = (
        "It was asked and was told .",
        ["nsubj:pass", "aux:pass", "ROOT", "cc", "aux:pass", "conj", "punct"],
        [2, 2, 2, 5, 5, 2, 2],
        ["it", "be", "ask", "and", "be", "tell", "."],
    )
    found = _passives([(*UD, HEADS, LEMMAS)] * 5 * 12 + [two] * 5, per_section=5)
    worst = [f.excerpt for f in found if f.rule.id == "PE120"]
    assert len(worst) == 25
    assert worst[-3:] == [two[0]] * 3


def test_without_a_parser_the_passive_counts_as_unchecked() -> None:
    outcome = plain_english("# One\n\nThe case was closed.")
    assert any("passive" in item for item in outcome.unchecked)
    assert outcome.readability is not None
    assert "passive_share" not in outcome.readability.document


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Staff should not fail to act unless nobody is at risk.", 1),
        ("No worker was unable to visit without leave.", 1),
        ("Nobody asked and the school did not tell; no one knew.", 0),
        ("The school did not ask why he had no coat.", 0),
    ],
)
def test_three_negatives_in_one_clause(text: str, count: int) -> None:
    found = of_rule(plain_english(f"# One\n\nIt was late. {text}"), "PE138")
    assert [f.excerpt for f in found] == [text] * count
