"""What an innovation belongs to: what the log finds it by."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from app.activity.belonging import BELONGS
from app.activity.facts import Ref
from app.extensions import db
from app.innovations.models import SocialInnovation


def _of_innovation(id_: str) -> Iterator[Ref]:
    above = select(SocialInnovation.organisation_id, SocialInnovation.merged_into).where(SocialInnovation.id == id_)
    for organisation, kept in db.session.execute(above.limit(1)):
        if organisation:
            yield Ref("organisation", organisation, "")
        if kept:
            yield Ref("innovation", kept, "")


BELONGS["innovation"] = _of_innovation
