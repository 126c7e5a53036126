"""What other rooms ask: of a person, for Today, for the search, for the public page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import and_, exists, func, literal, select, union_all

from app.core.glances import Hit, Waiting
from app.core.prepared import prepared
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.innovations.models import InnovationText, Proposal, SocialInnovation, SupportNeed, TeamMember
from app.innovations.queries.catalogue import reading_language
from app.innovations.queries.one import search_kind, visible_to
from app.reference.queries import country_name

TEASER = 200


def of_person(person_id: str) -> list[tuple[str, str]]:
    """(id, name) of the innovations in whose team the person is."""
    return [(id_, name) for id_, name in _of_person(person_id)]


@prepared
def _of_person(person_id: Any) -> Any:
    return (
        select(SocialInnovation.id, SocialInnovation.name)
        .join(TeamMember, TeamMember.innovation_id == SocialInnovation.id)
        .where(TeamMember.person_id == person_id, SocialInnovation.state != "withdrawn")
        .order_by(SocialInnovation.sort_name, SocialInnovation.id)
        .limit(50)
    )


def open_needs(innovation_ids: Iterable[str]) -> list[str]:
    """The topics in which any of these wants help, the most urgent first, each once."""
    return list(_open_needs(list(innovation_ids)).scalars())


@prepared
def _open_needs(innovation_ids: Any) -> Any:
    return (
        select(SupportNeed.topic)
        .where(SupportNeed.innovation_id.in_(innovation_ids), SupportNeed.state == "open")
        .group_by(SupportNeed.topic)
        .order_by(func.min(SupportNeed.priority), SupportNeed.topic)
        .limit(200)
    )


def newest_public(limit: int = 3) -> list[Any]:
    """The newest ones that visitors may see, told in the visitor's language where their teams did."""
    own, language = InnovationText, reading_language()
    query = (
        select(
            SocialInnovation.id, SocialInnovation.name, SocialInnovation.city, SocialInnovation.country,
            SocialInnovation.stage,
            func.substr(func.coalesce(own.summary, SocialInnovation.summary), 1, TEASER).label("teaser"),
            func.coalesce(own.language, SocialInnovation.language).label("language"),
        )
        .outerjoin(own, and_(own.innovation_id == SocialInnovation.id, own.language == language))
        .where(visible_to(None))
        .order_by(SocialInnovation.id.desc())
        .limit(limit)
    )  # fmt: skip
    return list(db.session.execute(query))


def count_public() -> int:
    """How many visitors may see."""
    return db.session.execute(select(func.count(SocialInnovation.id)).where(visible_to(None))).scalar_one()


def found(reader: Actor | None, query: str, limit: int = 5) -> list[Hit]:
    """The newest innovations that the words find."""
    matches = matching(search_kind(reader), query)
    if matches is None:
        return []
    rows = db.session.execute(
        select(SocialInnovation.id, SocialInnovation.name, SocialInnovation.city, SocialInnovation.country)
        .where(SocialInnovation.id.in_(matches), visible_to(reader), SocialInnovation.state != "withdrawn")
        .order_by(SocialInnovation.id.desc())
        .limit(limit)
    )
    kind = _("Innovation")
    return [
        Hit(kind, name, url_for("innovations.innovation", id=id_), ", ".join(filter(None, (city, country_name(code)))))
        for id_, name, city, code in rows
    ]


@prepared
def _waiting(person_id: Any, *, proposals: bool) -> Any:
    """(id, name, since, number): two silent innovations of one's own; how many proposals wait, without an id."""
    said = exists().where(SupportNeed.innovation_id == SocialInnovation.id)
    silent = (
        select(SocialInnovation.id, SocialInnovation.name, SocialInnovation.created_at, literal(0))
        .join(TeamMember, TeamMember.innovation_id == SocialInnovation.id)
        .where(TeamMember.person_id == person_id, SocialInnovation.state != "withdrawn", ~said)
        .order_by(SocialInnovation.id)
        .limit(2)
    )
    proposed = select(literal(""), literal(""), func.min(Proposal.created_at), func.count(Proposal.id))
    proposed = proposed.where(Proposal.state == "waiting").having(func.count(Proposal.id) > 0)
    lists = [silent, proposed] if proposals else [silent]
    id_, name, since, number = union_all(*(select(query.subquery()) for query in lists)).subquery().c
    return select(id_.label("id"), name.label("name"), since.label("since"), number.label("number"))


def waiting_for(reader: Actor) -> list[Waiting]:
    """Innovations of one's own that have never said what they need: nobody can offer help they do not know of. For
    animators, what visitors put forward."""
    return [
        _silent(row) if row.id else _proposed(row) for row in _waiting(reader.id, proposals=reader.role == "animator")
    ]


def _silent(row: Any) -> Waiting:
    text = _("%(name)s has not said yet what it needs", name=row.name)
    url = url_for("innovations.innovation", id=row.id, _anchor="needs")
    return Waiting("scaling", _("Innovation"), text, url, _("Say what it needs"), row.since)


def _proposed(row: Any) -> Waiting:
    text = ngettext(
        "%(num)d innovation was put forward by a visitor",
        "%(num)d innovations were put forward by visitors",
        row.number,
    )
    return Waiting("scaling", _("Innovations"), text, url_for("innovations.proposals"), _("Look at them"), row.since)
