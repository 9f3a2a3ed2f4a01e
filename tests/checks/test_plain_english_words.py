"""Words and phrases: each list fires on an inflected form at its exact place, and stays quiet where a word is right."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.checks.plain_english import CHECKER
from scr_publish.checks.plain_english.phrases import FILES, phrases
from scr_publish.config import Project
from scr_publish.config.project import Allow
from tests.builders.prose import of_rule, plain_english, subject_of, tagged


def _one(text: str, rule: str, **options: object) -> list[tuple[str, str]]:
    return [(f.excerpt, f.suggestion) for f in of_rule(plain_english(f"# One\n\n{text}", **options), rule)]


@pytest.mark.parametrize(
    ("text", "rule", "excerpt", "plain"),
    [
        ("Staff utilised the tool.", "PE130", "utilised", "use"),
        ("Staff were utilizing the tool.", "PE130", "utilizing", "use"),
        ("They disseminate it.", "PE130", "disseminate", "share"),
        ("A multi-faceted plan was made.", "PE130", "multi-faceted", "many sides"),
        ("They left in order to see him.", "PE135", "in order to", "to"),
        ("He came prior\nto the visit.", "PE135", "prior\nto", "before"),
        ("The duty team met ad hoc.", "PE132", "ad hoc", "as needed"),
        ("It held papers, e.g. letters.", "PE132", "e.g.", "for example"),
        ("It set up a form whereby staff report.", "PE133", "whereby", "by which"),
        ("Delays were not uncommon here.", "PE136", "not uncommon", "common"),
        ("There were learning opportunities here.", "PE137", "learning opportunities", "went wrong"),
        ("The team failed to engage with him.", "PE137", "failed to engage", "offered"),
        ("A strategy discussion took place.", "PE131", "strategy discussion", "social workers, police and health"),
        ("The Core Group met.", "PE131", "Core Group", "child's protection plan"),
        ("The nurse made an assessment of it.", "PE134", "made an assessment", "assess"),
        ("Staff undertook a further full review of it.", "PE134", "undertook a further full review", "review"),
    ],
)
def test_each_list_fires_at_the_exact_place(text: str, rule: str, excerpt: str, plain: str) -> None:
    [(found, suggestion)] = _one(text, rule)
    assert found == excerpt
    assert plain in suggestion


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('She said "we utilise it".', "PE130"),
        ("She said \u2018we utilise it\u2019 to them.", "PE130"),
        ("The Utilise Project ran for a year.", "PE130"),
        ("They waited in order, to see him.", "PE135"),
        ("He came prior.", "PE135"),
        ("The IE team met there.", "PE133"),
        ("It was common, not rare.", "PE136"),
        ("Opportunities for play were few.", "PE137"),
        ("A strategy discussion (a talk between services) took place.", "PE131"),
        ("The nurse completed a parenting assessment of her.", "PE134"),
        ("The nurse completed an assessment.", "PE134"),
    ],
)
def test_a_near_miss_is_left_alone(text: str, rule: str) -> None:
    assert _one(text, rule) == []


@pytest.mark.parametrize(
    ("text", "tags", "excerpt"),
    [
        ("The key issue was time.", {"key": ("ADJ", "key")}, "key"),
        ("The key worker came.", {"key": ("ADJ", "key")}, None),
        ("He lost the key there.", {"key": ("NOUN", "key")}, None),
        ("It impacted on him.", {"impacted": ("VERB", "impact")}, "impacted on"),
        ("The impact on him was clear.", {"impact": ("NOUN", "impact")}, None),
        ("They deliver services here.", {"deliver": ("VERB", "deliver")}, "deliver"),
        ("They deliver the baby here.", {"deliver": ("VERB", "deliver")}, None),
        ("They foster a culture of trust.", {"foster": ("VERB", "foster")}, "foster"),
        ("They foster two children.", {"foster": ("VERB", "foster")}, None),
        ("A foster carer came.", {"foster": ("NOUN", "foster")}, None),
        ("They terminated the contract.", {}, "terminated"),
        ("She chose to terminate the pregnancy.", {}, None),
        ("The failings were systemic.", {}, "systemic"),
        ("They were offered systemic family therapy.", {}, None),
        ("The improvement agenda was long.", {}, "agenda"),
        ("It was on the agenda.", {}, None),
        ("A robust plan was made.", {"robust": ("ADJ", "robust")}, "robust"),
        ("A robust baby was born.", {"robust": ("ADJ", "robust")}, None),
        ("They address the concern.", {"address": ("VERB", "address")}, "address"),
        ("The address was known.", {"address": ("NOUN", "address")}, None),
    ],
)
def test_words_with_a_right_use_need_the_wrong_one(
    text: str, tags: dict[str, tuple[str, str]], excerpt: str | None
) -> None:
    found = _one(text, "PE130", annotator=tagged(tags))
    assert [words for words, _ in found] == ([excerpt] if excerpt else [])


def test_words_in_the_name_of_an_organisation_are_left_alone() -> None:
    text = "# One\n\nstreamline services met him."
    assert of_rule(plain_english(text), "PE130")
    assert not of_rule(plain_english(text, annotator=tagged({}, {"streamline services": "ORG"})), "PE130")


def test_a_listed_phrase_in_small_letters_is_no_name_whatever_the_model_says() -> None:
    for said, heard in (("The panel met ad hoc.", 1), ("The panel met Ad Hoc.", 0)):
        name = said[len("The panel met ") : -1]
        assert len(of_rule(plain_english(said, annotator=tagged({}, {name: "PERSON"})), "PE132")) == heard


def test_one_finding_a_term_with_the_other_places_in_evidence() -> None:
    paragraphs = ["They utilised it.", "She utilises it.", "We utilise it, and utilise it again."]
    [found] = of_rule(plain_english("# One\n\n" + "\n\n".join(paragraphs)), "PE130")
    evidence = dict(found.evidence)
    assert found.excerpt == "utilised"
    assert evidence["count"] == "4"
    assert evidence["also at"] == "line 5; line 7 (2 times)"
    assert "3 more times" in found.message


def test_places_are_named_by_their_heading_where_there_are_no_lines() -> None:
    subject = subject_of("# One\n\nThey utilise it.\n\n# Two\n\nWe utilise it. They utilised it.")
    document = replace(subject.document, source=replace(subject.document.source, format="odt"))
    outcome = CHECKER.run(replace(subject, document=document))
    [found] = of_rule(outcome, "PE130")
    assert dict(found.evidence)["also at"] == "under “Two” (2 times)"


def test_headings_tables_and_references_are_not_criticised() -> None:
    text = "# We utilise it\n\nThey came.\n\nutilise | ascertain\n\n# References\n\nSmith, A. To utilise or not."
    assert of_rule(plain_english(text), "PE130") == []


def test_a_term_that_the_glossary_explains_is_left_alone() -> None:
    text = "# One\n\nThe core group met.\n\n# Glossary\n\nCore group: those who carry out the plan."
    assert of_rule(plain_english(text), "PE131") == []


def test_words_that_the_board_allows_are_left_alone() -> None:
    project = Project(allow=Allow(words=("utilise", "Core Group", "assessment")))
    text = "# One\n\nThey utilised it. The core group met. They made an assessment of it. They left in order to rest."
    outcome = plain_english(text, project=project)
    rules = {f.rule.id for f in outcome.findings}
    assert not rules & {"PE130", "PE131", "PE134"}
    assert "PE135" in rules


def test_the_longest_phrase_wins() -> None:
    found = _one("The local authority designated officer came.", "PE131")
    assert [words for words, _ in found] == ["local authority designated officer"]


def test_the_lists_are_as_long_as_a_writer_needs_and_every_phrase_matches_itself() -> None:
    folder = files("scr_publish.checks.plain_english")
    count = {}
    for name in FILES:
        data = tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))
        count[name] = len(data["simple"]) + len(data.get("conditional", []))
        for phrase in data["simple"]:
            found = _one(f"we saw, {phrase} yesterday.", data["rule"])
            assert phrase in [words.lower() for words, _ in found], phrase
    assert count["avoid.toml"] + count["wordy.toml"] >= 250
    assert count["sector.toml"] >= 120


PIECES = st.sampled_from(
    ["utilise", "in order to", "\u2019", "\u201cinter alia\u201d", "core group", "\u00ad", "whereby", "MASH", "(", ")",
     "Multi-Agency Safeguarding Hub (MASH)", ".", "  ", "not uncommon", "made a referral to", "ad\u00ad hoc", "uti\u00adlise", "in\norder  to", "\u2014", "é"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25))
def test_excerpts_are_the_text_at_their_place_and_the_same_each_time(pieces: list[str]) -> None:
    text = "# One\n\nIt began. " + " ".join(pieces)
    first, second = plain_english(text), plain_english(text)
    assert first == second
    for item in first.findings:
        if item.location:
            words = " ".join(item.excerpt.replace("\u00ad", "").lower().split())
            assert words == dict(item.evidence).get("listed as", words)
            assert words


def test_no_phrase_is_listed_under_two_rules() -> None:
    every = [phrase.words for group in phrases().values() for phrase in group]
    assert len(every) == len(set(every))
