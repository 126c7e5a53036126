"""The theory of change: drawn, as a table, and told on one page."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from app.core.rules import require
from app.measuring import actions, queries
from app.measuring.forms import ChainForm
from app.measuring.rules import may_tell_chain
from app.measuring.views import bp
from app.measuring.views.load import crumbs, results_of, the_innovation
from app.measuring.views.showing import drawn_chain
from app.measuring.words import STEPS
from app.web.answers import Answer, page, saved
from app.web.gates import current_reader, member, participant


@bp.get("/innovations/<id>/results/chain")
@member
def chain(id: str) -> Answer:
    """From what goes in to what changes."""
    one = the_innovation(id)
    told = queries.chain_links(one.id)
    way = crumbs(one, (_("Results"), results_of(one)))
    return page("measuring/chain.html", innovation=one, told=told, drawn=drawn_chain(told), steps=STEPS, crumbs=way)


@bp.route("/innovations/<id>/results/chain/edit", methods=["GET", "POST"])
@participant
def chain_edit(id: str) -> Answer:
    """All of it on one page. An empty line is none; "room for more" gives more lines."""
    one = the_innovation(id)
    require(may_tell_chain(current_reader(), one))
    form = ChainForm(queries.chain_links(one.id))
    sound = form.is_submitted() and form.validate()
    if not sound:
        way = crumbs(one, (_("Results"), results_of(one)), (_("Theory of change"), url_for(".chain", id=id)))
        status = 422 if form.is_submitted() else 200
        return page("measuring/chain_edit.html", status=status, innovation=one, form=form, crumbs=way)
    actions.tell_chain(current_reader(), one, form.links())
    if form.moved:
        return saved(url_for(".chain_edit", id=id, _anchor=form.moved[0]), _("Moved, and saved."))
    return saved(url_for(".chain", id=id), _("Saved."))
