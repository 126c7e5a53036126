"""Coming in: the right person, nobody else, and back to where they were."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.core.clock import now
from app.extensions import db
from app.people import passwords
from app.people.models import Person, SignIn

PASSWORD = "seven grey herons wait"


@pytest.fixture
def mentor(app, cast):
    with app.app_context():
        db.session.get(Person, cast.mentor.id).password_hash = passwords.make_hash(PASSWORD)
        db.session.commit()
    return cast.mentor


def sign_in(client, email, password=PASSWORD, url="/sign-in", **more):
    return client.post(url, {"email": email, "password": password}, **more)


def test_in_and_back_to_where_one_was(client, mentor):
    away = client.get("/account")
    assert away.status_code == 303
    assert client.get(away.location).status_code == 200
    answer = sign_in(client, mentor.email.upper() + " ", url=away.location)
    assert (answer.status_code, answer.location) == (303, "/account")
    assert client.get("/account").status_code == 200


def test_with_htmx_the_page_is_left(client, mentor):
    answer = sign_in(client, mentor.email, htmx=True)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/")


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "/\\evil", "/nowhere", "javascript:1"])
def test_next_stays_in_the_house(client, mentor, there):
    assert sign_in(client, mentor.email, url=f"/sign-in?next={there}").location == "/"


def test_wrong_password_and_unknown_address_get_the_same_answer(client, mentor):
    wrong = sign_in(client, mentor.email, "wrong horse battery")
    unknown = sign_in(client, "nobody@example.org", "wrong horse battery")
    assert wrong.status_code == unknown.status_code == 422
    assert client.soup.select_one(".error-summary")
    texts = [answer.get_data(as_text=True).split("<form")[1:] for answer in (wrong, unknown)]
    assert len(texts[0]) == len(texts[1]) and "do not go together" in texts[0][-1] + wrong.get_data(as_text=True)
    assert client.get("/account").status_code == 303


def test_what_was_typed_is_kept_but_not_the_password(client):
    assert sign_in(client, "Nobody@Example.org").status_code == 422
    assert client.soup.select_one("#email")["value"] == "nobody@example.org"
    assert not client.soup.select_one("#password").get("value")


@pytest.mark.parametrize("email", ["", "no address", "a@b\x00.org", "x" * 300 + "@example.org", "\ud800@example.org"])
def test_bad_input_is_told(client, email):
    assert sign_in(client, email.encode("utf-8", "surrogatepass")).status_code == 422


def test_the_eleventh_try_waits(client, app, mentor):
    for _ in range(10):
        assert sign_in(client, mentor.email, "wrong horse battery").status_code == 422
    late = sign_in(client, mentor.email)
    assert late.status_code == 429
    assert 0 < int(late.headers["Retry-After"]) <= 15 * 60
    elsewhere = app.test_client()
    assert sign_in(elsewhere, mentor.email, environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 429
    assert sign_in(elsewhere, "b@example.org", environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 422
    with time_machine.travel(now() + timedelta(minutes=16), tick=False):
        assert sign_in(client, mentor.email).status_code == 303


def test_the_right_password_costs_no_try(client, mentor):
    for _ in range(12):
        assert sign_in(client, mentor.email).status_code == 303


def test_a_suspended_person_is_told_only_with_the_password(client, app, mentor):
    with app.app_context():
        db.session.get(Person, mentor.id).state = "suspended"
        db.session.commit()
    assert "suspended" not in sign_in(client, mentor.email, "wrong horse battery").get_data(as_text=True)
    told = sign_in(client, mentor.email)
    assert told.status_code == 422 and "suspended" in told.get_data(as_text=True)


def test_the_session_is_new_and_its_secret_not_kept(client, app, mentor):
    sign_in(client, mentor.email)
    with client.session_transaction() as session:
        first = session["_user_id"]
    sign_in(client, mentor.email)
    with client.session_transaction() as session:
        assert session["_user_id"] != first
    with app.app_context():
        hashes = db.session.execute(select(SignIn.secret_hash)).scalars().all()
        assert len(hashes) == 2 and first not in hashes


def test_signing_out_ends_it_on_the_server(client, app, mentor):
    sign_in(client, mentor.email)
    with client.session_transaction() as session:
        kept = dict(session)
    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/account").status_code == 303
    with client.session_transaction() as session:
        session.update(kept)
    assert client.get("/account").status_code == 303


def test_opening_the_sign_out_address_signs_nobody_out(client, app, mentor):
    sign_in(client, mentor.email)
    assert client.get("/sign-out").location == "/"
    assert client.get("/account").status_code == 200


def test_without_the_forms_token_nothing_happens(client, mentor):
    answer = sign_in(client, mentor.email, headers={})
    assert answer.status_code == 303
    client.post("/sign-out")
    assert client.post("/sign-in", {"email": mentor.email, "password": PASSWORD, "csrf_token": ""}).status_code == 400


def test_prove_gives_ten_minutes(client, app, mentor):
    sign_in(client, mentor.email)
    with time_machine.travel(now() + timedelta(hours=2), tick=False):
        assert client.post("/account/prove?next=/account", {"password": "wrong horse battery"}).status_code == 422
        assert client.post("/account/prove?next=/account", {"password": PASSWORD}).location == "/account"
        with app.app_context():
            assert db.session.execute(select(SignIn.proved_at)).scalar_one() == now()
            assert db.session.execute(select(SignIn.seen_at)).scalar_one() == now()


def test_an_account_that_does_not_exist_is_as_dear_to_ask_for_as_one_that_does():
    real = passwords.make_hash(PASSWORD).split("$")
    assert passwords._NOBODYS.split("$")[:4] == real[:4]
    assert not passwords.matches("", "checked when there is no such account")
