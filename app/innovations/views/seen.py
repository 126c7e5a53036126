"""What is to be seen of it: the parts for visitors, its links and its pictures."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import Refused, require
from app.files.keeping import Upload, send
from app.innovations import actions, queries
from app.innovations.forms import ImageForm, LinkForm, PartsForm
from app.innovations.rules import may_change_parts, may_edit_innovation
from app.innovations.views import bp
from app.innovations.views.load import edit_of, edit_page, the_innovation
from app.web.answers import Answer, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, maybe_reader, participant, public


@bp.post("/innovations/<id>/parts")
@participant
@form_on("innovations.innovation_edit")
def parts_change(id: str) -> Answer:
    """Agree to what visitors may see, part by part."""
    one = the_innovation(id)
    require(may_change_parts(current_reader(), one))
    form = PartsForm()
    if not form.validate():
        return edit_page(one, parts_form=form, status=422)
    actions.change_parts(current_reader(), one, form.parts.data or [])
    return saved(edit_of(one, "visible-parts"), _("Saved. It is in force at once."))


@bp.post("/innovations/<id>/links")
@participant
@form_on("innovations.innovation_edit")
def link_add(id: str) -> Answer:
    """One more address."""
    one, form = the_innovation(id), LinkForm()
    require(may_edit_innovation(current_reader(), one))
    try:
        if form.validate():
            actions.add_link(current_reader(), one, form.url.data or "", form.kind.data, form.label.data or "")
            return saved(edit_of(one, "links"), _("Added."))
    except Refused as refused:
        form.refuse(refused)
    return edit_page(one, link_form=form, status=422)


@bp.post("/innovations/<id>/links/<link_id>/removal")
@participant
@form_on("innovations.innovation_edit")
def link_remove(id: str, link_id: str) -> Answer:
    """Take an address away."""
    one = the_innovation(id)
    actions.remove_link(current_reader(), queries.link_of(one.id, link_id) or abort(404))
    return saved(edit_of(one, "links"), _("Taken away."))


@bp.post("/innovations/<id>/images")
@participant
@form_on("innovations.innovation_edit")
def image_add(id: str) -> Answer:
    """One more picture."""
    one = the_innovation(id)
    require(may_edit_innovation(current_reader(), one))
    form = ImageForm()
    try:
        if form.validate() and isinstance(form.upload, Upload):
            actions.add_image(current_reader(), one, form.upload, form.alt.data or "")
            return saved(edit_of(one, "images"), _("Added."))
    except Refused as refused:
        form.refuse(refused)
    return edit_page(one, image_form=form, status=422)


@bp.post("/innovations/<id>/images/<image_id>/removal")
@participant
@form_on("innovations.innovation_edit")
def image_remove(id: str, image_id: str) -> Answer:
    """Take a picture away."""
    one = the_innovation(id)
    actions.remove_image(current_reader(), queries.image_of(one.id, image_id) or abort(404))
    return saved(edit_of(one, "images"), _("Taken away."))


@bp.get("/innovations/<id>/images/<file>")
@public
def image(id: str, file: str) -> ResponseReturnValue:
    """A picture for the page, or `?size=small` for a card; opened by itself it is saved, not shown."""
    found = queries.image_file(maybe_reader(), id, file) or abort(404)
    return send(found, small=request.args.get("size") == "small")
