"""What an assessor does: their list, scoring, declining."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.core.rules import Refused
from app.innovations.queries import SocialInnovation, detail
from app.selection import actions, queries
from app.selection.forms import DeclineForm, named_scores
from app.selection.models import Assessment, Candidate, SelectionRound
from app.selection.views import bp
from app.web.answers import Answer, invalid, leave, page
from app.web.form_pages import form_on
from app.web.gates import current_reader, member, participant

Its = tuple[Assessment, Candidate, SocialInnovation, SelectionRound]


@bp.get("/rounds/assessments")
@member
def mine() -> Answer:
    """What the reader was asked to assess."""
    reader, after = current_reader(), request.args.get("after")
    asked = request.args.get("state", "")
    asked = asked if asked in ("open", "submitted", "declined") else ""
    return page(
        "selection/mine.html", "results", found=queries.my_assessments(reader, asked, after), asked=asked, after=after,
        counts=queries.count_mine(reader), next_one=queries.next_of_mine(reader),
    )  # fmt: skip


def _its(id_: str) -> Its:
    assessment = queries.assessment_of(current_reader(), id_) or abort(404)
    candidate, innovation, one = queries.one_candidate(assessment.candidate_id) or abort(404)
    return assessment, candidate, innovation, one


def _shown(its: Its, form: Any, decline_form: DeclineForm | None = None) -> dict[str, Any]:
    assessment, candidate, innovation, one = its
    done = assessment.state == "submitted"
    return {
        "assessment": assessment, "innovation": innovation, "round": one, "form": form,
        "more": detail(innovation, current_reader()), "open": _is_open(its),
        "decline_form": decline_form or DeclineForm(formdata=None), "declining": decline_form is not None,
        "others": [other for other in queries.judged(candidate.id) if other.id != assessment.id] if done else (),
        "next_one": queries.next_of_mine(current_reader(), assessment.id),
    }  # fmt: skip


def _is_open(its: Its) -> bool:
    return its[0].state in ("assigned", "draft") and its[3].state == "assessing"


@bp.route("/rounds/assessments/<id>", methods=["GET", "POST"])
@participant
def assessment(id: str) -> Answer:
    """Score a candidate: kept as a draft, or submitted. After that, what others said can be read."""
    its = _its(id)
    form = named_scores(queries.criteria_of(its[3].id), queries.scores_of(id), its[0].comment)
    try:
        if form.is_submitted() and form.validate():
            return _taken(its, form)
    except Refused as refused:
        form.refuse(refused)
    answer = invalid if form.is_submitted() else page
    return answer("selection/assessment.html", **_shown(its, form))


def _taken(its: Its, form: Any) -> Answer:
    reader, one = current_reader(), its[0]
    if form.then.data == "draft":
        actions.save_assessment(reader, one, form.said(), form.comment.data or "")
        return leave(url_for(".assessment", id=one.id), _("Kept. Nobody else sees it before you submit it."))
    actions.submit_assessment(reader, one, form.said(), form.comment.data or "")
    return leave(url_for(".assessment", id=one.id), _("Submitted. What others say stands here once they submit."))


@bp.post("/rounds/assessments/<id>/refusal")
@participant
@form_on("selection.assessment")
def assessment_decline(id: str) -> Answer:
    """Somebody else shall do it; if there is a conflict of interest, it is noted."""
    its, form = _its(id), DeclineForm()
    if not form.validate():
        scores = named_scores(queries.criteria_of(its[3].id), queries.scores_of(id), its[0].comment)
        return invalid("selection/assessment.html", **_shown(its, scores, form))
    if form.conflict.data == "1":
        actions.declare_conflict(current_reader(), its[2], current_reader().id, form.reason.data or "")
        return leave(url_for(".mine"), _("Noted: you do not assess this one, in any round."))
    actions.decline_assessment(current_reader(), its[0], form.reason.data or "")
    return leave(url_for(".mine"), _("Noted. Somebody else will do it."))
