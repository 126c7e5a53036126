"""What activity keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import ROW, STAYS, WORDS, Table

TABLES = (
    Table(
        "beats", _l("Whether the worker is alive"),
        _l("while it runs"),
        others="name at",
        erase=STAYS,
    ),
    Table(
        "log_head", _l("The end of the log’s chain"),
        _l("as long as the site"),
        others="id event_id hash",
        erase=STAYS,
    ),
    Table(
        "object_limits", _l("To whom a thing lets its log entries be shown"),
        _l("as long as the site"),
        others="kind ref level",
        erase=STAYS,
    ),
    Table(
        "pulses", _l("What has changed for somebody’s open pages"),
        _l("as long as the account"),
        theirs={
            "person_id": "",
        },
        others="number messages inbox work log",
        erase=ROW,
    ),
    Table(
        "events", _l("The record of what was done, which reports count from"),
        _l("as long as the site; names go when somebody leaves"),
        theirs={
            "actor_id": "at verb object_kind",
        },
        others="id strand visibility shown object_id facts ref corrects_id seals hash",
        erase=STAYS,
    ),
    Table(
        "log_exports", _l("Files that somebody had written from the log"),
        _l("a few days"),
        theirs={
            "person_id": "format query locale timezone state rows_all created_at expires_at",
        },
        others="rows_done attempts stored size error due_at id",
        erase=ROW,
    ),
    Table(
        "log_feeds", _l("The secret address of somebody’s log feed"),
        _l("as long as the account"),
        theirs={
            "person_id": "made_at round",
        },
        others="secret_hash",
        erase=ROW,
    ),
    Table(
        "mail_preferences", _l("How somebody wants to be told of what"),
        _l("as long as the account"),
        theirs={
            "person_id": "verb how",
        },
        erase=ROW,
    ),
    Table(
        "notice_settings", _l("When digests come"),
        _l("as long as the account"),
        theirs={
            "person_id": "quiet digest digest_hour digest_day last_digest_at shows_seen",
        },
        erase=ROW,
    ),
    Table(
        "saved_views", _l("Views of the log that somebody saved"),
        _l("as long as the account"),
        theirs={
            "person_id": "name query created_at",
        },
        others="id",
        erase=ROW,
    ),
    Table(
        "deliveries", _l("What was put in inboxes and sent by mail"),
        _l("90 days"),
        theirs={
            "person_id": "channel address letter state due_at done_at",
        },
        others="id event_id attempts message_id error snoozed_until bundle_id",
        erase=ROW,
    ),
    Table(
        "event_comments", _l("What people said below entries of the log"),
        _l("as long as the entry"),
        theirs={
            "author_id": "text created_at removed_at",
        },
        others="event_id id",
        erase=WORDS,
        taken_back="removed_at",
    ),
    Table(
        "event_parties", _l("Whom an entry of the log concerns"),
        _l("as long as the site, without a name"),
        theirs={
            "person_id": "at",
        },
        others="event_id",
        erase=STAYS,
    ),
    Table(
        "event_refs", _l("What an entry of the log is listed under"),
        _l("as long as the site"),
        others="event_id ref_id kind at",
        erase=STAYS,
    ),
)  # fmt: skip
