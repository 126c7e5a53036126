"""The pages that gather from all slices: the public page, Today, search, more; and the machine's addresses."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app.activity import queries as activity
from app.activity.reading import entries
from app.config import LANGUAGES
from app.home import nav, queries, words
from app.home.design import design_context
from app.home.health import problems
from app.home.month import FEWEST, this_month
from app.innovations import queries as innovations
from app.mentoring import queries as mentoring
from app.offers import queries as offers
from app.people.queries import cluster, is_set_up
from app.selection import queries as selection
from app.web.answers import leave, page
from app.web.gates import animator, current_reader, maybe_reader, member, path_of, public, safe_next

bp = Blueprint("home", __name__)
SHOWN_WAITING = 6


@bp.record
def _frame(state: BlueprintSetupState) -> None:
    nav.init_app(cast(Flask, state.app))


@bp.get("/")
@public
def front() -> ResponseReturnValue:
    """For visitors: what this cluster is and does. Members go to Today."""
    if maybe_reader():
        return leave(url_for("home.today"))
    if not is_set_up():
        return page("home/unset.html")
    return page(
        "home/front.html",
        home=cluster(),
        innovations=innovations.newest_public(6),
        offers=offers.newest_public(6),
        calls=selection.open_calls(),
        figures=queries.public_figures(),
        figure_names=words.FIGURES,
    )


@bp.get("/today")
@member
def today() -> ResponseReturnValue:
    """Home: what needs you, what is new, what comes next."""
    reader = current_reader()
    waiting = queries.waiting_for(reader)
    shown = waiting if request.args.get("all") else waiting[:SHOWN_WAITING]
    return page(
        "home/today.html",
        words=words,
        waiting=shown,
        waiting_count=len(waiting),
        latest=entries(activity.latest(reader, 8), reader),
        sessions=mentoring.next_sessions(reader, 3),
        figures=this_month(reader, cluster().timezone),
        fewest=FEWEST,
    )


@bp.get("/more")
@member
def more() -> ResponseReturnValue:
    """Everything there is, for phones."""
    return page("home/more.html", places=words.places(current_reader(), nav.reader_frame().inbox))


@bp.get("/search")
@public
def search() -> ResponseReturnValue:
    """A few of each kind that match."""
    query = request.args.get("q", "").strip()[:200]
    groups = queries.found(maybe_reader(), query)
    return page("home/search.html", "results", query=query, groups=groups, words=words)


@bp.post("/language")
@public
def language() -> ResponseReturnValue:
    """A visitor's choice of language, kept in their session."""
    chosen = request.form.get("locale", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
    back = safe_next(path_of(request.referrer).partition("?")[0])
    return leave(back or url_for("home.front"))


@bp.get("/pulse")
@member
def pulse() -> ResponseReturnValue:
    """204 when nothing is new for this person since `since`; else which regions of the page to fetch again."""
    heard, regions = activity.changes(current_reader(), request.args.get("since", ""))
    if not regions:
        return "", 204
    counts = queries.frame(current_reader())
    badges = {"messages.index": counts.messages, "activity.index": counts.inbox}
    return {"since": heard, "regions": regions, "counts": badges}


@bp.get("/design")
@animator
def design() -> ResponseReturnValue:
    """Every component in every state."""
    return page("design.html", **design_context())


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process is up."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Ready to work: database, schema, worker. 503 with the reasons when not."""
    reasons = problems()
    return {"status": "unready" if reasons else "ok", "problems": reasons}, 503 if reasons else 200
