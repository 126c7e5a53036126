"""One post: read, publish, pause, close, claim."""

from __future__ import annotations

from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries
from app.core.rules import Conflict, Denied, Refused
from app.offers import actions, queries
from app.offers.forms import ClaimForm, WithdrawForm
from app.offers.models import Post
from app.offers.queries.counterparts import counterparts
from app.offers.queries.introductions import introduced_with
from app.offers.rules import may_claim_post, may_withdraw_post, open_for_claims
from app.offers.standing import shown_state
from app.offers.views import bp
from app.web.answers import Answer, invalid, leave, page
from app.web.gates import current_reader, maybe_reader, participant, public


def _found(id: str) -> Post:
    return queries.find_post(maybe_reader(), id) or abort(404)


@bp.get("/offers/<id>")
@public
def post(id: str) -> Answer:
    """What it is, where it stands, what can be done by you."""
    return page("offers/post.html", **_about(_found(id)))


@bp.post("/offers/<id>/claims")
@participant
def claim_new(id: str) -> Answer:
    """Ask for it, or answer it."""
    post, reader = _found(id), current_reader()
    form = ClaimForm(reader)
    if form.validate_on_submit():
        try:
            claim = actions.claim_post(
                reader, post, form.message.data, form.quantity.data or 1, form.innovation_id.data or None
            )
            return leave(url_for("offers.claim", id=claim.id), _("Sent. You will hear when there is an answer."))
        except Refused as refused:
            form.refuse(refused)
        except Conflict as lost:
            return invalid("offers/post.html", status=409, lost=lost.reason, **_about(_found(id), form))
    return invalid("offers/post.html", **_about(post, form))


@bp.post("/offers/<id>/publication")
@participant
def post_publish(id: str) -> Answer:
    """Put a draft on the board."""
    actions.publish_post(current_reader(), _found(id))
    return leave(url_for("offers.post", id=id), _("It is on the board now."))


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


def _closing(post: Post) -> dict[str, Any]:
    from app.core.rules import require

    require(may_withdraw_post(current_reader(), post))
    return {"post": post, "waiting": len(queries.open_claims_of(post.id, "requested", "accepted"))}


def _about(post: Post, form: ClaimForm | None = None) -> dict[str, Any]:
    reader = maybe_reader()
    about: dict[str, Any] = {
        "post": post,
        "who": queries.post_card(post),
        "contact": queries.contact_of(post, reader) if reader else None,
        "topics": queries.topics_of(post.id),
        "spoken": queries.languages_of(post.id),
        "files": queries.files_of(post.id),
        "today": queries.today(),
        "told": entries(story(reader, "post", post.id, 20), reader),
        "claims": [],
    }
    if reader is None:
        return about
    mine = queries.own_open_claim(reader.id, post.id)
    verdicts = (may_claim_post(reader, post), open_for_claims(post, about["today"]))
    why = next((verdict.reason for verdict in verdicts if isinstance(verdict, Denied)), None)
    claims = queries.claims_of_post(reader, post.id)
    about |= {"claims": claims, "mine": mine, "why_not": why, "form": form or ClaimForm(reader, formdata=None)}
    return about | _fitting(reader, post, about["today"])


def _fitting(reader: Any, post: Post, day: Any) -> dict[str, Any]:
    """What fits it, and what it was introduced to: for its owner and for animators, while it is open."""
    if reader.role != "animator" and reader.id != post.owner_id:
        return {"matches": None, "introduced": []}
    open_now = shown_state(post, day) == "published"
    return {"matches": counterparts(reader, post) if open_now else None, "introduced": introduced_with(reader, post)}
