"""What cooperation keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import WORDS, Table

TABLES = (
    Table(
        "cooperation_notes", _l("What animators noted of two innovations that could help each other"),
        _l("as long as the innovations"),
        theirs={
            "by_id": "kind note at",
        },
        others="first_id second_id conversation_id",
        erase=WORDS,
    ),
)  # fmt: skip
