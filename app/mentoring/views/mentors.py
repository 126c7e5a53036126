"""One who can be asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.activity.queries import story
from app.activity.reading import entries
from app.mentoring.models import KINDS, MentorProfile
from app.mentoring.queries.mentors import mentor_seen
from app.mentoring.queries.pairs import Who, zone_of
from app.mentoring.queries.profiles import local_today, stories_of
from app.mentoring.queries.relations import track_record
from app.mentoring.queries.standing import standing_of
from app.mentoring.queries.times import times_of
from app.mentoring.views import bp
from app.mentoring.views.answering import only, or_404
from app.mentoring.week import week_of
from app.web.answers import page
from app.web.gates import current_reader, member
from app.web.language import timezone


@bp.get("/mentoring/mentors/<id>")
@member
def mentor(id: str) -> ResponseReturnValue:
    """One mentor: why you two match, when they are free, what they help with."""
    me = current_reader()
    card, profile = or_404(mentor_seen(me, id))
    return page(
        "mentoring/mentor.html",
        "times",
        mentor=card,
        standing=standing_of(me, card),
        record=track_record(id),
        story=entries(story(me, "person", id, 8), me),
        terms=profile,
        did=stories_of(id),
        spoken=sorted(card.levels.items()),
        **_free_times(profile, card.name, me.id),
    )


def _free_times(profile: MentorProfile, name: str, reader_id: str) -> dict[str, Any]:
    """The week asked for, of the kind asked for. One's own page shows a draft's times as they will be."""
    own, zone = reader_id == profile.person_id, timezone()
    kind = only(request.args.get("kind", ""), KINDS if profile.first_talk_minutes else ()) or "session"
    times = times_of(profile, None if own else reader_id, kind)
    if own and profile.state == "draft":
        times = replace(times, gate=None)
    partner = Who(profile.person_id, name, "", zone_of(profile.timezone))
    week = week_of(times.free(), request.args.get("week"), local_today(zone), zone, partner)
    return {"week": week, "kind": kind}
