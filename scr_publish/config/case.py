"""The case file: what the Board knows of one review. Dates, reviewer, orders, identities to protect, pseudonyms.

It is as sensitive as the draft: nothing in the program prints what stands under `identities`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from scr_publish.config.encryption import Passphrase, decrypt, is_encrypted
from scr_publish.config.toml import Settings, parsed, read_bytes, validated
from scr_publish.errors import ConfigError


class Review(Settings):
    """The review itself: its title (for whoever reads the case file), the Board, how the report calls the subject, and
    the profile that it falls under."""

    title: str = ""
    board: str = ""
    subject: str = ""
    profile: str = ""


class Reviewer(Settings):
    """A lead reviewer, who is named in the report."""

    name: str


class Dates(Settings):
    """Dates of the process. A date that is not known yet is left out."""

    incident: date | None = None
    notification: date | None = None
    decision: date | None = None
    start: date | None = None
    completion: date | None = None
    panel_submission: date | None = None
    publication: date | None = None
    on_website_until: date | None = None


class Identity(Settings):
    """A person to protect. `shown_as` is what the report calls them; every other field is what must not be in it."""

    role: str = ""
    shown_as: str = ""
    names: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    born: date | None = None
    died: date | None = None
    addresses: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def secrets(self) -> tuple[str, ...]:
        """The names that no message may say."""
        return (*self.names, *self.nicknames)


class Order(Settings):
    """An order of a court that bears on publication.

    `names` and `places` (schools, homes and bodies too) must not be published; `forbids` holds either, where nobody has
    sorted them. `images` says whether pictures are `forbidden`, or must each be looked at (`weigh`). An order without
    an end (`until`) is in force; one that ends before the report is published is not enforced, and that is said."""

    court: str = ""
    until: date | None = None
    forbids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    images: Literal["", "weigh", "forbidden"] = ""

    @property
    def lists_nothing(self) -> bool:
        """Whether the case file does not say what the order forbids."""
        return not (self.forbids or self.names or self.places or self.images)

    def has_ended(self, published: date | None) -> bool:
        """Whether the order is over on the day of publication. Where that day is not known it counts as in force."""
        return bool(self.until and published and self.until < published)


class Told(Settings):
    """Who was told of the decision, and when."""

    ofsted: date | None = None
    panel: date | None = None


class CaseFile(Settings):
    """All of it. Every table may be left out."""

    review: Review = Review()
    reviewer: tuple[Reviewer, ...] = ()
    dates: Dates = Dates()
    told: Told = Told()
    identities: tuple[Identity, ...] = ()
    pseudonyms: dict[str, str] = Field(default_factory=dict)
    orders: tuple[Order, ...] = ()
    allowed_names: tuple[str, ...] = ()


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
