"""Measures of reading ease: on our sentences, on prose only, with textstat's own formulas."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.checks.plain_english.heat import Strain, heat
from scr_publish.checks.plain_english.measures import measured, measures, prepared
from scr_publish.checks.plain_english.prose import Prose, prose_of
from scr_publish.checks.plain_english.syllables import textstat
from scr_publish.config import load_profile
from tests.builders.prose import of_rule, plain_english, subject_of

PLAIN = (
    "The nurse went to the house on Monday. The baby was warm and well fed. His mother told the nurse that she was "
    "tired. The nurse asked her what would help. They agreed that she would come back on Friday."
)
HARD = (
    "The multi-agency methodology necessitated considerable organisational reconfiguration, notwithstanding the "
    "acknowledged insufficiency of administrative infrastructure across participating organisations, whose respective "
    "representatives nevertheless demonstrated exemplary professional collaboration throughout the deliberations."
)


def _prose(text: str) -> Prose:
    return prose_of(subject_of(text))


def test_abbreviations_make_no_sentences_for_textstat() -> None:
    text = "Dr. Reed read s.47 of the Act for 3.5 hours with Ms. Hall and nobody else."
    sentences = _prose(f"# One\n\n{text}").sentences
    assert textstat().sentence_count(text) > 1
    assert textstat().sentence_count(prepared(sentences)) == len(sentences)


WORDS = st.sampled_from(
    ["child", "s.47", "Dr.", "review", "3.5", "didn't", "well-being", "“kept”", "and/or", "–", "(GP)", "why?", "no!"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=6))
def test_textstat_counts_the_sentences_of_the_language_pass(paragraphs: list[list[str]]) -> None:
    sentences = _prose("\n\n".join(["# One", *(" ".join(words) + " then it ended." for words in paragraphs)])).sentences
    assert textstat().sentence_count(prepared(sentences)) == len(sentences)
    assert measures(sentences, 25)["sentences"] == len(sentences)


def test_words_of_one_and_two_are_no_sentence() -> None:
    values = measures(_prose(f"# One\n\n{PLAIN} Yes. She did.").sentences, 25)
    assert values["sentences"] == 5
    assert values["average_sentence"] == 8


def test_the_formulas_are_textstats_own() -> None:
    sentences = _prose(f"# One\n\n{PLAIN}").sentences
    values = measures(sentences, 25)
    assert values["flesch_reading_ease"] == round(textstat().flesch_reading_ease(PLAIN), 2)
    assert values["gunning_fog"] == round(textstat().gunning_fog(PLAIN), 2)
    assert values["dale_chall"] == round(textstat().dale_chall_readability_score(PLAIN), 2)


@pytest.mark.parametrize(
    "beside",
    [
        "## References\n\n" + HARD,
        "## Appendix 2: Glossary of terms\n\n" + HARD,
        "## Key to family members\n\n- " + HARD,
        HARD.rstrip(".") + " | " + HARD,
        "Panel Chair: Ada North, Fernside Trust; Ben South, Hallow Council; Cy West, Police",
    ],
)
def test_what_is_looked_up_rather_than_read_is_not_measured(beside: str) -> None:
    alone, _ = measured(_prose(f"# One\n\n{PLAIN}"), 25)
    both, _ = measured(_prose(f"# One\n\n{PLAIN}\n\n{beside}"), 25)
    assert both == alone


def test_a_heading_of_prose_is_not_taken_for_a_list_of_references() -> None:
    both, sections = measured(_prose(f"# One\n\n{PLAIN}\n\n# Reference to earlier reviews\n\n{HARD}"), 25)
    assert len(sections) == 2
    assert both["sentences"] == 6


def test_each_section_has_its_own_measures() -> None:
    _, sections = measured(_prose(f"# Easy\n\n{PLAIN}\n\n## Hard\n\n{HARD}"), 25)
    assert [section.heading for section, _ in sections] == ["Easy", "Hard"]
    easy, hard = (values for _, values in sections)
    assert easy["flesch_reading_ease"] > 80 > 0 > hard["flesch_reading_ease"]


def test_heat_sorts_sections_and_spares_short_ones() -> None:
    found = plain_english(f"# Easy\n\n{PLAIN}\n\n# Hard\n\n{HARD} {HARD}\n\n# Hard but short\n\n{HARD}").readability
    assert found is not None
    heats = {section.heading: section.heat for section in found.sections}
    assert heats["Easy"] < 0.1
    assert heats["Hard"] > 0.7
    assert heats["Easy"] < heats["Hard but short"] < heats["Hard"]


@given(
    st.floats(-200, 121), st.floats(1, 200), st.floats(0, 1), st.floats(0, 1), st.integers(0, 500), st.integers(1, 5000)
)
def test_heat_is_between_0_and_1(
    ease: float, length: float, long: float, passive: float, hard: int, words: int
) -> None:
    values = {
        "words": words, "flesch_reading_ease": ease, "average_sentence": length, "long_sentence_share": long
    }  # fmt: skip
    assert 0 <= heat(Strain(values, passive, hard), load_profile().plain_english) <= 1


def test_a_hard_report_is_for_review_and_names_its_hardest_section() -> None:
    outcome = plain_english(f"# Easy\n\n{PLAIN}\n\n# Hard\n\n{' '.join([HARD] * 4)}")
    [whole] = of_rule(outcome, "PE101")
    assert whole.severity == "review"
    assert whole.location is None
    assert next(iter(dict(whole.evidence))) == "Hard"
    [section] = of_rule(outcome, "PE102")
    assert section.excerpt == "Hard"
    assert of_rule(plain_english(f"# Hard\n\n{' '.join([HARD] * 4)}"), "PE103")


def test_a_plain_report_has_no_finding_for_review() -> None:
    outcome = plain_english("# What happened\n\n" + "\n\n".join([PLAIN] * 5))
    assert [f for f in outcome.findings if f.severity != "advice"] == []
    assert of_rule(outcome, "PE103") == []


def test_an_empty_document_has_no_measures() -> None:
    outcome = plain_english("# Only a heading")
    assert outcome.findings == ()
    assert outcome.readability is not None
    assert outcome.readability.document == {}
    assert outcome.unchecked == ()


def test_words_that_the_report_explains_add_no_heat() -> None:
    told = " ".join(["The core group met and the family came too."] * 6)
    explained = f"# One\n\n{told}\n\n# Glossary\n\nCore group: the people who carry out the plan."
    heats = [plain_english(text).readability.sections[0].heat for text in (f"# One\n\n{told}", explained)]  # type: ignore[union-attr]
    assert heats[0] > heats[1]
