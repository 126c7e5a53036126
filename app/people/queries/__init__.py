"""Reads of people, organisations and the cluster. Other slices may join Person and Organisation from here."""

from __future__ import annotations

from app.people.models import Block, Invitation, Organisation, Person, PersonLanguage
from app.people.queries.accounts import (
    active_animators,
    has_sign_in,
    here_among,
    is_last_animator,
    last_seen,
    link_with,
    of_role,
    person_here,
    person_of_address,
    photo_owner,
    sign_ins_of,
)
from app.people.queries.blocks import (
    apart_among,
    apart_from,
    apart_pairs,
    are_apart,
    block_of,
    blocked_by,
    blocks_made,
    kept_apart,
    not_blocked,
    person_seen,
)
from app.people.queries.cluster import ClusterCard, cluster, is_set_up
from app.people.queries.directory import (
    DOES,
    Filters,
    count_directory,
    directory,
    directory_rows,
    languages_of,
    levels_of,
    person_card,
)
from app.people.queries.glances import found, waiting_for
from app.people.queries.invitations import (
    count_pending,
    invitation_of_id,
    invitation_with,
    invited_among,
    join_request,
    members_among,
    open_invitation_of,
    open_join_request_of,
    open_join_requests,
    pending_invitations,
)
from app.people.queries.organisations import (
    OrganisationFilters,
    count_organisations,
    organisation,
    organisation_choices,
    organisation_named,
    organisation_rows,
    organisations_page,
    people_of,
)
from app.people.queries.reports import REPORT_REASONS, open_report, report_of, reports

__all__ = [
    "Block", "ClusterCard", "DOES", "Filters", "Invitation", "Organisation", "OrganisationFilters", "Person",
    "PersonLanguage", "REPORT_REASONS", "active_animators", "apart_among", "apart_from", "apart_pairs", "are_apart",
    "block_of", "blocked_by", "blocks_made", "cluster", "count_directory", "count_organisations", "count_pending",
    "directory", "directory_rows", "found", "has_sign_in", "here_among", "invitation_of_id", "invitation_with",
    "invited_among", "is_last_animator", "is_set_up", "join_request", "kept_apart", "languages_of", "last_seen",
    "levels_of", "link_with", "members_among", "not_blocked", "of_role", "open_invitation_of", "open_join_request_of",
    "open_join_requests", "open_report", "organisation", "organisation_choices", "organisation_named",
    "organisation_rows", "organisations_page", "pending_invitations", "people_of", "person_card", "person_here",
    "person_of_address", "person_seen", "photo_owner", "report_of", "reports", "sign_ins_of", "waiting_for",
]  # fmt: skip
