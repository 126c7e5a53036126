"""One post: read, publish, pause, close, claim."""

from __future__ import annotations

from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries
from app.core.rules import Refused
from app.offers import actions, queries
from app.offers.forms import ClaimForm, WithdrawForm
from app.offers.models import Post
from app.offers.queries.counterparts import counterparts
from app.offers.queries.introductions import introduced_with
from app.offers.queries.reports import own_open_report
from app.offers.rules import may_withdraw_post
from app.offers.standing import shown_state
from app.offers.views import bp
from app.offers.views.claiming_part import claiming_part
from app.web.answers import Answer, leave, page
from app.web.form_pages import form_on
from app.web.gates import current_reader, maybe_reader, participant, public


def _found(id: str) -> Post:
    return queries.find_post(maybe_reader(), id) or abort(404)


@bp.get("/offers/<id>")
@public
def post(id: str) -> Answer:
    """What it is, where it stands, what can be done by you."""
    seen = queries.find_post(maybe_reader(), id)
    return page("offers/post.html", **about(seen)) if seen else _off_board(id)


def _off_board(id: str) -> Answer:
    """Nothing; for who has a claim on it, the way to that: it goes on, whatever an animator did with the post."""
    reader = maybe_reader()
    mine = queries.own_claims_on(reader.id, id) if reader else []
    return page("offers/post_off.html", claims=mine) if mine else abort(404)


@bp.post("/offers/<id>/publication")
@form_on("offers.post_edit")
@participant
def post_publish(id: str) -> Answer:
    """Put a draft on the board."""
    post = actions.publish_post(current_reader(), _found(id))
    return leave(url_for("offers.post", id=id), published_words(post))


@bp.post("/offers/<id>/pause")
@participant
def post_pause(id: str) -> Answer:
    """Off the board for a while."""
    actions.pause_post(current_reader(), _found(id))
    return leave(url_for("offers.post", id=id), _("It is paused. What is agreed goes on."))


@bp.post("/offers/<id>/return")
@participant
def post_resume(id: str) -> Answer:
    """Back on the board."""
    actions.resume_post(current_reader(), _found(id))
    return leave(url_for("offers.post", id=id), _("It is back on the board."))


@bp.post("/offers/<id>/fulfilment")
@participant
def post_fulfil(id: str) -> Answer:
    """All of it was delivered."""
    actions.fulfil_post(current_reader(), _found(id))
    return leave(url_for("offers.post", id=id), _("It is done. Thank you."))


@bp.route("/offers/<id>/withdrawal", methods=["GET", "POST"])
@participant
def post_withdraw(id: str) -> Answer:
    """Take it back; who waits for it is told why."""
    post, form = _found(id), WithdrawForm()
    if form.validate_on_submit():
        try:
            actions.withdraw_post(current_reader(), post, form.reason.data or "")
            return leave(url_for("offers.post", id=id), _("It is withdrawn. Everybody concerned has been told."))
        except Refused as refused:
            form.refuse(refused)
    return page("offers/post_withdraw.html", status=422 if form.errors else 200, form=form, **_closing(post))


def published_words(post: Post) -> str:
    """What is said to somebody who has just put it on the board."""
    if post.state == "submitted":
        return _("An animator looks at it first. You will hear as soon as it is on the board.")
    return _("It is on the board now.")


def _closing(post: Post) -> dict[str, Any]:
    from app.core.rules import require

    require(may_withdraw_post(current_reader(), post))
    return {"post": post, "waiting": len(queries.open_claims_of(post.id, "waiting", "requested", "accepted"))}


def about(post: Post, form: ClaimForm | None = None) -> dict[str, Any]:
    """What the page of a post needs; `form`: what was typed when asking for it."""
    reader = maybe_reader()
    told: dict[str, Any] = {
        "post": post,
        "who": queries.post_card(post),
        "contact": queries.contact_of(post, reader) if reader else None,
        "topics": queries.topics_of(post.id),
        "spoken": queries.languages_of(post.id),
        "files": queries.files_of(post.id),
        "today": queries.today(),
        "told": entries(story(reader, "post", post.id, 20), reader),
        "parts": queries.parts_of(post) if post.kind == "need" else None,
        "claims": [],
    }
    if reader is None:
        return told
    told["reported"] = own_open_report(reader.id, post.id) is not None
    return told | claiming_part(reader, post, told["today"], form) | _fitting(reader, post, told["today"])


def _fitting(reader: Any, post: Post, day: Any) -> dict[str, Any]:
    """What fits it, and what it was introduced to: for its owner and for animators, while it is open."""
    if reader.role != "animator" and reader.id != post.owner_id:
        return {"matches": None, "introduced": []}
    open_now = shown_state(post, day) == "published"
    return {"matches": counterparts(reader, post) if open_now else None, "introduced": introduced_with(reader, post)}
