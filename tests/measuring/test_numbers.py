"""Numbers as people write them, and what looks like a slip."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.measuring.numbers import NotANumber, read_number, write_number
from app.measuring.plausible import warnings_of


@pytest.mark.parametrize(
    ("text", "locale", "number"),
    [("1,234.5", "en", 1234.5), ("1 234,5", "fr", 1234.5), ("1\u202f234,5", "fr", 1234.5), ("1.234,5", "de", 1234.5),
     ("1.234", "de", 1234), ("1.234", "en", 1.234), ("12,5", "en", 12.5), ("12.5", "fr", 12.5), ("12.5", "de", 12.5),
     ("1.234,5", "fr", 1234.5), ("1'234.50", "en", 1234.5), ("€ 3,000", "en", 3000), ("3000 EUR", "fr", 3000),
     ("45 %", "en", 45), ("-3", "en", -3), ("\u22123,5", "fr", -3.5), ("1 234 567", "en", 1234567), ("0", "en", 0),
     ("  ", "en", None), ("", "fr", None)],
)  # fmt: skip
def test_numbers_are_understood(text: str, locale: str, number: float | None) -> None:
    assert read_number(text, locale) == number


@pytest.mark.parametrize("text", ["many", "12 34", "1,2,3", "1..5", "--3", "1e9", "NaN", "inf", "3 or 4", "9" * 30])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        read_number(text, "en")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.floats(-1e12, 1e12).map(lambda value: round(value, 4)), st.sampled_from(["en", "fr", "de", "pl", "bg", "nl"]))
def test_what_is_written_is_read_back(value: float, locale: str) -> None:
    assert read_number(write_number(value, locale), locale) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("value", "previous", "more", "found"),
    [(100, 10, {}, ["jump_up"]), (99, 10, {}, []), (1, 10, {}, ["jump_down"]), (2, 10, {}, []), (0, 10, {}, []),
     (10, 0, {}, []), (5, None, {}, []), (None, 5, {}, []), (-3, 2, {}, ["negative"]),
     (120, 50, {"measure": "percentage"}, ["range"]), (-1, None, {"measure": "percentage"}, ["range"]),
     (100, 99, {"measure": "percentage"}, []), (3, 4, {"code": "countries"}, ["less"]),
     (3, 4, {"code": "volunteers"}, []), (4, 40, {"code": "sites"}, ["jump_down"]),
     (10, None, {"parts": {"gender": [4, 6]}}, []), (10, None, {"parts": {"gender": [4, 5]}}, ["parts"]),
     (10, None, {"parts": {"gender": [4, None]}}, []), (10, None, {"parts": {"gender": [14, None]}}, ["parts"]),
     (10, None, {"parts": {"gender": [None, None]}}, []),
     (2.5, None, {"parts": {"gender": [1.2, 1.3]}}, []), (2.5, None, {"parts": {"gender": [1.2, 1.0]}}, ["parts"]),
     (50, None, {"measure": "percentage", "parts": {"gender": [60, 40]}}, [])],
)  # fmt: skip
def test_slips_are_noticed(value: float | None, previous: float | None, more: dict, found: list[str]) -> None:
    assert warnings_of(value, previous, **more) == found
