"""The case file: what the Board knows of one review. Dates, reviewer, orders, identities to protect, pseudonyms.

It is as sensitive as the draft: nothing in the program prints what stands under `identities`. Each field says in
`description` what it is for; `scr-publish case init` writes a case file from these, so that a key and its explanation
cannot drift apart."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from scr_publish.config.encryption import Passphrase, decrypt, is_encrypted
from scr_publish.config.toml import Settings, parsed, read_bytes, validated
from scr_publish.errors import ConfigError


def _day(value: Any) -> Any:
    """TOML writes a day with or without a time; a process is counted in days, so a time is refused, and said to be."""
    if isinstance(value, datetime):
        raise ValueError("give the day alone, such as 2016-06-09, without a time")  # noqa: TRY004 - pydantic reads ValueError
    if isinstance(value, str):
        raise ValueError("write the date as 2016-06-09, without quotation marks")  # noqa: TRY004 - pydantic reads ValueError
    return value


Day = Annotated[date, BeforeValidator(_day)]


class Review(Settings):
    """The review itself."""

    title: str = Field(default="", description="The report's title, for whoever reads this file.")
    board: str = Field(default="", description="The Board (or partnership) that publishes the report.")
    subject: str = Field(default="", description="What the report calls the person it is about, such as “Child H”.")
    profile: str = Field(
        default="",
        description="The kind of review (`scr-publish profiles` lists them), or a path to a profile of your own.",
    )
    as_of: Day | None = Field(
        default=None,
        description="The day on which this file was last brought up to date. With it, a step that must have happened "
        "and is dated later is a finding, and so is a review that has run past its term.",
    )


class Reviewer(Settings):
    """A lead reviewer, who is named in the report. One table for each."""

    name: str = Field(min_length=1, description="Full name, as the report gives it.")
    employer: str = Field(default="", description="Present employer, or “self-employed”.")
    former_employers: tuple[str, ...] = Field(
        default=(),
        description="Every earlier employer: one that took part in the review is a conflict to be disclosed.",
    )
    independence: str = Field(default="", description="The reviewer's own statement of independence, in a sentence.")


class Dates(Settings):
    """Dates of the process. Leave out a date that is not known: it is then reported as unknown, never as kept."""

    incident: Day | None = Field(default=None, description="The incident that led to the review.")
    aware: Day | None = Field(default=None, description="When the authority became aware of it.")
    notification: Day | None = Field(default=None, description="When the Board was notified.")
    rapid_review: Day | None = Field(default=None, description="When the rapid review was finished.")
    decision: Day | None = Field(default=None, description="When it was decided to hold the review.")
    start: Day | None = Field(default=None, description="When the review began.")
    completion: Day | None = Field(default=None, description="When the review was completed.")
    panel_submission: Day | None = Field(
        default=None,
        description="When the national body (the panel, the Home Office, the Welsh Government) gets its copy.",
    )
    clearance: Day | None = Field(
        default=None, description="When the national body cleared it for publication, where it does."
    )
    publication: Day | None = Field(default=None, description="When the report is to be published.")
    on_website_until: Day | None = Field(default=None, description="The day until which it stays on the website.")


class Told(Settings):
    """Who was told of the decision, and when."""

    ofsted: Day | None = Field(default=None, description="Ofsted.")
    panel: Day | None = Field(default=None, description="The national panel.")
    dfe: Day | None = Field(default=None, description="The Department for Education, or its Secretary of State.")
    home_office: Day | None = Field(default=None, description="The Home Office.")
    welsh_government: Day | None = Field(default=None, description="The Welsh Government.")


class Delay(Settings):
    """Why the review took longer than its term, and what was done meanwhile. Both excuse it only together."""

    reasons: str = Field(default="", description="Why it took longer, such as “The criminal trial ended in May 2015.”")
    interim_actions: tuple[str, ...] = Field(
        default=(), description="What was improved without waiting for the report, one entry each."
    )


class Proceedings(Settings):
    """Criminal, coroner's, family or other proceedings that run beside the review. One table for each."""

    kind: Literal["criminal", "coroner", "family", "other"] = Field(description="criminal, coroner, family or other.")
    opened: Day | None = Field(default=None, description="When they began.")
    closed: Day | None = Field(default=None, description="When they ended; leave it out while they are open.")
    note: str = Field(default="", description="What they mean for the review.")


class CompanionDocument(Settings):
    """A document that is published with the report, such as the Board's response. One table for each."""

    title: str = Field(description="Its title or file name.")
    date: Day | None = Field(default=None, description="When it is published.")


class Publication(Settings):
    """Where the report will be published, or why it will not be."""

    publish: bool = Field(default=True, description="false where the report, or a part of it, is not to be published.")
    where: str = Field(default="", description="The web page on which it will stand.")
    reasons: str = Field(default="", description="Why it is not published, where publish is false.")
    panel_told: Day | None = Field(
        default=None, description="When the panel was told that it is not published, and why."
    )
    companions: tuple[CompanionDocument, ...] = Field(default=(), description="What is published with the report.")


class Affected(Settings):
    """Somebody whom publication will affect: children, family members, staff. One table for each."""

    who: str = Field(description="By role, not by name: “the older sister”.")
    told_by: str = Field(default="", description="Who tells them that the report is coming.")
    when: Day | None = Field(default=None, description="When they are told: before publication.")
    support: str = Field(default="", description="What support they are given.")


class Invited(Settings):
    """A family member or an organisation that was invited to take part. One table for each."""

    who: str = Field(description="A family member by role, an organisation by its name.")
    kind: Literal["family", "organisation"] = Field(description="family or organisation.")
    invited: Day | None = Field(default=None, description="When they were invited; leave it out where they were not.")
    took_part: bool | None = Field(default=None, description="true or false.")
    reason: str = Field(default="", description="Why they were not invited, or did not take part.")


class Identity(Settings):
    """A person to protect. `shown_as` is what the report calls them; every other field is what must not be in it."""

    role: str = Field(default="", description="Who they are: “subject”, “mother”, “health visitor”.")
    shown_as: str = Field(default="", description="What the report calls them.")
    names: tuple[str, ...] = Field(default=(), description="Full names.")
    nicknames: tuple[str, ...] = Field(default=(), description="Short and pet names.")
    initials: tuple[str, ...] = Field(default=(), description="Initials that would give them away.")
    born: Day | None = Field(default=None, description="Date of birth.")
    died: Day | None = Field(default=None, description="Date of death.")
    addresses: tuple[str, ...] = Field(default=(), description="Addresses, with or without town.")
    places: tuple[str, ...] = Field(default=(), description="Other places that would give them away.")
    schools: tuple[str, ...] = Field(default=(), description="Nurseries, schools, colleges.")
    phones: tuple[str, ...] = Field(default=(), description="Telephone numbers.")
    emails: tuple[str, ...] = Field(default=(), description="E-mail addresses.")
    handles: tuple[str, ...] = Field(default=(), description="Names on social media.")
    numbers: tuple[str, ...] = Field(default=(), description="NHS numbers, case numbers, registrations.")

    @property
    def secrets(self) -> tuple[str, ...]:
        """The names that no message may say."""
        return (*self.names, *self.nicknames)


class Order(Settings):
    """An order of a court that bears on publication.

    `names` and `places` (schools, homes and bodies too) must not be published; `forbids` holds either, where nobody has
    sorted them. `images` says whether pictures are `forbidden`, or must each be looked at (`weigh`). An order without
    an end (`until`) is in force; one that ends before the report is published is not enforced, and that is said."""

    court: str = Field(default="", description="The court.")
    until: Day | None = Field(default=None, description="When the order ends; leave it out where it has no end.")
    forbids: tuple[str, ...] = Field(default=(), description="Names and places that must not be published.")
    names: tuple[str, ...] = Field(default=(), description="Names of people that must not be published.")
    places: tuple[str, ...] = Field(default=(), description="Places, schools and homes that must not be published.")
    images: Literal["", "weigh", "forbidden"] = Field(
        default="", description="Whether pictures are “forbidden”, or must each be looked at (“weigh”)."
    )

    @property
    def lists_nothing(self) -> bool:
        """Whether the case file does not say what the order forbids."""
        return not (self.forbids or self.names or self.places or self.images)

    def has_ended(self, published: date | None) -> bool:
        """Whether the order is over on the day of publication. Where that day is not known it counts as in force."""
        return bool(self.until and published and self.until < published)


class CaseFile(Settings):
    """All of it. Every table may be left out."""

    allowed_names: tuple[str, ...] = Field(default=(), description="Real names that may stand in this report.")
    review: Review = Review()
    reviewer: tuple[Reviewer, ...] = ()
    dates: Dates = Dates()
    told: Told = Told()
    delay: Delay = Delay()
    proceedings: tuple[Proceedings, ...] = ()
    publication: Publication = Publication()
    impact_plan: tuple[Affected, ...] = ()
    invited: tuple[Invited, ...] = ()
    orders: tuple[Order, ...] = ()
    pseudonyms: dict[str, str] = Field(
        default_factory=dict, description="Invented names that the report uses, each with the role that it stands for."
    )
    identities: tuple[Identity, ...] = ()


SECRET = frozenset({"identities", "pseudonyms", "orders"})
"""Tables of which no error says a key or a value that is not the program's own."""


def load_case(path: str | Path, passphrase: Passphrase | None = None) -> CaseFile:
    """A case file, encrypted or not; `passphrase` is asked for where it is.

    Raises ConfigError that names the file, the key and the reason; never a value."""
    path = Path(path)
    data = read_bytes(path)
    if is_encrypted(data):
        if passphrase is None:
            raise ConfigError(f"{path}: encrypted; its passphrase is needed.")
        data = decrypt(data, passphrase, str(path))
    return read_case(data, path.name)


def read_case(data: bytes, name: str) -> CaseFile:
    """A case file from its bytes; `name` is what errors call it. Raises ConfigError as `load_case` does."""
    return validated(CaseFile, parsed(data, name, secret=True), name, secret=SECRET)
