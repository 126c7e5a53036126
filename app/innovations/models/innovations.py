"""What is being scaled, who works on it, and what it needs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Identified, Moment

PARTS = ("challenge", "solution", "evidence", "organisation", "team", "links", "images", "needs")
"""What the team may let visitors see, each by itself; name, summary, place, sectors and goals go with being public."""
LINK_KINDS = ("website", "video", "article", "report", "social", "other")
MAX_IMAGES = 8
MAX_LINKS = 12


class SocialInnovation(Identified, Base):
    """`stage` is its maturity, `state` its place in the pipeline; a public one is shown to visitors, in the parts
    that its team agreed to (`InnovationConsent`). `held_from` is the state it goes back to from on_hold. One that
    was merged into another points at it and is withdrawn. `website_key` and `sort_name` with `city_key` are what
    twins are found by.
    """

    __tablename__ = "innovations"
    __table_args__ = (
        Index("ix_innovations_country", "country", "id", "state", "stage"),
        Index("ix_innovations_stage", "stage", "id", "state"),
        Index("ix_innovations_sort_name", "sort_name", "id"),
        Index("ix_innovations_twins", "city_key", "sort_name", "id"),
        Index("ix_innovations_state", "state", "id"),
        Index("ix_innovations_public", "public", "id", "state"),
        Index("ix_innovations_public_name", "public", "sort_name", "id"),
        Index("ix_innovations_public_country", "public", "country", "id"),
        Index("ix_innovations_public_region", "public", "region", "id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(240), default="")  # folded: "Ökodorf" stands at o
    summary: Mapped[str] = mapped_column(Text, default="")
    challenge: Mapped[str] = mapped_column(Text, default="")
    solution: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")  # Markdown: what shows so far that it works
    internal_note: Mapped[str] = mapped_column(Text, default="")  # for members who look after it, never for visitors
    language: Mapped[str] = mapped_column(String(8), default="")  # of the texts above; empty: not known
    keywords: Mapped[str] = mapped_column(Text, default="")  # the source's own types, for the search
    website: Mapped[str] = mapped_column(String(300), default="")
    website_key: Mapped[str] = mapped_column(String(300), default="", index=True)  # host and path, folded
    city: Mapped[str] = mapped_column(String(120), default="")
    city_key: Mapped[str] = mapped_column(String(240), default="")  # folded
    region: Mapped[str] = mapped_column(String(5), default="", index=True)  # NUTS code
    postcode: Mapped[str] = mapped_column(String(20), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    stage: Mapped[str] = mapped_column(String(20), default="")
    state: Mapped[str] = mapped_column(String(16), default="identified")
    held_from: Mapped[str] = mapped_column(String(16), default="")
    public: Mapped[bool] = mapped_column(Boolean, default=False)
    reason: Mapped[str] = mapped_column(String(300), default="")  # why it was withdrawn, held, found ineligible
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    found_by: Mapped[str] = mapped_column(String(160), default="")  # the partner, person or list it came from
    found_at: Mapped[str] = mapped_column(String(300), default="")  # where it was come across
    found_by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))  # when a person here found it
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"), index=True)
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
    __table_args__ = (Index("ix_innovation_sectors_sector", "sector", "innovation_id"),)

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), primary_key=True)
    sector: Mapped[str] = mapped_column(String(60), primary_key=True)


class InnovationGoal(Base):
    """A Sustainable Development Goal (1 to 17) it serves."""

    __tablename__ = "innovation_goals"
    __table_args__ = (Index("ix_innovation_goals_goal", "goal", "innovation_id"),)

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
    __table_args__ = (Index("ix_support_needs_topic", "topic", "innovation_id"),)

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), index=True)
    topic: Mapped[str] = mapped_column(ForeignKey("topics.code"))
    note: Mapped[str] = mapped_column(String(300), default="")
    priority: Mapped[int] = mapped_column(Integer, default=2)
    state: Mapped[str] = mapped_column(String(8), default="open")


class InnovationConsent(Base):
    """The team's yes to showing one of PARTS to visitors: who gave it and when. Taken back: the row is deleted."""

    __tablename__ = "innovation_consents"

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[str] = mapped_column(String(16), primary_key=True)
    given_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    given_at: Mapped[datetime] = mapped_column(Moment, default=now)


class InnovationLink(Identified, Base):
    """An address on the web about it. `kind` of LINK_KINDS."""

    __tablename__ = "innovation_links"

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10), default="other")
    url: Mapped[str] = mapped_column(String(300))
    label: Mapped[str] = mapped_column(String(120), default="")
    position: Mapped[int] = mapped_column(Integer, default=0)


class InnovationImage(Identified, Base):
    """A picture of it, with what it shows in words."""

    __tablename__ = "innovation_images"

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("stored_files.id"), unique=True)
    alt: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int] = mapped_column(Integer, default=0)


class TeamInvitation(Base):
    """A person who is asked to join the cluster will be of this team when they do."""

    __tablename__ = "team_invitations"

    invitation_id: Mapped[str] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"), primary_key=True)
    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(80), default="")


class KeptApart(Base):
    """Two that look alike and are not the same: somebody looked. The smaller id comes first."""

    __tablename__ = "innovations_kept_apart"

    first_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[str] = mapped_column(
        ForeignKey("innovations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
