"""What files keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import STAYS, Table

TABLES = (
    Table(
        "stored_files", _l("Files that people added"),
        _l("until they are removed; an hour after nothing refers to them any more"),
        theirs={
            "owner_id": "name media_type size created_at",
        },
        others="stored id",
        erase=STAYS,
    ),
)  # fmt: skip
