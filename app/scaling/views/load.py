"""Loading by id: what one may not see answers like what is not there."""

from __future__ import annotations

from typing import TypeVar

from flask import abort, url_for

from app.innovations.queries import SocialInnovation
from app.scaling import queries
from app.scaling.queries import ScalingPathway
from app.web.gates import current_reader

T = TypeVar("T")


def there(found: T | None) -> T:
    """What was found, or 404."""
    return found if found is not None else abort(404)


def the_innovation(id_: str) -> SocialInnovation:
    """The innovation whose pathway this reader may see, or 404."""
    return there(queries.followed(current_reader(), id_))


def the_way(id_: str) -> tuple[SocialInnovation, ScalingPathway]:
    """The innovation with its pathway, or 404."""
    one = the_innovation(id_)
    return one, there(queries.pathway_of(one.id))


def address(innovation: SocialInnovation, part: str = "pathway", anchor: str | None = None) -> str:
    """Of a part of its pathway."""
    return url_for(f"scaling.{part}", id=innovation.id, _anchor=anchor)
