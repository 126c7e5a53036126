"""Mails that could not be sent."""

from __future__ import annotations

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from app.activity import actions, queries
from app.activity.views import bp
from app.web.answers import leave, page
from app.web.gates import animator, current_reader


@bp.get("/activity/mail")
@animator
def parked() -> ResponseReturnValue:
    """Mails that could not be sent."""
    return page("activity/parked.html", mails=queries.parked_mails())


@bp.post("/activity/mail/<int:id>/retry")
@animator
def parked_retry(id: int) -> ResponseReturnValue:
    """Try again."""
    actions.try_mail_again(current_reader(), queries.mail_by_id(id) or abort(404))
    return leave(url_for(".parked"))


@bp.post("/activity/mail/<int:id>/drop")
@animator
def parked_drop(id: int) -> ResponseReturnValue:
    """Give it up."""
    actions.drop_mail(current_reader(), queries.mail_by_id(id) or abort(404))
    return leave(url_for(".parked"))
