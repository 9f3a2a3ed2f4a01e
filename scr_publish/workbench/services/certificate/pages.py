"""The certificate as pages, by reportlab: a sober document to print, sign and file. All that it says is in the JSON."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

REGULAR, BOLD, SERIF = "SourceSans3-Regular", "SourceSans3-SemiBold", "SourceSerif4-SemiBold"
INK, QUIET, LINE, ACCENT = "#1b1f24", "#59636e", "#c9d1d9", "#1f3a5f"
MARGIN = 22 * mm
WIDTH = A4[0] - 2 * MARGIN


def _style(name: str, size: float, *, font: str = REGULAR, colour: str = INK, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.4, textColor=colour, **more)


TITLE = _style("title", 24, font=SERIF, colour=ACCENT, spaceAfter=2)
SUBTITLE = _style("subtitle", 11, colour=QUIET)
LEAD = _style("lead", 10.5, spaceBefore=9, spaceAfter=4)
HEADING = _style("heading", 12.5, font=SERIF, colour=ACCENT, spaceBefore=13, spaceAfter=4)
BODY = _style("body", 9.5)
SMALL = _style("small", 8, colour=QUIET)
LABEL = _style("label", 9.5, colour=QUIET)
HEAD = _style("head", 8, font=BOLD, colour=QUIET)

_STATUSES = {"kept": "kept", "broken": "not kept", "unknown": "not known"}


def pages(certificate: bytes) -> bytes:
    """The pages of a certificate given as JSON; the same bytes for the same certificate."""
    _register_fonts()
    made = json.loads(certificate)
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
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
        return _NumberedCanvas(made, *arguments, **options)

    story = [*_top(made), *_report(made), *_sign_off(made), *_check(made), *_dates(made), *_justified(made)]
    document.build([*story, *_history(made)], canvasmaker=numbered)
    return out.getvalue()


def _top(made: dict[str, Any]) -> list[Flowable]:
    return [
        _text("Certificate of sign-off", TITLE),
        _text(f"{made['check']['profile']['title']} · {made['check']['profile']['guidance']}", SUBTITLE),
        Spacer(1, 7),
        HRFlowable(width="100%", thickness=1.4, color=ACCENT, spaceAfter=2),
        _text(
            "The report below was checked, everything that the check found and that must be settled was settled by the "
            "people named here, and the report was signed off for publication. This certificate is about one file, "
            "which its SHA-256 names: a file that differs in a single letter has another.",
            LEAD,
        ),
    ]


def _report(made: dict[str, Any]) -> list[Flowable]:
    file = made["file"]
    pages_and_words = [f"{file['pages']:,} pages"] if file["pages"] else []
    pages_and_words += [f"{file['words']:,} words", f"{file['size']:,} bytes", file["format"].upper()]
    return _section(
        "The report",
        _facts(
            ("Title", made["review"]["title"]),
            ("Version", str(made["review"]["version"])),
            ("SHA-256 of the file", _grouped(file["sha256"])),
            ("Extent", ", ".join(pages_and_words)),
            *((item["kind"].capitalize(), _grouped(item["sha256"])) for item in made["beside"]),
        ),
    )


def _sign_off(made: dict[str, Any]) -> list[Flowable]:
    sign = made["sign_off"]
    rows = [
        ("Signed off by", f"{sign['by']} ({_ROLES.get(sign['role'], sign['role'])})"),
        ("On", _moment(sign["at"])),
        ("Second reader", f"{sign['second_reader']}, as declared by who signed" if sign["second_reader"] else ""),
        ("Two people", "asked for by this kind of review" if sign["two_people"] else "not asked for"),
        ("Panel", _day(made["panel_date"]) if made["panel_date"] else "no date on record"),
        ("Statement", sign["statement"] or ""),
        (
            "Decided by",
            ", ".join(f"{who['name']} ({who['findings']})" for who in made["decided_by"]) or "nobody had to",
        ),
    ]
    return _section("Sign-off", _facts(*((label, text) for label, text in rows if text)))


_ROLES = {"manager": "manager", "person": "working alone"}


def _check(made: dict[str, Any]) -> list[Flowable]:
    check = made["check"]
    counts = check["counts"]
    found = ", ".join(f"{counts.get(key, 0)} {word}" for key, word in _SEVERITIES)
    unchecked = "; ".join(check["unchecked"]) or "nothing"
    return _section(
        "The check",
        _facts(
            ("Made on", _moment(check["at"])),
            ("With", f"scr-publish {check['tool_version']}, language model {check['model']}"),
            ("Profile", check["profile"]["name"]),
            ("Open when checked", found),
            ("Justified since", f"{len(made['justified'])}, listed below" if made["justified"] else "none"),
            ("Left as advice", str(made["advice"])),
            ("Not checked", unchecked),
        ),
    )


_SEVERITIES = (("blocker", "that block"), ("review", "for review"), ("advice", "as advice"))


def _dates(made: dict[str, Any]) -> list[Flowable]:
    if not made["dates"]:
        return []
    rows = [
        [
            _text(step["title"], BODY),
            _text(_day(step["date"]) if step["date"] else "–", BODY),
            _text(_STATUSES.get(step["status"], step["status"]), BODY),
        ]
        for step in made["dates"]
    ]
    return _section("Process and dates", _table(("Step", "Date", "Term"), rows, (0.56, 0.24, 0.2)))


def _justified(made: dict[str, Any]) -> list[Flowable]:
    if not made["justified"]:
        return _section("What stays, and why", _text("Nothing that was found stays in the report.", BODY))
    rows = []
    for item in made["justified"]:
        label = (
            f"<br/><font color='{QUIET}'>{escape(item['label'].replace('_', ' ').lower())}</font>"
            if item["label"]
            else ""
        )
        rows.append(
            [
                Paragraph(f"<b>{item['rule']}</b> {escape(item['title'])}{label}", BODY),
                _text(item["place"], BODY),
                _text(item["reason"], BODY),
                Paragraph(f"{escape(item['by'])}<br/><font color='{QUIET}'>{_moment(item['at'])}</font>", BODY),
            ]
        )
    widths = (0.27, 0.17, 0.36, 0.2)
    return [
        _text("What stays, and why", HEADING),
        _table(("Rule", "Place", "Reason", "By"), rows, widths),
    ]


def _history(made: dict[str, Any]) -> list[Flowable]:
    rows = [
        [_text(str(item["number"]), BODY), _text(_moment(item["uploaded_at"]), BODY), _text(item["sha256"], SMALL)]
        for item in made["versions"]
    ]
    key, trail = made["key"], made["audit"]
    proof = (
        f"To check this certificate against the file: scr-publish certify --verify CERTIFICATE FILE. It is signed "
        f"({key['algorithm']}) with the key {key['fingerprint']}, which the Board can confirm. The signed data is "
        f"attached to this PDF. The audit trail stood at entry {trail['entry']}, {trail['hash']}."
    )
    return [
        *_section("Versions of the report", _table(("No.", "Uploaded", "SHA-256"), rows, (0.08, 0.3, 0.62))),
        Spacer(1, 12),
        HRFlowable(width="100%", thickness=0.5, color=LINE, spaceAfter=5),
        _text(proof, SMALL),
    ]


def _section(heading: str, content: Flowable) -> list[Flowable]:
    """A heading that stays with what follows, unless that is longer than a page."""
    return [KeepTogether([_text(heading, HEADING), content])]


def _facts(*rows: tuple[str, str]) -> Table:
    cells = [[_text(label, LABEL), _text(text, BODY)] for label, text in rows]
    return Table(
        cells,
        colWidths=(WIDTH * 0.24, WIDTH * 0.76),
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ],
        splitInRow=1,
    )


def _table(heads: tuple[str, ...], rows: list[list[Flowable]], shares: tuple[float, ...]) -> Table:
    return Table(
        [[_text(head, HEAD) for head in heads], *rows],
        colWidths=[WIDTH * share for share in shares],
        repeatRows=1,
        splitInRow=1,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, ACCENT),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ],
    )


def _text(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(words).replace("\n", "<br/>"), style)


def _grouped(digest: str) -> str:
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8))


def _moment(written: str) -> str:
    moment = datetime.fromisoformat(written)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _day(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.day} {day:%B %Y}"


def _register_fonts() -> None:
    for name in (REGULAR, BOLD, SERIF):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(files("scr_publish").joinpath("data", "fonts", f"{name}.ttf"))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


class _NumberedCanvas(Canvas):
    """Writes the foot of each page once the number of pages is known."""

    def __init__(self, made: dict[str, Any], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._made = made
        self._states: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._states.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self._states, 1):
            self.__dict__.update(state)
            self._foot(number, len(self._states))
            super().showPage()
        super().save()

    def _foot(self, number: int, total: int) -> None:
        self.setStrokeColor(LINE)
        self.line(MARGIN, 16 * mm, A4[0] - MARGIN, 16 * mm)
        self.setFont(REGULAR, 7.5)
        self.setFillColor(QUIET)
        self.drawString(MARGIN, 12 * mm, f"Certificate {self._made['id']} · key {self._made['key']['fingerprint']}")
        self.drawRightString(A4[0] - MARGIN, 12 * mm, f"Page {number} of {total}")
