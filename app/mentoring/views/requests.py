"""Asking for mentoring, and answering."""

from __future__ import annotations

from typing import Any

from flask import request as http
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries
from app.core.rules import require
from app.innovations import queries as innovations
from app.mentoring import actions
from app.mentoring.forms.relations import REASONS, DeclineForm, RequestForm
from app.mentoring.queries.mentors import mentor_card, standing_of
from app.mentoring.queries.relations import request_of, state_of
from app.mentoring.rules import may_request_mentoring
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.web.answers import invalid, leave, page
from app.web.gates import current_reader, member, participant


@bp.get("/mentoring/mentors/<id>/request")
@participant
def request_new(id: str) -> ResponseReturnValue:
    """The form that asks."""
    me = current_reader()
    card = or_404(mentor_card(me, id))
    require(may_request_mentoring(me, id))
    form = RequestForm(innovations.of_person(me.id))
    return page("mentoring/request_new.html", form=form, mentor=card, standing=standing_of(me, card))


@bp.post("/mentoring/requests")
@participant
def request_send() -> ResponseReturnValue:
    """Ask."""
    me, form = current_reader(), RequestForm(innovations.of_person(current_reader().id))
    card = or_404(mentor_card(me, http.form.get("mentor", "")[:40]))
    sent, status = attempt(
        form, lambda: actions.send_request(me, card.id, form.reason.data or "", form.chosen), "reason"
    )
    if sent is None:
        told: dict[str, Any] = {"form": form, "mentor": card, "standing": standing_of(me, card)}
        return invalid("mentoring/request_new.html", status=status, **told)
    message = _("Your request is on its way to %(name)s.", name=card.name)
    return leave(url_for("mentoring.request", id=sent.id), message)


def _context(id: str, form: DeclineForm | None = None) -> dict[str, Any]:
    me = current_reader()
    asked, pair = or_404(request_of(me, id))
    return {
        "asked": asked,
        "pair": pair,
        "state": state_of(asked),
        "why": REASONS.get(asked.answer_reason, ""),
        "form": form or DeclineForm(formdata=None),
        "story": entries(story(me, "request", id, 10), me),
    }


@bp.get("/mentoring/requests/<id>")
@member
def request(id: str) -> ResponseReturnValue:
    """One request."""
    return page("mentoring/request.html", **_context(id))


@bp.post("/mentoring/requests/<id>/acceptance")
@participant
def request_accept(id: str) -> ResponseReturnValue:
    """Say yes."""
    asked, pair = or_404(request_of(current_reader(), id))
    mentorship = actions.accept_request(current_reader(), asked)
    message = _("You now mentor %(name)s. Agree on a first session.", name=pair.mentee.name)
    return leave(url_for("mentoring.mentorship", id=mentorship.id), message)


@bp.post("/mentoring/requests/<id>/refusal")
@participant
def request_decline(id: str) -> ResponseReturnValue:
    """Say no."""
    asked, pair = or_404(request_of(current_reader(), id))
    form = DeclineForm()
    done, status = attempt(
        form,
        lambda: actions.decline_request(current_reader(), asked, form.answer.data or "", form.note.data or ""),
        "answer",
    )
    if done is None:
        return invalid("mentoring/request.html", status=status, **_context(id, form))
    return leave(url_for("mentoring.request", id=id), _("%(name)s is told, with your words.", name=pair.mentee.name))


@bp.post("/mentoring/requests/<id>/withdrawal")
@participant
def request_withdraw(id: str) -> ResponseReturnValue:
    """Take it back."""
    asked, _pair = or_404(request_of(current_reader(), id))
    actions.withdraw_request(current_reader(), asked)
    return leave(url_for("mentoring.request", id=id), _("Your request is withdrawn."))
