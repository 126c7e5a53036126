"""Its team."""

from __future__ import annotations

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.rules import Refused
from app.innovations import actions
from app.innovations.forms import TeamForm
from app.innovations.views import bp
from app.innovations.views.load import again, page_of, the_innovation
from app.web.answers import saved
from app.web.gates import current_reader, participant


@bp.post("/innovations/<id>/team")
@participant
def member_add(id: str) -> Response:
    """Add somebody."""
    one, form = the_innovation(id), TeamForm(current_reader().id)
    try:
        if form.validate():
            actions.add_member(current_reader(), one, form.chosen, form.title.data or "")
            return saved(page_of(one, "team"), _("Added, and told."))
    except Refused as refused:
        form.refuse(refused)
    return again(one, team_form=form)


@bp.post("/innovations/<id>/team/<person_id>/removal")
@participant
def member_remove(id: str, person_id: str) -> Response:
    """Take somebody off the team, or leave it."""
    one = the_innovation(id)
    actions.remove_member(current_reader(), one, person_id)
    return saved(page_of(one, "team"), _("Done."))
