"""What reference keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import STAYS, Table

TABLES = (
    Table(
        "topics", _l("Topics of support"),
        _l("as long as the site"),
        others="code parent name position",
        erase=STAYS,
    ),
)  # fmt: skip
