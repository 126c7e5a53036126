"""Innovations that may be there twice: the list of pairs, and two side by side to make one of them."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.rules import Refused
from app.innovations import actions, queries
from app.innovations.merge_form import merge_form
from app.innovations.models import SocialInnovation
from app.innovations.queries.duplicates import twins
from app.innovations.views import bp
from app.innovations.views.load import page_of, the_innovation
from app.innovations.words import TWINS
from app.web.answers import invalid, leave, page
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader


@bp.get("/innovations/duplicates")
@animator
def duplicates() -> Response:
    """Pairs that look like the same, and why."""
    after = request.args.get("after")
    return page("innovations/duplicates.html", "results", pairs=twins(after), after=after, reasons=TWINS)


@bp.route("/innovations/duplicates/<id>/<other_id>", methods=["GET", "POST"])
@animator
def merge(id: str, other_id: str) -> Response:
    """Two side by side: `id` is kept, the other one becomes part of it."""
    kept, other = _two(id, other_id)
    told = _told(kept, other)
    try:
        if told["form"].validate_on_submit():
            seen = told["form"].seen.data
            actions.merge_innovations(current_reader(), kept, other, told["form"].told(), seen)
            return leave(page_of(kept), _("They are one now."))
    except Refused as refused:
        return invalid("innovations/merge.html", **told, said=refused.reason)
    return page("innovations/merge.html", status=422 if told["form"].errors else 200, **told)


@bp.post("/innovations/duplicates/<id>/<other_id>/dismissal")
@animator
@form_on("innovations.duplicates")
def twins_dismiss(id: str, other_id: str) -> Response:
    """They are not the same: they are not offered again."""
    actions.keep_apart(current_reader(), *_two(id, other_id))
    return leave(url_for(".duplicates"), _("These two are kept apart from now on."))


def _two(id: str, other_id: str) -> tuple[SocialInnovation, SocialInnovation]:
    """Both of them, or 404."""
    return (the_innovation(id), the_innovation(other_id)) if id != other_id else abort(404)


def _told(kept: SocialInnovation, other: SocialInnovation) -> dict[str, Any]:
    houses = dict(queries.houses_of([kept.organisation_id, other.organisation_id]))
    form = merge_form(kept, other, houses, actions.face(kept, other))
    gone = bool(kept.merged_into or other.merged_into or "withdrawn" in (kept.state, other.state))
    return {"kept": kept, "other": other, "form": form, "gone": gone}
