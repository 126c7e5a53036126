"""Reads of innovations. Visitors see the public ones; nobody but by `visible_to` (SECURITY 2)."""

from __future__ import annotations

from app.innovations.models import InnovationGoal, InnovationSector, SocialInnovation, SupportNeed, TeamMember
from app.innovations.queries import belonging as _belonging  # noqa: F401  (fills BELONGS)
from app.innovations.queries.catalogue import Card, Filters, catalogue, count, countries_here, export_rows
from app.innovations.queries.glances import (
    count_public,
    found,
    newest_public,
    of_person,
    open_needs,
    waiting_for,
)
from app.innovations.queries.imports import Known, known_names, known_sources
from app.innovations.queries.one import (
    Detail,
    detail,
    innovation,
    member_ids,
    need,
    organisation_choices,
    people_found,
    search_texts,
    texts_of,
    visible_to,
)

__all__ = [
    "Card", "Detail", "Filters", "InnovationGoal", "InnovationSector", "Known", "SocialInnovation", "SupportNeed",
    "TeamMember", "catalogue", "count", "count_public", "countries_here", "detail", "export_rows", "found",
    "innovation", "known_names", "known_sources", "member_ids", "need", "newest_public", "of_person", "open_needs",
    "organisation_choices", "people_found", "search_texts", "texts_of", "visible_to", "waiting_for",
]  # fmt: skip
