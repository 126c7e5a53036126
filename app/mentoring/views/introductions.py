"""Being introduced: what it is about, yes or no; and the animators' list of them."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries
from app.mentoring import actions
from app.mentoring import fit as fits
from app.mentoring.queries.introductions import (
    STATES,
    count_introductions,
    introduction_of,
    introductions_export,
    introductions_page,
)
from app.mentoring.views import bp
from app.mentoring.views.answering import only, or_404
from app.web.answers import leave, page
from app.web.csv import csv_answer
from app.web.gates import animator, current_reader, member, participant

CSV = ("introduced_at", "state", "mentor", "mentee", "innovation", "mentor_answer", "mentee_answer", "score", "url")


def _filters() -> dict[str, str]:
    return {"state": only(request.args.get("state", ""), STATES), "q": request.args.get("q", "").strip()[:200]}


@bp.get("/mentoring/introductions")
@animator
def introductions() -> ResponseReturnValue:
    """What became of them."""
    asked = _filters()
    return page(
        "mentoring/introductions.html",
        "results",
        introductions=introductions_page(**asked, after=request.args.get("after")),
        count=count_introductions(**asked),
        asked=asked,
    )


@bp.get("/mentoring/introductions.csv")
@animator
def introductions_csv() -> ResponseReturnValue:
    """The filtered list, exactly."""
    rows: Any = (
        (
            one.at, one.state, one.pair.mentor.name, one.pair.mentee.name, one.pair.innovation_name, one.mentor_answer,
            one.mentee_answer, one.score, url_for("mentoring.introduction", id=one.id, _external=True),
        )
        for one in introductions_export(**_filters())
    )  # fmt: skip
    return csv_answer("introductions.csv", CSV, rows)


@bp.get("/mentoring/introductions/<id>")
@member
def introduction(id: str) -> ResponseReturnValue:
    """One introduction: for its two people and for animators."""
    me = current_reader()
    met, pair = or_404(introduction_of(me, id))
    mine = met.mentor_answer if me.id == met.mentor_id else met.mentee_answer if me.id == met.mentee_id else None
    return page(
        "mentoring/introduction.html",
        met=met,
        pair=pair,
        mine=mine,
        reasons=fits.read(met.reasons),
        story=entries(story(me, "introduction", id, 10), me),
    )


@bp.post("/mentoring/introductions/<id>/agreement")
@participant
def introduction_agree(id: str) -> ResponseReturnValue:
    """Say yes."""
    met, pair = or_404(introduction_of(current_reader(), id))
    met = actions.answer_introduction(current_reader(), met, True)
    if met.mentorship_id:
        message = _("You both said yes. Agree on a first session.")
        return leave(url_for("mentoring.mentorship", id=met.mentorship_id), message)
    partner = pair.partner_of(current_reader().id)
    return leave(url_for("mentoring.introduction", id=id), _("Thank you. Now %(name)s is asked.", name=partner.name))


@bp.post("/mentoring/introductions/<id>/refusal")
@participant
def introduction_decline(id: str) -> ResponseReturnValue:
    """Say no."""
    met, _pair = or_404(introduction_of(current_reader(), id))
    actions.answer_introduction(current_reader(), met, False)
    return leave(url_for("mentoring.introduction", id=id), _("Understood. Nobody is told who said no."))


@bp.post("/mentoring/introductions/<id>/withdrawal")
@animator
def introduction_withdraw(id: str) -> ResponseReturnValue:
    """Take it back."""
    met, _pair = or_404(introduction_of(current_reader(), id))
    actions.withdraw_introduction(current_reader(), met)
    return leave(url_for("mentoring.introduction", id=id), _("Taken back: nobody is asked any more."))
