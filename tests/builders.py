"""a_request(), an_offer(): one valid thing each, no surprises. Call them inside an application context."""


def an_event(actor, *, visibility=2, parties=(), shown=None, at=None, strand="messages", about=("conversation", "")):  # type: ignore[no-untyped-def]
    """An entry of the log, written past the actions, for tests of reading it. `parties` are people of the cast."""
    from app.activity.models import Event, EventParty
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
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    for person_id in {actor.id, *(party.id for party in parties)}:
        db.session.add(EventParty(event_id=event.id, person_id=person_id))
    db.session.commit()
    return event
