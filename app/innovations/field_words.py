"""What the fields of a list are called where somebody says which column is which."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.reference.queries import languages

FIELD_WORDS: dict[str, Any] = {
    "name": _l("Name"),
    "source_id": _l("Its id in the list"),
    "summary": _l("Summary"),
    "texts": _l("Summaries by language (JSON)"),
    "language": _l("Language of the texts"),
    "challenge": _l("The challenge"),
    "solution": _l("What it does about it"),
    "types": _l("Types or sectors"),
    "stage": _l("Maturity"),
    "goals": _l("Sustainable Development Goals"),
    "country": _l("Country"),
    "country_written": _l("Country as people wrote it"),
    "city": _l("Town"),
    "postcode": _l("Postcode"),
    "lat": _l("Latitude"),
    "lon": _l("Longitude"),
    "website": _l("Website"),
    "found_by": _l("Who found it"),
    "source_url": _l("Its page in the list"),
}

OUTCOMES: dict[str, Any] = {
    "taken": _l("New"),
    "updated": _l("Updated"),
    "unchanged": _l("Here already"),
    "refused": _l("Left out"),
}
"""What becomes of a line, as its page says it."""


def field_choices() -> list[tuple[str, str]]:
    """(field, its name) in the reader's language; the summary also in each language."""
    plain = [(field, str(word)) for field, word in FIELD_WORDS.items()]
    return [*plain, *((f"summary_{code}", f"{FIELD_WORDS['summary']}: {name}") for code, name in languages())]


def field_name(field: str) -> str:
    """One of them."""
    return dict(field_choices()).get(field, field)
