"""/innovations/propose: what visitors put forward, what keeps spam out, and what the animators make of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from app.activity import worker
from app.activity.models import Delivery, Event
from app.core.clock import now
from app.extensions import db
from app.innovations import actions
from app.innovations.models import Proposal, SocialInnovation
from app.innovations.opened import opened_now
from app.people.models import Cluster
from app.selection.models import SelectionRound
from tests.client import CheckingClient
from tests.statements import statements

AsPerson = Callable[[SimpleNamespace], CheckingClient]
URL = "/innovations/propose"
GOOD: dict[str, Any] = {
    "name": "Repair café Ghent", "summary": "Neighbours mend what is broken.", "challenge": "", "country": "BE",
    "city": "Gent", "goals": ["12"], "contact_name": "Nora", "contact_email": "nora@example.net", "consent": "y",
}  # fmt: skip


@pytest.fixture
def taking(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        db.session.execute(update(Cluster).values(take_proposals=True))
        db.session.commit()


def proposals(app: Flask) -> list[Proposal]:
    with app.app_context():
        return list(db.session.execute(select(Proposal).order_by(Proposal.id)).scalars())


def put(client: CheckingClient, seconds: int = 30, url: str = URL, **changes: Any) -> int:
    """Send the form that was opened so long ago."""
    with time_machine.travel(now() - timedelta(seconds=seconds)):
        client.get(url)
    opened = client.soup.select_one("#opened")["value"]
    return client.post(url, GOOD | {"opened": opened} | changes).status_code


def test_a_cluster_that_takes_none_has_no_form(client: CheckingClient, as_: AsPerson, cast: SimpleNamespace) -> None:
    assert client.get(URL).status_code == client.post(URL, GOOD).status_code == 404
    client.get("/innovations")
    assert not client.soup.select(f'a[href="{URL}"]')
    animator = as_(cast.animator)
    settings = {"name": "Here", "timezone": "Europe/Brussels", "languages": ["en"], "take_proposals": "y"}
    assert animator.post("/cluster", settings).status_code == 303
    assert client.get(URL).status_code == 200
    client.get("/innovations")
    assert client.soup.select(f'a[href="{URL}"]')


def test_a_visitor_puts_one_forward_and_an_animator_takes_it_in(
    app: Flask, client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, taking: None
) -> None:
    assert put(client) == 303
    client.get("/innovations/propose/receipt")
    assert GOOD["name"] in client.soup.select_one("main").get_text()
    animator = as_(cast.animator)
    animator.get("/today")
    assert "1 innovation was put forward by a visitor" in animator.soup.get_text()
    animator.get("/innovations/proposals")
    address = animator.soup.select_one(".cards a.title")["href"]
    animator.get(address)
    assert "nora@example.net" in animator.soup.get_text()
    landed = animator.post(f"{address}/acceptance", {"word": "Well found"})
    animator.get(landed.location)
    assert "which a visitor put forward" in animator.soup.get_text()
    assert animator.post(f"{address}/acceptance", {"word": ""}).status_code == 409
    with app.app_context():
        one = db.session.execute(select(SocialInnovation)).scalar_one()
        assert (one.name, one.city, one.country, one.state, one.public) == (GOOD["name"], "Gent", "BE", "identified", 0)
        kept = db.session.execute(select(Proposal)).scalar_one()
        assert (kept.state, kept.contact_name, kept.contact_email) == ("accepted", "", "")
        events = db.session.execute(select(Event).order_by(Event.id)).scalars().all()
        assert [event.verb.partition(".")[2] for event in events] == ["proposal_received", "proposal_accepted"]
        assert "nora" not in str([event.facts for event in events]).lower()
    as_(cast.stranger).get("/innovations?q=repair")


def test_the_answer_goes_to_the_address_that_was_left(
    app: Flask, client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, taking: None, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setitem(app.config, "MAIL_URL", f"file://{tmp_path}")
    put(client)
    put(client, name="Without address", contact_email="")
    first, second = proposals(app)
    animator = as_(cast.animator)
    assert animator.post(f"/innovations/proposals/{second.id}/refusal", {"note": " "}).status_code == 422
    for one in (first, second):
        assert animator.post(f"/innovations/proposals/{one.id}/refusal", {"note": "Too early."}).status_code == 303
    with app.app_context():
        letters = select(Delivery).where(Delivery.letter != "", Delivery.address != "")
        assert [row.address for row in db.session.execute(letters).scalars()] == ["nora@example.net"]
    worker.run_once(app)
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in tmp_path.glob("*.eml")]
    mine = [mail for mail in mails if mail["To"] == "nora@example.net"]
    assert len(mine) == 1 and GOOD["name"] in mine[0]["Subject"]
    assert "Too early." in mine[0].get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"summary": ""}, "summary"),
        ({"summary": "x" * 2001}, "summary"),
        ({"consent": ""}, "consent"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"website": "javascript:1"}, "website"),
        ({"country": "FR", "region": "BE23"}, "region"),
        ({"summary": "See http://a.example http://b.example", "challenge": "www.c.example"}, "summary"),
        ({"opened": "nonsense"}, "opened"),
    ],
)
def test_what_is_refused_keeps_what_was_written(
    app: Flask, client: CheckingClient, taking: None, changes: dict[str, str], field: str
) -> None:
    assert put(client, **changes) == 422
    assert client.soup.select_one(f'.error-summary a[href="#{field}"]') and not proposals(app)
    if "summary" not in changes:
        assert client.soup.select_one("#summary").get_text(strip=True) == GOOD["summary"]


def test_time_is_told_by_the_page_alone(app: Flask, client: CheckingClient, taking: None) -> None:
    assert put(client, seconds=2) == 422
    sent = client.soup.select_one("#opened")["value"]
    with time_machine.travel(now() + timedelta(seconds=9)):
        assert client.post(URL, GOOD | {"opened": sent}).status_code == 303
    assert put(client, seconds=25 * 3600) == 422
    with app.app_context(), time_machine.travel(now() + timedelta(hours=1)):
        ahead = opened_now()
    assert client.post(URL, GOOD | {"opened": ahead}).status_code == 422


def test_a_filled_trap_looks_like_thanks_and_keeps_nothing(app: Flask, client: CheckingClient, taking: None) -> None:
    assert put(client, seconds=0, surname="Robot") == 303
    assert proposals(app) == []
    trap = client.get(URL) and client.soup.select_one("#surname")
    assert trap["tabindex"] == "-1" and trap.find_parent(attrs={"aria-hidden": "true"})


def test_an_address_sends_ten_and_waits(app: Flask, client: CheckingClient, taking: None) -> None:
    for number in range(10):
        assert put(client, name=f"Number {number}") == 303
    with app.app_context(), time_machine.travel(now() - timedelta(seconds=30)):
        opened = opened_now()
    answer = client.post(URL, GOOD | {"opened": opened})
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert len(proposals(app)) == 10


def test_sent_twice_is_one(app: Flask, client: CheckingClient, taking: None) -> None:
    with app.app_context(), time_machine.travel(now() - timedelta(seconds=30)):
        opened = opened_now()
    for _each in range(2):
        assert client.post(URL, GOOD | {"opened": opened}, form_token="t" * 24).status_code == 303
    assert len(proposals(app)) == 1


def test_it_answers_an_open_call(app: Flask, client: CheckingClient, as_: AsPerson, cast: SimpleNamespace,
                                 taking: None) -> None:  # fmt: skip
    day = date(2030, 1, 1)
    with app.app_context():
        for name, state, public in (("Open", "open", True), ("Draft", "draft", True), ("Inside", "open", False)):
            db.session.add(SelectionRound(name=name, state=state, call_public=public, opens_on=day, closes_on=day,
                                          assess_by=day, decide_by=day))  # fmt: skip
        db.session.commit()
        rounds = dict(db.session.execute(select(SelectionRound.name, SelectionRound.id)).all())
    for id_ in (*rounds.values(), "nothing", "x" * 500):
        assert put(client, url=f"{URL}?round={id_}", name=id_[:50]) == 303
    assert [one.round_id for one in proposals(app)] == [rounds["Open"], None, None, None, None]
    assert as_(cast.stranger).get(f"{URL}?round=x").location == "/innovations/new?round=x"


@pytest.mark.parametrize("part", ["stranger", "partner", "observer"])
def test_only_animators_read_and_answer(
    app: Flask, client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, taking: None, part: str
) -> None:
    put(client)
    here = f"/innovations/proposals/{proposals(app)[0].id}"
    reader = as_(getattr(cast, part))
    assert reader.get("/innovations/proposals").status_code == reader.get(here).status_code == 403
    assert reader.post(f"{here}/acceptance").status_code == 403
    assert reader.post(f"{here}/refusal", {"note": "No"}).status_code == 403
    reader.get("/today")
    assert "put forward by a visitor" not in reader.soup.get_text()


def test_the_list_costs_the_same_for_one_and_for_three(
    app: Flask, client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, taking: None
) -> None:
    animator = as_(cast.animator)
    put(client)
    animator.get("/innovations/proposals?state=declined")
    assert "None yet" in animator.soup.get_text()
    with statements(app) as few:
        animator.get("/innovations/proposals")
    put(client, name="Two")
    put(client, name="Three")
    with statements(app) as many:
        animator.get("/innovations/proposals?state=nonsense")
    assert len(few) == len(many) and len(animator.soup.select(".cards .title")) == 3


def test_who_got_no_answer_is_forgotten_after_half_a_year(app: Flask, taking: None) -> None:
    told = {"name": "Bibliothek der Dinge", "summary": "Things to borrow."}
    with app.app_context():
        actions.propose(None, told, "Nora", "nora@example.net", "de")
        assert actions.forget_contacts(now() + timedelta(days=179)) == 0
        assert actions.forget_contacts(now() + timedelta(days=181)) == 1
        kept = db.session.query(Proposal).one()
        assert (kept.contact_name, kept.contact_email, kept.state, kept.told) == ("", "", "waiting", told)
