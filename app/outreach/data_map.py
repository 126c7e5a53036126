"""What outreach keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import ROW, STAYS, Table

TABLES = (
    Table(
        "dissemination_activities", _l("What happened elsewhere, for the reports"),
        _l("as long as the site"),
        theirs={
            "author_id": "title type starts_on ends_on place country organiser link about state created_at logged_at",
        },
        others="type_words online countries audiences work innovation_id organisation_id visibility"
        " copied_from_id changed_at version id",
        erase=STAYS,
    ),
    Table(
        "activity_files", _l("Pictures and evidence of an activity"),
        _l("as long as the activity"),
        others="activity_id file_id kind caption",
        erase=STAYS,
    ),
    Table(
        "activity_people", _l("Who took part in an activity"),
        _l("as long as the activity"),
        theirs={
            "person_id": "activity_id",
        },
        erase=ROW,
    ),
)  # fmt: skip
