"""Resting, going on, taking back, bringing back."""

from __future__ import annotations

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.innovations import actions
from app.innovations.forms import HoldForm, WithdrawForm
from app.innovations.views import bp
from app.innovations.views.load import again, page_of, the_innovation
from app.web.answers import leave
from app.web.gates import animator, current_reader, participant


@bp.post("/innovations/<id>/hold")
@animator
def innovation_hold(id: str) -> Response:
    """Let the work on it rest, with a reason."""
    one, form = the_innovation(id), HoldForm()
    if not form.validate():
        return again(one, hold_form=form)
    actions.hold_innovation(current_reader(), one, form.hold_reason.data or "")
    return leave(page_of(one), _("It is on hold. Members can read why."))


@bp.post("/innovations/<id>/resumption")
@animator
def innovation_resume(id: str) -> Response:
    """Go on where it was put on hold."""
    one = actions.resume_innovation(current_reader(), the_innovation(id))
    return leave(page_of(one), _("The work goes on where it rested."))


@bp.post("/innovations/<id>/withdrawal")
@participant
def innovation_withdraw(id: str) -> Response:
    """Take it out of the catalogue, with a reason."""
    one, form = the_innovation(id), WithdrawForm()
    if not form.validate():
        return again(one, withdraw_form=form)
    actions.withdraw_innovation(current_reader(), one, form.reason.data)
    return leave(page_of(one), _("It is withdrawn. Members can still read its page."))


@bp.post("/innovations/<id>/return")
@animator
def innovation_return(id: str) -> Response:
    """Bring a withdrawn one back."""
    one = actions.return_innovation(current_reader(), the_innovation(id))
    return leave(page_of(one), _("It is back in the catalogue."))
