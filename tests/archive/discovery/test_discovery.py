"""What a document is, and how documents belong together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_publish.archive.discovery import minhash
from scr_publish.archive.discovery.classify import classify
from scr_publish.archive.discovery.features import year_of
from scr_publish.archive.discovery.pairs import Candidate, labels, match_companions
from scr_publish.archive.discovery.redactions import differences, redaction_between
from scr_publish.archive.items import Item
from scr_publish.document import Document
from tests.archive.making import MINUTES, RESPONSE, report

SAMPLES = Path(__file__).parents[3] / "sample_reports"


def item(name: str = "a.md", **known: str) -> Item:
    return Item(name, name, name, 1, "", **known)


NEWSLETTER = "# Safeguarding newsletter\n\nIn this issue: training dates, and a word about our serious case review.\n"
POLICY = "# Visitors policy\n\nVersion 2.\n\n## Roles and responsibilities\n\nAll staff sign visitors in.\n"
LEAFLET = "# Advice for parents: a leaflet\n\n## Find out more\n\nRing us.\n"
PLAN = "# Multi-agency action plan: Child B\n\nThe actions from the review.\n"
SUMMARY = "# Serious Case Review Child B: executive summary\n\n## Recommendations\n\nThere were three.\n"
NARRATIVE = (
    "# Child W\n\nThe review looked at how agencies assessed the risk to the child. Mother told the social worker that "
    "father had left. The health visitor made an assessment and the practitioners met to review the child's safety.\n"
)
ROTA = "# Tuesday\n\nPlease bring your own cup and put the chairs back when you leave the hall.\n"


@pytest.mark.parametrize(
    ("text", "kind", "because"),
    [
        (report("A"), "report", "titled as a report"),
        (RESPONSE.format(label="A", year=2015), "companion", "response"),
        (PLAN, "companion", "action plan"),
        (SUMMARY, "companion", "summary"),
        (MINUTES, "other", "minutes"),
        (NEWSLETTER, "other", "newsletter"),
        (POLICY, "other", "policy"),
        (LEAFLET, "other", "leaflet"),
        (NARRATIVE, "report", "speaks as a report"),
        (ROTA, "other", "not a report, because nothing"),
    ],
)
def test_what_a_document_is_and_why(make_document: Callable[..., Document], text: str, kind: str, because: str) -> None:
    verdict = classify(make_document(text), item())
    assert verdict.kind == kind
    assert because in verdict.reason


def test_a_link_says_what_a_document_is(make_document: Callable[..., Document]) -> None:
    text = "# Winter\n\nIt was cold.\n"
    assert classify(make_document(text), item()).kind == "other"
    assert classify(make_document(text), item(link_text="Serious Case Review: Child W")).kind == "report"


def test_a_document_that_was_not_read_whole_is_never_passed_over(make_document: Callable[..., Document]) -> None:
    """The text says nothing, but its name says another format than its content: it may be a report gone wrong."""
    assert classify(make_document("Please wait.\n", "wait.pdf"), item("wait.pdf")).kind == "report"
    assert classify(make_document("Please wait.\n", "wait.txt"), item("wait.txt")).kind == "other"


@pytest.mark.parametrize(
    ("known", "opening", "year"),
    [
        ({"published": "2014-05-06"}, "Published in May 2016", 2014),
        ({"link_date": "2013-01-01"}, "", 2013),
        ({}, "This report was published on 3 May 2016 by the Board of 1999", 2016),
        ({}, "Overview report, March 2012", 2012),
        ({"name": "scr-2011-child-b.pdf"}, "", 2011),
        ({"name": "child-b-12345.pdf"}, "", None),
    ],
)
def test_the_year_of_publication(known: dict[str, str], opening: str, year: int | None) -> None:
    assert year_of(item(**{"name": "a.pdf", **known}), opening) == year


# --- nearly the same text


words = st.lists(st.sampled_from([f"w{n}" for n in range(400)]), max_size=300)


@given(words)
def test_a_text_is_wholly_like_itself(text: list[str]) -> None:
    assert minhash.similarity(minhash.signature(text), minhash.signature(text)) == (1.0 if text else 0.0)


@given(words, words)
def test_the_estimate_is_near_the_share(one: list[str], other: list[str]) -> None:
    share = minhash.shared(minhash.shingles(one), minhash.shingles(other))
    estimate = minhash.similarity(minhash.signature(one), minhash.signature(other))
    assert abs(share - estimate) < 0.25  # five standard errors and more


def test_likely_pairs_are_found_and_others_are_not() -> None:
    texts = [[f"t{n}w{i}" for i in range(300)] for n in range(50)]
    texts += [[*texts[7][:280], *(f"x{i}" for i in range(20))], [], texts[3]]
    found = minhash.candidates([minhash.signature(text) for text in texts], 0.5)
    assert found == [(3, 52), (7, 50)]
    assert minhash.candidates([], 0.5) == []


def test_what_everybody_shares_does_not_make_every_pair_a_candidate() -> None:
    same = minhash.signature([f"w{i}" for i in range(200)])
    assert len(minhash.candidates([same] * 500, 0.5)) <= 500 * minhash.MOST_ALIKE


def test_the_signature_is_the_same_on_every_machine() -> None:
    made = np.frombuffer(minhash.signature(["the", "cat", "sat", "on", "the", "mat"]), "<u4")
    assert made[:3].tolist() == [1740511026, 480372513, 1294535639]


# --- companions


def test_labels_are_found_in_titles_and_file_names() -> None:
    assert labels("Serious Case Review: Child H and Baby Rose") == {"h", "rose"}
    assert labels("Child Protection in Family 12") == {"12"}
    assert labels("child h2 board response", lower=True) == {"h2"}
    assert labels("child in need", lower=True) == frozenset()


REPORTS = [
    Candidate(1, "/a/2015/child-h-report.pdf", "child-h-report.pdf", "Serious Case Review: Child H", year=2015),
    Candidate(2, "/a/2015/child-k-report.pdf", "child-k-report.pdf", "Serious Case Review: Child K", year=2015),
    Candidate(3, "/a/old/marlow.pdf", "marlow-overview.pdf", "Overview report", year=2011),
]


@pytest.mark.parametrize(
    ("companion", "report", "because"),
    [
        (Candidate(9, "/b/x.pdf", "x.pdf", "Board response: Child H"), 1, "both name the case “H”"),
        (Candidate(9, "/a/2015/child_k_response.docx", "child_k_response.docx", "Response"), 2, "same folder"),
        (Candidate(9, "/a/2015/child-z-response.pdf", "child-z-response.pdf", "Response: Child Z"), None, "no report"),
        (Candidate(9, "/a/2015/response.pdf", "response.pdf", "Board response", year=2015), None, "no report"),
        (Candidate(9, "/a/old/marlow-response.pdf", "marlow-response.pdf", "Response", year=2011), 3, "alike"),
    ],
)
def test_a_companion_finds_its_report(companion: Candidate, report: int | None, because: str) -> None:
    (match,) = match_companions([companion], REPORTS)
    assert match.report == report
    assert because in match.reason


def test_where_two_reports_would_do_none_is_chosen() -> None:
    twins = [Candidate(n, f"/a/{n}/r.pdf", "r.pdf", "Serious Case Review: Child H") for n in (1, 2)]
    (match,) = match_companions([Candidate(9, "/b/r.pdf", "r.pdf", "Response: Child H")], twins)
    assert match.report is None
    assert "2 reports" in match.reason


# --- redacted and not


SHOWN = "The school was Saltmarsh Primary.\nMother, Delphine Garrick, said so on 3 May.\nIt was cold.\n"


@pytest.mark.parametrize(
    "hidden",
    [
        SHOWN.replace("Delphine Garrick", "█████ ██████"),
        SHOWN.replace("Delphine Garrick", "[name removed]"),
        SHOWN.replace("Delphine Garrick", "xxxxxxx"),
        SHOWN.replace("Delphine Garrick", "________"),
        SHOWN.replace("Delphine Garrick", "(redacted)"),
    ],
)
def test_what_is_redacted_in_one_version_is_shown_by_the_other(hidden: str) -> None:
    for one, other, fuller in ((SHOWN, hidden, 0), (hidden, SHOWN, 1)):
        found = redaction_between(one, other)
        assert found is not None
        assert found.fuller == fuller
        assert "Delphine Garrick" in found.differences[0].one


def test_words_that_identify_and_are_gone_without_a_mark_count_too() -> None:
    hidden = SHOWN.replace(", Delphine Garrick,", "")
    assert redaction_between(SHOWN, hidden) is None
    found = redaction_between(SHOWN, hidden, (["Delphine Garrick"], []))
    assert found is not None
    assert len(found.differences) == 1


def test_an_edit_is_no_redaction() -> None:
    edited = SHOWN.replace("It was cold.", "The winter was hard.")
    assert redaction_between(SHOWN, edited, (["Delphine Garrick"], ["Delphine Garrick"])) is None
    assert redaction_between(SHOWN, SHOWN) is None


@given(st.text(alphabet="ab \n", max_size=80), st.text(alphabet="ab \n", max_size=80))
def test_differences_are_there_where_the_words_differ(one: str, other: str) -> None:
    found = list(differences(one, other))
    assert bool(found) == (one.split() != other.split()) or one.split() == other.split()
    assert all(item.one != item.other for item in found if one.split() != other.split())
