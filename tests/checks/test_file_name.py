"""Names in the file's own name, without a case file."""

from __future__ import annotations

import pytest

from scr_publish.checks.privacy import CHECKER
from scr_publish.document import Surface
from tests.builders.language import subject_of


def rules(name: str, *parts: str) -> list[str]:
    """The rules that the file's name breaks."""
    found = CHECKER.run(subject_of(*(parts or ("Nothing here.",)), name=name)).findings
    return [finding.rule.id for finding in found if finding.surface is Surface.FILE_NAME]


@pytest.mark.parametrize(
    "name",
    [
        "Interview gurdeep bhullar 2.docx",
        "SCR_Siobhan_Threlkeldy_v3.docx",
        "agnieszka-wolniak.docx",
        "Interview K. Dunstan-Marshe social worker.docx",
        "SCR report H. Warsamey final.docx",
        "Interview Siobhán Ní Dhomhnaill's social worker.docx",
        "xiaoming-zhaoling_overview_report.docx",
        "Interview F. Al-Khatibi social worker.docx",
        "Interview Thi\u00a0Lan\u00a0Nguyenh social worker.docx",
        "SCR report Tuohyson, Declan final.docx",
        "SCR report Kof\u200bi Amponsahene final.docx",
    ],
)
def test_a_forename_and_a_surname_in_a_file_name_block(name: str) -> None:
    assert rules(name) == ["PD116"]


def test_a_name_that_leaks_in_the_document_blocks_in_the_file_name() -> None:
    assert rules("overview-quillon-final.docx", "His sister Ottilie Quillon was there.") == ["PD116"]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Serious Case Review Child H final.docx", "Child H died."),
        ("overview_report_v2_tracked.docx", "Child H died."),
        ("Child K. Review.docx", "Child K died."),
        ("Appendix B. Glossary.docx", "Child K died."),
        ("Philippa Renshawe overview report.docx", "Lead reviewer: Philippa Renshawe"),
        ("Marsh End Safeguarding Children Board.docx", "The Marsh End Safeguarding Children Board met."),
    ],
)
def test_what_a_file_name_may_hold(name: str, part: str) -> None:
    assert rules(name, part) == []
