"""Reads of innovations. Visitors see the public ones; nobody but by `visible_to` (SECURITY 2)."""

from __future__ import annotations

from app.innovations.models import PARTS, InnovationGoal, InnovationSector, SocialInnovation, SupportNeed, TeamMember
from app.innovations.queries import attached as _attached  # noqa: F401  (fills ATTACHED)
from app.innovations.queries import belonging as _belonging  # noqa: F401  (fills BELONGS)
from app.innovations.queries.catalogue import (
    Card,
    Filters,
    Listed,
    catalogue,
    countries_here,
    export_rows,
    regions_here,
)
from app.innovations.queries.detail import Detail, detail
from app.innovations.queries.glances import (
    count_public,
    found,
    newest_public,
    of_person,
    open_needs,
    waiting_for,
)
from app.innovations.queries.imports import Known, known_names, known_sources
from app.innovations.queries.inviting import asked_for, count_invited, invited_to, team_invitation, team_of_invitation
from app.innovations.queries.one import (
    FOR_VISITORS,
    houses_of,
    innovation,
    member_ids,
    need,
    organisation_choices,
    people_found,
    search_texts,
    texts_of,
    visible_to,
)
from app.innovations.queries.parts import image_file, image_of, images_of, link_of, links_of, parts_given, parts_shown
from app.innovations.queries.proposals import (
    alike_named,
    call_named,
    call_open,
    count_waiting,
    proposal,
    proposals,
    takes_proposals,
    that_answered,
)

__all__ = [
    "FOR_VISITORS", "PARTS", "Card", "Detail", "Filters", "InnovationGoal", "InnovationSector", "Known", "Listed",
    "SocialInnovation", "SupportNeed", "TeamMember", "alike_named", "asked_for", "call_named", "call_open",
    "catalogue", "count_invited", "count_public", "count_waiting", "countries_here", "detail", "export_rows", "found",
    "houses_of", "image_file", "image_of", "images_of", "innovation", "invited_to", "known_names", "known_sources",
    "link_of", "links_of", "member_ids", "need", "newest_public", "of_person", "open_needs", "organisation_choices",
    "parts_given", "parts_shown", "people_found", "proposal", "proposals", "regions_here", "search_texts",
    "takes_proposals", "team_invitation", "team_of_invitation", "texts_of", "that_answered", "visible_to",
    "waiting_for",
]  # fmt: skip
