"""Scoring: blind until it is submitted."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import delete

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.selection.actions.candidates import innovation_of, innovation_ref, round_of
from app.selection.actions.rounds import must_be, round_ref
from app.selection.events import AssessmentDeclined, AssessmentSubmitted
from app.selection.models import BEST, Assessment, AssessmentScore, Candidate
from app.selection.queries import criteria_of, has_conflict
from app.selection.rules import may_assess
from app.selection.said import Scored


@action(silent="a draft is its writer's own: nobody else sees that it is begun, or what is in it")
def save_assessment(actor: Actor, assessment: Assessment, scores: Mapping[str, Scored], comment: str) -> Assessment:
    """Keep what was scored so far, to go on later. Nobody else sees it."""
    _may_write(actor, assessment)
    _write(assessment, scores, comment)
    assessment.state = "draft"
    return assessment


@action
def submit_assessment(actor: Actor, assessment: Assessment, scores: Mapping[str, Scored], comment: str) -> Assessment:
    """Every criterion has a score: it counts from now on, and cannot be changed. Those of others can be read now."""
    candidate = _may_write(actor, assessment)
    if has_conflict(actor.id, candidate):
        raise Conflict(_("You cannot assess this one: there is a conflict of interest."))
    missing = [one for one in criteria_of(candidate.round_id) if _none(scores.get(one.id))]
    if missing:
        raise Refused(
            _("Give a score from 0 to 5."), field=missing[0].id,
            also=[Refused(_("Give a score from 0 to 5."), field=one.id) for one in missing[1:]],
        )  # fmt: skip
    _write(assessment, scores, comment)
    assessment.state, assessment.submitted_at = "submitted", now()
    record(None, AssessmentSubmitted(innovation_ref(innovation_of(candidate)), round_ref(round_of(candidate))))
    return assessment


@action
def decline_assessment(actor: Actor, assessment: Assessment, reason: str) -> Assessment:
    """Somebody else shall do it; `reason` is for the animators. One that was submitted stays."""
    candidate = _may_write(actor, assessment)
    db.session.execute(delete(AssessmentScore).where(AssessmentScore.assessment_id == assessment.id))
    assessment.state, assessment.comment = "declined", reason
    record(None, AssessmentDeclined(innovation_ref(innovation_of(candidate)), round_ref(round_of(candidate))))
    return assessment


def _may_write(actor: Actor, assessment: Assessment) -> Candidate:
    require(may_assess(actor, assessment))
    candidate = db.session.get_one(Candidate, assessment.candidate_id)
    must_be(round_of(candidate), "assessing")
    if assessment.state not in ("assigned", "draft"):
        raise Conflict(_("This assessment is closed: it was submitted, or somebody else has it now."))
    return candidate


def _none(said: Scored | None) -> bool:
    return said is None or said.score is None


def _write(assessment: Assessment, scores: Mapping[str, Scored], comment: str) -> None:
    known = {one.id for one in criteria_of(db.session.get_one(Candidate, assessment.candidate_id).round_id)}
    db.session.execute(delete(AssessmentScore).where(AssessmentScore.assessment_id == assessment.id))
    for criterion in sorted(known & set(scores)):
        said = scores[criterion]
        if said.score is None:
            continue
        if not 0 <= said.score <= BEST:
            raise Refused(_("Give a score from 0 to 5."), field=criterion)
        one = AssessmentScore(assessment_id=assessment.id, criterion_id=criterion, score=said.score, note=said.note)
        db.session.add(one)
    assessment.comment = comment
