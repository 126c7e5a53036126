"""Booking one of the free times, or a series of them."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import Conflict
from app.mentoring import actions
from app.mentoring.forms.sessions import BookForm, SeriesForm
from app.mentoring.models import MentoringSession, Mentorship
from app.mentoring.queries.pairs import Pair
from app.mentoring.queries.relations import mentorship_of
from app.mentoring.queries.times import times_for
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.mentoring.views.mentorships import mentorship_context
from app.mentoring.views.picking import book_form
from app.mentoring.week import start_value
from app.web.answers import Answer, invalid, leave
from app.web.form_pages import form_on
from app.web.gates import current_reader, participant


@bp.post("/mentoring/mentorships/<id>/sessions")
@participant
def session_book(id: str) -> ResponseReturnValue:
    """Book one of the free times; or several, when it repeats."""
    me = current_reader()
    mentorship, pair = or_404(mentorship_of(me, id))
    form = book_form(mentorship)
    if form.series:
        return _several(mentorship, pair, form, [])
    session, status = attempt(form, lambda: actions.book_session(
        me, mentorship, form.start.start, form.chosen_format, form.chosen_kind), "start")  # fmt: skip
    if session is None:
        return invalid("mentoring/mentorship.html", status=status, **mentorship_context(id, form, lost=True))
    return leave(url_for("mentoring.session", id=session.id), _booked(session, pair))


def _booked(session: MentoringSession, pair: Pair) -> str:
    if session.state == "requested":
        return _("%(name)s is asked for a yes. The time is kept until then.", name=pair.mentor.name)
    return _("The session is booked. You both have it here.")


@bp.post("/mentoring/mentorships/<id>/series")
@participant
@form_on("mentoring.mentorship")
def series_book(id: str) -> ResponseReturnValue:
    """Book a series without the dates that clash, as the page with its dates proposed."""
    mentorship, pair = or_404(mentorship_of(current_reader(), id))
    form = book_form(mentorship, SeriesForm)
    assert isinstance(form, SeriesForm)
    return _several(mentorship, pair, form, form.left_out)


def _several(mentorship: Mentorship, pair: Pair, form: BookForm, without: Any) -> Answer:
    me = current_reader()
    wanted = _wanted(form)
    try:
        first = actions.book_series(me, mentorship, wanted, without) if wanted else None
    except Conflict as lost:
        if wanted is None or (dates := _dates(mentorship, wanted, me.id)) is None:
            raise
        told = {
            "mentorship": mentorship,
            "partner": pair.partner_of(me.id),
            "dates": dates,
            "lost": lost.reason,
            "asks": times_for(mentorship, by=me.id).asks,
            "start": start_value(wanted.start),
        }
        return invalid("mentoring/series.html", status=409, form=form, wanted=wanted, **told)
    if first is None:
        return invalid("mentoring/mentorship.html", **mentorship_context(mentorship.id, form))
    return leave(url_for("mentoring.session", id=first.id), _series_booked(first, pair))


def _series_booked(first: MentoringSession, pair: Pair) -> str:
    if first.state == "requested":
        return _("%(name)s is asked for one yes to all dates. They are kept until then.", name=pair.mentor.name)
    return _("The series is booked. You both have it here.")


def _wanted(form: BookForm) -> actions.Series | None:
    """The series as it was filled in; None when something has to be mended first."""
    if not form.validate() or form.series is None:
        if form.series is None and not form.errors:
            form.start.errors = [_("Say how often it repeats.")]
        return None
    number, weeks = form.series
    return actions.Series(form.start.start, number, weeks, form.chosen_format, form.chosen_kind)


def _dates(mentorship: Mentorship, wanted: actions.Series, by: str) -> list[dict[str, Any]] | None:
    """Every date with what stands against it; None when nothing can be booked at all."""
    times = times_for(mentorship, wanted.kind, by=by)
    if times.gate or not times.minutes:
        return None
    return [
        {
            "start": one.start,
            "end": times.with_one_more(one.start).busy[-1].end,
            "value": start_value(one.start),
            "why": actions.why(one.reason, times) if one.reason else "",
        }
        for one in actions.plan_of(times, wanted)
    ]
