"""Names that leak, wherever and however they stand; and words that only look like names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.names import find_names
from scr_publish.document import Surface
from scr_publish.rules import Severity
from tests.builders.language import subject_of


def blocked(subject: Subject) -> list[str]:
    """The words that block, in order."""
    return _texts(subject, Severity.BLOCKER)


def _texts(subject: Subject, *severities: Severity) -> list[str]:
    mentions, _ = find_names(subject)
    text = subject.document.text
    return [text[m.start : m.end] for m in mentions if not m.kept and m.severity in severities]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The door was opened by Mrs Quillfeather.", ["Mrs Quillfeather"]),
        ("PC Lund and DS Harrow-Vane went to the house.", ["PC Lund", "DS Harrow-Vane"]),
        ("She was seen by Dr. E. Potter on the ward.", ["Dr. E. Potter"]),
        ("His sister Ottilie was at home.", ["Ottilie"]),
        ("The boy said that uncle Ned shouts.", ["uncle Ned"]),
        ('He wrote "nanny maud is sad" in his book.', ["nanny maud"]),
        ("The record was signed by Barnaby Threlkeld.", ["Barnaby Threlkeld"]),
        ("Ottilie's cot was broken.", ["Ottilie"]),
        ('The letter was signed "Zbysek".', ["Zbysek"]),
        ("The minutes were kept by G. Hartnell.", ["G. Hartnell"]),
        ('A text read "tell kev i am not coming".', ["kev"]),
        ("Officers spoke to PC 4471 Lund.", ["PC 4471 Lund"]),
        ("They met Ottilie and Xyvandra at the park.", ["Ottilie", "Xyvandra"]),
        ("The worker told Mark that the mark on the door was old.", ["Mark"]),
        ("Ask Bernie about it.", ["Bernie"]),
        ("The notes were kept by HV Sally Quillon and S/N Quarrie.", ["HV Sally Quillon", "S/N Quarrie"]),
        ("They spoke to Brother Tunde and to Baby Xolani.", ["Brother Tunde", "Baby Xolani"]),
        ("Present: Will Farrow, Summer Young, Hope Marsh.", ["Will Farrow", "Summer Young", "Hope Marsh"]),
        ("Attila, dad of Zsoltika, was away.", ["Attila", "Zsoltika"]),
        ("The school cook, Zsoltika, saw it.", ["Zsoltika"]),
        ("no reply so i rang duncan quarrie again today", ["duncan quarrie"]),
        ("luwa 08:41 where are you luwa 08:55 answer me", ["luwa", "luwa"]),
        ("They spoke to Little Mo and to Dr Laith al-Bayatti.", ["Little Mo", "Dr Laith al-Bayatti"]),
        ("Maureen Tyson (Mags) wrote it.", ["Maureen Tyson", "Mags"]),
        ("OFFICER STATED THAT ANNA PHAM WAS NOT AT THE SHOP.", ["ANNA PHAM"]),
        ("The report on Threlkeldy, Barnaby was late.", ["Threlkeldy", "Barnaby"]),
        ("PHAM, Anna was recorded as the mother.", ["PHAM", "Anna"]),
    ],
)
def test_a_name_is_found_with_its_title_and_without_its_possessive(sentence: str, names: list[str]) -> None:
    assert blocked(subject_of(sentence)) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "Hope is a word that everybody used. Faith leaders came. Will it be read?",
        "Mother, Father and Sibling 1 lived with MGM. Child K was seen by the Health Visitor and by SW2.",
        "The Penwith Road Surgery and Juniper House were inspected in May 2014 and in April.",
        "The IMRs, KLOEs and SCRs were read. I'd say so. They've gone.",
        "The Marsh End Safeguarding Children Board and Exeter Crown Court were told.",
        "Summer clubs closed. Grant money ran out. Mark the date.",
        "In Oldham and in Norwich the Samaritans were asked.",
    ],
)
def test_words_that_only_look_like_names_do_not_block(sentence: str) -> None:
    assert blocked(subject_of(sentence)) == []


def test_once_found_a_name_is_found_everywhere() -> None:
    subject = subject_of(
        "# Seen by Mother's friend",
        "The notes name Cordelia Ravenhill as the mother.",
        "The Ravenhills moved. A neighbour wrote that ravenhill kept a dog, and that Cordelia's door was broken.",
        "A slip of the pen gave Cordellia, and at a line's end Raven-\nhill. C.R. signed.",
        table=[["Source", "Text"], ["Log", "RAVENHILL, cordelia"]],
        hidden={Surface.COMMENT: "Is Ravenhill right?", Surface.LINK: "https://news.invalid/cordeliaravenhill"},
    )
    found = [" ".join(text.split()) for text in blocked(subject)]
    for form in (
        "Ravenhills",
        "ravenhill",
        "Cordelia",
        "Cordellia",
        "Raven- hill",
        "C.R.",
        "RAVENHILL",
        "cordelia",
        "Ravenhill",
    ):
        assert form in found
    assert any("cordeliaravenhill" in form for form in found)


def test_a_known_name_that_is_a_word_is_told_from_the_word() -> None:
    subject = subject_of(
        "Summer Lockhart visited. When Summer was ill nobody came in the summer. Summer holidays began. It was summer 2014."
    )
    assert blocked(subject) == ["Summer Lockhart", "Summer"]


@pytest.mark.parametrize(("surname", "known"), [("Marshall", True), ("Carpenter", False)])
def test_a_family_in_the_plural_is_known_again_unless_its_surname_is_a_word(surname: str, *, known: bool) -> None:
    subject = subject_of(f"Her cousin Ryan {surname} came.", f"The street was all Crowes and {surname}s by then.")
    assert (f"{surname}s" in blocked(subject)) is known


def test_a_column_of_names_is_read_as_names() -> None:
    table = [["Code", "Name", "Role"], ["SW1", "Ngaio Blenkarn", "Social worker"], ["M", "Zdislava", "Mother"]]
    assert blocked(subject_of(table=table)) == ["Ngaio Blenkarn", "Zdislava"]


def test_the_language_model_adds_a_name_that_no_list_knows() -> None:
    sentence = "Vexley Thrupp waited at the gate."
    assert "Vexley Thrupp" in _texts(subject_of(sentence, labels={"Vexley Thrupp": "PERSON"}), *Severity)


def test_a_place_by_the_model_is_no_person() -> None:
    assert blocked(subject_of("They lived in Brindlemere.", labels={"Brindlemere": "PLACE"})) == []


@given(st.text(alphabet=st.sampled_from("aZé.'’\"-_@(|)\n\t 1“DrMrs"), max_size=80))
def test_spans_lie_in_the_text_and_have_no_space_at_their_ends(text: str) -> None:
    subject = subject_of(f"Ottilie Ravenhill. {text}")
    for mention in find_names(subject)[0]:
        excerpt = subject.document.text[mention.start : mention.end]
        assert excerpt
        assert excerpt == excerpt.strip()


def test_the_same_document_gives_the_same_mentions() -> None:
    subject = subject_of("Dr Lund saw Ottilie and Barnaby. Lund wrote.")
    assert find_names(subject) == find_names(subject)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The referral named Odile MARCHBANK and no other child.", "Odile MARCHBANK"),
        ("From: Hartnell, Yasmin To: duty team", "Hartnell"),
        ("Yasmin: where are you now", "Yasmin"),
        ("i gave it to mrs pettigrew at lunch", "mrs pettigrew"),
        ("i dont think yasmin was there", "yasmin"),
        ("Bertrand, dad of Ilkuna, moved away.", "Ilkuna"),
        ("Present were the vicar and R. Hill.", "R. Hill"),
        ("The note was passed to Mrs Elder.", "Mrs Elder"),
        ("She spoke to the midwife. Odile cried.", "Odile"),
    ],
)
def test_names_in_letters_logs_and_messages(sentence: str, name: str) -> None:
    assert name in blocked(subject_of(sentence))


@pytest.mark.parametrize(
    ("entry", "severity"),
    [
        ("The form was filled in by NW on Friday.", Severity.BLOCKER),
        ("NW rang the school.", Severity.BLOCKER),
        ("No reply. Closed. NW", Severity.REVIEW),
        ("Letter to the school (NW).", Severity.REVIEW),
    ],
)
def test_initials_in_a_log_are_those_of_a_name_in_the_document(entry: str, severity: Severity) -> None:
    mentions, _ = find_names(subject_of("The worker was Nadia Whitlam.", entry))
    assert [m.severity for m in mentions if m.rule == "PD108"] == [severity]


def test_a_name_that_is_also_a_word_is_known_again_where_it_acts() -> None:
    parts = ("Summer Robson was alone.", "Summer walked to the shop. Summer had no coat. In summer it was hot.")
    assert blocked(subject_of(*parts)) == ["Summer Robson", "Summer", "Summer"]


def test_a_day_of_the_week_is_no_name_though_somebody_bears_it() -> None:
    assert blocked(subject_of("Mr Monday called.", "They came on Monday and on the Mondays after that.")) == [
        "Mr Monday"
    ]


def test_initials_in_a_column_of_workers_are_for_a_person_to_look_at() -> None:
    subject = subject_of(table=[("Date", "Entry", "By"), ("2 May", "No reply", "QK"), ("3 May", "Seen", "HV")])
    assert _texts(subject, Severity.BLOCKER, Severity.REVIEW) == ["QK"]


def test_a_title_and_a_letter_are_a_name_where_the_name_stands_too() -> None:
    assert blocked(subject_of("Mrs Penhale called.", "They told Mrs P to wait.")) == ["Mrs Penhale", "Mrs P"]
    assert blocked(subject_of("They told Mrs P to wait.")) == []


def test_the_beginning_of_a_forename_is_for_a_person_to_look_at() -> None:
    subject = subject_of("Gavin Lund was there.", "Nobody told Gav about it.")
    assert _texts(subject, Severity.REVIEW) == ["Gav"]


def test_initials_of_a_forename_with_the_surname_of_a_relative_are_a_name() -> None:
    parts = ("Nan said that Ottilie cried. Mrs Ravenhill had left.", "The sheet reads O.R., present, upset.")
    assert "O.R." in blocked(subject_of(*parts))
    assert "O.R." not in blocked(subject_of("Nan said that Ottilie cried.", parts[1]))


def test_letters_that_reports_use_are_not_surely_somebodys_initials() -> None:
    parts = (
        "Gwendolen Pargeter left. Ottilie and Mrs Ravenhill stayed.",
        "The G.P. wrote. The O.R.S. and the P.R. agreed.",
    )
    assert blocked(subject_of(*parts)) == ["Gwendolen Pargeter", "Ottilie", "Mrs Ravenhill"]
    assert _texts(subject_of(*parts), Severity.REVIEW) == ["G.P."]


def test_a_nickname_that_is_a_word_is_known_again_in_quotation_marks() -> None:
    subject = subject_of("Mr Otter Ravenhill called.", 'His friends say "otter". An otter was seen in the river.')
    assert [text for text in blocked(subject) if text == "otter"] == ["otter"]


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        (
            ("Ngo Thi An lived with Linh.", "They said that An was ill. An had a cold. An apple lay there."),
            ["An", "An"],
        ),
        (
            ("Her mother is Ayesha Summers.", "Summers visits and Summers hears the radio. In summer they left."),
            ["Summers"] * 2,
        ),
        (("Teri-Anne Lowe came.", "It was Teri who rang."), ["Teri"]),
        (
            ("Bridget Oakes, everybody calls her biddy, sang.", "Then biddy left. An old biddy waved."),
            ["biddy", "biddy"],
        ),
        (('Bridget Oakes "biddy" sang.', "Then biddy left."), ["biddy", "biddy"]),
        (("James Oakes was called jimbob.", "Then jimbob left."), ["jimbob", "jimbob"]),
    ],
)
def test_names_that_hide_among_words(parts: tuple[str, ...], names: list[str]) -> None:
    found = blocked(subject_of(*parts))
    assert [name for name in found if " " not in name and name != "Linh"] == names


def test_initials_that_the_document_declares_are_found_everywhere() -> None:
    table = [("Initials", "Who"), ("QK / QKB", "the boy"), ("VR", "his aunt")]
    subject = subject_of("We heard that QK was cold, and VR was not.", table=table)
    assert blocked(subject) == ["QK", "VR", "QK", "QKB", "VR"]
    explained = subject_of("Hibaaq Warsame wrote. HB is Hibaaq.", "Letter of HB, filed.")
    assert blocked(explained).count("HB") == 2


def test_a_hasty_writer_gives_names_without_capitals() -> None:
    parts = (
        "Hazel Thrupp, Nora and Zdislava came.",
        "nora cried. zdislava sang. nora slept. hazel said so. The hazel grew.",
    )
    assert blocked(subject_of(*parts)).count("hazel") == 1


def test_the_forename_of_a_reviewer_in_the_story_is_for_a_person_to_look_at() -> None:
    parts = ("Lead reviewer: Archer Bligh", "# The story", "In May the boy said that Archer cried.")
    assert _texts(subject_of(*parts), Severity.REVIEW) == ["Archer"]


def test_initials_of_a_reviewer_under_the_report_stay() -> None:
    parts = ("Lead reviewer: Leonora Quartermaine", "Lola Quill was three.", "L.Q.")
    assert "L.Q." not in _texts(subject_of(*parts), *Severity)


@pytest.mark.parametrize("word", ["The Dr was shocked.", "Haematology keeps records.", "This was true of Thi."])
def test_words_that_end_or_begin_like_names_are_none(word: str) -> None:
    found = blocked(subject_of("Ngo Thi Lan and Dr Ellwood met.", word))
    assert not {"Dr", "Haematology", "This"} & set(found)


def test_initials_in_brackets_after_a_job_are_a_workers() -> None:
    subject = subject_of(
        "SW (QK) visits. QK writes to the school. The social worker (SW) and Youth Offending Team (YOT) met."
    )
    assert blocked(subject) == ["QK", "QK"]


def test_a_big_sister_is_nobodys_name() -> None:
    assert (
        blocked(subject_of("We say Big Sister and Little Brother.", "Big Sister said so. Gran spoke, with Big Sister."))
        == []
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "My name is Wilhelmina Crake and I chair the Board.",
        "HM Coroner: Mrs Delphine Argyle.",
        "The steering group was Mrs Eiluned Bassey and Tom Farthing.",
        "Report to the Dale Safeguarding Board by Leonora Quartermaine",
        "Cultural and linguistic adviser: Dr Chnoor Ali.",
        "I have read Pitts, Firmin and Beckett.",
        "Glaser's account of emotional abuse asks of each parent the same.",
    ],
)
def test_people_of_the_review_and_its_sources_stay(sentence: str) -> None:
    assert blocked(subject_of(sentence)) == []


def test_surname_first_is_a_name_though_no_list_knows_either() -> None:
    subject = subject_of(
        "This is what Gebreyesu, Filmonu told us.", labels={"Filmonu": "PERSON", "Gebreyesu": "PERSON"}
    )
    assert blocked(subject) == ["Gebreyesu", "Filmonu"]
