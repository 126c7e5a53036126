"""Random members through post, edit, claim, join the line, accept, counter, cancel, deliver, confirm, dispute, settle,
correct, withdraw, pause and expire, over days of frozen time: whatever the order, nothing is promised twice, somebody
knows that it is their turn, and every delivery counts once (O1 to O8).

`make soak` walks thousands of steps, other runs a few hundred.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.offers import actions, queries
from app.offers.models import OPEN_CLAIMS, Claim, Post, PostContent
from app.offers.standing import committed, left, side_of, turn
from app.people.models import Person
from tests.offers.figures_agree import everything_agrees

SOAK = os.environ.get("COMMONWEAVE_SOAK") == "1"
EXAMPLES, STEPS = (150, 80) if SOAK else (10, 50)
REFUSALS = (Conflict, Refused, NotAllowed)
BEGIN = datetime(2026, 10, 5, 9, tzinfo=UTC)
HOLDING = ("accepted", "delivered", "disputed", "confirmed")
REASON = "wrong_fit"

which = st.integers(0, 12)
few = st.integers(1, 4)


class Board(RuleBasedStateMachine):
    """An offer and a need to begin with; owners, claimers and an animator who do whatever comes to their mind."""

    house: ClassVar[Flask]
    steps: ClassVar[int] = 0
    done: ClassVar[int] = 0
    delivered: ClassVar[int] = 0
    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.clock: Any = None

    @initialize(quantity=few)
    def begin(self, quantity: int) -> None:
        instance = Path(self.house.config["INSTANCE"])
        self.context = self.house.app_context()
        self.context.push()
        db.session.remove()
        db.engine.dispose()
        for leftover in ("commonweave.db-wal", "commonweave.db-shm"):
            (instance / leftover).unlink(missing_ok=True)
        shutil.copy(instance / "template.db", instance / "commonweave.db")
        self.travel = time_machine.travel(BEGIN, tick=False)
        self.clock = self.travel.start()
        self.cast: SimpleNamespace = self.house.config["CAST"]
        self.post("offer", 0, quantity, 9)
        self.post("need", 1, quantity, None)
        for person, units in ((1, 1), (2, 2), (3, quantity), (0, 1), (4, 2)):
            self.ask(0 if person else 1, person, units)
            self.ask(1, person, 1)

    def teardown(self) -> None:
        if self.clock is None:
            return
        try:
            type(self).delivered += everything_agrees((self.house, self.cast))
        finally:
            db.session.remove()
            self.context.pop()
            self.travel.stop()

    # --- what there is -----------------------------------------------------------------------------------------------

    @property
    def people(self) -> list[Person]:
        parts = ("stakeholder", "innovator", "innovator2", "mentor", "mentor2")
        return [db.session.get_one(Person, getattr(self.cast, part).id) for part in parts]

    @property
    def animator(self) -> Person:
        return db.session.get_one(Person, self.cast.animator.id)

    def some(self, found: list[Any], n: int) -> Any:
        return found[n % len(found)] if found else None

    def posts(self) -> list[Post]:
        query = select(Post).order_by(Post.created_at, Post.id).execution_options(populate_existing=True)
        return list(db.session.execute(query).scalars())

    def claims(self, *states: str) -> list[Claim]:
        query = select(Claim).order_by(Claim.created_at, Claim.id).execution_options(populate_existing=True)
        return list(db.session.execute(query.where(Claim.state.in_(states)) if states else query).scalars())

    def owner_of(self, post: Post) -> Person:
        return db.session.get_one(Person, post.owner_id)

    def claimer_of(self, claim: Claim) -> Person:
        return db.session.get_one(Person, claim.claimer_id)

    def giver(self, claim: Claim) -> Person:
        return self.owner_of(claim.post) if claim.post.kind == "offer" else self.claimer_of(claim)

    def receiver(self, claim: Claim) -> Person:
        return self.claimer_of(claim) if claim.post.kind == "offer" else self.owner_of(claim.post)

    def attempt(self, act: Callable[[], Any]) -> Any:
        """Do it, or be refused in words: nothing else may be raised, and a refusal changes nothing."""
        type(self).steps += 1
        before = self.as_it_is()
        try:
            result = act()
        except REFUSALS as refused:
            assert str(refused.reason)
            assert self.as_it_is() == before, "refused, but changed"
            return None
        type(self).done += 1
        return result

    def as_it_is(self) -> list[Any]:
        posts = [(post.id, post.state, post.quantity, post.taken) for post in self.posts()]
        return posts + [(c.id, c.state, c.quantity, c.delivered_quantity, c.proposed_by) for c in self.claims()]

    # --- what owners do ----------------------------------------------------------------------------------------------

    def content(self, owner: Person, quantity: int | None, days: int | None, title: str = "Advice") -> PostContent:
        until = queries.today() + timedelta(days=days) if days is not None else None
        said = {"quantity": quantity, "unit": "half-days", "until": until, "organisation_id": owner.organisation_id}
        return PostContent(title, "For all.", "expertise", **said)

    @rule(
        kind=st.sampled_from(["offer", "need"]),
        owner=which,
        quantity=st.none() | few,
        days=st.none() | st.integers(0, 20),
    )
    def post(self, kind: str, owner: int, quantity: int | None, days: int | None) -> None:
        who = self.some(self.people, owner)
        self.attempt(lambda: actions.create_post(who, kind, self.content(who, quantity, days)))

    @rule(post=which, quantity=st.none() | few, days=st.none() | st.integers(0, 20), words=st.sampled_from("ab"))
    def edit(self, post: int, quantity: int | None, days: int | None, words: str) -> None:
        it = self.some(self.posts(), post)
        owner = self.owner_of(it)
        self.attempt(lambda: actions.edit_post(owner, it, self.content(owner, quantity, days, f"Advice {words}")))

    @rule(post=which)
    def pause_or_resume(self, post: int) -> None:
        it = self.some(self.posts(), post)
        act = actions.pause_post if it.state == "published" else actions.resume_post
        self.attempt(lambda: act(self.owner_of(it), it))

    @rule(post=which, way=st.sampled_from(["withdraw", "fulfil"]))
    def close(self, post: int, way: str) -> None:
        it = self.some(self.posts()[2:], post)
        if it is not None:
            owner = self.owner_of(it)
            withdraw: Callable[[], Any] = lambda: actions.withdraw_post(owner, it, "Moved.")  # noqa: E731
            self.attempt(withdraw if way == "withdraw" else lambda: actions.fulfil_post(owner, it))

    # --- what is asked, and agreed -----------------------------------------------------------------------------------

    @rule(post=which, person=which, quantity=few)
    def ask(self, post: int, person: int, quantity: int) -> None:
        """Ask, else join the line: of the two, one is always refused."""
        it, who = self.some(self.posts(), post), self.some(self.people, person)
        there = left(it)
        asked = self.attempt(lambda: actions.claim_post(who, it, "Please.", quantity))
        assert asked is None or there is None or there >= quantity
        if asked is None:
            lined = self.attempt(lambda: actions.join_line(who, it, "Please.", quantity))
            assert lined is None or (there is not None and there < quantity)

    @rule(claim=which, steps=st.integers(1, 3))
    def take_turns(self, claim: int, steps: int) -> None:
        """Whose turn it is can do something about it, whatever happened before."""
        it = self.some(self.claims(*set(OPEN_CLAIMS) - {"waiting"}), claim)
        for _step in range(steps if it else 0):
            self.take_turn(it)

    def take_turn(self, it: Claim) -> None:
        side = turn(it.post.kind, it.state, it.proposed_by, it.asked_again_at is not None)
        who = {"owner": self.owner_of(it.post), "claimer": self.claimer_of(it), "animator": self.animator}.get(side)
        next_: dict[str, Callable[[], Any]] = {
            "accepted": lambda: actions.deliver_claim(who, it),
            "delivered": lambda: actions.confirm_claim(who, it),
            "disputed": lambda: actions.settle_claim(who, it, "confirmed", "It came."),
        }
        if it.state in next_:
            assert self.attempt(next_[it.state]) is not None
        elif who is not None and it.asked_again_at is not None:
            if self.attempt(lambda: actions.renew_claim(who, it)) is None:
                assert self.attempt(lambda: actions.withdraw_claim(who, it, REASON)) is not None
        elif who is not None and self.attempt(lambda: actions.accept_claim(who, it)) is None:
            there, asked = left(it.post), queries.newest_terms(it.id) if it.proposed_by == "owner" else it
            assert there is not None and asked is not None and there < asked.quantity, "it fits, but is refused"
            queued = self.attempt(lambda: actions.queue_claim(who, it))
            assert queued is not None or there >= it.quantity

    @rule(claim=which, stale=st.booleans())
    def accept(self, claim: int, stale: bool) -> None:
        """Of two answers one counts; never to terms that one has not seen."""
        it = self.some(self.claims("requested"), claim)
        if it is None:
            return
        who = self.claimer_of(it) if it.proposed_by == "owner" else self.owner_of(it.post)
        newest, there = queries.newest_terms(it.id), left(it.post)
        assert newest is not None
        if stale:
            assert self.attempt(lambda: actions.accept_claim(who, it, "")) is None
        done = self.attempt(lambda: actions.accept_claim(who, it, newest.id))
        if done is not None:
            assert there is None or there >= it.quantity
            agreed = (it.quantity, it.wanted_on, it.terms)
            assert agreed == (newest.quantity, newest.wanted_on, newest.terms)
            assert self.attempt(lambda: actions.accept_claim(who, it)) is None

    @rule(claim=which, quantity=few, by_owner=st.booleans(), day=st.none() | st.integers(-1, 9))
    def counter(self, claim: int, quantity: int, by_owner: bool, day: int | None) -> None:
        it = self.some(self.claims("requested", "waiting"), claim)
        if it is not None:
            who = self.owner_of(it.post) if by_owner else self.claimer_of(it)
            wanted = queries.today() + timedelta(days=day) if day is not None else None
            self.attempt(lambda: actions.propose_terms(who, it, quantity, wanted, "By train."))

    @rule(claim=which, step=st.sampled_from(["decline", "withdraw", "queue", "renew"]))
    def answer(self, claim: int, step: str) -> None:
        it = self.some(self.claims("requested", "waiting"), claim)
        if it is None:
            return
        owner, claimer = self.owner_of(it.post), self.claimer_of(it)
        act: dict[str, Callable[[], Any]] = {
            "decline": lambda: actions.decline_claim(owner, it, REASON),
            "withdraw": lambda: actions.withdraw_claim(claimer, it, REASON),
            "queue": lambda: actions.queue_claim(owner, it),
            "renew": lambda: actions.renew_claim(claimer, it),
        }
        self.attempt(act[step])

    # --- what comes of it --------------------------------------------------------------------------------------------

    @rule(claim=which, quantity=st.none() | few)
    def deliver(self, claim: int, quantity: int | None) -> None:
        it = self.some(self.claims("accepted"), claim)
        if it is not None:
            self.attempt(lambda: actions.deliver_claim(self.giver(it), it, quantity))

    @rule(claim=which, by_owner=st.booleans())
    def cancel(self, claim: int, by_owner: bool) -> None:
        it = self.some(self.claims("accepted"), claim)
        if it is not None:
            who = self.owner_of(it.post) if by_owner else self.claimer_of(it)
            self.attempt(lambda: actions.cancel_claim(who, it, REASON, "A storm."))

    @rule(claim=which, good=st.booleans())
    def receive(self, claim: int, good: bool) -> None:
        it = self.some(self.claims("delivered"), claim)
        if it is not None:
            who = self.receiver(it)
            confirm: Callable[[], Any] = lambda: actions.confirm_claim(who, it, "Thanks!", good)  # noqa: E731
            self.attempt(confirm if good else lambda: actions.dispute_claim(who, it, "Too late."))

    @rule(claim=which, outcome=st.sampled_from(["confirmed", "cancelled"]), quantity=st.none() | few)
    def settle(self, claim: int, outcome: str, quantity: int | None) -> None:
        it = self.some(self.claims("disputed"), claim)
        if it is not None:
            self.attempt(lambda: actions.settle_claim(self.animator, it, outcome, "I asked both.", quantity))

    @rule(claim=which, units=st.integers(-1, 6), by_animator=st.booleans())
    def correct(self, claim: int, units: int, by_animator: bool) -> None:
        it = self.some(self.claims("confirmed"), claim)
        if it is not None:
            who = self.animator if by_animator else self.receiver(it)
            done = self.attempt(lambda: actions.correct_delivery(who, it, units, "Counted again."))
            assert done is None or queries.counted_units(it.id) == units

    @rule(claim=which, person=which, step=st.sampled_from(["accept", "renew", "queue", "deliver", "confirm"]))
    def meddle(self, claim: int, person: int, step: str) -> None:
        """Whoever has no part in it changes nothing."""
        it, who = self.some(self.claims(), claim), self.some(self.people, person)
        if it is not None and who.id not in (it.claimer_id, it.post.owner_id):
            assert self.attempt(lambda: getattr(actions, f"{step}_claim")(who, it)) is None

    @rule(hours=st.sampled_from([1, 24, 80, 340]))
    def time_passes(self, hours: int) -> None:
        self.clock.shift(timedelta(hours=hours))
        actions.confirm_silent_deliveries()
        actions.expire_unanswered_claims()

    # --- what always holds -------------------------------------------------------------------------------------------

    @invariant()
    def as_much_is_taken_as_is_held(self) -> None:
        if self.clock is None:
            return
        claims = self.claims()
        type(self).reached |= {claim.state for claim in claims}
        for post in self.posts():
            held = sum(committed(claim) for claim in claims if claim.post_id == post.id and claim.state in HOLDING)
            assert post.taken == held
            assert post.quantity is None or held <= post.quantity, "more is promised than there is"

    @invariant()
    def it_is_always_somebodys_turn(self) -> None:
        """An open claim has a turn, a closed one has none; everybody is shown what waits for them, and nothing else."""
        if self.clock is None:
            return
        expected: dict[str, set[str]] = {}
        for claim in self.claims():
            side = turn(claim.post.kind, claim.state, claim.proposed_by, claim.asked_again_at is not None)
            assert bool(side) == (claim.state in OPEN_CLAIMS)
            assert claim.snapshot["title"] and claim.snapshot["owner"]
            who = {"owner": claim.post.owner_id, "claimer": claim.claimer_id, "animator": self.cast.animator.id}
            expected.setdefault(who.get(side, side), set()).add(claim.id)
            assert side != "line" or side_of(claim.claimer_id, claim.post.owner_id, claim.claimer_id) == "claimer"
        for person in [*self.people, self.animator]:
            assert {row.id for row in queries.claims_waiting(person, 500)} == expected.get(person.id, set())

    @invariant()
    def nobody_waits_who_need_not(self) -> None:
        """The line has moved as far as it can: whoever waits and is not asked again does not fit (O1)."""
        if self.clock is None:
            return
        for post in self.posts():
            line = [claim for claim in queries.line_of(post.id) if claim.asked_again_at is None]
            if post.state != "published" or not line:
                continue
            there = left(post)
            assert there is not None, "nobody waits for what has no limit"
            assert all(claim.quantity > there - queries.units_asked(post.id) for claim in line)
            places = [queries.place_in_line(claim) for claim in queries.line_of(post.id)]
            assert places == list(range(1, len(places) + 1))


@pytest.mark.timeout(3600 if SOAK else 240)
def test_o1_to_o8_in_any_order(house: Flask) -> None:
    Board.house, Board.steps, Board.done, Board.delivered, Board.reached = house, 0, 0, 0, set()
    run_state_machine_as_test(
        Board,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None, print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    print(f"{Board.steps} actions tried, {Board.done} done, {Board.delivered} deliveries, {sorted(Board.reached)}")
    assert Board.done > EXAMPLES * STEPS / 8
