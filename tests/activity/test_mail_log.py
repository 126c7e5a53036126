"""/activity/mail: for animators, who was sent what kind of mail and what became of it; never what is in it (N3)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.activity import worker
from app.activity.models import Delivery
from app.core.clock import now
from app.extensions import db
from tests.activity.conftest import Sink
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]


def lines(client: CheckingClient, query: str = "") -> list[str]:
    client.get(f"/activity/mail{query}")
    return [row.get_text(" ", strip=True) for row in client.soup.select("tbody tr")]


def states(app: Flask) -> list[str]:
    with app.app_context():
        query = select(Delivery.state).filter_by(channel="email").order_by(Delivery.id)
        return list(db.session.execute(query).scalars())


def park(app: Flask) -> list[int]:
    with app.app_context():
        db.session.execute(update(Delivery).filter_by(channel="email").values(state="parked", attempts=8, error="450"))
        db.session.commit()
        return list(db.session.execute(select(Delivery.id).filter_by(channel="email").order_by(Delivery.id)).scalars())


@pytest.fixture
def sent(app: Flask, sink: Sink, write: Any, client: CheckingClient, cast: SimpleNamespace) -> None:
    """One message announced, one password asked for, one mail on its way."""
    write(cast.innovator, cast.mentor, "Very private words")
    client.post("/sign-in/forgotten", {"email": cast.mentor2.email})
    worker.run_once(app)
    write(cast.innovator, cast.stakeholder)


def test_who_what_and_what_became_of_it(sent: None, as_: As, cast: SimpleNamespace) -> None:
    waits, letter, message = lines(as_(cast.animator))
    assert cast.stakeholder.name in waits and "On its way" in waits
    assert cast.mentor2.name in letter and "A new password" in letter and "Sent" in letter
    assert cast.mentor.name in message and "Somebody writes to you" in message


def test_nothing_of_what_is_in_it(sent: None, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    for page in (client.get("/activity/mail"), client.get("/activity/mail.csv")):
        text = page.get_data(as_text=True)
        assert "private words" not in text and cast.innovator.name not in text and "/sign-in/reset/" not in text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("?state=sent", 2), ("?state=queued", 1), ("?state=parked", 0), ("?state=nonsense", 3),
        ("?kind=messages.message_sent", 2), ("?kind=people/mail/reset", 1), ("?kind=nonsense", 3),
        ("?who=weber", 1), ("?who=nobody", 0), ("?state=sent&kind=people/mail/reset&who=Παπαδάκης", 1),
        ("?until=2020-01-01", 0), ("?since=2020-01-01", 3), ("?since=nonsense", 3),
    ],
)  # fmt: skip
def test_filters_combine(sent: None, as_: As, cast: SimpleNamespace, query: str, number: int) -> None:
    client = as_(cast.animator)
    assert len(lines(client, query)) == number
    rows = list(csv.DictReader(io.StringIO(client.get(f"/activity/mail.csv{query}").get_data(as_text=True))))
    assert len(rows) == number, "the export is what is shown"
    client.fragment(f"/activity/mail{query}")


def test_an_address_without_an_account(app: Flask, as_: As, cast: SimpleNamespace, sink: Sink) -> None:
    animator = as_(cast.animator)
    animator.post("/people/invitations", {"email": "new@example.net", "name": "", "role": "member"})
    if lines(animator, "?kind=people/mail/invitation"):
        assert len(lines(animator, "?who=new@example.net")) == 1


def test_one_parked_mail(app: Flask, sent: None, sink: Sink, as_: As, cast: SimpleNamespace) -> None:
    first, second, _third = park(app)
    client = as_(cast.animator)
    assert client.post(f"/activity/mail/{first}/retry").headers["Location"] == "/activity/mail?state=parked"
    assert client.post(f"/activity/mail/{second}/drop", htmx=True).status_code == 204
    assert states(app) == ["queued", "skipped", "parked"]
    client.post(f"/activity/mail/{second}/retry")
    assert states(app)[1] == "skipped", "only what is parked"
    for id_ in (999999, 0):
        assert client.post(f"/activity/mail/{id_}/retry").status_code == 404


def test_all_parked_mails(app: Flask, sent: None, sink: Sink, as_: As, cast: SimpleNamespace) -> None:
    park(app)
    client = as_(cast.animator)
    client.get("/today")
    assert "3 mails could not be sent" in client.soup.get_text()
    before = len(sink.taken)
    client.post("/activity/mail/retry")
    worker.run_once(app)
    assert len(sink.taken) == before + 3
    park(app)
    client.post("/activity/mail/drop")
    assert set(states(app)) == {"skipped"}
    client.post("/activity/mail/drop", htmx=True)
    client.get("/today")
    assert "could not be sent" not in client.soup.get_text()


@pytest.mark.parametrize("path", ["/activity/mail/retry", "/activity/mail/drop", "/activity/mail/{}/retry"])
def test_it_is_for_animators(app: Flask, sent: None, as_: As, cast: SimpleNamespace, path: str) -> None:
    path = path.format(park(app)[0])
    for person in (cast.mentor, cast.partner, cast.observer):
        assert as_(person).post(path).status_code == 403
        assert as_(person).get("/activity/mail").status_code == 403
        assert as_(person).get("/activity/mail.csv").status_code == 403
    assert app.test_client().post(path).headers["Location"].startswith("/sign-in")
    assert set(states(app)) == {"parked"}


def test_pages(app: Flask, as_: As, write: Any, cast: SimpleNamespace) -> None:
    write(cast.innovator, cast.mentor)
    with app.app_context():
        event_id = db.session.execute(select(Delivery.event_id).limit(1)).scalar_one()
        db.session.add_all(
            Delivery(event_id=event_id, address=f"a{number}@example.net", channel="email", letter="x/mail/y",
                     state="sent", due_at=now() - timedelta(days=1))
            for number in range(60)
        )  # fmt: skip
        db.session.commit()
    client, address, sizes = as_(cast.animator), "?", []
    while address:
        sizes.append(len(lines(client, address)))
        further = client.soup.select('.pager a[href*="after="]')
        address = further[0]["href"].removeprefix("/activity/mail") if further else ""
    assert sizes == [25, 25, 11]
