"""Who acts, and which role may do what: the one table of permissions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scr_publish.workbench.errors import Forbidden


class Role(StrEnum):
    """What somebody is in the workbench. `person` is the one user of single-user mode."""

    REVIEWER = "reviewer"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    PERSON = "person"


TEAM_ROLES = (Role.REVIEWER, Role.MANAGER, Role.ADMINISTRATOR)
"""The roles that an account may have."""


class Act(StrEnum):
    """What can be done, in words that complete “may not …”."""

    READ = "see drafts and findings"
    UPLOAD = "upload drafts"
    DECIDE = "decide about findings"
    GATE = "see what still blocks"
    SIGN_OFF = "sign a report off"
    CERTIFICATE = "take a certificate"
    ACCOUNTS = "look after accounts"
    RETENTION = "delete what is kept"
    AUDIT = "read the audit trail"


_ALL_WORK = (Role.REVIEWER, Role.MANAGER, Role.PERSON)
MAY: dict[Act, frozenset[Role]] = {
    Act.READ: frozenset(_ALL_WORK),
    Act.UPLOAD: frozenset({Role.REVIEWER, Role.PERSON}),
    Act.DECIDE: frozenset(_ALL_WORK),
    Act.GATE: frozenset(_ALL_WORK),
    Act.SIGN_OFF: frozenset({Role.MANAGER, Role.PERSON}),
    Act.CERTIFICATE: frozenset({Role.MANAGER, Role.PERSON}),
    Act.ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    Act.RETENTION: frozenset({Role.ADMINISTRATOR, Role.PERSON}),
    Act.AUDIT: frozenset({Role.MANAGER, Role.ADMINISTRATOR, Role.PERSON}),
}
"""Which roles may do which act. An administrator sees no draft and signs nothing off; a manager uploads nothing."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts: the account's id, the name that the record shows, and the role."""

    id: str
    name: str
    role: Role

    def may(self, act: Act) -> bool:
        """Whether the person's role allows an act; pages show what it allows only."""
        return self.role in MAY[act]


def allow(actor: Actor, act: Act) -> None:
    """Raises Forbidden where the person's role does not allow the act."""
    if not actor.may(act):
        article = "An" if actor.role.value[0] in "aeiou" else "A"
        raise Forbidden(f"{article} {actor.role} may not {act}.")
