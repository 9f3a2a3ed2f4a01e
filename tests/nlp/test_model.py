"""The shipped pipeline on sentences of our own, and a user's pipeline in its place."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from scr_publish.errors import ModelError
from scr_publish.nlp.labels import Meaning, meaning
from scr_publish.nlp.pipeline import default_model_path, load_pipeline

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def sentences(doc: Doc) -> list[str]:
    return [sent.text for sent in doc.sents]


def people(doc: Doc) -> set[str]:
    return {ent.text for ent in doc.ents if ent.label_ == "PERSON"}


def of_label(doc: Doc, label: str) -> set[str]:
    return {ent.text for ent in doc.ents if ent.label_ == label}


def test_it_says_what_it_is(nlp: Language) -> None:
    assert (nlp.meta["lang"], nlp.meta["name"]) == ("en", "scr")
    assert nlp.meta["license"] == "CC BY-SA 4.0"
    assert {source["name"] for source in nlp.meta["sources"]} >= {"UD English EWT", "GUM"}


def test_it_is_small_enough_to_ship() -> None:
    size = sum(path.stat().st_size for path in default_model_path().rglob("*") if path.is_file())
    assert size < 40 * 1024 * 1024


def test_its_strings_are_its_labels(nlp: Language) -> None:
    shipped = set(json.loads((default_model_path() / "vocab" / "strings.json").read_text(encoding="utf-8")))
    labels = {label for labels in nlp.pipe_labels.values() for label in labels}
    assert "OCCUPATION" in shipped
    assert shipped <= labels


def test_what_it_learns_of_one_document_is_not_missed_in_the_next() -> None:
    nlp = spacy.load(default_model_path())  # one that has learnt nothing yet
    text = "PC Gill told Mrs Adeyinka's sister that the twins' health visitor had called on 3 May 2011."

    def read() -> list[tuple[str, ...]]:
        with nlp.memory_zone():
            return [(w.text, w.lemma_, w.tag_, w.pos_, w.dep_, str(w.morph), w.ent_type_, w.norm_) for w in nlp(text)]

    first = read()
    assert any("Tense=Past" in word[5] for word in first)
    assert read() == first


@pytest.mark.parametrize(
    "text",
    [
        "The midwife rang Dr. Farrimond at 9.30 a.m. on Monday.",
        "A section 47 enquiry began under s.47 of the Act.",
        "See para. 4.2 for what the school knew.",
        "Mr. and Mrs. Adeyinka asked for help, e.g. with transport.",
        "Report No. 3 was shared with the Panel.",
        "It is told in Vol. 2 of the serious case review.",
        '"Nobody came back to us," she said.',
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(nlp: Language, text: str) -> None:
    assert sentences(nlp(text)) == [text]


def test_sentences_are_told_apart(nlp: Language) -> None:
    parts = [
        "The health visitor saw the baby at home.",
        "There was no food in the kitchen.",
        "She told the social worker, who did not visit until the following week.",
        "Why did nobody act?",
    ]
    assert sentences(nlp(" ".join(parts))) == parts


def test_no_sentence_starts_with_what_closes_one(nlp: Language) -> None:
    parts = ['She said, "It was late."', "The nurse wrote it down."]
    assert sentences(nlp(" ".join(parts))) == parts
    assert len(sentences(nlp("A scald on the arm, ?cause, was written on the card."))) == 1


def test_tags_lemmas_and_dependencies(nlp: Language) -> None:
    doc = nlp("The children were seen by two nurses.")
    assert [token.pos_ for token in doc] == ["DET", "NOUN", "AUX", "VERB", "ADP", "NUM", "NOUN", "PUNCT"]
    assert [token.lemma_ for token in doc][1:4] == ["child", "be", "see"]
    assert (doc[1].dep_, doc[2].dep_) == ("nsubj:pass", "aux:pass")
    assert "Voice=Pass" in str(doc[3].morph)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On the ward, Ngozichukwu Ezeilo told the nurse that she was afraid.", "Ngozichukwu Ezeilo"),
        ("The flat was visited by Mrs Thistlewick on two occasions.", "Mrs Thistlewick"),
        ("PC Dhesi attended and spoke to the neighbours.", "PC Dhesi"),
        ("The referral was made by Małgorzata Przybylska, a teaching assistant.", "Małgorzata Przybylska"),
        ("Siobhán O'Muirí was the midwife who booked her in.", "Siobhán O'Muirí"),
        ("The school rang Xiuying's father.", "Xiuying"),
    ],
)
def test_names_that_no_list_holds(nlp: Language, text: str, expected: str) -> None:
    assert expected in people(nlp(text))


@pytest.mark.parametrize(
    "text",
    [
        "Mother told the Health Visitor that Father had left.",
        "The bill may be paid in May, and the child will need rest.",
        "MGM cared for Child K while the parents were in hospital.",
        "The Edinburgh Postnatal Depression Scale was not used.",
    ],
)
def test_roles_months_and_tools_are_nobody(nlp: Language, text: str) -> None:
    assert not people(nlp(text))


def test_other_labels(nlp: Language) -> None:
    doc = nlp(
        "On 14 March 2013 she was seen at Thornwick Surgery; by the summer of 2014 he was at Fernleigh Primary School."
    )
    assert of_label(doc, "DATE") == {"14 March 2013"}
    assert any("2014" in text for text in of_label(doc, "DATE_VAGUE"))
    assert of_label(doc, "FACILITY") == {"Thornwick Surgery", "Fernleigh Primary School"}


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("PERSON", "Ada Fairhurst", Meaning("PERSON")),
        ("PER", "Ada Fairhurst", Meaning("PERSON")),
        ("GPE", "Thornwick", Meaning("PLACE")),
        ("NORP", "Lithuanian", Meaning("DEMOGRAPHIC")),
        ("FAC", "Fernleigh Primary School", Meaning("SCHOOL")),
        ("FACILITY", "Larch Ward", Meaning("HEALTHCARE")),
        ("FACILITY", "HMP Thornwick", Meaning("ORG")),
        ("DATE", "14 March 2013", Meaning("DATE")),
        ("DATE", "14/03/2013", Meaning("DATE")),
        ("DATE", "the summer of 2014", Meaning("DATE", vague=True)),
        ("DATE", "March 2014", Meaning("DATE", vague=True)),
        ("DATE", "three months old", Meaning("AGE")),
        ("DATE_VAGUE", "spring 2014", Meaning("DATE", vague=True)),
        ("CARDINAL", "three", None),
    ],
)
def test_labels_of_our_own_and_of_larger_pipelines(label: str, text: str, expected: Meaning | None) -> None:
    assert meaning(label, text) == expected


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline as a user may have one: another set of labels, and patterns in place of weights."""
    theirs = spacy.blank("en")
    theirs.add_pipe("sentencizer")
    ruler = theirs.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns([{"label": "NORP", "pattern": "Lithuanian"}, {"label": "PERSON", "pattern": "Zebulon"}])  # type: ignore[attr-defined]
    theirs.meta["name"] = "stand_in"
    place = tmp_path_factory.mktemp("models") / "stand_in"
    theirs.to_disk(place)
    return place


def test_a_users_own_pipeline_is_taken(stand_in: Path) -> None:
    loaded = load_pipeline(str(stand_in))
    found = {ent.text: meaning(ent.label_, ent.text) for ent in loaded("Zebulon is Lithuanian. She came in May.").ents}
    assert found == {"Zebulon": Meaning("PERSON"), "Lithuanian": Meaning("DEMOGRAPHIC")}


def test_check_reports_what_a_users_own_pipeline_finds(stand_in: Path, tmp_path: Path) -> None:
    draft, report = tmp_path / "draft.md", tmp_path / "report.json"
    draft.write_text("# What happened\n\nThen zebulon rang. Zebulon rang again.\n", encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "scr_publish",
            "check",
            draft,
            "--model",
            stand_in,
            "--format",
            "json",
            "--output",
            report,
        ],
        cwd=Path(__file__).parents[2],
        timeout=180,
        check=False,
    )
    assert done.returncode == 1
    found = json.loads(report.read_text(encoding="utf-8"))
    assert "en_stand_in" in json.dumps(found)
    assert any("Zebulon" in json.dumps(finding) for finding in found["findings"] if finding["category"] == "privacy")


def test_a_pipeline_that_finds_no_names_is_refused(tmp_path: Path) -> None:
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    blank.to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="finds no names"):
        load_pipeline(str(tmp_path / "blank"))


def test_a_pipeline_that_is_not_there_is_refused_in_one_line() -> None:
    with pytest.raises(ModelError) as error:
        load_pipeline("en_nowhere_to_be_found")
    assert "\n" not in str(error.value)
