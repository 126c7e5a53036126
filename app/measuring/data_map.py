"""What measuring keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import STAYS, Table

TABLES = (
    Table(
        "reporting_rounds", _l("When results are reported"),
        _l("as long as the site"),
        theirs={
            "opened_by": "name created_at",
        },
        others="starts_on ends_on due_on state id",
        erase=STAYS,
    ),
    Table(
        "chain_links", _l("How an innovation means to work"),
        _l("as long as the innovation"),
        others="innovation_id step text assumption position id created_at",
        erase=STAYS,
    ),
    Table(
        "indicators", _l("What is measured of an innovation"),
        _l("as long as the innovation"),
        others="innovation_id code title description level measure unit choices ascending dimensions goal"
        " iris_code baseline_year baseline_value baseline_words baseline_comment position retired_at id"
        " created_at",
        erase=STAYS,
    ),
    Table(
        "progress_reports", _l("What a team reported"),
        _l("as long as the innovation"),
        theirs={
            "submitted_by": "story submitted_at state",
            "answered_by": "note answered_at",
        },
        others="round_id innovation_id final reminded id created_at",
        erase=STAYS,
    ),
    Table(
        "indicator_targets", _l("What was aimed at"),
        _l("as long as the innovation"),
        others="indicator_id starts_on ends_on value words comment id created_at",
        erase=STAYS,
    ),
    Table(
        "measurements", _l("What was measured"),
        _l("as long as the innovation"),
        theirs={
            "measured_by": "value words comment measured_at",
        },
        others="report_id indicator_id dimension part version current ends_on evidence_url file_id warnings"
        " answer reason id created_at",
        erase=STAYS,
    ),
)  # fmt: skip
