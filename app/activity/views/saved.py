"""Views of the log that one keeps."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.activity import actions
from app.activity.forms import ViewForm, read_filters
from app.activity.panel import chips, chosen
from app.activity.queries.saved_views import own_view, own_views
from app.activity.views import bp
from app.core.rules import Refused
from app.web.answers import Answer, leave, page
from app.web.gates import current_reader, member


@bp.get("/activity/views")
@member
def saved_views() -> Answer:
    """All of one's own."""
    return page("activity/views.html", views=own_views(current_reader()))


@bp.route("/activity/views/new", methods=["GET", "POST"])
@member
def view_new() -> Answer:
    """Keep what the log was asked for: it comes with the address."""
    reader, asked = current_reader(), chosen()
    said = [str(words) for words, _url in chips(read_filters(request.args, reader)[0], reader)]
    form = ViewForm(data={"name": ", ".join(said)[:80]})
    if form.validate_on_submit():
        try:
            actions.save_view(reader, form.name.data or "", urlencode(asked)[:1000])
            return leave(url_for(".index", **asked), _("Kept, among your views of the log."))
        except Refused as refused:
            form.refuse(refused)
    return page("activity/view_form.html", status=422 if form.errors else 200, form=form, view=None, said=said)


@bp.route("/activity/views/<id>", methods=["GET", "POST"])
@member
def view_change(id: str) -> Answer:
    """Call it otherwise."""
    view = own_view(current_reader(), id) or abort(404)
    form = ViewForm(obj=view)
    if form.validate_on_submit():
        actions.rename_view(current_reader(), view, form.name.data or "")
        return leave(url_for(".saved_views"), _("Saved."))
    return page("activity/view_form.html", status=422 if form.errors else 200, form=form, view=view, said=[])


@bp.post("/activity/views/<id>/removal")
@member
def view_remove(id: str) -> Answer:
    """Keep it no longer."""
    actions.remove_view(current_reader(), own_view(current_reader(), id) or abort(404))
    return leave(url_for(".saved_views"), _("The view is gone; the log is as it was."))
