"""Sessions in people's own calendars: one as a file, all as a feed; and what reminds of them."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity.letters import Recipient
from app.core.rules import require
from app.mentoring import actions
from app.mentoring import calendar as files
from app.mentoring.forms.calendar import RemindersForm
from app.mentoring.models import CalendarSettings
from app.mentoring.queries.calendar import appointment_seen, feed_of
from app.mentoring.queries.calendar_settings import calendar_choice
from app.mentoring.queries.relations import taking_part
from app.mentoring.rules import may_take_along_session
from app.mentoring.views import bp
from app.mentoring.views.answering import or_404
from app.people.feeds import owner_or_404
from app.people.links import external
from app.web.answers import Answer, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, participant, public
from app.web.language import written_for


@bp.get("/mentoring/calendar")
@participant
def calendar() -> ResponseReturnValue:
    """The feed's address and the reminders."""
    choice = calendar_choice(current_reader().id)
    form = RemindersForm(formdata=None, data={"day": choice.remind_day, "hour": choice.remind_hour})
    address = external("mentoring.feed", token=choice.feed_token) if choice.feed_token else ""
    webcal = "webcal:" + address.partition(":")[2] if address else ""
    return page("mentoring/calendar.html", form=form, address=address, webcal=webcal)


@bp.post("/mentoring/calendar/address")
@participant
@form_on("mentoring.calendar")
def feed_open() -> ResponseReturnValue:
    """Make the address."""
    actions.open_feed(current_reader())
    return _saved(_("Your calendar has its address. Give it to your calendar program."))


@bp.post("/mentoring/calendar/address/renewal")
@participant
@form_on("mentoring.calendar")
def feed_renew() -> ResponseReturnValue:
    """Another address."""
    actions.renew_feed(current_reader())
    return _saved(_("Your calendar has a new address; the old one leads nowhere now."))


@bp.post("/mentoring/calendar/address/removal")
@participant
@form_on("mentoring.calendar")
def feed_close() -> ResponseReturnValue:
    """No address any more."""
    actions.close_feed(current_reader())
    return _saved(_("The address is turned off; nobody can read your calendar with it any more."))


@bp.post("/mentoring/calendar/reminders")
@participant
@form_on("mentoring.calendar")
def reminders_choose() -> ResponseReturnValue:
    """Which reminders."""
    form = RemindersForm()
    actions.choose_reminders(current_reader(), bool(form.day.data), bool(form.hour.data))
    return _saved(_("Your reminders are saved."))


def _saved(message: Any) -> Answer:
    return saved(url_for("mentoring.calendar"), message)


@bp.get("/calendar/<token>.ics")
@public
def feed(token: str) -> ResponseReturnValue:
    """The feed, for who has its secret address (see people/feeds.py)."""
    owner = owner_or_404(CalendarSettings, token)
    with written_for(owner.locale, owner.timezone):
        return _feed_answer(owner.id, owner.locale)


def _feed_answer(person_id: str, locale: str) -> Response:
    meetings = feed_of(person_id)
    tag = files.feed_tag(meetings, locale)
    known = request.if_none_match.contains_weak(tag)
    answer = Response(None if known else files.feed(meetings), 304 if known else 200, mimetype="text/calendar")
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.get("/mentoring/sessions/<id>.ics")
@participant
def session_file(id: str) -> ResponseReturnValue:
    """One session for one's own calendar: the same file as in the mail about it."""
    me = current_reader()
    meeting = or_404(appointment_seen(me, id))
    require(may_take_along_session(me, taking_part(id)))
    content = files.invitation(files.entry(meeting, me.id), Recipient(me.id, me.name, me.email))
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = "attachment; filename=session.ics"
    return answer
