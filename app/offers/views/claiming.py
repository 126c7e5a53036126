"""Asking for a post, and joining its line."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, url_for
from flask_babel import gettext as _

from app.core.rules import Conflict, Refused
from app.offers import actions, queries
from app.offers.forms import ClaimForm
from app.offers.models import Claim
from app.offers.views import bp
from app.offers.views.posts import about
from app.web.answers import Answer, invalid, leave
from app.web.gates import current_reader, participant


@bp.post("/offers/<id>/claims")
@participant
def claim_new(id: str) -> Answer:
    """Ask for it, or answer it."""
    return _ask(id, actions.claim_post, _("Sent. You will hear when there is an answer."))


@bp.post("/offers/<id>/line")
@participant
def line_join(id: str) -> Answer:
    """Wait for what comes back."""
    return _ask(id, actions.join_line, _("You are in line. You will hear as soon as it is your turn."))


def _ask(id: str, act: Callable[..., Claim], words: str) -> Answer:
    reader = current_reader()
    post, form = queries.find_post(reader, id) or abort(404), ClaimForm(reader)
    if form.validate_on_submit():
        asked = (form.message.data, form.quantity.data or 1, form.innovation_id.data or None, form.wanted_on.data)
        try:
            return leave(url_for("offers.claim", id=act(reader, post, *asked).id), words)
        except Refused as refused:
            form.refuse(refused)
        except Conflict as lost:
            again = queries.find_post(reader, id) or abort(404)
            return invalid("offers/post.html", status=409, lost=lost.reason, **about(again, form))
    return invalid("offers/post.html", **about(post, form))
