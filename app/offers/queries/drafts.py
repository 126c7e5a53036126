"""What the reader began to write. Nobody else sees it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.core.rules import Actor
from app.extensions import db
from app.offers.models import KINDS, PostDraft


def find_draft(writer: Actor, kind: str, about_id: str = "") -> PostDraft | None:
    """What they began to write of this kind, about this post or for this person."""
    query = select(PostDraft).where(
        PostDraft.person_id == writer.id, PostDraft.kind == kind, PostDraft.about_id == about_id
    )
    return db.session.execute(query).scalar_one_or_none()


def begun(writer: Actor) -> list[Any]:
    """The new posts of their own that they began: (kind, changed_at), at most one of each kind."""
    query = select(PostDraft.kind, PostDraft.changed_at).where(
        PostDraft.person_id == writer.id, PostDraft.about_id == "", PostDraft.kind.in_(KINDS)
    )
    return list(db.session.execute(query.order_by(PostDraft.kind).limit(2)))
