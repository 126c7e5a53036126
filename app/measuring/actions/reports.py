"""Progress reports: kept as a draft, sent, approved or returned, and corrected after that in new versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.files.keeping import drop, is_unused, keep
from app.files.models import StoredFile
from app.innovations.queries import SocialInnovation, member_ids
from app.measuring.actions.indicators import innovation_ref
from app.measuring.actions.rounds import report_ref
from app.measuring.events import ReportApproved, ReportReturned, ReportSubmitted, ValueCorrected
from app.measuring.models import Indicator, Measurement, ProgressReport, ReportingRound
from app.measuring.queries import OPEN, indicators_of, previous_values
from app.measuring.rules import may_approve_report, may_correct_value, may_report, may_return_report
from app.measuring.telling import Answer, oddities
from app.people.queries import active_animators
from app.scaling.queries import leading_people, people_at_work

Key = tuple[str, str, str]


@action(silent="what a team is still writing is nobody else's business")
def keep_report(
    actor: Actor, report: ProgressReport, answers: Sequence[Answer], story: str, final: bool
) -> ProgressReport:
    """Keep what is known so far; the whole team can go on with it."""
    require(may_report(actor, report))
    _refuse_sent(report)
    _put(actor, report, answers)
    report.story, report.final = story, final
    report.state = "draft" if report.state == "due" else report.state
    return report


@action
def submit_report(
    actor: Actor, report: ProgressReport, answers: Sequence[Answer], story: str, final: bool
) -> ProgressReport:
    """Send it for approval: every indicator has a value or an honest gap, every warning an answer."""
    require(may_report(actor, report))
    _refuse_sent(report)
    told = {each.indicator_id for each in answers if each.told}
    if any(one.id not in told for one in indicators_of(report.innovation_id)):
        raise Refused(_("Some indicators have no value yet. Say so where you do not know one."))
    odd = _put(actor, report, answers)
    if any(codes and not answer.answer for answer, codes in odd):
        raise Refused(_("Some values look unusual. Look at them again, and say a word about each."))
    report.story, report.final, report.state, report.note = story, final, "submitted", ""
    report.submitted_by, report.submitted_at = actor.id, now()
    innovation, reporting = _of(report)
    fact = ReportSubmitted(innovation_ref(innovation), report_ref(report, reporting), final=final)
    waiting = leading_people(innovation.id) or active_animators()
    record(actor, fact, ask=waiting, tell=member_ids(innovation.id), among=people_at_work(innovation.id))
    return report


@action
def approve_report(actor: Actor, report: ProgressReport) -> ProgressReport:
    """Its values count from now on, and are locked."""
    require(may_approve_report(actor, report))
    innovation, reporting = _judged(actor, report, "approved")
    fact = ReportApproved(innovation_ref(innovation), report_ref(report, reporting), final=report.final)
    record(actor, fact, tell=member_ids(innovation.id), among=people_at_work(innovation.id))
    return report


@action
def return_report(actor: Actor, report: ProgressReport, note: str) -> ProgressReport:
    """Give it back to the team; `note` says what to mend."""
    require(may_return_report(actor, report))
    innovation, reporting = _judged(actor, report, "returned")
    report.note = note
    fact = ReportReturned(innovation_ref(innovation), report_ref(report, reporting))
    record(actor, fact, ask=member_ids(innovation.id), among=people_at_work(innovation.id))
    return report


@action
def correct_value(
    actor: Actor, report: ProgressReport, old: Measurement, value: float | None, words: str, reason: str
) -> Measurement:
    """Put an approved value right: a new version counts, the old one stays to be read."""
    require(may_correct_value(actor, report))
    if report.state != "approved" or not old.current:
        raise Conflict(_("This value was corrected or is not approved yet. Open the report again."))
    if (old.value, old.words) == (value, words):
        return old
    old.current = False
    same = ("report_id", "indicator_id", "dimension", "part", "ends_on", "comment", "evidence_url", "file_id")
    new = Measurement(
        **{name: getattr(old, name) for name in same}, version=old.version + 1, value=value, words=words,
        reason=reason, measured_by=actor.id,
    )  # fmt: skip
    db.session.add(new)
    db.session.flush()
    innovation, reporting = _of(report)
    one = db.session.get_one(Indicator, old.indicator_id)
    fact = ValueCorrected(
        innovation_ref(innovation), code=one.code or "", title=one.title, report=report_ref(report, reporting),
        why=reason,
    )  # fmt: skip
    record(actor, fact, tell=member_ids(innovation.id), among=people_at_work(innovation.id))
    return new


def _refuse_sent(report: ProgressReport) -> None:
    reporting = db.session.get_one(ReportingRound, report.round_id)
    if report.state not in OPEN:
        raise Conflict(_("This report was sent already: it cannot be changed."))
    if reporting.state != "open":
        raise Conflict(_("This round is closed: no more reports are taken. Ask an animator."))


def _judged(actor: Actor, report: ProgressReport, state: str) -> tuple[SocialInnovation, ReportingRound]:
    if report.state != "submitted":
        raise Conflict(_("This report does not wait for approval."))
    report.state, report.answered_by, report.answered_at = state, actor.id, now()
    return _of(report)


def _of(report: ProgressReport) -> tuple[SocialInnovation, ReportingRound]:
    innovation = db.session.get_one(SocialInnovation, report.innovation_id)
    return innovation, db.session.get_one(ReportingRound, report.round_id)


def _put(actor: Actor, report: ProgressReport, answers: Sequence[Answer]) -> list[tuple[Answer, list[str]]]:
    """Let the report have these values and no others; gives what is odd about each."""
    ends_on = db.session.get_one(ReportingRound, report.round_id).ends_on
    asked = {one.id: one for one in indicators_of(report.innovation_id)}
    before = previous_values(report.innovation_id, ends_on)
    query = select(Measurement).where(Measurement.report_id == report.id)
    rows = {(row.indicator_id, row.dimension, row.part): row for row in db.session.execute(query).scalars()}
    kept: set[Key] = set()
    odd = []
    for answer in answers:
        one = asked.get(answer.indicator_id)
        if one is None:
            continue
        codes = oddities(one, answer, before)
        odd.append((answer, codes))
        kept |= _put_one(actor, report, rows, answer, {"ends_on": ends_on, "warnings": codes})
    _take_away([row for key, row in rows.items() if key not in kept])
    return odd


def _put_one(
    actor: Actor, report: ProgressReport, rows: dict[Key, Measurement], answer: Answer, shared: dict[str, Any]
) -> set[Key]:
    told = {name: getattr(answer, name) for name in ("value", "words", "comment", "evidence_url", "answer")}
    key = (answer.indicator_id, "", "")
    whole = _row(actor, report, rows, key, told | shared)
    if answer.upload is not None or answer.drop_file:
        old, whole.file_id = whole.file_id, keep(actor, answer.upload).id if answer.upload else None
        _drop_unused(old)
    kept = {key}
    for (dimension, part), value in answer.parts.items():
        if value is not None:
            kept.add(at := (answer.indicator_id, dimension, part))
            _row(actor, report, rows, at, {"value": value, "ends_on": shared["ends_on"]})
    return kept


def _row(
    actor: Actor, report: ProgressReport, rows: dict[Key, Measurement], key: Key, told: dict[str, Any]
) -> Measurement:
    row = rows.get(key)
    if row is None:
        row = Measurement(report_id=report.id, indicator_id=key[0], dimension=key[1], part=key[2])
        db.session.add(row)
    for name, value in told.items():
        setattr(row, name, value)
    row.measured_by, row.measured_at = actor.id, now()
    db.session.flush()
    return row


def _take_away(rows: Sequence[Measurement]) -> None:
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    for row in rows:
        _drop_unused(row.file_id)


def _drop_unused(file_id: str | None) -> None:
    db.session.flush()
    query = select(StoredFile).where(StoredFile.id == file_id, is_unused())
    if file_id and (file := db.session.execute(query).scalar_one_or_none()) is not None:
        drop(file)
