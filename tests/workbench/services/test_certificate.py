"""The certificate: what it says, and that nobody can change it or pass another file off with it."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import pytest

from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.record import Record, audit
from scr_publish.workbench.services import certificate
from scr_publish.workbench.services.certificate import envelope, verify
from scr_publish.workbench.services.certificate.signing import signed
from scr_publish.workbench.services.views import ReviewView
from scr_publish.workbench.settings import Settings
from tests.workbench.making import DRAFT, TITLE, People, added, assessment, checked, made, new_review
from tests.workbench.services.test_gate import REASON, settle, sign

STATEMENT = "Seen by the Board. <b>Not markup</b> & “quoted”, Ł, Ω."


@dataclass(frozen=True)
class Issued:
    """A certificate in both forms, and the fingerprint of the key that signed it."""

    json: bytes
    pdf: bytes
    key: str


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """One record for all tests here: none of them changes it, and a certificate knows nothing of the database."""
    opened = Record.open(Settings(folder=tmp_path_factory.mktemp("certificates") / "record", database="", mode="team"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def people(record: Record) -> People:
    return added(record)


@pytest.fixture(scope="module")
def review(record: Record, people: People) -> ReviewView:
    return new_review(record, people.rana)


@pytest.fixture(scope="module")
def issued(record: Record, people: People, review: ReviewView) -> Issued:
    version = checked(record, people.rana, review)
    settle(record, people.rana, version, "blocker", "review")
    sign(record, people.mel, version, statement=STATEMENT)
    with record.reading() as session:
        return Issued(
            certificate.certificate_json(session, people.mel, review.id),
            certificate.certificate_pdf(session, people.mel, review.id),
            certificate.key_fingerprint(record),
        )


def test_it_says_what_was_signed_off_and_how(issued: Issued, people: People) -> None:
    made = json.loads(issued.json)
    known = assessment()
    assert made["file"] == {
        "sha256": known["source"]["sha256"],
        "size": 42587,
        "format": "docx",
        "pages": None,
        "words": 1410,
    }
    assert made["check"]["counts"] == {"blocker": 21, "review": 8, "advice": 29}
    assert (made["check"]["model"], made["check"]["tool_version"]) == (known["model"], known["tool_version"])
    assert made["check"]["profile"]["name"] == "wt2015-scr"
    assert (made["panel_date"], made["review"]["title"], made["advice"]) == ("2016-06-06", TITLE, 29)
    assert (made["sign_off"]["by"], made["sign_off"]["role"]) == ("Mel Arkwright", "manager")
    assert made["decided_by"] == [{"name": "Rana Whitlock", "findings": 29}]
    assert [item["kind"] for item in made["beside"]] == ["case file"]
    assert len(made["justified"]) == 29
    assert {(item["by"], item["reason"]) for item in made["justified"]} == {("Rana Whitlock", REASON)}
    assert {item["rule"] for item in made["justified"]} >= {"PD105", "HC104"}
    assert all(item["place"] and item["at"] for item in made["justified"])


def test_it_quotes_nothing_of_the_report(issued: Issued) -> None:
    said = issued.json.decode() + _words(issued.pdf)
    quoted = {item["excerpt"] for item in assessment()["findings"] if item["label"] in ("PERSON", "ADDRESS", "DATE")}
    assert quoted
    assert not [words for words in quoted if words in said]
    assert DRAFT.name not in said


@pytest.mark.parametrize("form", ["json", "pdf"])
def test_it_holds_for_the_file_and_the_boards_key(issued: Issued, form: str) -> None:
    found = verify(getattr(issued, form), DRAFT.read_bytes(), key=issued.key.lower().replace(" ", ""))
    assert found.faults == ()
    assert (found.key, found.certificate) == (issued.key, json.loads(issued.json))


@pytest.mark.parametrize("form", ["json", "pdf"])
def test_another_file_is_told(issued: Issued, form: str) -> None:
    altered = DRAFT.read_bytes() + b" "
    assert [fault[:52] for fault in verify(getattr(issued, form), altered).faults] == [
        "The file is not the one that was signed off: its SHA"
    ]


@pytest.mark.parametrize(
    "path",
    [
        ("file", "sha256"),
        ("sign_off", "by"),
        ("check", "decision"),
        ("review", "title"),
        ("panel_date",),
        ("audit", "hash"),
    ],
)
def test_any_altered_word_is_told(issued: Issued, path: tuple[str, ...]) -> None:
    made: dict[str, Any] = json.loads(issued.json)
    inner = made
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = "altered"
    assert verify(json.dumps(made).encode(), DRAFT.read_bytes()).faults == (
        "The certificate has been altered since it was signed.",
    )


def test_a_reason_taken_out_is_told(issued: Issued) -> None:
    made = json.loads(issued.json)
    made["justified"].pop()
    assert verify(json.dumps(made).encode(), DRAFT.read_bytes()).faults[0].endswith("altered since it was signed.")


def test_layout_and_order_are_no_alteration(issued: Issued) -> None:
    made = json.loads(issued.json)
    turned = json.dumps(dict(reversed(made.items())), indent=4).encode()
    assert verify(turned, DRAFT.read_bytes()).faults == ()


def test_what_is_said_twice_is_no_certificate(issued: Issued) -> None:
    """Whoever reads the text sees the first; the signature is of the last."""
    forged = issued.json.replace(b'"sign_off":', b'"sign_off":{"by":"Somebody Else"},"sign_off":', 1)
    assert json.loads(forged) == json.loads(issued.json)
    assert verify(forged, DRAFT.read_bytes()).faults == ("This is no certificate of scr-publish.",)
    inner = issued.json.replace(b'"by":"Mel', b'"by":"Max Denholm","by":"Mel', 1)
    assert verify(inner, DRAFT.read_bytes()).faults == ("This is no certificate of scr-publish.",)


def test_a_signed_page_that_is_about_no_file_is_no_certificate(issued: Issued) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    empty = audit.canonical(signed(Ed25519PrivateKey.generate(), {"schema": "scr-publish/certificate/1"})).encode()
    assert verify(empty, DRAFT.read_bytes()).faults == ("This is no certificate of scr-publish.",)


def test_somebody_elses_key_is_told_apart(issued: Issued) -> None:
    """Whoever signs a certificate of their own makes a whole one: only the fingerprint gives them away."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    made = json.loads(issued.json)
    content = {key: value for key, value in made.items() if key not in ("key", "signature")}
    forged = audit.canonical(signed(Ed25519PrivateKey.generate(), content)).encode()
    found = verify(forged, DRAFT.read_bytes(), key=issued.key)
    assert found.faults == (f"The certificate was signed with another key: {found.key}, and not {issued.key}.",)
    made["key"] = json.loads(forged)["key"]
    assert verify(json.dumps(made).encode(), DRAFT.read_bytes()).faults[0].endswith("altered since it was signed.")


def test_an_altered_page_is_told_though_the_attachment_is_whole(issued: Issued) -> None:
    with pikepdf.open(io.BytesIO(issued.pdf)) as document:
        document.pages[0].rotate(180, relative=True)
        out = io.BytesIO()
        document.save(out)
    signature = issued.pdf[issued.pdf.rindex(b"\n%scr-publish-signature") :]
    for altered in (out.getvalue(), out.getvalue() + signature):
        assert verify(altered, DRAFT.read_bytes()).faults == (
            "The pages of the certificate have been altered since they were signed.",
        )


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "This is no certificate"),
        (b"[1]", "This is no certificate"),
        (b'{"schema": "scr-publish/assessment/1"}', "This is no certificate"),
        (b"%PDF-1.7 nothing", "This is no certificate"),
        (b'{"schema": "scr-publish/certificate/2"}', "made by a newer version"),
        (b'{"schema": "scr-publish/certificate/1"}', "altered since it was signed"),
        (b"[" * 100_000, "This is no certificate"),
    ],
)
def test_what_is_no_certificate_is_one_line(data: bytes, fault: str) -> None:
    assert fault in verify(data, b"").faults[0]


def test_the_pages_say_what_the_json_says(issued: Issued) -> None:
    made = json.loads(issued.json)
    words = _words(issued.pdf)
    for expected in (
        "Certificate of sign-off", "Mel Arkwright, manager", "Rana Whitlock (29 decisions)", "6 June 2016", TITLE,
        made["file"]["sha256"][:8], made["key"]["fingerprint"], "21 that block, 8 for review, 29 as advice",
        "<b>Not markup</b> & “quoted”, Ł, Ω.", REASON, "Page 1 of",
    ):  # fmt: skip
        assert expected in words, expected
    assert envelope.attached_json(issued.pdf) == issued.json


def test_it_is_the_same_each_time_it_is_taken(
    record: Record, people: People, review: ReviewView, issued: Issued
) -> None:
    with record.reading() as session:
        assert certificate.certificate_json(session, people.mel, review.id) == issued.json
        assert certificate.certificate_pdf(session, people.mel, review.id) == issued.pdf


def test_without_a_sign_off_there_is_none(record: Record, people: People) -> None:
    other = new_review(record, people.rana)
    with pytest.raises(NotFound, match="has not been signed off"), record.reading() as session:
        certificate.certificate_json(session, people.mel, other.id)


def test_the_public_key_is_inside(issued: Issued) -> None:
    assert len(base64.b64decode(json.loads(issued.json)["key"]["public"])) == 32


def _words(pdf: bytes) -> str:
    """The text of the pages, lines joined."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


def test_what_the_boards_files_let_stand_is_on_it_without_its_words(record: Record, people: People) -> None:
    outcome = made(without=tuple({item["rule"] for item in assessment()["findings"] if item["severity"] == "review"}))
    for item in outcome.assessment["findings"]:
        if item["severity"] == "blocker":
            item["status"] = "allowed"
    other = new_review(record, people.rana)
    sign(record, people.mel, checked(record, people.rana, other, outcome))
    with record.reading() as session:
        text = certificate.certificate_json(session, people.mel, other.id)
        pdf = certificate.certificate_pdf(session, people.mel, other.id)
    allowed = json.loads(text)["allowed"]
    assert len(allowed) == 21
    assert set(allowed[0]) == {"rule", "severity", "place"}
    assert "No finding had to be justified." in _words(pdf)
    assert "Nothing that was found stays" not in _words(pdf)
