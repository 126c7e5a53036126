"""From an invitation to an account: by the mailed link, for that address and role, once, within seven days."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from app.activity import worker
from app.activity.models import Delivery, Event
from app.core.clock import now
from app.extensions import db
from app.people import links
from app.people.models import Invitation, Person, SignIn
from app.people.queries import person_of_address

FORM = {"name": "Nora Dahl", "password": "seven grey herons wait", "timezone": "Europe/Oslo", "locale": "fr"}


def invited(app, client, email="nora@example.net", **more):
    data = {"email": email, "name": "Nora", "role": "partner", "note": "*Welcome*", "locale": "en"} | more
    assert client.post("/people/invitations", data).status_code == 303
    with app.app_context():
        row = db.session.execute(select(Invitation).where(Invitation.email == email)).scalar_one()
        return "/invitations/" + links.token("invitation", row.id, row.round)


@pytest.fixture
def url(app, as_, cast):
    return invited(app, as_(cast.animator))


def account(app, email="nora@example.net"):
    with app.app_context():
        return person_of_address(email)


def test_the_whole_way(app, client, url):
    page = client.get(url)
    assert page.status_code == 200
    assert "<em>Welcome</em>" in page.get_data(as_text=True)
    assert "Ana Kovač writes:" in page.get_data(as_text=True)
    assert client.soup.select_one("#name")["value"] == "Nora"
    assert client.soup.select_one("#timezone").has_attr("data-timezone-guess")
    answer = client.post(url, FORM)
    assert (answer.status_code, answer.location) == (303, "/account")
    assert client.get("/account").status_code == 200
    nora = account(app)
    assert (nora.role, nora.name, nora.timezone, nora.locale, nora.welcomed) == (
        "partner", "Nora Dahl", "Europe/Oslo", "fr", False,
    )  # fmt: skip
    assert nora.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_looking_uses_nothing_up_and_sending_works_once(app, client, url):
    for _ in range(3):
        assert client.get(url).status_code == 200
    client.post(url, FORM)
    other = app.test_client()
    assert other.post(url, FORM | {"name": "Somebody else"}).status_code == 409
    assert "no longer valid" in other.get(url).get_data(as_text=True)
    assert account(app).name == "Nora Dahl"


def test_a_double_click_makes_one_account_and_comes_in(app, client, url):
    with client.session_transaction() as session:
        before = dict(session)
    token = {"form_token": "t" * 24, "csrf_token": client.csrf_token()}
    with client.session_transaction() as session:
        before = dict(session)
    assert client.post(url, FORM | token).status_code == 303
    with client.session_transaction() as session:
        session.clear()
        session.update(before)
    assert client.post(url, FORM | token).status_code == 303
    with app.app_context():
        joined = db.session.execute(select(Event.id).where(Event.verb == "people.person_joined")).all()
        assert len(joined) == 1
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "x" * 129}, "password"),
        ({"password": "passwordpassword"}, "password"),
        ({"password": "Qwerty123456"}, "password"),
        ({"name": ""}, "name"),
        ({"name": "N" * 121}, "name"),
        ({"name": "No\x00ra"}, "name"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"timezone": ""}, "timezone"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(app, client, url, wrong, field):
    answer = client.post(url, FORM | wrong)
    assert answer.status_code == 422
    assert client.soup.select_one(f"#{field}-error").get_text(strip=True)
    assert client.soup.select_one(".error-summary")
    assert account(app) is None


def test_neither_role_nor_address_can_be_chosen(app, client, url):
    client.post(url, FORM | {"role": "animator", "email": "evil@example.org", "state": "active"})
    assert account(app).role == "partner" and account(app, "evil@example.org") is None


def test_it_runs_out_after_seven_days(app, client, url):
    with time_machine.travel(now() + timedelta(days=7, minutes=1), tick=False):
        assert "no longer valid" in client.get(url).get_data(as_text=True)
        assert client.post(url, FORM).status_code == 409
    assert account(app) is None


def test_sent_again_only_the_new_link_works(app, as_, cast, client, url):
    boss = as_(cast.animator)
    boss.get("/people/invitations")
    action = boss.soup.select_one("form[action$='/round']")["action"]
    assert boss.post(action).status_code == 303
    assert client.get(url).status_code == 404
    with app.app_context():
        row = db.session.execute(select(Invitation)).scalar_one()
        url = "/invitations/" + links.token("invitation", row.id, 2)
        letters = db.session.execute(select(Delivery.address, Delivery.letter)).all()
    assert client.get(url).status_code == 200
    assert letters == [("nora@example.net", "people/mail/invitation")] * 2


def test_taken_back_it_no_longer_works(as_, cast, client, url, app):
    boss = as_(cast.animator)
    boss.get("/people/invitations")
    action = boss.soup.select_one("form[action$='/revocation']")["action"]
    assert boss.post(action).status_code == 303
    assert boss.post(action).status_code == 409
    assert client.post(url, FORM).status_code == 409
    assert account(app) is None


def test_no_token_lies_in_the_database(app, url):
    token = url.rsplit("/", 1)[1]
    with app.app_context():
        dump = "\n".join(db.engine.raw_connection().driver_connection.iterdump())
    assert len(token) >= 22 and token not in dump


def test_guessing_is_throttled(client):
    answers = [client.get(f"/invitations/guess{number}").status_code for number in range(11)]
    assert answers == [404] * 10 + [429]


def test_only_animators_invite(app, as_, cast, client):
    for person in (cast.mentor, cast.partner, cast.observer):
        assert as_(person).get("/people/invitations").status_code == 403
        assert as_(person).post("/people/invitations", {"email": "x@example.net"}).status_code == 403
    assert client.get("/people/invitations").status_code == 303
    with app.app_context():
        assert db.session.execute(select(Invitation)).first() is None


@pytest.mark.parametrize("email", ["mentor@example.org", "nora@example.net", "no address", "", "a@b"])
def test_who_cannot_be_invited(as_, cast, url, email):
    boss = as_(cast.animator)
    answer = boss.post("/people/invitations", {"email": email, "role": "member", "locale": "en"})
    assert answer.status_code == 422 and boss.soup.select_one("#email-error")


def test_the_letter_has_the_link_and_the_note(app, url):
    from app.activity.facts import read_stored
    from app.people.letters import invitation_letter

    with app.app_context():
        event = db.session.execute(select(Event).where(Event.verb == "people.person_invited")).scalar_one()
        letter = invitation_letter(read_stored(event.facts))
        assert letter["url"] == "http://localhost" + url and letter["note"] == "*Welcome*"
        assert db.session.execute(select(SignIn)).all() is not None and db.session.get(Person, event.actor_id)


def test_the_mail_quotes_the_note_with_who_wrote_it_and_no_stars(app, url):
    worker.run_once(app)
    (path,) = Path(app.config["MAIL_URL"].removeprefix("file://")).glob("*.eml")
    mail = message_from_bytes(path.read_bytes(), policy=default)
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "Ana Kovač writes:\n\n> Welcome\n" in text.replace("\r\n", "\n")
    assert "Ana Kovač writes:" in html and "<em>Welcome</em>" in html
