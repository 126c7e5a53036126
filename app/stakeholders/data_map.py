"""What stakeholders keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import STAYS, WORDS, Table

TABLES = (
    Table(
        "contacts", _l("What animators noted of talks with organisations"),
        _l("as long as the organisation"),
        theirs={
            "by_id": "kind held_on text next_step next_on done_at created_at",
        },
        others="organisation_id who id",
        erase=WORDS,
    ),
    Table(
        "prepared_offers", _l("Offers prepared for somebody who is invited"),
        _l("until they are posted"),
        others="invitation_id organisation_id content post_id id created_at",
        erase=STAYS,
    ),
)  # fmt: skip
