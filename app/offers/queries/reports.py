"""Reads of what is reported about posts. Who reported what is for the animators, but not about their own posts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.activity.models import Event
from app.core.rules import Actor
from app.extensions import db
from app.offers.models import Post, PostReport
from app.people.queries import Person

Reporter, Settler = aliased(Person, name="reporter"), aliased(Person, name="settler")
LIMIT = 50


def others_posts(reader: Actor) -> ColumnElement[bool]:
    """Of a report joined with its Post: whether this animator may see it."""
    return (Post.owner_id != reader.id) | (Post.guest_name != "")


def was_paused(post_id: str) -> bool:
    """Whether a post that is hidden was paused when it was hidden: the newest entry of the log that put it on the board
    or paused it says so. Hiding it and putting it back, any number of times, leaves that as it is."""
    verbs = ("offers.post_published", "offers.post_paused", "offers.post_resumed", "offers.post_renewed")
    told = select(Event.verb).where(Event.object_kind == "post", Event.object_id == post_id, Event.verb.in_(verbs))
    newest = db.session.execute(told.order_by(Event.at.desc(), Event.id.desc()).limit(1)).scalar_one_or_none()
    return newest == "offers.post_paused"


def own_open_report(reporter_id: str, post_id: str) -> PostReport | None:
    """What this person has told of the post and no animator has settled."""
    mine = PostReport.post_id == post_id, PostReport.reporter_id == reporter_id, PostReport.state == "open"
    return db.session.execute(select(PostReport).where(*mine).limit(1)).scalar_one_or_none()


def reports_of(reader: Actor, post_id: str) -> list[Any]:
    """All that was told of a post, open first, the newest first."""
    query = (
        select(PostReport.id, PostReport.reason, PostReport.text, PostReport.state, PostReport.outcome,
               PostReport.created_at, PostReport.reporter_id, Reporter.name.label("reporter"),
               Settler.name.label("settler"))
        .join(Post, Post.id == PostReport.post_id)
        .join(Reporter, Reporter.id == PostReport.reporter_id)
        .outerjoin(Settler, Settler.id == PostReport.settled_by)
        .where(PostReport.post_id == post_id, others_posts(reader))
        .order_by(PostReport.state, PostReport.id.desc())
    )  # fmt: skip
    return list(db.session.execute(query.limit(LIMIT)))
