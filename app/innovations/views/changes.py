"""Putting forward, telling more, showing, taking back."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.rules import require
from app.innovations import actions, queries
from app.innovations.forms import InnovationForm, PutForwardForm, TextForm
from app.innovations.models import SocialInnovation
from app.innovations.rules import may_edit_innovation
from app.innovations.views import bp
from app.innovations.views.load import edit_page, page_of, the_innovation
from app.selection.actions import put_forward_into
from app.selection.queries import taking
from app.web.answers import invalid, leave, page, saved
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader, participant
from app.web.language import language


@bp.route("/innovations/new", methods=["GET", "POST"])
@participant
def innovation_new() -> Response:
    """Put an innovation forward; `?round=` names the call that it answers, so that it enters that round, too."""
    reader = current_reader()
    call = taking(reader, request.args.get("round", "")[:26])
    form = PutForwardForm(language=language(), join=True, organisation_id=reader.organisation_id or "")
    if not form.is_submitted():
        return page("innovations/new.html", form=form, call=call)
    if not form.validate():
        return invalid("innovations/new.html", form=form, call=call)
    if call is None:
        made = actions.put_forward(reader, form.told(), join=form.join.data)
    else:
        made = put_forward_into(reader, call, form.told(), join=form.join.data)
    return saved(page_of(made, "needs"), _told(made, call.name if call else ""))


def _told(made: SocialInnovation, call: str) -> str:
    if made.state == "identified":  # it entered nowhere
        return _("%(name)s is in the catalogue. Now say what it needs.", name=made.name)
    return _("%(name)s is in the catalogue and in %(call)s. Now say what it needs.", name=made.name, call=call)


@bp.route("/innovations/<id>/edit", methods=["GET", "POST"])
@participant
def innovation_edit(id: str) -> Response:
    """Tell more about it."""
    one = the_innovation(id)
    require(may_edit_innovation(current_reader(), one))
    form = InnovationForm(one, queries.detail(one, current_reader()))
    if not form.is_submitted():
        return edit_page(one, form=form)
    if not form.validate():
        return edit_page(one, form=form, status=422)
    actions.edit_innovation(current_reader(), one, form.told())
    return saved(page_of(one), _("Saved."))


@bp.post("/innovations/<id>/texts")
@participant
@form_on("innovations.innovation_edit")
def innovation_say(id: str) -> Response:
    """The summary in one more language; an empty one takes it away."""
    one = the_innovation(id)
    require(may_edit_innovation(current_reader(), one))
    form = TextForm()
    if not form.validate():
        return edit_page(one, text_form=form, status=422)
    actions.say_in_language(current_reader(), one, form.in_language.data, form.text.data or "")
    return saved(url_for(".innovation", id=id, language=form.in_language.data), _("Saved."))


@bp.post("/innovations/<id>/publication")
@animator
def innovation_publish(id: str) -> Response:
    """Show it to visitors."""
    one = actions.publish_innovation(current_reader(), the_innovation(id))
    return leave(page_of(one), _("Visitors can see it now."))


@bp.post("/innovations/<id>/unpublication")
@animator
def innovation_unpublish(id: str) -> Response:
    """Show it to members only."""
    one = actions.unpublish_innovation(current_reader(), the_innovation(id))
    return leave(page_of(one), _("Only members can see it now."))
