"""Pairs for everybody who waits: made, changed by hand, published or discarded. Nothing happens before."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.mentoring import fit as fits
from app.mentoring.actions.introductions import checked, tell
from app.mentoring.events import ProposalChanged, ProposalDiscarded, ProposalMade, ProposalPublished
from app.mentoring.matching import Matched, Proposal, TooLarge, propose, runner_up
from app.mentoring.models import Introduction, MatchingProposal
from app.mentoring.queries.cohort import Cohort, cohort, pair_fit
from app.mentoring.queries.introductions import names_of, pair_in, pairs_of, used_places
from app.mentoring.rules import may_introduce


@action
def make_proposal(actor: Actor) -> MatchingProposal:
    """A draft for all who wait and are not introduced yet (M5). Nobody is told."""
    require(may_introduce(actor))
    whole = cohort()
    if not whole.seeking:
        raise Conflict(_("Nobody waits for a mentor at the moment."))
    found = optimum(whole)
    unserved = [{"mentee": one.mentee, "why": one.why} for one in found.unserved]
    proposal = MatchingProposal(
        made_by=actor.id, unserved=unserved, served=found.served, total=found.total, created_at=now()
    )
    db.session.add(proposal)
    db.session.flush()
    db.session.add_all(_draft(actor, proposal, whole, pair) for pair in found.pairs)
    db.session.flush()
    record(actor, ProposalMade(_ref(proposal), found.served, len(unserved)))
    return proposal


def optimum(whole: Cohort) -> Proposal:
    """The best pairs of a cohort."""
    needing = {mentee: bool(one.mentee.needs) for mentee, one in whole.seeking.items()}
    try:
        return propose(needing, whole.places, whole.compared())
    except TooLarge as too_large:
        raise Conflict(_("Too many people wait to be matched at once. Introduce some of them first.")) from too_large


def _draft(actor: Actor, proposal: MatchingProposal, whole: Cohort, pair: Matched) -> Introduction:
    innovations = whole.seeking[pair.mentee].innovations
    return Introduction(
        mentor_id=pair.mentor, mentee_id=pair.mentee, introduced_by=actor.id, state="draft", proposal_id=proposal.id,
        innovation_id=innovations[0][0] if innovations else None, score=pair.score,
        reasons=fits.stored(pair.reasons), runner_up_id=pair.runner_up, runner_up_score=pair.runner_up_score,
        created_at=now(),
    )  # fmt: skip


@action
def set_pair(actor: Actor, proposal: MatchingProposal, mentee_id: str, mentor_id: str) -> Introduction:
    """Give a mentee another mentor, or one at all: within the gates, and the places that the draft leaves."""
    require(may_introduce(actor))
    _must_be_draft(proposal)
    pair = pair_in(proposal, mentee_id)
    if pair is None and mentee_id not in {one["mentee"] for one in proposal.unserved}:
        raise Refused(_("This person is not part of the proposal."), "mentor")
    if pair is not None and pair.mentor_id == mentor_id:
        return pair
    whole = cohort([mentee_id])
    used = used_places(proposal)
    found = checked(whole, mentee_id, mentor_id, whole.places.get(mentor_id, 0) - used[mentor_id])
    used.update([mentor_id])
    used.subtract([pair.mentor_id] if pair else [])
    left = {mentor: places - used[mentor] for mentor, places in whole.places.items()}
    ranking = [one for one in whole.ranking(mentee_id, whole.compared()) if one[1].possible]
    second, score = runner_up(ranking, mentor_id, left)
    matched = Matched(mentee_id, mentor_id, found.score, found.reasons, second, score)
    chosen = _draft(actor, proposal, whole, matched)
    _take_out(proposal, pair)
    proposal.unserved = [one for one in proposal.unserved if one["mentee"] != mentee_id]
    db.session.add(chosen)
    db.session.flush()
    record(actor, ProposalChanged(_ref(proposal)))
    return chosen


@action
def remove_pair(actor: Actor, proposal: MatchingProposal, mentee_id: str) -> MatchingProposal:
    """Leave this mentee without a mentor for now. Twice is nothing."""
    require(may_introduce(actor))
    _must_be_draft(proposal)
    pair = pair_in(proposal, mentee_id)
    if pair is None:
        return proposal
    _take_out(proposal, pair)
    proposal.unserved = [*proposal.unserved, {"mentee": mentee_id, "why": "removed"}]
    db.session.flush()
    record(actor, ProposalChanged(_ref(proposal)))
    return proposal


def _take_out(proposal: MatchingProposal, pair: Introduction | None) -> None:
    if pair is not None:
        db.session.delete(pair)
        db.session.flush()


@action
def publish_proposal(actor: Actor, proposal: MatchingProposal, note: str = "") -> MatchingProposal:
    """Every pair becomes an open introduction: both sides are asked. All of them, or none when one no longer works."""
    require(may_introduce(actor))
    if proposal.state == "published":
        return proposal
    _must_be_draft(proposal)
    pairs = pairs_of(proposal)
    if not pairs:
        raise Conflict(_("There is no pair in this proposal. Add one, or discard it."))
    _must_work(pairs)
    for pair in pairs:
        pair.state, pair.introduced_by, pair.note, pair.created_at = "open", actor.id, note.strip(), now()
    proposal.state, proposal.published_at = "published", now()
    db.session.flush()
    for pair in pairs:
        _introduce(actor, pair)
    record(actor, ProposalPublished(_ref(proposal), len(pairs)))
    return proposal


@action
def _introduce(actor: Actor, pair: Introduction) -> None:
    tell(actor, pair)


def _must_work(pairs: list[Introduction]) -> None:
    """No gate has closed since the draft was made, and nobody got more pairs than places (M5)."""
    whole = cohort([pair.mentee_id for pair in pairs])
    left = dict(whole.places)
    broken = []
    for pair in pairs:
        found = pair_fit(whole, pair.mentee_id, pair.mentor_id)
        left[pair.mentor_id] = left.get(pair.mentor_id, 0) - 1
        if found is None or found.obstacles or left[pair.mentor_id] < 0:
            broken.append(pair)
    if broken:
        names = names_of([person for pair in broken[:5] for person in (pair.mentee_id, pair.mentor_id)])
        told = "; ".join(_("%(mentee)s with %(mentor)s", mentee=names.get(pair.mentee_id, "?"),
                           mentor=names.get(pair.mentor_id, "?")) for pair in broken[:5])  # fmt: skip
        raise Conflict(
            _("%(n)d of the pairs cannot be introduced any more: %(told)s. Change or remove them, then publish.",
              n=len(broken), told=told)
        )  # fmt: skip


@action
def discard_proposal(actor: Actor, proposal: MatchingProposal) -> MatchingProposal:
    """Throw the draft away: nobody ever hears of it. Twice is nothing."""
    require(may_introduce(actor))
    if proposal.state == "discarded":
        return proposal
    _must_be_draft(proposal)
    for pair in pairs_of(proposal):
        db.session.delete(pair)
    proposal.state, proposal.unserved = "discarded", []
    db.session.flush()
    record(actor, ProposalDiscarded(_ref(proposal)))
    return proposal


def _must_be_draft(proposal: MatchingProposal) -> None:
    if proposal.state != "draft":
        said: dict[str, Any] = {
            "published": _("This proposal is published: its introductions are with the people now."),
            "discarded": _("This proposal was discarded."),
        }
        raise Conflict(said[proposal.state])


def _ref(proposal: MatchingProposal) -> Ref:
    return Ref("proposal", proposal.id, "")
