"""What posts and claims belong to: what the log finds them by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from app.activity.belonging import BELONGS
from app.activity.facts import Ref
from app.extensions import db
from app.offers.models import Claim, Post, PostTopic


def _of_post(id_: str) -> Iterator[Ref]:
    yield from _above(
        select(Post.organisation_id, Post.innovation_id).where(Post.id == id_), "organisation", "innovation"
    )
    topics = select(PostTopic.topic).where(PostTopic.post_id == id_).order_by(PostTopic.topic).limit(50)
    for topic in db.session.execute(topics).scalars():
        yield Ref("topic", topic, "")


def _of_claim(id_: str) -> Iterator[Ref]:
    yield from _above(select(Claim.post_id, Claim.innovation_id).where(Claim.id == id_), "post", "innovation")


def _above(query: Any, *kinds: str) -> Iterator[Ref]:
    for row in db.session.execute(query.limit(1)):
        yield from (Ref(kind, id_, "") for kind, id_ in zip(kinds, row, strict=True) if id_)


BELONGS["post"] = _of_post
BELONGS["claim"] = _of_claim
