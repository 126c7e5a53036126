"""Countries as people write them, and roughly where they lie. Codes are ISO 3166-1 alpha-2."""

from __future__ import annotations

from functools import cache

from babel import Locale

from app.core.search import fold

NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Two-letter codes of Babel's list that nobody lives in: unions, test regions, "unknown"."""

WRITTEN = {
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "great britain": "GB",
    "u k": "GB", "grossbritannien": "GB", "el": "GR", "hellas": "GR", "cypres": "CY", "frace": "FR", "italu": "IT",
    "czech republic": "CZ", "ceska republika": "CZ", "slovak republic": "SK", "slovenska republika": "SK",
    "holland": "NL", "the netherlands": "NL", "portogallo": "PT", "macedonia": "MK", "turkey": "TR", "moldova": "MD",
    "republic of ireland": "IE", "eire": "IE", "bosnia": "BA", "kosovo": "XK", "russia": "RU", "usa": "US",
}  # fmt: skip
"""What Babel's names do not cover: old names, parts of a country, slips of the pen seen in real lists."""

AMBIGUOUS = {"sr": ("SK", "RS"), "ch": ("CH", "CZ")}
"""Short forms that two countries use ("SR": Slovenská republika, or Serbia): the coordinates decide."""

BOXES: dict[str, tuple[float, float, float, float]] = {
    "AL": (39.6, 19.2, 42.7, 21.1), "AT": (46.3, 9.5, 49.1, 17.2), "BA": (42.5, 15.7, 45.3, 19.7),
    "BE": (49.4, 2.5, 51.6, 6.5), "BG": (41.2, 22.3, 44.3, 28.7), "CH": (45.8, 5.9, 47.9, 10.6),
    "CY": (34.5, 32.2, 35.8, 34.7), "CZ": (48.5, 12.0, 51.1, 18.9), "DE": (47.2, 5.8, 55.1, 15.1),
    "DK": (54.5, 8.0, 57.8, 15.3), "EE": (57.5, 21.7, 59.8, 28.3), "ES": (27.6, -18.3, 43.9, 4.4),
    "FI": (59.7, 19.1, 70.2, 31.6), "FR": (41.3, -5.3, 51.2, 9.7), "GB": (49.8, -8.7, 60.9, 1.9),
    "GH": (4.7, -3.3, 11.2, 1.2), "GR": (34.7, 19.3, 41.8, 29.7), "HR": (42.3, 13.4, 46.6, 19.5),
    "HU": (45.7, 16.0, 48.6, 23.0), "IE": (51.4, -10.7, 55.5, -5.9), "IM": (54.0, -4.9, 54.5, -4.2),
    "IT": (35.4, 6.6, 47.1, 18.6), "KE": (-4.8, 33.9, 5.1, 41.9), "LT": (53.8, 20.9, 56.5, 26.9),
    "LU": (49.4, 5.7, 50.2, 6.6), "LV": (55.6, 20.9, 58.1, 28.3), "ME": (41.8, 18.4, 43.6, 20.4),
    "MK": (40.8, 20.4, 42.4, 23.1), "MT": (35.7, 14.1, 36.1, 14.6), "NL": (50.7, 3.3, 53.6, 7.3),
    "NO": (57.9, 4.6, 71.2, 31.1), "PL": (49.0, 14.1, 54.9, 24.2), "PT": (30.0, -31.3, 42.2, -6.1),
    "RO": (43.6, 20.2, 48.3, 29.8), "RS": (41.8, 18.8, 46.2, 23.1), "SE": (55.3, 10.9, 69.1, 24.2),
    "SI": (45.4, 13.3, 46.9, 16.7), "SK": (47.7, 16.8, 49.7, 22.6), "TR": (35.8, 25.6, 42.2, 44.9),
    "UA": (44.3, 22.1, 52.4, 40.3), "UG": (-1.5, 29.5, 4.3, 35.1), "XK": (41.8, 20.0, 43.3, 21.8),
}  # fmt: skip
"""South, west, north, east, in degrees: a rough check that a point can be in the country, no more."""

NAMES_IN = "en fr de es it pt nl el bg ro hu cs sk pl sl hr fi sv da et lv lt mt sr uk tr ga is no".split()
_MARGIN = 0.15


def country_code(written: str) -> str:
    """ "Österreich", "AUSTRIA", "at", "UK" → its code; "" when it is not known."""
    plain = " ".join(fold(written).replace(".", " ").split())
    if plain in WRITTEN:
        return WRITTEN[plain]
    if len(plain) == 2 and plain.isascii():
        return plain.upper() if plain.upper() in _english() else ""
    return _names().get(plain, "")


def names_of(code: str) -> set[str]:
    """A country's name in Europe's languages, for the search: people look for "Ελλάδα" and "Griechenland" too."""
    return _names_by_code().get(code, set())


def contains(code: str, latitude: float, longitude: float) -> bool | None:
    """Can this point be in that country? None when we do not know the country's outline."""
    box = BOXES.get(code)
    if box is None:
        return None
    south, west, north, east = box
    return south - _MARGIN <= latitude <= north + _MARGIN and west - _MARGIN <= longitude <= east + _MARGIN


@cache
def _english() -> dict[str, str]:
    territories = Locale("en").territories.items()
    return {code: name for code, name in territories if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES}


@cache
def _names_by_code() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for language in NAMES_IN:
        for code, name in Locale(language).territories.items():
            if code in _english():
                found.setdefault(code, set()).add(name)
    return found


@cache
def _names() -> dict[str, str]:
    return {fold(name): code for code, names in _names_by_code().items() for name in names}
