"""Regions after Eurostat's NUTS 2024, levels 1 and 2, in their own languages (nuts.txt: code and name).

A level 1 that is one region of level 2 is left out: it would say the same twice. Greece is EL there, as in the code.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

COUNTRY_OF = {"EL": "GR", "UK": "GB"}
"""Where the first two letters of a region are not the country's ISO code."""


@cache
def regions() -> dict[str, str]:
    """Code → name, in the order of the codes, so that the parts of a region follow it."""
    text = Path(__file__).with_name("nuts.txt").read_text("utf-8")
    return dict(line.split(" ", 1) for line in text.splitlines() if line)


def region_name(code: str) -> str:
    """ "BE23" → "Prov. Oost-Vlaanderen"; a code that is not known is its own name, empty is empty."""
    return regions().get(code, code)


def country_of(code: str) -> str:
    """ "EL30" → "GR"."""
    return COUNTRY_OF.get(code[:2], code[:2])


def regions_of(country: str) -> list[tuple[str, str]]:
    """(code, name) of a country's regions; none where the list does not reach."""
    return [(code, name) for code, name in regions().items() if country_of(code) == country]


def within(code: str) -> tuple[str, str]:
    """From where to where the codes of a region and of its parts go, the end left out: BE2, BE21 … BE25."""
    return code, code[:-1] + chr(ord(code[-1]) + 1)
