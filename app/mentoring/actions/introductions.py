"""Bring two people together; each says yes or no; both yes is a mentorship."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.mentoring import fit as fits
from app.mentoring.actions.naming import all_of, ref
from app.mentoring.actions.requests import begin, must_fit, own_places_taken
from app.mentoring.events import (
    IntroductionAgreed,
    IntroductionAnswered,
    IntroductionDeclined,
    IntroductionWithdrawn,
    PeopleIntroduced,
)
from app.mentoring.models import Introduction
from app.mentoring.queries.cohort import Cohort, cohort, pair_fit
from app.mentoring.queries.introductions import (
    open_requests,
    pair_of_introduction,
    withdrawable,
    work_together,
)
from app.mentoring.queries.relations import pair_of_mentorship
from app.mentoring.queries.wishes import all_wishes
from app.mentoring.rules import may_answer_introduction, may_introduce

AGAINST: dict[str, Any] = {
    "full": _l("All places of this mentor are taken or promised."),
    "paused": _l("This mentor takes no new mentees at the moment."),
    "languages_untold": _l("One of the two has not said which languages they work in."),
    "no_shared_language": _l("They have no language in common."),
    "blocked": _l("One of the two has blocked the other."),
    "conflict": _l("A conflict of interest has been declared."),
    "already": _l("These two work together already, are asked already, or one has said no before."),
}
"""Why two people cannot be introduced, by obstacle."""


@action
def introduce(actor: Actor, mentee_id: str, mentor_id: str, note: str = "") -> Introduction:
    """An animator suggests that the two work together, with a word to both. Nothing begins before both say yes."""
    require(may_introduce(actor))
    whole = cohort([mentee_id])
    found = checked(whole, mentee_id, mentor_id, whole.places.get(mentor_id, 0))
    innovations = whole.seeking[mentee_id].innovations
    second, score = _second(whole, mentee_id, mentor_id)
    introduction = Introduction(
        mentor_id=mentor_id, mentee_id=mentee_id, innovation_id=innovations[0][0] if innovations else None,
        introduced_by=actor.id, note=note.strip(), score=found.score, reasons=fits.stored(found.reasons),
        runner_up_id=second, runner_up_score=score, created_at=now(),
    )  # fmt: skip
    db.session.add(introduction)
    db.session.flush()
    tell(actor, introduction)
    return introduction


def tell(actor: Actor, introduction: Introduction) -> None:
    """Both are asked: part of the action that opens an introduction."""
    pair = pair_of_introduction(introduction)
    record(actor, PeopleIntroduced(ref("introduction", introduction.id, pair), **all_of(pair)))


def checked(whole: Cohort, mentee_id: str, mentor_id: str, left: int) -> fits.Fit:
    """How the two fit, or Refused when a gate stands between them (M5); `left` are the mentor's places."""
    found = pair_fit(whole, mentee_id, mentor_id)
    if found is None:
        raise Refused(_("Choose one of the mentors shown."), "mentor")
    against = [*found.obstacles, *([fits.Obstacle.FULL] if left <= 0 else [])]
    if against:
        raise Refused(AGAINST[against[0]], "mentor")
    return found


def _second(whole: Cohort, mentee_id: str, mentor_id: str) -> tuple[str | None, int]:
    ranking = whole.ranking(mentee_id, whole.compared())
    others = ((key, fit.score) for key, fit in ranking if fit.possible and key != mentor_id)
    return next(others, (None, 0))


@action
def answer_introduction(actor: Actor, introduction: Introduction, yes: bool) -> Introduction:
    """Say yes or no. The second yes begins the mentorship, if there is still a place (B12). Twice is nothing.

    The mentor's yes keeps a place until the mentee answers: without one it cannot be said. So nobody who is asked after
    the mentor finds it gone, and requests to the mentor meanwhile find it taken.
    """
    require(may_answer_introduction(actor, introduction))
    side = "mentor_answer" if actor.id == introduction.mentor_id else "mentee_answer"
    if getattr(introduction, side) == ("yes" if yes else "no"):
        return introduction
    _must_be_open(introduction)
    if yes and side == "mentor_answer":
        must_fit(introduction.mentor_id, introduction.mentee_id, own_places_taken())
    setattr(introduction, side, "yes" if yes else "no")
    db.session.flush()
    if not yes:
        _decline(introduction)
    elif introduction.mentor_answer == introduction.mentee_answer == "yes":
        _agree(actor, introduction)
    else:
        pair = pair_of_introduction(introduction)
        record(actor, IntroductionAnswered(ref("introduction", introduction.id, pair), **all_of(pair)),
               tell=[introduction.introduced_by])  # fmt: skip
    return introduction


def _decline(introduction: Introduction) -> None:
    introduction.state = "declined"
    db.session.flush()
    pair = pair_of_introduction(introduction)
    # Nobody is named as the actor: the other is told that it does not come about, not by whom.
    record(None, IntroductionDeclined(ref("introduction", introduction.id, pair), **all_of(pair)),
           tell=[introduction.introduced_by])  # fmt: skip


def _agree(actor: Actor, introduction: Introduction) -> None:
    if work_together(introduction.mentor_id, introduction.mentee_id):
        raise Conflict(_("You two already work together."))
    full = _("All places of this mentor are taken just now. The introduction stays open: say yes again later.")
    mentorship = begin(introduction.mentor_id, introduction.mentee_id, introduction.innovation_id, full)
    for request in open_requests(introduction.mentor_id, introduction.mentee_id):
        request.state, request.answered_at, request.mentorship_id = "accepted", now(), mentorship.id
    db.session.flush()
    pair = pair_of_mentorship(mentorship.id)
    record(actor, IntroductionAgreed(ref("mentorship", mentorship.id, pair), **all_of(pair)),
           tell=[introduction.introduced_by])  # fmt: skip


@action
def withdraw_introduction(actor: Actor, introduction: Introduction) -> Introduction:
    """The animator takes it back while it is open. Twice is nothing."""
    require(may_introduce(actor))
    if introduction.state == "withdrawn":
        return introduction
    _must_be_open(introduction)
    take_back(actor, introduction)
    return introduction


def take_back(actor: Actor | None, introduction: Introduction) -> None:
    """Part of an action: nobody is asked any more, and both are told."""
    asked, introduction.state = introduction.state == "open", "withdrawn"
    db.session.flush()
    if asked:
        pair = pair_of_introduction(introduction)
        record(actor, IntroductionWithdrawn(ref("introduction", introduction.id, pair), **all_of(pair)))


@action
def _take_back_along(actor: Actor | None, introduction: Introduction) -> None:
    take_back(actor, introduction)


def forget(actor: Actor | None, person_id: str) -> None:
    """Part of the action by which a person leaves (M8): their introductions and wishes wait for nobody any more."""
    for introduction in withdrawable(person_id):
        _take_back_along(actor, introduction)
    for wish in all_wishes(person_id):
        wish.state, wish.text = "withdrawn" if wish.state == "open" else wish.state, ""
    db.session.flush()


def part_introduced(one_id: str, other_id: str) -> None:
    """Part of the action by which one blocks the other (M3): nothing between them waits any more, told to nobody."""
    for introduction in withdrawable(one_id, other_id):
        introduction.state = "withdrawn"
    db.session.flush()


def _must_be_open(introduction: Introduction) -> None:
    if introduction.state != "open":
        said = {
            "agreed": _("Both have said yes already: the mentorship has begun."),
            "declined": _("This introduction did not come about."),
            "withdrawn": _("This introduction was taken back."),
        }
        raise Conflict(said.get(introduction.state, _("This introduction is no longer open.")))
