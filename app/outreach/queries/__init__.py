"""Reads of what happened elsewhere."""

from __future__ import annotations

from app.outreach.models import DisseminationActivity
from app.outreach.queries import attached as _attached  # noqa: F401  (fills ATTACHED)
from app.outreach.queries.choices import innovation_choices, organisation_choices, people_among
from app.outreach.queries.counting import activities_held, reached
from app.outreach.queries.files import file_of, files_of, usable
from app.outreach.queries.helping import activities_for
from app.outreach.queries.listed import (
    ActivityFilter,
    activities_page,
    activity_rows,
    count_activities,
    countries_here,
    drafts_page,
    innovations_here,
)
from app.outreach.queries.one import about, find_activity, found, hidden_people, last_entry, people_of, visible

__all__ = [
    "ActivityFilter", "DisseminationActivity", "about", "activities_for", "activities_held", "activities_page",
    "activity_rows", "count_activities", "countries_here", "drafts_page", "file_of", "files_of", "find_activity",
    "found", "hidden_people", "innovation_choices", "innovations_here", "last_entry", "organisation_choices",
    "people_among", "people_of", "reached", "usable", "visible",
]  # fmt: skip
