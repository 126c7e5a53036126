"""One mentorship: the people, their sessions and free times, and all they work on together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries
from app.core.clock import now
from app.mentoring import actions
from app.mentoring.forms.relations import BookForm, StartForm
from app.mentoring.models import MentoringSession, Mentorship
from app.mentoring.queries.pairs import Pair, Who
from app.mentoring.queries.profiles import local_today, profile_of
from app.mentoring.queries.relations import mentorship_of
from app.mentoring.queries.sessions import sessions_of
from app.mentoring.queries.times import times_for
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.mentoring.views.room import room
from app.mentoring.wallclock import clock_change_notice
from app.mentoring.week import beside, monday_of, read_start, start_value, wall_clock, week_of
from app.web.answers import invalid, leave, page
from app.web.gates import current_reader, member, participant
from app.web.jinja import as_day
from app.web.language import timezone

SMALL_STEPS = {
    "mentoring.goal_changed",
    "mentoring.action_changed",
    "mentoring.action_agreed",
    "mentoring.file_removed",
}


def picker(
    mentorship: Mentorship, pair: Pair, form: StartForm, moving: MentoringSession | None = None, lost: bool = False
) -> dict[str, Any]:
    """Free times in the reader's zone: the same `Times` that decides at submit (B4). After a lost race the nearest."""
    me, zone = current_reader(), timezone()
    times, partner = times_for(mentorship, moving=moving, by=me.id), pair.partner_of(me.id)
    slots, chosen = times.free(), read_start(form.start.data or request.args.get("start"))
    asked = request.values.get("week") or (monday_of(chosen, zone).isoformat() if chosen else None)
    week = week_of(slots, asked, local_today(zone), zone, partner)
    return {
        "form": form,
        "week": week,
        "selected": start_value(chosen) if chosen else None,
        "minutes": times.minutes,
        "gate": actions.why(times.gate, times) if times.gate else None,
        "nearest": _links(times.nearest(chosen), zone, partner) if lost and chosen else [],
        "change": clock_change_notice(zone, partner.zone, now(), now() + timedelta(days=56)),
        "place": moving.place if moving else "",
        "asks": times.asks and (moving is None or moving.state == "confirmed"),
    }


def _links(slots: Any, zone: str, partner: Who) -> list[dict[str, str]]:
    """Free times as words with the values that choose them."""
    return [
        {
            "start": start_value(slot.start),
            "week": monday_of(slot.start, zone).isoformat(),
            "text": f"{as_day(slot.start, zone)}, {wall_clock(slot.start, zone)}",
            "note": beside(slot.start, zone, partner),
        }
        for slot in slots
    ]


def _book_form(mentorship: Mentorship, **kwargs: Any) -> BookForm:
    profile = profile_of(mentorship.mentor_id)
    return BookForm(profile.formats if profile else [], **kwargs)


def _context(id: str, form: StartForm | None = None, lost: bool = False, **forms: Any) -> dict[str, Any]:
    me = current_reader()
    mentorship, pair = or_404(mentorship_of(me, id))
    meetings = sessions_of(id)
    times = picker(mentorship, pair, form or _book_form(mentorship, formdata=None), lost=lost)
    return (
        times
        | room(me, mentorship, pair, **forms)
        | {
            "choosing": bool(lost or request.args.get("week") or request.args.get("start") or not meetings),
            "ahead": [m for m in reversed(meetings) if m.is_ahead],
            "before": [m for m in meetings if not m.is_ahead],
            "story": entries(_landmarks(story(me, "mentorship", id, 60)), me),
        }
    )


def _landmarks(rows: list[Any]) -> list[Any]:
    """Its story without each small step, which the goals show anyway."""
    return [row for row in rows if row.verb not in SMALL_STEPS][:12]


def again(id: str, fragment: str | None, status: int, **forms: Any) -> ResponseReturnValue:
    """The page once more, or its part, with a form and what was typed in it."""
    return invalid("mentoring/mentorship.html", fragment, status or 409, **_context(id, **forms))


@bp.get("/mentoring/mentorships/<id>")
@member
def mentorship(id: str) -> ResponseReturnValue:
    """One mentorship; htmx asks for another week of free times, or for older notes."""
    part = "notes" if request.args.get("notes") else "times"
    return page("mentoring/mentorship.html", part, **_context(id))


@bp.post("/mentoring/mentorships/<id>/sessions")
@participant
def session_book(id: str) -> ResponseReturnValue:
    """Book one of the free times."""
    me = current_reader()
    mentorship, pair = or_404(mentorship_of(me, id))
    form = _book_form(mentorship)
    session, status = attempt(
        form, lambda: actions.book_session(me, mentorship, form.start.start, form.chosen_format), "start"
    )
    if session is None:
        return invalid("mentoring/mentorship.html", status=status, **_context(id, form, lost=True))
    asked = _("%(name)s is asked for a yes. The time is kept until then.", name=pair.mentor.name)
    done = _("The session is booked. You both have it here.")
    return leave(url_for("mentoring.session", id=session.id), asked if session.state == "requested" else done)
