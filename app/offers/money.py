"""Euros as people write and read them, in their language's numbers; kept as whole cents."""

from __future__ import annotations

import re
from decimal import Decimal

from babel import Locale
from babel.numbers import (
    NumberFormatError,
    format_currency,
    format_decimal,
    get_decimal_symbol,
    get_group_symbol,
    parse_decimal,
)

from app.offers.models import MAX_CENTS

_WRITTEN = re.compile(r"[0-9][0-9.,'’]{0,19}", re.ASCII)


def cents(text: str, locale: Locale) -> int:
    """ "1,250.50" (English) or "1 250,50 €" (French) → 125050. ValueError for what could mean something else, too."""
    bare = "".join(text.split()).replace("€", "").removesuffix("EUR")
    if not _WRITTEN.fullmatch(bare) or len(bare.partition(get_decimal_symbol(locale))[2]) > 2:
        raise ValueError(text)
    try:
        amount = parse_decimal(bare, locale, strict=get_group_symbol(locale) in bare) * 100
    except NumberFormatError as wrong:
        raise ValueError(text) from wrong
    if amount > MAX_CENTS:
        raise ValueError(text)
    return int(amount)


def typed(value: int, locale: Locale) -> str:
    """As it stands in a form, without the sign: what `cents` reads back. 125050 → "1,250.50"."""
    return format_decimal(Decimal(value) / 100, "#,##0.00" if value % 100 else "#,##0", locale)


def euros(value: int, locale: Locale) -> str:
    """As it is told: 8000 → "€80", 125050 → "€1,250.50"."""
    pattern = locale.currency_formats["standard"].pattern
    if not value % 100:
        pattern = pattern.replace("0.00", "0")
    return format_currency(Decimal(value) / 100, "EUR", pattern, locale, currency_digits=False)
