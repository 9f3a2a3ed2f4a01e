"""From replacements to edits: the words around fit, nothing overlaps, and only what is accepted is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_publish.errors import ConfigError
from scr_publish.findings import Finding, finding
from scr_publish.rewriting.redact import Choice, load_decisions
from scr_publish.rewriting.redact.choosing import Decisions
from scr_publish.rewriting.redact.plan import applied, edits_of
from scr_publish.rules import Severity, catalogue
from tests.builders.language import subject_of

LABELS = {
    "PD104": "PERSON",
    "PD301": "DATE",
    "PD302": "AGE",
    "PD207": "PHONE",
    "PD303": "DEMOGRAPHIC",
    "PD223": "SCHOOL",
}


def redacted(text: str, *replacements: tuple[str, str, str]) -> str:
    """The text after the replacements: (rule, words, new), at each place of the words."""
    document = subject_of(text).document
    found: list[Finding] = []
    for rule, words, new in replacements:
        at = document.text.find(words)
        while at >= 0:
            found.append(
                finding(catalogue()[rule], document, at, at + len(words), label=LABELS[rule], replacement=new,
                        instead=new, why="")
            )  # fmt: skip
            at = document.text.find(words, at + len(words))
    return applied(document.text, edits_of(document, found))


@pytest.mark.parametrize(
    ("text", "change", "after"),
    [
        ("On 9 May 2014 he fell.", ("PD301", "9 May 2014", "spring 2014"), "In spring 2014 he fell."),
        ("He fell on 9 May 2014.", ("PD301", "9 May 2014", "spring 2014"), "He fell in spring 2014."),
        ("By 9 May 2014 he fell.", ("PD301", "9 May 2014", "spring 2014"), "By spring 2014 he fell."),
        ("On 9 May 2014 he fell.", ("PD301", "9 May 2014", "two weeks later"), "Two weeks later he fell."),
        ("He fell on 9 May.", ("PD301", "9 May", "that spring"), "He fell that spring."),
        ("A 14-year-old girl.", ("PD302", "14-year-old", "adult"), "An adult girl."),
        ("She saw an Irish boy.", ("PD303", "Irish", "minority ethnic"), "She saw a minority ethnic boy."),
        ("He was 14 years old.", ("PD302", "14", "12 to 15"), "He was 12 to 15."),
        ("He was six weeks old.", ("PD302", "six weeks", "under a year"), "He was under a year old."),
        (
            "Mrs Quill, the school nurse, weighed him.",
            ("PD104", "Mrs Quill", "The school nurse"),
            "The school nurse weighed him.",
        ),
        ("He saw Mrs Quill (the nurse) there.", ("PD104", "Mrs Quill", "the nurse"), "He saw the nurse there."),
        ("He rang the nurse, Jo Quill.", ("PD104", "Jo Quill", "the nurse"), "He rang the nurse."),
        ("Her brother Aled came.", ("PD104", "Aled", "the brother"), "Her brother came."),
        ("His uncle, Tariq, came.", ("PD104", "Tariq", "the uncle"), "His uncle came."),
        ("The nurse, Jo Quill, who left, rang.", ("PD104", "Jo Quill", "the nurse"), "The nurse, who left, rang."),
        ("Child F (Ottilie) slept.", ("PD104", "Ottilie", "Child F"), "Child F slept."),
        ("It was Jo Quill's day.", ("PD104", "Jo Quill", "the nurse"), "It was the nurse's day."),
        ("It was Mr Jones' day.", ("PD104", "Mr Jones", "the nurse"), "It was the nurse's day."),
        ("She (07700 900654) rang.", ("PD207", "07700 900654", "[telephone number left out]"), "She rang."),
        (
            "Ring (her, 07700 900654).",
            ("PD207", "07700 900654", "[telephone number left out]"),
            "Ring (her, [telephone number left out]).",
        ),
        ("He met an NHS nurse, Jo.", ("PD104", "Jo", "the nurse"), "He met an NHS nurse."),
        ("Nothing here.", ("PD104", "Aled", "the brother"), "Nothing here."),
    ],
)
def test_the_words_around_fit(text: str, change: tuple[str, str, str], after: str) -> None:
    assert redacted(text, change) == after


def test_names_side_by_side_are_one_person() -> None:
    changes = [("PD104", "Darren", "Father"), ("PD104", "Skelhorn", "Child H")]
    assert redacted("Then Darren Skelhorn slept.", *changes) == "Then Father slept."


def test_edits_next_to_each_other_do_not_take_each_others_words() -> None:
    changes = [("PD104", "Jo Quill", "the nurse"), ("PD207", "07700 900654", "[telephone number left out]")]
    assert redacted("The nurse, Jo Quill (07700 900654), left.", *changes) == "The nurse, left."


def test_every_place_is_changed_and_nothing_else() -> None:
    text = "Aled came. Aledia stayed. Then Aled’s bag."
    assert redacted(text, ("PD104", "Aled came", "the boy came")) == "the boy came. Aledia stayed. Then Aled’s bag."


def _findings() -> list[Finding]:
    document = subject_of("Aled was 14. Aled left.").document
    made = [
        finding(catalogue()["PD104"], document, 0, 4, label="PERSON", replacement="X"),
        finding(catalogue()["PD302"], document, 9, 11, label="AGE", replacement="12 to 15", instead=""),
        finding(catalogue()["PD104"], document, 13, 17, label="PERSON", replacement="X", severity=Severity.REVIEW),
    ]
    from dataclasses import replace

    return [replace(item, fingerprint=f"{i:016x}") for i, item in enumerate(made)]


def _chosen(choice: Choice) -> list[int]:
    return [int(item.fingerprint, 16) for item in choice.accepted(_findings())]


def test_what_is_accepted() -> None:
    assert _chosen(Choice()) == [0]
    assert _chosen(Choice(("all",))) == [0, 1, 2]
    assert _chosen(Choice(("0000000000000001",))) == [1]
    assert _chosen(Choice(("0000000000000000",))) == [0, 2]
    assert _chosen(Choice(("all",), Decisions(keep=("0000000000000002",)))) == [0, 1]
    assert _chosen(Choice((), Decisions(accept=("0000000000000001",)))) == [1]


def test_what_cannot_be_accepted_is_said() -> None:
    with pytest.raises(ConfigError, match="neither `all` nor `blockers`"):
        Choice(("everything",))
    with pytest.raises(ConfigError, match="ffffffffffffffff"):
        Choice(("ffffffffffffffff",)).accepted(_findings())


def test_a_file_of_decisions(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text('accept = ["0000000000000001"]\nkeep = ["0000000000000002"]\n', encoding="utf-8")
    assert load_decisions(path) == Decisions(accept=("0000000000000001",), keep=("0000000000000002",))
    path.write_text('accept = ["one"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"decisions\.toml: “one” is no fingerprint"):
        load_decisions(path)
    path.write_text("acept = []\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="accept"):
        load_decisions(path)
