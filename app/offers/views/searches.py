"""Searches that are kept: how one hears of new posts."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.core.rules import Refused
from app.offers import actions, queries
from app.offers.forms.searches import SearchForm
from app.offers.models import BoardFeed, SavedSearch
from app.offers.queries import BoardFilter
from app.offers.queries.searches import find_search, hits_of, own_searches
from app.offers.views import bp
from app.offers.views.choosing import in_words
from app.people.feeds import secret_of
from app.people.links import external
from app.web.answers import Answer, leave, page
from app.web.form_pages import form_on
from app.web.gates import current_reader, participant


@bp.get("/offers/searches")
@participant
def searches() -> Answer:
    """All of one's own, and the secret feed."""
    reader = current_reader()
    address = external("offers.feed", token=secret) if (secret := secret_of(BoardFeed, reader.id)) else ""
    told = [(search, _asked(search), _said(_asked(search))) for search in own_searches(reader)]
    return page("offers/searches.html", searches=told, address=address)


@bp.route("/offers/searches/new", methods=["GET", "POST"])
@participant
def search_new() -> Answer:
    """Keep what the board was asked for: it comes with the address."""
    asked = BoardFilter.read(request.args)
    form = SearchForm(data={"name": ", ".join(_said(asked))[:80]})
    if form.validate_on_submit():
        try:
            actions.save_search(current_reader(), form.name.data or "", asked, form.rhythm.data)
            return leave(url_for("offers.searches"), _("Kept. You will hear of new posts like these."))
        except Refused as refused:
            form.refuse(refused)
    return page("offers/search_form.html", status=422 if form.errors else 200, form=form, search=None, asked=asked,
                said=_said(asked), hits=[], today=queries.today())  # fmt: skip


@bp.route("/offers/searches/<id>", methods=["GET", "POST"])
@participant
def search(id: str) -> Answer:
    """One of them: what it told of lately; another name or rhythm."""
    search, reader = _own(id), current_reader()
    form, asked = SearchForm(obj=search), _asked(search)
    if form.validate_on_submit():
        actions.change_search(reader, search, form.name.data or "", form.rhythm.data)
        return leave(url_for("offers.searches"), _("Saved."))
    return page("offers/search_form.html", status=422 if form.errors else 200, form=form, search=search, asked=asked,
                said=_said(asked), hits=hits_of(reader, id), today=queries.today())  # fmt: skip


@bp.post("/offers/searches/<id>/removal")
@participant
@form_on("offers.searches")
def search_remove(id: str) -> Answer:
    """No more of it."""
    actions.remove_search(current_reader(), _own(id))
    return leave(url_for("offers.searches"), _("The search is removed."))


def _own(id: str) -> SavedSearch:
    return find_search(current_reader(), id) or abort(404)


def _asked(search: SavedSearch) -> BoardFilter:
    return BoardFilter.read(search.asked)


def _said(asked: BoardFilter) -> list[Any]:
    poster = queries.poster_name(current_reader(), asked.by)
    return [words for _name, words in in_words(asked, poster)]
