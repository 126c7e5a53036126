"""Reporting rounds: opened by the calendar or an animator, and the reminders of what is not sent."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.innovations.queries import SocialInnovation, member_ids
from app.measuring.actions.indicators import innovation_ref
from app.measuring.events import ReportAsked, ReportReminded, RoundClosed, RoundOpened
from app.measuring.halves import REMIND, half_ended_before, turn_on
from app.measuring.models import ProgressReport, ReportingRound
from app.measuring.queries import REPORTING, reporting_innovations, round_of, to_remind, today
from app.measuring.rules import may_measure, may_open_round
from app.scaling.queries import people_at_work


def report_ref(report: ProgressReport, reporting: ReportingRound) -> Ref:
    """How facts name a report: by its round."""
    return Ref("progress_report", report.id, reporting.name)


LONGEST = timedelta(days=366)
"""What a round covers at most, and how long after it reports can be due."""


@action
def open_round(actor: Actor | None, starts_on: date, ends_on: date, due_on: date, name: str = "") -> ReportingRound:
    """Ask every innovation that is starting, scaling or completed for its progress in this span."""
    require(may_open_round(actor))
    if not starts_on <= ends_on <= due_on:
        raise Refused(_("A round begins, then ends, then its reports are due."), "due_on")
    if due_on - ends_on > LONGEST or ends_on - starts_on > LONGEST:
        raise Refused(_("A round covers a year at most, and its reports are due within a year after it."), "due_on")
    if round_of(starts_on, ends_on) is not None:
        raise Refused(_("There is a round of exactly this time already."), "starts_on")
    name = name or f"{starts_on:%Y-%m} – {ends_on:%Y-%m}"
    reporting = ReportingRound(
        name=name, starts_on=starts_on, ends_on=ends_on, due_on=due_on, opened_by=actor.id if actor else None
    )
    db.session.add(reporting)
    db.session.flush()
    asked = reporting_innovations()
    for innovation in asked:
        ask_report(actor, reporting, innovation)
    record(actor, RoundOpened(Ref("reporting", reporting.id, reporting.name), due=due_on, number=len(asked)))
    return reporting


@action(silent="the action inside, which asks for the report, tells it")
def begin_report(actor: Actor, innovation: SocialInnovation, reporting: ReportingRound) -> ProgressReport:
    """A report of a round that did not ask this innovation, because it came to scaling later."""
    require(may_measure(actor, innovation))
    if reporting.state != "open" or innovation.state not in REPORTING:
        raise Conflict(_("No progress report is asked for now."))
    here = select(ProgressReport).filter_by(round_id=reporting.id, innovation_id=innovation.id)
    return db.session.execute(here).scalar_one_or_none() or ask_report(actor, reporting, innovation)


@action
def ask_report(actor: Actor | None, reporting: ReportingRound, innovation: SocialInnovation) -> ProgressReport:
    """Part of opening a round and of beginning a report: the team is told, and may begin."""
    report = ProgressReport(round_id=reporting.id, innovation_id=innovation.id)
    report.reminded = turn_on(today(), reporting.due_on)  # being asked is a reminder, too
    db.session.add(report)
    db.session.flush()
    fact = ReportAsked(report_ref(report, reporting), innovation_ref(innovation), due=reporting.due_on)
    record(actor, fact, ask=member_ids(innovation.id), among=people_at_work(innovation.id))
    return report


@action
def close_round(actor: Actor | None, reporting: ReportingRound) -> ReportingRound:
    """No more reports are taken, and nobody is reminded. What was sent can still be approved."""
    require(may_open_round(actor))
    if reporting.state == "open":
        reporting.state = "closed"
        record(actor, RoundClosed(Ref("reporting", reporting.id, reporting.name)))
    return reporting


def open_by_calendar(at: datetime) -> None:
    """For the worker: the half-year that is over is asked for, once, while its reports can still be on time."""
    day, half = today(), half_ended_before(today())
    if day > half.due_on or round_of(half.starts_on, half.ends_on) is not None or not reporting_innovations(1):
        return
    open_round(None, half.starts_on, half.ends_on, half.due_on, half.name)


def remind_reports(at: datetime) -> int:
    """For the worker: fourteen days before a report is due, on the day, and seven days after, once each; who missed
    one (the site was down) gets the latest alone. Gives how many reports were reminded of."""
    day = today()
    turns = [(turn, day - after) for turn, after in enumerate(REMIND, 1)]
    found = to_remind(turns)
    for report, reporting, innovation in found:
        remind_report(None, report, reporting, innovation, turn_on(day, reporting.due_on))
    return len(found)


@action
def remind_report(_actor: None, report: ProgressReport, reporting: ReportingRound, innovation: Any, turn: int) -> None:
    """The team is told once more that a report is due, or late."""
    if report.reminded >= turn or report.state not in ("due", "draft", "returned"):
        return
    report.reminded = turn
    fact = ReportReminded(report_ref(report, reporting), innovation_ref(innovation), due=reporting.due_on, turn=turn)
    record(None, fact, ask=member_ids(innovation.id), among=people_at_work(innovation.id))
