"""The only writer of events and deliveries: inside an action, in its transaction (BEHAVIOURS A1, N2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, case, select, update
from sqlalchemy.dialects.sqlite import insert

from app.activity.chain import LIMIT_REF, append, note_effects
from app.activity.erase import forget_address, pseudonymise
from app.activity.facts import Fact
from app.activity.models import PUBLIC, Delivery, Event, ObjectLimit
from app.activity.notices import notices
from app.activity.nudging import nudge, nudge_all
from app.core.action import acting, left
from app.core.clock import now
from app.core.models import new_id
from app.core.rules import Actor
from app.extensions import db

__all__ = ["forget_address", "limit_shown", "nudge", "pseudonymise", "record", "send_later"]


def record(
    actor: Actor | None,
    fact: Fact,
    *,
    tell: Iterable[str] = (),
    ask: Iterable[str] = (),
    among: Iterable[str] = (),
    copies: Iterable[str] = (),
    corrects: int | None = None,
) -> Event:
    """Write the fact, whom it concerns, and its deliveries. `actor` None is the system (a date that passed).

    `tell` and `ask` are ids of people whom the fact does not name but concerns: an entry in their inbox, and for `ask`
    mail at once, unless they chose otherwise (notices.py). They must see it by its visibility, or be `among` those
    whose fact it is, too. `copies` get the mail alone, for what it carries: they know it already (the actor, too).
    `corrects`: the number of the earlier entry that this one puts right or takes back; it stays, with a mark.
    """
    if not acting():
        raise RuntimeError("only an action records")
    own = {actor.id} if actor else set()
    told = {*(ref.id for ref in fact.tells()), *tell} - own
    waiting = {*(ref.id for ref in fact.waits_for()), *ask} - own
    event = append(_event(actor, fact, corrects), people := {*(ref.id for ref in fact.parties()), *among} | own)
    letters = [*fact.letters()]
    lettered = {letter.person_id for letter in letters if letter.person_id}
    db.session.add_all(notices(event, told, waiting, {*copies}, lettered, fact.mail_after))
    db.session.add_all(_mail(event, letter.person_id, letter.address, letter.template) for letter in letters)
    nudge_all(event, people, told | waiting)
    db.session.flush()
    return left(event)


def send_later(event: Event, letter: str, people: Iterable[str], at: datetime) -> None:
    """Letters about this event that wait for their hour. Whether they are still of use is asked then, by the function
    in LETTERS. One to each person; who has this one of this event already gets no second one."""
    if not acting():
        raise RuntimeError("only an action records")
    mine = (Delivery.event_id == event.id) & (Delivery.channel == "email") & (Delivery.letter == letter)
    already = set(db.session.execute(select(Delivery.person_id).where(mine)).scalars())
    for person in sorted(set(people) - already):
        delivery = _mail(event, person, letter=letter)
        delivery.due_at = at
        db.session.add(delivery)
    db.session.flush()


def _event(actor: Actor | None, fact: Fact, corrects: int | None) -> Event:
    named = {"actor": {"kind": "person", "id": actor.id, "name": actor.name}} if actor else {}
    limit = _level(fact.about.kind, fact.about.id)
    return Event(
        at=now(),
        verb=fact.verb,
        strand=fact.belongs_to(),
        actor_id=actor.id if actor else None,
        visibility=fact.seen_by(),
        shown=fact.seen_by() if limit is None else min(fact.seen_by(), limit),
        object_kind=fact.about.kind,
        object_id=fact.about.id,
        facts=fact.as_json() | named,
        ref=new_id(),
        corrects_id=corrects,
    )


def limit_shown(kind: str, ref: str, level: int) -> None:
    """What an object allows from now on: its events are shown to no more than `level`, and never beyond their own (A3).
    Part of an action that records, before or after: its event holds the limit in the chain."""
    before = _level(kind, ref)
    if level == (PUBLIC if before is None else before):
        return
    limit = insert(ObjectLimit).values(kind=kind, ref=ref, level=level)
    db.session.execute(limit.on_conflict_do_update(index_elements=["kind", "ref"], set_={"level": level}))
    note_effects({f"{LIMIT_REF}{kind}:{ref}": str(level)})
    mine = update(Event).where(Event.object_kind == kind, Event.object_id == ref)
    shown = case((Event.visibility > level, level), else_=Event.visibility)
    db.session.execute(mine.values(shown=shown).execution_options(synchronize_session=False))


def _level(kind: str, ref: str) -> int | None:
    """To whom a thing allows its events to be shown now; None: whoever they are for."""
    return db.session.execute(_LEVEL, {"kind": kind, "ref": ref}).scalar_one_or_none()


_LEVEL = select(ObjectLimit.level).where(ObjectLimit.kind == bindparam("kind"), ObjectLimit.ref == bindparam("ref"))


def _mail(event: Event, person_id: str | None = None, address: str = "", letter: str = "") -> Delivery:
    return Delivery(
        event_id=event.id,
        person_id=person_id,
        address=address,
        letter=letter,
        channel="email",
        state="queued",
        due_at=event.at,
    )
