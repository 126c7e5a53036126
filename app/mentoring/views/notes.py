"""Notes (M7)."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import require
from app.mentoring import actions
from app.mentoring.forms.work import NoteForm
from app.mentoring.models import Mentorship
from app.mentoring.queries.relations import mentorship_of, pair_of_mentorship
from app.mentoring.queries.work import note_of
from app.mentoring.rules import may_change_note, may_work
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.mentoring.views.mentorships import again
from app.mentoring.views.room import base, notes_part
from app.web.answers import invalid, leave, page, saved
from app.web.gates import current_reader, participant


def _shown(mentorship: Mentorship, session_id: str | None) -> ResponseReturnValue:
    """Back to where it was written: the session's page, or the mentorship's."""
    if session_id:
        return leave(url_for("mentoring.session", id=session_id, _anchor="notes"))
    me, pair = current_reader(), pair_of_mentorship(mentorship.id)
    to = url_for("mentoring.mentorship", id=mentorship.id, _anchor="notes")
    context = base(me, mentorship, pair) | notes_part(me, mentorship)
    return saved(to, None, "mentoring/mentorship.html", "notes", **context)


@bp.post("/mentoring/mentorships/<id>/notes")
@participant
def note_write(id: str) -> ResponseReturnValue:
    """Write something down."""
    me, form = current_reader(), NoteForm(prefix="note-")
    mentorship, _pair = or_404(mentorship_of(me, id))
    require(may_work(me, mentorship))
    told = (form.text.data or "", form.audience.data or "private", (form.session_id.data or "")[:26])
    made, status = attempt(form, lambda: actions.write_note(me, mentorship, *told), "text")
    if made is None:
        return again(id, "notes", status, note_form=form)
    return _shown(mentorship, made.session_id)


def _edited(id: str, form: NoteForm | None = None, status: int = 200) -> ResponseReturnValue:
    note, mentorship = or_404(note_of(current_reader(), id))
    require(may_change_note(current_reader(), note))
    told: dict[str, Any] = {"note": note, "mentorship": mentorship, "form": form or NoteForm(formdata=None, obj=note)}
    return (
        page("mentoring/note.html", **told) if status == 200 else invalid("mentoring/note.html", None, status, **told)
    )


@bp.get("/mentoring/notes/<id>")
@participant
def note(id: str) -> ResponseReturnValue:
    """Change a note of one's own."""
    return _edited(id)


@bp.post("/mentoring/notes/<id>")
@participant
def note_change(id: str) -> ResponseReturnValue:
    """Other words, other readers."""
    me, form = current_reader(), NoteForm()
    found, mentorship = or_404(note_of(me, id))
    require(may_change_note(me, found))
    told = (form.text.data or "", form.audience.data or "private")
    done, status = attempt(form, lambda: actions.change_note(me, found, mentorship, *told), "text")
    return _edited(id, form, status) if done is None else _shown(mentorship, found.session_id)


@bp.post("/mentoring/notes/<id>/removal")
@participant
def note_remove(id: str) -> ResponseReturnValue:
    """Delete a note of one's own."""
    found, mentorship = or_404(note_of(current_reader(), id))
    session_id = found.session_id
    actions.remove_note(current_reader(), found)
    to = ("mentoring.session", session_id) if session_id else ("mentoring.mentorship", mentorship.id)
    return leave(url_for(to[0], id=to[1], _anchor="notes"), _("The note is deleted."))
