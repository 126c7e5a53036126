"""Block and unblock (M3): silent, at once, for both; and what animators are told of somebody's conduct."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, or_

from app.activity.facts import Ref, person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.people import rules
from app.people.events import PersonBlocked, PersonReported, PersonUnblocked, ReportSettled
from app.people.models import Block, Person, PersonReport
from app.people.queries import active_animators, block_of, open_report


@action
def block_person(actor: Actor, person: Person) -> Block:
    """The two see nothing of each other any more; what is open between them ends neutrally. Twice is nothing.

    Recorded without an actor and for animators only: nothing tells the other one.
    """
    from app.mentoring.actions import part
    from app.offers.actions import part_on_board

    require(rules.may_block_person(actor, person))
    known = block_of(actor.id, person.id)
    if known is not None:
        return known
    part(actor, actor, person)
    part_on_board(actor, actor, person)
    block = Block(person_id=actor.id, other_id=person.id, created_at=now())
    db.session.add(block)
    db.session.flush()
    record(None, PersonBlocked(person_ref(actor), person_ref(person)), tell=active_animators())
    return block


@action
def unblock_person(actor: Actor, person: Person) -> None:
    """They see each other again (unless the other one blocked, too). What had ended stays ended."""
    block = block_of(actor.id, person.id)
    if block is not None:
        db.session.delete(block)
        db.session.flush()
        record(None, PersonUnblocked(person_ref(actor), person_ref(person)))


def forget_blocks(person_id: str) -> None:
    """Of somebody who leaves, or becomes an animator: who looks after everybody has to see everybody."""
    db.session.execute(delete(Block).where(or_(Block.person_id == person_id, Block.other_id == person_id)))


@action
def report_person(actor: Actor, person: Person, reason: str, text: str) -> PersonReport:
    """Tell the animators. They alone read it."""
    require(rules.may_report_person(actor, person))
    if open_report(actor.id, person.id):
        raise Conflict(_("You have told the animators of this person already; they are looking into it."))
    if reason == "other" and not text.strip():
        raise Refused(_("Say in a few words what happened."), "text")
    report = PersonReport(reporter_id=actor.id, person_id=person.id, reason=reason, text=text.strip(), created_at=now())
    db.session.add(report)
    db.session.flush()
    animators = [id_ for id_ in active_animators() if id_ != person.id]
    record(None, PersonReported(Ref("report", report.id, "")), ask=animators)
    return report


@action
def settle_report(actor: Actor, report: PersonReport, outcome: str) -> PersonReport:
    """An animator has looked into it; who reported reads the outcome. A second one is too late."""
    require(rules.may_settle_report(actor, report))
    if report.state == "settled":
        raise Conflict(_("Another animator has settled this already."))
    if not outcome.strip():
        raise Refused(_("Say what you did about it."), "outcome")
    report.state, report.settled_by, report.outcome = "settled", actor.id, outcome.strip()
    db.session.flush()
    reporter = db.session.get_one(Person, report.reporter_id)
    record(actor, ReportSettled(Ref("report", report.id, ""), person_ref(reporter)))
    return report
