"""The facts that scaling records. Where an innovation stands is every member's to know; the work on its pathway is
seen by the animators and by those who work on it, who are named beside it."""

from __future__ import annotations

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS


@fact("scaling.strategy_added", strand="scaling", visibility=MEMBERS)
class StrategyAdded(Fact):
    strategy: Ref


@fact("scaling.strategy_changed", strand="scaling", visibility=MEMBERS)
class StrategyChanged(Fact):
    strategy: Ref


@fact("scaling.pathway_opened", strand="scaling", visibility=MEMBERS)
class PathwayOpened(Fact):
    innovation: Ref


@fact("scaling.scaling_begun", strand="scaling", visibility=MEMBERS)
class ScalingBegun(Fact):
    innovation: Ref
    strategy: Ref
    lead: Ref


@fact("scaling.scaling_completed", strand="scaling", visibility=MEMBERS)
class ScalingCompleted(Fact):
    innovation: Ref


@fact("scaling.alumni_become", strand="scaling", visibility=MEMBERS)
class AlumniBecome(Fact):
    innovation: Ref


@fact("scaling.questions_answered", strand="scaling", visibility=ANIMATORS)
class QuestionsAnswered(Fact):
    """`strategy` is what the answers speak for; None when there was none to propose."""

    innovation: Ref
    strategy: Ref | None = None


@fact("scaling.route_decided", strand="scaling", visibility=ANIMATORS)
class RouteDecided(Fact):
    innovation: Ref
    strategy: Ref
    lead: Ref


@fact("scaling.check_met", strand="scaling", visibility=ANIMATORS)
class CheckMet(Fact):
    innovation: Ref
    check: str = ""


@fact("scaling.check_reopened", strand="scaling", visibility=ANIMATORS)
class CheckReopened(CheckMet):
    pass


@fact("scaling.stage_reached", strand="scaling", visibility=ANIMATORS)
class StageReached(Fact):
    innovation: Ref
    stage: str = ""


@fact("scaling.stage_stepped_back", strand="scaling", visibility=ANIMATORS)
class StageSteppedBack(StageReached):
    pass


@fact("scaling.action_planned", strand="scaling", visibility=ANIMATORS)
class ActionPlanned(Fact):
    """`owner` does it; None when nobody does yet."""

    innovation: Ref
    step: Ref
    owner: Ref | None = None


@fact("scaling.action_changed", strand="scaling", visibility=ANIMATORS)
class ActionChanged(ActionPlanned):
    pass


@fact("scaling.action_moved", strand="scaling", visibility=ANIMATORS)
class ActionMoved(Fact):
    """To another state: planned, doing, done, dropped."""

    innovation: Ref
    step: Ref
    state: str = ""


@fact("scaling.action_shifted", strand="scaling", visibility=ANIMATORS)
class ActionShifted(Fact):
    """To other months: later by `months`, or earlier when it is less than nothing."""

    innovation: Ref
    step: Ref
    months: int = 0


@fact("scaling.support_added", strand="scaling", visibility=ANIMATORS)
class SupportAdded(Fact):
    """`kind`: mentorship, claim, event, outside; `topic` of the need it is for, if any."""

    innovation: Ref
    kind: str = ""
    topic: str = ""


@fact("scaling.support_changed", strand="scaling", visibility=ANIMATORS)
class SupportChanged(SupportAdded):
    pass


@fact("scaling.support_moved", strand="scaling", visibility=ANIMATORS)
class SupportMoved(SupportAdded):
    state: str = ""


@fact("scaling.risk_noted", strand="scaling", visibility=ANIMATORS)
class RiskNoted(Fact):
    """Who looks after it is told."""

    innovation: Ref
    risk: Ref
    owner: Ref | None = None


@fact("scaling.risk_changed", strand="scaling", visibility=ANIMATORS)
class RiskChanged(RiskNoted):
    pass


@fact("scaling.journal_written", strand="scaling", visibility=ANIMATORS)
class JournalWritten(Fact):
    innovation: Ref


@fact("scaling.journal_changed", strand="scaling", visibility=ANIMATORS)
class JournalChanged(Fact):
    innovation: Ref


@fact("scaling.journal_removed", strand="scaling", visibility=ANIMATORS)
class JournalRemoved(Fact):
    innovation: Ref


@fact("scaling.place_added", strand="scaling", visibility=ANIMATORS)
class PlaceAdded(Fact):
    """A target place: its country (ISO 3166)."""

    innovation: Ref
    country: str = ""


@fact("scaling.place_changed", strand="scaling", visibility=ANIMATORS)
class PlaceChanged(PlaceAdded):
    """`state`: aimed, begun, reached, dropped."""

    state: str = ""
