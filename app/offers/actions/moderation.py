"""Looking into posts: somebody reports one, an animator keeps, hides, returns or removes it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.offers.actions.agreeing import close_claim
from app.offers.actions.erasing import erase_words
from app.offers.actions.line import call_up
from app.offers.actions.moves import limit_story, move_post, of_post, person, put_on_board
from app.offers.actions.sessions import stir
from app.offers.events import (
    PostHidden,
    PostKept,
    PostRemoved,
    PostReported,
    PostReportSettled,
    PostReturned,
    PostShown,
)
from app.offers.models import REPORT_REASONS, Post, PostReport
from app.offers.queries import open_claims_of
from app.offers.queries.reports import own_open_report, was_paused
from app.offers.rules import may_moderate_post, may_report_post, may_settle_reports
from app.people.queries import active_animators

ON_BOARD = ("published", "paused")
MAX_NOTE = 600


@action
def report_post(actor: Actor, post: Post, reason: str, text: str) -> PostReport:
    """Tell the animators that it is not right. Its owner does not hear who did."""
    require(may_report_post(actor, post))
    if post.state not in ON_BOARD:
        raise Conflict(_("This is not on the board any more."))
    if own_open_report(actor.id, post.id):
        raise Conflict(_("You have reported this already. The animators are looking into it."))
    if reason not in REPORT_REASONS:
        raise Refused(_("Choose what comes closest."), field="reason")
    if reason == "other" and not text:
        raise Refused(_("Say in a sentence what is not right."), field="text")
    report = PostReport(post_id=post.id, reporter_id=actor.id, reason=reason, text=text, state="open")
    db.session.add(report)
    db.session.flush()
    others = [id_ for id_ in active_animators() if id_ not in (actor.id, post.owner_id)]
    record(None, PostReported(**_of_report(post)), ask=others)
    return report


@action
def keep_post(actor: Actor, post: Post) -> Post:
    """Nothing is wrong with it: the reports are settled. Its owner is not told of them."""
    require(may_settle_reports(actor, post))
    if not _settle(actor, post, "kept"):
        raise Conflict(_("No report is open. Another animator has settled it."))
    record(actor, PostKept(**_of_report(post)))
    return post


@action
def hide_post(actor: Actor, post: Post, note: str) -> Post:
    """Take it from the board until it is shown again. What is asked and agreed goes on."""
    require(may_settle_reports(actor, post))
    move_post(post, "hidden", since=ON_BOARD, moderation_note=_checked(note))
    limit_story(post)
    _settle(actor, post, "hidden")
    record(actor, PostHidden(**of_post(post)))
    return post


@action
def show_post(actor: Actor, post: Post) -> Post:
    """Put a hidden one back, as it was: paused when it was paused."""
    require(may_moderate_post(actor, post))
    put_on_board(post, since=("hidden",), to="paused" if was_paused(post.id) else "published")
    record(actor, PostShown(**of_post(post)))
    call_up(post)
    return post


@action
def return_post(actor: Actor, post: Post, note: str) -> Post:
    """Give it back to its owner, who can mend it and publish it again. What is agreed goes on."""
    require(may_settle_reports(actor, post))
    if post.guest_name:
        raise Conflict(_("A guest cannot mend it: put it right yourself, or pass it to a member first."))
    move_post(post, "draft", since=("submitted", "hidden", *ON_BOARD), moderation_note=_checked(note))
    limit_story(post)
    _settle(actor, post, "returned")
    _stir(post)
    record(actor, PostReturned(**of_post(post)))
    return post


@action
def remove_post(actor: Actor, post: Post, note: str) -> Post:
    """Its words and files go for good. Who waits for it or has its owner's word is told neutrally; what was delivered
    stays, and counts. A page that says so is left (A5)."""
    require(may_settle_reports(actor, post))
    since = ("submitted", "hidden", "fulfilled", "withdrawn", *ON_BOARD)
    move_post(post, "removed", since=since, moderation_note=_checked(note))
    for claim in open_claims_of(post.id, "waiting", "requested", "accepted"):
        close_claim(actor, claim, "no_capacity", _("It was taken from the board."))
    _settle(actor, post, "removed")
    limit_story(post)
    record(actor, PostRemoved(**of_post(post)))
    erase_words(post)
    _stir(post)
    return post


def _of_report(post: Post) -> dict[str, Ref]:
    return {"report": Ref("post_report", post.id, ""), "post": Ref("post", post.id, post.title)}


def _checked(note: str) -> str:
    if not note:
        raise Refused(_("Tell its owner why: only they and the animators read it."), field="note")
    return note[:MAX_NOTE]


def _settle(actor: Actor, post: Post, outcome: str) -> int:
    """Settle all that is open about it, together; who reported it is told. How many there were."""
    mine = (PostReport.post_id == post.id) & (PostReport.state == "open")
    done: dict[str, Any] = {"state": "settled", "settled_by": actor.id, "settled_at": now(), "outcome": outcome}
    reporters = select(PostReport.reporter_id).where(mine).order_by(PostReport.id)
    told = list(db.session.execute(reporters).scalars())
    db.session.execute(update(PostReport).where(mine).values(done).execution_options(synchronize_session=False))
    for id_ in told:
        _tell(actor, post, id_)
    return len(told)


@action
def _tell(actor: Actor, post: Post, reporter: str) -> None:
    record(actor, PostReportSettled(Ref("post", post.id, post.title), person(reporter)))


def _stir(post: Post) -> None:
    if post.board_session_id:
        stir(post.board_session_id)
