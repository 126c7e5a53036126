"""Exports that the worker writes: asked for, looked after, fetched for a week."""

from __future__ import annotations

from flask import abort, request, send_file, url_for
from flask_babel import gettext as _

from app.activity import actions
from app.activity.exporting.files import MEDIA_TYPES
from app.activity.models import LogExport
from app.activity.queries.exports import can_be_fetched, folder, own_export
from app.activity.views import bp
from app.web.answers import Answer, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, member
from app.web.language import language, timezone


@bp.post("/activity/exports")
@member
def export_request() -> Answer:
    """Have it written."""
    asked = request.form
    actions.request_export(current_reader(), asked.get("format", ""), asked.get("query", ""), language(), timezone())
    return saved(
        url_for(".exports"), _("It is being written. When it is ready, you are told under “What concerns you”.")
    )


@bp.get("/activity/exports/<id>")
@member
def export_status(id: str) -> Answer:
    """How far it is; 410 when its time is over."""
    export = _own(id)
    fetchable = can_be_fetched(export)
    over = export.state in ("done", "gone") and not fetchable
    return page("activity/export.html", "written", 410 if over else 200, export=export, fetchable=fetchable)


@bp.get("/activity/exports/<id>/file")
@member
def export_file(id: str) -> Answer:
    """The file, to be saved; for who asked for it, for seven days."""
    export = _own(id)
    path = folder() / export.stored
    if not can_be_fetched(export) or not path.is_file():
        return page("activity/export.html", "written", 410, export=export, fetchable=False)
    name = f"activity-{export.created_at:%Y-%m-%d}.{export.format}"
    return send_file(path, MEDIA_TYPES[export.format], as_attachment=True, download_name=name)


@bp.post("/activity/exports/<id>/retry")
@member
@form_on("activity.exports")
def export_retry(id: str) -> Answer:
    """Once more."""
    actions.retry_export(current_reader(), _own(id))
    return saved(url_for(".exports"), _("It is being written once more."))


@bp.post("/activity/exports/<id>/removal")
@member
@form_on("activity.exports")
def export_remove(id: str) -> Answer:
    """Not wanted any more."""
    actions.remove_export(current_reader(), _own(id))
    return saved(url_for(".exports"), _("The export is removed."))


def _own(id: str) -> LogExport:
    return own_export(current_reader(), id) or abort(404)
