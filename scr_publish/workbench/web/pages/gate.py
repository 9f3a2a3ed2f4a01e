"""The gate: what still blocks, the dates, who decided what; the sign-off and its certificate."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from scr_publish.workbench.errors import Conflict, NotFound, Refused
from scr_publish.workbench.pictures.layout import layout_of
from scr_publish.workbench.services import certificate as certificates
from scr_publish.workbench.services import gate as gates
from scr_publish.workbench.services import trail
from scr_publish.workbench.services.views import VersionStatus
from scr_publish.workbench.web.access import Posted, Visiting
from scr_publish.workbench.web.findings import line_of, ordered
from scr_publish.workbench.web.pages.files import attachment, refuse_foreign
from scr_publish.workbench.web.rendering import page
from scr_publish.workbench.web.security.forms import text

router = APIRouter()


@router.get("/reviews/{review_id}/gate")
def gate_page(request: Request, who: Visiting, review_id: str) -> Response:
    """What stands between the report and its sign-off."""
    return _page(request, who, review_id)


@router.post("/reviews/{review_id}/sign-off")
def sign_off(request: Request, who: Visiting, review_id: str, form: Posted) -> Response:
    """Sign the report off; refused while anything is open."""
    kept = {name: text(form, name) for name in ("panel_date", "second_reader", "statement")}
    try:
        day = date.fromisoformat(kept["panel_date"]) if kept["panel_date"] else None
        with who.record.writing() as session:
            gates.sign_off(
                session, who.actor, review_id, text(form, "version"), seen=text(form, "seen"), panel_date=day,
                second_reader=kept["second_reader"], statement=kept["statement"],
            )  # fmt: skip
    except ValueError:
        return _page(request, who, review_id, 422, "The panel's date is no date.", kept)
    except (Conflict, Refused) as error:
        return _page(request, who, review_id, 409, str(error), kept)
    return RedirectResponse(f"/reviews/{review_id}/gate", 303)


def _page(
    request: Request,
    who: Visiting,
    review_id: str,
    status: int = 200,
    refusal: str = "",
    kept: dict[str, str] | None = None,
) -> Response:
    with who.record.reading() as session:
        gate = gates.gate(session, who.actor, review_id)
        checked = gate.version is not None and gate.version.status is VersionStatus.CHECKED
        layout = layout_of(session, who.actor, gate.version) if gate.version and checked else None
    groups = {
        name: [(item, line_of(item, layout)) for item in ordered(items, "gravity")]
        for name, items in (("open", gate.open), ("waiting", gate.waiting), ("justified", gate.justified))
    }
    return page(
        request, "gate.html", status, review=gate.review, version=gate.review.latest, gate=gate, groups=groups,
        refusal=refusal, kept=kept or {},
    )  # fmt: skip


@router.get("/reviews/{review_id}/certificate.{ending}")
def certificate(request: Request, who: Visiting, review_id: str, ending: str) -> Response:
    """The certificate of the sign-off, as a PDF or as JSON; that it was taken goes on record."""
    refuse_foreign(request)
    makers = {"json": certificates.certificate_json, "pdf": certificates.certificate_pdf}
    if ending not in makers:
        raise NotFound("There is no such page.")
    with who.record.reading() as session:
        data = makers[ending](session, who.actor, review_id)
    with who.record.writing() as session:
        trail.taken(session, who.actor, review_id, f"certificate.{ending}", data)
    return attachment(data, f"certificate.{ending}", f"application/{ending}")
