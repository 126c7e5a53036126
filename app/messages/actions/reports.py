"""Showing a message to the animators, and what one of them decides."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.messages.actions.changing import take_away
from app.messages.events import MessageReported, ReportSettled
from app.messages.models import Message, MessageReport, Participant
from app.messages.queries import Person, around, files_of
from app.messages.queries.reports import judges, open_report_of
from app.messages.rules import may_report_message, may_settle_message_report
from app.people.actions import suspend_person


@action
def report_message(actor: Actor, message: Message, reason: str, text: str = "") -> MessageReport:
    """Show it and its two neighbours, as they are now, to the animators who take no part in the conversation."""
    require(may_report_message(actor, message))
    if message.removed_at is not None:
        raise Conflict(_("This has been removed in the meantime."))
    if open_report_of(actor.id, message.id):
        raise Conflict(_("You have shown this message to the animators already; they are looking into it."))
    if reason == "other" and not text.strip():
        raise Refused(_("Say in a few words what it is about."), "text")
    report = MessageReport(
        message_id=message.id, reporter_id=actor.id, author_id=message.author_id, reason=reason, text=text.strip(),
        shown=_as_it_is(actor, message), created_at=now(),
    )  # fmt: skip
    db.session.add(report)
    db.session.flush()
    asked = judges(message.id, message.author_id, actor.id)
    record(None, MessageReported(_ref(report)), ask=asked, among=[actor.id, *asked])
    return report


def _as_it_is(actor: Actor, message: Message) -> list[dict[str, Any]]:
    """The message between its neighbours, as far as who reports it can read."""
    mine = db.session.get_one(Participant, (message.conversation_id, actor.id))
    rows = around(message.conversation_id, message.id, mine.from_id).rows
    at = next(n for n, row in enumerate(rows) if row.id == message.id)
    near = rows[max(at - 1, 0) : at + 2]
    files = files_of(near)
    return [
        {
            "id": row.id, "author_id": row.author_id, "author": row.author, "at": row.created_at.isoformat(),
            "text": row.text, "removed": row.removed_at is not None, "files": [it.name for it in files.get(row.id, ())],
        }
        for row in near
    ]  # fmt: skip


@action
def settle_message_report(actor: Actor, report: MessageReport, outcome: str, words: str) -> MessageReport:
    """Decide. What was shown is forgotten; both sides are told of the decision, and read `words`. Both, and no one
    else: who wrote the message does not learn who showed it."""
    require(may_settle_message_report(actor, report))
    if report.state == "settled":
        raise Conflict(_("Another animator has settled this already."))
    author = db.session.get_one(Person, report.author_id)
    if outcome in ("removed", "suspended"):
        take_away(db.session.get_one(Message, report.message_id))
    if outcome == "suspended":
        suspend_person(actor, author)
    report.state, report.settled_by, report.settled_at = "settled", actor.id, now()
    report.outcome, report.shown, report.text = f"{outcome}\n{words.strip()}".strip(), [], ""
    db.session.flush()
    sides = [report.reporter_id, report.author_id]
    record(actor, ReportSettled(_ref(report), outcome), ask=sides, among=sides)
    return report


def _ref(report: MessageReport) -> Ref:
    return Ref("message_report", report.id, "")
