"""Euros, as people type and read them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from app.offers.models import MAX_CENTS
from app.offers.money import cents, euros, typed

LOCALES = [Locale.parse(name) for name in ("en", "fr", "de", "de_CH", "el", "pl", "it", "sv", "bg")]


@given(st.integers(0, MAX_CENTS), st.sampled_from(LOCALES))
def test_what_the_form_shows_reads_back_as_the_same(value: int, locale: Locale) -> None:
    assert cents(typed(value, locale), locale) == value


@given(st.text(max_size=40), st.sampled_from(LOCALES))
def test_whatever_is_typed_is_an_amount_or_refused(text: str, locale: Locale) -> None:
    with suppress(ValueError):
        assert 0 <= cents(text, locale) <= MAX_CENTS


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [("80", "en", 8000), ("1,250.50", "en", 125050), ("€ 80.5", "en", 8050), ("80 EUR", "en", 8000),
     ("1 250,50 €", "fr", 125050), ("1\u202f250,5", "fr", 125050), ("1.250,50", "de", 125050), ("0", "en", 0)],
)  # fmt: skip
def test_amounts(text: str, locale: str, value: int) -> None:
    assert cents(text, Locale.parse(locale)) == value


@pytest.mark.parametrize(
    "text", ["1,25", "1.250", "1.234.567", "-3", "1e5", "NaN", "Infinity", "٣", ".5", "10,000,000.01", "9" * 5000, "€"]
)
def test_what_could_mean_something_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        cents(text, Locale.parse("en"))


def test_whole_euros_are_told_without_cents() -> None:
    assert (euros(8000, Locale.parse("en")), euros(125050, Locale.parse("en"))) == ("€80", "€1,250.50")
