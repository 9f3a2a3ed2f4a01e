"""The certificate as pages, by reportlab: a sober document to print, sign and file. All that it says is in the JSON."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table

from scr_publish.workbench.services.certificate.layout import (
    ACCENT,
    BODY,
    FRAME,
    HEADING,
    LEAD,
    LINE,
    MARGIN,
    QUIET,
    SIGNED,
    SMALL,
    SUBTITLE,
    TINT,
    TITLE,
    WIDTH,
    NumberedCanvas,
    facts,
    register_fonts,
    section,
    table,
    text,
)

_STATUSES = {"kept": "kept", "broken": "not kept", "unknown": "not known"}


def pages(certificate: bytes) -> bytes:
    """The pages of a certificate given as JSON; the same bytes for the same certificate."""
    register_fonts()
    made = json.loads(certificate)
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN - FRAME,
        rightMargin=MARGIN - FRAME,
        topMargin=20 * mm,
        bottomMargin=24 * mm,
        title=f"Certificate of sign-off: {made['review']['title']}",
        author=made["sign_off"]["by"],
        subject=made["check"]["profile"]["guidance"],
        creator="scr-publish",
        lang="en-GB",
        invariant=1,
    )

    def numbered(*arguments: Any, **options: Any) -> Canvas:
        return NumberedCanvas(made, *arguments, **options)

    story = [*_top(made), *_report(made), *_sign_off(made), *_check(made), *_dates(made), *_justified(made)]
    document.build([*story, *_history(made)], canvasmaker=numbered)
    return out.getvalue()


def _top(made: dict[str, Any]) -> list[Flowable]:
    return [
        text("Certificate of sign-off", TITLE),
        text(f"{made['check']['profile']['title']} · {made['check']['profile']['guidance']}", SUBTITLE),
        Spacer(1, 7),
        HRFlowable(width="100%", thickness=1.4, color=ACCENT, spaceAfter=2),
        text(
            "The report below was checked, everything that the check found and that must be settled was settled by the "
            "people named here, and the report was signed off for publication. This certificate is about one file, "
            "which its SHA-256 names: a file that differs in a single letter has another.",
            LEAD,
        ),
        Spacer(1, 5),
        _panel(made["sign_off"]),
    ]


def _panel(sign: dict[str, Any]) -> Table:
    """Who signed and when, where the eye falls first."""
    role = _ROLES.get(sign["role"], sign["role"])
    words = [[text("Signed off for publication by", SMALL)], [text(f"{sign['by']}, {role}", SIGNED)]]
    words.append([text(_moment(sign["at"]), BODY)])
    return Table(
        words,
        colWidths=[WIDTH],
        style=[
            ("BACKGROUND", (0, 0), (-1, -1), TINT),
            ("LINEBEFORE", (0, 0), (0, -1), 2.5, ACCENT),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("TOPPADDING", (0, 0), (-1, 0), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 7),
        ],
    )


def _report(made: dict[str, Any]) -> list[Flowable]:
    file = made["file"]
    pages_and_words = [f"{file['pages']:,} pages"] if file["pages"] else []
    pages_and_words += [f"{file['words']:,} words", f"{file['size']:,} bytes", file["format"].upper()]
    return section(
        "The report",
        facts(
            ("Title", made["review"]["title"]),
            ("Version", str(made["review"]["version"])),
            ("SHA-256 of the file", _grouped(file["sha256"])),
            ("Extent", ", ".join(pages_and_words)),
            *((item["kind"].capitalize(), _grouped(item["sha256"])) for item in made["beside"]),
        ),
    )


def _sign_off(made: dict[str, Any]) -> list[Flowable]:
    sign = made["sign_off"]
    asked = "asked for by this kind of review" if sign["two_people"] else "not asked for by this kind of review"
    decided = ", ".join(f"{who['name']} ({_decisions(who['findings'])})" for who in made["decided_by"])
    rows = [
        ("Two people", asked),
        ("Second reader", f"{sign['second_reader']}, as declared by who signed" if sign["second_reader"] else ""),
        ("Decided by", decided or "no decision was needed"),
        ("Copy to the panel", _day(made["panel_date"]) if made["panel_date"] else "no date on record"),
        ("Statement", sign["statement"] or ""),
    ]
    return section("Sign-off", facts(*((label, text) for label, text in rows if text)))


_ROLES = {"manager": "manager", "person": "in single-user mode"}


def _decisions(number: int) -> str:
    return "1 decision" if number == 1 else f"{number} decisions"


def _check(made: dict[str, Any]) -> list[Flowable]:
    check = made["check"]
    counts = check["counts"]
    found = ", ".join(f"{counts.get(key, 0)} {word}" for key, word in _SEVERITIES)
    unchecked = "; ".join(check["unchecked"]) or "nothing"
    return section(
        "The check",
        facts(
            ("Made on", _moment(check["at"])),
            ("With", f"scr-publish {check['tool_version']}, language model {check['model']}"),
            ("Profile", check["profile"]["name"]),
            ("Open when checked", found),
            ("Justified since", f"{len(made['justified'])}, listed below" if made["justified"] else "none"),
            ("Left as advice", str(made["advice"])),
            ("Let stand by the Board's own files", str(len(made.get("allowed", ())))),
            ("Not checked", unchecked),
        ),
    )


_SEVERITIES = (("blocker", "that block"), ("review", "for review"), ("advice", "as advice"))


def _dates(made: dict[str, Any]) -> list[Flowable]:
    if not made["dates"]:
        return []
    rows = [
        [
            text(step["title"], BODY),
            text(_day(step["date"]) if step["date"] else "–", BODY),
            text(_STATUSES.get(step["status"], step["status"]), BODY),
        ]
        for step in made["dates"]
    ]
    return section("Process and dates", table(("Step", "Date", "Term"), rows, (0.56, 0.24, 0.2)))


def _justified(made: dict[str, Any]) -> list[Flowable]:
    if not made["justified"]:
        return section("What stays, and why", text("No finding had to be justified.", BODY))
    rows = []
    for items in _alike(made["justified"]):
        first = items[0]
        kind = escape((first["label"] or "").replace("_", " ").lower())
        label = f"<br/><font color='{QUIET}'>{kind}</font>" if kind else ""
        rows.append(
            [
                Paragraph(f"<b>{first['rule']}</b> {escape(first['title'])}{label}", BODY),
                text(_places(items), BODY),
                text(first["reason"], BODY),
                Paragraph(f"{escape(first['by'])}<br/><font color='{QUIET}'>{_moment(items[-1]['at'])}</font>", BODY),
            ]
        )
    widths = (0.27, 0.17, 0.36, 0.2)
    return [
        text("What stays, and why", HEADING),
        table(("Rule", "Place", "Reason", "By"), rows, widths),
    ]


def _alike(items: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Findings of one rule and kind that one person justified with one reason, as one entry; the JSON has each."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for item in items:
        key = (item["rule"], item["title"], item["label"] or "", item["reason"], item["by"])
        groups.setdefault(key, []).append(item)
    return list(groups.values())


def _places(items: list[dict[str, Any]]) -> str:
    """The places of findings, each once, with how often it counts."""
    times = Counter(item["place"] for item in items)
    return "; ".join(place if number == 1 else f"{place} (×\u00a0{number})" for place, number in times.items())


def _history(made: dict[str, Any]) -> list[Flowable]:
    rows = [
        [text(str(item["number"]), BODY), text(_moment(item["uploaded_at"]), BODY), text(item["sha256"], SMALL)]
        for item in made["versions"]
    ]
    key, trail = made["key"], made["audit"]
    proof = (
        f"To check this certificate against the file: scr-publish certify --verify CERTIFICATE FILE. It is signed "
        f"({key['algorithm']}) with the key {key['fingerprint']}, which the Board can confirm. The signed data is "
        f"attached to this PDF. The audit trail stood at entry {trail['entry']}, {trail['hash']}."
    )
    return [
        *section("Versions of the report", table(("No.", "Uploaded", "SHA-256"), rows, (0.08, 0.3, 0.62))),
        Spacer(1, 12),
        HRFlowable(width="100%", thickness=0.5, color=LINE, spaceAfter=5),
        text(proof, SMALL),
    ]


def _grouped(digest: str) -> str:
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8))


def _moment(written: str) -> str:
    moment = datetime.fromisoformat(written)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _day(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.day} {day:%B %Y}"
