"""One valid pathway, strategy, plan each. Call them inside an application context."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.innovations import actions as innovations
from app.innovations.models import SocialInnovation
from app.measuring.models import Indicator, ProgressReport, ReportingRound
from app.people.models import Organisation, Person
from app.scaling.models import ScalingPathway, ScalingStrategy
from tests.builders import a_person


def a_selected(owner: Any, state: str = "selected", **told: Any) -> SocialInnovation:
    """An innovation of theirs that was selected."""
    usual = {"name": "Herstelhuis Gent", "summary": "Neighbours mend.", "sectors": [], "goals": []}
    made = innovations.put_forward(a_person(owner), usual | told)
    db.session.connection(execution_options={"writing": True})
    made.state = state
    db.session.commit()
    return made


def a_house(name: str = "Coöperatie Vooruit", *people: Any) -> Organisation:
    """An organisation, with these people of the cast acting for it."""
    db.session.rollback()
    db.session.connection(execution_options={"writing": True})
    house = Organisation(name=name, kind="partner", city="Ghent", country="BE")
    db.session.add(house)
    db.session.flush()
    for person in people:
        db.session.get_one(Person, person.id).organisation_id = house.id
    db.session.commit()
    return house


def strategy_of(code: str) -> ScalingStrategy:
    """A shipped strategy."""
    return db.session.execute(select(ScalingStrategy).filter_by(code=code)).scalar_one()


def a_pathway(innovation: SocialInnovation, **said: Any) -> ScalingPathway:
    """A pathway as it stands, past the actions."""
    db.session.rollback()
    db.session.connection(execution_options={"writing": True})
    made = ScalingPathway(innovation_id=innovation.id, **said)
    db.session.add(made)
    db.session.commit()
    return made


def put(*rows: Any) -> None:
    """Into the tables, past the actions."""
    db.session.rollback()
    db.session.connection(execution_options={"writing": True})
    db.session.add_all(rows)
    db.session.commit()


def with_baselines(innovation: SocialInnovation) -> None:
    """One indicator that says where it began."""
    put(Indicator(innovation_id=innovation.id, title="People reached", baseline_year=2025, baseline_value=40.0))


def final_report(innovation: SocialInnovation, state: str = "approved") -> None:
    """Its final report, approved unless said otherwise."""
    spring = ReportingRound(starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), due_on=date(2026, 7, 31))
    put(spring)
    put(ProgressReport(round_id=spring.id, innovation_id=innovation.id, state=state, final=True))
