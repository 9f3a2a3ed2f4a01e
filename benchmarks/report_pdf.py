"""Make a fictional report of any length as a PDF: about 400 words a page, headings, footers, tables, planted details.

Everything in it is invented. The same page count gives the same file."""

from __future__ import annotations

import random
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

WORDS_A_PAGE = 400

FIRST = [
    "Aled",
    "Bronwen",
    "Caspar",
    "Delphine",
    "Edric",
    "Fenella",
    "Gwilym",
    "Harriet",
    "Idris",
    "Jocasta",
    "Kofi",
    "Leocadia",
    "Milos",
    "Nadira",
    "Oswin",
]
LAST = [
    "Abberley",
    "Brockhurst",
    "Cardew",
    "Dunmore",
    "Ellingham",
    "Farrowdale",
    "Garrick",
    "Holloway",
    "Inskip",
    "Jessop",
    "Kettlewell",
]
TOWNS = ["Marlow Heath", "Upper Dunning", "Saltmarsh Cross", "Brackenfield", "Tollerwick"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

SENTENCES = (
    "The health visitor saw {name} at home on {date} and recorded that the baby was gaining weight.",
    "Mother told the duty social worker that she had not slept and that the heating had been off for nine days.",
    "No agency asked who else was living in the house, although two referrals had named an adult male.",
    "A strategy discussion was arranged within the hour, and {name} attended for the police.",
    "The school had noticed that the older child was often hungry, and staff kept a record in the day book.",
    "It was agreed that a core group would be convened and that the plan would be reviewed at the next conference.",
    "The family had moved from {town} in {month} {year}, and their records did not follow them for several weeks.",
    "When the midwife telephoned the surgery she was told that the general practitioner was on leave.",
    "Practitioners told the reviewer that caseloads were high, that supervision was irregular and that they worried.",
    "The review has found that information was shared promptly but that nobody put the pieces together.",
    "Father was present at three of the seven visits and was spoken to directly at one of them.",
    "A referral dated {date} was closed without further action because the threshold was not thought to be met.",
    "The panel considered whether the bruise should have led to a medical examination on the same day.",
    "{name}, who was aged {age}, had been subject to a child protection plan under the category of neglect.",
    "The hospital discharged the child to the care of the maternal grandmother, with a letter to the practice.",
    "This was a missed opportunity: a joint visit would have shown that the home was cold and that food was short.",
    "There is evidence that the new arrangements have made a difference, since re-referrals fell by a fifth.",
    "The Board will audit fifty files by the end of the year and will publish what it finds.",
    "Subsequently a multi-agency meeting was convened in order to ascertain whether there were additional concerns.",
    "The number on the record was 999 000 0018 and the telephone number given was 07700 900461.",
)  # fmt: skip
HEADINGS = (
    "Introduction", "Terms of reference", "Methodology", "Independence of the lead reviewer", "Family involvement",
    "What happened", "Why it happened", "Findings", "Recommendations", "Actions taken", "Impact", "Further action",
)  # fmt: skip


def sentence(chance: random.Random) -> str:
    """One sentence, its blanks filled."""
    return chance.choice(SENTENCES).format(
        name=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        date=f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {chance.randint(2010, 2016)}",
        town=chance.choice(TOWNS),
        month=chance.choice(MONTHS),
        year=chance.randint(2008, 2015),
        age=chance.randint(1, 17),
    )


def make(path: Path, pages: int) -> int:
    """Write a PDF of about so many pages; gives the number of words."""
    chance = random.Random(pages)
    styles = getSampleStyleSheet()
    styles["BodyText"].fontSize, styles["BodyText"].leading = 12, 19
    story: list[object] = [Paragraph("Serious Case Review: Child Q (fictional)", styles["Title"])]
    words, section = 0, 0
    while words < pages * WORDS_A_PAGE:
        section += 1
        story.append(Paragraph(f"{section}. {HEADINGS[section % len(HEADINGS)]}", styles["Heading1"]))
        for number in range(1, 9):
            text = " ".join(sentence(chance) for _ in range(chance.randint(3, 6)))
            words += len(text.split())
            story += [Paragraph(f"{section}.{number} {text}", styles["BodyText"]), Spacer(1, 12)]
        if section % 4 == 0:
            rows = [["Date", "Source", "Event"]]
            for _ in range(6):
                event = sentence(chance)
                words += len(event.split()) + 4
                rows.append(["3 May 2014", "Health", Paragraph(event, styles["BodyText"])])
            grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
            story += [Table(rows, colWidths=[80, 80, 290], style=grid, repeatRows=1), Spacer(1, 12)]
    SimpleDocTemplate(str(path), pagesize=A4, title="A fictional report").build(
        story, onFirstPage=_furniture, onLaterPages=_furniture
    )
    return words


def _furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawString(72, 800, "Saltmarsh Safeguarding Children Board: fictional report")
    canvas.drawCentredString(297, 40, f"Page {document.page}")
