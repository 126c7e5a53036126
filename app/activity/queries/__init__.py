"""Reads of the log, of inboxes and of mail."""

from app.activity.queries.comments import comment_counts, comments_page, find_comment
from app.activity.queries.digests import still_new, wants_digest
from app.activity.queries.entries import corrected_among, corrected_by, corrections_of, find_entry, parties_of, told_of
from app.activity.queries.inbox import inbox_about, inbox_entry, inbox_things, unread_of
from app.activity.queries.log import (
    Filters,
    Person,
    addressed_to,
    count_log,
    latest,
    log_page,
    log_rows,
    name_of,
    people_named,
    story,
    visible_to,
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

__all__ = [
    "Filters", "Person", "addressed_to", "comment_counts", "comments_page", "corrected_among", "corrected_by",
    "corrections_of", "count_log", "count_parked", "find_comment", "find_entry", "inbox_about", "inbox_entry",
    "inbox_things", "last_beat", "latest", "log_page", "log_rows", "mail_by_id", "name_of", "notice_settings",
    "parked", "parked_mails", "parties_of", "people_named", "still_new", "story", "told_of", "unread_of",
    "usual_settings", "visible_to", "waiting_for", "wants_digest", "way_of", "ways_of",
]  # fmt: skip
