"""Whatever is done in whatever order: never more units taken than there are, and as many as the open claims hold."""

from __future__ import annotations

import random
from contextlib import suppress
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.offers import actions
from app.offers.models import Claim, Post, PostContent
from tests.builders import a_person, an_offer

STEPS = ("claim", "accept", "decline", "withdraw", "cancel", "deliver", "confirm", "dispute", "settle", "edit", "pause")
HOLDING = ("accepted", "delivered", "confirmed", "disputed")
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 10**6)), min_size=5, max_size=25)


@given(kind=st.sampled_from(["offer", "need"]), quantity=st.integers(1, 4), done=steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_taken_never_exceeds_quantity(
    context: Flask, cast: SimpleNamespace, kind: str, quantity: int, done: list[tuple[str, int]]
) -> None:
    post = an_offer(cast.stakeholder, quantity=quantity, kind=kind)
    people = [cast.innovator, cast.innovator2, cast.mentor, cast.stakeholder, cast.animator]
    for step, seed in done:
        with suppress(Conflict, NotAllowed, Refused):
            take(step, post, people, random.Random(seed))
        db.session.expire_all()
        held = db.session.execute(
            select(func.coalesce(func.sum(Claim.quantity), 0)).where(Claim.post_id == post.id, Claim.state.in_(HOLDING))
        ).scalar_one()
        there = db.session.get_one(Post, post.id)
        assert there.taken == held
        assert there.quantity is None or there.taken <= there.quantity


def take(step: str, post: Post, people: list[SimpleNamespace], chance: random.Random) -> None:
    actor = a_person(chance.choice(people))
    if step == "claim":
        actions.claim_post(actor, post, "Please.", chance.randint(1, 3))
        return
    if step == "edit":
        content = PostContent(post.title, post.text, post.category, quantity=chance.randint(1, 5))
        actions.edit_post(a_person(people[3]), post, content)
        return
    if step == "pause":
        (actions.pause_post if post.state == "published" else actions.resume_post)(actor, post)
        return
    claims = db.session.execute(select(Claim).where(Claim.post_id == post.id).order_by(Claim.id)).scalars().all()
    more = {
        "decline": ("wrong_fit",), "cancel": ("Sorry.",), "dispute": ("No.",),
        "settle": (chance.choice(["confirmed", "cancelled"]), "So."),
    }.get(step, ())  # fmt: skip
    if claims:
        getattr(actions, f"{step}_claim")(actor, chance.choice(claims), *more)


@pytest.mark.parametrize("amount", [1, 3])
def test_the_database_is_the_last_line(context: Flask, cast: SimpleNamespace, amount: int) -> None:
    from sqlalchemy import update
    from sqlalchemy.exc import IntegrityError

    post = an_offer(cast.stakeholder, quantity=amount)
    with pytest.raises(IntegrityError):
        db.session.execute(update(Post).where(Post.id == post.id).values(taken=amount + 1))
    db.session.rollback()
