"""A visitor asks for an invitation; an animator answers."""

from __future__ import annotations

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import Refused
from app.people import actions, queries, throttle
from app.people.forms import AnswerForm, JoinForm
from app.people.models import JoinRequest
from app.people.views import bp
from app.web.answers import invalid, page, saved
from app.web.gates import animator, current_reader, public
from app.web.language import language


@bp.route("/join", methods=["GET", "POST"])
@public
def join() -> ResponseReturnValue:
    """Ask. The answer is the same for everybody, member or not."""
    form = JoinForm()
    if request.method == "GET":
        return page("people/join.html", form=form, sent=None)
    if not form.validate():
        return invalid("people/join.html", form=form, sent=None)
    throttle.try_now("join", form.email.data)
    actions.ask_to_join(None, form.name.data, form.email.data, form.message.data, language())
    return page("people/join.html", form=form, sent=form.email.data)


@bp.get("/people/join-requests")
@animator
def join_requests() -> ResponseReturnValue:
    """Who asks to join, oldest first."""
    after = request.args.get("after")
    return page("people/join_requests.html", requests=queries.open_join_requests(after), after=after)


@bp.get("/people/join-requests/<id>")
@animator
def join_request(id: str) -> ResponseReturnValue:
    """One request, and the two answers."""
    asked = _asked_or_404(id)
    return page("people/join_request.html", asked=asked, member=_member(asked), form=AnswerForm())


@bp.post("/people/join-requests/<id>/invitation")
@animator
def join_invite(id: str) -> ResponseReturnValue:
    """Yes."""
    asked, form = _asked_or_404(id), AnswerForm()
    if form.validate():
        try:
            actions.invite_asker(current_reader(), asked, form["role"].data, form.note.data or "")
            return saved(url_for("people.join_requests"), _("%(name)s is invited.", name=asked.name))
        except Refused as refused:
            form.refuse(Refused(refused.reason))
    return invalid("people/join_request.html", asked=asked, member=_member(asked), form=form)


@bp.post("/people/join-requests/<id>/refusal")
@animator
def join_decline(id: str) -> ResponseReturnValue:
    """No."""
    asked = actions.decline_asker(current_reader(), _asked_or_404(id))
    return saved(url_for("people.join_requests"), _("%(name)s is told kindly.", name=asked.name))


def _asked_or_404(id: str) -> JoinRequest:
    return queries.join_request(id) or abort(404)


def _member(asked: JoinRequest) -> object:
    return queries.person_of_address(asked.email) if asked.email else None
