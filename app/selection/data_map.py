"""What selection keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import ROW, STAYS, WORDS, Table

TABLES = (
    Table(
        "selection_rounds", _l("Rounds in which innovations are chosen"),
        _l("as long as the site"),
        theirs={
            "created_by": "name created_at",
        },
        others="call language state opens_on closes_on assess_by decide_by threshold minimum assessors_each"
        " places call_public decided_at id",
        erase=STAYS,
    ),
    Table(
        "assessment_conflicts", _l("Who must not assess which innovation"),
        _l("as long as the round, without a reason"),
        theirs={
            "person_id": "reason declared_at",
        },
        others="innovation_id declared_by",
        erase=WORDS,
    ),
    Table(
        "candidates", _l("What stands for choice in a round"),
        _l("as long as the round"),
        theirs={
            "entered_by": "created_at",
            "screened_by": "screened_at",
        },
        others="round_id innovation_id state notes outcome id",
        erase=STAYS,
    ),
    Table(
        "round_assessors", _l("Who assesses in a round"),
        _l("as long as the round"),
        theirs={
            "person_id": "most left_at",
        },
        others="round_id added_by",
        erase=STAYS,
    ),
    Table(
        "round_criteria", _l("By what is chosen"),
        _l("as long as the round"),
        others="round_id code name help weight reversed guidance position id created_at",
        erase=STAYS,
    ),
    Table(
        "round_gates", _l("What has to be so"),
        _l("as long as the round"),
        others="round_id code question position id created_at",
        erase=STAYS,
    ),
    Table(
        "round_panel", _l("Who decides in a round"),
        _l("as long as the round"),
        theirs={
            "person_id": "round_id",
        },
        erase=ROW,
    ),
    Table(
        "selection_letter_templates", _l("Letters of a round"),
        _l("as long as the round"),
        others="round_id outcome language subject text",
        erase=STAYS,
    ),
    Table(
        "assessments", _l("What assessors think"),
        _l("as long as the round, without a name"),
        theirs={
            "assessor_id": "state comment submitted_at created_at",
        },
        others="candidate_id assigned_by id",
        erase=STAYS,
    ),
    Table(
        "gate_answers", _l("Which gates are passed"),
        _l("as long as the round"),
        theirs={
            "answered_by": "passed note answered_at",
        },
        others="candidate_id gate_id",
        erase=STAYS,
    ),
    Table(
        "selection_decisions", _l("What was decided, and why"),
        _l("as long as the site"),
        theirs={
            "decided_by": "outcome reason created_at",
        },
        others="round_id candidate_id version frozen total rank id",
        erase=STAYS,
    ),
    Table(
        "assessment_scores", _l("Scores"),
        _l("as long as the round"),
        others="assessment_id criterion_id score note",
        erase=STAYS,
    ),
    Table(
        "decision_letters", _l("Letters that were sent"),
        _l("as long as the round"),
        theirs={
            "person_id": "language subject text queued_at",
        },
        others="decision_id",
        erase=ROW,
    ),
)  # fmt: skip
