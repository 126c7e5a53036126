"""Reads of people, organisations and the cluster. Other slices may join Person and Organisation from here."""

from __future__ import annotations

from app.people.models import Organisation, Person, PersonLanguage
from app.people.queries.accounts import (
    active_animators,
    is_last_animator,
    link_with,
    person_here,
    person_of_address,
    photo_owner,
    sign_ins_of,
)
from app.people.queries.cluster import ClusterCard, cluster, is_set_up

__all__ = [
    "ClusterCard", "Organisation", "Person", "PersonLanguage", "active_animators", "cluster", "is_last_animator",
    "is_set_up", "link_with", "person_here", "person_of_address", "photo_owner", "sign_ins_of",
]  # fmt: skip
