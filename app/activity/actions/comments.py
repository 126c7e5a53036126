"""Writing below an entry, taking it back, and putting one's own entry right. The entry itself never changes."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.events import CommentRemoved, CommentTakenBack, EntryCommented, EntryCorrected
from app.activity.facts import Ref, person_ref, read_stored
from app.activity.models import Comment, Event
from app.activity.queries.comments import commented, to_be_told
from app.activity.queries.entries import count_corrections, parties_of
from app.activity.record import record
from app.activity.rules import may_comment, may_correct_entry, may_remove_comment
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.people.queries import Person, apart_from

MOST_COMMENTS = 50
"""Of one person below one entry."""
MOST_CORRECTIONS = 3
"""Of one entry: what needs more is better told anew."""


@action
def comment_on(actor: Actor, event: Event, text: str) -> Comment:
    """Write below an entry. Whose entry it is and who wrote there before are told, as far as they see it still."""
    require(may_comment(actor, event))
    if not text.strip():
        raise Refused(_("Write something first."), field="text")
    if commented(actor.id, event.id) >= MOST_COMMENTS:
        raise Refused(_("You have written a lot here. Write to each other instead."), field="text")
    comment = Comment(event_id=event.id, author_id=actor.id, text=text)
    db.session.add(comment)
    db.session.flush()
    told = to_be_told(event, actor)
    record(actor, EntryCommented(_ref(event), event.verb), tell=told, among=told)
    return comment


@action
def remove_comment(actor: Actor, event: Event, comment: Comment, why: str = "") -> Comment:
    """Take it back: its words are gone, that it was there stays. When an animator does it with another's, who wrote it
    is told why; one's own tells nobody, and is noted for who is told of comments here."""
    require(may_remove_comment(actor, comment))
    if comment.removed_at is not None:
        raise Conflict(_("This was taken back already."))
    if comment.author_id != actor.id and not why.strip():
        raise Refused(_("Say why: who wrote it can read it."), field="why")
    comment.text, comment.removed_at = "", now()
    db.session.flush()
    if comment.author_id == actor.id:
        record(actor, CommentTakenBack(_ref(event), event.verb), among=to_be_told(event, actor))
    else:
        author = db.session.get_one(Person, comment.author_id)
        record(actor, CommentRemoved(_ref(event), person_ref(author), why, event.verb))
    return comment


@action
def correct_entry(actor: Actor, event: Event, words: str) -> Event:
    """Put one's own entry right by a new one in one's own words, which refers to it and is for the same people. It is
    about the same thing, so that what limits the one limits the other."""
    require(may_correct_entry(actor, event))
    if not words.strip():
        raise Refused(_("Say how it really was."), field="text")
    if count_corrections(event.id) >= MOST_CORRECTIONS:
        raise Refused(_("This was put right often enough."), field="text")
    people, apart = parties_of(event.id), apart_from(actor.id)
    fact = EntryCorrected(_thing(event), _ref(event), words, event.visibility)
    return record(actor, fact, tell=[id_ for id_ in people if id_ not in apart], among=people, corrects=event.id)


def _ref(event: Event) -> Ref:
    return Ref("entry", event.ref, "")


def _thing(event: Event) -> Ref:
    """What the entry is about, with the name that it had then."""
    named = (value for value in read_stored(event.facts).values() if isinstance(value, Ref))
    return next((ref for ref in named if ref.id == event.object_id), Ref(event.object_kind, event.object_id, ""))
