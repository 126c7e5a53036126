"""The candidates of a round: their list, entering, being taken out."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.innovations.queries import countries_here, innovation
from app.selection import actions, queries
from app.selection.rules import may_take_out
from app.selection.views import bp
from app.selection.views.load import page_of, the_desk_round, the_round
from app.selection.words import CANDIDATE_STATES
from app.web.answers import Answer, page, saved
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader, member, participant


@bp.get("/rounds/<id>/candidates")
@member
def candidates(id: str) -> Answer:
    """Who entered, and where each stands before the decision."""
    one, after = the_desk_round(id), request.args.get("after")
    asked = _asked()
    found = queries.candidates_page(id, asked["state"], asked["q"], after)
    return page(
        "selection/candidates.html", "results", round=one, found=found, asked=asked, after=after,
        counts=queries.counts_of(id), next_one=queries.next_to_screen(id),
        called=queries.count_called(id) if one.state == "open" else 0,
    )  # fmt: skip


def _asked() -> dict[str, Any]:
    state = request.args.get("state", "")
    return {"state": state if state in CANDIDATE_STATES else "", "q": request.args.get("q", "").strip()[:200]}


@bp.post("/rounds/<id>/candidates")
@participant
@form_on("selection.round_page")
def candidate_enter(id: str) -> Answer:
    """A team enters its innovation, or an animator one."""
    one, reader = the_round(id), current_reader()
    chosen = innovation(reader, request.form.get("innovation", "")[:26]) or abort(404)
    actions.enter_innovation(reader, one, chosen)
    return saved(page_of(one), _("%(name)s is in the round.", name=chosen.name))


@bp.get("/rounds/<id>/candidates/new")
@animator
def candidates_choose(id: str) -> Answer:
    """Several from the catalogue."""
    one, after = the_round(id), request.args.get("after")
    country, q = request.args.get("country", "")[:2], request.args.get("q", "").strip()[:200]
    call = bool(request.args.get("call"))
    found = queries.could_enter(country, q, after, id if call else "")
    return page(
        "selection/choose.html", "results", round=one, found=found, after=after, country=country, q=q, call=call,
        countries=countries_here(current_reader()),
    )  # fmt: skip


@bp.post("/rounds/<id>/candidates/several")
@animator
@form_on("selection.candidates_choose")
def candidates_enter(id: str) -> Answer:
    """Those that were ticked."""
    one = the_round(id)
    number = actions.enter_innovations(current_reader(), one, request.form.getlist("innovation")) or 0
    words = ngettext("%(num)d innovation entered.", "%(num)d innovations entered.", number)
    back: dict[str, Any] = {name: request.args.get(name) for name in ("country", "q", "call")}
    return saved(url_for(".candidates_choose", id=id, **back), words)


@bp.post("/rounds/candidates/<id>/withdrawal")
@participant
@form_on("selection.rounds")
def candidate_take_out(id: str) -> Answer:
    """Take one out of its round: its team, or an animator."""
    candidate, chosen, one = queries.one_candidate(id) or abort(404)
    if not may_take_out(current_reader(), chosen):
        abort(404)
    actions.take_out(current_reader(), candidate)
    return saved(page_of(one), _("It is taken out of the round."))
