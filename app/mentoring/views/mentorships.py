"""One mentorship: the people, their sessions and free times, and all they work on together."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.activity.queries import story
from app.activity.reading import entries
from app.mentoring.forms.sessions import StartForm
from app.mentoring.queries.relations import mentorship_of
from app.mentoring.queries.sessions import sessions_of
from app.mentoring.views import bp
from app.mentoring.views.answering import or_404
from app.mentoring.views.picking import book_form, picker
from app.mentoring.views.room import room
from app.web.answers import invalid, page
from app.web.gates import current_reader, member

CHOSEN = {"week", "start", "view", "kind"}
"""Whoever's address names one of these is choosing a time."""
SMALL_STEPS = {
    "mentoring.goal_changed",
    "mentoring.action_changed",
    "mentoring.action_agreed",
    "mentoring.file_removed",
}


def mentorship_context(id: str, form: StartForm | None = None, lost: bool = False, **forms: Any) -> dict[str, Any]:
    """What the page shows; `form` and `forms` as they were sent, `lost` when somebody else was faster."""
    me = current_reader()
    mentorship, pair = or_404(mentorship_of(me, id))
    meetings = sessions_of(id)
    ahead = [m for m in reversed(meetings) if m.is_ahead]
    times = picker(mentorship, pair, form or book_form(mentorship, formdata=None), lost=lost)
    return (
        times
        | room(me, mentorship, pair, **forms)
        | {
            "choosing": form is not None or bool(CHOSEN & set(request.args)) or not ahead,
            "ahead": ahead,
            "before": [m for m in meetings if not m.is_ahead],
            "story": entries(_landmarks(story(me, "mentorship", id, 60)), me),
        }
    )


def _landmarks(rows: list[Any]) -> list[Any]:
    """Its story without each small step, which the goals show anyway."""
    return [row for row in rows if row.verb not in SMALL_STEPS][:12]


def again(id: str, fragment: str | None, status: int, **forms: Any) -> ResponseReturnValue:
    """The page once more, or its part, with a form and what was typed in it."""
    return invalid("mentoring/mentorship.html", fragment, status or 409, **mentorship_context(id, **forms))


@bp.get("/mentoring/mentorships/<id>")
@member
def mentorship(id: str) -> ResponseReturnValue:
    """One mentorship; htmx asks for another week of free times, or for older notes."""
    part = "notes" if request.args.get("notes") else "times"
    return page("mentoring/mentorship.html", part, **mentorship_context(id))
