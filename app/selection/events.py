"""The facts that selection records. What is about an innovation stands on its story; who assessed it is for animators
alone, so that no team learns it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS
from app.activity.sentences import LINKS

LINKS["selection_round"] = "selection.round_page"


@fact("selection.round_created", strand="scaling", visibility=ANIMATORS)
class RoundCreated(Fact):
    round: Ref


@fact("selection.round_changed", strand="scaling", visibility=ANIMATORS)
class RoundChanged(Fact):
    round: Ref


@fact("selection.round_opened", strand="scaling", visibility=MEMBERS)
class RoundOpened(Fact):
    round: Ref
    closes_on: date


@fact("selection.assessing_begun", strand="scaling", visibility=MEMBERS)
class AssessingBegun(Fact):
    round: Ref
    candidates: int = 0


@fact("selection.deciding_begun", strand="scaling", visibility=MEMBERS)
class DecidingBegun(Fact):
    round: Ref


@fact("selection.assessing_resumed", strand="scaling", visibility=MEMBERS)
class AssessingResumed(Fact):
    round: Ref


@fact("selection.round_decided", strand="scaling", visibility=MEMBERS)
class RoundDecided(Fact):
    round: Ref
    selected: int = 0
    candidates: int = 0


@fact("selection.round_cancelled", strand="scaling", visibility=MEMBERS)
class RoundCancelled(Fact):
    round: Ref
    reason: str = ""


@fact("selection.panel_joined", strand="scaling", visibility=ANIMATORS)
class PanelJoined(Fact):
    round: Ref
    person: Ref


@fact("selection.panel_left", strand="scaling", visibility=ANIMATORS)
class PanelLeft(Fact):
    round: Ref
    person: Ref


@fact("selection.candidate_entered", strand="scaling", visibility=MEMBERS)
class CandidateEntered(Fact):
    innovation: Ref
    round: Ref


@fact("selection.candidate_withdrawn", strand="scaling", visibility=MEMBERS)
class CandidateWithdrawn(Fact):
    innovation: Ref
    round: Ref


@fact("selection.gates_passed", strand="scaling", visibility=MEMBERS)
class GatesPassed(Fact):
    innovation: Ref
    round: Ref


@fact("selection.gates_failed", strand="scaling", visibility=MEMBERS)
class GatesFailed(Fact):
    innovation: Ref
    round: Ref


@fact("selection.assessor_added", strand="scaling", visibility=ANIMATORS)
class AssessorAdded(Fact):
    round: Ref
    person: Ref


@fact("selection.assessor_left", strand="scaling", visibility=ANIMATORS)
class AssessorLeft(Fact):
    round: Ref
    person: Ref


@fact("selection.conflict_declared", strand="scaling", visibility=ANIMATORS)
class ConflictDeclared(Fact):
    innovation: Ref
    person: Ref


@fact("selection.conflict_removed", strand="scaling", visibility=ANIMATORS)
class ConflictRemoved(Fact):
    innovation: Ref
    person: Ref


@fact(
    "selection.assessments_assigned", strand="scaling", visibility=ANIMATORS,
    mail=_l("Innovations wait for your assessment"),
)  # fmt: skip
class AssessmentsAssigned(Fact):
    round: Ref
    number: int = 0


@fact("selection.assessment_submitted", strand="scaling", visibility=ANIMATORS)
class AssessmentSubmitted(Fact):
    """By whom stands at the desk, not in the log: an animator of the candidate's team reads the log, too."""

    innovation: Ref
    round: Ref


@fact("selection.assessment_declined", strand="scaling", visibility=ANIMATORS)
class AssessmentDeclined(Fact):
    """By whom: as above."""

    innovation: Ref
    round: Ref


@fact("selection.innovation_decided", strand="scaling", visibility=MEMBERS)
class InnovationDecided(Fact):
    """`outcome` of OUTCOMES. The reason is for the team and the panel: it is on the decision's page, not in the log."""

    innovation: Ref
    round: Ref
    outcome: str = ""


@fact("selection.letter_changed", strand="scaling", visibility=ANIMATORS)
class LetterChanged(Fact):
    round: Ref
    outcome: str = ""
    language: str = ""


@fact("selection.letter_sent", strand="scaling", visibility=ANIMATORS)
class LetterSent(Fact):
    innovation: Ref
    round: Ref
    people: int = 0

    def tells(self) -> Iterable[Ref]:
        return ()
