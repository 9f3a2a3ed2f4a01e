"""The links of a page, each with its words and the date that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree, html

from scr_publish.archive.sources.website.addresses import resolved
from scr_publish.errors import UnreadableError
from scr_publish.parsing.html.parse import is_endless, page_text
from scr_publish.recognisers.dates import MONTHS, find_dates

_ROW = frozenset({"li", "tr", "dd", "dt", "p", "article", "figure", "div", "td", "section"})
"""What holds a link together with what is said of it: the nearest one with a date."""
_LONGEST_ROW = 600
"""Characters of a row; a longer one is a whole page and its dates are other links'."""
_STEPS = 4
_LONGEST_TEXT = 200
_SPACES = re.compile(r"\s+")
_PUBLICATION = re.compile(r"\b(?:publi(?:shed|cation)|uploaded|posted|added)\b", re.IGNORECASE)
_PUBLISHED = re.compile(rf"{_PUBLICATION.pattern}[^.;\d]{{0,20}}\d", re.IGNORECASE)
"""“Published: 3 June 2016”, “Date of publication 03/06/2016”; not “Published in full. He died on 4 May 2014.”"""
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)}),? (20\d\d|19\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """A link. `date` is ISO, of a day or (the first of) a month, empty where none stands beside the link; `published`
    is set where the page says that it is the day of publication; `in_menu` where the link stands in the furniture of
    the site that every page has."""

    address: str
    text: str
    date: str
    published: bool = False
    in_menu: bool = False


def page_links(data: bytes, address: str) -> Iterator[Link]:
    """The links of a page to web addresses, in its order, each address once, with its first words. A page that says
    “nofollow” has none; nor has one that is no text or is built to do harm."""
    root = _tree(data)
    if root is None or _says_nofollow(root):
        return
    base = next((resolved(node.get("href") or "", address) for node in root.iter("base")), "") or address
    seen: set[str] = set()
    for node in root.iter("a", "area", "iframe", "object", "embed"):
        target = node.get("href") or node.get("src") or node.get("data") or ""
        found = resolved(target, base) if target.strip() else ""
        if found and found not in seen:
            seen.add(found)
            yield Link(found, _words(node), *_date_beside(node), _in_menu(node))


def _tree(data: bytes) -> Any:
    try:
        text = page_text(data)
        if is_endless(text):
            return None
        return html.document_fromstring(text, parser=html.HTMLParser(no_network=True))
    except (UnreadableError, etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _says_nofollow(root: Any) -> bool:
    return any(
        (node.get("name") or "").lower() == "robots" and "nofollow" in (node.get("content") or "").lower()
        for node in root.iter("meta")
    )


def _in_menu(node: Any) -> bool:
    return any(
        parent.tag in ("nav", "header", "footer") or parent.get("role") in ("navigation", "banner", "contentinfo")
        for parent in node.iterancestors()
    )


def _words(node: Any) -> str:
    pictures = (picture.get("alt") or "" for picture in node.iter("img"))
    said = node.get("aria-label") or "".join(node.itertext()).strip() or " ".join(pictures) or node.get("title") or ""
    return _SPACES.sub(" ", said).strip()[:_LONGEST_TEXT]


def _text(node: Any) -> str:
    """The words of an element, with a space where one element ends and the next begins."""
    return _SPACES.sub(" ", " ".join(node.itertext())).strip()


def _date_beside(node: Any) -> tuple[str, bool]:
    """The first date in the link's own words, or in the nearest row around it that holds one and no other link's; and
    whether it is said to be that of publication."""
    if found := first_date(_words(node)):
        return found, _says_published(_words(node))
    for step, parent in enumerate(node.iterancestors()):
        if step >= _STEPS or sum(1 for _ in parent.iter("a")) > 1:
            break
        if parent.tag not in _ROW:
            continue
        for time in parent.iter("time"):
            if found := first_date(time.get("datetime") or ""):
                return found, True
        words = _text(parent)
        if len(words) > _LONGEST_ROW:
            break
        if found := first_date(words):
            return found, _says_published(words) or _column_says_published(parent)
    return "", False


def _says_published(words: str) -> bool:
    return _PUBLISHED.search(words) is not None


def _column_says_published(row: Any) -> bool:
    """Whether the one dated cell of a table's row stands under a title that speaks of publication."""
    table = next(row.iterancestors("table"), None)
    if row.tag != "tr" or table is None:
        return False
    titles = next(([_text(cell) for cell in line.iter("th")] for line in table.iter("tr")), [])
    dated = [number for number, cell in enumerate(row.xpath("./td|./th")) if first_date(_text(cell))]
    return len(dated) == 1 and dated[0] < len(titles) and _PUBLICATION.search(titles[dated[0]]) is not None


def first_date(text: str) -> str:
    """The first day that a text names, or else the first month with its year, as an ISO date; empty for none."""
    days = (found.as_date for found in find_dates(text))
    day = next((day for day in days if day), None)
    if day is None and (month := _MONTH.search(text)):
        day = date(int(month[2]), MONTHS.index(month[1].lower()) + 1, 1)
    return day.isoformat() if day else ""
