"""The behaviours of the board, through its actions."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import ANIMATORS, MEMBERS, PARTIES, PUBLIC, Delivery, Event, EventParty
from app.core import clock
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.offers import actions, queries
from app.offers.models import Claim, Post, PostContent
from app.people.models import Person
from tests.builders import a_claim, a_need, a_person, an_accepted_claim, an_offer


def verbs() -> list[str]:
    return list(db.session.execute(select(Event.verb).order_by(Event.id)).scalars())


def fresh(thing: object) -> object:
    return db.session.get_one(type(thing), thing.id, populate_existing=True)  # type: ignore[attr-defined]


def test_o1_last_unit(app: Flask, cast: SimpleNamespace) -> None:
    """Accepts at once of the last unit: one wins, the others are told how many are left, nothing else."""
    with app.app_context():
        post = an_offer(cast.stakeholder, quantity=1)
        askers = [cast.innovator, cast.innovator2, cast.mentor, cast.mentor2, cast.partner, cast.stranger]
        ids, owner = [a_claim(post, asker).id for asker in askers], cast.stakeholder.id
        post_id = post.id
    results: list[str] = []
    start = threading.Barrier(len(ids))

    def accept(id: str) -> None:
        with app.app_context():
            person, claim = db.session.get_one(Person, owner), db.session.get_one(Claim, id)
            start.wait()
            try:
                actions.accept_claim(person, claim)
                results.append("won")
            except Conflict as lost:
                results.append(str(lost.reason))

    threads = [threading.Thread(target=accept, args=(id_,)) for id_ in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert results.count("won") == 1
    assert len(results) == len(ids)
    assert all(words == "won" or words.startswith("Only 0 are left") for words in results), results
    with app.app_context():
        assert db.session.get_one(Post, post_id).taken == 1
        states = db.session.execute(select(Claim.state)).scalars().all()
        assert sorted(states) == ["accepted"] + ["requested"] * (len(ids) - 1)
        assert verbs().count("offers.claim_accepted") == 1


def test_o2_a_requested_claim_holds_nothing(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, quantity=2)
    first, second = a_claim(post, cast.innovator, 2), a_claim(post, cast.innovator2, 2)
    assert fresh(post).taken == 0
    actions.accept_claim(a_person(cast.stakeholder), second)
    assert fresh(post).taken == 2
    with pytest.raises(Conflict, match="Only 0 are left"):
        actions.accept_claim(a_person(cast.stakeholder), first)
    assert fresh(first).state == "requested"
    assert fresh(post).taken == 2


def test_o2_unlimited_never_runs_out(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, quantity=None)
    for asker in (cast.innovator, cast.innovator2):
        an_accepted_claim(post, asker, 1000)
    assert fresh(post).taken == 2000


@pytest.mark.parametrize("quantity", [0, -1, 10**30])
def test_o2_units_are_whole_and_positive(context: Flask, cast: SimpleNamespace, quantity: int) -> None:
    with pytest.raises(Refused) as refused:
        an_offer(cast.stakeholder, quantity=quantity)
    assert refused.value.field == "quantity"
    post = an_offer(cast.stakeholder, quantity=None)
    with pytest.raises(Refused):
        a_claim(post, cast.innovator, quantity)


def test_o3_open_until_the_day_ends_in_the_clusters_zone(context: Flask, cast: SimpleNamespace) -> None:
    """Brussels in May is two hours ahead: the day ends at 22:00 UTC. What is accepted goes on."""
    with clock.at(datetime(2026, 5, 1, tzinfo=UTC)):
        post = an_offer(cast.stakeholder, until=date(2026, 5, 15))
        agreed = an_accepted_claim(post, cast.innovator)
    with clock.at(datetime(2026, 5, 15, 21, 59, tzinfo=UTC)):
        assert queries.count_open() == 1
        late = a_claim(post, cast.innovator2)
    with clock.at(datetime(2026, 5, 15, 22, 0, tzinfo=UTC)):
        assert queries.count_open() == 0
        with pytest.raises(Conflict, match="date has passed"):
            a_claim(post, cast.stranger)
        actions.deliver_claim(a_person(cast.stakeholder), agreed)
    with clock.at(datetime(2026, 5, 18, 21, 59, tzinfo=UTC)):
        assert actions.expire_unanswered_claims() == 0
    with clock.at(datetime(2026, 5, 18, 22, 0, tzinfo=UTC)):
        assert actions.expire_unanswered_claims() == 1
        assert actions.expire_unanswered_claims() == 0
    assert (fresh(late).state, fresh(late).answer_reason) == ("expired", "no_answer")


def test_o4_withdrawing_with_open_claims_needs_a_reason(context: Flask, cast: SimpleNamespace) -> None:
    owner = a_person(cast.stakeholder)
    post = an_offer(cast.stakeholder, quantity=5)
    asked, agreed = a_claim(post, cast.innovator), an_accepted_claim(post, cast.innovator2)
    given = actions.deliver_claim(owner, an_accepted_claim(post, cast.mentor))
    with pytest.raises(Refused):
        actions.withdraw_post(owner, post)
    actions.withdraw_post(owner, post, "The office moves.")
    assert [fresh(claim).state for claim in (asked, agreed, given)] == ["declined", "cancelled", "delivered"]
    assert fresh(post).taken == 1
    assert verbs()[-3:] == ["offers.claim_declined", "offers.claim_cancelled", "offers.post_withdrawn"]
    assert queries.find_post(a_person(cast.stranger), post.id) is not None, "the page stays as a tombstone"


def test_o5_claims_keep_their_snapshot(context: Flask, cast: SimpleNamespace) -> None:
    owner = a_person(cast.stakeholder)
    post = an_offer(cast.stakeholder, quantity=3)
    claim = an_accepted_claim(post, cast.innovator, 2)
    with pytest.raises(Refused) as refused:
        actions.edit_post(owner, post, PostContent("Fewer", "x", "expertise", quantity=1))
    assert refused.value.field == "quantity"
    actions.edit_post(owner, post, PostContent("Fewer", "x", "expertise", quantity=2, unit="half-days"))
    assert fresh(post).title == "Fewer"
    assert fresh(claim).snapshot["title"] == "Half-days of legal advice"
    told = db.session.execute(
        select(Delivery.person_id).join(Event).where(Event.verb == "offers.post_changed", Delivery.channel == "inbox")
    ).scalars()
    assert list(told) == [cast.innovator.id]


def test_an_edit_that_changes_nothing_records_nothing(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder)
    before = verbs()
    same = PostContent(
        post.title, post.text, post.category, ("legal",), post.city, post.country, False, 2, "half-days", post.until
    )
    actions.edit_post(a_person(cast.stakeholder), post, same)
    assert verbs() == before


def test_o6_the_receiver_confirms(context: Flask, cast: SimpleNamespace) -> None:
    owner, asker = a_person(cast.stakeholder), a_person(cast.innovator)
    claim = an_accepted_claim(an_offer(cast.stakeholder), cast.innovator)
    with pytest.raises(NotAllowed):
        actions.deliver_claim(asker, claim)
    actions.deliver_claim(owner, claim)
    with pytest.raises(NotAllowed):
        actions.confirm_claim(owner, claim)
    assert queries.count_confirmed_since(queries.month_start()) == 0
    actions.confirm_claim(asker, claim, "Thank you!")
    assert (claim.state, claim.confirmed_how, claim.thanks) == ("confirmed", "receiver", "Thank you!")
    assert queries.count_confirmed_since(queries.month_start()) == 1
    with pytest.raises(Conflict):
        actions.confirm_claim(asker, claim)
    assert verbs().count("offers.claim_confirmed") == 1


def test_o6_of_a_need_the_claimer_gives(context: Flask, cast: SimpleNamespace) -> None:
    owner, helper = a_person(cast.innovator), a_person(cast.stakeholder)
    need = a_need(cast.innovator)
    claim = an_accepted_claim(need, cast.stakeholder, 2)
    assert queries.claims_waiting(helper)[0].id == claim.id
    with pytest.raises(NotAllowed):
        actions.deliver_claim(owner, claim)
    actions.deliver_claim(helper, claim)
    assert queries.claims_waiting(owner)[0].id == claim.id
    actions.confirm_claim(owner, claim)
    assert fresh(need).state == "fulfilled"
    strands = set(db.session.execute(select(Event.strand)).scalars())
    assert strands == {"needs"}


def test_o6_fourteen_days_of_silence_count_and_are_marked(context: Flask, cast: SimpleNamespace) -> None:
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with clock.at(start):
        claim = an_accepted_claim(an_offer(cast.stakeholder), cast.innovator)
        actions.deliver_claim(a_person(cast.stakeholder), claim)
    with clock.at(start + timedelta(days=14, microseconds=-1)):
        assert actions.confirm_silent_deliveries() == 0
    with clock.at(start + timedelta(days=14)):
        assert actions.confirm_silent_deliveries() == 1
        assert actions.confirm_silent_deliveries() == 0
    assert (fresh(claim).state, fresh(claim).confirmed_how) == ("confirmed", "silence")
    assert db.session.execute(select(Event.actor_id).order_by(Event.id.desc())).scalars().first() is None


@pytest.mark.parametrize("outcome", ["confirmed", "cancelled"])
def test_o6_a_dispute_goes_to_an_animator(context: Flask, cast: SimpleNamespace, outcome: str) -> None:
    animator = a_person(cast.animator)
    post = an_offer(cast.stakeholder)
    claim = an_accepted_claim(post, cast.innovator)
    assert queries.find_claim(animator, claim.id) is None
    actions.deliver_claim(a_person(cast.stakeholder), claim)
    actions.dispute_claim(a_person(cast.innovator), claim, "Nobody came.")
    assert queries.find_claim(animator, claim.id) is claim
    assert [row.id for row in queries.claims_waiting(animator)] == [claim.id]
    for nobody in (cast.stranger, cast.stakeholder, cast.innovator):
        with pytest.raises(NotAllowed):
            actions.settle_claim(a_person(nobody), claim, outcome, "I asked both.")
    actions.settle_claim(animator, claim, outcome, "I asked both.")
    assert claim.state == outcome
    assert fresh(post).taken == (1 if outcome == "confirmed" else 0)
    assert queries.count_confirmed_since(queries.month_start()) == (outcome == "confirmed")


def test_o6_an_animator_does_not_settle_their_own(context: Flask, cast: SimpleNamespace) -> None:
    claim = an_accepted_claim(an_offer(cast.animator), cast.innovator)
    actions.deliver_claim(a_person(cast.animator), claim)
    actions.dispute_claim(a_person(cast.innovator), claim, "Nobody came.")
    with pytest.raises(NotAllowed, match="part of this"):
        actions.settle_claim(a_person(cast.animator), claim, "confirmed", "I came.")


def test_o7_a_need_is_met_in_parts(context: Flask, cast: SimpleNamespace) -> None:
    need = a_need(cast.innovator, quantity=3)
    an_accepted_claim(need, cast.stakeholder, 2)
    with pytest.raises(Refused) as refused:
        a_claim(need, cast.mentor, 2)
    assert refused.value.field == "quantity"
    an_accepted_claim(need, cast.mentor, 1)
    assert fresh(need).taken == 3


def test_o8_a_decline_carries_its_reason(context: Flask, cast: SimpleNamespace) -> None:
    owner, claim = a_person(cast.stakeholder), a_claim(an_offer(cast.stakeholder), cast.innovator)
    for wrong in ("", "because", "no_answer"):
        with pytest.raises(Refused):
            actions.decline_claim(owner, claim, wrong)
    actions.decline_claim(owner, claim, "wrong_fit", "We only do contracts.")
    assert (claim.state, claim.answer_reason) == ("declined", "wrong_fit")
    with pytest.raises(Conflict):
        actions.accept_claim(owner, claim)
    with pytest.raises(Conflict):
        actions.withdraw_claim(a_person(cast.innovator), claim, "too_late")


def test_cancelling_returns_the_units(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, quantity=1)
    claim = an_accepted_claim(post, cast.innovator)
    with pytest.raises(Conflict, match="Everything has been taken"):
        a_claim(post, cast.innovator2)
    actions.cancel_claim(a_person(cast.innovator), claim, "found_elsewhere", "A friend helps.")
    assert fresh(post).taken == 0
    a_claim(post, cast.innovator2)


def test_own_twice_and_observers_are_refused(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder)
    for nobody in (cast.stakeholder, cast.observer):
        with pytest.raises(NotAllowed):
            a_claim(post, nobody)
    a_claim(post, cast.innovator)
    with pytest.raises(Conflict, match="open request"):
        a_claim(post, cast.innovator)
    with pytest.raises(NotAllowed):
        an_offer(cast.observer)
    for foreign in ({"organisation_id": post.id}, {"innovation_id": post.id}):
        with pytest.raises(Refused) as refused:
            an_offer(cast.innovator, **foreign)
        assert refused.value.field in foreign


def test_who_sees_what_happened(context: Flask, cast: SimpleNamespace) -> None:
    draft = an_offer(cast.stakeholder, publish=False)
    public = an_offer(cast.stakeholder, audience="public")
    claim = a_claim(public, cast.innovator)
    levels = dict(db.session.execute(select(Event.verb, Event.shown)).all())
    assert levels == {
        "offers.post_drafted": PARTIES, "offers.post_published": PUBLIC, "offers.claim_made": ANIMATORS
    }  # fmt: skip
    parties = db.session.execute(select(EventParty.person_id).join(Event).where(Event.object_id == claim.id)).scalars()
    assert set(parties) == {cast.stakeholder.id, cast.innovator.id}
    assert queries.find_post(a_person(cast.animator), draft.id) is None
    said = PostContent(public.title, public.text, public.category, audience="members")
    actions.edit_post(a_person(cast.stakeholder), public, said)
    shown = db.session.execute(select(Event.shown).where(Event.object_id == public.id)).scalars().all()
    assert set(shown) == {MEMBERS}


def test_o10_leaving_passes_posts_on(context: Flask, cast: SimpleNamespace) -> None:
    leaver = a_person(cast.stakeholder)
    colleague = a_person(cast.stranger)
    colleague.organisation_id = leaver.organisation_id
    db.session.commit()
    of_house = an_offer(cast.stakeholder, organisation_id=leaver.organisation_id)
    own = an_offer(cast.stakeholder)
    draft = an_offer(cast.stakeholder, publish=False)
    other = an_offer(cast.mentor)
    asked, agreed = a_claim(an_offer(cast.mentor), cast.stakeholder), an_accepted_claim(other, cast.stakeholder)
    running = an_accepted_claim(own, cast.innovator)
    actions.leave(a_person(cast.animator), leaver)
    assert fresh(of_house).owner_id == cast.stranger.id
    assert fresh(own).owner_id == cast.animator.id
    assert fresh(draft).state == "withdrawn"
    assert (fresh(asked).state, fresh(agreed).state) == ("withdrawn", "cancelled")
    assert fresh(other).taken == 0
    actions.deliver_claim(a_person(cast.animator), running)
    with pytest.raises(NotAllowed):
        actions.leave(a_person(cast.stranger), a_person(cast.mentor))


def test_waiting_for_tells_whose_turn_it_is(app: Flask, cast: SimpleNamespace) -> None:
    with app.test_request_context():
        post = an_offer(cast.stakeholder, until=queries.today() + timedelta(days=3))
        claim = a_claim(post, cast.innovator)
        owner, asker = a_person(cast.stakeholder), a_person(cast.innovator)
        assert [w.button for w in queries.waiting_for(owner)] == ["Answer", "Look at it"]
        assert queries.waiting_for(asker) == []
        actions.accept_claim(owner, claim)
        assert "Deliver" in [w.button for w in queries.waiting_for(owner)]
        actions.deliver_claim(owner, claim)
        assert [w.button for w in queries.waiting_for(asker)] == ["Confirm"]
        actions.dispute_claim(asker, claim, "Nobody came.")
        assert [w.button for w in queries.waiting_for(a_person(cast.animator))] == ["Decide"]
        assert [hit.title for hit in queries.found(asker, "brussels LEGAL")] == [post.title]
        assert queries.found(None, "legal") == []
        assert queries.count_confirmed_since(queries.month_start()) == 0
        assert db.session.execute(select(func.count(Post.id))).scalar_one() == 1
