"""The risk of identification: whom a disclosure is about, the sum and its range, and what helps most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.checks.privacy.ages import years_of
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.quasi import find_quasi
from scr_publish.checks.privacy.risk import find_risk
from scr_publish.checks.privacy.risk.area import UNKNOWN, Area, districts_of
from scr_publish.checks.privacy.risk.data import Group, risk_data
from scr_publish.checks.privacy.risk.estimate import LEVELS, NO_FIGURE, estimate, level, people
from scr_publish.checks.privacy.risk.facts import Fact
from scr_publish.checks.privacy.risk.persons import Someone
from scr_publish.checks.privacy.risk.population import population
from scr_publish.config import CaseFile
from scr_publish.findings import Finding, Outcome, PersonRisk
from scr_publish.rules import Severity
from tests.builders.language import subject_of

Risks = Callable[..., tuple[dict[str, PersonRisk], list[Finding]]]

BOARD = "Wexmoor Safeguarding Children Board"


def risks(*parts: str, table: object = (), case: CaseFile | None = None) -> tuple[dict[str, PersonRisk], list[Finding]]:
    """Each person's risk by name, and the findings, with the lists and the wording alone to find disclosures."""
    subject = subject_of(*parts, table=table, case=case)  # type: ignore[arg-type]
    found, findings = find_risk(subject, sorted(find_quasi(subject), key=lambda m: m.start), [])
    return {person.who: person for person in found}, findings


def kinds(person: PersonRisk) -> dict[str, str]:
    return {item.kind: item.text for item in person.disclosures}


def test_a_few_facts_together_are_a_high_risk_and_name_what_helps() -> None:
    found, findings = risks(BOARD, "Child K was a 14-year-old Kurdish girl, one of twins, at a faith school in Town.")
    child = found["Child K"]
    assert child.level == "high"
    assert child.low <= child.high < risk_data().levels.high
    assert kinds(child) == {
        "sex": "girl",
        "age": "14-year-old",
        "origin": "Kurdish",
        "twins": "twins",
        "school": "faith school",
    }
    assert child.area == UNKNOWN
    assert {item.text for item in child.helps_most} <= {"14-year-old", "Kurdish", "twins"}
    assert all(item.high > child.high for item in child.helps_most)
    (finding,) = findings
    assert finding.rule.id == "PD320"
    assert finding.severity is Severity.REVIEW
    assert "Child K" in finding.message
    assert child.helps_most[0].text in finding.message
    assert f"{child.low} to {child.high} people" in finding.message


def test_a_teenager_in_the_county_is_a_low_risk() -> None:
    found, findings = risks("Lancashire Safeguarding Children Board", "A teenager in the county came to harm.")
    assert found["the child"].level == "low"
    assert found["the child"].low > 10_000
    assert not findings


def test_a_report_that_tells_nothing_has_a_low_risk() -> None:
    found, findings = risks("The review asked what could be learned.")
    assert [person.level for person in found.values()] == ["low"]
    assert not findings


def test_a_low_risk_is_advice() -> None:
    _, findings = risks("Lancashire Safeguarding Children Board", "Child K is 14. Mother is aged 34.")
    assert [(item.rule.id, item.severity) for item in findings] == [("PD320", Severity.ADVICE)] * 2


def test_the_sum_is_shown_line_by_line() -> None:
    found, _ = risks("Bradford Safeguarding Children Board", "Child K was a 14-year-old Muslim boy.")
    child, table = found["Child K"], population()
    assert child.area == "Bradford"
    here = table.names.index("Bradford")
    boys = table.people[here, table.sexes.index("male")]
    band = next(i for i, (low, high) in enumerate(table.bands) if low <= 14 < high)
    assert child.steps[0].high == pytest.approx(table.people[here].sum())
    assert child.steps[1].high == pytest.approx(boys.sum())
    assert child.steps[2].high == pytest.approx(boys[band].sum() / 5, abs=0.01)
    assert child.steps[3].high == pytest.approx(boys[band, table.religions.index("Muslim")] / 5, abs=0.01)
    assert all(item.source.startswith("Office for National Statistics") for item in child.disclosures)
    assert all(0 < (item.share_low or 0) <= (item.share_high or 0) < 1 for item in child.disclosures)


def test_a_disclosure_without_a_figure_is_said_and_not_counted() -> None:
    found, _ = risks("Lancashire Safeguarding Children Board", "Child K was a girl with Rett syndrome.")
    child = found["Child K"]
    told = next(item for item in child.disclosures if item.kind == "condition")
    assert (told.share_low, told.share_high, told.source) == (None, None, "")
    assert told.assumption == NO_FIGURE
    assert child.high > 100_000
    assert child.level == "medium"
    assert child.helps_most[0].text == "Rett syndrome"
    assert child.helps_most[0].level == "low"


@pytest.mark.parametrize(
    ("text", "who", "kind", "told"),
    [
        ("Child K lived with Mother (34) and Father (36).", "Mother", "age", "34"),
        ("Child K lived with Mother (34) and Father (36).", "Father", "age", "36"),
        ("Mother told the midwife that she was 17.", "Mother", "age", "17"),
        ("Mother was young. She is Latvian.", "Mother", "origin", "Latvian"),
        ("The midwife met the Polish father.", "Father", "origin", "Polish"),
        ("Child K, Sibling 1 (aged 6) and Mother came.", "Sibling 1", "age", "6"),
        ("His sister, aged six, saw it.", "Sister", "age", "six"),
        ("Mother's partner was aged 41.", "Stepfather", "age", "41"),
        ("Child K was born in winter. He was 14.", "Child K", "age", "14"),
    ],
)
def test_whom_a_disclosure_is_about(text: str, who: str, kind: str, told: str) -> None:
    found, _ = risks(f"Child K. {text}")
    assert kinds(found[who])[kind] == told


def test_what_is_said_of_the_family_is_everybodys() -> None:
    found, _ = risks("Child K lived with Mother.", "The family is Kurdish.")
    assert kinds(found["Child K"])["origin"] == kinds(found["Mother"])["origin"] == "Kurdish"


def test_what_is_said_of_a_worker_is_nobodys() -> None:
    found, _ = risks("Child K was well.", "The social worker is Polish and was aged 41.")
    assert list(found) == ["Child K"]
    assert not found["Child K"].disclosures


def test_a_row_of_a_table_says_who_is_meant() -> None:
    table = [["Person", "Age"], ["Child K", "14"], ["Mother", "34"], ["Sibling 1", "6"]]
    found, _ = risks("The family", table=table)
    assert [kinds(found[name])["age"] for name in ("Child K", "Mother", "Sibling 1")] == ["14", "34", "6"]


def test_ages_that_no_child_and_no_parent_can_have_are_somebody_elses() -> None:
    found, _ = risks("Child K. Mother was 3. Child K was 58.")
    assert all("age" not in kinds(person) for person in found.values())


def test_of_several_ages_the_latest_counts() -> None:
    found, _ = risks("Child K was 9. Later Child K was 14.")
    assert kinds(found["Child K"])["age"] == "14"


def test_a_date_of_birth_leaves_a_day_of_one_year() -> None:
    found, _ = risks("Child K, a boy, was born on 2 March 2000. On 5 June 2014 a nurse called.")
    child = found["Child K"]
    birth = next(item for item in child.disclosures if item.kind == "birth")
    assert birth.text == "2 March 2000"
    assert child.level == "high"
    assert child.helps_most[0].kind == "birth"


def test_a_date_that_the_case_file_lists_is_what_it_says() -> None:
    case = CaseFile.model_validate({"identities": [{"born": date(2000, 3, 2), "died": date(2014, 6, 4)}]})
    subject = subject_of("Child K, a boy, was seen on 2 March 2000 and on 4 June 2014.", case=case)
    text = subject.document.text
    days = [
        Mention(at, at + len(day), "DATE", "PD105", Severity.BLOCKER)
        for day in ("2 March 2000", "4 June 2014")
        if (at := text.find(day)) >= 0
    ]
    (child,), _ = find_risk(subject, days, [])
    assert kinds(child) == {"sex": "boy", "birth": "2 March 2000", "death": "4 June 2014"}
    assert child.level == "high"


def test_the_place_named_in_a_county_counts_where_the_table_has_it() -> None:
    county = Area("Lancashire", districts_of("Lancashire"))
    place = Fact("place", "Burnley", 0, 7, districts=districts_of("Burnley"))
    outside = Fact("place", "Leeds", 0, 5, districts=districts_of("Leeds"))
    assert people([place], county)[1] < people([], county)[1]
    assert people([outside], county) == people([], county)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Lancashire", 12),
        ("City of York", 1),
        ("Bristol", 1),
        ("Hull", 1),
        ("Royal Borough of Kensington and Chelsea", 1),
        ("Bournemouth and Poole", 2),
        ("Lancashire and Wexmoor", 0),
        ("Wexmoor", 0),
        ("", 0),
    ],
)
def test_the_districts_that_a_board_serves(name: str, number: int) -> None:
    assert len(districts_of(name)) == number


def test_the_case_file_names_the_board_and_the_child() -> None:
    case = CaseFile.model_validate({"review": {"board": "Leeds Safeguarding Children Board", "subject": "Child Z"}})
    found, _ = risks("Child Q was aged 6. Child Q lived with Child Z.", case=case)
    assert found["Child Z"].area == "Leeds"
    assert kinds(found["Child Q"])["age"] == "6"


def test_the_table_is_that_of_england_in_2011() -> None:
    table = population()
    assert len(table.names) == 326
    assert table.ethnic.sum() == 53_012_456
    assert table.people.sum() == pytest.approx(53_012_456, rel=0.001)
    assert "Open Government Licence v3.0" in table.source
    assert table.count(ages=(0, 200)).sum() == pytest.approx(table.people.sum())


def test_every_word_for_a_group_names_census_groups() -> None:
    table, data = population(), risk_data()
    assert all(name in table.religions for group in data.faiths.values() for name in group.names)
    assert all(name in table.groups for group in data.groups.values() for name in group.names)


@pytest.mark.parametrize(
    ("age", "years"),
    [
        ("14", (14, 15)),
        ("14-year-old", (14, 15)),
        ("seventeen", (17, 18)),
        ("two and a half years", (2.5, 3)),
        ("3/12", (0.25, 1 / 3)),
        ("six months", (0.5, 7 / 12)),
        ("a while", None),
    ],
)
def test_ages_in_years(age: str, years: tuple[float, float] | None) -> None:
    found = years_of(age)
    assert found == (pytest.approx(years) if years else None)


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """What a report may disclose of one person, in the order of the sum."""
    table = population()
    found: list[Fact] = []

    def add(kind: str, **what: object) -> None:
        found.append(Fact(kind, kind, len(found), len(found) + 1, **what))  # type: ignore[arg-type]

    if draw(st.booleans()):
        add("sex", sex=draw(st.sampled_from(["male", "female"])))
    for _ in range(draw(st.integers(0, 2))):
        first = draw(st.floats(0, 90))
        add("age", ages=(first, first + draw(st.floats(0.001, 20))))
    for _ in range(draw(st.integers(0, 2))):
        add("religion", religion=Group((draw(st.sampled_from(table.religions)),), draw(st.booleans())))
    for _ in range(draw(st.integers(0, 2))):
        names = draw(st.lists(st.sampled_from(table.groups), min_size=1, max_size=3, unique=True))
        add("origin", origin=Group(tuple(names), draw(st.booleans())))
    if draw(st.booleans()):
        add("twins", twins=True)
    if draw(st.booleans()):
        add(draw(st.sampled_from(["condition", "occupation", "school"])))
    if draw(st.booleans()):
        add("place", districts=frozenset(draw(st.lists(st.integers(0, 325), min_size=1, max_size=4))))
    return found


AREAS = st.one_of(
    st.just(Area(UNKNOWN, frozenset())),
    st.builds(Area, st.just("here"), st.frozensets(st.integers(0, 325), min_size=1, max_size=5)),
)


@settings(deadline=None, max_examples=60)
@given(facts(), AREAS, st.data())
def test_taking_a_disclosure_out_never_raises_the_risk(told: list[Fact], area: Area, data: st.DataObject) -> None:
    low, high = people(told, area)
    assert 1 <= low <= high
    if told:
        gone = data.draw(st.sampled_from(told))
        rest = [fact for fact in told if fact is not gone]
        _, high_after = people(rest, area)
        assert high_after >= high
        assert LEVELS.index(level(rest, high_after, area)) <= LEVELS.index(level(told, high, area))


@settings(deadline=None, max_examples=60)
@given(facts(), AREAS)
def test_the_ranges_of_the_sum_are_ordered_and_never_grow(told: list[Fact], area: Area) -> None:
    risk = estimate(Someone("Child K", child=True), told, area)
    for step in risk.steps:
        assert 0 <= step.low <= step.high
    highs = [step.high for step in risk.steps]
    assert all(later <= earlier + 0.01 for earlier, later in pairwise(highs))
    for item in risk.disclosures:
        assert (item.share_low is None) == (item.share_high is None) == (item.source == "")
        if item.share_low is not None and item.share_high is not None:
            assert 0 <= item.share_low <= item.share_high <= 1


@pytest.mark.model
def test_the_checker_reports_the_risk(run_checker: Callable[..., Outcome]) -> None:
    outcome = run_checker("privacy", f"# Child K\n\n{BOARD}\n\nChild K was a 14-year-old Kurdish girl, one of twins.\n")
    assert [person.level for person in outcome.risk] == ["high"]
    assert "PD320" in {item.rule.id for item in outcome.findings}


def test_the_finding_is_about_the_whole_report() -> None:
    _, findings = risks("Child K was a 14-year-old Kurdish girl, one of twins.")
    assert [item.location for item in findings] == [None]


def test_dates_of_events_alone_make_no_finding() -> None:
    found, findings = risks("Child K was well. On 5 June 2014 a nurse called.")
    assert kinds(found["Child K"]) == {"event": "5 June 2014"}
    assert not findings
