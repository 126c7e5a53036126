"""Report a post, approve what waits, decide what becomes of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _

from app.core.rules import Conflict, Refused, require
from app.offers import actions, queries
from app.offers.forms import DecisionForm, HandOverForm, ReportForm
from app.offers.models import Post
from app.offers.queries.reports import own_open_report, reports_of
from app.offers.rules import may_hand_over_post, may_moderate_post, may_report_post
from app.offers.views import bp
from app.people.queries import person_of_address
from app.web.answers import Answer, invalid, leave, page
from app.web.gates import animator, current_reader, participant

POSSIBLE = {
    "submitted": ["approve", "return", "remove"],
    "published": ["hide", "return", "remove"],
    "paused": ["hide", "return", "remove"],
    "hidden": ["show", "return", "remove"],
    "fulfilled": ["remove"],
    "withdrawn": ["remove"],
}
"""What can be decided, by the state; beside it, to keep what is reported."""


def _found(id: str) -> Post:
    return queries.find_post(current_reader(), id) or abort(404)


@bp.route("/offers/<id>/report", methods=["GET", "POST"])
@participant
def post_report(id: str) -> Answer:
    """Tell the animators."""
    post, form, reader = _found(id), ReportForm(), current_reader()
    require(may_report_post(reader, post))
    if form.validate_on_submit():
        try:
            actions.report_post(reader, post, form.reason.data, form.text.data or "")
            return leave(url_for("offers.post", id=id), _("The animators have your report. You will hear from them."))
        except Refused as refused:
            form.refuse(refused)
        except Conflict as lost:
            return invalid("offers/report_new.html", status=409, post=post, form=form, lost=lost.reason)
    already = own_open_report(reader.id, post.id)
    return page("offers/report_new.html", status=422 if form.errors else 200, post=post, form=form, already=already)


@bp.post("/offers/<id>/approval")
@animator
def post_approve(id: str) -> Answer:
    """Put it on the board."""
    actions.approve_post(current_reader(), _found(id))
    return leave(url_for("offers.care"), _("It is on the board now."))


@bp.route("/offers/<id>/decision", methods=["GET", "POST"])
@animator
def post_decide(id: str) -> Answer:
    """What was reported about it, and what shall become of it."""
    post, reader = _found(id), current_reader()
    require(may_moderate_post(reader, post))
    reports = reports_of(reader, post.id)
    form = DecisionForm(_possible(post, reports))
    if form.validate_on_submit():
        try:
            return leave(url_for("offers.care"), _decide(post, form.decision.data, form.note.data or ""))
        except Refused as refused:
            form.refuse(refused)
    status = 422 if form.errors else 200
    return page("offers/decision.html", status=status, post=post, form=form, reports=reports, **_around(post))


def _possible(post: Post, reports: list[Any]) -> list[str]:
    is_open = any(report.state == "open" for report in reports)
    possible = [*(["keep"] if is_open else []), *POSSIBLE.get(post.state, [])]
    return [decision for decision in possible if not (decision == "return" and post.guest_name)]


def _around(post: Post) -> dict[str, Any]:
    running = queries.open_claims_of(post.id, "waiting", "requested", "accepted")
    return {"who": queries.post_card(post), "today": queries.today(), "running": len(running)}


def _decide(post: Post, decision: str, note: str) -> str:
    """Act on it; what is said then."""
    me = current_reader()
    ways: dict[str, tuple[Callable[[], Any], str]] = {
        "approve": (lambda: actions.approve_post(me, post), _("It is on the board now.")),
        "keep": (lambda: actions.keep_post(me, post), _("It is kept. Who reported it has been told.")),
        "show": (lambda: actions.show_post(me, post), _("It is back on the board.")),
        "hide": (lambda: actions.hide_post(me, post, note), _("It is hidden. Its owner has been told.")),
        "return": (lambda: actions.return_post(me, post, note), _("It is a draft of its owner's again; they know.")),
        "remove": (lambda: actions.remove_post(me, post, note), _("It is removed. Everybody concerned has been told.")),
    }
    act, words = ways[decision]
    act()
    return _("It is paused again, as it was.") if (decision, post.state) == ("show", "paused") else words


@bp.route("/offers/<id>/handover", methods=["GET", "POST"])
@animator
def post_hand_over(id: str) -> Answer:
    """Pass a guest's post, or one whose owner is not here, to a member. From a session one goes back to its desk."""
    post, form = _found(id), HandOverForm()
    require(may_hand_over_post(current_reader(), post))
    session = queries.find_session(post.board_session_id) if post.guest_name and post.board_session_id else None
    back = url_for("offers.session", id=session.id) if session else url_for("offers.post", id=id)
    if form.validate_on_submit():
        try:
            _pass_on(post, form.to.data)
            return leave(back, _("It is theirs now. They have been told."))
        except Refused as refused:
            form.refuse(refused)
    status = 422 if form.errors else 200
    return page("offers/handover.html", status=status, post=post, form=form, session=session, back=back)


def _pass_on(post: Post, address: str) -> None:
    """To the member who has this address."""
    member = person_of_address(address.casefold())
    if member is None or member.state != "active":
        raise Refused(_("There is no account with this address. Invite them first."), field="to")
    actions.hand_over_post(current_reader(), post, member)
