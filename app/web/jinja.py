"""What templates can say: gettext, moments in the reader's zone, assets, and the rule behind each control."""

from __future__ import annotations

import importlib
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import (
    format_date,
    format_datetime,
    format_time,
    format_timedelta,
    get_timezone_location,
    get_timezone_name,
)
from babel.lists import format_list
from babel.numbers import format_decimal
from flask import Flask, url_for
from flask_babel import get_locale

from app.core.clock import now
from app.core.rules import allows
from app.reference.queries import country_name, language_name, topic_name
from app.web.gates import maybe_reader
from app.web.language import language, timezone, translations
from app.web.markdown import markdown

EUROPEAN_ENGLISH = Locale("en", "GB")


def init_app(app: Flask) -> None:
    """Fill the environment."""
    env = app.jinja_env
    env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        date=in_days, time=in_minutes, datetime=in_full, day=as_day, ago=ago, zone_name=zone_name, number=number,
        listed=listed, markdown=markdown, iso=iso, weekday=weekday, month=month,
        place=place, country=country_name, language=language_name, topic=topic_name,
    )  # fmt: skip
    env.globals.update(can=can, now=now, url_for=url_for)
    app.context_processor(lambda: {"me": maybe_reader(), "lang": language(), "my_zone": timezone()})


def _european() -> Locale:
    """How dates, times and numbers are written. English without a country is Europe's here: 14 May 2026, 13:30."""
    chosen = get_locale()
    return EUROPEAN_ENGLISH if chosen is None or str(chosen) == "en" else chosen


def _gettext(message: str) -> str:
    return str(translations().ugettext(message))


def _ngettext(singular: str, plural: str, n: int) -> str:
    return str(translations().ungettext(singular, plural, n))


def can(name: str, *things: Any) -> bool:
    """`can("mentoring.accept_request", request)`: the rule `may_accept_request` of the slice, asked for the reader."""
    slice_, verb = name.split(".")
    rule = getattr(importlib.import_module(f"app.{slice_}.rules"), f"may_{verb}")
    reader = maybe_reader()
    return reader is not None and allows(rule(reader, *things))


def _local(moment: datetime, zone: str | None = None) -> datetime:
    return moment.astimezone(ZoneInfo(zone or timezone()))


def in_days(moment: datetime | date | None, form: str = "medium", zone: str | None = None) -> str:
    """The local date: "14 May 2026"."""
    if moment is None:
        return ""
    local = _local(moment, zone).date() if isinstance(moment, datetime) else moment
    return format_date(local, form, locale=_european())


def as_day(moment: datetime | date | None, zone: str | None = None) -> str:
    """The local day with its weekday, the year only when it is not this one: "Thursday 14 May"."""
    if moment is None:
        return ""
    local = _local(moment, zone).date() if isinstance(moment, datetime) else moment
    this_year = local.year == _local(now(), zone).year
    return format_date(local, "EEEE d MMMM" if this_year else "EEEE d MMMM y", locale=_european())


def weekday(day: datetime | date, width: str = "abbreviated") -> str:
    """The day's name: "Mon" (or "Monday" with width="wide")."""
    return format_date(day, "EEE" if width == "abbreviated" else "EEEE", locale=_european())


def month(day: datetime | date) -> str:
    """The month with its year: "May 2026"."""
    return format_date(day, "MMMM y", locale=_european())


def in_minutes(moment: datetime | None, zone: str | None = None) -> str:
    """The local time of day: "13:30"."""
    return "" if moment is None else format_time(_local(moment, zone), "short", locale=_european())


def in_full(moment: datetime | None, zone: str | None = None) -> str:
    """Day and time: "14 May 2026, 13:30"."""
    if moment is None:
        return ""
    local = _local(moment, zone)
    return format_datetime(local.replace(tzinfo=None), "medium", locale=_european()).replace(
        format_time(local.replace(tzinfo=None), "medium", locale=_european()),
        format_time(local.replace(tzinfo=None), "short", locale=_european()),
    )


def zone_name(moment: datetime, zone: str | None = None, short: bool = False) -> str:
    """The zone's name at that moment: "Europe/Sofia", or short "EEST"."""
    name = zone or timezone()
    return get_timezone_name(_local(moment, name), width="short", locale=_european()) if short else name


def place(zone: str) -> str:
    """The zone's city in the reader's language: "Europe/Sofia" → "Sofia"."""
    return get_timezone_location(zone, locale=_european(), return_city=True)


def iso(moment: datetime | date) -> str:
    """For <time datetime>: ISO 8601, UTC."""
    return moment.isoformat().replace("+00:00", "Z")


def ago(moment: datetime | None) -> str:
    """How long ago, in words; today's with the time: "08:47", "yesterday", "12 May"."""
    if moment is None:
        return ""
    days = (_local(now()).date() - _local(moment).date()).days
    if days == 0:
        return in_minutes(moment)
    if 0 < days < 7:
        return format_timedelta(timedelta(days=-days), granularity="day", add_direction=True, locale=_european())
    return in_days(moment)


def number(value: int | float) -> str:
    """With the language's separators."""
    return format_decimal(value, locale=_european())


def listed(items: Any, style: Any = "standard") -> str:
    """ "a, b and c"."""
    return format_list([str(item) for item in items], style=style, locale=_european())
