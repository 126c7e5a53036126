"""What an innovation belongs to: what the log finds it by."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from app.activity.belonging import BELONGS
from app.activity.facts import Ref
from app.extensions import db
from app.innovations.models import SocialInnovation


def _of_innovation(id_: str) -> Iterator[Ref]:
    house = select(SocialInnovation.organisation_id).where(SocialInnovation.id == id_).limit(1)
    for organisation in db.session.execute(house).scalars():
        if organisation:
            yield Ref("organisation", organisation, "")


BELONGS["innovation"] = _of_innovation
