"""What narrows down who somebody is: dates, ages, traits, facilities and places."""

from __future__ import annotations

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.ages import find_ages
from scr_publish.checks.privacy.dates import find_dates_of_case
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.places import find_places
from scr_publish.checks.privacy.traits import find_traits


def find_quasi(subject: Subject) -> list[Mention]:
    """The quasi-identifiers in a document, hidden text included, and (`kept`) the public bodies that it names."""
    return [*find_dates_of_case(subject), *find_ages(subject), *find_traits(subject), *find_places(subject)]
