"""Loading by id: what one may not see answers like what is not there."""

from __future__ import annotations

from typing import Any

from flask import abort, url_for

from app.innovations.queries import SocialInnovation
from app.selection import queries
from app.selection.models import Candidate, SelectionRound
from app.selection.rules import may_see_desk
from app.web.gates import current_reader, maybe_reader


def the_round(id_: str) -> SelectionRound:
    """The round, or 404."""
    return queries.one_round(maybe_reader(), id_) or abort(404)


def the_desk_round(id_: str) -> SelectionRound:
    """The round, for its animators and panel; to others its inner pages are not there."""
    one = the_round(id_)
    return one if may_see_desk(current_reader(), one) else abort(404)


def the_candidate(id_: str) -> tuple[Candidate, SocialInnovation, SelectionRound]:
    """A candidate, for the round's animators and panel."""
    found = queries.one_candidate(id_) or abort(404)
    the_desk_round(found[2].id)
    return found


def page_of(selection_round: SelectionRound, anchor: str | None = None) -> str:
    """Its address."""
    return url_for("selection.round_page", id=selection_round.id, _anchor=anchor)


def shown(selection_round: SelectionRound, **forms: Any) -> dict[str, Any]:
    """All that the round's page needs; `forms` are those that came back with something to mend."""
    from app.selection.forms import CancelForm, PersonForm

    reader, desk = current_reader(), bool(may_see_desk(current_reader(), selection_round))
    return {
        "round": selection_round,
        "gates": queries.gates_of(selection_round.id),
        "criteria": queries.criteria_of(selection_round.id),
        "panel": queries.panel_of(selection_round.id) if desk else (),
        "counts": queries.counts_of(selection_round.id) if desk else {},
        "mine": queries.own_in_round(reader, selection_round.id),
        "could": queries.own_that_could_enter(reader, selection_round),
        "takes": queries.takes_entries(selection_round),
        "desk": desk,
        "cancel_form": forms.get("cancel_form") or CancelForm(),
        "panel_form": forms.get("panel_form") or PersonForm(reader.id),
        "open_form": next(iter(forms), ""),
    }
