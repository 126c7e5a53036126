"""The words for states and outcomes."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

ROUND_STATES: dict[str, Any] = {
    "draft": _l("Draft"),
    "open": _l("Open for entries"),
    "assessing": _l("Being assessed"),
    "deciding": _l("Being decided"),
    "decided": _l("Decided"),
    "cancelled": _l("Cancelled"),
}
ROUND_TONES = {"open": "good", "assessing": "waiting", "deciding": "waiting", "decided": "done", "cancelled": "bad"}
CANDIDATE_STATES: dict[str, Any] = {
    "entered": _l("To be screened"),
    "passed": _l("Passed the gates"),
    "failed": _l("Did not pass"),
    "withdrawn": _l("Taken out"),
}
CANDIDATE_TONES = {"entered": "waiting", "passed": "good", "failed": "bad"}
OUTCOMES: dict[str, Any] = {
    "selected": _l("Selected"),
    "reserve": _l("Reserve list"),
    "not_selected": _l("Not selected"),
    "ineligible": _l("Did not pass the gates"),
}
OUTCOME_TONES = {"selected": "good", "reserve": "waiting", "not_selected": "neutral"}
ASSESSMENT_STATES: dict[str, Any] = {
    "assigned": _l("Not begun"),
    "draft": _l("Begun"),
    "submitted": _l("Submitted"),
    "declined": _l("Declined"),
}
ASSESSMENT_TONES = {"assigned": "waiting", "draft": "waiting", "submitted": "done", "declined": "neutral"}
SURE: dict[str, Any] = {
    "always": _l("Yes, under any"),
    "never": _l("No, under none"),
    "depends": _l("Depends on the weights"),
}
"""Would it be selected under any weights within ±20 %?"""


def round_state(code: str) -> str:
    """Where a round stands."""
    return str(ROUND_STATES.get(code, code))


def candidate_state(code: str) -> str:
    """Where a candidate stands before the decision."""
    return str(CANDIDATE_STATES.get(code, code))


def outcome_name(code: str) -> str:
    """What was decided."""
    return str(OUTCOMES.get(code, code))


def assessment_state(code: str) -> str:
    """Where an assessment stands."""
    return str(ASSESSMENT_STATES.get(code, code))


def sure_name(code: str) -> str:
    """How sure a result is."""
    return str(SURE.get(code, code))
