"""What people tells the pages that gather: Today and the search."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.core.glances import Hit, Waiting
from app.core.search import matching
from app.extensions import db
from app.people.models import JoinRequest, Organisation, Person, PersonReport
from app.people.queries.blocks import not_blocked

MOST = 20


def waiting_for(reader: Any) -> list[Waiting]:
    """The profile that is not filled in yet; for animators, who asks to join."""
    waiting = [] if reader.welcomed else [_profile(reader)]
    if reader.role == "animator":
        query = select(JoinRequest.id, JoinRequest.name, JoinRequest.created_at).where(JoinRequest.state == "open")
        for row in db.session.execute(query.order_by(JoinRequest.created_at).limit(MOST)):
            text = _("%(name)s asks for an invitation", name=row.name)
            url = url_for("people.join_request", id=row.id)
            waiting.append(Waiting("people", _("People"), text, url, _("Answer"), row.created_at))
        waiting += _reports(reader)
    return waiting


def _reports(reader: Any) -> list[Waiting]:
    open_ = (PersonReport.state == "open") & (PersonReport.person_id != reader.id)
    query = select(PersonReport.id, Person.name, PersonReport.created_at)
    query = query.join(Person, Person.id == PersonReport.person_id).where(open_)
    return [
        Waiting(
            "people",
            _("People"),
            _("Somebody reports %(name)s", name=name),
            url_for("people.report", id=id_),
            _("Look at it"),
            since,
        )
        for id_, name, since in db.session.execute(query.order_by(PersonReport.created_at).limit(MOST))
    ]


def _profile(reader: Any) -> Waiting:
    since = db.session.execute(select(Person.created_at).where(Person.id == reader.id)).scalar_one()
    text = _("Your profile is still empty: others find you by it")
    return Waiting("people", _("Your account"), text, url_for("people.account"), _("Fill it in"), since)


def found(reader: Any, query: str, limit: int = 5) -> list[Hit]:
    """People (not for observers and visitors) and organisations."""
    people = _people(reader, query, limit) if reader is not None and reader.role != "observer" else []
    return people + (_organisations(query, limit) if reader is not None else [])


def _people(reader: Any, query: str, limit: int) -> list[Hit]:
    ids = matching("person", query)
    if ids is None:
        return []
    rows = select(Person.id, Person.name, Person.headline).where(
        Person.id.in_(ids), Person.state == "active", not_blocked(reader.id, Person.id)
    )
    return [
        Hit(_("Person"), row.name, url_for("people.person", id=row.id), row.headline)
        for row in db.session.execute(rows.order_by(Person.sort_name, Person.id).limit(limit))
    ]


def _organisations(query: str, limit: int) -> list[Hit]:
    ids = matching("organisation", query)
    if ids is None:
        return []
    rows = select(Organisation.id, Organisation.name, Organisation.city).where(Organisation.id.in_(ids))
    return [
        Hit(_("Organisation"), row.name, url_for("people.organisation", id=row.id), row.city)
        for row in db.session.execute(rows.order_by(Organisation.sort_name, Organisation.id).limit(limit))
    ]
