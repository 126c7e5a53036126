"""What messages keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import STAYS, WORDS, Table

TABLES = (
    Table(
        "conversations", _l("Who talks with whom"),
        _l("as long as somebody reads it"),
        theirs={
            "opened_by": "kind title created_at",
        },
        others="about_id pair last_message_at id",
        erase=STAYS,
    ),
    Table(
        "messages", _l("What people wrote to each other"),
        _l("as long as the conversation"),
        theirs={
            "author_id": "text created_at edited_at removed_at",
        },
        others="conversation_id id",
        erase=WORDS,
        taken_back="removed_at",
    ),
    Table(
        "participants", _l("Who takes part in a conversation, and how far they have read"),
        _l("as long as the conversation"),
        theirs={
            "person_id": "joined_at left_at muted unread",
        },
        others="conversation_id seen_id from_id",
        erase=STAYS,
    ),
    Table(
        "message_files", _l("Files of a message"),
        _l("as long as the message"),
        others="message_id file_id",
        files="file_id",
    ),
    Table(
        "message_reports", _l("Messages that were reported"),
        _l("as long as the site, without a name"),
        theirs={
            "reporter_id": "reason text state created_at",
        },
        others="message_id author_id shown settled_by settled_at outcome id",
        erase=WORDS,
    ),
)  # fmt: skip
