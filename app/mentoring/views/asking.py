"""Where each request stands; asking for more and telling more; the way back for a mentor who was silent."""

from __future__ import annotations

from typing import Any

from flask import abort, url_for
from flask import request as http
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.mentoring import actions
from app.mentoring.forms.relations import QuestionForm, ReplyForm
from app.mentoring.queries.asking import Asking, asked_page, asked_rows, count_asked
from app.mentoring.queries.mentors import mentor_card
from app.mentoring.queries.profiles import profile_of
from app.mentoring.queries.relations import request_of
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.mentoring.views.requests import context
from app.web.answers import invalid, leave, page
from app.web.csv import csv_answer
from app.web.form_pages import form_on
from app.web.gates import current_reader, member, participant

CSV = (
    "sent_at", "side", "with", "innovation", "state", "turn", "turn_since", "expires_at", "answered_at", "url",
)  # fmt: skip


@bp.get("/mentoring/requests")
@member
def requests() -> ResponseReturnValue:
    """Where each of one's requests stands: asked, and got as a mentor."""
    me, asked, after = current_reader(), Asking.read(http.args), http.args.get("after")
    return page(
        "mentoring/requests.html", "results", asked=asked, found=asked_page(me, asked, after), after=after,
        count=count_asked(me, asked), profile=profile_of(me.id),
    )  # fmt: skip


@bp.get("/mentoring/requests.csv")
@member
def requests_csv() -> ResponseReturnValue:
    """The filtered list, exactly, as CSV."""
    me = current_reader()
    rows: list[Any] = [
        (
            line.at, "got" if line.pair.mentor.id == me.id else "asked", line.pair.partner_of(me.id).name,
            line.pair.innovation_name, line.shown_state, line.turn, line.since if line.turn else None,
            line.ends_at if line.turn else None, line.answered_at,
            url_for("mentoring.request", id=line.id, _external=True),
        )
        for line in asked_rows(me, Asking.read(http.args))
    ]  # fmt: skip
    return csv_answer("requests.csv", CSV, rows)


@bp.post("/mentoring/requests/<id>/question")
@participant
def request_question(id: str) -> ResponseReturnValue:
    """Ask for more before answering."""
    (asked, pair), form = or_404(request_of(current_reader(), id)), QuestionForm()
    ask = form.question
    done, status = attempt(form, lambda: actions.ask_more(current_reader(), asked, ask.data or ""), "question")
    if done is None:
        return invalid("mentoring/request.html", status=status, **context(id, question=form))
    message = _("%(name)s is asked to tell you more. The request stays open.", name=pair.mentee.name)
    return leave(url_for("mentoring.request", id=id), message)


@bp.post("/mentoring/requests/<id>/reply")
@participant
def request_reply(id: str) -> ResponseReturnValue:
    """Tell the mentor more."""
    (asked, pair), form = or_404(request_of(current_reader(), id)), ReplyForm()
    done, status = attempt(form, lambda: actions.tell_more(current_reader(), asked, form.text.data or ""), "text")
    if done is None:
        return invalid("mentoring/request.html", status=status, **context(id, reply=form))
    message = _("%(name)s has your reply, and fourteen days to answer.", name=pair.mentor.name)
    return leave(url_for("mentoring.request", id=id), message)


@bp.get("/mentoring/mentors/<id>/return")
@participant
def way_back(id: str) -> ResponseReturnValue:
    """For a mentor who was paused: why, and the one click that returns. Others see the mentor's page."""
    me = current_reader()
    if id != me.id:
        return leave(url_for("mentoring.mentor", id=or_404(mentor_card(me, id)).id))
    return page("mentoring/way_back.html", profile=or_404(profile_of(id)))


@bp.post("/mentoring/mentors/<id>/return")
@form_on("mentoring.way_back")
@participant
def mentor_return(id: str) -> ResponseReturnValue:
    """Be asked again."""
    if profile_of(id) is None or id != current_reader().id:
        abort(404)
    actions.publish_profile(current_reader())
    return leave(url_for("mentoring.mentor", id=id), _("Welcome back: you can be asked again."))
