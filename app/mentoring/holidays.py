"""Public holidays of a country, from the library: derived whenever hours are read, never stored. Pure."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache


@cache
def known_countries() -> frozenset[str]:
    """The countries (ISO 3166-1 alpha-2) whose public holidays are known."""
    import holidays

    return frozenset(holidays.list_supported_countries(include_aliases=False))


def holidays_of(country: str, since: date, until: date, language: str = "") -> list[tuple[date, str]]:
    """The public holidays from `since` to `until`, both included, with their names: in `language` where the library has
    them, else in the country's own. A country it does not know has none.
    """
    if country not in known_countries():
        return []
    years = range(since.year, until.year + 1)
    return [told for year in years for told in _of_year(country, year, language) if since <= told[0] <= until]


def closed_days(country: str, worked: list[str], since: date, until: date) -> list[date]:
    """Those that are taken: all but the `worked` ones (ISO dates)."""
    if not country:
        return []
    open_ = set(worked)
    return [day for day, _name in holidays_of(country, since, until) if day.isoformat() not in open_]


@lru_cache(maxsize=512)
def _of_year(country: str, year: int, language: str) -> tuple[tuple[date, str], ...]:
    import holidays

    found = holidays.country_holidays(country, years=year, language=_tongue(country, language))
    return tuple(sorted((day, name) for day, name in found.items() if day.year == year))


@cache
def _tongue(country: str, language: str) -> str | None:
    """The library's name of that language ("en_US"); None for the country's own."""
    import holidays

    spoken = sorted(holidays.list_localized_countries(include_aliases=False).get(country, ()))
    return next((one for one in spoken if language and one.partition("_")[0] == language), None)
