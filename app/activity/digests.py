"""Digests: what is new for somebody since the last one, in one mail, at their hour (BEHAVIOURS N1, N3).

`record()` leaves a delivery of the channel "digest" for each event and person. When a person's hour has come they are
bundled into one mail; the mail is written when it goes out, of what is still for their eyes and unseen by then.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select, update
from sqlalchemy.sql.elements import ColumnElement

from app.activity.digest_hours import due_after
from app.activity.letters import DIGEST_LETTER
from app.activity.models import Delivery, NoticeSettings
from app.activity.queries import Person, still_new, usual_settings, wants_digest
from app.core.action import action
from app.core.clock import now
from app.extensions import db
from app.people.queries import cluster
from app.web.language import ZONES

PEOPLE = 500
"""So many are looked at together."""


def send_digests(moment: datetime) -> None:
    """Bundle the digests of all whose hour has come by `moment`. Called every few minutes."""
    last = ""
    while rows := _waiting(last):
        for row in rows:
            if _is_due(row, moment):
                bundle(None, row.person_id)
        last = rows[-1].person_id
    db.session.commit()


def _waiting(last: str) -> list[Any]:
    """Who has something waiting, and how they want it; by id, after `last`."""
    settings, oldest = NoticeSettings, func.min(Delivery.due_at).label("oldest")
    query = (
        select(
            Delivery.person_id, Person.timezone, oldest, settings.quiet, settings.digest, settings.digest_hour,
            settings.digest_day, settings.last_digest_at,
        )
        .join(Person, Person.id == Delivery.person_id)
        .outerjoin(settings, settings.person_id == Delivery.person_id)
        .where(Delivery.channel == "digest", Delivery.state == "queued", Delivery.person_id > last)
        .group_by(Delivery.person_id)
        .order_by(Delivery.person_id)
        .limit(PEOPLE)
    )  # fmt: skip
    return list(db.session.execute(query))


def _is_due(row: Any, moment: datetime) -> bool:
    """Counted from the last digest, or from the oldest news if that is later: news of today waits for its day."""
    wanted = row if row.digest else usual_settings(row.person_id)
    since = max(row.oldest, row.last_digest_at) if row.last_digest_at else row.oldest
    zone = row.timezone if row.timezone in ZONES else cluster().timezone
    due = due_after(since, wanted.digest, wanted.digest_hour, wanted.digest_day, zone)
    return row.quiet or due is None or due <= moment


@action(silent="a letter about what the log has already")
def bundle(actor: None, person_id: str) -> Delivery | None:
    """All that waits for this person's digest: into one mail, or out, when it is of no use to them."""
    waiting = _waits_for(person_id)
    ids = list(db.session.execute(select(Delivery.id).where(waiting)).scalars())
    person = db.session.get(Person, person_id, populate_existing=True)
    rows = still_new(person, waiting) if person and wants_digest(person) else []
    mail = _mail(person_id, rows[0].id) if rows else None
    fresh = [row.delivery_id for row in rows]
    _settle(fresh, "bundled", mail)
    _settle(set(ids) - set(fresh), "skipped", None)
    return mail


def _waits_for(person_id: str) -> ColumnElement[bool]:
    return and_(Delivery.person_id == person_id, Delivery.channel == "digest", Delivery.state == "queued")


def _mail(person_id: str, event_id: int) -> Delivery:
    """The mail itself, due now; it hangs on the newest event. The next digest is counted from here."""
    mail = Delivery(event_id=event_id, person_id=person_id, channel="email", letter=DIGEST_LETTER, state="queued")
    settings = db.session.get(NoticeSettings, person_id, populate_existing=True) or usual_settings(person_id)
    settings.last_digest_at = now()
    db.session.add_all([mail, settings])
    db.session.flush()
    return mail


def _settle(ids: Collection[int], state: str, mail: Delivery | None) -> None:
    db.session.execute(
        update(Delivery)
        .where(Delivery.id.in_(ids))
        .values(state=state, done_at=now(), bundle_id=mail.id if mail else None)
        .execution_options(synchronize_session=False)
    )
