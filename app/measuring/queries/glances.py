"""What measuring tells Today: reports to write; for animators and lead partners those that wait for approval."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import literal, select, union_all

from app.core.glances import Waiting
from app.core.prepared import prepared
from app.core.rules import Actor
from app.innovations.queries import SocialInnovation, TeamMember
from app.measuring.models import ProgressReport, ReportingRound
from app.measuring.queries.reports import OPEN, REPORTING, today
from app.people.queries import Person
from app.scaling import queries as scaling
from app.web.jinja import in_days

MOST = 10


def waiting_for(reader: Actor) -> list[Waiting]:
    """Nothing for observers: they act nowhere."""
    if reader.role == "observer":
        return []
    day = today()
    return [_waiting(row, day) for row in _lists(reader.id, everywhere=reader.role == "animator")]


def _waiting(row: Any, day: Any) -> Waiting:
    url, button = url_for("measuring.report", id=row.id), _("Write it")
    if row.why == "judge":
        text, button = _("A progress report of %(name)s waits for approval", name=row.name), _("Look at it")
    elif row.state == "returned":
        text = _("The progress report of %(name)s came back with a note", name=row.name)
    elif row.due_on < day:
        text = _("The progress report of %(name)s is late", name=row.name)
    else:
        text = _("The progress report of %(name)s is due on %(day)s", name=row.name, day=in_days(row.due_on))
    return Waiting("scaling", _("Innovation"), text, url, button, row.since)


@prepared
def _lists(person_id: Any, *, everywhere: bool) -> Any:
    """(why, id, name, state, due_on, since): what this person's teams have not sent; what waits for them as the lead
    partner, or `everywhere`."""
    mine = _reports("write", ProgressReport.created_at)
    mine = mine.join(TeamMember, TeamMember.innovation_id == SocialInnovation.id)
    mine = mine.where(TeamMember.person_id == person_id, ProgressReport.state.in_(OPEN))
    mine = mine.where(ReportingRound.state == "open", SocialInnovation.state.in_(REPORTING))
    judged = _reports("judge", ProgressReport.submitted_at).where(ProgressReport.state == "submitted")
    if not everywhere:
        pathway = scaling.ScalingPathway
        led = select(pathway.innovation_id).join(Person, Person.organisation_id == pathway.lead_id)
        judged = judged.where(SocialInnovation.id.in_(led.where(Person.id == person_id, Person.state == "active")))
    lists = (query.order_by(ReportingRound.due_on, ProgressReport.id).limit(MOST) for query in (mine, judged))
    return union_all(*(select(query.subquery()) for query in lists))


def _reports(why: str, since: Any) -> Any:
    query = select(
        literal(why).label("why"), ProgressReport.id, SocialInnovation.name, ProgressReport.state,
        ReportingRound.due_on, since.label("since"),
    )  # fmt: skip
    query = query.select_from(ProgressReport).join(ReportingRound, ReportingRound.id == ProgressReport.round_id)
    return query.join(SocialInnovation, SocialInnovation.id == ProgressReport.innovation_id)
