"""What was done elsewhere, in numbers: activities, and the people they reached, by type, audience and place."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, Subquery, func, select, type_coerce

from app.activity.measures import COUNTRY, INNOVATION, ORGANISATION, Cut, Measure, Room, register
from app.activity.models import ANIMATORS, Event
from app.core.models import Moment
from app.outreach.models import DisseminationActivity
from app.outreach.queries.listed import sizes
from app.outreach.words import AUDIENCE, SHORT, TYPE
from app.reference.queries import country_name

LOGGED = ("outreach.activity_logged", "outreach.activity_corrected")
It = DisseminationActivity


def _rows(value: Any, beside: Any) -> Select[Any]:
    """Of each activity that was not taken back the last entry that says how it was; on the noon of its first day, which
    is that day wherever it was."""
    told = select(Event.object_id.label("about"), func.max(Event.id).label("event_id"))
    last = told.where(Event.verb.in_(LOGGED), Event.shown >= ANIMATORS).group_by(Event.object_id).subquery()
    query = select(
        last.c.event_id, type_coerce(func.datetime(It.starts_on, "+12 hours"), Moment).label("moment"),
        value.label("value"), It.type.label("type"), It.country.label("country"), It.innovation_id,
        It.organisation_id, beside.label("beside"),
    )  # fmt: skip
    return query.join(It, It.id == last.c.about).where(It.state == "logged")


def _known() -> Any:
    each = sizes()
    return select(func.sum(each.c.value)).select_from(each).correlate(It).scalar_subquery()


def activities() -> Subquery:
    """Each once."""
    return _rows(func.coalesce(1, 1), It.type).subquery()


def reached() -> Subquery:
    """Those of which somebody knows how many people they reached; worth these."""
    known = _known()
    return _rows(known, It.type).where(known.is_not(None)).subquery()


def by_audience() -> Subquery:
    """Each audience of an activity whose size is known; worth its people."""
    each = sizes()
    return _rows(each.c.value, each.c.key).join(each, each.c.value.is_not(None)).subquery()


def _type_name(code: str) -> Any:
    return SHORT.get(code) or TYPE.get(code) or code


def _audience_name(code: str) -> Any:
    return AUDIENCE.get(code, code)


CUTS = {
    cut.key: cut
    for cut in (
        Cut("type", _l("By type"), _l("Type"), lambda rows: rows.c.type, tuple(TYPE), _type_name),
        Cut(
            "audience", _l("People reached, by audience"), _l("Audience"), lambda rows: rows.c.beside, tuple(AUDIENCE),
            _audience_name,
        ),
        ORGANISATION,
        INNOVATION,
        Cut(
            COUNTRY.key, _l("By country in which it was"), COUNTRY.head, lambda rows: rows.c.country,
            words=country_name, nothing=COUNTRY.nothing,
        ),
    )
}  # fmt: skip
EVERYWHERE = ("type", "organisation", "innovation", "country")
ROOM = register(
    Room(
        "outreach", _l("Outreach"),
        (
            Measure(
                "activities", _l("Activities"),
                _l("Talks, workshops, articles, visits and the like that were logged and not taken back, on their "
                   "first day."), activities, cuts=EVERYWHERE,
            ),
            Measure(
                "reached", _l("People reached"),
                _l("How many people these activities reached, as far as it is known; who came twice counts twice."),
                reached, "sum", cuts=EVERYWHERE,
            ),
            Measure(
                "audience", _l("People of an audience"),
                _l("The same, told apart by the audience to which they belonged."), by_audience, "sum",
                cuts=("audience",), whole=False,
            ),
        ),
        CUTS, "outreach",
    )
)  # fmt: skip
