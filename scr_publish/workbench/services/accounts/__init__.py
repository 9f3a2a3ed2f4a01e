"""Accounts, log-in with lock-out, sessions, and the one-time token of single-user mode."""

from scr_publish.workbench.services.accounts.managing import (
    add_account,
    create_account,
    first_account,
    has_accounts,
    list_accounts,
    reset_password,
    set_active,
    set_role,
    unlock,
)
from scr_publish.workbench.services.accounts.sessions import (
    MAX_FAILURES,
    actor_of,
    change_password,
    log_in,
    log_out,
    one_time_token,
    person,
    redeem,
)

__all__ = [
    "MAX_FAILURES",
    "actor_of",
    "add_account",
    "change_password",
    "create_account",
    "first_account",
    "has_accounts",
    "list_accounts",
    "log_in",
    "log_out",
    "one_time_token",
    "person",
    "redeem",
    "reset_password",
    "set_active",
    "set_role",
    "unlock",
]
