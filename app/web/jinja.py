"""What templates can say: gettext, moments in the reader's zone, assets, and the rule behind each control."""

from __future__ import annotations

import importlib
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import index
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
from babel.units import format_unit
from flask import Flask, url_for
from flask_babel import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from app.core.clock import now
from app.core.rules import allows
from app.reference.queries import country_name, language_name, topic_name
from app.web.gates import maybe_reader
from app.web.kept import kept
from app.web.language import language, locale_in_force, timezone, translations
from app.web.markdown import markdown

EUROPEAN_ENGLISH = Locale("en", "GB")


def init_app(app: Flask) -> None:
    """Fill the environment."""
    env = app.jinja_env
    env.newstyle_gettext = True  # type: ignore[attr-defined]
    env.globals.update(gettext=_gettext, ngettext=_ngettext, _=_gettext)
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        date=in_days, time=in_minutes, datetime=in_full, day=as_day, day_name=day_name, ago=ago,
        zone_name=zone_name, number=number,
        listed=listed, markdown=markdown, iso=iso, weekday=weekday, month=month,
        bytes=in_bytes, place=place, country=country_name, language=language_name, topic=topic_name,
    )  # fmt: skip
    env.globals.update(can=can, kept=kept, now=now, url_for=url_for)
    app.context_processor(lambda: {"me": maybe_reader(), "lang": language(), "my_zone": timezone()})


def _european() -> Locale:
    """How dates, times and numbers are written. English without a country is Europe's here: 14 May 2026, 13:30."""
    chosen = locale_in_force()
    if chosen is None or (chosen.language == "en" and not chosen.territory):
        return EUROPEAN_ENGLISH
    return chosen


@pass_context
def _gettext(context: Context, message: str, /, **variables: Any) -> str:
    """Jinja's own new style of gettext, without the second call and the formatting of texts in which nothing varies."""
    return _filled(context, translations().ugettext(message), variables)


@pass_context
def _ngettext(context: Context, singular: str, plural: str, n: int, /, **variables: Any) -> str:
    """What counts has to be a number in every language, English too: else only the others find it out."""
    return _filled(context, translations().ungettext(singular, plural, index(n)), {"num": n} | variables)


def _filled(context: Context, text: str, variables: dict[str, Any]) -> str:
    if context.eval_ctx.autoescape:
        text = Markup(text)  # from our own catalogues; the variables are escaped below
    return text % variables if variables or "%" in text else text


def can(name: str, *things: Any) -> bool:
    """`can("mentoring.accept_request", request)`: the rule `may_accept_request` of the slice, asked for the reader."""
    slice_, verb = name.split(".")
    rule = getattr(importlib.import_module(f"app.{slice_}.rules"), f"may_{verb}")
    reader = maybe_reader()
    return reader is not None and allows(rule(reader, *things))


def _local(moment: datetime, zone: str | None = None) -> datetime:
    return moment.astimezone(ZoneInfo(zone or timezone()))


# Babel reads its patterns anew for each value; a page shows the same few days and times again and again.
_written_date = lru_cache(4096)(format_date)
_written_time = lru_cache(4096)(format_time)


def _written(day: datetime | date, form: str) -> str:
    return _written_date(day.date() if isinstance(day, datetime) else day, form, locale=_european())


def in_days(moment: datetime | date | None, form: str = "medium", zone: str | None = None) -> str:
    """The local date: "14 May 2026"."""
    if moment is None:
        return ""
    return _written(_local(moment, zone).date() if isinstance(moment, datetime) else moment, form)


def as_day(moment: datetime | date | None, zone: str | None = None) -> str:
    """The local day with its weekday, the year only when it is not this one: "Thursday 14 May"."""
    if moment is None:
        return ""
    local = _local(moment, zone).date() if isinstance(moment, datetime) else moment
    this_year = local.year == _local(now(), zone).year
    return _written(local, "EEEE d MMMM" if this_year else "EEEE d MMMM y")


def day_name(day: datetime | date | None) -> str:
    """The day as one calls it: "Today", "Yesterday", "Monday 3 November"."""
    if day is None:
        return ""
    local = _local(day).date() if isinstance(day, datetime) else day
    near = {0: _("Today"), 1: _("Yesterday")}
    return near.get((_local(now()).date() - local).days) or as_day(day)


def weekday(day: datetime | date, width: str = "abbreviated") -> str:
    """The day's name: "Mon" (or "Monday" with width="wide")."""
    return _written(day, "EEE" if width == "abbreviated" else "EEEE")


def month(day: datetime | date) -> str:
    """The month with its year: "May 2026"."""
    return _written(day, "MMMM y")


def in_minutes(moment: datetime | None, zone: str | None = None) -> str:
    """The local time of day: "13:30"."""
    if moment is None:
        return ""
    local = _local(moment, zone)
    return _written_time(time(local.hour, local.minute), "short", locale=_european())


def in_full(moment: datetime | None, zone: str | None = None) -> str:
    """Day and time: "14 May 2026, 13:30"."""
    return "" if moment is None else _written_in_full(_local(moment, zone).replace(tzinfo=None), _european())


@lru_cache(4096)
def _written_in_full(local: datetime, locale: Locale) -> str:
    return format_datetime(local, "medium", locale=locale).replace(
        format_time(local, "medium", locale=locale), format_time(local, "short", locale=locale)
    )


def zone_name(moment: datetime, zone: str | None = None, short: bool = False) -> str:
    """The zone's name at that moment: "Europe/Sofia", or short "EEST"."""
    name = zone or timezone()
    return get_timezone_name(_local(moment, name), width="short", locale=_european()) if short else name


def place(zone: str) -> str:
    """The zone's city in the reader's language: "Europe/Sofia" → "Sofia"."""
    return _written_place(zone, locale=_european(), return_city=True)


_written_place = lru_cache(2048)(get_timezone_location)


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
    if days == 1:
        return _("yesterday")
    if 1 < days < 7:
        return format_timedelta(timedelta(days=-days), granularity="day", add_direction=True, locale=_european())
    return in_days(moment)


def number(value: int | float) -> str:
    """With the language's separators."""
    return format_decimal(value, locale=_european())


def in_bytes(size: int) -> str:
    """How large a file is, to the precision that helps: "740 kB", "1.4 MB"."""
    if size < 1_000_000:
        return format_unit(max(1, round(size / 1000)), "kilobyte", "short", locale=_european())
    return format_unit(round(size / 1_000_000, 1), "megabyte", "short", locale=_european())


def listed(items: Any, style: Any = "standard") -> str:
    """ "a, b and c"."""
    return format_list([str(item) for item in items], style=style, locale=_european())
