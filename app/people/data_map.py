"""What people keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import ROW, STAYS, WORDS, Table

TABLES = (
    Table(
        "attempts", _l("Tries at something secret, counted without names"),
        _l("a day"),
        others="id key window count",
        erase=STAYS,
    ),
    Table(
        "clusters", _l("This installation"),
        _l("as long as the site"),
        others="id name about countries languages timezone room_pattern approve_posts embed_origins"
        " take_proposals require_second_factor mail_url mail_from privacy",
        erase=STAYS,
    ),
    Table(
        "organisations", _l("Organisations of the network"),
        _l("as long as the site"),
        theirs={
            "created_by": "name created_at",
        },
        others="sort_name kind about website city country id",
        erase=STAYS,
    ),
    Table(
        "people", _l("Accounts"),
        _l("as long as the account; 24 months after the last use they are erased"),
        theirs={
            "id": "name email pronouns role headline about links city country timezone locale created_at seen_at",
        },
        others="sort_name state password_hash photo organisation_id welcomed mail_refused_at mail_refused_why"
        " inactive_told_at erase_at totp_secret totp_step",
        erase=ROW,
    ),
    Table(
        "blocks", _l("Who wants nothing to do with whom"),
        _l("until it is taken back"),
        theirs={
            "person_id": "created_at",
        },
        others="other_id",
        erase=ROW,
    ),
    Table(
        "consents", _l("What somebody agreed to"),
        _l("as long as the account"),
        theirs={
            "person_id": "kind created_at revoked_at",
        },
        others="id",
        erase=ROW,
    ),
    Table(
        "invitations", _l("Places kept for an address"),
        _l("as long as the site; the address goes with the person"),
        theirs={
            "person_id": "email name role locale created_at accepted_at",
            "invited_by": "note created_at",
        },
        others="secret_hash expires_at round revoked_at id",
        erase=STAYS,
    ),
    Table(
        "join_requests", _l("Who asked to join"),
        _l("until it is answered; the address goes with the person"),
        theirs={
            "answered_by": "state created_at",
        },
        others="email name message locale id",
        erase=STAYS,
    ),
    Table(
        "one_time_links", _l("Links to set up, to a new password, to another address"),
        _l("a week after they could be used"),
        theirs={
            "person_id": "purpose email created_at expires_at used_at",
        },
        others="secret_hash id",
        erase=ROW,
    ),
    Table(
        "outside_identities", _l("Who somebody is at a sign-in provider"),
        _l("as long as the account"),
        theirs={
            "person_id": "issuer subject created_at",
        },
        others="id",
        erase=ROW,
    ),
    Table(
        "person_languages", _l("Languages that somebody works in"),
        _l("as long as the account"),
        theirs={
            "person_id": "code level",
        },
        erase=ROW,
    ),
    Table(
        "person_reports", _l("Conduct that was reported"),
        _l("as long as the site, without a name"),
        theirs={
            "reporter_id": "reason text state created_at",
        },
        others="person_id settled_by outcome id",
        erase=WORDS,
    ),
    Table(
        "recovery_codes", _l("Ways in for who lost the second factor"),
        _l("as long as the account"),
        theirs={
            "person_id": "used_at",
        },
        others="code_hash",
        erase=ROW,
    ),
    Table(
        "security_entries", _l("What happened to an account’s safety"),
        _l("12 months"),
        theirs={
            "person_id": "kind agent created_at",
        },
        others="id",
        erase=ROW,
    ),
    Table(
        "sign_ins", _l("Sessions"),
        _l("60 days after the last use"),
        theirs={
            "person_id": "agent way created_at seen_at ended_at",
        },
        others="secret_hash proved_at network_hash id",
        erase=ROW,
    ),
)  # fmt: skip
