"""One line of a session's desk: put it right, put it on the board, do not take it, pass it to a member."""

from __future__ import annotations

from flask import abort, url_for
from flask_babel import gettext as _

from app.core.rules import Refused
from app.offers import actions, queries
from app.offers.forms import SessionPostForm, as_typed
from app.offers.models import Post
from app.offers.views import bp
from app.offers.views.sessions import on_desk, session_or_404
from app.web.answers import Answer, leave, page, saved
from app.web.gates import animator, current_reader


@bp.route("/offers/sessions/<id>/posts/<post_id>", methods=["GET", "POST"])
@animator
def session_post(id: str, post_id: str) -> Answer:
    """Put right what was typed in haste."""
    session, post = session_or_404(id), _post_or_404(id, post_id)
    form = SessionPostForm(data=as_typed(post))
    if form.validate_on_submit():
        try:
            actions.edit_session_post(current_reader(), post, form.kind.data, form.content())
            return leave(url_for("offers.session", id=id), _("Saved."))
        except Refused as refused:
            form.refuse(refused)
    status = 422 if form.errors else 200
    return page("offers/session_post.html", status=status, session=session, post=post, form=form)


@bp.post("/offers/sessions/<id>/posts/<post_id>/approval")
@animator
def session_post_approve(id: str, post_id: str) -> Answer:
    """Put it on the board."""
    actions.approve_post(current_reader(), _post_or_404(id, post_id))
    return _desk(id, _("It is on the board now."))


@bp.post("/offers/sessions/<id>/posts/<post_id>/refusal")
@animator
def session_post_reject(id: str, post_id: str) -> Answer:
    """Do not take it."""
    actions.reject_session_post(current_reader(), _post_or_404(id, post_id))
    return _desk(id, _("It is not taken, and has left the wall."))


def _desk(id: str, message: str) -> Answer:
    shown = on_desk(session_or_404(id))
    return saved(url_for("offers.session", id=id), message, "offers/session.html", "posts", **shown)


def _post_or_404(id: str, post_id: str) -> Post:
    return queries.session_post(id, post_id) or abort(404)
