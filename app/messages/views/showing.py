"""What the page of a conversation shows: a stretch of it, and what came since the page was made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import abort, request

from app.core.clock import now
from app.files.kinds import MEDIA_TYPES
from app.messages import queries
from app.messages.forms import MessageForm
from app.messages.queries.reports import animators_beside, judges
from app.people.queries import person_here
from app.web.answers import wants_fragment
from app.web.gates import current_reader

ACCEPTED = ",".join(f".{ending}" for ending in MEDIA_TYPES)


def talk_of(id: str) -> queries.Talk:
    """The reader's conversation, or 404."""
    return queries.conversation_of(current_reader(), id) or abort(404)


def unjudged(message_id: str, author_id: str, reporter_id: str) -> dict[str, Any] | None:
    """What to tell somebody whose report no animator can judge at present, as all take part; None when one can."""
    if judges(message_id, author_id, reporter_id):
        return None
    me, message = current_reader(), queries.message_of(current_reader(), message_id)
    talk = queries.conversation_of(me, message.conversation_id) if message else None
    return {"talk": talk, "animators": animators_beside(me, author_id), "author": person_here(author_id)}


def asks_what_is_new() -> bool:
    """Does an open page ask what came since it was made?"""
    return wants_fragment() and "after" in request.args


def whole(talk: queries.Talk, form: MessageForm | None = None) -> dict[str, Any]:
    """The page: the newest messages, or those around the first unread one, or the stretch that is asked for."""
    thread, new_from, live = _stretch(talk)
    last = thread.rows[-1] if thread.rows else None
    shown = composer(talk, form) | {"thread": thread, "new_from": new_from, "live": live, "fresh": [], "changed": []}
    return shown | _end(talk, last.id if last else "", last.author_id if last else "")


def composer(talk: queries.Talk, form: MessageForm | None = None) -> dict[str, Any]:
    """The box to write in."""
    return {"id": talk.id, "talk": talk, "form": form or MessageForm(formdata=None), "accepted": ACCEPTED}


def _stretch(talk: queries.Talk) -> tuple[queries.Thread, str | None, bool]:
    before, at = (request.args.get(name, "")[:26] for name in ("before", "at"))
    if before:
        return queries.thread(talk.id, before, talk.from_id), None, False
    new = queries.first_unread(talk.id, current_reader().id, talk.seen_id, talk.from_id) if talk.unread else None
    thread = queries.thread(talk.id, None, talk.from_id) if not at else queries.around(talk.id, at, talk.from_id)
    if new and not at and thread.rows and new < thread.rows[0].id:
        thread = queries.around(talk.id, new, talk.from_id)
    return thread, new, thread.later is None


def since(talk: queries.Talk) -> dict[str, Any]:
    """What an open page lacks: new messages, and changes to those it shows."""
    after, moment = request.args.get("after", "")[:26], _moment(request.args.get("since", "")[:40])
    fresh = queries.newer(talk.id, after, talk.from_id)
    new = {row.id for row in fresh}
    changed = [row for row in queries.changed(talk.id, talk.from_id, moment) if row.id not in new] if moment else []
    files = queries.files_of([*fresh, *changed])
    last_id = fresh[-1].id if fresh else after
    author = fresh[-1].author_id if fresh else queries.author_of(talk.id, last_id)
    shown = {"id": talk.id, "talk": talk, "fresh": fresh, "changed": changed, "files": files, "live": True}
    shown |= {"first": not after}
    return shown | _end(talk, last_id, author)


def _end(talk: queries.Talk, last_id: str, author_id: str) -> dict[str, Any]:
    return {
        "last_id": last_id,
        "unread": talk.unread,
        "seen_by": talk.seen_by(last_id, author_id) if last_id else [],
        "at": now().isoformat(),
    }


def _moment(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo else None
