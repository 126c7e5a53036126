"""Asking for mentoring, and answering."""

from __future__ import annotations

from typing import Any

from flask import request as http
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries
from app.core.clock import now
from app.core.rules import allows, require
from app.innovations import queries as innovations
from app.mentoring import actions
from app.mentoring.forms.relations import REASONS, DeclineForm, QuestionForm, ReplyForm, RequestForm
from app.mentoring.models import EXPIRES_AFTER
from app.mentoring.queries.asking import NUDGES, replies_of, turn_of
from app.mentoring.queries.finding import best_mentors
from app.mentoring.queries.mentors import mentor_card
from app.mentoring.queries.relations import request_of, state_of
from app.mentoring.queries.standing import standing_of
from app.mentoring.rules import may_read_reason, may_request_mentoring
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
    sent, status = attempt(form, lambda: actions.send_request(me, card.id, **form.told()), "reason")
    if sent is None:
        told: dict[str, Any] = {"form": form, "mentor": card, "standing": standing_of(me, card)}
        return invalid("mentoring/request_new.html", status=status, **told)
    message = _("Your request is on its way to %(name)s.", name=card.name)
    return leave(url_for("mentoring.request", id=sent.id), message)


def context(id: str, **forms: Any) -> dict[str, Any]:
    """All that the page of a request shows; a form that is being answered is passed in."""
    me = current_reader()
    asked, pair = or_404(request_of(me, id))
    state = state_of(asked)
    mine = allows(may_read_reason(me, asked))
    return {
        "asked": asked,
        "pair": pair,
        "state": state,
        "turn": turn_of(state),
        "ends_at": asked.waits_since + EXPIRES_AFTER,
        "why": REASONS.get(asked.answer_reason, ""),
        "form": forms.get("form") or DeclineForm(formdata=None),
        "question": forms.get("question") or QuestionForm(formdata=None),
        "reply": forms.get("reply") or ReplyForm(formdata=None),
        "replies": replies_of(id) if mine else [],
        "next_best": _next_best(me, asked, state),
        "story": entries(story(me, "request", id, 10), me),
    }


def _next_best(me: Any, asked: Any, state: str) -> list[Any]:
    """The next best three for a mentee who got no help here, or has waited for a week (M2)."""
    slow = state == "sent" and now() - asked.waits_since >= NUDGES[-1]
    if me.id != asked.mentee_id or not (slow or state in ("expired", "declined")):
        return []
    return [card for card in best_mentors(me, 4) if card.id != asked.mentor_id][:3]


@bp.get("/mentoring/requests/<id>")
@member
def request(id: str) -> ResponseReturnValue:
    """One request."""
    return page("mentoring/request.html", **context(id))


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
        return invalid("mentoring/request.html", status=status, **context(id, form=form))
    return leave(url_for("mentoring.request", id=id), _("%(name)s is told, with your words.", name=pair.mentee.name))


@bp.post("/mentoring/requests/<id>/withdrawal")
@participant
def request_withdraw(id: str) -> ResponseReturnValue:
    """Take it back."""
    asked, _pair = or_404(request_of(current_reader(), id))
    actions.withdraw_request(current_reader(), asked)
    return leave(url_for("mentoring.request", id=id), _("Your request is withdrawn."))
