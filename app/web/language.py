"""Which language and which time zone: the person's choice, else the browser's; times never without their zone (T4)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Domain, force_locale, get_locale

from app.config import LANGUAGES, PACKAGE
from app.extensions import babel
from app.web.gates import maybe_reader

__all__ = ["force_locale", "init_app", "language", "locale_in_force", "timezone", "translations", "written_for"]

_recipients_zone: ContextVar[str] = ContextVar("recipients_zone", default="")


def init_app(app: Flask) -> None:
    """Let Flask-Babel ask us."""
    babel.init_app(app, locale_selector=language, timezone_selector=timezone)
    app.extensions["babel"].instance.domain_instance = Catalogues()


def language() -> str:
    """The language of this answer (N3 sets it per recipient with force_locale)."""
    if not has_request_context():
        return "en"
    reader = maybe_reader()
    chosen = (reader.locale if reader else "") or session.get("language", "")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "en"


def timezone() -> str:
    """The reader's zone (IANA), else the cluster's; in a mail, the recipient's."""
    if told := _recipients_zone.get():
        return told
    reader = maybe_reader() if has_request_context() else None
    name = (reader.timezone if reader else "") or current_app.config["CLUSTER"]().timezone
    return name if name in ZONES else "UTC"


ZONES = available_timezones()


def zone() -> ZoneInfo:
    """The reader's zone as an object."""
    return ZoneInfo(timezone())


@contextmanager
def written_for(locale: str, zone: str) -> Iterator[None]:
    """Everything inside is written in this person's language and zone, whoever asks: mail (N3)."""
    token = _recipients_zone.set(zone if zone in ZONES else "")
    try:
        with force_locale(locale if locale in LANGUAGES else LANGUAGES[0]):
            yield
    finally:
        _recipients_zone.reset(token)


class Catalogues(Domain):
    """Flask-Babel's texts, read once per process: it would parse the whole .mo file again for every request."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of the language in force."""
        return translations()


@cache
def catalogue(code: str) -> NullTranslations:
    """The texts of one language; English is what stands in the source."""
    return Translations.load(PACKAGE / "translations", [code])


def translations() -> NullTranslations:
    """The catalogue of the language in force."""
    locale = locale_in_force()
    return catalogue(locale.language if locale else LANGUAGES[0])


def locale_in_force() -> Locale | None:
    """What `get_locale` says, at a fifth of its price: a page asks hundreds of times, once for each text it shows.

    Flask-Babel keeps its answer in `g` (and changes it there for `force_locale`); only the first time it has to choose.
    """
    try:
        return cast("Locale | None", g._flask_babel.babel_locale)
    except (AttributeError, RuntimeError):
        return get_locale()
