"""Presidio's own recognisers, set so that they suit a report and never reach for the network."""

from __future__ import annotations

from collections.abc import Callable

from presidio_analyzer import EntityRecognizer, Pattern
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    IpRecognizer,
    NhsRecognizer,
    PhoneRecognizer,
    UkDrivingLicenceRecognizer,
    UkNinoRecognizer,
    UkPassportRecognizer,
    UkVehicleRegistrationRecognizer,
    UrlRecognizer,
)

from scr_publish.recognisers.specs import RecogniserSpec

URL_PATTERN = (
    r"(?i)(?<![@\w.])(?:https?://\S+?(?=[\s<>\"')\]]*(?:[\s<>\"']|$)|[,;:.!?]+(?:\s|$))"
    r"|(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|info|biz|tv|me|co|io|uk|london|wales|scot|ie|eu"
    r"|example|test|invalid|news|social|ly|gl|be)(?::\d+)?(?:/[^\s<>\"'|]*[^\s<>\"'|.,;:!?)\]])?(?![\w@-]))"
)
"""Presidio's own pattern lists every top-level domain: slow, and it takes "home.In" (a missing space) for an address.
The domains here are those met in British reports, and those reserved for examples (RFC 2606)."""


class OfflineEmailRecogniser(EmailRecognizer):
    """Presidio's e-mail pattern without its check of the domain against the public suffix list.

    That check fetches the list from the network, and an address with a mistyped domain names its owner all the same."""

    def validate_result(self, pattern_text: str) -> bool | None:
        """Nothing to validate: the pattern decides."""
        return None


def _url() -> EntityRecognizer:
    return UrlRecognizer(patterns=[Pattern("web address", URL_PATTERN, 0.6)])


def _phone() -> EntityRecognizer:
    return PhoneRecognizer(supported_regions=("GB",), leniency=1)


_MAKERS: dict[str, Callable[[], EntityRecognizer]] = {
    "CreditCardRecognizer": CreditCardRecognizer,
    "EmailRecognizer": OfflineEmailRecogniser,
    "IbanRecognizer": IbanRecognizer,
    "IpRecognizer": IpRecognizer,
    "NhsRecognizer": NhsRecognizer,
    "PhoneRecognizer": _phone,
    "UkDrivingLicenceRecognizer": UkDrivingLicenceRecognizer,
    "UkNinoRecognizer": UkNinoRecognizer,
    "UkPassportRecognizer": UkPassportRecognizer,
    "UkVehicleRegistrationRecognizer": UkVehicleRegistrationRecognizer,
    "UrlRecognizer": _url,
}


def presidio_recogniser(spec: RecogniserSpec) -> EntityRecognizer:
    """The Presidio recogniser that a spec names, with the spec's context phrases."""
    recogniser = _MAKERS[spec.presidio]()
    recogniser.context = list(spec.context)
    return recogniser
