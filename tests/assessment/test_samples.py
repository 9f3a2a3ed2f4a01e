"""The sample reports, checked from end to end: decision, places, determinism, and not one packet."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import jsonschema
import pytest

from scr_publish import check
from scr_publish.assessment import Assessment, Decision
from scr_publish.reporting.json import schema, to_json

SAMPLES = Path(__file__).parents[2] / "sample_reports"
DECISIONS = {
    "flawed-report.docx": Decision.NOT_READY,
    "flawed-long-report.pdf": Decision.NOT_READY,
    "corrected-report.docx": Decision.READY,
}
pytestmark = pytest.mark.model


def case_of(name: str) -> Path:
    return SAMPLES / f"{Path(name).stem}.case.toml"


@pytest.fixture(scope="module", params=DECISIONS)
def checked(request: pytest.FixtureRequest) -> tuple[str, Assessment]:
    name: str = request.param
    return name, check(SAMPLES / name, case=case_of(name))


def test_the_decision_is_what_the_readme_says(checked: tuple[str, Assessment]) -> None:
    name, assessment = checked
    standing = [(f.rule.id, f.excerpt) for f in assessment.findings if f.severity != "advice"]
    assert assessment.decision is DECISIONS[name], standing
    assert DECISIONS[name].value in (SAMPLES / "README.md").read_text(encoding="utf-8")


def test_every_excerpt_is_the_text_at_its_place(checked: tuple[str, Assessment]) -> None:
    _, assessment = checked
    placed = [item for item in assessment.findings if item.location]
    assert placed
    for item in placed:
        assert item.location
        assert item.excerpt == assessment.document.text[item.location.start : item.location.end]
        assert item.excerpt.strip() == item.excerpt != ""


def test_the_json_keeps_to_the_published_schema(checked: tuple[str, Assessment]) -> None:
    _, assessment = checked
    jsonschema.Draft202012Validator(schema()).validate(json.loads(to_json(assessment)))


def test_the_same_file_twice_gives_the_same_json(checked: tuple[str, Assessment]) -> None:
    name, assessment = checked
    assert to_json(check(SAMPLES / name, case=case_of(name))) == to_json(assessment)


def test_a_pdf_finding_knows_its_page_and_boxes() -> None:
    assessment = check(SAMPLES / "flawed-long-report.pdf")
    placed = [item for item in assessment.findings if item.location and item.surface == "visible"]
    assert placed
    for item in placed:
        assert item.location
        assert item.location.page
        assert item.location.boxes
        assert all(box.x0 < box.x1 and box.top < box.bottom for box in item.location.boxes)


def test_nothing_is_sent_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket.socket, "connect_ex", refused)
    monkeypatch.setattr(socket.socket, "sendto", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    path = tmp_path / "draft.md"
    path.write_text(
        "# A draft\n\nWrite to a.person@example.org or ring 07700 900461. Aled Cardew was there.\n", encoding="utf-8"
    )
    assert check(path).decision is Decision.NOT_READY
