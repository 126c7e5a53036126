"""The waiting list (O1): who comes too late, in which order they are called up, and what they see."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.offers import actions, queries
from app.offers.models import Claim, Post, PostContent
from tests.builders import a_claim, a_need, a_person, an_accepted_claim, an_offer

Client = Callable[[SimpleNamespace], Any]


def in_line(post: Post, claimer: SimpleNamespace, quantity: int = 1) -> Claim:
    return actions.join_line(a_person(claimer), post, "If anything comes back.", quantity)


def called() -> list[tuple[str, str]]:
    """Whose claim was called up, in order, and who was told of it."""
    rows = select(Event.facts, Delivery.person_id).join(Delivery).where(Event.verb == "offers.claim_called_up")
    rows = rows.where(Delivery.channel == "inbox").order_by(Event.id, Delivery.id)
    return [(facts["claimer"]["name"], person) for facts, person in db.session.execute(rows)]


@pytest.fixture
def taken(context: Flask, cast: SimpleNamespace) -> tuple[Post, Claim]:
    """An offer of three, all of them agreed."""
    post = an_offer(cast.stakeholder, quantity=3)
    return post, an_accepted_claim(post, cast.mentor, 3)


def test_o1_the_line_moves_in_order_when_units_come_back(taken: tuple[Post, Claim], cast: SimpleNamespace) -> None:
    post, agreed = taken
    first, big, last = in_line(post, cast.innovator), in_line(post, cast.innovator2, 3), in_line(post, cast.mentor2)
    assert [queries.place_in_line(claim) for claim in (first, big, last)] == [1, 2, 3]
    actions.deliver_claim(a_person(cast.stakeholder), agreed, 1)
    assert (first.state, big.state, last.state) == ("requested", "waiting", "requested"), "the first who fit"
    assert [name for name, _told in called()] == [cast.innovator.name] * 2 + [cast.mentor2.name] * 2
    assert {told for _name, told in called()} == {cast.stakeholder.id, cast.innovator.id, cast.mentor2.id}
    assert queries.place_in_line(big) == 1
    assert {row.id for row in queries.claims_waiting(a_person(cast.stakeholder))} == {first.id, last.id}


def test_o1_each_unit_is_offered_to_one_of_the_line(taken: tuple[Post, Claim], cast: SimpleNamespace) -> None:
    post, agreed = taken
    first, second = in_line(post, cast.innovator, 2), in_line(post, cast.innovator2, 2)
    actions.deliver_claim(a_person(cast.stakeholder), agreed, 1)
    assert (first.state, second.state) == ("requested", "waiting")
    actions.decline_claim(a_person(cast.stakeholder), first, "wrong_fit")
    assert second.state == "requested", "what the first did not get goes to the next"


@pytest.mark.parametrize("way", ["cancel", "raise", "no limit", "dispute"])
def test_o1_every_way_in_which_units_come_back(taken: tuple[Post, Claim], cast: SimpleNamespace, way: str) -> None:
    post, agreed = taken
    owner, receiver = a_person(cast.stakeholder), a_person(cast.mentor)
    waiting = in_line(post, cast.innovator, 1)
    if way == "cancel":
        actions.cancel_claim(receiver, agreed, "too_late", "Ill.")
    elif way == "dispute":
        actions.deliver_claim(owner, agreed)
        actions.dispute_claim(receiver, agreed, "Nobody came.")
        actions.settle_claim(a_person(cast.animator), agreed, "cancelled", "I asked both.")
    else:
        more = None if way == "no limit" else 4
        said = PostContent(post.title, post.text, post.category, city="Brussels", country="BE", unit="half-days",
                           quantity=more, until=post.until)  # fmt: skip
        actions.edit_post(owner, post, said)
    assert waiting.state == "requested"
    assert len(called()) == 2, "the two sides, once each"


def test_o1_nothing_moves_while_it_is_paused(taken: tuple[Post, Claim], cast: SimpleNamespace) -> None:
    post, agreed = taken
    owner, waiting = a_person(cast.stakeholder), in_line(post, cast.innovator)
    actions.pause_post(owner, post)
    actions.cancel_claim(owner, agreed, "no_capacity", "Ill.")
    assert waiting.state == "waiting"
    actions.resume_post(owner, post)
    assert waiting.state == "requested"


def test_o1_who_need_not_wait_does_not(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, quantity=3)
    with pytest.raises(Conflict, match="nobody has to wait"):
        in_line(post, cast.innovator, 3)
    with pytest.raises(Refused, match="in all"):
        in_line(post, cast.innovator, 4)
    an_accepted_claim(post, cast.mentor, 2)
    in_line(post, cast.innovator, 2)
    with pytest.raises(Conflict, match="open request"):
        in_line(post, cast.innovator, 2)
    for nobody in (cast.stakeholder, cast.observer):
        with pytest.raises(NotAllowed):
            in_line(post, nobody, 2)


def test_o1_the_owner_lets_wait_what_does_not_fit(context: Flask, cast: SimpleNamespace) -> None:
    post, owner = an_offer(cast.stakeholder, quantity=2), a_person(cast.stakeholder)
    late, agreed = a_claim(post, cast.innovator, 2), a_claim(post, cast.innovator2, 1)
    with pytest.raises(Conflict, match="enough left"):
        actions.queue_claim(owner, late)
    actions.accept_claim(owner, agreed)
    actions.queue_claim(owner, late)
    assert (late.state, queries.place_in_line(late)) == ("waiting", 1)
    actions.propose_terms(a_person(cast.innovator), late, 1)
    assert late.state == "requested", "who asks for fewer may fit"


def test_o1_the_line_ends_with_its_post(taken: tuple[Post, Claim], cast: SimpleNamespace) -> None:
    post, agreed = taken
    owner, waiting = a_person(cast.stakeholder), in_line(post, cast.innovator)
    actions.deliver_claim(owner, agreed)
    actions.confirm_claim(a_person(cast.mentor), agreed)
    assert post.state == "published", "somebody waits: the owner decides"
    actions.fulfil_post(owner, post)
    assert (post.state, waiting.state, waiting.answer_reason) == ("fulfilled", "declined", "no_capacity")
    assert called() == []


def test_o4_withdrawing_calls_nobody_up(taken: tuple[Post, Claim], cast: SimpleNamespace) -> None:
    post, agreed = taken
    waiting = in_line(post, cast.innovator)
    with pytest.raises(Refused):
        actions.withdraw_post(a_person(cast.stakeholder), post)
    actions.withdraw_post(a_person(cast.stakeholder), post, "We move.")
    assert (waiting.state, agreed.state, called()) == ("declined", "cancelled", [])


def test_o3_the_line_ends_when_time_is_over(context: Flask, cast: SimpleNamespace) -> None:
    from datetime import UTC, date, datetime

    from app.core import clock

    with clock.at(datetime(2026, 5, 1, tzinfo=UTC)):
        post = an_offer(cast.stakeholder, quantity=1, until=date(2026, 5, 15))
        an_accepted_claim(post, cast.mentor)
        waiting = in_line(post, cast.innovator)
    with clock.at(datetime(2026, 5, 18, 22, 0, tzinfo=UTC)):
        assert actions.expire_unanswered_claims() == 1
    assert (waiting.state, waiting.answer_reason) == ("expired", "no_capacity")


@pytest.mark.parametrize("kind", ["offer", "need"])
@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_o1_who_comes_too_late_can_join_the_line(
    app: Flask, as_: Client, cast: SimpleNamespace, htmx: bool, kind: str
) -> None:
    with app.app_context():
        post = (an_offer if kind == "offer" else a_need)(cast.stakeholder, quantity=2)
        agreed, id_ = an_accepted_claim(post, cast.mentor, 2).id, post.id
    late, owner = as_(cast.innovator), as_(cast.stakeholder)
    words = {"message": "For our statutes.", "quantity": "1"}
    answer = late.post(f"/offers/{id_}/claims", words, htmx=htmx)
    assert answer.status_code == 409
    assert late.soup.select_one(f"form[action='/offers/{id_}/line']")
    assert "For our statutes." in late.soup.select_one("#message").get_text()
    assert late.post(f"/offers/{id_}/line", {"message": "", "quantity": "1"}, htmx=htmx).status_code == 422
    joined = late.post(f"/offers/{id_}/line", words, htmx=htmx, form_token="t" * 24)
    again = late.post(f"/offers/{id_}/line", words, htmx=htmx, form_token="t" * 24)
    assert joined.status_code == again.status_code == (204 if htmx else 303)
    url = joined.headers["HX-Redirect" if htmx else "Location"]
    assert again.headers["HX-Redirect" if htmx else "Location"] == url
    late.get(url)
    assert "You are number 1 in line" in late.soup.get_text()
    owner.get(f"/offers/{id_}")
    assert len(owner.soup.select("#line li")) == 1
    as_(cast.mentor).post(f"/offers/claims/{agreed}/cancellation", {"reason": "too_late", "note": "Ill."})
    late.get(url)
    assert "to answer" in late.soup.get_text()


def test_o1_more_than_is_left_is_told_with_the_line_beside_it(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, quantity=3)
        an_accepted_claim(post, cast.mentor, 2)
        id_ = post.id
    client = as_(cast.innovator)
    assert client.post(f"/offers/{id_}/claims", {"message": "x", "quantity": "2"}).status_code == 422
    assert "Only 1 × half-days left" in client.soup.select_one("#quantity-error").get_text()
    assert client.soup.select_one(f"button[formaction='/offers/{id_}/line']")


def test_the_line_is_refused_to_others(app: Flask, client, as_: Client, cast: SimpleNamespace) -> None:  # type: ignore[no-untyped-def]
    with app.app_context():
        post = an_offer(cast.stakeholder, quantity=1)
        an_accepted_claim(post, cast.mentor)
        id_ = post.id
        draft = an_offer(cast.stakeholder, publish=False).id
    words = {"message": "x", "quantity": "1"}
    assert client.post(f"/offers/{id_}/line", words).status_code == 303
    assert as_(cast.observer).post(f"/offers/{id_}/line", words).status_code == 403
    assert as_(cast.stakeholder).post(f"/offers/{id_}/line", words).status_code == 403
    assert as_(cast.innovator).post(f"/offers/{draft}/line", words).status_code == 404


@pytest.mark.parametrize("state", ["waiting", "requested", "confirmed"])
def test_a_long_list_of_claims_costs_what_a_short_one_does(
    app: Flask, as_: Client, cast: SimpleNamespace, state: str
) -> None:
    from tests.statements import statements

    with app.app_context():
        need = a_need(cast.stakeholder, quantity=3)
        if state == "waiting":
            an_accepted_claim(need, cast.partner, 3)
        id_ = need.id

    def one_more(claimer: SimpleNamespace) -> None:
        with app.app_context():
            post, owner = db.session.get_one(Post, id_), a_person(cast.stakeholder)
            if state == "waiting":
                in_line(post, claimer)
                return
            claim = a_claim(post, claimer)
            if state == "confirmed":
                actions.accept_claim(owner, claim)
                actions.deliver_claim(a_person(claimer), claim)
                actions.confirm_claim(owner, claim, "Thank you.", True)

    client, asked = as_(cast.stakeholder), []
    for claimers in ((cast.innovator,), (cast.innovator2, cast.mentor)):
        for claimer in claimers:
            one_more(claimer)
        client.get(f"/offers/{id_}")
        with statements(app) as told:
            client.get(f"/offers/{id_}")
        asked.append(len(told))
    assert asked[0] >= asked[1]
