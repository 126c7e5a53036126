"""What it needs help with."""

from __future__ import annotations

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.rules import Refused, require
from app.innovations import actions
from app.innovations.forms import NeedForm
from app.innovations.rules import may_edit_need
from app.innovations.views import bp
from app.innovations.views.load import again, page_of, the_innovation, the_need
from app.web.answers import invalid, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, participant


@bp.post("/innovations/<id>/needs")
@participant
def need_add(id: str) -> Response:
    """Say one more need."""
    one, form = the_innovation(id), NeedForm()
    try:
        if form.validate():
            actions.add_need(current_reader(), one, form.topic.data, form.note.data or "", form.priority.data)
            return saved(page_of(one, "needs"), _("Added. Mentors and givers can see it now."))
    except Refused as refused:
        form.refuse(refused)
    return again(one, need_form=form)


@bp.route("/innovations/<id>/needs/<need_id>", methods=["GET", "POST"])
@participant
def need_edit(id: str, need_id: str) -> Response:
    """Change a need."""
    one, need = the_innovation(id), the_need(id, need_id)
    require(may_edit_need(current_reader(), need))
    form = NeedForm(topic=need.topic, note=need.note, priority=need.priority)
    if not form.is_submitted():
        return page("innovations/need.html", innovation=one, need=need, form=form)
    try:
        if form.validate():
            actions.edit_need(current_reader(), need, form.topic.data, form.note.data or "", form.priority.data)
            return saved(page_of(one, "needs"), _("Saved."))
    except Refused as refused:
        form.refuse(refused)
    return invalid("innovations/need.html", innovation=one, need=need, form=form)


@bp.post("/innovations/<id>/needs/<need_id>/fulfilment")
@participant
@form_on("innovations.innovation")
def need_meet(id: str, need_id: str) -> Response:
    """The help was found."""
    actions.meet_need(current_reader(), the_need(id, need_id))
    return saved(page_of(the_innovation(id), "needs"), _("Good. It is marked as met."))


@bp.post("/innovations/<id>/needs/<need_id>/reopening")
@participant
@form_on("innovations.innovation")
def need_reopen(id: str, need_id: str) -> Response:
    """The help is needed again."""
    actions.reopen_need(current_reader(), the_need(id, need_id))
    return saved(page_of(the_innovation(id), "needs"), _("It is open again."))


@bp.post("/innovations/<id>/needs/<need_id>/removal")
@participant
@form_on("innovations.innovation")
def need_remove(id: str, need_id: str) -> Response:
    """It is no longer asked for."""
    actions.remove_need(current_reader(), the_need(id, need_id))
    return saved(page_of(the_innovation(id), "needs"), _("Taken away."))
