"""An exact date's replacement: the season and year, or the time since an earlier date that stands close by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.wording.context import Setting
from scr_publish.checks.privacy.wording.data import wording
from scr_publish.document import Surface
from scr_publish.recognisers.dates import ExactDate, find_dates, season

_ON = re.compile(r"\b[Oo]n (?:the )?$")
CLOSE = 2
"""How many blocks back an earlier date still stands close by."""


def date_wording(settings: Sequence[Setting], subject: Subject) -> Iterator[tuple[Setting, str]]:
    """The replacement of every exact date that is written on the page or in a comment."""
    order = {block.start: i for i, block in enumerate(subject.document.blocks)}
    last: tuple[date, int] | None = None
    for setting in settings:
        if setting.mention.label != "DATE" or setting.block.surface in (Surface.METADATA, Surface.LINK):
            continue
        day = next(iter(find_dates(setting.text)), None)
        if day is None:
            continue
        at = order[setting.block.start]
        when = _in_full(day, last[0] if last else None)
        near = last[0] if last and at - last[1] <= CLOSE else None
        yield setting, _words(setting, day, when, near)
        if when:
            last = when, at


def _in_full(day: ExactDate, before: date | None) -> date | None:
    """The day in the calendar; one without a year has that of the date before it."""
    if day.as_date:
        return day.as_date
    if before is None or not day.month:
        return None
    try:
        return date(before.year, day.month, day.day)
    except ValueError:
        return None


def _words(setting: Setting, day: ExactDate, when: date | None, near: date | None) -> str:
    on = bool(_ON.search(setting.before))
    if setting.mention.rule == "PD301" and on and not day.last and when and near and (words := since(near, when)):
        return words
    if day.month:
        return season(day)
    return season(day) if on else ""


def since(earlier: date, later: date) -> str:
    """The time from one day to another in words ("two weeks later"); empty where it is none, or too long."""
    data, days = wording().since, (later - earlier).days
    if not 0 < days <= data.most_days:
        return ""
    if days == 1:
        return data.one_day
    if days < 7:
        return data.days.format(number=data.numbers[days])
    weeks = round(days / 7)
    text = data.one_week if weeks == 1 else data.weeks.format(number=data.numbers[weeks])
    return text if days % 7 == 0 else data.about.format(text=text)
