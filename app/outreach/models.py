"""What happened elsewhere and is logged here: talks, workshops, articles, visits (BEHAVIOURS A10)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base, Identified, Moment


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
