"""The contact log: what animators note of an organisation, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import ANIMATORS, Delivery, Event
from app.core.models import new_id
from app.extensions import db
from app.offers.queries import today
from app.stakeholders.models import Contact
from app.stakeholders.queries import waiting_for as due_for
from tests.builders import a_contact, a_person
from tests.statements import statements

Client = Callable[[SimpleNamespace], Any]
CALL = {"kind": "call", "held_on": "2026-11-02", "who": "Ann Lens", "text": "They have **rooms**.",
        "next_step": "Send the figures", "next_on": "2026-12-01"}  # fmt: skip


@pytest.fixture
def noted(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    """A call with the stakeholder's organisation whose next step is due."""
    with app.app_context():
        house = a_person(cast.stakeholder).organisation_id
        contact = a_contact(house, cast.animator, next_step="Call again", next_on=today())
        return SimpleNamespace(house=house, id=contact.id, log=f"/stakeholders/{house}",
                               url=f"/stakeholders/contacts/{contact.id}")  # fmt: skip


def rows(app: Flask) -> list[Contact]:
    with app.app_context():
        return list(db.session.execute(select(Contact).order_by(Contact.held_on)).scalars())


def verbs(app: Flask) -> list[str]:
    with app.app_context():
        return [
            verb
            for verb in db.session.execute(select(Event.verb).order_by(Event.id)).scalars()
            if verb.startswith("stakeholders.")
        ]


def test_note_a_contact(app: Flask, as_: Client, cast: SimpleNamespace, noted: SimpleNamespace) -> None:
    client = as_(cast.animator)
    answer = client.post(f"{noted.log}/contacts", CALL)
    assert (answer.status_code, answer.location) == (303, noted.log)
    client.get(noted.log)
    assert "They have rooms." in client.soup.get_text() and "Next step: Send the figures" in client.soup.get_text()
    kept = rows(app)[0]
    assert (kept.kind, kept.held_on, kept.next_on) == ("call", date(2026, 11, 2), date(2026, 12, 1))
    assert client.post(f"{noted.log}/contacts", CALL, htmx=True).headers["HX-Redirect"] == noted.log


def test_the_same_form_twice_is_one_contact(app: Flask, as_: Client, cast: Any, noted: SimpleNamespace) -> None:
    client = as_(cast.animator)
    for _time in range(2):
        assert client.post(f"{noted.log}/contacts", CALL, form_token="t" * 24).status_code == 303
    assert len(rows(app)) == 2


def test_the_log_says_only_that_there_was_a_contact(
    app: Flask, as_: Client, cast: SimpleNamespace, noted: SimpleNamespace
) -> None:
    as_(cast.animator).post(f"{noted.log}/contacts", CALL)
    with app.app_context():
        event = db.session.execute(select(Event).order_by(Event.id.desc()).limit(1)).scalar_one()
        assert (event.verb, event.shown) == ("stakeholders.contact_noted", ANIMATORS)
        assert set(event.facts) == {"actor", "organisation"} and event.facts["organisation"]["id"] == noted.house
        assert db.session.execute(select(Delivery).where(Delivery.event_id == event.id)).first() is None
    for who in (cast.stakeholder, cast.mentor):
        client = as_(who)
        for page in ("/activity", f"/organisations/{noted.house}"):
            assert client.get(page).status_code == 200
            shown = client.soup.select(".log" if page == "/activity" else "main")  # one can filter by every kind
            told = " ".join(part.get_text() for part in shown)
            assert "contact with" not in told and "Ann Lens" not in told


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("kind", "rumour", "what kind of contact"),
        ("held_on", "", "on which day"),
        ("held_on", "2999-01-01", "not come yet"),
        ("held_on", "yesterday", "like 2026-12-31"),
        ("held_on", "0001-01-01", "within ten years"),
        ("next_on", "9999-12-31", "within ten years"),
        ("next_on", "soon", "like 2026-12-31"),
        ("who", "x" * 161, "at most 160"),
        ("text", "x" * 4001, "at most 4000"),
        ("next_step", "x" * 301, "at most 300"),
    ],
)
def test_what_cannot_be_noted(
    app: Flask, as_: Client, cast: SimpleNamespace, noted: SimpleNamespace, field: str, value: str, words: str
) -> None:
    client = as_(cast.animator)
    for url in (f"{noted.log}/contacts", f"{noted.url}/edit"):
        assert client.post(url, CALL | {field: value}).status_code == 422
        assert words in client.soup.select_one(f"#{field}-error").get_text()
        assert client.soup.select_one("#next_step" if field != "next_step" else "#who")["value"] != ""
    assert len(rows(app)) == 1


def test_a_day_needs_a_step(as_: Client, cast: SimpleNamespace, noted: SimpleNamespace) -> None:
    client = as_(cast.animator)
    assert client.post(f"{noted.log}/contacts", CALL | {"next_step": " "}).status_code == 422
    assert "what there is to do" in client.soup.select_one("#next_on-error").get_text()


def test_change_what_was_noted(app: Flask, as_: Client, cast: SimpleNamespace, noted: SimpleNamespace) -> None:
    client = as_(cast.animator)
    assert client.get(f"{noted.url}/edit").status_code == 200
    assert client.soup.select_one("#who")["value"] == "Ann Lens"
    assert client.post(f"{noted.url}/edit", CALL).location == noted.log
    assert rows(app)[0].text == "They have **rooms**."
    client.post(f"{noted.url}/edit", CALL)
    assert verbs(app) == ["stakeholders.contact_noted", "stakeholders.contact_changed"]


def test_remove_a_contact(app: Flask, as_: Client, cast: SimpleNamespace, noted: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get(noted.log)
    assert "gone for good" in client.soup.get_text(), "it is asked about first"
    assert client.post(f"{noted.url}/removal").location == noted.log
    assert rows(app) == [] and client.post(f"{noted.url}/removal").status_code == 404


def test_the_next_step_is_ticked_off_and_taken_up_again(
    app: Flask, as_: Client, cast: SimpleNamespace, noted: SimpleNamespace
) -> None:
    client = as_(cast.animator)
    for _time in range(2):
        assert client.post(f"{noted.url}/step", {"done": "1"}).location == noted.log
    assert rows(app)[0].done_at is not None
    answer = client.post(f"{noted.url}/step", {"done": "0"}, htmx=True)
    assert answer.status_code == 200 and 'id="contacts"' in answer.get_data(as_text=True)
    assert rows(app)[0].done_at is None
    assert verbs(app)[1:] == ["stakeholders.next_step_done", "stakeholders.next_step_reopened"]


def test_another_next_step_is_not_done_yet(app: Flask, as_: Client, cast: Any, noted: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.post(f"{noted.url}/step", {"done": "1"})
    client.post(f"{noted.url}/edit", CALL)
    assert rows(app)[0].done_at is None


def test_a_step_that_is_due_waits_for_the_animators_on_today(
    app: Flask, as_: Client, cast: SimpleNamespace, noted: SimpleNamespace
) -> None:
    with app.app_context():
        a_contact(noted.house, cast.animator, next_step="Later", next_on=today() + timedelta(days=1))
    client = as_(cast.animator)
    client.get("/today")
    assert "Call again" in client.soup.get_text() and "Later" not in client.soup.get_text()
    assert client.soup.select_one(f'a[href="{noted.log}"]')
    client.post(f"{noted.url}/step", {"done": "1"})
    client.get("/today")
    assert "Call again" not in client.soup.get_text()
    with app.test_request_context(), statements(app) as asked:
        assert due_for(a_person(cast.mentor)) == []
        assert not any("contacts" in statement for statement in asked)


def test_todays_due_steps_take_one_statement(app: Flask, cast: SimpleNamespace, noted: SimpleNamespace) -> None:
    with app.test_request_context():
        for _more in range(3):
            a_contact(noted.house, cast.animator, next_step="More", next_on=today() - timedelta(days=3))
        animator = a_person(cast.animator)
        with statements(app) as asked:
            assert len(due_for(animator)) == 4
        assert sum("contacts" in statement for statement in asked) == 1


def test_the_log_costs_the_same_however_long(app: Flask, as_: Client, cast: Any, noted: SimpleNamespace) -> None:
    client = as_(cast.animator)
    costs = []
    for more in (0, 2):
        with app.app_context():
            for _one in range(more):
                a_contact(noted.house, cast.animator)
        client.get(noted.log)
        with statements(app) as asked:
            client.get(noted.log)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_log_has_pages(app: Flask, as_: Client, cast: SimpleNamespace, noted: SimpleNamespace) -> None:
    with app.app_context():
        for day in range(26):
            a_contact(noted.house, cast.animator, held_on=today() - timedelta(days=day))
    client = as_(cast.animator)
    client.get(noted.log)
    assert len(client.soup.select('#contacts li[id^="contact-"]')) == 25
    client.get(client.soup.select_one('a[href*="after="]')["href"])
    assert len(client.soup.select('#contacts li[id^="contact-"]')) == 2


def test_only_animators_keep_contacts(
    app: Flask, as_: Client, cast: SimpleNamespace, client: Any, noted: SimpleNamespace
) -> None:
    pages = (noted.log, f"{noted.url}/edit")
    forms = (f"{noted.log}/contacts", f"{noted.url}/edit", f"{noted.url}/removal", f"{noted.url}/step")
    for part in (cast.stakeholder, cast.observer, cast.partner):
        other = as_(part)
        assert [other.get(url).status_code for url in pages] == [403, 403]
        assert [other.post(url, CALL).status_code for url in forms] == [403] * 4
    assert all("/sign-in" in client.get(url).location for url in pages)
    assert len(rows(app)) == 1


def test_what_is_not_there(as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    for url in (f"/stakeholders/{new_id()}", f"/stakeholders/contacts/{new_id()}/edit"):
        assert client.get(url).status_code == 404
    for verb in ("removal", "step", "edit"):
        assert client.post(f"/stakeholders/contacts/{new_id()}/{verb}", CALL).status_code == 404
