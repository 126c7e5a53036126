"""The exit checks of a pathway's stages: what has to be so before it moves on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from app.scaling.models import STAGES

CHECKS: Mapping[str, Mapping[str, Any]] = {
    "readiness": {
        "readiness.evidence": _l("There is evidence that it works where it is"),
        "readiness.core": _l("It is clear what must stay the same and what may change"),
        "readiness.people": _l("Somebody has the time to bring it elsewhere"),
        "readiness.consent": _l("Those who run it want it to grow"),
    },
    "design": {
        "design.places": _l("The places it goes to are chosen, and somebody there wants it"),
        "design.plan": _l("There is a plan in which every action has its owner"),
        "design.money": _l("It is known what it costs and who pays"),
        "design.agreement": _l("What the partners owe each other is agreed"),
        "design.baselines": _l("It is written down where things stand before it begins"),
    },
    "implementation": {
        "implementation.begun": _l("It runs in at least one new place"),
        "implementation.trained": _l("The people there can run it on their own"),
        "implementation.quality": _l("Somebody looked whether it is as good there"),
        "implementation.reported": _l("The results so far are reported"),
    },
    "follow_up": {
        "follow_up.measured": _l("What came of it is measured a last time"),
        "follow_up.learnt": _l("What was learnt is written down for others"),
        "follow_up.lasting": _l("It is settled who looks after it from now on"),
    },
}
"""Stage → the codes of its checks with their words."""


def check_name(code: str) -> str:
    """The check in words; its code where it is none of ours any more."""
    return str(CHECKS.get(code.partition(".")[0], {}).get(code, code))


def missing_checks(stage: str, met: Iterable[str]) -> list[str]:
    """The checks of this stage that are not met yet, in their order."""
    there = set(met)
    return [code for code in CHECKS[stage] if code not in there]


def stage_after(stage: str) -> str | None:
    """The next stage; None after the last."""
    place = STAGES.index(stage) + 1
    return STAGES[place] if place < len(STAGES) else None


def stage_before(stage: str) -> str | None:
    """The one it may step back to; None before the first."""
    place = STAGES.index(stage)
    return STAGES[place - 1] if place else None
