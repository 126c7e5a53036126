"""What happened elsewhere and is logged here: talks, workshops, articles, visits (BEHAVIOURS A10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.activity.models import MEMBERS
from app.core.models import Base, Identified, Moment
from app.files.keeping import Upload

TYPED = "activity"
"""The kind under which the board keeps what is typed into our form (offers/actions/drafts.py)."""
FOR_THE_CLUSTER = ("animator", "partner")
"""The roles that also log what they did not take part in themselves."""
MAX_FILES = 12
MAX_PEOPLE = 60
MAX_COUNTRIES = 60
MAX_REACHED = 1_000_000_000
"""People of one audience: a programme on television has millions."""


class DisseminationActivity(Identified, Base):
    """One activity, in the words of the EC's dissemination table: `type` and the keys of `audiences` are its codes
    (words.py). `audiences` maps each type of audience to how many people (null: not known). `state`: draft, logged,
    withdrawn. Days are those of the place; `countries` are the ones that were reached (ISO 3166)."""

    __tablename__ = "dissemination_activities"
    __table_args__ = (
        Index("ix_dissemination_activities_days", "state", "starts_on", "id"),
        Index("ix_dissemination_activities_author", "author_id", "state", "id"),
    )

    author_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    title: Mapped[str] = mapped_column(String(200), default="")
    type: Mapped[str] = mapped_column(String(40), default="")
    type_words: Mapped[str] = mapped_column(String(80), default="")  # of "other", in own words
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    online: Mapped[bool] = mapped_column(Boolean, default=False)
    place: Mapped[str] = mapped_column(String(160), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    countries: Mapped[list[str]] = mapped_column(JSON, default=list)
    organiser: Mapped[str] = mapped_column(String(160), default="")
    audiences: Mapped[dict[str, int | None]] = mapped_column(JSON, default=dict)
    link: Mapped[str] = mapped_column(String(500), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    work: Mapped[str] = mapped_column(String(60), default="")  # of the work plan, as it is called there: "T5.2"
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    visibility: Mapped[int] = mapped_column(SmallInteger, default=2)
    copied_from_id: Mapped[str | None] = mapped_column(ForeignKey("dissemination_activities.id"))
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    logged_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(Integer, default=1)  # of what was logged: a correction counts it up


class ActivityPerson(Base):
    """A member who took part in it."""

    __tablename__ = "activity_people"

    activity_id: Mapped[str] = mapped_column(
        ForeignKey("dissemination_activities.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)


class ActivityFile(Base):
    """A photo of it, or what proves it. `kind`: photo, evidence; `caption` says what is seen."""

    __tablename__ = "activity_files"

    activity_id: Mapped[str] = mapped_column(
        ForeignKey("dissemination_activities.id", ondelete="CASCADE"), primary_key=True
    )
    file_id: Mapped[str] = mapped_column(ForeignKey("stored_files.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    caption: Mapped[str] = mapped_column(String(200), default="")


@dataclass(frozen=True)
class ActivityContent:
    """What is said about an activity. `people`: ids of members who took part."""

    title: str = ""
    type: str = ""
    type_words: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    online: bool = False
    place: str = ""
    country: str = ""
    countries: tuple[str, ...] = ()
    organiser: str = ""
    audiences: Mapping[str, int | None] = field(default_factory=dict)
    link: str = ""
    about: str = ""
    work: str = ""
    innovation_id: str | None = None
    organisation_id: str | None = None
    visibility: int = MEMBERS
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActivityFiles:
    """The files it has: those that stay as (id, caption), and new ones with the caption of the new photos."""

    kept: tuple[tuple[str, str], ...] = ()
    photos: tuple[Upload, ...] = ()
    evidence: tuple[Upload, ...] = ()
    caption: str = ""
