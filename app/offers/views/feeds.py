"""The board as Atom: what is public, and by a secret address what its owner may see."""

from __future__ import annotations

import hashlib

from flask import Response, current_app, render_template, request, url_for
from flask_babel import gettext as _

from app.offers import actions, queries
from app.offers.models import BoardFeed
from app.offers.queries import BoardFilter, names_people
from app.offers.queries.feed import feed_rows
from app.offers.views import bp
from app.people.feeds import owner_or_404
from app.people.links import external
from app.people.queries import cluster
from app.web.answers import Answer, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, participant, public
from app.web.language import language, written_for


@bp.get("/offers.atom")
@public
def atom() -> Answer:
    """The public posts, with the filters of the address."""
    asked = BoardFilter.read(request.args)
    return _feed(queries.open_board(None, asked, queries.today()), external("offers.atom", **asked.only()), language())


@bp.get("/offers/feed/<token>.atom")
@public
def feed(token: str) -> Answer:
    """The same as its owner sees the board."""
    owner = owner_or_404(BoardFeed, token)
    asked = BoardFilter.read(request.args)
    with written_for(owner.locale, owner.timezone):
        board = queries.open_board(owner, asked, queries.today())
        return _feed(board, external("offers.feed", token=token, **asked.only()), owner.locale)


def _feed(board: queries.Board, here: str, locale: str) -> Response:
    """Its ETag is known before it is written: it changes when a row does, or what is around the rows."""
    rows, home = feed_rows(board), cluster()
    seen = repr(([tuple(row) for row in rows], here, locale, home.name, current_app.config["BASE_URL"]))
    tag = hashlib.sha256(seen.encode()).hexdigest()[:40]
    known = request.if_none_match.contains_weak(tag)
    updated = max((row.changed_at for row in rows), default=None)
    page = external("offers.index", **board.asked.only())
    text = None if known else render_template(
        "offers/feed.xml", rows=rows, here=here, page=page, cluster=home.name, updated=updated, external=external,
        named=names_people(board.reader), lang=locale,
    )  # fmt: skip
    answer = Response(text, 304 if known else 200, mimetype="application/atom+xml")
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.vary.update(["Accept-Language"])
    return answer


@bp.post("/offers/searches/address")
@participant
@form_on("offers.searches")
def feed_open() -> Answer:
    """Make the address."""
    actions.open_board_feed(current_reader())
    return saved(url_for("offers.searches"), _("Your feed has its address. Give it to your feed reader."))


@bp.post("/offers/searches/address/renewal")
@participant
@form_on("offers.searches")
def feed_renew() -> Answer:
    """Another address."""
    actions.renew_board_feed(current_reader())
    return saved(url_for("offers.searches"), _("Your feed has a new address; the old one leads nowhere now."))


@bp.post("/offers/searches/address/removal")
@participant
@form_on("offers.searches")
def feed_close() -> Answer:
    """No address any more."""
    actions.close_board_feed(current_reader())
    return saved(
        url_for("offers.searches"), _("The address is turned off; nobody can read the board with it any more.")
    )
