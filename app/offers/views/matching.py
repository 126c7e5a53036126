"""What fits what: for you, brought together by an animator, and where the gaps are."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.core.rules import Refused, require
from app.offers import actions, queries
from app.offers.forms import IntroduceForm
from app.offers.models import CATEGORIES, Post
from app.offers.queries.counterparts import for_you, pair
from app.offers.queries.introductions import OUTCOMES, introductions_page, introductions_rows
from app.offers.queries.radar import Gap, RadarFilter, radar
from app.offers.rules import may_introduce_posts
from app.offers.views import bp
from app.offers.words import CATEGORY, OUTCOME, named
from app.reference.queries import countries
from app.web.answers import Answer, leave, page
from app.web.csv import csv_answer
from app.web.gates import animator, current_reader, participant

CSV_INTRODUCTIONS = ("introduced_at", "offer", "giver", "need", "seeker", "outcome")
CSV_RADAR = ("by", "key", "region", "needs", "offers", "missing", "oldest")


@bp.get("/offers/for-you")
@participant
def fitting() -> Answer:
    """For each of one's posts and innovations, what fits and why."""
    return page("offers/for_you.html", found=for_you(current_reader()))


@bp.route("/offers/<id>/introductions", methods=["GET", "POST"])
@animator
def introduce(id: str) -> Answer:
    """Bring this post and another together, with a line to both."""
    post, other = _seen(id), _seen(request.args.get("with", ""))
    require(may_introduce_posts(current_reader()))
    form = IntroduceForm()
    if form.validate_on_submit():
        try:
            actions.introduce_posts(current_reader(), post, other, form.note.data or "")
            return leave(url_for("offers.introductions"), _("Both have been told of each other."))
        except Refused as refused:
            form.refuse(refused)
    status = 422 if form.errors else 200
    return page("offers/introduce.html", status=status, form=form, post=post, other=other, match=pair(post, other))


@bp.get("/offers/introductions")
@animator
def introductions() -> Answer:
    """Whom animators brought together, and what came of it."""
    outcome = _outcome()
    return page(
        "offers/introductions.html",
        "results",
        found=introductions_page(outcome, request.args.get("after")),
        outcome=outcome,
        outcomes=[(key, OUTCOME[key][0]) for key in OUTCOMES],
    )


@bp.get("/offers/introductions.csv")
@animator
def introductions_csv() -> Answer:
    """Exactly that list."""
    rows = (
        (one.row.created_at, named(one.row.offer), one.row.giver, named(one.row.need), one.row.seeker, one.outcome)
        for one in introductions_rows(_outcome())
    )
    return csv_answer("introductions.csv", CSV_INTRODUCTIONS, rows)


@bp.get("/offers/radar")
@animator
def gap_radar() -> Answer:
    """Where more is needed than is offered; prints to one page."""
    asked = RadarFilter.read(request.args)
    return page(
        "offers/radar.html",
        "results",
        found=radar(current_reader(), asked),
        asked=asked,
        categories=[(key, CATEGORY[key]) for key in CATEGORIES],
        countries=countries(),
    )


@bp.get("/offers/radar.csv")
@animator
def gap_radar_csv() -> Answer:
    """Every gap, also those for which a sheet of paper has no room."""
    found = radar(current_reader(), RadarFilter.read(request.args))
    rows: list[tuple[Any, ...]] = []
    for by, gaps in (("topic", found.topics), ("category", found.categories), ("place", found.places)):
        rows += [_gap_row(by, gap) for gap in gaps]
    return csv_answer("radar.csv", CSV_RADAR, rows)


def _gap_row(by: str, gap: Gap) -> tuple[Any, ...]:
    key, region = (*gap.key, "")[:2]
    return by, key, region, gap.needs, gap.offers, gap.missing, gap.since


def _seen(id: str) -> Post:
    return queries.find_post(current_reader(), id) or abort(404)


def _outcome() -> str:
    asked = request.args.get("outcome", "")
    return asked if asked in OUTCOMES else ""
