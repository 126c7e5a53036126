"""a_request(), an_offer(): one valid thing each, no surprises. Call them inside an application context."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from app.extensions import db
from app.offers import actions as offers
from app.offers.models import BoardSession, Claim, Post, PostContent
from app.offers.queries import languages_of, today, topics_of
from app.people.models import Organisation, Person
from app.stakeholders import actions as stakeholders
from app.stakeholders.models import Contact, PreparedOffer


def a_person(part: Any) -> Person:
    """The row behind one of the cast."""
    return db.session.get_one(Person, part.id)


def an_offer(
    owner: Any, *, quantity: int | None = 2, publish: bool = True, kind: str = "offer", **content: Any
) -> Post:
    """A published offer of two half-days of legal advice."""
    said: dict[str, Any] = {
        "title": "Half-days of legal advice", "text": "Contracts and **statutes**.", "category": "expertise",
        "topics": ("legal",), "city": "Brussels", "country": "BE", "unit": "half-days", "until": date(2030, 5, 15),
    }  # fmt: skip
    return offers.create_post(a_person(owner), kind, PostContent(**said | content, quantity=quantity), publish)


def content_of(post: Post, **changes: Any) -> PostContent:
    """What the post says, with these changes."""
    said = {field.name: getattr(post, field.name) for field in fields(PostContent) if hasattr(post, field.name)}
    beside = {"topics": tuple(topics_of(post.id)), "languages": tuple(languages_of(post.id))}
    return PostContent(**said | beside | changes)


def a_need(owner: Any, **content: Any) -> Post:
    """A published need of two hours of interpreting."""
    return an_offer(owner, kind="need", **{"title": "Interpreter, Dutch and Arabic", "unit": "hours"} | content)


def a_claim(post: Post, claimer: Any, quantity: int = 1, **said: Any) -> Claim:
    """One unit asked for, with a message."""
    return offers.claim_post(a_person(claimer), post, said.get("message", "For our statutes."), quantity)


def an_accepted_claim(post: Post, claimer: Any, quantity: int = 1) -> Claim:
    """One unit agreed."""
    return offers.accept_claim(db.session.get_one(Person, post.owner_id), a_claim(post, claimer, quantity))


def a_board_session(animator: Any, **asked: Any) -> BoardSession:
    """A session that is open for two hours, to guests too."""
    said: dict[str, Any] = {"title": "Kitchens of the valley", "question": "What can you give?"}
    return offers.open_session(a_person(animator), offers.Asked(**{"lasts": timedelta(hours=2)} | said | asked))


def a_session_post(session: BoardSession, owner: Any = None, *, guest: str = "", **said: Any) -> Post:
    """A van, added from a phone by a member or by a guest."""
    content = PostContent(**{"title": "A van on Tuesdays", "text": "With a driver.", "category": "equipment"} | said)
    who = offers.Guest(guest, "guest@example.net") if guest else None
    return offers.add_to_session(a_person(owner) if owner else None, session, "offer", content, who)


def an_event(actor, *, visibility=2, parties=(), shown=None, at=None, strand="messages", about=("conversation", "")):  # type: ignore[no-untyped-def]
    """An entry of the log, written past the actions, for tests of reading it. `parties` are people of the cast."""
    from app.activity.chain import append
    from app.activity.models import Event
    from app.core.clock import now
    from app.core.models import new_id
    from app.extensions import db

    other = parties[0] if parties else actor
    named = {
        key: {"kind": "person", "id": person.id, "name": person.name}
        for key, person in (("author", actor), ("recipient", other), ("actor", actor))
    }
    kind, ref = about
    event = Event(
        at=at or now(), verb="messages.message_sent", strand=strand, actor_id=actor.id, visibility=visibility,
        shown=visibility if shown is None else shown, object_kind=kind, object_id=ref or new_id(), facts=named,
        ref=new_id(), corrects_id=None,
    )  # fmt: skip
    append(event, {actor.id, *(party.id for party in parties)})
    db.session.commit()
    return event


def a_contact(house_id: str, animator: Any, **said: Any) -> Contact:
    """A call that was had today."""
    told: dict[str, Any] = {"kind": "call", "held_on": today(), "who": "Ann Lens", "text": "They have rooms."}
    house = db.session.get_one(Organisation, house_id)
    return stakeholders.note_contact(a_person(animator), house, stakeholders.Said(**told | said))


def a_prepared_offer(animator: Any, organisation: str = "Notaires Solidaires") -> PreparedOffer:
    """Mornings of a notary, written for somebody who is invited."""
    content = PostContent("Mornings of a notary", "About statutes.", "expertise", quantity=4, unit="mornings")
    return stakeholders.invite_stakeholder(a_person(animator), "nora@notaires.example", "Nora", organisation, content)
