"""What people tells the pages that gather: Today and the search."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import literal, select, union_all

from app.core.glances import Hit, Waiting
from app.core.prepared import prepared
from app.core.search import matching
from app.extensions import db
from app.people.models import JoinRequest, Organisation, Person, PersonReport
from app.people.queries.blocks import not_blocked

MOST = 20


def waiting_for(reader: Any) -> list[Waiting]:
    """The profile that is not filled in yet; for animators, who asks to join, and who is reported."""
    if reader.welcomed and reader.role != "animator":
        return []
    rows = _waiting(reader, empty=not reader.welcomed)
    lines = {"empty": _profile, "asked": _asks, "reported": _reported, "refused": _refused}
    return [lines[row.why](row) for row in rows]


@prepared
def _waiting(reader: Any, *, empty: bool) -> Any:
    """(why, id, name, since)."""
    name = literal("").label("name")
    lists = (
        [select(literal("empty"), Person.id, name, Person.created_at).where(Person.id == reader.id)] if empty else []
    )
    if reader.role == "animator":
        asked = select(literal("asked"), JoinRequest.id, JoinRequest.name, JoinRequest.created_at)
        asked = asked.where(JoinRequest.state == "open").order_by(JoinRequest.created_at)
        reported = select(literal("reported"), PersonReport.id, Person.name, PersonReport.created_at)
        reported = reported.join(Person, Person.id == PersonReport.person_id).order_by(PersonReport.created_at)
        refused: Any = select(literal("refused"), Person.id, Person.name, Person.mail_refused_at)
        refused = refused.where(Person.mail_refused_at.is_not(None), Person.state == "active")
        others = reported.where(PersonReport.state == "open", PersonReport.person_id != reader.id)
        lists += [asked, others, refused.order_by(Person.mail_refused_at)]
    rows = union_all(*(select(query.limit(MOST).subquery()) for query in lists)).subquery()
    why, id_, named, since = rows.c
    return select(why.label("why"), id_.label("id"), named.label("name"), since.label("since"))


def _profile(row: Any) -> Waiting:
    text = _("Your profile is still empty: others find you by it")
    return Waiting("people", _("Your account"), text, url_for("people.account"), _("Fill it in"), row.since)


def _asks(row: Any) -> Waiting:
    text = _("%(name)s asks for an invitation", name=row.name)
    url = url_for("people.join_request", id=row.id)
    return Waiting("people", _("People"), text, url, _("Answer"), row.since)


def _refused(row: Any) -> Waiting:
    text = _("Mail does not reach %(name)s", name=row.name)
    url = url_for("people.person", id=row.id, _anchor="people-care")
    return Waiting("people", _("Mail"), text, url, _("See what to do"), row.since)


def _reported(row: Any) -> Waiting:
    text = _("Somebody reports %(name)s", name=row.name)
    url = url_for("people.report", id=row.id)
    return Waiting("people", _("People"), text, url, _("Look at it"), row.since)


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
