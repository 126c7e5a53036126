"""Numbers as people write them: "1 234,5", "1,234.5", "1.234,5 €". Pure, but for the names of locales."""

from __future__ import annotations

import re
from decimal import Decimal

from babel import Locale
from babel.numbers import NumberFormatError, format_decimal, get_group_symbol, parse_decimal

MOST = Decimal(10) ** 15
"""What is larger than this was not counted by anybody."""
OTHERS = ("en_GB", "de_DE", "fr_FR")
"""How numbers are written around us: a point for the fraction, a comma and points between, a comma and spaces."""
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_AROUND = re.compile(r"^(?:EUR|€)|(?:EUR|€|%)$", re.IGNORECASE)


class NotANumber(ValueError):
    """Nothing that could be meant as a number, or one that could mean two."""


def european(locale: Locale | str | None) -> str:
    """The locale whose separators are used: English without a country is Europe's here."""
    code = str(locale or "en")
    return "en_GB" if code == "en" else code


def read_number(text: str, locale: Locale | str | None) -> float | None:
    """The number that was typed, by the separators of the reader's locale; where these do not fit, by another's if all
    that fit say the same ("12,5" typed by an English reader). None for nothing. Raises NotANumber."""
    plain = _AROUND.sub("", text.strip()).strip().replace("\u2212", "-")
    if not plain:
        return None
    squeezed = _SPACES.sub("", plain)
    if not re.fullmatch(r"[+-]?[\d.,]+", squeezed) or not _SPACED.fullmatch(plain):
        raise NotANumber(text)
    own = _strictly(squeezed, european(locale))
    found = {own} if own is not None else {each for code in OTHERS if (each := _strictly(squeezed, code)) is not None}
    if len(found) != 1 or abs(value := found.pop()) > MOST:
        raise NotANumber(text)
    return float(value)


_SPACED = re.compile(r"[+-]?\s?(?:\d{1,3}(?:[\s\u00a0\u202f\u2009'’]\d{3})+|[\d.,]+)(?:[.,]\d+)?")
"""Spaces stand between groups of three, nowhere else: "12 34" was two numbers."""


def _strictly(text: str, code: str) -> Decimal | None:
    """By one locale's separators, which must be where they belong. Spaces are gone, so a locale that groups by them
    takes none of the other signs."""
    if get_group_symbol(code) not in ",." and text.count(".") > 0:
        return None
    try:
        return parse_decimal(text.lstrip("+"), code, strict=True)
    except (NumberFormatError, ArithmeticError):
        return None


def write_number(value: float | None, locale: Locale | str | None) -> str:
    """With the reader's separators, as many decimals as it has, up to six. Empty for None."""
    return "" if value is None else format_decimal(value, "#,##0.######", locale=european(locale))
