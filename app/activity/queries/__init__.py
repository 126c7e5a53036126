"""Reads of the log, of inboxes and of mail."""

from app.activity.heard import sealed
from app.activity.queries.comments import comment_counts, comments_page, find_comment
from app.activity.queries.digests import still_new, wants_digest
from app.activity.queries.entries import (
    corrected_among,
    corrected_by,
    corrections_of,
    corrects_among,
    find_entry,
    parties_of,
    told_of,
)
from app.activity.queries.filters import Filters
from app.activity.queries.inbox import inbox_about, inbox_entry, inbox_things, unread_of
from app.activity.queries.log import (
    Person,
    count_log,
    counted_page,
    latest,
    log_page,
    log_rows,
    name_in_log,
    name_of,
    story,
)
from app.activity.queries.mail import (
    mail_by_id,
    notice_settings,
    parked,
    usual_settings,
    waiting_for,
    way_of,
    ways_of,
)
from app.activity.queries.pulse import audience_of, changes, heard_by
from app.activity.queries.seen import addressed_to, visible_to
from app.activity.queries.sought import people_named

__all__ = [
    "Filters", "Person", "addressed_to", "audience_of", "changes", "comment_counts", "comments_page",
    "corrected_among", "corrected_by", "corrections_of", "corrects_among", "count_log", "counted_page",
    "find_comment", "find_entry", "heard_by", "inbox_about", "inbox_entry", "inbox_things", "latest",
    "log_page", "log_rows", "mail_by_id", "name_in_log", "name_of", "notice_settings", "parked", "parties_of",
    "people_named", "sealed", "still_new", "story", "told_of", "unread_of", "usual_settings", "visible_to",
    "waiting_for", "wants_digest", "way_of", "ways_of",
]  # fmt: skip
