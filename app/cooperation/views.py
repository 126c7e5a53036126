"""Who could work with whom: for one innovation, and over all of them for animators."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.cooperation import actions, queries
from app.cooperation.forms import IntroduceTeamsForm
from app.cooperation.matching import KINDS
from app.cooperation.rules import may_introduce_teams, may_see_cooperation
from app.core.rules import Refused, require
from app.innovations.queries import SocialInnovation, innovation
from app.web.answers import Answer, leave, page
from app.web.gates import animator, current_reader, participant

bp = Blueprint("cooperation", __name__)

REASONS: dict[str, Any] = {
    "learnt": _l("One learnt what the other needs"),
    "places": _l("Same target places"),
    "goals": _l("Same goals"),
    "sectors": _l("Same sectors"),
}
"""What the overview can be narrowed to."""


@bp.get("/cooperation")
@participant
def index() -> Answer:
    """For each of one's own innovations the best; for animators the best pairs of all, and who was introduced."""
    require(may_see_cooperation(current_reader()))
    kind = request.args.get("reason", "")
    kind = kind if kind in KINDS else ""
    reader = current_reader()
    overview = may_introduce_teams(reader) is True
    return page(
        "cooperation/index.html",
        mine=queries.best_of_mine(reader, 3),
        overview=overview,
        pairs=queries.pairs(kind) if overview else [],
        introduced=queries.introduced_pairs(request.args.get("after")) if overview else None,
        kind=kind,
        reasons=list(REASONS.items()),
    )


@bp.get("/innovations/<id>/cooperation")
@participant
def fitting(id: str) -> Answer:
    """What could be of use to this innovation, and why."""
    require(may_see_cooperation(current_reader()))
    one = _seen(id)
    return page("cooperation/one.html", innovation=one, found=queries.suggestions(one))


@bp.route("/innovations/<id>/cooperation/introductions", methods=["GET", "POST"])
@animator
def introduce(id: str) -> Answer:
    """Bring this team and another together, with a line to both."""
    require(may_introduce_teams(current_reader()))
    one, other = _seen(id), _seen(request.args.get("with", ""))
    form = IntroduceTeamsForm()
    if form.validate_on_submit():
        try:
            actions.introduce_teams(current_reader(), one, other, form.note.data or "")
            return leave(url_for(".index"), _("Both teams have been told of each other."))
        except Refused as refused:
            form.refuse(refused)
    status = 422 if form.errors else 200
    match = queries.pair_of(one, other)
    return page("cooperation/introduce.html", status=status, form=form, one=one, other=other, match=match)


@bp.post("/innovations/<id>/cooperation/dismissals")
@animator
def dismiss(id: str) -> Answer:
    """Do not suggest these two again."""
    actions.dismiss_suggestion(current_reader(), _seen(id), _seen(request.form.get("with", "")))
    return leave(url_for(".fitting", id=id), _("They will not be suggested again."))


def _seen(id: str) -> SocialInnovation:
    return innovation(current_reader(), id) or abort(404)
