"""Said of a group session that is over: who came; contested, decided (B13, B14)."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.mentoring import actions
from app.mentoring.forms.groups import GroupDecisionForm, PresenceForm
from app.mentoring.forms.sessions import ContestForm
from app.mentoring.queries.seats import people_in
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt
from app.mentoring.views.group_presence import missed
from app.mentoring.views.groups import group_context, row_of
from app.web.answers import invalid, leave
from app.web.gates import current_reader, participant


@bp.post("/mentoring/groups/<id>/holding")
@participant
def group_hold(id: str) -> ResponseReturnValue:
    """It took place, with those who are ticked."""
    row, form, me = row_of(id), PresenceForm(), current_reader()
    present = set(request.form.getlist("present")[:100])
    done, status = attempt(form, lambda: actions.hold_group(me, row, present), "present")
    if done is None:
        return invalid("mentoring/group.html", status=status, **group_context(id, holding=form))
    return leave(url_for("mentoring.group", id=id), _("Noted: the session took place."))


@bp.post("/mentoring/groups/<id>/dispute")
@participant
def group_contest(id: str) -> ResponseReturnValue:
    """It was otherwise."""
    row, form, me = row_of(id), ContestForm(), current_reader()
    done, status = attempt(form, lambda: actions.contest_group(me, row, form.note.data or ""), "note")
    if done is None:
        return invalid("mentoring/group.html", status=status, **group_context(id, contesting=form))
    return leave(url_for("mentoring.group", id=id), _("The cluster's animators are told and decide."))


@bp.post("/mentoring/groups/<id>/decision")
@participant
def group_decide(id: str) -> ResponseReturnValue:
    """An animator says what it was."""
    row, me = row_of(id), current_reader()
    form = GroupDecisionForm(missed(row, people_in(id)))
    done, status = attempt(form, lambda: actions.decide_group(me, row, form.outcome.data or ""), "outcome")
    if done is None:
        return invalid("mentoring/group.html", status=status, **group_context(id, deciding=form))
    return leave(url_for("mentoring.group", id=id), _("Decided. Those concerned are told."))
