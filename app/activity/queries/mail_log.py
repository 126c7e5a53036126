"""The log of mail, for animators: to whom, of which kind, in which state. Never what is in a mail (N3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.activity.models import Delivery, Event
from app.activity.queries.sought import people_named
from app.core.paging import Page, keyset
from app.extensions import db
from app.people.queries import Person
from app.web.periods import Period

STATES = ("queued", "sent", "skipped", "parked")
COUNTED = 10_000
BATCH = 500
COLUMNS = (
    Delivery.id, Event.at, Delivery.person_id, Person.name, Delivery.address, Person.email, Event.verb, Delivery.letter,
    Delivery.state, Delivery.attempts, Delivery.due_at, Delivery.done_at, Delivery.error,
)  # fmt: skip


@dataclass(frozen=True)
class MailSought:
    """What the log of mail is asked for; all of it combines. `kind` is an event's verb or a letter's template."""

    state: str = ""
    who: str = ""
    kind: str = ""
    period: Period = Period()

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Each part as a condition, but for the state, by which they are counted."""
        if self.who:
            ids = [id_ for id_, _name in people_named(self.who)]
            yield or_(Delivery.person_id.in_(ids), Delivery.address == self.who.casefold())
        if self.kind:
            letter = or_(Delivery.letter == self.kind, Delivery.letter.startswith(f"{self.kind}:", autoescape=True))
            yield letter if "/" in self.kind else (Event.verb == self.kind) & (Delivery.letter == "")
        if start := self.period.start:
            yield Event.at >= start
        if end := self.period.end:
            yield Event.at < end


def _mails(sought: MailSought, *columns: Any) -> Select[Any]:
    query = select(*columns).select_from(Delivery).join(Event, Event.id == Delivery.event_id)
    return query.where(Delivery.channel == "email", *sought.conditions())


def mail_log(sought: MailSought, after: str | None = None, size: int = 25) -> Page:
    """A page of mails, the newest first."""
    query = _mails(sought, *COLUMNS).outerjoin(Person, Person.id == Delivery.person_id)
    if sought.state in STATES:
        query = query.where(Delivery.state == sought.state)
    return keyset(db.session.execute, query, (Delivery.id,), after, size=size)


def mail_rows(sought: MailSought) -> Iterator[Any]:
    """All of them, read in batches: for the export."""
    after: str | None = None
    while True:
        page = mail_log(sought, after, BATCH)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def count_mails(sought: MailSought) -> dict[str, int]:
    """How many there are in each state, of the newest ten thousand that fit."""
    newest = _mails(sought, Delivery.state).order_by(Delivery.id.desc()).limit(COUNTED).subquery()
    rows: Any = db.session.execute(select(newest.c.state, func.count()).group_by(newest.c.state)).all()
    found = dict(rows)
    return {state: found.get(state, 0) for state in STATES}
