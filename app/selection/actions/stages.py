"""The way of a round: draft → open → assessing → deciding → decided, or cancelled before anything was decided."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.selection.actions.rounds import must_be, round_ref
from app.selection.events import (
    AssessingBegun,
    AssessingResumed,
    DecidingBegun,
    RoundCancelled,
    RoundDecided,
    RoundOpened,
)
from app.selection.models import Candidate, SelectionRound
from app.selection.queries import count_in, count_short, count_to_screen, in_race
from app.selection.rules import may_run_round


@action
def open_round(actor: Actor, selection_round: SelectionRound) -> SelectionRound:
    """Let innovations enter: members see it, visitors its call if it is shown to them."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "draft")
    selection_round.state = "open"
    record(actor, RoundOpened(round_ref(selection_round), closes_on=selection_round.closes_on))
    return selection_round


@action
def begin_assessing(actor: Actor, selection_round: SelectionRound) -> SelectionRound:
    """Nobody enters any more, and criteria, weights and threshold stay as they are. Needs one that passed the gates."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "open")
    number = count_in(selection_round.id, in_race())
    if not number:
        raise Refused(_("Nobody has passed the gates yet: screen the candidates first."))
    selection_round.state = "assessing"
    record(actor, AssessingBegun(round_ref(selection_round), candidates=number))
    return selection_round


@action
def begin_deciding(actor: Actor, selection_round: SelectionRound) -> SelectionRound:
    """Scores stay as they are from now on. Needs every candidate screened, and assessed as often as the round asks."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "assessing")
    if number := count_to_screen(selection_round.id):
        raise Refused(_("Not yet: candidates that wait to be screened: %(number)d.", number=number))
    if number := count_short(selection_round):
        raise Refused(_("Not yet: candidates that lack assessments: %(number)d.", number=number))
    selection_round.state = "deciding"
    record(actor, DecidingBegun(round_ref(selection_round)))
    return selection_round


@action
def resume_assessing(actor: Actor, selection_round: SelectionRound) -> SelectionRound:
    """Back to assessing, while nothing is decided."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "deciding")
    if count_in(selection_round.id, Candidate.outcome != ""):
        raise Refused(_("A decision was taken: the scores it rests on stay as they are."))
    selection_round.state = "assessing"
    record(actor, AssessingResumed(round_ref(selection_round)))
    return selection_round


@action
def close_round(actor: Actor, selection_round: SelectionRound) -> SelectionRound:
    """All is decided. Only the reserve can still be called up."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "deciding")
    if number := count_in(selection_round.id, in_race(), Candidate.outcome == ""):
        raise Refused(_("Not yet: candidates without a decision: %(number)d.", number=number))
    selection_round.state, selection_round.decided_at = "decided", now()
    chosen = count_in(selection_round.id, Candidate.outcome == "selected")
    every = count_in(selection_round.id, Candidate.outcome != "")
    record(actor, RoundDecided(round_ref(selection_round), selected=chosen, candidates=every))
    return selection_round


@action
def cancel_round(actor: Actor, selection_round: SelectionRound, reason: str) -> SelectionRound:
    """Nothing comes of it; `reason` is shown to members. Its candidates stand where they stood and can enter another
    round. Not once something is decided."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "draft", "open", "assessing", "deciding")
    if count_in(selection_round.id, Candidate.outcome != ""):
        raise Refused(_("A decision was taken: close the round instead."))
    selection_round.state = "cancelled"
    record(actor, RoundCancelled(round_ref(selection_round), reason=reason))
    return selection_round
