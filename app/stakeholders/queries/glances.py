"""What stakeholders tells Today."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.core.glances import Waiting
from app.core.prepared import prepared
from app.core.rules import Actor
from app.offers.queries import today
from app.people.queries import Organisation, cluster
from app.stakeholders.models import Contact
from app.stakeholders.queries.contacts import is_due
from app.web.jinja import in_days

MOST = 20


def waiting_for(reader: Actor) -> list[Waiting]:
    """For animators: the next steps that are due, one statement."""
    return [_step(row) for row in _due(today())] if reader.role == "animator" else []


@prepared
def _due(day: Any) -> Any:
    query = select(Contact.organisation_id, Contact.next_step, Contact.next_on, Organisation.name)
    query = query.join(Organisation, Organisation.id == Contact.organisation_id).where(is_due(day))
    return query.order_by(Contact.next_on, Contact.id).limit(MOST)


def _step(row: Any) -> Waiting:
    since = datetime.combine(row.next_on, time(), ZoneInfo(cluster().timezone)).astimezone(UTC)
    text = _("%(organisation)s: %(step)s", organisation=row.name, step=row.next_step)
    url = url_for("stakeholders.contacts", id=row.organisation_id)
    by = _("By %(date)s", date=in_days(row.next_on))
    return Waiting("people", _("Stakeholders"), text, url, _("Look at it"), since, by)
