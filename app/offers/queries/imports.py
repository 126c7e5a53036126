"""What an import asks the board: who and what is here already. One statement each, however many rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from app.core.search import fold
from app.extensions import db
from app.offers.models import Post, PostDraft
from app.people.queries import Organisation, Person
from app.reference.queries import Topic

TABLE = "table"
"""The kind of draft that is a whole table, looked at before it is posted."""


def organisations_named(names: Collection[str]) -> dict[str, str]:
    """Folded name → id, of those that are here; the first of several with one name."""
    wanted = {fold(name)[:320] for name in names if name}
    query = select(Organisation.sort_name, Organisation.id).where(Organisation.sort_name.in_(wanted))
    found: dict[str, str] = {}
    for name, id_ in db.session.execute(query.order_by(Organisation.id)):
        found.setdefault(name, id_)
    return found


def owners_among(addresses: Collection[str]) -> dict[str, Any]:
    """Address → (id, organisation_id), of those who can post."""
    query = select(Person.email, Person.id, Person.organisation_id).where(
        Person.email.in_({address for address in addresses if address}),
        Person.state == "active", Person.role != "observer",
    )  # fmt: skip
    return {row.email: row for row in db.session.execute(query)}


def topics_by_name() -> dict[str, str]:
    """Folded code and English name → code."""
    rows = db.session.execute(select(Topic.code, Topic.name).limit(500)).all()
    return {fold(name): code for code, name in rows} | {fold(code): code for code, _name in rows}


def here_already(keys: Collection[str], ids: Collection[str]) -> set[str]:
    """Those of these keys that were imported before, and those of these ids that are posts of this board."""
    imported = db.session.execute(select(Post.import_key).where(Post.import_key.in_(set(keys)))).scalars()
    own = db.session.execute(select(Post.id).where(Post.id.in_(set(ids)))).scalars()
    return {str(key) for key in imported} | set(own)


def people_and_houses(posts: Iterable[Post]) -> list[Any]:
    """The owners and organisations of these posts, as rows."""
    owners, houses = {post.owner_id for post in posts}, {post.organisation_id for post in posts}
    people = db.session.execute(select(Person).where(Person.id.in_(owners))).scalars()
    return [*people, *db.session.execute(select(Organisation).where(Organisation.id.in_(houses))).scalars()]


def kept_table(person_id: str) -> PostDraft | None:
    """The table that somebody looks at before it is posted."""
    return db.session.execute(select(PostDraft).filter_by(person_id=person_id, kind=TABLE)).scalar_one_or_none()
