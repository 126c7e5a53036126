"""Where mentoring begins: what waits, who one works with, when one meets."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from app.core.rules import allows
from app.mentoring import queries
from app.mentoring.queries.finding import best_mentors
from app.mentoring.queries.overview import standings
from app.mentoring.queries.profiles import profile_of
from app.mentoring.queries.relations import mentorships_of, requests_of
from app.mentoring.queries.sessions import past, to_confirm
from app.mentoring.rules import may_care
from app.mentoring.views import bp
from app.web.answers import page
from app.web.gates import current_reader, member


@bp.get("/mentoring")
@member
def index() -> ResponseReturnValue:
    """The hub."""
    me = current_reader()
    return page(
        "mentoring/index.html",
        waiting=queries.waiting_for(me),
        profile=profile_of(me.id),
        requests=requests_of(me.id),
        mentorships=mentorships_of(me.id),
        ended=mentorships_of(me.id, running=False, limit=10),
        coming=queries.next_sessions(me, 5),
        unmarked=to_confirm(me.id),
        past=past(me.id),
        suggested=best_mentors(me),
        standings=standings() if allows(may_care(me)) else None,
    )
