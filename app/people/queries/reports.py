"""What people tell the animators of others' conduct."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.core.rules import Actor
from app.core.search import fold
from app.extensions import db
from app.people.models import Person, PersonReport

REPORT_REASONS: dict[str, Any] = {
    "disrespect": _l("Disrespectful or hurtful words"),
    "harassment": _l("Unwanted contact or harassment"),
    "discrimination": _l("Discrimination"),
    "money": _l("Asked for money, or sold something"),
    "false": _l("Not who they say they are"),
    "no_show": _l("Did not keep what was agreed, again and again"),
    "other": _l("Something else"),
}
"""What a report is about: a short list; the words are for the animators."""
Reporter, Settler = aliased(Person, name="reporter"), aliased(Person, name="settler")


def visible(reader: Actor) -> ColumnElement[bool]:
    """Whether this reader may see a report: who wrote it, and animators whom it is not about."""
    own = PersonReport.reporter_id == reader.id
    return own | (PersonReport.person_id != reader.id) if reader.role == "animator" else own


def report_of(reader: Actor, id_: str) -> tuple[PersonReport, Any] | None:
    """One report with its names (reporter, person, settler), if this reader may see it."""
    row = db.session.execute(_lines(PersonReport).where(PersonReport.id == id_, visible(reader))).first()
    return (row[0], row) if row else None


def _lines(*columns: Any) -> Any:
    return (
        select(*columns, Reporter.name.label("reporter"), Person.name.label("person"), Settler.name.label("settler"))
        .select_from(PersonReport)
        .join(Reporter, Reporter.id == PersonReport.reporter_id)
        .join(Person, Person.id == PersonReport.person_id)
        .outerjoin(Settler, Settler.id == PersonReport.settled_by)
    )


def reports(reader: Actor, q: str = "", state: str = "") -> tuple[Any, tuple[Any, ...]]:
    """The reports this animator may see, with their names, as a query; and its order, to be paged by: open ones first,
    the oldest first among them."""
    report = PersonReport
    keys = (report.state, report.created_at, report.id)
    query = _lines(*keys, report.reason, report.reporter_id, report.person_id).where(visible(reader))
    if q:
        query = query.where(or_(*(who.sort_name.contains(fold(q), autoescape=True) for who in (Person, Reporter))))
    if state:
        query = query.where(report.state == state)
    return query, keys


def open_report(reporter_id: str, person_id: str) -> PersonReport | None:
    """What this reporter has told of that person and no animator has settled."""
    query = select(PersonReport).where(
        PersonReport.reporter_id == reporter_id, PersonReport.person_id == person_id, PersonReport.state == "open"
    )
    return db.session.execute(query.limit(1)).scalar_one_or_none()
