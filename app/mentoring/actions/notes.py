"""Notes (M7): private by default. A private one leaves no trace in the log; a shared one only that it is there."""

from __future__ import annotations

from flask_babel import gettext as _

from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.mentoring.actions.naming import must_run, record_at
from app.mentoring.events import NoteShared
from app.mentoring.models import Mentorship, Note
from app.mentoring.queries.sessions import is_session_of
from app.mentoring.rules import may_change_note, may_work


@action
def write_note(
    actor: Actor, mentorship: Mentorship, text: str, audience: str = "private", session_id: str | None = None
) -> Note:
    """Write something down for `audience`: private, shared, animators."""
    require(may_work(actor, mentorship))
    must_run(mentorship)
    if session_id and not is_session_of(session_id, mentorship.id):
        raise Refused(_("Choose a session of this mentorship."), "session_id")
    at = now()
    note = Note(
        mentorship_id=mentorship.id, session_id=session_id or None, author_id=actor.id, audience=audience,
        text=text.strip(), created_at=at, changed_at=at,
    )  # fmt: skip
    db.session.add(note)
    db.session.flush()
    if audience != "private":
        record_at(actor, mentorship, NoteShared, audience=audience)
    return note


@action
def change_note(actor: Actor, note: Note, mentorship: Mentorship, text: str, audience: str) -> Note:
    """Other words, or other readers; also after the mentorship has ended. Only a wider audience is told of it."""
    require(may_change_note(actor, note))
    if (text.strip(), audience) == (note.text, note.audience):
        return note
    wider = audience != "private" and audience != note.audience
    note.text, note.audience, note.changed_at = text.strip(), audience, now()
    db.session.flush()
    if wider:
        record_at(actor, mentorship, NoteShared, audience=audience)
    return note


@action(silent="private notes are their author's own")
def remove_note(actor: Actor, note: Note) -> None:
    """It is gone, for everybody."""
    require(may_change_note(actor, note))
    db.session.delete(note)
    db.session.flush()
