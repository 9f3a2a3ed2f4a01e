"""Who is answered, what every answer bears, and what is refused before anything is done."""

from __future__ import annotations

import contextlib
import logging
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import BoundedSemaphore
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from scr_publish.workbench.errors import RecordError, Refused
from scr_publish.workbench.record import Record
from scr_publish.workbench.services import accounts, reviews, versions
from scr_publish.workbench.services.views import ReviewView
from scr_publish.workbench.settings import Settings
from scr_publish.workbench.web import access
from scr_publish.workbench.web.access import SESSION_COOKIE, VISIT_COOKIE
from scr_publish.workbench.web.pages import entry
from scr_publish.workbench.web.security import forms
from scr_publish.workbench.web.security.forms import csrf_token
from scr_publish.workbench.web.security.guard import host_name
from tests.workbench.web import seeding
from tests.workbench.web.conftest import Person, Team, browserless
from tests.workbench.web.serving import serving

pytestmark = pytest.mark.model
As = Callable[[str], Person]


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[tuple[httpx.Client, Record]]:
    """Single-user mode, not yet opened."""
    record = Record.open(Settings(folder=tmp_path / "record", upload_bytes=2048))
    with serving(record) as address, browserless(address) as client:
        yield client, record
    record.close()


def test_the_token_opens_single_user_mode_once(alone: tuple[httpx.Client, Record]) -> None:
    client, record = alone
    assert client.get("/reviews").headers["location"] == "/log-in"
    assert "scr-publish serve" in client.get("/log-in").text
    token = accounts.one_time_token(record)
    entered = client.get("/enter", params={"token": token})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=lax", "Path=/"))
    assert "Secure" not in cookie
    assert client.get("/reviews").status_code == 200
    client.cookies.clear()
    assert client.get("/enter", params={"token": token}).status_code == 403
    assert client.get("/enter").status_code == 403
    assert client.post("/log-in").status_code in (400, 403, 404)


def test_behind_tls_cookies_go_no_other_way(tmp_path: Path) -> None:
    record = Record.open(Settings(folder=tmp_path / "record", secure=True, names=("scr.council.example",)))
    with serving(record) as address, browserless(address) as client:
        named = {"host": "scr.council.example"}
        entered = client.get("/enter", params={"token": accounts.one_time_token(record)}, headers=named)
    record.close()
    assert entered.status_code == 303
    assert "Secure" in entered.headers["set-cookie"]
    assert entered.headers["set-cookie"].startswith(f"__Host-{SESSION_COOKIE}=")
    assert "Strict-Transport-Security" in entered.headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil:8765"])
def test_another_host_is_not_answered(as_: As, host: str) -> None:
    answer = as_("rana").get("/reviews", headers={"host": host})
    assert answer.status_code == 400
    assert "Child" not in answer.text


@pytest.mark.parametrize("host", ["localhost:1", "LOCALHOST", "[::1]:8765", "127.0.0.1"])
def test_this_machine_is_answered(as_: As, host: str) -> None:
    assert as_("rana").get("/reviews", headers={"host": host}).status_code == 200


def test_host_names() -> None:
    assert [host_name(host) for host in ("a:1", "A", "[::1]:2", "[::1]", "")] == ["a", "a", "[::1]", "[::1]", ""]


@pytest.mark.parametrize(
    "path", ["/reviews", "/log-in", "/no-such-page", "/reviews/none/gate", "/static/x/workbench.css"]
)
def test_every_answer_bears_the_headers(as_: As, path: str) -> None:
    headers = as_("rana").get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == ("public, max-age=31536000, immutable" if "static" in path else "no-store")


def test_no_page_has_script_or_style_of_its_own(as_: As, word_review: ReviewView) -> None:
    for path in ("", "/gate", "/names", "/versions", "/changes"):
        text = as_("rana").get(f"/reviews/{word_review.id}{path}").text
        assert "<style" not in text
        assert " style=" not in text
        assert "onclick" not in text
        assert text.count("<script") == text.count("<script src=")
        assert "//" not in text.replace("://www.w3.org", "").replace("http://127", "").split("<main", 1)[0]


def test_a_form_without_its_token_changes_nothing(team: Team, as_: As, fresh: ReviewView) -> None:
    rana = as_("rana")
    finding = _first_finding(team, fresh)
    path = f"/reviews/{fresh.id}/findings/{finding}"
    data = {"version": fresh.latest.id, "expected": "0", "status": "fixed"}
    for csrf in ("", "0" * 64, as_("rob").csrf):
        refused = rana.client.post(path, data=data | {"csrf": csrf})
        assert refused.status_code == 403
        assert "open too long" in refused.text
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert rana.post(path, data, headers=headers).status_code == 403
    assert _status(team, fresh, finding) == "open"
    assert rana.post(path, data, headers={"origin": team.address, "sec-fetch-site": "same-origin"}).status_code == 303
    assert _status(team, fresh, finding) == "fixed"


def test_log_in_and_out(team: Team) -> None:
    client = browserless(team.address)
    page = client.get("/log-in")
    assert VISIT_COOKIE in page.headers["set-cookie"]
    csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
    wrong = client.post("/log-in", data={"csrf": csrf, "name": "rana", "password": "wrong"})
    assert wrong.status_code == 401
    assert "wrong" in wrong.text
    assert client.post("/log-in", data={"name": "rana", "password": seeding.PASSWORD}).status_code == 403
    right = client.post("/log-in", data={"csrf": csrf, "name": "rana", "password": seeding.PASSWORD})
    assert right.status_code == 303
    token = client.cookies[SESSION_COOKIE]
    home = client.get("/reviews")
    assert "Rana Whitlock" in home.text
    csrf = home.text.split('name="csrf" value="')[1].split('"')[0]
    left = client.post("/log-out", data={"csrf": csrf})
    assert left.status_code == 303
    client.cookies.set(SESSION_COOKIE, token)
    assert client.get("/reviews").headers["location"] == "/log-in"


def test_the_log_in_page_ends_no_session(team: Team, as_: As) -> None:
    answer = as_("rana").get("/log-in")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "set-cookie" not in answer.headers
    assert as_("rana").get("/reviews").status_code == 200
    stale = browserless(team.address)
    stale.cookies.set(SESSION_COOKIE, "of last week")
    csrf = stale.get("/log-in").text.split('name="csrf" value="')[1].split('"')[0]
    right = stale.post("/log-in", data={"csrf": csrf, "name": "rana", "password": seeding.PASSWORD})
    assert right.status_code == 303
    nobody = browserless(team.address)
    assert nobody.post("/log-in", data={"csrf": csrf_token(""), "name": "rana", "password": "x"}).status_code == 403


def test_few_passwords_are_digested_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "PASSWORD_PATIENCE", 0.01)
    request: Any = SimpleNamespace(app=SimpleNamespace(state=SimpleNamespace(passwords=BoundedSemaphore(1))))
    with entry._digesting(request), pytest.raises(Refused, match="try again"), entry._digesting(request):
        pass
    with entry._digesting(request):
        pass


def test_uploads_that_hang_keep_nobody_from_uploading(
    alone: tuple[httpx.Client, Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, record = alone
    client.get("/enter", params={"token": accounts.one_time_token(record)})
    csrf = client.get("/reviews/new").text.split('name="csrf" value="')[1].split('"')[0]
    form = {"data": {"csrf": csrf, "title": "Child H"}, "files": {"draft": ("draft.txt", b"Words of a draft. " * 20)}}
    monkeypatch.setattr(forms, "STALLED_SECONDS", 20.0)
    # long enough that a hung upload outwaits one of ours that was stored before it came
    monkeypatch.setattr(access, "UPLOAD_PATIENCE", 5.0)
    with contextlib.ExitStack() as open_ones:
        hung = [open_ones.enter_context(_hung_upload(client)) for _ in range(access.UPLOADS)]
        assert _until(lambda: client.post("/reviews/new", **form).status_code == 503)
        for connection in hung:
            assert connection.recv(100).startswith(b"HTTP/1.1 408")
    assert client.post("/reviews/new", **form).status_code == 303


@contextlib.contextmanager
def _hung_upload(client: httpx.Client) -> Iterator[socket.socket]:
    """An upload of which the beginning comes and then nothing more."""
    url = client.base_url
    head = (
        f"POST /reviews/new HTTP/1.1\r\nHost: {url.netloc.decode()}\r\nContent-Length: 900\r\n"
        f"Cookie: {SESSION_COOKIE}={client.cookies[SESSION_COOKIE]}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
    )
    with socket.create_connection((url.host, url.port or 80), timeout=60) as connection:
        connection.sendall(head.encode())
        yield connection


def _until(holds: Callable[[], bool]) -> bool:
    return any(holds() for _ in range(20))


def test_a_decision_may_be_about_thousands_of_places(as_: As, fresh: ReviewView) -> None:
    locks = {f"lock.{number}": "0" for number in range(1500)}
    answer = as_("rana").post(f"/reviews/{fresh.id}/undo", {"version": fresh.latest.id, **locks})
    assert answer.status_code == 404, "there are no such findings; the form could be read"


def test_an_error_of_the_record_does_not_say_where_the_database_is(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise RecordError("the database cannot be reached: host db.council.example, user scr")

    monkeypatch.setattr("scr_publish.workbench.web.pages.reviews.reviews.list_reviews", away)
    answer = as_("rana").get("/reviews")
    assert answer.status_code == 500
    assert "The record cannot be read" in answer.text
    assert "council.example" not in answer.text


def test_behind_a_proxy_nothing_is_answered_that_came_without_tls(tmp_path: Path) -> None:
    settings = Settings(folder=tmp_path / "record", mode="team", secure=True, behind_proxy=True, names=("scr.example",))
    record = Record.open(settings)
    with serving(record) as address, browserless(address) as client:
        plain = client.get("/log-in", headers={"host": "scr.example", "x-forwarded-proto": "http"})
        assert (plain.status_code, plain.headers["location"]) == (308, "https://scr.example/log-in")
        for headers in ({"x-forwarded-proto": "http"}, {}):
            refused = client.post("/log-in", data={"password": "x"}, headers={"host": "scr.example", **headers})
            assert refused.status_code == 403
            assert "https" in refused.text
        right = client.get("/log-in", headers={"host": "scr.example", "x-forwarded-proto": "https"})
        assert right.status_code == 200
    record.close()


def test_wrong_passwords_lock_an_account_and_an_administrator_opens_it(team: Team, as_: As) -> None:
    accounts.add_account(team.record, "tess", "Tess Orme", "reviewer", seeding.PASSWORD)
    client = browserless(team.address)
    csrf = client.get("/log-in").text.split('name="csrf" value="')[1].split('"')[0]
    data = {"csrf": csrf, "name": "tess"}
    for _ in range(5):
        client.post("/log-in", data=data | {"password": "wrong"})
    locked = client.post("/log-in", data=data | {"password": seeding.PASSWORD})
    assert locked.status_code == 401
    assert "try again in 15 minutes" in locked.text
    with team.record.reading() as session:
        tess = next(a for a in accounts.list_accounts(session, team.people["ada"]) if a.name == "tess")
    assert "Locked until" in as_("ada").get("/accounts").text
    assert as_("ada").post(f"/accounts/{tess.id}", {"act": "unlock"}).status_code == 303
    assert client.post("/log-in", data=data | {"password": seeding.PASSWORD}).status_code == 303


def test_too_large_an_upload_is_refused_as_it_comes(alone: tuple[httpx.Client, Record]) -> None:
    client, record = alone
    client.get("/enter", params={"token": accounts.one_time_token(record)})
    csrf = client.get("/reviews/new").text.split('name="csrf" value="')[1].split('"')[0]
    files = {"draft": ("big.txt", b"x" * 5000)}
    refused = client.post("/reviews/new", data={"csrf": csrf}, files=files)
    assert refused.status_code == 413
    assert "too large" in refused.text
    sent = 0

    def without_end() -> Iterator[bytes]:
        nonlocal sent
        yield b'--x\r\nContent-Disposition: form-data; name="draft"; filename="a.txt"\r\n\r\n'
        while sent < 1_000_000_000:
            sent += 100_000
            yield b"x" * 100_000

    with contextlib.suppress(httpx.TransportError):  # the server hangs up
        headers = {"content-type": "multipart/form-data; boundary=x"}
        assert client.post("/reviews/new", content=without_end(), headers=headers).status_code == 413
    assert sent < 50_000_000
    with record.reading() as session:
        assert reviews.list_reviews(session, seeding.person(record)) == []


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data", ""])
def test_what_is_no_form_is_refused(as_: As, kind: str) -> None:
    answer = as_("rana").client.post("/log-out", content=b'{"a": 1}', headers={"content-type": kind})
    assert answer.status_code == 400


def _access_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.name == "scr_publish.workbench.access"]


def test_the_log_has_no_query_and_no_text(as_: As, word_review: ReviewView, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        as_("rana").get(f"/reviews/{word_review.id}?q=Kezia")
        # the line is written once the answer has gone; that of an answer before may come as late
        until = time.monotonic() + 10
        path = f"/reviews/{word_review.id}"
        while not (lines := [line for line in _access_lines(caplog) if path in line]) and time.monotonic() < until:
            time.sleep(0.01)
    assert lines
    assert all(line.startswith(f"GET {path} 200 ") for line in lines)
    assert all("Kezia" not in r.getMessage() for r in caplog.records if r.name != "httpx")


def test_an_error_of_our_own_shows_no_traceback(
    as_: As, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("Kezia lives at 14 Tannery Lane")

    monkeypatch.setattr("scr_publish.workbench.web.pages.reviews.reviews.list_reviews", broken)
    answer = as_("rana").get("/reviews")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    for text in (answer.text, caplog.text):
        assert "Kezia" not in text
        assert "Traceback" not in text
    assert "GET /reviews: ValueError at test_security.py" in caplog.text


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nothing", 404), ("DELETE", "/reviews", 405)])
def test_errors_look_like_the_product(as_: As, method: str, path: str, status: int) -> None:
    answer = as_("rana").client.request(method, path)
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert "scr-publish" in answer.text


def _first_finding(team: Team, review: ReviewView) -> str:
    with team.record.reading() as session:
        return versions.list_findings(session, team.people["rana"], review.latest.id)[0].id


def _status(team: Team, review: ReviewView, finding: str) -> str:
    with team.record.reading() as session:
        return versions.get_finding(session, team.people["rana"], review.latest.id, finding).decision.status
