"""Who can be asked."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries
from app.mentoring.queries.mentors import (
    Filters,
    count_mentors,
    mentor_card,
    mentors_export,
    mentors_page,
)
from app.mentoring.queries.pairs import Who, zone_of
from app.mentoring.queries.profiles import local_today, profile_of
from app.mentoring.queries.relations import track_record
from app.mentoring.queries.standing import standing_of
from app.mentoring.queries.times import times_of
from app.mentoring.views import bp
from app.mentoring.views.answering import only, or_404
from app.mentoring.week import Week, week_of
from app.reference.queries import countries, languages, topic_choices
from app.web.answers import page
from app.web.csv import csv_answer
from app.web.gates import current_reader, member
from app.web.language import timezone

CSV = ("name", "headline", "city", "country", "topics", "languages", "places", "places_free", "url")


def _choices() -> dict[str, list[tuple[str, str]]]:
    return {"topic": topic_choices(), "language": languages(), "country": countries()}


def _filters(choices: dict[str, list[tuple[str, str]]]) -> Filters:
    told = {name: only(request.args.get(name, ""), dict(known)) for name, known in choices.items()}
    return Filters(q=request.args.get("q", "").strip()[:200], free=request.args.get("free") == "1", **told)


def _chips(filters: Filters, choices: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Each filter in force, with the address of the list without it."""
    words = {name: dict(known) for name, known in choices.items()}
    told = {"q": filters.q, "topic": filters.topic, "language": filters.language, "country": filters.country,
            "free": "1" if filters.free else ""}  # fmt: skip
    kept: dict[str, Any] = {name: value for name, value in told.items() if value}
    return [
        (
            _("Free places") if name == "free" else words.get(name, {}).get(value, value).strip(),
            url_for("mentoring.mentors", **{other: v for other, v in kept.items() if other != name}),
        )
        for name, value in kept.items()
    ]


@bp.get("/mentoring/mentors")
@member
def mentors() -> ResponseReturnValue:
    """The list with its filters."""
    choices = _choices()
    filters = _filters(choices)
    return page(
        "mentoring/mentors.html",
        "results",
        mentors=mentors_page(current_reader(), filters, request.args.get("after")),
        count=count_mentors(filters),
        filters=filters,
        choices=choices,
        chips=_chips(filters, choices),
        own_profile=profile_of(current_reader().id),
    )


@bp.get("/mentoring/mentors.csv")
@member
def mentors_csv() -> ResponseReturnValue:
    """The filtered list, exactly, as CSV."""
    found = mentors_export(_filters(_choices()))
    rows: list[Any] = [
        (
            card.name, card.headline, card.city, card.country, " ".join(card.topics), " ".join(card.languages),
            card.capacity, card.free, url_for("mentoring.mentor", id=card.id, _external=True),
        )
        for card in found
    ]  # fmt: skip
    return csv_answer("mentors.csv", CSV, rows)


@bp.get("/mentoring/mentors/<id>")
@member
def mentor(id: str) -> ResponseReturnValue:
    """One mentor: why you two match, when they are free, what they help with."""
    me = current_reader()
    card = or_404(mentor_card(me, id))
    return page(
        "mentoring/mentor.html",
        "times",
        mentor=card,
        standing=standing_of(me, card),
        week=_free_times(id, card.name, me.id),
        record=track_record(id),
        story=entries(story(me, "person", id, 8), me),
    )


def _free_times(mentor_id: str, name: str, reader_id: str) -> Week:
    profile = or_404(profile_of(mentor_id))
    times, zone = times_of(profile, None if reader_id == mentor_id else reader_id), timezone()
    partner = Who(mentor_id, name, "", zone_of(profile.timezone))
    return week_of(times.free(), request.args.get("week"), local_today(zone), zone, partner)
