"""Messages that participants showed to the animators. What was shown is read by who may judge it, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.core.glances import Waiting
from app.core.paging import Page, keyset
from app.core.rules import Actor
from app.extensions import db
from app.messages.models import Message, MessageReport, Participant
from app.people.queries import Person, not_blocked

REASONS: dict[str, Any] = {
    "disrespect": _l("Disrespectful or hurtful words"),
    "harassment": _l("Unwanted contact or harassment"),
    "discrimination": _l("Discrimination"),
    "money": _l("Asked for money, or sold something"),
    "danger": _l("A threat, or somebody is in danger"),
    "other": _l("Something else"),
}
OUTCOMES: dict[str, Any] = {
    "none": _l("Nothing to do"),
    "removed": _l("Delete the message"),
    "warned": _l("A warning"),
    "suspended": _l("Delete the message and suspend the account"),
}
"""What an animator decides."""
DECIDED: dict[str, Any] = {
    "none": _l("An animator has looked at the message. There was nothing to do."),
    "removed": _l("An animator has looked at the message and deleted it."),
    "warned": _l("An animator has looked at the message and given a warning to who wrote it."),
    "suspended": _l("An animator has looked at the message, deleted it and suspended the account of who wrote it."),
}
Reporter, Author, Settler = (aliased(Person, name=name) for name in ("reporter", "author", "settler"))


@dataclass(frozen=True)
class Shown:
    """A report as its reader may see it: `judge` may read what was shown and decide."""

    report: MessageReport
    reporter: str
    author: str
    settler: str | None
    part: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The message and its neighbours as they were; for the judge alone."""
        shown = self.report.shown if self.part == "judge" else []
        return [line | {"at": datetime.fromisoformat(line["at"])} for line in shown]


def _outside(person_id: Any) -> ColumnElement[bool]:
    """That somebody never took part in the conversation, and is neither of the two."""
    there = (Participant.conversation_id == Message.conversation_id) & (Participant.person_id == person_id)
    own = exists().where(Message.id == MessageReport.message_id, there)
    return ~own & (MessageReport.reporter_id != person_id) & (MessageReport.author_id != person_id)


def may_judge(person_id: str, report: MessageReport) -> bool:
    """Is this person outside of what was reported?"""
    query = select(MessageReport.id).where(MessageReport.id == report.id, _outside(person_id))
    return db.session.execute(query).first() is not None


def judges(message_id: str, author_id: str, reporter_id: str) -> list[str]:
    """The animators who may decide about a message that this person reports, or would; perhaps nobody."""
    there = (Participant.conversation_id == Message.conversation_id) & (Participant.person_id == Person.id)
    query = _animators().where(
        Person.id.not_in((author_id, reporter_id)), ~exists().where(Message.id == message_id, there)
    )
    return list(db.session.execute(query.limit(200)).scalars())


def animators_beside(reader: Actor, author_id: str) -> list[Any]:
    """To whom the reader could turn when nobody may decide, (id, name): animators who did not write the message, and
    are not kept apart from the reader."""
    query = _animators().add_columns(Person.name).where(Person.id.not_in((author_id, reader.id)))
    return list(db.session.execute(query.where(not_blocked(reader.id, Person.id)).order_by(Person.sort_name).limit(10)))


def _animators() -> Any:
    return select(Person.id).where(Person.role == "animator", Person.state == "active")


def report_of(reader: Actor, id_: str) -> Shown | None:
    """One report: for who made it, for the animators who may judge it, and, once settled, for who wrote the message."""
    names = (Reporter.name, Author.name, Settler.name, _outside(reader.id))
    row = db.session.execute(_lines(MessageReport, *names).where(MessageReport.id == id_)).first()
    if row is None:
        return None
    report, reporter, author, settler, outside = row
    if report.reporter_id == reader.id:
        return Shown(report, reporter, author, settler, "reporter")
    if report.author_id == reader.id:
        return Shown(report, "", author, settler, "author") if report.state == "settled" else None
    return Shown(report, reporter, author, settler, "judge") if reader.role == "animator" and outside else None


def _lines(*columns: Any) -> Any:
    return (
        select(*columns)
        .select_from(MessageReport)
        .join(Reporter, Reporter.id == MessageReport.reporter_id)
        .join(Author, Author.id == MessageReport.author_id)
        .outerjoin(Settler, Settler.id == MessageReport.settled_by)
    )


def message_reports(reader: Actor, after: str | None = None) -> Page:
    """Those that this animator may judge, open ones first: (state, created_at, id, reason, reporter, author,
    outcome)."""
    keys = (MessageReport.state, MessageReport.created_at, MessageReport.id)
    names = (MessageReport.reason, Reporter.name.label("reporter"), Author.name.label("author"), MessageReport.outcome)
    query = _lines(*keys, *names).where(_outside(reader.id))
    return keyset(db.session.execute, query, keys, after, descending=False)


def waiting_for(reader: Actor) -> list[Waiting]:
    """What was shown to the animators and this one may judge, the longest waiting first."""
    if reader.role != "animator":
        return []
    query = select(MessageReport.id, MessageReport.reason, MessageReport.created_at)
    query = query.where(MessageReport.state == "open", _outside(reader.id)).order_by(MessageReport.created_at)
    return [
        Waiting(
            "messages",
            _("Reported message"),
            str(REASONS.get(row.reason, row.reason)),
            url_for("messages.report", id=row.id),
            _("Decide"),
            row.created_at,
        )
        for row in db.session.execute(query.limit(10))
    ]


def open_report_of(reporter_id: str, message_id: str) -> MessageReport | None:
    """What this reporter has shown and nobody has settled."""
    query = select(MessageReport).where(
        MessageReport.reporter_id == reporter_id,
        MessageReport.message_id == message_id,
        MessageReport.state == "open",
    )
    return db.session.execute(query.limit(1)).scalar_one_or_none()
