"""Does it still hold? Answered from a mail or on the page; and the posts that nobody looked after."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.core.rules import Refused, require
from app.offers import actions, queries
from app.offers.answering import post_id_of, still_answers
from app.offers.forms import AnswerForm, RenewForm
from app.offers.models import Post
from app.offers.queries.freshness import WHY, StaleFilter, count_stale, stale_page, stale_rows
from app.offers.queries.posts import owner_of, post_by_id
from app.offers.rules import may_renew_post
from app.offers.views import bp
from app.offers.words import KIND, STALE
from app.web.answers import Answer, leave, page
from app.web.csv import csv_answer
from app.web.gates import animator, current_reader, participant, public

CSV = ("id", "kind", "title", "state", "why", "published_at", "until", "checked_at", "owner", "organisation")


@bp.route("/offers/answers/<token>", methods=["GET", "POST"])
@public
def answer(token: str) -> Answer:
    """The link in the mail: shows a page, and only the button acts (mail scanners follow links)."""
    post = _asked_about(token)
    form = AnswerForm(post) if still_answers(token, post) else None
    if form and form.validate_on_submit():
        try:
            return leave(url_for("offers.answer", token=token), _answer(post, form))
        except Refused as refused:
            form.refuse(refused)
    return page("offers/answer.html", status=422 if form and form.errors else 200, post=post, form=form, token=token)


@bp.route("/offers/<id>/renewal", methods=["GET", "POST"])
@participant
def post_renew(id: str) -> Answer:
    """It still holds, until another day."""
    post = queries.find_post(current_reader(), id) or abort(404)
    require(may_renew_post(current_reader(), post))
    form = RenewForm(post)
    if form.validate_on_submit():
        try:
            actions.renew_post(current_reader(), post, form.until.data)
            return leave(url_for("offers.post", id=id), _("It is on the board, as fresh as new."))
        except Refused as refused:
            form.refuse(refused)
    return page("offers/renew.html", status=422 if form.errors else 200, form=form, post=post)


@bp.get("/offers/stale")
@animator
def stale() -> Answer:
    """Posts past their date, unconfirmed, long paused, or of people who are not here any more."""
    asked = StaleFilter.read(request.args)
    return page(
        "offers/stale.html",
        fragment="results",
        found=stale_page(current_reader(), asked, request.args.get("after")),
        count=count_stale(current_reader(), asked),
        asked=asked,
        reasons=[(key, STALE[key]) for key in WHY],
        kinds=list(KIND.items()),
    )


@bp.get("/offers/stale.csv")
@animator
def stale_csv() -> Answer:
    """Exactly that list."""
    rows = stale_rows(current_reader(), StaleFilter.read(request.args))
    return csv_answer("stale-posts.csv", CSV, ([getattr(row, name) for name in CSV] for row in rows))


@bp.post("/offers/<id>/question")
@animator
def owner_ask(id: str) -> Answer:
    """Ask the owner whether it still holds."""
    post = queries.find_post(current_reader(), id) or abort(404)
    actions.ask_owner(current_reader(), post)
    return leave(url_for("offers.stale"), _("Asked: a mail with one-click answers is on its way."))


def _asked_about(token: str) -> Post:
    id = post_id_of(token)
    return (post_by_id(id) if id else None) or abort(404)


def _answer(post: Post, form: Any) -> str:
    """Act as the owner, who has the link; what is said then."""
    owner, chosen = owner_of(post), form.answer.data
    if chosen == "pause":
        actions.pause_post(owner, post)
        return _("It is paused. What is agreed goes on.")
    if chosen == "gone":
        actions.end_post(owner, post, form.reason.data or "")
        return _("It is off the board. Everybody concerned has been told.")
    actions.renew_post(owner, post, form.until.data)
    return _("Thank you: it stays on the board.")
