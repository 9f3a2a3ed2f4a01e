"""What people do on the pages, through HTTP and without the script."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from scr_publish.workbench.services import decisions, reviews, versions
from scr_publish.workbench.services.views import FindingView, ReviewView, Status
from tests.workbench.web import seeding
from tests.workbench.web.conftest import Person, Team
from tests.workbench.web.seeding import Sample

pytestmark = pytest.mark.model
As = Callable[[str], Person]


def findings(team: Team, review: ReviewView) -> list[FindingView]:
    with team.record.reading() as session:
        return versions.list_findings(session, team.people["rana"], review.latest.id)


def rows(text: str) -> list[str]:
    return re.findall(r'<li id="f-(\w+)"', text)


def decide(person: Person, review: ReviewView, item: FindingView, status: str, reason: str = "", expected: int = 0):
    data = {"version": review.latest.id, "expected": str(expected), "status": status, "reason": reason}
    return person.post(f"/reviews/{review.id}/findings/{item.id}", data)


def sign_off_form(person: Person, review: ReviewView) -> dict[str, str]:
    """The hidden fields of the sign-off's form, as the page has them."""
    text = person.get(f"/reviews/{review.id}/gate").text
    form = text[text.index("/sign-off") :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))


def test_the_list_says_where_each_review_stands(
    team: Team, as_: As, flawed_sample: Sample, corrected_sample: Sample
) -> None:
    ready = team.seeded(corrected_sample, "Is ready")
    text = as_("rana").get("/reviews").text
    line = text[text.index("Is ready") :]
    assert "Ready to sign" in line[: line.index("</tr>")]
    with team.record.writing() as session:
        empty = reviews.create_review(session, team.people["rana"], "Has no draft")
    text = as_("rana").get("/reviews").text
    line = text[text.index("Has no draft") :]
    assert "No draft yet" in line[: line.index("</tr>")]
    assert as_("rana").get(f"/reviews/{empty.id}").headers["location"].endswith("/versions")
    assert as_("rana").get(f"/reviews/{ready.id}").status_code == 200


def test_filters_choose_findings(team: Team, as_: As, pdf_review: ReviewView) -> None:
    items = findings(team, pdf_review)
    base = f"/reviews/{pdf_review.id}"
    wanted = {
        "": lambda f: not f.allowed,
        "status=all": lambda f: True,
        "severity=blocker": lambda f: f.severity == "blocker" and not f.allowed,
        "family=privacy&label=PERSON": lambda f: f.label == "PERSON" and not f.allowed,
        "page=9": lambda f: any(box[0] == 9 for box in f.boxes) and not f.allowed,
        "q=mirela": lambda f: "mirela" in f"{f.excerpt} {f.message} {f.where}".casefold() and not f.allowed,
        "status=justified": lambda f: False,
        "q=nothing-is-like-this": lambda f: False,
    }
    for query, chosen in wanted.items():
        text = as_("rana").get(f"{base}?{query}&all=1").text
        assert set(rows(text)) == {item.id for item in items if chosen(item)}, query
    assert "No finding is like that" in as_("rana").get(f"{base}?q=nothing-is-like-this").text
    text = as_("rana").get(f"{base}?order=document&status=all&all=1").text
    starts = {item.id: item.start or 0 for item in items if not item.document}
    places = [starts[row] for row in rows(text) if row in starts]
    assert places == sorted(places)


def test_a_long_list_comes_in_pieces(team: Team, as_: As, pdf_review: ReviewView) -> None:
    wanted = {item.id for item in findings(team, pdf_review) if not item.allowed}
    first = as_("rana").get(f"/reviews/{pdf_review.id}").text
    assert f"Show all {len(wanted)}" in first
    pieces = rows(first)
    rest = as_("rana").get(f"/reviews/{pdf_review.id}?start={len(pieces)}", headers={"X-Fragment": "1"}).text
    assert "<html" not in rest
    pieces += rows(rest)
    assert len(pieces) == len(wanted)
    assert set(pieces) == wanted
    assert rows(as_("rana").get(f"/reviews/{pdf_review.id}?start=9999").text) == []


def test_parts_of_a_text_are_not_called_pages(as_: As, word_review: ReviewView) -> None:
    """The Word sample is seeded without LibreOffice's pages: its text is shown in parts."""
    text = as_("rana").get(f"/reviews/{word_review.id}").text
    assert "paragraph 23" in text
    assert "page 1," not in text
    assert "<span>Part</span>" in text
    part = as_("rana").get(f"/reviews/{word_review.id}/pages/1").text
    assert "Part 1 of" in part
    assert "a picture of the page cannot be made here" in part
    assert as_("rana").get(f"/reviews/{word_review.id}/pages/99").status_code == 200


def test_decisions_stay_and_are_taken_back(team: Team, as_: As, fresh: ReviewView) -> None:
    rana, item = as_("rana"), findings(team, fresh)[0]
    assert decide(rana, fresh, item, "justified").status_code == 422
    assert decide(rana, fresh, item, "justified", "It may stay.").status_code == 303
    page = rana.get(f"/reviews/{fresh.id}/findings/{item.id}").text
    assert "Justified" in page
    assert "It may stay." in page
    assert decide(rana, fresh, item, "accepted", expected=1).status_code == 303
    undone = rana.post(f"/reviews/{fresh.id}/undo", {"version": fresh.latest.id, f"lock.{item.id}": "2"})
    assert undone.status_code == 303
    back = next(i for i in findings(team, fresh) if i.id == item.id).decision
    assert (back.status, back.reason) == (Status.JUSTIFIED, "It may stay.")
    assert "Decided 3 times" in rana.get(f"/reviews/{fresh.id}/findings/{item.id}").text


def test_undo_puts_no_words_under_anothers_name(team: Team, as_: As, fresh: ReviewView) -> None:
    item = findings(team, fresh)[0]
    assert decide(as_("rana"), fresh, item, "justified", "The family asks for it.").status_code == 303
    assert decide(as_("mel"), fresh, item, "fixed", expected=1).status_code == 303
    undone = as_("mel").post(f"/reviews/{fresh.id}/undo", {"version": fresh.latest.id, f"lock.{item.id}": "2"})
    assert undone.status_code == 303
    back = next(i for i in findings(team, fresh) if i.id == item.id).decision
    assert (back.status, back.by) == (Status.JUSTIFIED, "Rana Whitlock")
    other = as_("mel").post(f"/reviews/{fresh.id}/undo", {"version": fresh.latest.id, f"lock.{item.id}": "3"})
    assert other.status_code == 409
    assert "only who decided can take it back" in other.text


def test_people_go_on_while_a_new_version_is_checked(
    team: Team, as_: As, fresh: ReviewView, corrected_sample: Sample
) -> None:
    rana, item = as_("rana"), findings(team, fresh)[0]
    with seeding.under_way(team.record, team.people["rana"], fresh.id, corrected_sample):
        page = rana.get(f"/reviews/{fresh.id}")
        assert page.status_code == 200
        assert "These are the findings of version 1" in page.text
        data = {"version": fresh.latest.id, "expected": "0", "status": "fixed"}
        path = f"/reviews/{fresh.id}/findings/{item.id}"
        assert rana.post(path, data, headers={"X-Fragment": "1"}).status_code == 200
        undo = {"version": fresh.latest.id, f"lock.{item.id}": "1"}
        assert rana.post(f"/reviews/{fresh.id}/undo", undo, headers={"X-Fragment": "1"}).status_code == 200
        for more in ("/names", "/pages/1", "/changes"):
            assert rana.get(f"/reviews/{fresh.id}{more}").status_code == 200
    seeding.add_version(team.record, team.people["rana"], fresh.id, corrected_sample)
    late = decide(rana, fresh, item, "justified", "Typed with care.", expected=2)
    assert late.status_code == 422
    assert "Typed with care." in late.text
    key = next(i.name_key for i in findings(team, fresh) if i.name_key)
    named = {"version": fresh.latest.id, "status": "justified", "reason": "With care too.", f"lock.{item.id}": "2"}
    assert "With care too." in rana.post(f"/reviews/{fresh.id}/names/{key}", named).text


def test_the_gate_answers_in_every_state(team: Team, as_: As, fresh: ReviewView, corrected_sample: Sample) -> None:
    gate = f"/reviews/{fresh.id}/gate"
    with seeding.under_way(team.record, team.people["rana"], fresh.id, corrected_sample):
        waiting = as_("mel").get(gate)
        assert waiting.status_code == 200
        assert "Version 2 is being checked" in waiting.text
    failed = as_("mel").get(gate)
    assert failed.status_code == 200
    assert "Version 2 could not be checked" in failed.text
    version = seeding.add_version(team.record, team.people["rana"], fresh.id, corrected_sample)
    assert as_("mel").post(f"/reviews/{fresh.id}/sign-off", sign_off_form(as_("mel"), fresh)).status_code == 303
    assert as_("ada").post(f"/kept/{version.id}", {"why": "tests"}).status_code == 303
    deleted = as_("mel").get(gate)
    assert deleted.status_code == 200
    assert "certificate.pdf" in deleted.text
    assert as_("mel").get(f"/reviews/{fresh.id}/certificate.pdf").content.startswith(b"%PDF")


def test_the_gate_says_what_could_not_be_checked(team: Team, as_: As, corrected_sample: Sample) -> None:
    partly = replace(corrected_sample.assessment, unchecked=("Page 3 is a scan, and OCR is not installed.",))
    review = team.seeded(replace(corrected_sample, assessment=partly), "Partly read")
    text = as_("mel").get(f"/reviews/{review.id}/gate").text
    assert (
        text.index("Not checked") < text.index("Page 3 is a scan, and OCR is not installed.") < text.index("Sign off")
    )


def test_somebody_else_was_faster_and_nothing_typed_is_lost(team: Team, as_: As, fresh: ReviewView) -> None:
    item = findings(team, fresh)[0]
    assert decide(as_("rob"), fresh, item, "fixed").status_code == 303
    late = decide(as_("rana"), fresh, item, "justified", "Typed with care.")
    assert late.status_code == 409
    assert "Rob Castell decided" in late.text
    assert "Typed with care." in late.text
    assert 'name="expected" value="1"' in late.text
    assert next(i for i in findings(team, fresh) if i.id == item.id).decision.by == "Rob Castell"


def test_the_script_gets_the_changed_pieces(team: Team, as_: As, fresh: ReviewView) -> None:
    items = findings(team, fresh)
    data = {"version": fresh.latest.id, "expected": "0", "status": "fixed", "next": items[1].id}
    path = f"/reviews/{fresh.id}/findings/{items[0].id}"
    answer = as_("rana").post(path, data, headers={"X-Fragment": "1"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert f'id="f-{items[0].id}" class="row {items[0].severity} is-fixed"' in answer.text
    assert f'id="detail" class="detail" data-id="{items[1].id}"' in answer.text
    assert 'id="undo"' in answer.text
    stale = as_("rob").post(path, data | {"reason": "Mine"}, headers={"X-Fragment": "1"})
    assert stale.status_code == 409
    assert "<html" not in stale.text


def test_one_decision_for_one_name(team: Team, as_: As, fresh: ReviewView) -> None:
    rana = as_("rana")
    names = rana.get(f"/reviews/{fresh.id}/names").text
    assert names.index("Lorraine Pettifer") < names.index("Kezia")
    same = [item for item in findings(team, fresh) if item.excerpt == "Lorraine Pettifer" and item.name_key]
    path = f"/reviews/{fresh.id}/names/{same[0].name_key}"
    assert rana.get(path).text.count('class="line ') == len(same) > 2
    data = {"version": fresh.latest.id, "status": "accepted"} | {f"lock.{item.id}": "0" for item in same}
    assert decide(as_("rob"), fresh, same[0], "fixed").status_code == 303
    refused = rana.post(path, data)
    assert refused.status_code == 409
    assert "Nothing was recorded" in refused.text
    assert [i.decision.status for i in findings(team, fresh) if i.name_key == same[0].name_key].count("accepted") == 0
    done = rana.post(path, data | {f"lock.{same[0].id}": "1"})
    assert "Suggestion accepted" in done.text
    locks = dict(re.findall(r'name="(lock\.\w+)" value="(\d+)"', done.text))
    undone = rana.post(f"/reviews/{fresh.id}/undo", {"version": fresh.latest.id, "to": "/names", **locks})
    assert undone.headers["location"] == f"/reviews/{fresh.id}/names"
    left = {i.id: i.decision.status for i in findings(team, fresh) if i.name_key == same[0].name_key}
    assert left[same[0].id] == "fixed"
    assert [*left.values()].count("open") == len(same) - 1


def test_a_new_version_shows_what_it_changed(team: Team, as_: As, fresh: ReviewView, corrected_sample: Sample) -> None:
    assert "first version" in as_("rana").get(f"/reviews/{fresh.id}/changes").text
    advice = next(i for i in findings(team, fresh) if i.rule == "HC126")
    assert decide(as_("rana"), fresh, advice, "fixed").status_code == 303
    seeding.add_version(team.record, team.people["rana"], fresh.id, corrected_sample)
    text = as_("rana").get(f"/reviews/{fresh.id}/changes").text
    assert "Version 2 against version 1" in text
    assert "Thought fixed, and still there" in text
    assert "marked as fixed in version 1, still there in version 2" in text


def test_downloads_are_what_they_say(as_: As, word_review: ReviewView, flawed_sample: Sample) -> None:
    page = as_("rana").get(f"/reviews/{word_review.id}/versions").text
    links = re.findall(r'href="(/reviews/\w+/versions/\w+/([\w-]+)\?name=[^"]+)"', page)
    kinds = {kind: as_("rana").get(link) for link, kind in links}
    assert set(kinds) == {
        "annotated", "assessment", "draft", "report", "spreadsheet", "masked-report", "masked-spreadsheet"
    }  # fmt: skip
    for answer in kinds.values():
        assert answer.headers["content-disposition"].startswith("attachment")
    assert kinds["draft"].content == flawed_sample.draft.read_bytes()
    assert "Kezia" in kinds["report"].text
    assert "Kezia" not in kinds["masked-report"].text
    assert "word/comments.xml" in zipfile.ZipFile(io.BytesIO(kinds["annotated"].content)).namelist()


def test_what_is_taken_away_goes_on_record(as_: As, fresh: ReviewView) -> None:
    draft = f"/reviews/{fresh.id}/versions/{fresh.latest.id}/draft"
    foreign = as_("rana").get(draft, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 409
    assert "File taken away" not in as_("mel").get(f"/reviews/{fresh.id}/history").text
    assert as_("rana").get(draft).status_code == 200
    assert "File taken away" in as_("mel").get(f"/reviews/{fresh.id}/history").text


def test_the_list_comes_in_pages(team: Team, as_: As, word_review: ReviewView, monkeypatch: pytest.MonkeyPatch) -> None:
    from scr_publish.workbench.web.pages import reviews as list_of_reviews

    monkeypatch.setattr(list_of_reviews, "AT_ONCE", 1)
    with team.record.writing() as session:
        reviews.create_review(session, team.people["rana"], "The newest")
    first = as_("rana").get("/reviews").text
    assert "The newest" in first
    assert first.count('<th scope="row">') == 1
    assert "/reviews?page=2" in first
    assert "The newest" not in as_("rana").get("/reviews?page=2").text
    assert "no older reviews" in as_("rana").get("/reviews?page=9999").text
    assert as_("rana").get("/reviews?page=0").status_code == 422


def test_a_rule_that_a_later_version_has_dropped_is_shown_by_its_name(
    team: Team, as_: As, fresh: ReviewView, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scr_publish.workbench.web import findings as shown

    item = findings(team, fresh)[0]
    left = {rule: value for rule, value in shown.catalogue().items() if rule != item.rule}
    monkeypatch.setattr(shown, "catalogue", lambda: left)
    text = as_("rana").get(f"/reviews/{fresh.id}?finding={item.id}")
    assert text.status_code == 200
    assert item.rule_name in text.text
    assert "this version of scr-publish has not" in text.text


def test_the_text_is_opened_once_for_all_places_of_a_name(
    team: Team, as_: As, word_review: ReviewView, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scr_publish.workbench.web.pages import names

    opened, original = [], names.text_of
    monkeypatch.setattr(names, "text_of", lambda *args: opened.append(1) or original(*args))
    same = next(i for i in findings(team, word_review) if i.excerpt == "Lorraine Pettifer" and i.name_key)
    assert as_("rana").get(f"/reviews/{word_review.id}/names/{same.name_key}").text.count('class="line ') > 2
    assert opened == [1]


def test_what_is_uploaded_is_looked_at_first(team: Team, as_: As) -> None:
    with team.record.reading() as session:
        before = len(reviews.list_reviews(session, team.people["rana"]))
    rana = as_("rana")
    for files, said in (
        ({}, "Choose the draft"),
        ({"draft": ("draft.docx", b"")}, "empty"),
        ({"draft": ("draft.docx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)}, "PNG picture"),
        ({"draft": ("draft.txt", b"Words."), "case": ("case.toml", b"nonsense")}, "case file"),
    ):
        answer = rana.post("/reviews/new", {"title": "Kept", "profile": "wt2015-scr"}, files=files or None)
        assert answer.status_code == 422, said
        assert said in answer.text
        assert 'value="Kept"' in answer.text
    with team.record.reading() as session:
        assert len(reviews.list_reviews(session, team.people["rana"])) == before


def test_the_gate_holds_and_opens(team: Team, as_: As, fresh: ReviewView, corrected_sample: Sample) -> None:
    mel = as_("mel")
    assert "Not yet" in mel.get(f"/reviews/{fresh.id}/gate").text
    refused = mel.post(f"/reviews/{fresh.id}/sign-off", {"version": fresh.latest.id})
    assert refused.status_code == 409
    assert mel.get(f"/reviews/{fresh.id}/certificate.pdf").status_code in (404, 409)
    version = seeding.add_version(team.record, team.people["rana"], fresh.id, corrected_sample)
    wrong = mel.post(
        f"/reviews/{fresh.id}/sign-off", {"version": version.id, "panel_date": "soon", "statement": "Kept"}
    )
    assert wrong.status_code == 422
    assert "Kept" in wrong.text
    assert mel.post(f"/reviews/{fresh.id}/sign-off", {"version": version.id}).status_code == 409
    seen = re.search(r'name="seen" value="(\w+)"', mel.get(f"/reviews/{fresh.id}/gate").text)
    assert seen is not None
    signed = mel.post(f"/reviews/{fresh.id}/sign-off", {"version": version.id, "seen": seen[1]})
    assert signed.status_code == 303
    assert "Signed off" in mel.get(f"/reviews/{fresh.id}/gate").text
    assert mel.get(f"/reviews/{fresh.id}/certificate.pdf").content.startswith(b"%PDF")
    assert mel.get(f"/reviews/{fresh.id}/certificate.exe").status_code == 404
    assert "Signed off" in mel.get(f"/reviews/{fresh.id}/history").text


def test_accounts_are_made_and_changed(team: Team, as_: As) -> None:
    ada = as_("ada")
    new = {"name": "noor", "full_name": "Noor Lasky", "role": "reviewer", "password": "short"}
    refused = ada.post("/accounts", new)
    assert refused.status_code == 422
    assert 'value="Noor Lasky"' in refused.text
    assert ada.post("/accounts", new | {"password": seeding.PASSWORD}).status_code == 303
    page = ada.get("/accounts").text
    account = re.findall(r'/accounts/(\w+)"', page[page.index("Noor Lasky") :])[0]
    for act in ({"act": "role", "role": "manager"}, {"act": "close"}, {"act": "open"}):
        assert ada.post(f"/accounts/{account}", act).status_code == 303
    assert ada.post(f"/accounts/{account}", {"act": "password", "password": "x"}).status_code == 422
    assert ada.post(f"/accounts/{account}", {"act": "nonsense"}).status_code == 400
    assert ada.post("/accounts/nobody", {"act": "close"}).status_code == 404


def test_documents_are_deleted_and_decisions_stay(team: Team, as_: As, fresh: ReviewView) -> None:
    item = findings(team, fresh)[0]
    assert decide(as_("rana"), fresh, item, "fixed").status_code == 303
    ada = as_("ada")
    assert fresh.latest.sha256[:16] in ada.get("/kept").text
    gone = ada.post(f"/kept/{fresh.latest.id}", {"why": "tests"})
    assert gone.status_code == 303
    assert fresh.latest.id not in ada.get("/kept").text
    assert as_("rana").get(f"/reviews/{fresh.id}/findings/{item.id}").status_code == 404
    assert "Decisions stay on record" in as_("rana").get(f"/reviews/{fresh.id}/versions").text
    checked = ada.post("/audit")
    assert "The trail is whole" in checked.text
    assert "Documents deleted" in checked.text


def test_an_administrator_deletes_a_review_without_seeing_it(team: Team, as_: As, flawed_sample: Sample) -> None:
    review = team.seeded(flawed_sample, "Of Brindle Lane")
    ada, path = as_("ada"), f"/kept/reviews/{review.id}"
    kept = ada.get("/kept").text
    assert path in kept
    assert "Brindle" not in kept
    refused = ada.post(path, {"id": "00000000", "why": "tests"})
    assert refused.status_code == 422
    assert "Nothing was deleted" in refused.text
    assert as_("rana").get(f"/reviews/{review.id}").status_code == 200
    assert as_("mel").post(path, {"id": review.id[:8]}).status_code == 403
    done = ada.post(path, {"id": review.id[:8], "why": "tests"})
    assert done.status_code == 303
    assert review.id[:8] in ada.get(done.headers["location"]).text
    assert as_("rana").get(f"/reviews/{review.id}").status_code == 404
    assert path not in ada.get("/kept").text
    assert ada.post(path, {"id": review.id[:8]}).status_code == 404


def test_a_review_that_is_not_there(as_: As) -> None:
    for path in ("", "/gate", "/versions", "/progress", "/names", "/pages/1", "/pictures/x/1.png"):
        assert as_("rana").get(f"/reviews/none{path}").status_code == 404


def test_an_undo_of_what_was_never_decided_is_refused(team: Team, as_: As, fresh: ReviewView) -> None:
    item = findings(team, fresh)[0]
    answer = as_("rana").post(f"/reviews/{fresh.id}/undo", {"version": fresh.latest.id, f"lock.{item.id}": "1"})
    assert answer.status_code in (404, 409)
    with team.record.reading() as session:
        assert decisions.history(session, team.people["rana"], fresh.latest.id, item.id) == []
