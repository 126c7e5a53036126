"""What offers keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import ROW, STAYS, WORDS, Table

TABLES = (
    Table(
        "board_feeds", _l("The secret address of somebody’s board feed"),
        _l("as long as the account"),
        theirs={
            "person_id": "made_at round",
        },
        others="secret_hash",
        erase=ROW,
    ),
    Table(
        "board_sessions", _l("Gatherings at which offers and needs are collected"),
        _l("as long as the site"),
        theirs={
            "opened_by": "title question state created_at ends_at",
        },
        others="code guests changes id",
        erase=STAYS,
    ),
    Table(
        "post_drafts", _l("What somebody began to post"),
        _l("until it is posted"),
        theirs={
            "person_id": "kind said created_at changed_at",
        },
        others="about_id id",
        erase=ROW,
    ),
    Table(
        "saved_searches", _l("Searches of the board that somebody saved"),
        _l("as long as the account"),
        theirs={
            "person_id": "name asked rhythm created_at",
        },
        others="seen_at due_at id",
        erase=ROW,
    ),
    Table(
        "posts", _l("Offers and needs"),
        _l("as long as the site; another person of the organisation goes on with them"),
        theirs={
            "owner_id": "kind title text category state city country quantity unit eligibility value_note"
            " created_at published_at",
            "posted_by": "created_at",
        },
        others="audience organisation_id innovation_id remote taken until closed_reason region starts_on"
        " standing checked_at nudged value_cents contact_id guest_name guest_contact board_session_id"
        " import_key moderation_note id",
        erase=STAYS,
    ),
    Table(
        "post_files", _l("Pictures and files of a post"),
        _l("as long as the post"),
        others="post_id file_id shown alt",
        erase=STAYS,
    ),
    Table(
        "post_introductions", _l("Offers and needs that were brought together"),
        _l("as long as the posts"),
        theirs={
            "introduced_by": "note created_at",
        },
        others="offer_id need_id id",
        erase=WORDS,
    ),
    Table(
        "post_languages", _l("Languages of a post"),
        _l("as long as the post"),
        others="post_id code",
        erase=STAYS,
    ),
    Table(
        "post_reports", _l("Posts that were reported"),
        _l("as long as the site, without a name"),
        theirs={
            "reporter_id": "reason text state created_at",
        },
        others="post_id settled_by settled_at outcome id",
        erase=WORDS,
    ),
    Table(
        "post_topics", _l("Topics of a post"),
        _l("as long as the post"),
        others="post_id topic",
        erase=STAYS,
    ),
    Table(
        "search_hits", _l("What a saved search found"),
        _l("as long as the search"),
        theirs={
            "person_id": "post_id told_at",
        },
        others="search_id",
        erase=ROW,
    ),
    Table(
        "claims", _l("Who asked for which offer or answered which need"),
        _l("as long as the site, without a name"),
        theirs={
            "claimer_id": "quantity message state created_at changed_at delivered_at confirmed_at thanks wanted_on"
            " terms",
        },
        others="post_id innovation_id snapshot answer_reason answer_note answered_at confirmed_how thanks_public"
        " delivered_quantity value_cents proposed_by asked_again_at introduction_id dispute_note id",
        erase=WORDS,
    ),
    Table(
        "claim_proposals", _l("Other terms that somebody proposed"),
        _l("as long as the claim"),
        theirs={
            "by_id": "quantity wanted_on terms created_at",
        },
        others="claim_id id",
        erase=WORDS,
    ),
    Table(
        "delivery_corrections", _l("What was put right of a delivery"),
        _l("as long as the claim"),
        theirs={
            "by_id": "change reason created_at",
        },
        others="claim_id id",
        erase=WORDS,
    ),
)  # fmt: skip
