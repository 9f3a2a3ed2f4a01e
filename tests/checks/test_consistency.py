"""Whether a report agrees with itself: each contradiction is found at its place, and what looks like one is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Docx
from docx.enum.text import WD_COLOR_INDEX
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from scr_publish.assessment import check
from scr_publish.checks import CHECKERS
from scr_publish.checks.base import Subject, load
from scr_publish.checks.consistency.numbering import breaks
from scr_publish.config import CaseFile, Project, load_profile
from scr_publish.findings import Outcome
from scr_publish.nlp.pipeline import annotate, load_pipeline
from scr_publish.parsing import open_document

pytestmark = pytest.mark.model

Found = Callable[..., list[tuple[str, str]]]

FRAME = """# A report

## 1. Introduction

1.1 This is a report about a child.

1.2 It has three parts.

## 2. What happened

2.1 The child was seen at home.

2.2 The child was seen at school.

## 3. Findings

Finding 1: Nobody asked the child.

Finding 2: The school did not know whom to call.

Table 1: Contacts with the family

| Month | Contacts |
|---|---|
| May | 3 |

## 4. Recommendations

Recommendation 1: The Board should give every school one number to call by July 2016.

Recommendation 2: The hospital trust should ask every child what happened from June 2016.

{}

## Appendix A: Terms of reference

The review was asked what happened and why.
"""


@pytest.fixture
def found(run_checker: Callable[..., Outcome]) -> Found:
    def run(text: str, **options: Any) -> list[tuple[str, str]]:
        return [(f.rule.id, f.excerpt) for f in run_checker("consistency", text, **options).findings]

    return run


def framed(sentence: str) -> str:
    return FRAME.format(sentence)


def test_a_report_that_agrees_with_itself_gives_no_finding(found: Found) -> None:
    assert found(framed("The panel is grateful to all who took part.")) == []


@pytest.mark.parametrize(
    ("sentence", "excerpt"),
    [
        ("This is told in paragraph 2.12 above.", "paragraph 2.12"),
        ("See paragraphs 2.1 and 2.7 of this report.", "2.7"),
        ("The method is set out in section 9.", "section 9"),
        ("The method is set out below (section 6.3).", "section 6.3"),
        ("The terms are in Appendix D.", "Appendix D"),
        ("The terms are in Annex 4.", "Annex 4"),
        ("The contacts are shown in table 3.", "table 3"),
        ("This bears out Finding 6 and was new.", "Finding 6"),
        ("Findings 1 and 5 belong together.", "5"),
        ("It is why we made Recommendation 9.", "Recommendation 9"),
    ],
)
def test_a_reference_that_points_nowhere(found: Found, sentence: str, excerpt: str) -> None:
    assert ("CO204", excerpt) in found(framed(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "This is told in paragraph 2.2 above, in section 2 and in Appendix A.",
        "The terms are in Annex 1 and the contacts in table 1.",
        "Findings 1 and 2 led to Recommendations 1 and 2.",
        "A section 47 enquiry began, and a child in need plan under section 17.",
        "She was detained under section 136 of the Mental Health Act 1983.",
        "Section 31 of the Children Act 1989 sets the threshold.",
        "This is what paragraph 4.12 of Working Together asks.",
        "Working Together (2015), chapter 4, paragraph 9.12, asks for it.",
        "Recommendation 12 of the Laming inquiry asked for the same.",
        "Their IMR, at paragraph 5.3, says so.",
        "In part 3 of the interview she wept.",
        "He was in Year 9, and finding 5 friends was hard.",
        "The table 5 metres away was set for tea.",
    ],
)
def test_a_reference_that_is_right_or_to_something_else(found: Found, sentence: str) -> None:
    assert [item for item in found(framed(sentence)) if item[0] == "CO204"] == []


def test_a_report_without_numbers_has_no_numbers_to_miss(found: Found) -> None:
    assert found("# A report\n\nThis is told in paragraph 4.12 and, as we say in section 9, not new.\n") == []


def test_gaps_and_repeats_of_sections_are_advice_and_of_recommendations_for_review(
    run_checker: Callable[..., Outcome],
) -> None:
    text = framed("").replace("2.2 The child", "2.4 The child").replace("## 4.", "## 3.")
    text = text.replace("Recommendation 2:", "Recommendation 3:").replace("Finding 2:", "Finding 1:")
    outcome = run_checker("consistency", text)
    seen = [(f.rule.id, f.severity.value, f.message) for f in outcome.findings]
    assert seen == [
        ("CO205", "advice", "After paragraph 2.1 comes paragraph 2.4."),
        ("CO206", "advice", "After section 3 comes section 3."),
        ("CO206", "review", "After finding 1 comes finding 1."),
        ("CO205", "review", "After recommendation 1 comes recommendation 3."),
    ]


def test_another_agencys_list_begins_at_one_again() -> None:
    assert list(breaks([(1,), (2,), (3,), (1,), (2,)])) == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([(1,), (1, 1), (1, 2), (2,), (2, 1)], []),
        ([(4, 9), (4, 10), (4, 11)], []),
        ([(5,), (6,)], []),
        ([(1,), (1,)], [("repeat", "1", "1")]),
        ([(1,), (2,), (4,)], [("gap", "4", "2")]),
        ([(1,), (2,), (2,)], [("repeat", "2", "2")]),
        ([(3, 1), (3, 2), (3, 2), (3, 4)], [("repeat", "3.2", "3.2"), ("gap", "3.4", "3.2")]),
    ],
)
def test_breaks_in_a_sequence(numbers: list[tuple[int, ...]], expected: list[tuple[str, str, str]]) -> None:
    assert [(item.kind, item.number, item.before) for item in breaks(numbers)] == expected


@given(st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=3).map(tuple), max_size=30))
def test_breaks_point_at_their_number(numbers: list[tuple[int, ...]]) -> None:
    for item in breaks(numbers):
        assert item.number == ".".join(map(str, numbers[item.index]))


CONTENTS = """# A report

## Contents

1. Introduction
2. What happened
3. Why it happened
4. Findings
5. Recommendations

## 1. Introduction

Some words.

## 2. What happened

Some words.

## 3. Why it happened

Some words.

## 4. Findings

Some words.

## 5. Recommendations

Some words.
"""


def test_a_contents_page_that_agrees_gives_no_finding(found: Found) -> None:
    assert found(CONTENTS) == []


def test_a_renamed_and_a_new_heading(run_checker: Callable[..., Outcome]) -> None:
    text = CONTENTS.replace("## 3. Why it happened", "## 3. Why the events happened", 1)
    outcome = run_checker("consistency", text + "\n## 6. Next steps\n\nSome words.\n")
    assert [(f.rule.id, f.excerpt) for f in outcome.findings] == [
        ("CO207", "3. Why it happened"),
        ("CO208", "6. Next steps"),
    ]
    assert "“Why the events happened”" in outcome.findings[0].message


def test_an_entry_without_a_heading_and_another_order(found: Found) -> None:
    assert ("CO207", "5. Recommendations") in found(CONTENTS.replace("## 5. Recommendations\n\nSome words.\n", ""))
    moved = CONTENTS.replace("2. What happened\n3. Why it happened\n", "3. Why it happened\n2. What happened\n")
    assert [rule for rule, _ in found(moved)] == ["CO209"]


def pdf_with_contents(path: Path, pages: dict[str, int]) -> None:
    """A report of a cover, a contents page and a page for each heading; `pages` is what the contents say."""
    titles = list(pages)
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 24)
    canvas.drawString(72, 700, "A fictional report")
    canvas.showPage()
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(72, 760, "Contents")
    canvas.setFont("Helvetica", 11)
    for i, title in enumerate(titles):
        canvas.drawString(72, 700 - 20 * i, f"{title} {'.' * 40} {pages[title]}")
    canvas.showPage()
    for title in titles:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 760, title)
        canvas.setFont("Helvetica", 11)
        for i in range(12):
            canvas.drawString(
                72, 730 - 16 * i, "The health visitor saw the family at home and wrote down what she saw."
            )
        canvas.showPage()
    canvas.save()


def test_a_page_number_that_is_off_where_the_others_agree(tmp_path: Path) -> None:
    right = {"Introduction": 1, "What happened": 2, "Why it happened": 3, "Findings": 4, "Recommendations": 5}
    for wrong, expected in ((right, []), (right | {"Findings": 6}, ["CO210"])):
        path = tmp_path / "report.pdf"
        pdf_with_contents(path, wrong)
        document = open_document(path)
        subject = Subject(document, annotate(document, load_pipeline()), load_profile(), Project())
        outcome = load(CHECKERS["consistency"]).run(subject)
        assert [f.rule.id for f in outcome.findings if f.rule.id in ("CO207", "CO208", "CO209", "CO210")] == expected
        if expected:
            assert "on page 6; by the other entries it is page 4" in outcome.findings[-1].message


@pytest.mark.parametrize(
    ("sentence", "rule", "excerpt"),
    [
        ("He was seen on 31 June 2014 at home.", "CO211", "31 June 2014"),
        ("He was seen on the 30th of February at home.", "CO211", "30th of February"),
        ("He was seen on 29 February 2015 at home.", "CO211", "29 February 2015"),
        ("He was seen on 31.11.2014 at home.", "CO211", "31.11.2014"),
        ("On Monday 4 March 2014 he was seen.", "CO212", "Monday 4 March 2014"),
        ("On Friday, 9th June 2016 it was closed.", "CO212", "Friday, 9th June 2016"),
    ],
)
def test_days_that_cannot_be(found: Found, sentence: str, rule: str, excerpt: str) -> None:
    assert found(framed(sentence)) == [(rule, excerpt)]


@pytest.mark.parametrize(
    "sentence",
    [
        "He was seen on 29 February 2016, on 31 July 2014 and on 30.06.2014.",
        "On Tuesday 4 March 2014 he was seen.",
        "On Monday he was seen, and on 4 March 2014 again.",
        "Each Friday in May 2014 she came; on the Monday 12 children came.",
        "The nursery has 31 February leaflets left.",
    ],
)
def test_days_that_can_be(found: Found, sentence: str) -> None:
    assert [i for i in found(framed(sentence)) if i[0] in ("CO211", "CO212")] in ([], [("CO211", "31 February")])


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ("Child H was born in March 2012. In January 2014 Child H was aged 4.", ["CO213"]),
        ("Child H (born March 2012) was small. Child H was two years old in May 2014.", []),
        ("Child H was born in March 2012. Child H was 14 months old in May 2013.", []),
        ("Child H was born in March 2012. Child H was 9 months old in May 2013.", ["CO213"]),
        ("Child H was born in spring 2012. Child H was six weeks old in November 2012.", ["CO213"]),
        ("Child H was born in 2012. Child H died in 2014, aged one.", []),
        ("Child H was born in March 2012. Child K was aged 9 in January 2014.", []),
        ("Child H was born in March 2012. Child H's mother was aged 19 in January 2014.", []),
        ("Child H was born in March 2012. Child H was nearly four years old in January 2014.", []),
        ("Child H was born in March 2012. Child H was 4th of seven children in January 2014.", []),
    ],
)
def test_ages_and_births(found: Found, sentences: str, expected: list[str]) -> None:
    assert [rule for rule, _ in found(framed(sentences))] == expected


def test_an_age_of_whoever_the_case_file_calls_by_a_name(found: Found) -> None:
    case = CaseFile.model_validate({"review": {"subject": "Poppy"}})
    text = framed("Poppy was born in March 2012. In January 2014 Poppy was aged 4.")
    assert [rule for rule, _ in found(text, case=case)] == ["CO213"]
    assert found(text) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On 3 March 2014 he was seen. Three days later, on 9 March 2014, he was admitted.", ["CO214"]),
        ("On 3 March 2014 he was seen. Three days later, on 6 March, he was admitted.", []),
        ("On 3 March 2014 he was seen. Two weeks later, on 18 March 2014, he came back.", []),
        ("On 3 March 2014 he was seen. Two months later, on 9 August 2014, he came back.", ["CO214"]),
        ("On 3 March 2014 he was seen. The following day, on 5 March 2014, he came back.", ["CO214"]),
        ("On 3 March 2014 he was seen. About a week later, on 20 March 2014, he came back.", []),
        ("It lasted from 1 May 2014 to 3 March 2013 in all.", ["CO215"]),
        ("It lasted from 1 May 2014 to 3 June 2014 in all.", []),
        ("It lasted from 28 December to 3 January 2014 in all.", []),
    ],
)
def test_intervals_and_spans(found: Found, sentence: str, expected: list[str]) -> None:
    assert [rule for rule, _ in found(framed(sentence))] == expected


def chronology(days: list[str]) -> str:
    return "| Date | Event |\n|---|---|\n" + "".join(f"| {day} | The health visitor called. |\n" for day in days)


def test_a_row_of_a_chronology_out_of_order(found: Found) -> None:
    days = ["3 May 2013", "9 May 2013", "2 June 2013", "4 March 2013", "8 July 2013", "9 July 2013"]
    assert found(framed(chronology(days))) == [("CO216", "4 March 2013")]
    assert found(framed(chronology(sorted(days)))) == []
    assert found(framed(chronology(days[:3]))) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("This report makes seven recommendations.", [("CO217", "seven recommendations")]),
        ("The review led to 5 key findings.", [("CO217", "5 key findings")]),
        ("This report makes two recommendations and has two findings.", []),
        ("This report makes 2 recommendations.", []),
        ("The agencies made nine recommendations of their own.", []),
        ("The earlier review made seven recommendations.", []),
        ("The report makes one recommendation to the hospital and three recommendations for the Board.", []),
        ("Each agency report made four recommendations.", []),
    ],
)
def test_counts(found: Found, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [item for item in found(framed(sentence)) if item[0] == "CO217"] == expected


def test_a_summary_with_fewer_recommendations_than_the_body(found: Found) -> None:
    summary = """## Executive summary

### Recommendations

Recommendation 1: The Board should give every school one number to call by July 2016.

Recommendation 2: The hospital trust should ask every child what happened from June 2016.

"""
    text = framed("").replace("## 1. Introduction", summary + "## 1. Introduction")
    assert [item for item in found(text) if item[0] == "CO217"] == []
    third = "Recommendation 3: The police should answer every request within two days from June 2016."
    differs = [item for item in found(text.replace("## Appendix A", f"{third}\n\n## Appendix A")) if item[0] == "CO217"]
    assert [rule for rule, _ in differs] == ["CO217"]


@pytest.mark.parametrize(
    ("text", "rule", "excerpt"),
    [
        (
            "The health visitor told the mother at the clinic that she would",
            "CO218",
            "mother at the clinic that she would",
        ),
        ("She went to the the clinic in the morning.", "CO219", "the the"),
        ("The school had no record of this (check with legal).", "CO221", "(check with legal)"),
        (
            "The school had no record of this [do we want to name the school?].",
            "CO221",
            "[do we want to name the school?]",
        ),
        ("The school had no record [source?] of the call.", "CO221", "[source?]"),
        ("He was not seen (ask the GP again).", "CO221", "(ask the GP again)"),
    ],
)
def test_what_was_not_finished(found: Found, text: str, rule: str, excerpt: str) -> None:
    seen = found(framed(text + "\n\nThe police were not told."))
    assert [item[0] for item in seen] == [rule]
    assert seen[0][1].endswith(excerpt) or seen[0][1] == excerpt


@pytest.mark.parametrize(
    "text",
    [
        "The services that took part were\n\n- the police\n- the school",
        "He said that what it was was a bruise, and that she had had enough of it.",
        "The list that follows is long and",  # a parser's page break: small letters go on
        "“I I told them and they they did not listen,” she said.",
        "Child K K was seen.",
        "The school had no record of this (see paragraph 2.1).",
        "She was told to check with legal services before the meeting.",
        "The call (made by the aunt) was not passed on.",
        "The duty worker (a new member of staff) asked the police.",
    ],
)
def test_what_is_finished(found: Found, text: str) -> None:
    after = "it goes on here with words." if text.endswith(" and") else "The police were told."
    assert found(framed(f"{text}\n\n{after}")) == []


def test_headings_over_nothing(found: Found) -> None:
    text = framed("## 5. The family\n\n## 6. Genogram\n\n## 7. Good practice\n\nThe school rang twice.\n")
    assert found(text) == [("CO220", "5. The family")]


def test_a_template_gap_is_said_once(found: Found) -> None:
    assert found(framed("The Chair [name to be confirmed] agreed. The date is [insert date].")) == []


def test_every_excerpt_stands_at_its_place(make_subject: Callable[..., Subject]) -> None:
    text = framed("See section 9. On 31 June 2014 the the nurse came (check with legal).")
    subject = make_subject(text)
    findings = load(CHECKERS["consistency"]).run(subject).findings
    assert len(findings) == 4
    for item in findings:
        assert item.location
        assert subject.document.text[item.location.start : item.location.end] == item.excerpt


def test_highlighted_text_of_a_word_file(tmp_path: Path) -> None:
    file = Docx()
    paragraph = file.add_paragraph("The child was seen in ")
    for text in ("spring ", "2014"):
        run = paragraph.add_run(text)
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    paragraph.add_run(" at home.")
    file.save(str(tmp_path / "draft.docx"))
    document = open_document(tmp_path / "draft.docx")
    assert [document.text[start:end] for start, end in document.highlights] == ["spring 2014"]
    subject = Subject(document, annotate(document, load_pipeline()), load_profile(), Project())
    findings = load(CHECKERS["consistency"]).run(subject).findings
    assert [(f.rule.id, f.excerpt) for f in findings] == [("CO222", "spring 2014")]


def test_a_document_without_a_word_has_nothing_that_disagrees(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "blank.pdf"), pagesize=A4)
    canvas.showPage()
    canvas.save()
    unchecked = check(tmp_path / "blank.pdf").unchecked
    assert not [line for line in unchecked if "consistency" in line.lower()]
