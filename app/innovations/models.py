"""What is being scaled, who works on it, and what it needs."""

from __future__ import annotations

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base, Identified


class SocialInnovation(Identified, Base):
    """`stage` is its maturity, `state` its place in the pipeline; a public one is shown to visitors."""

    __tablename__ = "innovations"
    __table_args__ = (
        Index("ix_innovations_catalogue", "country", "stage", "id"),
        Index("ix_innovations_sort_name", "sort_name", "id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(240), default="")  # folded: "Ökodorf" stands at o
    summary: Mapped[str] = mapped_column(Text, default="")
    challenge: Mapped[str] = mapped_column(Text, default="")
    solution: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(8), default="")  # of the texts above; empty: not known
    keywords: Mapped[str] = mapped_column(Text, default="")  # the source's own types, for the search
    website: Mapped[str] = mapped_column(String(300), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    postcode: Mapped[str] = mapped_column(String(20), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    stage: Mapped[str] = mapped_column(String(20), default="")
    state: Mapped[str] = mapped_column(String(16), default="identified", index=True)
    public: Mapped[bool] = mapped_column(Boolean, default=False, index=True)
    reason: Mapped[str] = mapped_column(String(300), default="")  # why it was withdrawn
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    found_by: Mapped[str] = mapped_column(String(160), default="")  # the partner or list it came from
    source_id: Mapped[str | None] = mapped_column(String(80), unique=True)
    source_url: Mapped[str] = mapped_column(String(300), default="")
    source_hash: Mapped[str] = mapped_column(String(64), default="")  # of the imported row: the same is left alone
    edited_here: Mapped[bool] = mapped_column(
        Boolean, default=False
    )  # since the import: the next one overwrites nothing
    created_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))


class InnovationText(Base):
    """The summary in a further language."""

    __tablename__ = "innovation_texts"

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    summary: Mapped[str] = mapped_column(Text)


class InnovationSector(Base):
    """A sector it works in (a code of app/reference/sectors)."""

    __tablename__ = "innovation_sectors"

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), primary_key=True)
    sector: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)


class InnovationGoal(Base):
    """A Sustainable Development Goal (1 to 17) it serves."""

    __tablename__ = "innovation_goals"

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), primary_key=True)
    goal: Mapped[int] = mapped_column(Integer, primary_key=True)


class TeamMember(Base):
    """A person of its team."""

    __tablename__ = "team_members"

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    title: Mapped[str] = mapped_column(String(80), default="")


class SupportNeed(Identified, Base):
    """A topic in which it wants help. `priority` 1 (most) to 3. `state`: open, met."""

    __tablename__ = "support_needs"

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), index=True)
    topic: Mapped[str] = mapped_column(ForeignKey("topics.code"), index=True)
    note: Mapped[str] = mapped_column(String(300), default="")
    priority: Mapped[int] = mapped_column(Integer, default=2)
    state: Mapped[str] = mapped_column(String(8), default="open")


STATES = (
    "identified", "screening", "ineligible", "assessment", "selected", "reserve", "not_selected", "onboarding",
    "scaling", "completed", "alumni", "on_hold", "withdrawn",
)  # fmt: skip
"""Its place in the pipeline. So far it is put forward (identified) or withdrawn."""
