"""A visitor asks, an animator answers; and many are invited at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.extensions import db
from app.people import pasted
from app.people.models import Invitation, JoinRequest

ASK = {"name": "Nora Dahl", "email": "Nora@example.net", "message": "I repair bicycles and want to teach it."}


def asked(app):
    with app.app_context():
        return db.session.execute(select(JoinRequest)).scalars().all()


def test_asked_shown_and_invited(app, client, as_, cast):
    assert client.get("/join").status_code == 200
    assert client.post("/join", ASK).status_code == 200
    boss = as_(cast.animator)
    assert "Nora Dahl" in boss.get("/people/join-requests").get_data(as_text=True)
    url = f"/people/join-requests/{asked(app)[0].id}"
    assert boss.get(url).status_code == 200
    assert boss.post(url + "/invitation", {"role": "member", "note": "Yes!"}).status_code == 303
    assert boss.post(url + "/refusal").status_code == 409
    assert boss.get(url).status_code == 200
    with app.app_context():
        invitation = db.session.execute(select(Invitation)).scalar_one()
        assert (invitation.email, invitation.name, invitation.note) == ("nora@example.net", "Nora Dahl", "Yes!")
        letters = db.session.execute(select(Delivery.channel, Delivery.person_id, Delivery.letter)).all()
        assert ("inbox", cast.animator.id, "") in letters and ("email", None, "people/mail/invitation") in letters


def test_declined_kindly(app, client, as_, cast):
    client.post("/join", ASK)
    assert as_(cast.animator).post(f"/people/join-requests/{asked(app)[0].id}/refusal").status_code == 303
    with app.app_context():
        assert db.session.execute(select(Delivery).where(Delivery.letter == "people/mail/join_declined")).first()


def test_members_get_the_same_answer_and_asking_twice_is_one_request(app, client, as_, cast):
    first = client.post("/join", ASK).get_data(as_text=True)
    again = client.post("/join", ASK | {"message": "Still there?"}).get_data(as_text=True)
    known = client.post("/join", ASK | {"email": cast.mentor.email}).get_data(as_text=True)
    plain = [text.split("<main")[1] for text in (first, again, known.replace(cast.mentor.email, "nora@example.net"))]
    assert plain[0] == plain[1] == plain[2]
    assert [one.message for one in asked(app) if one.email == "nora@example.net"] == ["Still there?"]
    boss = as_(cast.animator)
    member = next(one for one in asked(app) if one.email == cast.mentor.email)
    assert "an account with this address" in boss.get(f"/people/join-requests/{member.id}").get_data(as_text=True)
    assert boss.post(f"/people/join-requests/{member.id}/invitation", {"role": "member"}).status_code == 422


@pytest.mark.parametrize("wrong", [{"name": ""}, {"email": "x"}, {"message": ""}, {"message": "x" * 2001}])
def test_bad_input(app, client, wrong):
    assert client.post("/join", ASK | wrong).status_code == 422
    assert client.soup.select_one(f"#{next(iter(wrong))}-error") and not asked(app)


def test_it_is_throttled(client):
    answers = [client.post("/join", ASK | {"email": f"n{n}@example.net"}).status_code for n in range(11)]
    assert answers == [200] * 10 + [429]


def test_only_animators_answer(app, client, as_, cast):
    client.post("/join", ASK)
    url = f"/people/join-requests/{asked(app)[0].id}"
    assert client.get(url).status_code == 303
    assert as_(cast.partner).get(url).status_code == 403
    assert as_(cast.partner).post(url + "/invitation", {"role": "animator"}).status_code == 403
    assert as_(cast.animator).get("/people/join-requests/nothing").status_code == 404


LIST = """Ana Two <ana2@example.net>
"Léa, Dr." <lea@example.net>,
plain@example.net

no address here
Inés <mentor@example.org>
Ana again <ANA2@example.net>
<broken@>"""


def test_a_list_is_looked_at_first_and_then_sent(app, as_, cast):
    boss, url = as_(cast.animator), "/people/invitations/list"
    assert boss.get(url).status_code == 200
    assert boss.post(url, {"people": LIST, "role": "member", "locale": "en"}).status_code == 200
    assert [cell.get_text() for cell in boss.soup.select("td.num")] == ["5", "6", "7", "8"]
    with app.app_context():
        assert not db.session.execute(select(Invitation)).first()
    fields = {field["name"]: field.get("value", "") for field in boss.soup.select("#send-list [name]")}
    assert boss.post(url, fields | {"send": "1"}).status_code == 303
    with app.app_context():
        found = db.session.execute(select(Invitation.name, Invitation.email).order_by(Invitation.email)).all()
        assert found == [("Ana Two", "ana2@example.net"), ("Léa, Dr.", "lea@example.net"), ("", "plain@example.net")]
        assert len(db.session.execute(select(Event).where(Event.verb == "people.person_invited")).all()) == 3
    assert boss.post(url, {"people": LIST, "role": "member", "locale": "en", "send": "1"}).status_code == 200
    assert boss.post(url, {"people": " ", "role": "member", "locale": "en"}).status_code == 422


def test_two_hundred_and_no_more():
    lines = pasted.read("\n".join(f"p{n}@example.net" for n in range(203)))
    assert sum(line.wrong is None for line in lines) == 200
    assert "200" in str(lines[-1].wrong._args[0])
