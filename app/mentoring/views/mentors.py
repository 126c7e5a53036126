"""One who can be asked."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from app.activity.queries import story
from app.activity.reading import entries
from app.mentoring.queries.mentors import mentor_card
from app.mentoring.queries.pairs import Who, zone_of
from app.mentoring.queries.profiles import local_today, profile_of
from app.mentoring.queries.relations import track_record
from app.mentoring.queries.standing import standing_of
from app.mentoring.queries.times import times_of
from app.mentoring.views import bp
from app.mentoring.views.answering import or_404
from app.mentoring.week import Week, week_of
from app.web.answers import page
from app.web.gates import current_reader, member
from app.web.language import timezone


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
