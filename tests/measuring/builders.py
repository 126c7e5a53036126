"""a_scaling(), a_round(): what the tests of measuring begin with. Call them inside an application context."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.innovations.models import SocialInnovation
from app.measuring import actions
from app.measuring.models import Indicator, ProgressReport, ReportingRound
from app.measuring.telling import UNKNOWN, Answer
from app.measuring.words import STARTERS
from app.scaling.queries import ScalingPathway
from tests.builders import a_person
from tests.mentoring.builders import an_innovation

HALF = (date(2026, 1, 1), date(2026, 6, 30), date(2026, 8, 14))


def a_scaling(cast: SimpleNamespace, name: str = "Kitchens for All", codes: tuple[str, ...] = ("staff_fte", "revenue"),
              by: str = "innovator") -> SocialInnovation:  # fmt: skip
    """One at "scaling", of this person's team, led by the stakeholder's organisation, with these indicators and
    baselines of 10 of 2024."""
    id_ = an_innovation(getattr(cast, by), name)
    one = db.session.get_one(SocialInnovation, id_)
    one.state, one.sort_name = "scaling", name.lower()
    house = a_person(cast.stakeholder).organisation_id
    db.session.add(ScalingPathway(innovation_id=id_, lead_id=house))
    for place, code in enumerate(codes):
        kind = {"measure": STARTERS[code].measure, "level": STARTERS[code].level, "position": place}
        db.session.add(Indicator(innovation_id=id_, code=code, **kind, baseline_year=2024, baseline_value=10.0))
    db.session.commit()
    return one


def a_round(cast: SimpleNamespace, half: tuple[date, date, date] = HALF, name: str = "2026/1") -> ReportingRound:
    """Opened by the animator."""
    return actions.open_round(a_person(cast.animator), *half, name)


def the_report(innovation: SocialInnovation, reporting: ReportingRound) -> ProgressReport:
    """What it was asked for in this round."""
    query = select(ProgressReport).filter_by(innovation_id=innovation.id, round_id=reporting.id)
    return db.session.execute(query).scalar_one()


def answers(innovation: SocialInnovation, **told: Any) -> list[Answer]:
    """By code; what is not named is not known."""
    query = select(Indicator).filter_by(innovation_id=innovation.id).order_by(Indicator.position)
    return [
        Answer(one.id, value=told[one.code]) if one.code in told else Answer(one.id, words=UNKNOWN)
        for one in db.session.execute(query).scalars()
    ]


def an_approved(cast: SimpleNamespace, innovation: SocialInnovation, reporting: ReportingRound, final: bool = False,
                by: str = "innovator", **told: Any) -> ProgressReport:  # fmt: skip
    """Sent by the team and approved by the lead partner."""
    report, writer = the_report(innovation, reporting), a_person(getattr(cast, by))
    actions.submit_report(writer, report, answers(innovation, **told), "It went well.", final)
    return actions.approve_report(a_person(cast.stakeholder), report)
