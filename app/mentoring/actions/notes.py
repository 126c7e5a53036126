"""Notes (M7): private by default. A private one leaves no trace in the log; a shared one only that it is there.

What is told and what is silent are actions of their own, so that each says which it is (A1)."""

from __future__ import annotations

from flask_babel import gettext as _

from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.mentoring.actions.naming import must_run, record_at
from app.mentoring.events import NoteShared
from app.mentoring.models import Mentorship, Note
from app.mentoring.queries.sessions import is_session_of
from app.mentoring.rules import may_change_note, may_work


def write_note(
    actor: Actor, mentorship: Mentorship, text: str, audience: str = "private", session_id: str | None = None
) -> Note:
    """Write something down for `audience`: private, shared, animators."""
    if audience == "private":
        return keep_note(actor, mentorship, text, session_id)
    return share_note(actor, mentorship, text, audience, session_id)


@action(silent="private notes are their author's own")
def keep_note(actor: Actor, mentorship: Mentorship, text: str, session_id: str | None = None) -> Note:
    """Write something down for oneself."""
    return _written(actor, mentorship, text, "private", session_id)


@action
def share_note(
    actor: Actor, mentorship: Mentorship, text: str, audience: str = "shared", session_id: str | None = None
) -> Note:
    """Write something down for the pair, or for the animators; that it is there is told."""
    note = _written(actor, mentorship, text, audience, session_id)
    record_at(actor, mentorship, NoteShared, audience=audience)
    return note


def _written(actor: Actor, mentorship: Mentorship, text: str, audience: str, session_id: str | None) -> Note:
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
    return note


def change_note(actor: Actor, note: Note, mentorship: Mentorship, text: str, audience: str) -> Note:
    """Other words, or other readers; also after the mentorship has ended. Only a wider audience is told of it."""
    if _is_wider(note, audience):
        return widen_note(actor, note, mentorship, text, audience)
    return reword_note(actor, note, text, audience)


@action
def widen_note(actor: Actor, note: Note, mentorship: Mentorship, text: str, audience: str) -> Note:
    """For others than before: that it is there is told."""
    _change(actor, note, text, audience, wider=True)
    record_at(actor, mentorship, NoteShared, audience=audience)
    return note


@action(silent="whoever may read a note finds its words as they are now")
def reword_note(actor: Actor, note: Note, text: str, audience: str) -> Note:
    """Other words for the same readers, or for its author alone from now on."""
    _change(actor, note, text, audience, wider=False)
    return note


def _change(actor: Actor, note: Note, text: str, audience: str, wider: bool) -> None:
    require(may_change_note(actor, note))
    if _is_wider(note, audience) is not wider:
        raise Conflict(_("This note was changed meanwhile. Look at it again."))
    if (text.strip(), audience) != (note.text, note.audience):
        note.text, note.audience, note.changed_at = text.strip(), audience, now()
        db.session.flush()


def _is_wider(note: Note, audience: str) -> bool:
    return audience not in ("private", note.audience)


@action(silent="private notes are their author's own")
def remove_note(actor: Actor, note: Note) -> None:
    """It is gone, for everybody."""
    require(may_change_note(actor, note))
    db.session.delete(note)
    db.session.flush()
