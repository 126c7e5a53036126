"""What measuring tells Today: reports to write; for animators and lead partners those that wait for approval."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select

from app.core.glances import Waiting
from app.core.rules import Actor
from app.measuring.queries.reports import my_reports, submitted_reports, today
from app.people.queries import Person
from app.scaling import queries as scaling
from app.web.jinja import in_days


def waiting_for(reader: Actor) -> list[Waiting]:
    """Nothing for observers: they act nowhere."""
    if reader.role == "observer":
        return []
    day = today()
    mine = [
        Waiting(
            "scaling", _("Innovation"),
            _("%(name)s came back with a note", name=name) if state == "returned"
            else _("The progress report of %(name)s is late", name=name) if due < day
            else _("The progress report of %(name)s is due on %(day)s", name=name, day=in_days(due)),
            url_for("measuring.report", id=id_), _("Write it"), since,
        )
        for id_, name, due, state, since in my_reports(reader.id)
    ]  # fmt: skip
    return mine + [
        Waiting(
            "scaling", _("Innovation"), _("A progress report of %(name)s waits for approval", name=name),
            url_for("measuring.report", id=id_), _("Look at it"), since,
        )
        for id_, name, since in submitted_reports(None if reader.role == "animator" else _led_by(reader.id))
    ]  # fmt: skip


def _led_by(person_id: str) -> Select[str]:
    """The innovations for whose lead partner this person acts."""
    pathway = scaling.ScalingPathway
    query = select(pathway.innovation_id).join(Person, Person.organisation_id == pathway.lead_id)
    return query.where(Person.id == person_id, Person.state == "active")
