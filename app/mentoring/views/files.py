"""Files: added, given out to those who take part, deleted by who added them (SECURITY 18)."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import require
from app.files.keeping import read_upload, send
from app.mentoring import actions
from app.mentoring.forms.work import FileForm
from app.mentoring.models import Mentorship
from app.mentoring.queries.relations import mentorship_of, pair_of_mentorship
from app.mentoring.queries.work import file_of
from app.mentoring.rules import may_work
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.mentoring.views.mentorships import again
from app.mentoring.views.room import base, files_part
from app.web.answers import saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, participant


def _shown(mentorship: Mentorship, message: str | None = None) -> ResponseReturnValue:
    context = base(current_reader(), mentorship, pair_of_mentorship(mentorship.id)) | files_part(mentorship)
    to = url_for("mentoring.mentorship", id=mentorship.id, _anchor="files")
    return saved(to, message, "mentoring/mentorship.html", "files", **context)


@bp.post("/mentoring/mentorships/<id>/files")
@participant
def file_add(id: str) -> ResponseReturnValue:
    """Add a file. It is looked into before the action takes its turn at writing."""
    me, form = current_reader(), FileForm(prefix="file-")
    mentorship, _pair = or_404(mentorship_of(me, id))
    require(may_work(me, mentorship))
    kept, status = attempt(form, lambda: actions.add_file(me, mentorship, read_upload(form.file.data)), "file")
    if kept is None:
        return again(id, "files", status, file_form=form)
    return _shown(mentorship, _("The file is here: %(name)s", name=kept.name))


@bp.get("/mentoring/mentorships/<id>/files/<file>")
@participant
def file(id: str, file: str) -> ResponseReturnValue:
    """Give it out."""
    stored, _mentorship = or_404(file_of(current_reader(), id, file))
    return send(stored)


@bp.post("/mentoring/mentorships/<id>/files/<file>/removal")
@participant
@form_on("mentoring.mentorship")
def file_remove(id: str, file: str) -> ResponseReturnValue:
    """Delete it."""
    stored, mentorship = or_404(file_of(current_reader(), id, file))
    actions.remove_file(current_reader(), stored, mentorship)
    return _shown(mentorship, _("The file is deleted."))
