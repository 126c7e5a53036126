"""A post is withdrawn, or its owner leaves: who waits is told, what was delivered stays, the rest passes on."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.core.rules import Refused
from app.extensions import db
from app.offers import actions, queries
from app.offers.models import Claim, Post
from app.people import actions as people
from tests.builders import a_person, an_accepted_claim, an_offer

NOTE = "Please mend it."


def fresh(row: Claim | Post) -> Claim | Post:
    db.session.refresh(row)
    return row


def test_o4_who_waits_is_told_first_and_the_page_stays(context: Flask, cast: SimpleNamespace) -> None:
    owner = a_person(cast.stakeholder)
    post = an_offer(cast.stakeholder, quantity=2)
    agreed, given = an_accepted_claim(post, cast.innovator), an_accepted_claim(post, cast.mentor)
    actions.deliver_claim(owner, given)
    in_line = actions.join_line(a_person(cast.innovator2), post, "If one comes back.", 1)
    with pytest.raises(Refused):
        actions.withdraw_post(owner, post)
    actions.withdraw_post(owner, post, "The office moves.")
    states = [fresh(claim).state for claim in (agreed, in_line, given)]
    assert states == ["cancelled", "declined", "delivered"]
    verbs = list(db.session.execute(select(Event.verb).order_by(Event.id)).scalars())
    assert verbs[-1] == "offers.post_withdrawn" and "offers.claim_called_up" not in verbs
    actions.confirm_claim(a_person(cast.mentor), given)
    assert fresh(given).state == "confirmed"
    assert queries.find_post(a_person(cast.stranger), post.id).closed_reason == "The office moves."


@pytest.mark.parametrize("held", ["draft", "hidden", "returned"])
def test_o4_what_was_not_on_the_board_leaves_no_page(context: Flask, cast: SimpleNamespace, held: str) -> None:
    owner, animator = a_person(cast.stakeholder), a_person(cast.animator)
    post = an_offer(cast.stakeholder, publish=held != "draft")
    if held != "draft":
        act = actions.hide_post if held == "hidden" else actions.return_post
        act(animator, post, NOTE)
    actions.withdraw_post(owner, post)
    assert queries.find_post(a_person(cast.stranger), post.id) is None
    assert queries.find_post(owner, post.id) is not None


def test_o10_all_that_is_asked_and_agreed_passes_on(context: Flask, cast: SimpleNamespace) -> None:
    leaver, animator = a_person(cast.stakeholder), a_person(cast.animator)
    full = an_offer(cast.stakeholder, quantity=1)
    agreed = an_accepted_claim(full, cast.innovator)
    in_line = actions.join_line(a_person(cast.mentor), full, "If it comes back.", 1)
    hidden, waiting = an_offer(cast.stakeholder), an_offer(cast.stakeholder)
    actions.hide_post(animator, hidden, NOTE)
    waiting.state = "submitted"
    returned = an_offer(cast.stakeholder)
    promised = an_accepted_claim(returned, cast.innovator2)
    actions.return_post(animator, returned, NOTE)
    people.remove_person(animator, leaver)
    assert [fresh(post).owner_id for post in (full, hidden, waiting, returned)] == [cast.animator.id] * 4
    assert [fresh(post).state for post in (full, hidden, waiting, returned)] == [
        "published", "hidden", "submitted", "draft",
    ]  # fmt: skip
    assert [fresh(claim).state for claim in (agreed, in_line, promised)] == ["accepted", "waiting", "accepted"]


def test_o10_nobody_is_sent_to_who_has_left(context: Flask, cast: SimpleNamespace) -> None:
    colleague, leaver = a_person(cast.stranger), a_person(cast.stakeholder)
    colleague.organisation_id = leaver.organisation_id
    db.session.commit()
    asks_them = an_offer(cast.stranger, contact_id=leaver.id)
    asks_heir = an_offer(cast.stakeholder, organisation_id=leaver.organisation_id, contact_id=cast.stranger.id)
    people.remove_person(a_person(cast.animator), leaver)
    assert fresh(asks_them).contact_id is None
    assert (fresh(asks_heir).owner_id, asks_heir.contact_id) == (cast.stranger.id, None)


def test_o10_a_leavers_drafts_are_gone(context: Flask, cast: SimpleNamespace) -> None:
    draft = an_offer(cast.stakeholder, publish=False, title="Zanzibar")
    people.remove_person(a_person(cast.animator), a_person(cast.stakeholder))
    assert (fresh(draft).state, draft.title, draft.text) == ("withdrawn", "", "")
    assert "Zanzibar" not in str(db.session.execute(select(Event.facts)).scalars().all())


def test_o10_a_suspended_owners_post_waits_and_comes_back(context: Flask, cast: SimpleNamespace) -> None:
    owner, animator = a_person(cast.stakeholder), a_person(cast.animator)
    post = an_offer(cast.stakeholder)
    people.suspend_person(animator, owner)
    assert queries.count_open() == 0
    people.reinstate_person(animator, owner)
    assert (queries.count_open(), fresh(post).state) == (1, "published")


def test_o10_m3_nobody_inherits_whom_a_claimer_is_kept_apart_from(context: Flask, cast: SimpleNamespace) -> None:
    leaver, first, second = a_person(cast.stakeholder), a_person(cast.mentor), a_person(cast.stranger)
    for colleague in (first, second):
        colleague.organisation_id = leaver.organisation_id
    db.session.commit()
    house = {"organisation_id": leaver.organisation_id}
    plain, blocks, blocked = (an_offer(cast.stakeholder, **house) for _each in range(3))
    for post, claimer in ((plain, cast.mentor2), (blocks, cast.innovator), (blocked, cast.innovator2)):
        an_accepted_claim(post, claimer)
    people.block_person(a_person(cast.innovator), first)
    people.block_person(second, a_person(cast.innovator2))
    people.block_person(first, a_person(cast.innovator2))
    people.remove_person(a_person(cast.animator), leaver)
    heirs = [fresh(post).owner_id for post in (plain, blocks, blocked)]
    oldest = min((first, second), key=lambda one: (one.created_at, one.id))
    assert heirs == [oldest.id, cast.stranger.id, cast.animator.id]
