"""Views of the log that somebody keeps. What people choose for themselves is no event."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.models import SavedView
from app.activity.queries.saved_views import MOST_VIEWS, own_views
from app.activity.rules import may_change_view
from app.core.action import action
from app.core.rules import Actor, Refused, require
from app.extensions import db


@action(silent="how one likes to look at the log is nobody else's business")
def save_view(actor: Actor, name: str, query: str) -> SavedView:
    """Keep the filters as they stand in the address, under a name."""
    if len(own_views(actor)) >= MOST_VIEWS:
        raise Refused(_("You keep %(max)d views already. Remove one first.", max=MOST_VIEWS), field="name")
    view = SavedView(person_id=actor.id, name=name, query=query)
    db.session.add(view)
    db.session.flush()
    return view


@action(silent="how one likes to look at the log is nobody else's business")
def rename_view(actor: Actor, view: SavedView, name: str) -> SavedView:
    """Call it otherwise."""
    require(may_change_view(actor, view))
    view.name = name
    return view


@action(silent="how one likes to look at the log is nobody else's business")
def remove_view(actor: Actor, view: SavedView) -> None:
    """Keep it no longer; the entries it showed are untouched."""
    require(may_change_view(actor, view))
    db.session.delete(view)
