"""How the language model's training text is read, made and spoilt."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from models.generator.documents import documents, load_kinds
from models.generator.grammar import Entity, Filled
from models.generator.noise import KINDS, replace_spans
from models.generator.people import People, held_out
from models.generator.words import ordinary_words
from models.scripts import evaluate, public_entities, word_vectors
from models.scripts.annotated import Mark, parse
from models.scripts.check_corpus import near_duplicates
from models.scripts.places import GENERATOR
from models.scripts.treebanks import Sentence, Word
from models.scripts.variation import PublicRenamer
from models.scripts.written import each_person, label_of

PARAGRAPH = (
    "The nurse called at the flat on Tuesday and found that nobody had been told about the change of plan at all."
)
TREEBANK = (
    [(word, "NOUN") for word in ("basalt", "gneiss", "gypsum", "quartz") * 3]
    + [("gusset", "NOUN")] * 2
    + [("school", "NOUN")] * 9
    + [("yonder", "ADV")] * 9
)


def treebank_line(word: tuple[str, str]) -> str:
    form, pos = word
    return "\t".join(["1", form, form, pos, "_", "_", "0", "root", "_", "_"]) + "\n"


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public name lists and treebank in small: enough for the generator to run anywhere."""
    corpora = tmp_path_factory.mktemp("corpora")
    folder = corpora / "names"
    folder.mkdir()
    (corpora / "ud-ewt").mkdir()
    (corpora / "ud-ewt" / "train.conllu").write_text("".join(map(treebank_line, TREEBANK)), encoding="utf-8")
    head = "Country,Localized Name,Romanized Name\n"
    for kind in ("forenames", "surnames"):
        (folder / f"common-{kind}-by-country.csv").write_text(head + "GB,Ada,Ada\n", encoding="utf-8")
    return folder


def test_marks_stand_where_the_plain_text_has_them() -> None:
    draft = parse(
        "---\nsplit: dev\nstyle: notes: terse\n---\n<<REC|{{PERSON!|Ada}} should ring.>> Not {{PERSON~|Child K}}.", "x"
    )
    assert draft.text == "Ada should ring. Not Child K."
    assert [draft.text[m.start : m.end] for m in draft.marks] == ["Ada", "Child K"]
    assert [draft.text[s.start : s.end] for s in draft.statements] == ["Ada should ring."]
    assert draft.meta == {"split": "dev", "style": "notes: terse"}


@pytest.mark.parametrize(
    "source", ["{{NAME!|Ada}}", "{{PERSON!|a {{PERSON!|b}}}}", "Ada}}", "{{PERSON!|Ada", "<<REC|a"]
)
def test_a_wrong_mark_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"^x: "):
        parse(source, "x")


@pytest.mark.parametrize(
    ("label", "verdict", "text", "expected"),
    [
        ("PERSON", "remove", "Ada Fairhurst", "PERSON"),
        ("PERSON", "keep", "Baby Robin", "PERSON"),
        ("PERSON", "keep", "Child K", ""),
        ("PERSON", "keep", "Children L, M and N", ""),
        ("PERSON", "remove", "AF", None),
        ("DATE", "weigh", "3 May 2013", "DATE"),
        ("DATE", "keep", "May 2013", "DATE_VAGUE"),
        ("DATE", "keep", "2013", None),
        ("ORG", "weigh", "HMP Thornwick", "FACILITY"),
        ("SCHOOL", "remove", "Fernleigh Primary", "FACILITY"),
        ("PHONE", "remove", "01632 960123", ""),
    ],
)
def test_the_corpus_labels_become_the_models(label: str, verdict: str, text: str, expected: str | None) -> None:
    assert label_of(Mark(0, len(text), label, verdict), text) == expected


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Reder, P., Duncan, S. and Gray, M.", ["Reder, P.", "Duncan, S.", "Gray, M."]),
        ("Fish, Munro and Bairstow", ["Fish", "Munro", "Bairstow"]),
        ("Roy & Pauline Pargeter", ["Roy", "Pauline Pargeter"]),
        ("Mr and Mrs Pargeter", ["Mr and Mrs Pargeter"]),
        ("Pargeter, Roy", ["Pargeter, Roy"]),
        ("Children L, M and N", ["Children L, M and N"]),
    ],
)
def test_a_mark_of_several_people_becomes_one_each(text: str, people: list[str]) -> None:
    marks = each_person(Mark(3, 3 + len(text), "PERSON", "keep"), f"By {text}.")
    assert [f"By {text}."[mark.start : mark.end] for mark in marks] == people


def test_passages_that_are_alike_are_told() -> None:
    one, two = parse(PARAGRAPH, "one"), parse(PARAGRAPH.replace("Tuesday", "Friday") + " It was late.", "two")
    other = parse(
        "A quite different paragraph about the way that the school kept its records from one year to the next.", "other"
    )
    assert any("one and two" in line for line in near_duplicates([one, two, other], []))
    assert not near_duplicates([one, other], [])
    assert near_duplicates([one], [two])


def test_frames_and_names_kept_for_measuring_are_never_trained_on(lists: Path) -> None:
    for trained, kept in zip(
        load_kinds(GENERATOR / "frames", unseen=False), load_kinds(GENERATOR / "frames", unseen=True), strict=True
    ):
        assert trained.frames
        assert not set(trained.frames) & set(kept.frames)
    seen, unseen = (People(GENERATOR / "names.toml", lists, unseen=flag) for flag in (False, True))
    for ours, theirs in zip(seen.origins, unseen.origins, strict=True):
        assert ours.forenames
        assert theirs.surnames
        assert not set(ours.forenames) & set(theirs.forenames)


def test_only_nouns_that_no_frame_holds_stand_in_for_names(lists: Path) -> None:
    assert ordinary_words(lists.parent / "ud-ewt" / "train.conllu", GENERATOR) == (
        "basalt",
        "gneiss",
        "gypsum",
        "quartz",
    )


def test_the_same_seed_makes_the_same_text(lists: Path) -> None:
    first, second = (list(documents(GENERATOR, lists, 50, 7)) for _ in range(2))
    assert first == second
    assert first != list(documents(GENERATOR, lists, 50, 8))


def test_every_entity_has_words(lists: Path) -> None:
    for made in documents(GENERATOR, lists, 600, 11):
        for entity in made.filled.entities:
            text = made.filled.text[entity.start : entity.end]
            assert text
            assert text == text.strip()


@pytest.mark.parametrize("spoiler", [kind for kind, *_ in KINDS], ids=lambda kind: kind.__name__)
def test_noise_keeps_names_in_their_place(spoiler, lists: Path) -> None:
    rng = random.Random(3)
    for made in documents(GENERATOR, lists, 150, 5, clean=True):
        spoilt = spoiler(made.filled, rng)
        assert len(spoilt.entities) == len(made.filled.entities)
        for before, after in zip(made.filled.entities, spoilt.entities, strict=True):
            was, now = made.filled.text[before.start : before.end], spoilt.text[after.start : after.end]
            assert (before.label, abs(len(was) - len(now)) <= len(was) // 2 + 2) == (after.label, True)
            assert now == now.strip()


def test_an_edit_across_an_entitys_edge_is_left_out() -> None:
    filled = Filled("Ada rang.", (Entity(0, 3, "PERSON"),))
    assert replace_spans(filled, [(2, 4, "")]).text == "Ada rang."
    assert replace_spans(filled, [(3, 4, "  ")]) == Filled("Ada  rang.", (Entity(0, 3, "PERSON"),))


def web_sentence(words: list[tuple[str, str, int, str]]) -> Sentence:
    """A tree of (word, part of speech, head, relation), heads from 0."""
    return Sentence(0, [Word(form, form, pos, "", "", head, dep, True, "") for form, pos, head, dep in words])


def test_trees_tell_people_from_other_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_entities, "_forenames", lambda: frozenset({"Ada"}))
    person = [
        ("Zeb", "PROPN", 0, "root"),
        ("Quill", "PROPN", 0, "flat"),
        ("met", "VERB", 0, "x"),
        ("Ada", "PROPN", 2, "obj"),
    ]
    shop = [("Vast", "PROPN", 1, "compound"), ("Mart", "PROPN", 1, "root"), ("shut", "VERB", 1, "x")]
    known = public_entities.flat_words([web_sentence(person)] * 2)
    assert known == {"Zeb", "Quill"}
    doc = public_entities.ewt_document(Vocab(), [web_sentence(person), web_sentence(shop)], known)
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Zeb Quill", "PERSON"), ("Ada", "PERSON")]
    assert {span.text for span in doc.spans[public_entities.NOT_PERSON]} == {"Vast", "Mart", "Vast Mart"}
    assert [token.ent_iob_ for token in doc[4:]] == ["", "", "O"]


def test_a_treebank_document_changes_its_names_and_keeps_its_marks(lists: Path) -> None:
    doc = Doc(Vocab(), ["Mr", "Oldname", "left", "Oldmart", "Nowhere", "."])
    doc.set_ents([Span(doc, 0, 2, label="PERSON")], missing=[doc[3:4]], default="outside")
    doc.spans[public_entities.NOT_PERSON] = [Span(doc, 3, 4, label="PERSON")]
    people = People(GENERATOR / "names.toml", lists, unseen=False)
    others = {public_entities.NOT_PERSON: ["Vastmart"]}
    made = [PublicRenamer(people, others, random.Random(seed)).renamed(doc) for seed in range(8)]
    assert all([entity.start for entity in new.ents] == [0] and new[0].text == "Mr" for new in made)
    assert "Oldname" not in {new[1].text for new in made}
    assert {new[3].text for new in made} == {"Oldmart", "Oldmmart"}
    assert {new[3].ent_iob_ for new in made} == {""}
    assert {span.start for new in made for span in new.spans[public_entities.NOT_PERSON]} == {3}
    assert {new[5].text for new in made} == {"."}


def test_words_alike_share_a_row() -> None:
    chances = {"Ada": -12.0, "Zeb": -12.4, "tea": -9.0}
    clusters = {"Ada": 1014, "Zeb": 1014, "tea": 7}
    ada, zeb, tea = (word_vectors.known(word, clusters, chances, 0, 0) for word in ("ada", "zeb", "tea"))
    assert ada == zeb != tea
    first, second = word_vectors.rows([ada, tea])
    assert abs(float(first @ first) - 1) < 1e-5
    assert float(first @ second) < 0.9


def test_a_listed_name_has_a_row_of_its_own_that_lies_near() -> None:
    chances, clusters = {"Ada": -12.0}, {"Ada": 1014}
    kinds = [word_vectors.known("ada", clusters, chances, *lists) for lists in ((0, 0), (1, 0), (0, 1), (7, 0), (2, 0))]
    assert kinds[3] == kinds[4]
    plain, forename, surname, often, _ = word_vectors.rows(kinds)
    width = word_vectors.WIDTH
    assert (plain[:width] == forename[:width]).all()
    assert (plain[:width] == surname[:width]).all()
    assert len({row[width:].tobytes() for row in (plain, forename, surname, often)}) == 4


def test_training_does_without_some_of_the_listed_names(lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCR_CORPORA", str(lists.parent))
    whole, taught, measured = (set(word_vectors.listed(share)[0]) for share in (0.0, word_vectors.LEFT_OUT, 0.2))
    assert taught < measured < whole
    assert {word for word in whole if held_out(word)} == whole - measured


def test_the_scores_go_into_the_card_between_their_marks(tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    begin, end = evaluate.CARD_MARKS
    card.write_text(f"# Card\n\n{begin}\nold\n{end}\n\nMore.\n", encoding="utf-8")
    evaluate.write_card(card, "| new |")
    assert card.read_text(encoding="utf-8") == f"# Card\n\n{begin}\n| new |\n{end}\n\nMore.\n"
    card.write_text("# Card\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no <!-- scores"):
        evaluate.write_card(card, "| new |")
