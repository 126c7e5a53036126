"""Ways around the board's rules that must stay closed: each was open once."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.activity.models import PARTIES, Event
from app.core.clock import now
from app.core.highlight import snippet
from app.core.rules import Conflict, Refused
from app.extensions import db
from app.importing.reading import read_bytes
from app.offers import actions, queries
from app.offers.answering import answer_token
from app.offers.models import Post
from app.offers.rows import Defaults, read_posts
from app.offers.views import joining
from app.people.actions import block_person
from tests.builders import a_board_session, a_claim, a_need, a_person, a_session_post, an_accepted_claim, an_offer

Client = Callable[[SimpleNamespace], Any]


def newest(verb: str) -> Event:
    return db.session.execute(select(Event).where(Event.verb == verb).order_by(Event.id.desc())).scalars().first()  # type: ignore[return-value]


def test_a3_a_draft_that_is_withdrawn_was_never_there(
    app: Flask, as_: Client, client: Any, cast: SimpleNamespace
) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, publish=False, audience="public", title="Our secret plan")
        actions.withdraw_post(a_person(cast.stakeholder), post)
        assert newest("offers.post_withdrawn").shown == PARTIES
        url = f"/offers/{post.id}"
    assert (client.get(url).status_code, as_(cast.innovator).get(url).status_code) == (404, 404)
    assert "secret plan" not in as_(cast.innovator).get("/activity").get_data(as_text=True)
    assert as_(cast.stakeholder).get(url).status_code == 200


def test_a_reason_is_on_the_page_and_not_in_the_log(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder)
    actions.withdraw_post(a_person(cast.stakeholder), post, "Our roof fell in.")
    assert post.closed_reason == "Our roof fell in."
    assert "roof" not in str(newest("offers.post_withdrawn").facts)


def test_what_was_taken_back_leaves_the_wall(context: Flask, cast: SimpleNamespace) -> None:
    session = a_board_session(cast.animator)
    actions.withdraw_post(a_person(cast.stakeholder), a_session_post(session, cast.stakeholder))
    assert queries.wall(session.id) == ([], {})


def test_a_guest_loses_sight_of_what_was_passed_on(context: Flask, cast: SimpleNamespace) -> None:
    session = a_board_session(cast.animator)
    post = a_session_post(session, guest="Mira")
    assert len(queries.own_in_session(session.id, None, [post.id])) == 1
    actions.hand_over_post(a_person(cast.animator), post, a_person(cast.stakeholder))
    assert queries.own_in_session(session.id, None, [post.id]) == []


def test_nobody_is_handed_what_they_asked_for(context: Flask, cast: SimpleNamespace) -> None:
    session, animator = a_board_session(cast.animator), a_person(cast.animator)
    post = actions.approve_post(animator, a_session_post(session, guest="Mira"))
    a_claim(post, cast.innovator)
    with pytest.raises(Refused, match="asked for it themselves"):
        actions.hand_over_post(animator, post, a_person(cast.innovator))


def test_o6_a_dispute_settled_in_part_leaves_the_rest_on_the_board(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, quantity=3)
    claim = an_accepted_claim(post, cast.innovator, 3)
    actions.deliver_claim(a_person(cast.stakeholder), claim)
    actions.dispute_claim(a_person(cast.innovator), claim, "Only one came.")
    actions.settle_claim(a_person(cast.animator), claim, "confirmed", "One it was.", 1)
    assert (claim.state, post.taken, post.state) == ("confirmed", 1, "published")


def test_m3_those_who_are_apart_are_not_named_beside_a_post(context: Flask, cast: SimpleNamespace) -> None:
    need, offer = a_need(cast.stakeholder), an_offer(cast.stakeholder)
    for post, giver, receiver in ((need, cast.innovator, cast.stakeholder), (offer, cast.stakeholder, cast.innovator)):
        claim = an_accepted_claim(post, cast.innovator)
        actions.deliver_claim(a_person(giver), claim)
        actions.confirm_claim(a_person(receiver), claim, "Thank you all.", True)
    reader, observer = a_person(cast.mentor), a_person(cast.observer)
    assert (len(queries.helpers_of(reader, need)), len(queries.thanks_for(reader, offer.id))) == (1, 1)
    assert queries.helpers_of(observer, need) == []
    assert [row.name for row in queries.thanks_for(observer, offer.id)] == [""]
    block_person(a_person(cast.innovator), reader)
    assert (queries.helpers_of(reader, need), queries.thanks_for(reader, offer.id)) == ([], [])


def test_an_observer_reads_thanks_and_no_names(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        need = a_need(cast.stakeholder)
        claim = an_accepted_claim(need, cast.innovator)
        actions.deliver_claim(a_person(cast.innovator), claim)
        actions.confirm_claim(a_person(cast.stakeholder), claim, "Thank you all.", True)
        url = f"/offers/{need.id}"
    page = as_(cast.observer).get(url).get_data(as_text=True)
    assert "Thank you all." in page
    assert cast.stakeholder.name not in page and cast.innovator.name not in page


def test_a_link_of_somebody_who_is_not_here_does_nothing(app: Flask, client: Any, cast: SimpleNamespace) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder)
        a_person(cast.stakeholder).state = "suspended"
        db.session.commit()
        id_, url = post.id, f"/offers/answers/{answer_token(post)}"
    client.post(url, {"answer": "gone"})
    with app.app_context():
        assert db.session.get_one(Post, id_).state == "published"


def test_o3_nothing_is_agreed_when_the_grace_is_over(context: Flask, cast: SimpleNamespace) -> None:
    claim = a_claim(an_offer(cast.stakeholder, until=queries.today()), cast.innovator)
    with time_machine.travel(now() + timedelta(days=5)), pytest.raises(Conflict, match="time to answer"):
        actions.accept_claim(a_person(cast.stakeholder), claim)
    assert claim.state == "requested"


def test_o3_a_renewed_post_is_no_contradiction(context: Flask, cast: SimpleNamespace) -> None:
    owner, soon = a_person(cast.stakeholder), queries.today() + timedelta(days=9)
    post = an_offer(cast.stakeholder, until=None, standing=True)
    actions.renew_post(owner, post, soon)
    assert (post.until, post.standing) == (soon, False)
    later = an_offer(cast.stakeholder, starts_on=soon + timedelta(days=1))
    with pytest.raises(Refused, match="before the first"):
        actions.renew_post(owner, later, soon)


def test_a_table_has_no_day_beyond_all_days(context: Flask, cast: SimpleNamespace) -> None:
    table = read_bytes(b"title,category,until\nA van,equipment,9999-12-31\n")
    reads, _columns = read_posts(table, Defaults())
    report = actions.import_posts(a_person(cast.stakeholder), reads, publish=False)
    assert (report.count("refused"), report.written) == (1, False)
    assert [note.code for note in report.outcomes[0].notes] == ["far_day"]


@pytest.mark.parametrize("right", [True, False])
def test_who_guessed_too_often_learns_nothing_more(
    app: Flask, client: Any, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, right: bool
) -> None:
    with app.app_context():
        code = a_board_session(cast.animator).code
    monkeypatch.setattr(joining, "SLIPS", 3)
    for _guess in range(3):
        assert client.get("/join/222222").status_code == 404
    assert client.get(f"/join/{code if right else '333333'}").status_code == 429


def test_a_heap_of_pictures_is_not_looked_into(
    app: Flask, as_: Client, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Any] = []
    monkeypatch.setattr("app.offers.views.writing.read_upload", lambda upload, **_how: looked.append(upload))
    heap = [(io.BytesIO(b"x"), f"{n}.png") for n in range(11)]
    answer = as_(cast.stakeholder).post("/offers/new?kind=offer", {"title": "A van", "uploads": heap})
    assert (answer.status_code, looked) == (422, [])


@pytest.mark.parametrize("signs", ["[", "![", "[a](", "\n", "\n ", "> ", "1", "*", "(["])
def test_a_text_of_nothing_but_signs_takes_no_time(signs: str) -> None:
    snippet("garden", "garden")
    text, begun = "a " + signs * (6000 // len(signs)) + " garden", time.process_time()
    assert "<mark>garden</mark>" in snippet(text, "garden")
    assert time.process_time() - begun < 0.2
