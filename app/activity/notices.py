"""How each person is told of a fact: their inbox, a mail at once, a place in their digest (BEHAVIOURS N1). Written with
the fact, in its transaction, by what they chose until then; a mail is looked at again when it goes out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.activity.models import Delivery, Event, MailPreference
from app.activity.ways import AT_ONCE, DIGEST, OFF, preference_key
from app.extensions import db


def notices(
    event: Event,
    told: Collection[str],
    waiting: Collection[str],
    copies: Collection[str],
    lettered: Collection[str],
    after: timedelta,
) -> list[Delivery]:
    """The deliveries of this event to people (ids): those `told` of it, those for whom it is `waiting`, and those who
    get a `copies` mail for what it carries. Who is `lettered` has a letter about it and needs no second mail in the
    digest. Mail at once goes out `after` the event.

    What waits for somebody has its inbox entry whatever they chose: nobody misses it by an old setting.
    """
    chosen = _chosen(event.verb, {*told, *waiting})
    made: list[Delivery] = []
    for person in sorted({*told, *waiting, *copies}):
        usual = AT_ONCE if person in waiting else DIGEST if person in told else None
        how = chosen.get(person, usual) if usual else None
        if usual and (how != OFF or person in waiting):
            made.append(_delivery(event, person, "inbox", "unread"))
        if how == DIGEST and person not in lettered:
            made.append(_delivery(event, person, "digest", "queued"))
        if how == AT_ONCE or person in copies:
            made.append(_delivery(event, person, "email", "queued", after))
    return made


def _chosen(verb: str, people: Collection[str]) -> dict[str, str]:
    """What those of them chose who did not leave it as it is."""
    if not people:
        return {}
    mine = MailPreference.verb == preference_key(verb), MailPreference.person_id.in_(people)
    rows: Any = db.session.execute(select(MailPreference.person_id, MailPreference.how).where(*mine))
    return dict(rows.all())


def _delivery(event: Event, person: str, channel: str, state: str, after: timedelta = timedelta(0)) -> Delivery:
    return Delivery(event_id=event.id, person_id=person, channel=channel, state=state, due_at=event.at + after)
