"""What innovations keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import ROW, STAYS, WORDS, Table

TABLES = (
    Table(
        "innovation_imports", _l("Lists of innovations that were taken in"),
        _l("as long as the site"),
        theirs={
            "person_id": "name size state rows_all taken updated unchanged refused created_at ended_at",
        },
        others="stored encoding heading_key columns public skip_bad rows_done error attempts leased_until"
        " undone_at id",
        erase=WORDS,
    ),
    Table(
        "innovations", _l("The catalogue of innovations"),
        _l("as long as the site"),
        theirs={
            "created_by": "name created_at",
            "found_by_id": "found_by found_at",
        },
        others="sort_name summary challenge solution evidence internal_note language keywords website"
        " website_key city city_key region postcode country latitude longitude stage state held_from"
        " public reason organisation_id merged_into source_id source_url source_hash edited_here id",
        erase=STAYS,
    ),
    Table(
        "innovation_consents", _l("Who agreed to the publication of which part"),
        _l("as long as the innovation"),
        theirs={
            "given_by": "innovation_id part given_at",
        },
        erase=STAYS,
    ),
    Table(
        "innovation_goals", _l("Which of the 17 goals an innovation serves"),
        _l("as long as the innovation"),
        others="innovation_id goal",
        erase=STAYS,
    ),
    Table(
        "innovation_images", _l("Pictures of an innovation"),
        _l("as long as the innovation"),
        others="innovation_id file_id alt position id created_at",
        erase=STAYS,
    ),
    Table(
        "innovation_import_rows", _l("What became of each line of a list"),
        _l("as long as the list"),
        others="import_id line name outcome notes innovation_id before",
        erase=STAYS,
    ),
    Table(
        "innovation_links", _l("Links of an innovation"),
        _l("as long as the innovation"),
        others="innovation_id kind url label position id created_at",
        erase=STAYS,
    ),
    Table(
        "innovation_proposals", _l("What visitors put forward; their contact"),
        _l("the contact goes once it is answered, or after half a year"),
        theirs={
            "answered_by": "note answered_at state",
        },
        others="name told contact_name contact_email locale round_id innovation_id id created_at",
        erase=STAYS,
    ),
    Table(
        "innovation_sectors", _l("Sectors of an innovation"),
        _l("as long as the innovation"),
        others="innovation_id sector",
        erase=STAYS,
    ),
    Table(
        "innovation_texts", _l("Summaries in further languages"),
        _l("as long as the innovation"),
        others="innovation_id language summary",
        erase=STAYS,
    ),
    Table(
        "innovations_kept_apart", _l("Which look alike and are not the same"),
        _l("as long as the innovations"),
        theirs={
            "by_id": "at",
        },
        others="first_id second_id",
        erase=STAYS,
    ),
    Table(
        "support_needs", _l("What an innovation needs"),
        _l("as long as the innovation"),
        others="innovation_id topic note priority state id created_at",
        erase=STAYS,
    ),
    Table(
        "team_invitations", _l("Who is invited to which team"),
        _l("as long as the invitation"),
        others="invitation_id innovation_id title",
        erase=STAYS,
    ),
    Table(
        "team_members", _l("Who belongs to an innovation"),
        _l("until they leave it"),
        theirs={
            "person_id": "innovation_id title",
        },
        erase=ROW,
    ),
)  # fmt: skip
