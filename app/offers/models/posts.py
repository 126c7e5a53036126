"""Posts: offers and needs, with what belongs to each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column

from app.core.clock import now
from app.core.models import Base, Identified, Moment
from app.files.keeping import Upload
from app.people.queries import Person

KINDS = ("offer", "need")
CATEGORIES = ("service", "expertise", "funding", "space", "equipment", "connections", "visibility")
AUDIENCES = ("members", "network", "public")
OPEN_POSTS = ("draft", "submitted", "published", "paused", "hidden")
MAX_UNITS = 1_000_000
MAX_TOPICS = 8
MAX_LANGUAGES = 8
MAX_FILES = 10
REPORT_REASONS = ("wrong", "not_fitting", "rude", "money", "twice", "other")
"""What is not right about a post, as whoever reports it says."""
MAX_CENTS = 1_000_000_000
"""Ten million euros a unit."""


@dataclass(frozen=True)
class PostContent:
    """What its owner writes about a post. `quantity` None is unlimited; `value_cents` is of one unit, in euro cents."""

    title: str
    text: str
    category: str
    topics: tuple[str, ...] = ()
    city: str = ""
    country: str = ""
    remote: bool = False
    quantity: int | None = 1
    unit: str = ""
    until: date | None = None
    organisation_id: str | None = None
    innovation_id: str | None = None
    audience: str = "members"
    region: str = ""
    languages: tuple[str, ...] = ()
    starts_on: date | None = None
    standing: bool = False
    eligibility: str = ""
    value_cents: int | None = None
    value_note: str = ""
    contact_id: str | None = None


@dataclass(frozen=True)
class PostFiles:
    """The files that a post is to have, and no others: (id, what the picture shows) of those kept, and new ones."""

    kept: tuple[tuple[str, str], ...] = ()
    new: tuple[Upload, ...] = ()
    alt: str = ""  # what the new pictures show


class Post(Identified, Base):
    """An offer or a need. `quantity` None is unlimited; `taken` units are promised to accepted claims (O1, O2).

    `state`: draft, submitted (waits for an animator's yes), published, paused, hidden (by an animator), fulfilled,
    withdrawn, removed (by an animator; its words are gone). Expired is derived from `until` (O3).
    `standing`: without an end, and its owner says once a year that it still holds; `checked_at` is when they last did.
    `nudged` counts the freshness letters sent for the present `until` (O3). `value_cents` is of one unit, in euro cent.
    A guest's post has `guest_name`; the animator who held the session is its owner.
    """

    __tablename__ = "posts"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND (quantity IS NULL OR taken <= quantity)", "units"),
        CheckConstraint("quantity IS NULL OR quantity >= 1", "whole"),
        CheckConstraint("value_cents IS NULL OR value_cents >= 0", "value"),
        Index("ix_posts_board", "state", "published_at", "id"),
        Index("ix_posts_kind", "state", "kind", "published_at", "id"),
        Index("ix_posts_category", "state", "category", "published_at", "id"),
        Index(
            "ix_posts_category_country",
            *("state", "category", "country", "published_at", "id"),
            *("until", "quantity", "taken", "owner_id", "audience"),  # so that these are counted without the rows
        ),
        Index("ix_posts_country", "state", "country", "published_at", "id"),
        Index("ix_posts_ending", "state", text("coalesce(until, '9999-12-31')"), "id"),
        Index("ix_posts_newest", "published_at", "id"),
    )

    kind: Mapped[str] = mapped_column(String(8))  # offer, need
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text, default="")  # Markdown
    category: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(12), default="draft")
    audience: Mapped[str] = mapped_column(String(8), default="members")  # members, public
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"), index=True)
    city: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    remote: Mapped[bool] = mapped_column(Boolean, default=False)
    quantity: Mapped[int | None] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(String(40), default="")
    taken: Mapped[int] = mapped_column(Integer, default=0)
    until: Mapped[date | None] = mapped_column(Date)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_reason: Mapped[str] = mapped_column(String(300), default="")
    region: Mapped[str] = mapped_column(String(120), default="")
    starts_on: Mapped[date | None] = mapped_column(Date)
    standing: Mapped[bool] = mapped_column(Boolean, default=False)
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    nudged: Mapped[int] = mapped_column(Integer, default=0)
    eligibility: Mapped[str] = mapped_column(String(600), default="")
    value_cents: Mapped[int | None] = mapped_column(Integer)
    value_note: Mapped[str] = mapped_column(String(300), default="")  # how the value was found
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)  # to be asked instead
    posted_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))  # an animator, for the owner
    guest_name: Mapped[str] = mapped_column(String(120), default="")
    guest_contact: Mapped[str] = mapped_column(String(254), default="")  # for the animators only
    board_session_id: Mapped[str | None] = mapped_column(ForeignKey("board_sessions.id"), index=True)
    import_key: Mapped[str | None] = mapped_column(String(120), unique=True)  # whoever imports it again changes nothing
    moderation_note: Mapped[str] = mapped_column(String(600), default="")  # an animator's, to its owner
    owner_state: Mapped[str] = column_property(  # active, suspended, removed: whose owner is away takes no claims
        select(Person.state).where(Person.id == owner_id).correlate_except(Person).scalar_subquery()
    )


class PostTopic(Base):
    """A topic the post is about."""

    __tablename__ = "post_topics"

    post_id: Mapped[str] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(ForeignKey("topics.code"), primary_key=True, index=True)


class PostLanguage(Base):
    """A language in which it can be had (ISO 639-1)."""

    __tablename__ = "post_languages"

    post_id: Mapped[str] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True, index=True)


class PostFile(Base):
    """A picture (`shown` on the page, told in words by `alt`) or an attachment to be saved."""

    __tablename__ = "post_files"

    post_id: Mapped[str] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("stored_files.id"), primary_key=True, index=True)
    shown: Mapped[bool] = mapped_column(Boolean, default=False)
    alt: Mapped[str] = mapped_column(String(200), default="")


class PostDraft(Identified, Base):
    """What somebody is typing, right or wrong, kept while they type. `said`: every field's values as they were sent.

    `about_id`: the post that is changed, or the person it is written for; empty of a new one of one's own.
    """

    __tablename__ = "post_drafts"
    __table_args__ = (Index("uq_post_drafts_one", "person_id", "kind", "about_id", unique=True),)

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    about_id: Mapped[str] = mapped_column(String(26), default="")
    said: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)
