"""What looks like an identifier and rightly stands: helplines, the Board's own contacts, guidance, published law."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.nlp.annotations import Passage

BEFORE_NUMBER = 160
"""How many characters before a telephone number are searched for the office that it belongs to."""

BOARDS = ("lscb", "scb", "lscp", "scp", "safeguarding")
"""Letters in a host or a handle that are those of a Board."""

BEFORE_MOBILE, BEFORE_ADDRESS = 24, 90
"""The same before a mobile number, which an office seldom has, and before an address."""


class Kept(BaseModel):
    """The lists of `kept.toml`; what each is for stands beside it there."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))

    helplines: frozenset[str]
    service_prefixes: tuple[str, ...]
    offices: tuple[str, ...]
    own_offices: tuple[str, ...]
    mailboxes: tuple[str, ...]
    public_hosts: tuple[str, ...]
    own_hosts: tuple[str, ...]
    press_hosts: tuple[str, ...]
    press_words: tuple[str, ...]
    police: tuple[str, ...]
    publications: frozenset[str]
    citations: tuple[str, ...]

    @cached_property
    def _office(self) -> re.Pattern[str]:
        return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in self.offices) + r")\b", re.IGNORECASE)

    @cached_property
    def _own_office(self) -> re.Pattern[str]:
        phrases = "|".join(re.escape(phrase) for phrase in self.own_offices)
        return re.compile(rf"\b(?:{phrases})\b(?=[,:\n(]| at\b| is at\b|$)", re.IGNORECASE)

    @cached_property
    def _police(self) -> re.Pattern[str]:
        return re.compile(r"\b(?:" + "|".join(self.police) + r")\b", re.IGNORECASE)

    @cached_property
    def _citations(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in self.citations)

    def phone(self, number: str, before: str) -> str:
        """Why a telephone number may stay, or nothing. `before` is the text before it, labels of its row included."""
        digits = re.sub(r"\D", "", number)
        if digits in self.helplines:
            return "a helpline"
        if digits.startswith(self.service_prefixes):
            return "a service number, which no private person has"
        mailbox = _MAILBOX.search(before)
        if mailbox and self.email(mailbox.group("address")):
            return "beside the mailbox of an office"
        if _INVITED.search(before):
            return "a number offered to readers"
        reach = BEFORE_MOBILE if digits.startswith(("07", "447")) else BEFORE_NUMBER
        return "the number of an office" if _is_of(self._office, before[-reach:]) else ""

    def address(self, before: str) -> str:
        """Why an address or a postcode may stay, or nothing: it follows the name of the Board or of its office."""
        return "the address of the Board" if _is_of(self._own_office, before[-BEFORE_ADDRESS:]) else ""

    def email(self, address: str) -> str:
        """Why an e-mail address may stay, or nothing."""
        box, _, host = address.lower().partition("@")
        mailbox = re.split(r"[.\d_+-]", box)[0]
        if mailbox in self.mailboxes:
            return "the mailbox of an office"
        boards = any(part in host for part in BOARDS) and box.isalpha() and box not in lexicon().forenames
        named = any(len(box) - cut > 2 and box[cut:] in lexicon().surnames for cut in (0, 1, 2))
        return "a mailbox of the Board" if boards and not named else ""

    def handle(self, handle: str) -> str:
        """Why a handle may stay, or nothing: the Board's own."""
        return "the Board's own account" if any(part in handle.lower() for part in BOARDS) else ""

    def link(self, address: str, area: frozenset[str]) -> str:
        """Why a web address may stay, or nothing. `area` holds the words of the Board's name."""
        host = host_of(address)
        if _ends(host, self.public_hosts):
            return "a public body or a publisher of guidance"
        if self.is_press(address):
            return ""
        if any(part in host for part in self.own_hosts) or any(word in host for word in area):
            return "the Board's own website"
        return ""

    def is_press(self, address: str) -> bool:
        """Whether a web address leads to news, tributes or social media."""
        lowered = address.lower()
        return _ends(host_of(address), self.press_hosts) or any(word in lowered for word in self.press_words)

    def is_of_police(self, around: str) -> bool:
        """Whether the words around a reference make it one of the police."""
        return bool(self._police.search(around))

    def is_publication(self, reference: str) -> bool:
        """Whether a reference is the number of a publication."""
        prefix = re.match(r"[A-Za-z]+", reference)
        if not prefix or re.search(r"\d{6}", reference):
            return False
        return prefix.group().upper() in self.publications

    def cited(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """The linear spans of citations of published law."""
        text = passage.text
        if "[" not in text and "Re " not in text and " v" not in text and "S" not in text:
            return
        for pattern in self._citations:
            for match in pattern.finditer(text):
                yield passage.source_span(match.start(), match.start() + len(match.group().rstrip(" ,.")))


_INVITED = re.compile(
    r"\b(?:anyone|anybody|parents?|carers?|people|families|residents|those|you)\b(?: who [^.;]{1,60})? can "
    r"(?:ring|call|phone|text|contact|reach|speak to)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
"""Before a number: whoever reads the report may call it."""

_MAILBOX = re.compile(
    r"(?P<address>[\w.+-]+@[\w-]+\.[\w.-]*\w)[\s,;|/]*(?:or |and |tel(?:ephone)?:? |phone:? |on )*$", re.IGNORECASE
)
"""An e-mail address right before a number."""

_PRIVATE = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|home|mother|father|mum|dad|parents?|famil(?:y|ies)|resid\w+|moved|patient|neighbour"
    r"|mobile|his|her|m[rs]s?\.?)\b",
    re.IGNORECASE,
)
"""Between an office and a number or an address: what shows that it is somebody's own."""


def _is_of(office: re.Pattern[str], before: str) -> bool:
    """Whether the last words before a contact that tell whose it is are those of an office."""
    found = list(office.finditer(before))
    return bool(found) and not _PRIVATE.search(before[found[-1].end() :])


def host_of(address: str) -> str:
    """The host of a web address, in lower case, without `www.`"""
    host = re.sub(r"^[a-z]+://", "", address.lower()).partition("/")[0].partition(":")[0]
    return host.removeprefix("www.")


def _ends(host: str, known: tuple[str, ...]) -> bool:
    return any(host == end or host.endswith(f".{end}") for end in known)


@cache
def kept() -> Kept:
    """The lists, read once."""
    text = files("scr_publish.checks.privacy").joinpath("kept.toml").read_text(encoding="utf-8")
    return Kept.model_validate(tomllib.loads(text))
