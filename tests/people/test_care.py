"""Role, suspension and removal: by animators, in force at once, never leaving the cluster without one."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import Text, select
from sqlalchemy import cast as as_type

from app.activity.models import Delivery, Event
from app.core.clock import now
from app.core.search import SearchDocument
from app.extensions import db
from app.offers.models import Post
from app.people import actions
from app.people.models import Person, SignIn
from tests import builders


def state(app, person):
    with app.app_context():
        row = db.session.get(Person, person.id)
        return row.role, row.state


def test_a_role_is_changed_and_in_force_on_the_next_request(app, as_, cast):
    boss, theirs = as_(cast.animator), as_(cast.mentor)
    url = f"/people/{cast.mentor.id}/role"
    assert boss.get(url).status_code == 200
    assert boss.post(url, {"role": "animator"}).status_code == 303
    assert state(app, cast.mentor) == ("animator", "active")
    assert theirs.get("/account").status_code == 303
    assert boss.post(url, {"role": "king"}).status_code == 422
    assert boss.post(url, {"role": "observer"}, htmx=True).status_code == 204
    assert as_(cast.mentor).get("/people").status_code == 403


def test_delicate_things_want_a_fresh_proof(app, as_, cast):
    boss = as_(cast.animator)
    url = f"/people/{cast.mentor.id}/role"
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        for path in (url, f"/people/{cast.mentor.id}/removal", "/people.csv"):
            assert boss.get(path).location.startswith("/account/prove?next=")
        assert boss.post(url, {"role": "partner"}).location == f"/account/prove?next={url}".replace(
            "/people", "/people"
        )
    assert state(app, cast.mentor) == ("member", "active")


@pytest.mark.parametrize("part", ["mentor", "partner", "observer"])
def test_only_animators(app, as_, cast, part):
    client, target = as_(getattr(cast, part)), cast.innovator.id
    for verb in ("role", "suspension", "reinstatement", "removal"):
        assert client.post(f"/people/{target}/{verb}", {"role": "animator"}).status_code == 403
    assert state(app, cast.innovator) == ("member", "active")


def test_strangers_and_nobodies(as_, client, cast):
    for verb in ("role", "suspension", "reinstatement", "removal"):
        assert client.post(f"/people/{cast.mentor.id}/{verb}").status_code == 303
        assert as_(cast.animator).post(f"/people/nobody/{verb}").status_code == 404


def test_the_last_animator_stays(app, as_, cast):
    boss = as_(cast.animator)
    for verb in ("role", "suspension", "removal"):
        assert boss.post(f"/people/{cast.animator.id}/{verb}", {"role": "member"}).status_code == 403
    assert state(app, cast.animator) == ("animator", "active")
    boss.get(f"/people/{cast.animator.id}")
    assert not boss.soup.select("#people-care form, #people-care a.btn")


def test_with_a_second_animator_the_first_may_go(app, as_, cast):
    boss = as_(cast.animator)
    boss.post(f"/people/{cast.mentor.id}/role", {"role": "animator"})
    assert boss.post(f"/people/{cast.animator.id}/role", {"role": "member"}).status_code == 303
    assert state(app, cast.animator) == ("member", "active")


def test_suspended_and_back(app, as_, cast):
    boss, theirs = as_(cast.animator), as_(cast.mentor)
    assert boss.post(f"/people/{cast.mentor.id}/suspension").status_code == 303
    assert theirs.get("/account").status_code == 303
    assert as_(cast.innovator).get(f"/people/{cast.mentor.id}").status_code == 404
    assert boss.get(f"/people/{cast.mentor.id}").status_code == 200
    assert cast.mentor.name in boss.get("/people?does=suspended").get_data(as_text=True)
    assert cast.mentor.name not in as_(cast.innovator).get("/people?does=suspended").get_data(as_text=True)
    assert boss.post(f"/people/{cast.mentor.id}/suspension").status_code == 303
    assert boss.post(f"/people/{cast.mentor.id}/reinstatement").status_code == 303
    assert state(app, cast.mentor) == ("member", "active")
    with app.app_context():
        verbs = db.session.execute(select(Event.verb)).scalars().all()
        assert verbs.count("people.person_suspended") == verbs.count("people.person_reinstated") == 1


def test_removed_nothing_names_them_and_what_was_counted_stays(app, as_, cast):
    with app.app_context():
        her = db.session.get(Person, cast.mentor.id)
        actions.change_profile(her, actions.Profile(her.name, about="secret life", organisation="Casa Ortega"))
    boss, theirs = as_(cast.animator), as_(cast.mentor)
    assert boss.get(f"/people/{cast.mentor.id}/removal").status_code == 200
    with app.app_context():
        before = len(db.session.execute(select(Event.id)).all())
    assert boss.post(f"/people/{cast.mentor.id}/removal").location == "/people"
    assert theirs.get("/account").status_code == 303
    assert boss.get(f"/people/{cast.mentor.id}").status_code == 404
    assert boss.post(f"/people/{cast.mentor.id}/removal").status_code == 404
    with app.app_context():
        assert len(db.session.execute(select(Event.id)).all()) >= before
        told = db.session.execute(select(as_type(Event.facts, Text))).scalars().all()
        assert not [facts for facts in told if "Ort" in facts and "Inés" in facts or "mentor@example.org" in facts]
        row = db.session.get(Person, cast.mentor.id)
        assert (row.email, row.about, row.state, row.password_hash) == (None, "", "removed", "")
        assert not db.session.execute(select(SignIn).where(SignIn.person_id == cast.mentor.id)).first()
        assert not db.session.execute(select(Delivery).where(Delivery.person_id == cast.mentor.id)).first()
        assert not db.session.execute(select(SearchDocument).where(SearchDocument.ref == cast.mentor.id)).first()
    assert "Inés" not in boss.get("/activity").get_data(as_text=True)


def test_what_is_open_ends_when_somebody_is_removed(app, as_, cast):
    with app.app_context():
        post = builders.an_offer(cast.mentor)
        post_id = post.id
    assert as_(cast.animator).post(f"/people/{cast.mentor.id}/removal").status_code == 303
    with app.app_context():
        assert db.session.get(Post, post_id).owner_id == cast.animator.id
        told = db.session.execute(select(as_type(Event.facts, Text))).scalars().all()
        assert not [facts for facts in told if "Ortega" in facts]
    assert as_(cast.animator).get("/activity").status_code == 200
    assert as_(cast.innovator).get(f"/offers/{post_id}").status_code == 200
