"""One session: when and where, and what can be done with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries
from app.core.clock import now
from app.core.rules import allows, require
from app.mentoring import actions
from app.mentoring.forms.relations import FeedbackForm
from app.mentoring.forms.sessions import FORMAT_NAMES, CancelForm, ContestForm, DecisionForm, ReasonForm, StartForm
from app.mentoring.models import MentoringSession, Mentorship
from app.mentoring.presence import shown_state
from app.mentoring.queries.pairs import Pair
from app.mentoring.queries.relations import mentorship_of, taking_part
from app.mentoring.queries.sessions import (
    all_feedback,
    asked_together,
    feedback_of,
    rest_of_series,
    session_of,
)
from app.mentoring.queries.work import RUNNING
from app.mentoring.rules import may_change_session, may_read_feedback, may_work
from app.mentoring.series import MOST
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.mentoring.views.picking import picker
from app.mentoring.views.presence import attendance_of
from app.mentoring.views.room import notes_part
from app.mentoring.week import read_start, start_value
from app.web.answers import invalid, leave, page
from app.web.gates import current_reader, member, participant


def seen(id: str) -> tuple[MentoringSession, Pair]:
    """The session for its two people and for animators, or 404."""
    return or_404(session_of(current_reader(), id))


def _mentorship(session: MentoringSession) -> Mentorship:
    return or_404(mentorship_of(current_reader(), session.mentorship_id or ""))[0]


def session_context(id: str, form: FeedbackForm | None = None, **forms: Any) -> dict[str, Any]:
    """What the page shows; `form`, `declining`, `contesting`, `deciding` as they were sent."""
    me = current_reader()
    (session, pair), people = seen(id), taking_part(id)
    mine = feedback_of(id, me.id)
    stored = {"useful": str(mine.useful), "next_step": mine.next_step} if mine else {}
    return (
        {
            "meeting": session,
            "people": people,
            "pair": pair,
            "partner": pair.partner_of(me.id),
            "shown": shown_state(session.state, session.ends_at, session.held_until, now()),
            "declining": _declining(session, formdata=None),
            "contesting": ContestForm(formdata=None),
            "deciding": DecisionForm(pair.mentor.name, pair.mentee.name, formdata=None),
            "attendance": attendance_of(session, pair, me),
            "format_name": FORMAT_NAMES.get(session.format, ""),
            "began": session.starts_at <= now(),
            "over": session.ends_at <= now(),
            "answered": mine is not None,
            "form": form or FeedbackForm(formdata=None, **stored),
            "answers": all_feedback(id) if allows(may_read_feedback(me, people)) else [],
            "story": entries(story(me, "session", id, 10), me),
        }
        | _in_words(session, pair)
        | _to_answer(session)
        | _notes(session)
        | forms
    )


def _in_words(session: MentoringSession, pair: Pair) -> dict[str, Any]:
    """`heading`, and `cancelled_by`: the name of which of the two, or nothing."""
    me = current_reader().id
    mine = me in (pair.mentor.id, pair.mentee.id)
    between = {"mentor": pair.mentor.name, "mentee": pair.mentee.name}
    with_partner = _("Session with %(name)s", name=pair.partner_of(me).name)
    heading = with_partner if mine else _("Session of %(mentor)s and %(mentee)s", **between)
    by = next((one.name for one in pair.both if one.id == session.cancelled_by), "")
    return {"heading": heading, "cancelled_by": by}


def _to_answer(session: MentoringSession) -> dict[str, Any]:
    """What waits for a yes: `proposed`, another time as (start, end), or `together`, all dates that were asked for as
    one. `answering` are the starts that are shown with the question, as the form sends them back."""
    length, start = session.ends_at - session.starts_at, session.proposed_start
    proposed = (start, start + length) if start and not session.is_let_go(now()) else None
    together = asked_together(session) if session.state == "requested" else []
    starts = [proposed[0]] if proposed else [one.starts_at for one in together]
    return {"proposed": proposed, "together": together, "answering": " ".join(start_value(at) for at in starts)}


def _notes(session: MentoringSession) -> dict[str, Any]:
    """What was written down about it, for who may read it (M7); a group session has no such notes."""
    if session.mentorship_id is None:
        return {"notes": None}
    mentorship, me = _mentorship(session), current_reader()
    running = mentorship.state in RUNNING and allows(may_work(me, mentorship))
    return {"works": running, "mentorship": mentorship} | notes_part(me, mentorship, session_id=session.id)


@bp.get("/mentoring/sessions/<id>")
@member
def session(id: str) -> ResponseReturnValue:
    """One session."""
    return page("mentoring/session.html", **session_context(id))


def _cancelling(id: str, form: CancelForm) -> dict[str, Any]:
    found, pair = seen(id)
    rest = rest_of_series(found.series_id, found.starts_at) if found.series_id else []
    partner = pair.partner_of(current_reader().id)
    return {"meeting": found, "pair": pair, "partner": partner, "form": form, "rest": rest}


def _cancel_form(session: MentoringSession) -> CancelForm:
    return CancelForm(series=session.series_id is not None)


@bp.get("/mentoring/sessions/<id>/cancellation")
@participant
def session_cancellation(id: str) -> ResponseReturnValue:
    """Ask why, and say what it means."""
    found, _pair = seen(id)
    require(may_change_session(current_reader(), found))
    return page("mentoring/session_cancel.html", **_cancelling(id, _cancel_form(found)))


@bp.post("/mentoring/sessions/<id>/cancellation")
@participant
def session_cancel(id: str) -> ResponseReturnValue:
    """Cancel it, or it and all later ones of its series; the other one is told."""
    (found, _pair), me = seen(id), current_reader()
    form = _cancel_form(found)
    cancel = actions.cancel_series if form.whole_rest else actions.cancel_session
    done, status = attempt(form, lambda: cancel(me, found, form.reason.data or ""), "reason")
    if done is None:
        return invalid("mentoring/session_cancel.html", status=status, **_cancelling(id, form))
    one, more = _("The session is cancelled, and its time is free again."), _("The sessions are cancelled.")
    return leave(url_for("mentoring.session", id=id), more if form.whole_rest else one)


@bp.post("/mentoring/sessions/<id>/confirmation")
@participant
def session_confirm(id: str) -> ResponseReturnValue:
    """Say yes to a session, or to all dates of a series, that was asked for."""
    (found, pair), starts = seen(id), _starts_shown()
    if len(starts) > 1:
        actions.confirm_series(current_reader(), found, starts)
        told = _("All %(n)d sessions are booked. %(name)s is told.", n=len(starts), name=pair.mentee.name)
        return leave(url_for("mentoring.session", id=id), told)
    actions.confirm_session(current_reader(), found, next(iter(starts), None))
    return leave(url_for("mentoring.session", id=id), _("It is booked. %(name)s is told.", name=pair.mentee.name))


def _starts_shown() -> list[datetime]:
    """The starts that the reader saw when they answered."""
    values = request.form.get("start", "").split()[:MOST]
    return [start for value in values if (start := read_start(value))]


@bp.post("/mentoring/sessions/<id>/refusal")
@participant
def session_decline(id: str) -> ResponseReturnValue:
    """Say no to it, or to all dates of its series that wait."""
    (found, pair), me = seen(id), current_reader()
    form = _declining(found)
    decline = actions.decline_series if form.whole_series else actions.decline_session
    done, status = attempt(form, lambda: decline(me, found, form.reason.data or ""), "reason")
    if done is None:
        return invalid("mentoring/session.html", status=status, **session_context(id, declining=form))
    return leave(url_for("mentoring.session", id=id), _("%(name)s is told; the time is free.", name=pair.mentee.name))


def _declining(session: MentoringSession, **kwargs: Any) -> ReasonForm:
    return ReasonForm(series=session.series_id is not None, **kwargs)


@bp.post("/mentoring/sessions/<id>/move/acceptance")
@participant
def move_accept(id: str) -> ResponseReturnValue:
    """Say yes to the other time."""
    found, _pair = seen(id)
    actions.accept_move(current_reader(), found, read_start(request.form.get("start")))
    return leave(url_for("mentoring.session", id=id), _("The session has its new time; the old one is free again."))


@bp.post("/mentoring/sessions/<id>/move/refusal")
@participant
def move_decline(id: str) -> ResponseReturnValue:
    """The old time stands."""
    found, _pair = seen(id)
    actions.decline_move(current_reader(), found)
    return leave(url_for("mentoring.session", id=id), _("The session stays at its time."))


def _move_context(id: str, form: StartForm, lost: bool = False) -> dict[str, Any]:
    found, pair = seen(id)
    require(may_change_session(current_reader(), found))
    times = picker(_mentorship(found), pair, form, found, lost)
    return times | {"meeting": found, "pair": pair, "partner": pair.partner_of(current_reader().id)}


@bp.get("/mentoring/sessions/<id>/time")
@participant
def session_time(id: str) -> ResponseReturnValue:
    """Choose another time."""
    return page("mentoring/session_move.html", "times", **_move_context(id, StartForm(formdata=None)))


@bp.post("/mentoring/sessions/<id>/time")
@participant
def session_move(id: str) -> ResponseReturnValue:
    """Move it."""
    (found, _pair), form = seen(id), StartForm()
    done, status = attempt(form, lambda: actions.move_session(current_reader(), found, form.start.start), "start")
    if done is None:
        return invalid("mentoring/session_move.html", status=status, **_move_context(id, form, lost=True))
    moved = _("The session has its new time; the old one is free again.")
    asked = _("The other time is proposed. Until it is accepted, the old one stands.")
    return leave(url_for("mentoring.session", id=id), asked if done.proposed_start else moved)


@bp.post("/mentoring/sessions/<id>/feedback")
@participant
def session_feedback(id: str) -> ResponseReturnValue:
    """Answer the two questions."""
    (found, _pair), form, me = seen(id), FeedbackForm(), current_reader()
    useful, next_step = form.useful, form.next_step
    done, status = attempt(
        form, lambda: actions.give_feedback(me, found, int(useful.data or 0), next_step.data or ""), "useful"
    )
    if done is None:
        return invalid("mentoring/session.html", status=status, **session_context(id, form))
    return leave(url_for("mentoring.session", id=id), _("Thank you. Only the cluster's animators read this."))
