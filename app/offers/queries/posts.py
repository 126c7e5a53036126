"""Reads of posts: who may see one and until when it is open; one post, one's own. The board is in board.py."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.core.clock import now
from app.core.paging import Count, Page, count_upto, keyset
from app.core.prepared import shaped
from app.core.rules import Actor
from app.extensions import db
from app.innovations.queries import SocialInnovation, of_person
from app.offers.models import Claim, Post, PostFile, PostLanguage, PostTopic
from app.offers.standing import day_in
from app.people.queries import Organisation, Person, cluster, not_blocked

SHOWN = ("published", "paused", "fulfilled", "withdrawn")
"""What the board shows to all whom a post is for; "removed" has a page that says so, and is in no list."""
HELD = ("submitted", "hidden")
"""What animators hold back: they and its owner see it."""
UNSEEN = ("draft", *HELD, "removed")
"""All others than those SHOWN: no list of the board has them."""
KEYS = (Post.published_at, Post.id)
Writer = aliased(Person, name="writer")


def today() -> date:
    """The day it is in the cluster's zone: a post is open until this day ends there (O3)."""
    return day_in(cluster().timezone)


def month_start() -> datetime:
    """The first moment of this month in the cluster's zone."""
    local = now().astimezone(ZoneInfo(cluster().timezone))
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def waits_for_animator(actor: Actor) -> bool:
    """Whether what this person publishes waits for an animator's yes: everybody else's, where the cluster wants it."""
    return cluster().approve_posts and actor.role != "animator"


def visible(reader: Actor | None) -> ColumnElement[bool]:
    """Whether this reader (None: a visitor) may see a Post: what was on the board, by its audience; animators what they
    hold back, too; and whatever one wrote."""
    shown: ColumnElement[bool] = and_(Post.state.in_((*SHOWN, "removed")), Post.published_at.is_not(None))
    if reader is None:
        return and_(shown, Post.audience == "public")
    own = or_(Post.owner_id == reader.id, Post.posted_by == reader.id)
    held = [Post.state.in_(HELD)] if reader.role == "animator" else []
    return and_(or_(shown, own, *held), not_blocked(reader.id, Post.owner_id))


def is_open(day: date) -> ColumnElement[bool]:
    """Whether a Post takes claims on this day: the same answer as `standing.shown_state`, in SQL."""
    return and_(
        Post.state == "published",
        Post.owner_id.not_in(select(Person.id).where(Person.state == "suspended")),
        or_(Post.until.is_(None), Post.until >= day),
        or_(Post.quantity.is_(None), Post.taken < Post.quantity),
    )


_REPLIES = select(func.count(Claim.id)).where(Claim.post_id == Post.id).correlate(Post).scalar_subquery()
_FIRST_PICTURE = (
    select(PostFile.file_id, PostFile.alt)
    .where(PostFile.post_id == Post.id, PostFile.shown)
    .order_by(PostFile.file_id)
    .limit(1)
    .correlate(Post)
)
_PICTURE, _ALT = (
    _FIRST_PICTURE.with_only_columns(column).scalar_subquery() for column in (PostFile.file_id, PostFile.alt)
)
CARD: Any = (
    select(
        *KEYS, Post.kind, Post.title, Post.state, Post.category, Post.city, Post.country, Post.remote, Post.quantity,
        Post.unit, Post.taken, Post.until, Person.name.label("owner"), Organisation.name.label("organisation"),
        _REPLIES.label("replies"), Post.owner_id, Post.audience, Post.guest_name, _PICTURE.label("picture"),
        _ALT.label("alt"), Person.state.label("owner_state"),
    )
    .join(Person, Person.id == Post.owner_id)
    .outerjoin(Organisation, Organisation.id == Post.organisation_id)
)  # fmt: skip


def find_post(reader: Actor | None, id: str) -> Post | None:
    """One post, if this reader may see it."""
    return db.session.execute(select(Post).where(Post.id == id, visible(reader))).scalar_one_or_none()


def post_by_id(id: str) -> Post | None:
    """One post, whoever asks: for letters, and for the link in them."""
    return db.session.get(Post, id)


def owner_of(post: Post) -> Person:
    """Whose post it is."""
    return db.session.get_one(Person, post.owner_id)


def post_card(post: Post) -> Any:
    """The names around a post: its owner (id, name, photo), organisation, innovation, who wrote it for them."""
    return db.session.execute(
        select(Person.id, Person.name, Person.photo, Organisation.id.label("organisation_id"),
               Organisation.name.label("organisation"), SocialInnovation.name.label("innovation"),
               Writer.name.label("posted_by"))
        .select_from(Post)
        .join(Person, Person.id == Post.owner_id)
        .outerjoin(Writer, Writer.id == Post.posted_by)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .outerjoin(SocialInnovation, SocialInnovation.id == Post.innovation_id)
        .where(Post.id == post.id)
    ).one()  # fmt: skip


def contact_of(post: Post, reader: Actor) -> Any | None:
    """Who can be asked instead of its owner (id, name, photo), if they are here and not apart from the reader."""
    query = select(Person.id, Person.name, Person.photo).where(
        Person.id == post.contact_id, Person.state == "active", not_blocked(reader.id, Person.id)
    )
    return db.session.execute(query).first() if post.contact_id else None


def topics_of(post_id: str) -> list[str]:
    """The codes of its topics."""
    return list(
        db.session.execute(
            select(PostTopic.topic).where(PostTopic.post_id == post_id).order_by(PostTopic.topic)
        ).scalars()
    )


def languages_of(post_id: str) -> list[str]:
    """The languages in which it can be had."""
    codes = select(PostLanguage.code).where(PostLanguage.post_id == post_id).order_by(PostLanguage.code)
    return list(db.session.execute(codes).scalars())


def own_posts(reader: Actor, after: str | None = None) -> Page:
    """What one has posted oneself, drafts included, newest first."""
    own = CARD.with_only_columns(Post.id, *(c for c in CARD.selected_columns if c.name != "id"))
    return keyset(db.session.execute, own.where(Post.owner_id == reader.id), (Post.id,), after)


def own_organisation(person_id: str) -> tuple[str, str] | None:
    """The organisation one may post for: (id, name)."""
    row = db.session.execute(
        select(Organisation.id, Organisation.name)
        .join(Person, Person.organisation_id == Organisation.id)
        .where(Person.id == person_id)
    ).first()
    return (row.id, row.name) if row else None


def poster_name(reader: Actor | None, id: str) -> str:
    """The name of the organisation with this id; of the person, for those who are shown people's names."""
    if not id:
        return ""
    people = reader is not None and reader.role != "observer"
    names = [select(Organisation.name).where(Organisation.id == id)]
    names += (
        [select(Person.name).where(Person.id == id, not_blocked(reader.id, Person.id))] if reader and people else []
    )
    return db.session.execute(names[0].union_all(*names[1:])).scalar() or ""


def own_innovations(person_id: str) -> list[tuple[str, str]]:
    """The innovations in whose team one is: (id, name)."""
    return list(of_person(person_id))


def newest_public(limit: int = 6) -> list[Any]:
    """The newest open posts that visitors may see, for the public page."""
    open_now = CARD.where(visible(None), is_open(today()))
    return list(db.session.execute(open_now.order_by(*(key.desc() for key in KEYS)).limit(limit)))


def count_open() -> int:
    """How many posts take claims now."""
    query, values = _open_on(today())
    return db.session.execute(select(func.count()).select_from(query.subquery()), values).scalar_one()


def open_now() -> Count:
    """The same, counted to a thousand: what a page can afford however large the board is."""
    query, values = _open_on(today())
    return count_upto(db.session.execute, query, values=values)


@shaped
def _open_on(day: Any) -> Any:
    # Whatever is open was published: said, so that the newest are read in their order, not all by their last day.
    return select(Post.id).where(Post.published_at.is_not(None), is_open(day))
