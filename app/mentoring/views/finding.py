"""Finding a mentor: the list with its filters, and up to three side by side."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.mentoring.queries.finding import Filters, count_mentors, mentors_export, mentors_page, seeker_of, some_mentors
from app.mentoring.queries.profiles import profile_of
from app.mentoring.queries.soon import free_soon
from app.mentoring.views import bp
from app.mentoring.views.answering import only
from app.reference.catalogue import SECTORS
from app.reference.queries import countries, languages, topic_choices
from app.web.answers import page
from app.web.csv import csv_answer
from app.web.gates import current_reader, member

CSV = ("name", "headline", "city", "country", "topics", "languages", "sectors", "places", "places_free", "url")
AT_ONCE = 3
"""Mentors compared side by side."""
SWITCHES = ("free", "week")


def _choices() -> dict[str, list[tuple[str, str]]]:
    sectors = [(code, str(name)) for code, name in SECTORS.items()]
    return {"topic": topic_choices(), "language": languages(), "sector": sectors, "country": countries()}


def _filters(choices: dict[str, list[tuple[str, str]]]) -> Filters:
    told: dict[str, Any] = {name: only(request.args.get(name, ""), dict(known)) for name, known in choices.items()}
    on: dict[str, Any] = {name: request.args.get(name) == "1" for name in SWITCHES}
    return Filters(q=request.args.get("q", "").strip()[:200], **told, **on)


def _chips(filters: Filters, choices: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Each filter in force, with the address of the list without it."""
    words: dict[str, Any] = {name: dict(known) for name, known in choices.items()}
    words |= {"free": {"1": _("Free places")}, "week": {"1": _("Free this week")}}
    told = {name: getattr(filters, name) for name in ("q", *choices)} | {
        n: "1" for n in SWITCHES if getattr(filters, n)
    }
    kept: dict[str, Any] = {name: value for name, value in told.items() if value}
    sort: dict[str, Any] = {"sort": "name"} if request.args.get("sort") == "name" else {}
    return [
        (
            words.get(name, {}).get(value, value).strip(),
            url_for("mentoring.mentors", **{other: v for other, v in kept.items() if other != name}, **sort),
        )
        for name, value in kept.items()
    ]


@bp.get("/mentoring/mentors")
@member
def mentors() -> ResponseReturnValue:
    """The list with its filters: by fit for who has needs, else by name."""
    me, choices = current_reader(), _choices()
    filters, sort = _filters(choices), only(request.args.get("sort", ""), ("name", "fit"))
    return page(
        "mentoring/mentors.html",
        "results",
        mentors=mentors_page(me, filters, request.args.get("after"), sort),
        count=count_mentors(me, filters),
        filters=filters,
        choices=choices,
        chips=_chips(filters, choices),
        sort=sort,
        own_profile=profile_of(me.id),
    )


@bp.get("/mentoring/mentors.csv")
@member
def mentors_csv() -> ResponseReturnValue:
    """The filtered list, exactly, as CSV."""
    found = mentors_export(current_reader(), _filters(_choices()))
    rows: Any = (
        (
            card.name, card.headline, card.city, card.country, " ".join(card.topics), " ".join(card.languages),
            " ".join(card.sectors), card.capacity, card.free,
            url_for("mentoring.mentor", id=card.id, _external=True),
        )
        for card in found
    )  # fmt: skip
    return csv_answer("mentors.csv", CSV, rows)


@bp.get("/mentoring/mentors/compare")
@member
def mentors_compare() -> ResponseReturnValue:
    """Up to three side by side: `id` once for each."""
    me, asked = current_reader(), [id_[:40] for id_ in request.args.getlist("id")]
    chosen = some_mentors(me, asked[:AT_ONCE])
    seeker = seeker_of(me)
    return page(
        "mentoring/compare.html",
        mentors=chosen,
        times=free_soon([one.id for one in chosen], me),
        more=len(set(asked)) > AT_ONCE,
        needs=bool(seeker and seeker.mentee.needs),
    )
