"""Accounts, for an administrator."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from scr_publish.workbench.errors import Refused
from scr_publish.workbench.services import accounts
from scr_publish.workbench.services.actors import TEAM_ROLES, Act, allow
from scr_publish.workbench.web.access import Posted, Visiting
from scr_publish.workbench.web.rendering import page
from scr_publish.workbench.web.security.forms import Malformed, text

router = APIRouter()


@router.get("/accounts")
def accounts_page(request: Request, who: Visiting) -> Response:
    """All accounts, and the form for a new one."""
    return _page(request, who)


@router.post("/accounts")
def create(request: Request, who: Visiting, form: Posted) -> Response:
    """A new account."""
    kept = {name: text(form, name) for name in ("name", "full_name", "role")}
    try:
        accounts.create_account(
            who.record, who.actor, kept["name"], kept["full_name"], kept["role"], str(form.get("password", ""))
        )
    except Refused as error:
        return _page(request, who, 422, str(error), kept)
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/{account_id}")
def change(request: Request, who: Visiting, account_id: str, form: Posted) -> Response:
    """Change an account: its role, whether it may be used, its lock, its password."""
    act = text(form, "act")
    try:
        if act == "password":
            accounts.reset_password(who.record, who.actor, account_id, str(form.get("password", "")))
        else:
            with who.record.writing() as session:
                if act == "role":
                    accounts.set_role(session, who.actor, account_id, text(form, "role"))
                elif act in ("close", "open"):
                    accounts.set_active(session, who.actor, account_id, act == "open")
                elif act == "unlock":
                    accounts.unlock(session, who.actor, account_id)
                else:
                    raise Malformed
    except Refused as error:
        return _page(request, who, 422, str(error))
    return RedirectResponse("/accounts", 303)


def _page(
    request: Request, who: Visiting, status: int = 200, refusal: str = "", kept: dict[str, str] | None = None
) -> Response:
    allow(who.actor, Act.ACCOUNTS)
    with who.record.reading() as session:
        listed = accounts.list_accounts(session, who.actor)
    return page(
        request, "accounts.html", status, accounts=listed, at=datetime.now(UTC), refusal=refusal, kept=kept or {},
        roles=[role.value for role in TEAM_ROLES],
    )  # fmt: skip
