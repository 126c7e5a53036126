"""The directory: who is here, what they do, where to find them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.core.paging import Count, Page, count_upto, keyset
from app.core.prepared import prepared
from app.core.search import matching
from app.extensions import db
from app.people.models import Organisation, Person, PersonLanguage
from app.people.queries.blocks import not_blocked

DOES = ("mentor", "innovator", "stakeholder", "partner", "animator", "observer")
BATCH = 500


@dataclass(frozen=True)
class Filters:
    """What the directory is asked for; all of it combines. `does` "suspended" is for animators."""

    q: str = ""
    does: str = ""
    language: str = ""
    topic: str = ""
    organisation: str = ""
    reader_id: str = ""  # who asks: they and those they are kept apart from do not see each other (M3)


def directory(filters: Filters, after: str | None = None) -> Page:
    """One page of people by name."""
    keys = (Person.sort_name, Person.id)
    return keyset(db.session.execute, _rows(filters), keys, after, descending=False)


def count_directory(filters: Filters) -> Count:
    """How many there are."""
    return count_upto(db.session.execute, _wanted(filters))


def directory_rows(filters: Filters) -> Iterator[tuple[Any, list[str]]]:
    """Everybody the filters leave, with their languages, in batches: what the export writes."""
    after: str | None = None
    while True:
        keys = (Person.sort_name, Person.id)
        page = keyset(db.session.execute, _rows(filters), keys, after, descending=False, size=BATCH)
        spoken = languages_of([row.id for row in page])
        yield from ((row, spoken.get(row.id, [])) for row in page)
        if page.next is None:
            return
        after = page.next


def person_row(id: str) -> Any | None:
    """What the directory shows of one person."""
    query = _columns(select(Person.id).where(Person.id == id, Person.state != "removed"))
    return db.session.execute(query).first()


person_card = person_row


def languages_of(ids: Sequence[str]) -> dict[str, list[str]]:
    """The languages these people work in."""
    query = select(PersonLanguage.person_id, PersonLanguage.code).where(PersonLanguage.person_id.in_(ids))
    spoken: dict[str, list[str]] = {}
    for person_id, code in db.session.execute(query.order_by(PersonLanguage.code)):
        spoken.setdefault(person_id, []).append(code)
    return spoken


def levels_of(person_id: str) -> list[tuple[str, str]]:
    """The languages one person works in, with how well (of LEVELS; empty: not told)."""
    return [(row.code, row.level) for row in _levels(person_id)]


@prepared
def _levels(person_id: Any) -> Any:
    spoken = PersonLanguage
    return select(spoken.code, spoken.level).where(spoken.person_id == person_id).order_by(spoken.code)


def _rows(filters: Filters) -> Select[Any]:
    return _columns(_wanted(filters))


def _columns(query: Select[Any]) -> Select[Any]:
    wide: Any = query.outerjoin(Organisation, Organisation.id == Person.organisation_id).with_only_columns(
        Person.sort_name, Person.id, Person.name, Person.headline, Person.photo, Person.city, Person.country,
        Person.role, Person.state, Person.email, Person.timezone, Person.created_at, Person.organisation_id,
        Organisation.name.label("organisation"), _is_mentor().label("mentor"), _is_innovator().label("innovator"),
        _is_stakeholder().label("stakeholder"),
    )  # fmt: skip
    return wide


def _wanted(filters: Filters) -> Select[Any]:
    state = "suspended" if filters.does == "suspended" else "active"
    query = select(Person.id).where(Person.state == state)
    if filters.reader_id:
        query = query.where(not_blocked(filters.reader_id, Person.id))
    if (found := matching("person", filters.q)) is not None:
        query = query.where(Person.id.in_(found))
    if filters.does in DOES:
        query = query.where(_does(filters.does))
    if filters.language:
        speaks = select(PersonLanguage.person_id).where(PersonLanguage.code == filters.language)
        query = query.where(Person.id.in_(speaks))
    if filters.topic:
        query = query.where(Person.id.in_(_mentors_of(filters.topic)))
    if filters.organisation:
        query = query.where(Person.organisation_id == filters.organisation)
    return query


def _does(what: str) -> ColumnElement[bool]:
    if what == "mentor":
        return _is_mentor()
    if what == "innovator":
        return _is_innovator()
    if what == "stakeholder":
        return _is_stakeholder()
    return Person.role == what


def _is_mentor() -> ColumnElement[bool]:
    from app.mentoring.queries import MentorProfile

    return exists().where(MentorProfile.person_id == Person.id, MentorProfile.state == "published")


def _is_innovator() -> ColumnElement[bool]:
    from app.innovations.queries import TeamMember

    return exists().where(TeamMember.person_id == Person.id)


def _is_stakeholder() -> ColumnElement[bool]:
    """Has offered something for an organisation: being of one is not yet acting for it."""
    from app.offers.queries import Post

    acting = Post.organisation_id.is_not(None)
    return exists().where(Post.owner_id == Person.id, Post.kind == "offer", acting, Post.state != "draft")


def _mentors_of(topic: str) -> Select[Any]:
    """Mentors who help with this topic or a part of it."""
    from app.mentoring.queries import MentorProfile, MentorTopic

    parts = MentorTopic.topic.startswith(f"{topic}.", autoescape=True)
    return (
        select(MentorTopic.person_id)
        .join(MentorProfile, MentorProfile.person_id == MentorTopic.person_id)
        .where(or_(MentorTopic.topic == topic, parts), MentorProfile.state == "published")
    )
