"""One conversation from the reader's side, and who takes part in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import case, func, literal, select, true

from app.activity.models import NoticeSettings
from app.core.prepared import prepared
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.messages.models import Conversation, Participant
from app.people.queries import Person, not_blocked

MOST = 50
"""People in one conversation."""


@dataclass(frozen=True)
class Member:
    """Somebody who takes part. `apart`: they and the reader want nothing to do with each other (M3)."""

    id: str
    name: str
    photo: str
    state: str
    role: str
    headline: str
    seen_id: str
    shows_seen: bool
    apart: bool


@dataclass(frozen=True)
class Talk:
    """A conversation from the reader's side; `others` are all who take part but the reader."""

    id: str
    kind: str
    about_id: str | None
    title: str
    unread: int
    seen_id: str
    from_id: str
    muted: bool
    shows_seen: bool
    others: tuple[Member, ...]
    opened_by: str | None = None

    @property
    def name(self) -> str:
        """Its title, or who the others are."""
        return self.title or names_of([other.name for other in self.named])

    @property
    def named(self) -> tuple[Member, ...]:
        """The others as the reader is told of them: among several, nobody of whom they are apart (M3)."""
        return self.others if self.kind == "pair" else tuple(it for it in self.others if not it.apart)

    @property
    def other(self) -> Member:
        """Who is on the other side, of two."""
        return self.others[0]

    def seen_by(self, message_id: str, author_id: str) -> list[str]:
        """Who has seen this message, by name: nobody who hides it, and nothing at all for a reader who hides it (so
        that it is the same for both), nor of those who are apart."""
        shown = (it for it in self.others if it.shows_seen and not it.apart and it.state == "active")
        return [it.name for it in shown if it.seen_id >= message_id and it.id != author_id] if self.shows_seen else []


@dataclass(frozen=True)
class Thing:
    """What a conversation is about: its kind (mentorship, claim, team) and id, what it is called, who takes part."""

    kind: str
    id: str
    title: str
    people: tuple[str, ...]


def shown_name(name: str, state: str) -> str:
    """How somebody is called in a conversation, where words outlive their account."""
    return name if name and state != "removed" else _("someone who has left")


def names_of(names: list[str]) -> str:
    """Up to three names, and how many more there are."""
    if not names:
        return _("Nobody else")
    more = len(names) - 3
    told = ", ".join(names[:3])
    return told if more < 1 else ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", more, names=told)


def pair_of(one: str, other: str) -> str:
    """The name of a conversation between two: the same from both sides."""
    return ":".join(sorted((one, other)))


@prepared
def _mine(person_id: Any, conversation_id: Any) -> Any:
    one = Conversation
    columns = (one.id, one.kind, one.about_id, one.title, Participant.unread, Participant.seen_id, Participant.from_id)
    return (
        select(*columns, Participant.muted, one.opened_by)
        .join(Participant, Participant.conversation_id == one.id)
        .where(one.id == conversation_id, Participant.person_id == person_id, Participant.left_at.is_(None))
    )


@prepared
def _members(person_id: Any, conversation_id: Any) -> Any:
    """Who takes part now; of two, also who has left the cluster since. The reader comes first. Who came in and has
    read nothing since has seen nothing: where they began is no sign of reading."""
    here = Participant.left_at.is_(None) | (Conversation.kind == "pair")
    shows = func.coalesce(NoticeSettings.shows_seen, true()).label("shows_seen")
    seen = case((Participant.seen_id > Participant.from_id, Participant.seen_id), else_="").label("seen_id")
    who = (Person.id, Person.name, Person.photo, Person.state, Person.role, Person.headline, seen)
    return (
        select(*who, shows, not_blocked(person_id, Person.id).label("together"))
        .join(Participant, Participant.person_id == Person.id)
        .join(Conversation, Conversation.id == Participant.conversation_id)
        .outerjoin(NoticeSettings, NoticeSettings.person_id == Person.id)
        .where(Participant.conversation_id == conversation_id, here)
        .order_by((Person.id == person_id).desc(), Person.sort_name, Person.id)
        .limit(MOST + 1)
    )


def conversation_of(reader: Actor, conversation_id: str) -> Talk | None:
    """One conversation with who takes part, or None when it is not (or no longer) the reader's."""
    row = _mine(reader.id, conversation_id).first()
    if row is None:
        return None
    me, *others = _members(reader.id, conversation_id).all()
    told: dict[str, Any] = dict(row._mapping)
    return Talk(**told, shows_seen=bool(me.shows_seen), others=tuple(_member(other) for other in others))


def _member(row: Any) -> Member:
    id_, name, photo, state, role, headline, seen_id, shows_seen, together = row
    told = (shown_name(name, state), photo, state, role, headline, seen_id)
    return Member(id_, *told, shows_seen=bool(shows_seen), apart=not together)


def between(reader: Actor, person_id: str) -> str | None:
    """The id of the conversation of the two, if there is one."""
    return db.session.execute(
        select(Conversation.id).where(Conversation.pair == pair_of(reader.id, person_id))
    ).scalar_one_or_none()


def about(reader: Actor, thing: Thing) -> Talk:
    """The conversation about this thing, of which the reader takes part; with no id when nobody has begun it yet."""
    found = _about(thing.kind, thing.id).scalar_one_or_none()
    talk = conversation_of(reader, found) if found else None
    if talk is not None:
        return talk
    others = tuple(_member(row) for row in _people(reader.id, list(thing.people)) if row.id != reader.id)
    return Talk("", thing.kind, thing.id, thing.title, 0, "", "", False, True, others)


@prepared
def _people(person_id: Any, ids: Any) -> Any:
    who = (Person.id, Person.name, Person.photo, Person.state, Person.role, Person.headline)
    nothing = (literal("").label("seen_id"), literal(True).label("shows_seen"))
    together = not_blocked(person_id, Person.id).label("together")
    return select(*who, *nothing, together).where(Person.id.in_(ids)).order_by(Person.sort_name, Person.id)


@prepared
def _about(kind: Any, about_id: Any) -> Any:
    return select(Conversation.id).where(Conversation.kind == kind, Conversation.about_id == about_id)


def person_by_id(reader: Actor, person_id: str) -> Person | None:
    """Somebody who is here and whom the reader may see."""
    here = select(Person).where(Person.id == person_id, Person.state == "active")
    return db.session.execute(here.where(not_blocked(reader.id, Person.id))).scalar_one_or_none()


def may_be_added(reader: Actor, talk: Talk, named: str) -> list[Any]:
    """Whom the reader could bring into a group, found by name: (id, name, photo, headline), at most ten."""
    found = matching("person", named)
    if found is None:
        return []
    here = select(Participant.person_id).where(Participant.conversation_id == talk.id, Participant.left_at.is_(None))
    query = (
        select(Person.id, Person.name, Person.photo, Person.headline)
        .where(Person.id.in_(found), Person.state == "active", Person.role != "observer", Person.id.not_in(here))
        .where(not_blocked(reader.id, Person.id))
    )
    return list(db.session.execute(query.order_by(Person.sort_name, Person.id).limit(10)))


def shows_seen(person_id: str) -> bool:
    """Whether others see what this person has read."""
    query = select(NoticeSettings.shows_seen).where(NoticeSettings.person_id == person_id)
    return bool(db.session.execute(query).scalar_one_or_none() in (None, True))


def conversation_row(talk: Talk) -> Conversation:
    """The conversation itself, to be handed to an action."""
    return db.session.get_one(Conversation, talk.id)
