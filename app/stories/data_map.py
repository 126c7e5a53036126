"""What stories keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import STAYS, Table

TABLES = (
    Table(
        "stories_of_change", _l("Stories of change"),
        _l("as long as the innovation"),
        theirs={
            "written_by": "title before happened helped evidence created_at",
            "reviewed_by": "review_note",
        },
        others="innovation_id language quote quote_by quote_consent public state published_at id",
        erase=STAYS,
    ),
)  # fmt: skip
