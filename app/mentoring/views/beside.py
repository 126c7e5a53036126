"""Beside the work: who of the team takes part, and the conversation of all who do."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import require
from app.mentoring import actions
from app.mentoring.forms.work import MemberForm, TalkForm
from app.mentoring.models import Mentorship
from app.mentoring.queries.pairs import Pair
from app.mentoring.queries.relations import mentorship_of
from app.mentoring.queries.work import could_join
from app.mentoring.rules import may_add_member, may_talk
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.mentoring.views.mentorships import again
from app.mentoring.views.room import base, talk_part, team_part, thing_of
from app.messages.actions import write_about
from app.web.answers import leave, page, saved
from app.web.gates import current_reader, member, participant


def _team(mentorship: Mentorship, pair: Pair) -> ResponseReturnValue:
    me = current_reader()
    context = base(me, mentorship, pair) | team_part(me, mentorship, pair)
    return saved(
        url_for("mentoring.mentorship", id=mentorship.id), None, "mentoring/mentorship.html", "people", **context
    )


@bp.post("/mentoring/mentorships/<id>/people")
@participant
def member_add(id: str) -> ResponseReturnValue:
    """Bring somebody of the team along."""
    me = current_reader()
    mentorship, pair = or_404(mentorship_of(me, id))
    require(may_add_member(me, mentorship))
    form = MemberForm(could_join(mentorship, pair), prefix="member-")
    chosen = form.person_id.data or ""
    done, status = attempt(form, lambda: actions.add_member(me, mentorship, chosen), "person_id")
    return again(id, "people", status, member_form=form) if done is None else _team(mentorship, pair)


@bp.post("/mentoring/mentorships/<id>/people/removal")
@participant
def member_remove(id: str) -> ResponseReturnValue:
    """Take somebody out, or go oneself."""
    me = current_reader()
    mentorship, pair = or_404(mentorship_of(me, id))
    person_id = request.form.get("person_id", "")[:26]
    actions.remove_member(me, mentorship, person_id)
    if person_id == me.id:
        return leave(url_for("mentoring.index"), _("You no longer take part."))
    return _team(mentorship, pair)


@bp.get("/mentoring/mentorships/<id>/conversation")
@member
def talk(id: str) -> ResponseReturnValue:
    """The newest messages, for htmx; opened by itself it is the conversation."""
    me = current_reader()
    mentorship, pair = or_404(mentorship_of(me, id))
    require(may_talk(me, mentorship))
    context = base(me, mentorship, pair) | talk_part(me, mentorship, pair)
    return page("mentoring/talk.html", "said", **context)


@bp.post("/mentoring/mentorships/<id>/conversation")
@participant
def talk_write(id: str) -> ResponseReturnValue:
    """Write to the others."""
    me, form = current_reader(), TalkForm(prefix="message-")
    mentorship, pair = or_404(mentorship_of(me, id))
    require(may_talk(me, mentorship))
    thing = thing_of(mentorship, pair)
    sent, status = attempt(form, lambda: write_about(me, thing, form.text.data or ""), "text")
    if sent is None:
        return again(id, "talk", status, message_form=form)
    context = base(me, mentorship, pair) | talk_part(me, mentorship, pair)
    here = url_for("mentoring.mentorship", id=id, _anchor="talk")
    return saved(here, None, "mentoring/mentorship.html", "talk", **context)
