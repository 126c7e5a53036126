"""A stakeholder is invited with an offer that is written for them: it becomes their draft when they accept."""

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
from markupsafe import Markup
from sqlalchemy import func, select, update

from app.activity import worker
from app.activity.models import Delivery, Event
from app.core.clock import now
from app.extensions import db
from app.offers.models import Post
from app.offers.queries import today
from app.people import links
from app.people.models import Invitation, Organisation, Person
from app.stakeholders.models import PreparedOffer
from tests.builders import a_person

Client = Callable[[SimpleNamespace], Any]
URL = "/stakeholders/invitation"
SENT = {
    "email": "nora@notaires.example", "name": "Nora Peeters", "organisation": "notaires solidaires", "locale": "en",
    "note": "We met at the fair.", "title": "Four mornings of notary's advice", "text": "About **statutes**.",
    "category": "expertise", "quantity": "4", "unit": "mornings", "until": "2030-05-15",
}  # fmt: skip
JOINS = {"name": "Nora Peeters", "password": "three quiet brown herons", "timezone": "Europe/Brussels", "locale": "en"}


def link(app: Flask) -> str:
    with app.app_context():
        invitation = db.session.execute(select(Invitation)).scalar_one()
        return "/invitations/" + links.token("invitation", invitation.id, invitation.round)


def count(app: Flask, model: Any) -> int:
    with app.app_context():
        return int(db.session.execute(select(func.count()).select_from(model)).scalar_one())


def test_the_whole_way(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    animator = as_(cast.animator)
    assert animator.get(URL).status_code == 200
    assert animator.post(URL, SENT).location == "/people/invitations"
    guest = app.test_client()
    guest.get(link(app))
    shown = guest.soup.select_one("#prepared").get_text(" ")
    assert "Four mornings of notary's advice" in shown and "4 mornings" in shown and "Notaires Solidaires" in shown
    with app.app_context():
        assert db.session.execute(select(Post)).first() is None, "looking at it makes nothing"
    landed = guest.post(link(app), JOINS).location
    guest.get(landed)
    assert "Draft" in guest.soup.get_text()
    with app.app_context():
        post, house = db.session.execute(select(Post)).scalar_one(), a_person(cast.stakeholder).organisation_id
        nora = db.session.execute(select(Person).filter_by(email="nora@notaires.example")).scalar_one()
        assert (post.owner_id, post.organisation_id, post.state, post.posted_by) == (nora.id, house, "draft", None)
        assert (post.quantity, post.unit, post.until) == (4, "mornings", date(2030, 5, 15))
        assert nora.organisation_id == house
        assert db.session.execute(select(PreparedOffer)).scalar_one().content == {}
    assert landed == f"/offers/{post.id}"
    assert guest.soup.select_one(f'form[action="/offers/{post.id}/publication"]'), "one click publishes it"
    guest.post(f"/offers/{post.id}/publication")
    with app.app_context():
        assert db.session.execute(select(Post.state)).scalar_one() == "published"


def test_a_new_organisation_is_added(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    as_(cast.animator).post(URL, SENT | {"organisation": "Kantoor Peeters"})
    with app.app_context():
        assert db.session.execute(select(Organisation).filter_by(name="Kantoor Peeters")).scalar_one()


def test_it_begins_with_the_organisation_one_comes_from(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        house = a_person(cast.stakeholder).organisation_id
    client = as_(cast.animator)
    client.get(f"{URL}?organisation={house}")
    assert client.soup.select_one("#organisation")["value"] == "Notaires Solidaires"
    assert client.get(f"{URL}?organisation=nobody").status_code == 200


def test_sent_twice_is_one(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    for _time in range(2):
        assert client.post(URL, SENT, form_token="t" * 24).status_code == 303
    assert count(app, Invitation) == count(app, PreparedOffer) == 1
    assert client.post(URL, SENT, htmx=True).status_code == 422
    assert "invited already" in client.soup.select_one("#email-error").get_text()
    with app.app_context():
        verbs = db.session.execute(select(Event.verb).order_by(Event.id)).scalars().all()
        assert verbs == ["people.person_invited", "stakeholders.offer_prepared"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "nobody", "complete mail address"),
        ("email", "mentor@example.org", "account with this address"),
        ("organisation", " ", "organisation's name"),
        ("title", "", "Give it a title"),
        ("text", "", "Describe it"),
        ("category", "magic", "one of the categories"),
        ("quantity", "many", "whole number"),
        ("until", "2001-01-01", "has passed"),
        ("note", "x" * 1001, "at most 1000"),
    ],
)
def test_what_cannot_be_sent(
    app: Flask, as_: Client, cast: SimpleNamespace, field: str, value: str, words: str
) -> None:
    client, before = as_(cast.animator), count(app, Organisation)
    assert client.post(URL, SENT | {"organisation": "Kantoor Peeters", field: value}).status_code == 422
    assert words in client.soup.select_one(f"#{field}-error").get_text()
    assert client.soup.select_one("#unit")["value"] == "mornings"
    assert (count(app, Invitation), count(app, PreparedOffer), count(app, Organisation)) == (0, 0, before)


def test_taken_back_the_offer_goes_too(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.post(URL, SENT)
    with app.app_context():
        id_ = db.session.execute(select(Invitation.id)).scalar_one()
    client.post(f"/people/invitations/{id_}/revocation")
    assert count(app, PreparedOffer) == 0
    guest = app.test_client()
    guest.get(link(app))
    assert "Four mornings" not in guest.soup.get_text()
    assert guest.post(link(app), JOINS).status_code == 409 and count(app, Post) == 0


def test_run_out_the_offer_is_not_shown(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    as_(cast.animator).post(URL, SENT)
    with time_machine.travel(now() + timedelta(days=8)):
        guest = app.test_client()
        guest.get(link(app))
        assert "Four mornings" not in guest.soup.get_text()
        assert guest.post(link(app), JOINS).status_code == 409
    assert count(app, Post) == 0


def test_a_day_that_passed_meanwhile_moves_on(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        soon = today() + timedelta(days=2)
    as_(cast.animator).post(URL, SENT | {"until": soon.isoformat()})
    with time_machine.travel(now() + timedelta(days=5)):
        assert app.test_client().post(link(app), JOINS).status_code == 303
        with app.app_context():
            assert db.session.execute(select(Post.until)).scalar_one() > today() + timedelta(days=80)


def test_only_animators_invite(as_: Client, cast: SimpleNamespace, client: Any) -> None:
    for part in (cast.stakeholder, cast.observer):
        assert as_(part).get(URL).status_code == 403 and as_(part).post(URL, SENT).status_code == 403
    assert "/sign-in" in client.get(URL).location


def prepared_id(app: Flask) -> str:
    with app.app_context():
        return db.session.execute(select(PreparedOffer.id)).scalar_one()


def letter(app: Flask, tmp_path: Path) -> str:
    """The mail to the invited person as it goes out now, text and HTML; each has all that the other says."""
    usual, app.config["MAIL_URL"] = app.config["MAIL_URL"], f"file://{tmp_path}"
    with app.app_context():
        db.session.execute(update(Delivery).values(state="queued", due_at=now()))
        db.session.commit()
    worker.send_due(app)
    app.config["MAIL_URL"] = usual
    told = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in tmp_path.glob("*.eml")]
    (mail,) = (one for one in told if "nora@notaires.example" in str(one["To"]))
    both = [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]  # type: ignore[union-attr]
    text, html = (" ".join(Markup(body).striptags().split()) for body in both)
    assert ("prepared for you" in text) == ("prepared for you" in html)
    return text + html


def test_the_mail_tells_of_the_offer(app: Flask, as_: Client, cast: SimpleNamespace, tmp_path: Path) -> None:
    as_(cast.animator).post(URL, SENT)
    told = " ".join(letter(app, tmp_path).split())
    assert "An offer is prepared for you" in told and "Four mornings of notary's advice (4 mornings)" in told


def test_it_can_be_changed_while_the_invitation_is_open(
    app: Flask, as_: Client, cast: SimpleNamespace, tmp_path: Path
) -> None:
    animator = as_(cast.animator)
    animator.post(URL, SENT)
    with app.app_context():
        house = a_person(cast.stakeholder).organisation_id
    edit = f"/stakeholders/prepared/{prepared_id(app)}/edit"
    for page in ("/people/invitations", f"/stakeholders/{house}"):
        animator.get(page)
        assert animator.soup.select_one(f'a[href="{edit}"]'), page
    animator.get(edit)
    assert animator.soup.select_one("#unit")["value"] == "mornings"
    assert animator.post(edit, SENT | {"title": ""}).status_code == 422
    assert animator.post(edit, SENT | {"until": "2001-01-01"}).status_code == 422
    for _twice in range(2):
        answer = animator.post(edit, SENT | {"title": "Five mornings", "quantity": "5"})
        assert (answer.status_code, answer.location) == (303, f"/stakeholders/{house}")
    assert "Five mornings (5 mornings)" in " ".join(letter(app, tmp_path).split())
    guest = app.test_client()
    guest.get(guest.post(link(app), JOINS).location)
    with app.app_context():
        post = db.session.execute(select(Post)).scalar_one()
        assert (post.title, post.quantity, post.state) == ("Five mornings", 5, "draft")
        verbs = db.session.execute(select(Event.verb)).scalars().all()
        assert verbs.count("stakeholders.prepared_offer_changed") == 1
        assert "Five mornings" not in str(db.session.execute(select(Event.facts).filter_by(strand="people")).all())
    assert animator.get(edit).status_code == 404, "it is theirs now"


def test_it_can_be_taken_back_and_the_invitation_stands(
    app: Flask, as_: Client, cast: SimpleNamespace, tmp_path: Path
) -> None:
    animator = as_(cast.animator)
    animator.post(URL, SENT)
    removal = f"/stakeholders/prepared/{prepared_id(app)}/removal"
    assert animator.post(removal).status_code == 303
    assert animator.post(removal).status_code == 404
    assert "prepared for you" not in letter(app, tmp_path)
    guest = app.test_client()
    guest.get(link(app))
    assert guest.soup.select_one("#prepared") is None
    assert guest.post(link(app), JOINS).location == "/account"
    with app.app_context():
        nora = db.session.execute(select(Person).filter_by(email="nora@notaires.example")).scalar_one()
        assert nora.organisation_id == a_person(cast.stakeholder).organisation_id
    assert count(app, Post) == 0


def test_a_prepared_offer_is_for_animators(app: Flask, client: Any, as_: Client, cast: SimpleNamespace) -> None:
    as_(cast.animator).post(URL, SENT)
    edit, removal = (f"/stakeholders/prepared/{prepared_id(app)}/{way}" for way in ("edit", "removal"))
    for url in (edit, removal):
        assert client.post(url, SENT).status_code == 303
        assert as_(cast.stakeholder).post(url, SENT).status_code == 403
        assert as_(cast.animator).post(url.replace(prepared_id(app), "nowhere"), SENT).status_code == 404
    animator = as_(cast.animator)
    assert animator.post(edit, SENT | {"title": "Six"}, htmx=True).status_code == 204
    assert animator.post(removal, htmx=True).status_code == 204
