"""An address that a mail server refuses: noted, spared, told, put right; and what is not the address's fault (N2)."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity import worker
from app.activity.models import Delivery
from app.extensions import db
from app.people.models import Person
from tests.activity.conftest import Sink
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]


def refusal(app: Flask, person: SimpleNamespace) -> str | None:
    with app.app_context():
        found = db.session.get_one(Person, person.id)
        assert bool(found.mail_refused_at) == bool(found.mail_refused_why)
        return found.mail_refused_why


def states(app: Flask) -> list[str]:
    with app.app_context():
        query = select(Delivery.state).filter_by(channel="email").order_by(Delivery.id)
        return list(db.session.execute(query).scalars())


@pytest.fixture
def refused(app: Flask, sink: Sink, write: Any, cast: SimpleNamespace) -> None:
    """The mentor's address is refused."""
    sink.at_recipient = ["550 5.1.1 no such person"]
    write(cast.innovator, cast.mentor)
    worker.run_once(app)


def test_nothing_more_goes_there(
    app: Flask, sink: Sink, refused: None, write: Any, client: CheckingClient, cast: SimpleNamespace
) -> None:
    assert "no such person" in (refusal(app, cast.mentor) or "") and states(app) == ["parked"]
    write(cast.innovator2, cast.mentor)
    client.post("/sign-in/forgotten", {"email": cast.mentor.email})
    worker.run_once(app)
    assert sink.taken == [] and states(app) == ["parked", "skipped", "skipped"]


@pytest.mark.parametrize(
    "answer",
    ["450 busy", "451 4.7.1 greylisted", "550 5.7.1 we do not relay", "554 5.7.1 blocked", "552 5.2.2 mailbox full"],
)
def test_what_is_not_the_addresss_fault(app: Flask, sink: Sink, write: Any, cast: SimpleNamespace, answer: str) -> None:
    sink.at_recipient = [answer]
    write(cast.innovator, cast.mentor)
    worker.run_once(app)
    assert refusal(app, cast.mentor) is None


@pytest.mark.parametrize("answer", ["550 no such person", "551 moved", "553 5.1.3 bad", "550 5.2.1 closed"])
def test_what_is(app: Flask, sink: Sink, write: Any, cast: SimpleNamespace, answer: str) -> None:
    sink.at_recipient = [answer]
    write(cast.innovator, cast.mentor)
    worker.run_once(app)
    assert refusal(app, cast.mentor) == answer


def test_the_person_sees_it_and_puts_it_right(
    app: Flask, sink: Sink, refused: None, as_: As, write: Any, cast: SimpleNamespace
) -> None:
    client = as_(cast.mentor)
    for page in ("/today", "/account/mail"):
        client.get(page)
        assert "Mail does not reach you" in client.soup.get_text()
    assert client.post("/account/address/works").headers["Location"] == "/today"
    assert refusal(app, cast.mentor) is None
    client.get("/today")
    assert "Mail does not reach you" not in client.soup.get_text()
    write(cast.innovator2, cast.mentor)
    worker.run_once(app)
    assert len(sink.taken) == 1
    assert client.post("/account/address/works", htmx=True).status_code == 204, "again changes nothing"


def test_animators_are_told_once_and_can_put_it_right(
    app: Flask, refused: None, as_: As, cast: SimpleNamespace
) -> None:
    animator = as_(cast.animator)
    animator.get("/today")
    lines = [line.get_text() for line in animator.soup.select("#needs-you li")]
    assert [line for line in lines if "ail" in line] == [line for line in lines if cast.mentor.name in line] != []
    animator.get(f"/people/{cast.mentor.id}")
    assert "no such person" in animator.soup.get_text()
    path = f"/people/{cast.mentor.id}/address"
    for person in (cast.stranger, cast.partner, cast.observer, cast.mentor):
        assert as_(person).post(path).status_code == 403
    assert app.test_client().post(path).status_code in (302, 303, 400)
    assert refusal(app, cast.mentor) is not None
    assert animator.post("/people/00000000000000000000000000/address").status_code == 404
    assert animator.post(path).status_code == 303 and refusal(app, cast.mentor) is None
    animator.get("/today")
    assert cast.mentor.name not in animator.soup.select_one("#needs-you").get_text()


def test_others_do_not_see_it(refused: None, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.stranger)
    client.get(f"/people/{cast.mentor.id}")
    assert "no such person" not in client.soup.get_text()


def test_another_address_is_another_matter(
    app: Flask, sink: Sink, refused: None, as_: As, cast: SimpleNamespace
) -> None:
    import re

    from tests.world import PASSWORD

    client = as_(cast.mentor)
    client.post("/account/address", {"address-email": "new@example.org", "address-current": PASSWORD})
    worker.run_once(app)
    (mail,) = sink.taken
    found = re.search(r"http://localhost(/account/address/\S+)", mail.get_body(("plain",)).get_content())
    assert found and mail.recipients == ["new@example.org"]
    client.post(found[1])
    assert refusal(app, cast.mentor) is None
