"""What scaling keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import STAYS, Table

TABLES = (
    Table(
        "scaling_strategies", _l("Ways of scaling"),
        _l("as long as the site"),
        others="code name description lead_id partnering adapts position active id created_at",
        erase=STAYS,
    ),
    Table(
        "scaling_pathways", _l("How an innovation is brought elsewhere"),
        _l("as long as the innovation"),
        theirs={
            "decided_by": "decision decided_at",
            "opened_by": "created_at",
        },
        others="innovation_id stage strategy_id lead_id answers proposed reasons ended_at id",
        erase=STAYS,
    ),
    Table(
        "journal_notes", _l("The journal of a pathway"),
        _l("as long as the pathway"),
        theirs={
            "author_id": "happened_on text created_at changed_at",
        },
        others="pathway_id id",
        erase=STAYS,
    ),
    Table(
        "pathway_risks", _l("Risks of a pathway"),
        _l("as long as the pathway"),
        theirs={
            "owner_id": "title response state created_at",
        },
        others="pathway_id likelihood impact id",
        erase=STAYS,
    ),
    Table(
        "plan_actions", _l("What is to be done on a pathway"),
        _l("as long as the pathway"),
        theirs={
            "owner_id": "title note state due_month created_at done_at",
        },
        others="pathway_id stage from_month id",
        erase=STAYS,
    ),
    Table(
        "stage_checks", _l("What has to be so before the next stage"),
        _l("as long as the pathway"),
        theirs={
            "met_by": "code note met_at",
        },
        others="pathway_id",
        erase=STAYS,
    ),
    Table(
        "support_items", _l("What supports a pathway"),
        _l("as long as the pathway"),
        theirs={
            "added_by": "kind note state created_at",
        },
        others="pathway_id need_id object_id who id",
        erase=STAYS,
    ),
    Table(
        "target_places", _l("Where an innovation is to be brought"),
        _l("as long as the pathway"),
        others="pathway_id country region city note state id created_at",
        erase=STAYS,
    ),
)  # fmt: skip
