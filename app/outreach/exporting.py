"""What happened elsewhere as a table: one row for each activity, in the words of the EC's dissemination and
communication table, in English whatever the reader's language, with a column for each audience. Nothing that the page
would not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import force_locale

from app.core.rules import Actor
from app.outreach.words import AUDIENCE, LEVEL, TYPE, reached
from app.reference.queries import country_name

COLUMNS = (
    "starts_on", "ends_on", "type", "type_in_own_words", "title", "organiser", "place", "country", "online",
    "audiences", *(f"audience_{key}" for key in AUDIENCE), "people_reached", "countries_reached", "work", "innovation",
    "organisation", "people", "link", "text", "state", "seen_by", "logged_by", "logged_at", "version", "id",
)  # fmt: skip
"""`people_reached` is empty when of no audience the number is known; one without a number stands in `audiences`."""


def export_rows(reader: Actor, rows: Iterable[tuple[Any, list[str]]]) -> Iterator[list[Any]]:
    """The cells of every row of `activity_rows`. People are named to those who are shown people's names."""
    named = reader.role != "observer"
    for row, people in rows:
        with force_locale("en"):
            told = dict(row._mapping) | _in_words(row)
        told |= {f"audience_{key}": row.audiences.get(key) for key in AUDIENCE}
        told |= {"people": "; ".join(people) if named else "", "logged_by": row.author if named else ""}
        yield [told[name] for name in COLUMNS]


def _in_words(row: Any) -> dict[str, Any]:
    return {
        "type": str(TYPE.get(row.type, "")),
        "type_in_own_words": row.type_words,
        "country": country_name(row.country),
        "audiences": "; ".join(str(AUDIENCE[key]) for key in row.audiences),
        "people_reached": reached(row.audiences),
        "countries_reached": "; ".join(map(country_name, row.countries)),
        "text": row.about,
        "seen_by": str(LEVEL[row.visibility]),
    }
