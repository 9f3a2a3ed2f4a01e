"""The HTML page: the same figures as everywhere, nothing from outside, safe with hostile text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from scr_publish.assessment import Assessment
from scr_publish.reporting.grouping import grouped, tally
from scr_publish.reporting.html import to_html
from scr_publish.rules import Severity

pytestmark = pytest.mark.model


def page(assessment: Assessment) -> BeautifulSoup:
    return BeautifulSoup(to_html(assessment), "lxml")


def test_the_decision_stands_at_the_top(flawed: Assessment, corrected: Assessment) -> None:
    for assessment, verdict in ((flawed, "Not ready"), (corrected, "Ready")):
        soup = page(assessment)
        assert soup.find("h1").find(class_="verdict").text == verdict
        assert soup.title.text.startswith(f"{verdict}: {assessment.document.source.name}")


def test_every_figure_is_that_of_the_assessment(flawed: Assessment) -> None:
    soup = page(flawed)
    cells = [cell.text for cell in soup.select("table.tally tfoot td")]
    assert cells == [str(flawed.counts[severity.value]) for severity in Severity]
    rows = {
        row.th.text: [cell.text.replace("–", "0") for cell in row.find_all("td")]
        for row in soup.select("table.tally tbody tr")
    }
    assert len(rows) == len(tally(flawed.findings))
    for values, (_, numbers) in zip(rows.values(), tally(flawed.findings), strict=True):
        assert values == [str(numbers[severity]) for severity in Severity]


def test_every_entry_is_there_with_its_words_reason_and_suggestion(flawed: Assessment) -> None:
    soup = page(flawed)
    groups = {group.first.fingerprint: group for group in grouped(flawed.findings)}
    entries = soup.select(".entry")
    assert {entry["id"].removeprefix("f-") for entry in entries} == set(groups)
    for entry in entries:
        item = groups[entry["id"].removeprefix("f-")].first
        assert item.rule.title in entry.h4.text
        assert entry.find(class_="suggestion").text.removeprefix("→ ") == item.suggestion
        assert item.rule.why in entry.details.text
        if item.excerpt and len(item.excerpt) < 200:
            assert entry.mark.text == " ".join(item.excerpt.split())


def test_sections_trace_process_and_names_are_those_of_the_assessment(flawed: Assessment) -> None:
    soup = page(flawed)
    assert len(soup.select("#elements tbody tr")) == len(flawed.sections)
    rows = soup.select("#trace tbody tr")
    assert len(rows) == len(flawed.recommendations)
    for row, item in zip(rows, flawed.recommendations, strict=True):
        assert [("there" in cell["class"]) for cell in row.find_all("td")] == [item.action, item.impact, item.future]
    assert len(soup.select("#process tbody tr")) == len(flawed.process)
    assert flawed.timeline
    drawn = soup.select_one("#process svg")
    assert all(event.name in drawn.find("desc").text for event in flawed.timeline.events)
    assert [row.th.text for row in soup.select("#names tbody tr")] == [name.text for name in flawed.names_that_stay]


def test_the_page_loads_nothing_and_its_policy_allows_only_its_own_style_and_script(long_pdf: Assessment) -> None:
    text = to_html(long_pdf)
    soup = BeautifulSoup(text, "lxml")
    assert not soup.find_all(["img", "link", "iframe", "object", "embed"])
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest", text)
    assert {a["href"][0] for a in soup.find_all("a", href=True)} == {"#"}
    assert all(soup.find(id=a["href"][1:]) for a in soup.find_all("a", href=True))
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    for name in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(soup.find(name).string.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_the_risk_of_each_person_is_shown_with_its_sum(long_pdf: Assessment) -> None:
    told = [person for person in long_pdf.risk if person.disclosures]
    assert told
    shown = page(long_pdf).select("#risk .person")
    assert len(shown) == len(told)
    for person in told:
        view = next(item for item in shown if f" {person.who}:" in item.h3.text)
        assert person.level.capitalize() in view.h3.text
        assert len(view.select(".funnel li")) == len(person.steps)


def test_pages_of_a_pdf_have_their_shade(long_pdf: Assessment) -> None:
    soup = page(long_pdf)
    pages = [int(re.sub(r"\D", "", item.text.split(":")[0])) for item in soup.select(".pages li")]
    assert pages == sorted(set(pages))
    assert pages[-1] <= (long_pdf.document.source.pages or 0)


def test_the_same_assessment_gives_the_same_page(flawed: Assessment) -> None:
    assert to_html(flawed) == to_html(flawed)


def test_hostile_text_stays_text(assess_text: Callable[..., Assessment]) -> None:
    draft = "# Report\n\nMother's friend Ottilie Quarmby <script>alert(1)</script> rang 07700 900123 &amp; left.\n"
    text = to_html(assess_text(draft))
    assert text.count("<script") == 1
    assert "&lt;script&gt;" in text


def test_a_draft_with_nothing_in_it_gives_a_page(assess_text: Callable[..., Assessment]) -> None:
    soup = page(assess_text("Nothing yet.\n"))
    assert soup.find("h1")
    assert soup.select("#checked tbody tr")
