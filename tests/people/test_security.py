"""Password, address and sessions: by the person alone, told to them, in force at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.activity.models import Delivery
from app.core.clock import now
from app.extensions import db
from app.people import links, passwords
from app.people.models import OneTimeLink, Person, SignIn

OLD, NEW = "seven grey herons wait", "eight brown owls listen"


@pytest.fixture
def mentor(app, cast):
    with app.app_context():
        db.session.get(Person, cast.mentor.id).password_hash = passwords.make_hash(OLD)
        db.session.commit()
    return cast.mentor


def link(app, purpose):
    with app.app_context():
        row = db.session.execute(select(OneTimeLink).where(OneTimeLink.purpose == purpose)).scalars().all()[-1]
        return links.token(purpose, row.id)


def sign_in(client, email, password):
    return client.post("/sign-in", {"email": email, "password": password}).status_code


def change(client, **fields):
    form = {"password-current": OLD, "password-password": NEW} | fields
    return client.post("/account/password", form)


def test_a_new_password_ends_every_other_session(app, as_, mentor):
    here, there = as_(mentor), as_(mentor)
    assert here.get("/account/security").status_code == 200
    assert change(here).status_code == 303
    assert here.get("/account/security").status_code == 200
    assert there.get("/account/security").status_code == 303
    assert sign_in(app.test_client(), mentor.email, OLD) == 422
    assert sign_in(app.test_client(), mentor.email, NEW) == 303
    with app.app_context():
        letters = db.session.execute(select(Delivery.letter, Delivery.person_id)).all()
        assert ("people/mail/password_changed", mentor.id) in letters


@pytest.mark.parametrize(
    "fields", [{"password-current": "wrong horse battery"}, {"password-password": "short"}, {"password-current": ""}]
)
def test_a_password_that_is_not_taken(app, as_, mentor, fields):
    client = as_(mentor)
    assert change(client, **fields).status_code == 422
    assert client.soup.select_one(f"#{next(iter(fields))}-error")
    assert sign_in(app.test_client(), mentor.email, OLD) == 303


def test_forgotten_the_answer_is_the_same_and_the_link_works_once(app, client, mentor):
    known = client.post("/sign-in/forgotten", {"email": mentor.email}).get_data(as_text=True)
    unknown = client.post("/sign-in/forgotten", {"email": "nobody@example.org"}).get_data(as_text=True)
    known, unknown = known.replace(mentor.email, "X"), unknown.replace("nobody@example.org", "X")
    assert known.split("<main")[1] == unknown.split("<main")[1]
    url = "/sign-in/reset/" + link(app, "reset")
    assert client.get(url).status_code == client.get(url).status_code == 200
    assert client.post(url, {"password": "too short"}).status_code == 422
    assert client.post(url, {"password": NEW}).location == "/sign-in"
    assert client.post(url, {"password": OLD + OLD}).status_code == 409
    assert sign_in(client, mentor.email, NEW) == 303


def test_a_reset_lasts_an_hour_and_the_next_replaces_it(app, client, mentor):
    client.post("/sign-in/forgotten", {"email": mentor.email})
    first = link(app, "reset")
    client.post("/sign-in/forgotten", {"email": mentor.email})
    second = link(app, "reset")
    assert client.post("/sign-in/reset/" + first, {"password": NEW}).status_code == 409
    with time_machine.travel(now() + timedelta(minutes=61), tick=False):
        assert client.post("/sign-in/reset/" + second, {"password": NEW}).status_code == 409
    assert sign_in(client, mentor.email, OLD) == 303


def test_asking_for_links_is_throttled(client, mentor):
    answers = [client.post("/sign-in/forgotten", {"email": mentor.email}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_another_address_is_confirmed_there_and_told_here(app, as_, client, mentor):
    here = as_(mentor)
    wanted = {"address-email": "Ines@New.example.org", "address-current": OLD}
    assert here.post("/account/address", wanted | {"address-current": "wrong horse battery"}).status_code == 422
    assert here.post("/account/address", wanted | {"address-email": "animator@example.org"}).status_code == 303
    with app.app_context():  # says the same, sends nothing: the answer must not tell who is here
        assert db.session.execute(select(Delivery.address)).all() == []
    assert here.post("/account/address", wanted).status_code == 303
    url = "/account/address/" + link(app, "address")
    assert client.get(url).status_code == 200
    assert sign_in(app.test_client(), mentor.email, OLD) == 303
    assert client.post(url).status_code == 303
    assert client.post(url).status_code == 409
    assert sign_in(app.test_client(), "ines@new.example.org", OLD) == 303
    assert sign_in(app.test_client(), mentor.email, OLD) == 422
    with app.app_context():
        told = db.session.execute(select(Delivery.address, Delivery.letter)).all()
        assert ("ines@new.example.org", "people/mail/address") in told
        assert (mentor.email, "people/mail/address_changed") in told


def test_a_new_password_takes_links_out_of_use(app, as_, client, mentor):
    """Whoever had got in and asked for an address of theirs does not get the account after all."""
    here = as_(mentor)
    asked = {"address-email": "thief@example.org", "address-current": OLD}
    assert here.post("/account/address", asked).status_code == 303
    url = "/account/address/" + link(app, "address")
    assert change(here).status_code == 303
    assert client.post(url).status_code == 409
    assert sign_in(app.test_client(), mentor.email, NEW) == 303


def test_sessions_are_listed_and_ended_by_their_owner_only(app, as_, cast, mentor):
    here, there, other = as_(mentor), as_(mentor), as_(cast.innovator)
    here.get("/account/security")
    ends = [form["action"] for form in here.soup.select("form[action$='/end']") if "sign-ins/end" not in form["action"]]
    assert len(ends) == 1
    assert other.post(ends[0]).status_code == 404
    assert there.get("/account").status_code == 200
    assert here.post(ends[0]).status_code == 303
    assert there.get("/account").status_code == 303
    assert here.get("/account").status_code == 200


def test_signing_out_everywhere(app, as_, mentor):
    here, there = as_(mentor), as_(mentor)
    assert here.post("/account/sign-ins/end").location == "/sign-in"
    assert here.get("/account").status_code == there.get("/account").status_code == 303
    with app.app_context():
        assert all(db.session.execute(select(SignIn.ended_at)).scalars())


@pytest.mark.parametrize("path", ["/account", "/account/security", "/account/preferences", "/account/prove"])
def test_strangers_sign_in_first(client, path):
    assert client.get(path).location == f"/sign-in?next={path}"
