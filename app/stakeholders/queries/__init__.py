"""Reads of the contact log and of prepared offers. For animators, but for the offer that an invitation shows."""

from __future__ import annotations

from app.stakeholders.models import Contact, PreparedOffer
from app.stakeholders.queries.contacts import contacts_page, find_contact, last_contacts
from app.stakeholders.queries.glances import waiting_for
from app.stakeholders.queries.prepared import (
    find_prepared,
    prepared_among,
    prepared_card,
    prepared_for,
    prepared_of,
)
from app.stakeholders.queries.stakeholders import (
    StakeholderFilter,
    count_stakeholders,
    stakeholder_rows,
    stakeholders_page,
)

__all__ = [
    "Contact", "PreparedOffer", "StakeholderFilter", "contacts_page", "count_stakeholders", "find_contact",
    "find_prepared", "last_contacts", "prepared_among", "prepared_card", "prepared_for", "prepared_of",
    "stakeholder_rows", "stakeholders_page", "waiting_for",
]  # fmt: skip
