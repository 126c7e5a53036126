"""The parts of an innovation's page that its team agreed to show, its links and its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.sql.elements import ColumnElement

from app.core.rules import Actor
from app.extensions import db
from app.files.models import StoredFile
from app.innovations.models import (
    MAX_IMAGES,
    MAX_LINKS,
    PARTS,
    InnovationConsent,
    InnovationImage,
    InnovationLink,
    SocialInnovation,
)
from app.innovations.queries.one import visible_to


def parts_given(innovation_id: str) -> list[str]:
    """The parts that its team agreed to show to visitors, in the order of PARTS."""
    query = select(InnovationConsent.part).where(InnovationConsent.innovation_id == innovation_id).limit(len(PARTS))
    given = set(db.session.execute(query).scalars())
    return [part for part in PARTS if part in given]


def parts_shown(reader: Actor | None, innovation_id: str) -> frozenset[str]:
    """The parts that this reader sees: members all, visitors what the team agreed to."""
    return frozenset(PARTS if reader else parts_given(innovation_id))


def part_given(part: str) -> ColumnElement[bool]:
    """Whether visitors may see this part of a SocialInnovation."""
    mine = InnovationConsent.innovation_id == SocialInnovation.id
    return exists().where(mine, InnovationConsent.part == part)


def links_of(innovation_id: str) -> Sequence[Any]:
    """Its addresses on the web, in their order."""
    query = (
        select(InnovationLink.id, InnovationLink.kind, InnovationLink.url, InnovationLink.label)
        .where(InnovationLink.innovation_id == innovation_id)
        .order_by(InnovationLink.position, InnovationLink.id)
        .limit(MAX_LINKS)
    )
    return db.session.execute(query).all()


def images_of(innovation_id: str) -> Sequence[Any]:
    """Its pictures, in their order."""
    query = (
        select(InnovationImage.id, InnovationImage.file_id, InnovationImage.alt)
        .where(InnovationImage.innovation_id == innovation_id)
        .order_by(InnovationImage.position, InnovationImage.id)
        .limit(MAX_IMAGES)
    )
    return db.session.execute(query).all()


def link_of(innovation_id: str, link_id: str) -> InnovationLink | None:
    """One of its links."""
    query = select(InnovationLink).filter_by(id=link_id, innovation_id=innovation_id)
    return db.session.execute(query).scalar_one_or_none()


def image_of(innovation_id: str, image_id: str) -> InnovationImage | None:
    """One of its pictures, as a row."""
    query = select(InnovationImage).filter_by(id=image_id, innovation_id=innovation_id)
    return db.session.execute(query).scalar_one_or_none()


def image_file(reader: Actor | None, innovation_id: str, file_id: str) -> StoredFile | None:
    """A picture's file, if this reader sees the innovation and its pictures."""
    query = (
        select(StoredFile)
        .join(InnovationImage, InnovationImage.file_id == StoredFile.id)
        .join(SocialInnovation, SocialInnovation.id == InnovationImage.innovation_id)
        .where(SocialInnovation.id == innovation_id, StoredFile.id == file_id, visible_to(reader))
    )
    if reader is None:
        query = query.where(part_given("images"))
    return db.session.execute(query).scalar_one_or_none()
