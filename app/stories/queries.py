"""Reads of stories: published ones for members, the public ones of them for visitors, the others for those at work."""

from __future__ import annotations

from itertools import islice
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import false, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from app.activity.queries import Filters as LogFilters
from app.activity.queries import log_rows
from app.core.attached import attach
from app.core.glances import Waiting
from app.core.paging import Page, keyset
from app.core.prepared import prepared
from app.core.rules import Actor
from app.extensions import db
from app.innovations.queries import SocialInnovation, SupportNeed, TeamMember
from app.measuring.queries import changes_of
from app.offers.queries.deliveries import given_for
from app.people.queries import Person
from app.reference.queries import country_name, topic_name
from app.scaling.queries import ScalingPathway, TargetPlace, reached
from app.stories.drafting import Change, Given, Recorded
from app.stories.models import StoryOfChange

MOST_SESSIONS = 500
PARTS_OF_CARD = 240

attach("innovation", StoryOfChange.innovation_id, _l("stories of change"))


def visible_to(reader: Actor | None) -> ColumnElement[bool]:
    """Which stories this reader may see (joined with SocialInnovation)."""
    published = StoryOfChange.state == "published"
    if reader is None:
        return published & StoryOfChange.public.is_(True)
    if reader.role == "animator":
        return true()
    if reader.role == "observer":
        return published
    mine = select(TeamMember.innovation_id).where(TeamMember.person_id == reader.id)
    led = (
        select(ScalingPathway.innovation_id)
        .join(Person, Person.organisation_id == ScalingPathway.lead_id)
        .where(Person.id == reader.id)
    )
    return or_(published, StoryOfChange.innovation_id.in_(mine), StoryOfChange.innovation_id.in_(led))


def story(reader: Actor | None, id_: str) -> StoryOfChange | None:
    """The story, if this reader may see it."""
    query = select(StoryOfChange).where(StoryOfChange.id == id_, visible_to(reader))
    return db.session.execute(query).scalar_one_or_none()


def stories_page(reader: Actor | None, state: str = "", after: str | None = None) -> Page:
    """Newest first, of one state (by default those published), with the innovation's name."""
    query: Any = (
        select(
            StoryOfChange.id, StoryOfChange.title, StoryOfChange.state, StoryOfChange.public, StoryOfChange.language,
            StoryOfChange.published_at, StoryOfChange.before, SocialInnovation.name, SocialInnovation.country,
            SocialInnovation.city,
        )
        .join(SocialInnovation, SocialInnovation.id == StoryOfChange.innovation_id)
        .where(visible_to(reader), StoryOfChange.state == (state or "published"))
    )  # fmt: skip
    return keyset(db.session.execute, query, (StoryOfChange.id,), after)


def stories_of(reader: Actor | None, innovation_id: str, state: str = "") -> list[Any]:
    """(id, title, state) of an innovation's stories that this reader may see, newest first; not those taken back."""
    query = select(StoryOfChange.id, StoryOfChange.title, StoryOfChange.state, StoryOfChange.published_at).where(
        StoryOfChange.innovation_id == innovation_id,
        StoryOfChange.state == state if state else StoryOfChange.state != "withdrawn",
        visible_to(reader),
    )
    return list(db.session.execute(query.order_by(StoryOfChange.id.desc()).limit(20)))


def innovation_of(reader: Actor | None, told: StoryOfChange) -> SocialInnovation | None:
    """The innovation, for a link: for visitors when it is public."""
    shown = false() if reader is None else true()
    query = select(SocialInnovation).where(
        SocialInnovation.id == told.innovation_id, or_(shown, SocialInnovation.public.is_(True))
    )
    return db.session.execute(query).scalar_one_or_none()


def recorded(reader: Actor, innovation: SocialInnovation) -> Recorded:
    """What is recorded of an innovation, as far as this reader sees it: what a draft is made of."""
    sessions = LogFilters(innovation=innovation.id, verb="mentoring.session_held")
    held = [row.facts for row in islice(log_rows(reader, sessions), MOST_SESSIONS)]
    met = select(SupportNeed.topic).where(SupportNeed.innovation_id == innovation.id, SupportNeed.state == "met")
    far = reached(innovation.id)
    return Recorded(
        name=innovation.name,
        challenge=innovation.challenge,
        evidence=innovation.evidence,
        met=[topic_name(topic) for topic in dict.fromkeys(db.session.execute(met.limit(50)).scalars())],
        sessions=len(held),
        minutes=sum(facts["minutes"] for facts in held),
        mentors=sorted({facts["mentor"]["name"] for facts in held}),
        places=[_place(one) for one in far.places],
        done=far.done,
        strategy=far.strategy,
        changes=[Change(*each) for each in changes_of(innovation.id)],
        given=[Given(row.title, row.units, row.unit or "", row.house or row.giver) for row in given_for(innovation.id)],
    )


def _place(one: TargetPlace) -> str:
    return ", ".join(filter(None, (one.city, country_name(one.country))))


def waiting_for(reader: Actor) -> list[Waiting]:
    """For animators: stories that wait for a look."""
    if reader.role != "animator":
        return []
    return [
        Waiting("scaling", _("Story of change"), title, url_for("stories.story", id=id_), _("Look at it"), since)
        for id_, title, since in _to_review()
    ]


@prepared
def _to_review() -> Any:
    return (
        select(StoryOfChange.id, StoryOfChange.title, StoryOfChange.created_at)
        .where(StoryOfChange.state == "review")
        .order_by(StoryOfChange.id)
        .limit(5)
    )
