"""Agreed actions."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.core.rules import require
from app.mentoring import actions
from app.mentoring.forms.work import AgreedForm
from app.mentoring.models import Mentorship
from app.mentoring.queries.relations import mentorship_of, pair_of_mentorship
from app.mentoring.queries.work import action_of, team_of
from app.mentoring.rules import may_work
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.mentoring.views.mentorships import again
from app.mentoring.views.room import agreed_part, base
from app.web.answers import saved
from app.web.gates import current_reader, participant


def _shown(mentorship: Mentorship) -> ResponseReturnValue:
    me, pair = current_reader(), pair_of_mentorship(mentorship.id)
    context = base(me, mentorship, pair) | agreed_part(me, mentorship, pair, team_of(mentorship.id))
    to = url_for("mentoring.mentorship", id=mentorship.id, _anchor="agreed")
    return saved(to, None, "mentoring/mentorship.html", "agreed", **context)


@bp.post("/mentoring/mentorships/<id>/actions")
@participant
def action_agree(id: str) -> ResponseReturnValue:
    """Who does what until when."""
    me = current_reader()
    mentorship, pair = or_404(mentorship_of(me, id))
    require(may_work(me, mentorship))
    form = AgreedForm([*pair.both, *team_of(id)], prefix="agreed-")
    told = (form.text.data or "", form.owner_id.data or "", form.due.data)
    made, status = attempt(form, lambda: actions.agree_action(me, mentorship, *told), "text")
    return again(id, "agreed", status, agreed_form=form) if made is None else _shown(mentorship)


@bp.post("/mentoring/actions/<id>/tick")
@participant
def action_tick(id: str) -> ResponseReturnValue:
    """Done, or not after all."""
    made, mentorship = or_404(action_of(current_reader(), id))
    actions.tick_action(current_reader(), made, mentorship, request.form.get("done") == "1")
    return _shown(mentorship)


@bp.post("/mentoring/actions/<id>/removal")
@participant
def action_remove(id: str) -> ResponseReturnValue:
    """It is not needed any more."""
    made, mentorship = or_404(action_of(current_reader(), id))
    actions.remove_action(current_reader(), made, mentorship)
    return _shown(mentorship)
