"""Which language and which time zone: the person's choice, else the browser's; times never without their zone (T4)."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from babel.support import Translations
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import force_locale, get_translations

from app.config import LANGUAGES
from app.extensions import babel
from app.web.gates import maybe_reader

__all__ = ["force_locale", "init_app", "language", "timezone", "translations"]


def init_app(app: Flask) -> None:
    """Let Flask-Babel ask us."""
    babel.init_app(app, locale_selector=language, timezone_selector=timezone)


def language() -> str:
    """The language of this answer (N3 sets it per recipient with force_locale)."""
    if not has_request_context():
        return "en"
    reader = maybe_reader()
    chosen = (reader.locale if reader else "") or session.get("language", "")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "en"


def timezone() -> str:
    """The reader's zone (IANA), else the cluster's."""
    reader = maybe_reader() if has_request_context() else None
    name = (reader.timezone if reader else "") or current_app.config["CLUSTER"]().timezone
    return name if name in ZONES else "UTC"


ZONES = available_timezones()


def zone() -> ZoneInfo:
    """The reader's zone as an object."""
    return ZoneInfo(timezone())


def translations() -> Translations:
    """The request's catalogue, bound once: gettext by way of Flask-Babel costs 150 times as much per call."""
    locale = getattr(g, "catalogue_locale", None)
    from flask_babel import get_locale

    current = str(get_locale())
    if locale != current:
        g.catalogue, g.catalogue_locale = get_translations(), current
    return g.catalogue
