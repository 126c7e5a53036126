"""Conflicts of interest (M4): declared on either side, a hard gate, shown to the animators, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.core import search
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.innovations.models import SocialInnovation, TeamMember
from app.mentoring.actions import accept_request, declare_conflict, remove_conflict, send_request
from app.mentoring.fit import Obstacle
from app.mentoring.models import ConflictOfInterest, MentoringRequest
from app.mentoring.queries.conflicts import is_tied, mentors_tied, pairs_tied
from app.mentoring.queries.finding import best_mentors
from app.mentoring.queries.mentors import mentor_card
from app.people.models import Person
from tests.mentoring.builders import a_mentor, a_request, an_innovation

REASON = "We open a second kitchen in spring and want to plan its finances."


@pytest.fixture
def world(app: Flask, cast: Any) -> Any:
    with app.app_context():
        a_mentor(cast.mentor)
        a_mentor(cast.mentor2)
        cast.kitchens = an_innovation(cast.innovator, needs=("finance",))
        cast.house = db.session.get_one(Person, cast.stakeholder.id).organisation_id
    return cast


def who(person: Any) -> Person:
    return db.session.get_one(Person, person.id)


@pytest.mark.parametrize("thing", ["person", "innovation", "organisation", "organisation of the innovation"])
@pytest.mark.parametrize("by", ["mentor", "innovator", "animator"])
def test_m4_declared_on_either_side_it_is_a_hard_gate(context: Flask, world: Any, thing: str, by: str) -> None:
    if thing == "organisation":
        who(world.innovator).organisation_id = world.house
    elif thing.startswith("organisation"):
        db.session.get_one(SocialInnovation, world.kitchens).organisation_id = world.house
    db.session.commit()
    ids = {"person": world.innovator.id, "innovation": world.kitchens}
    actor, kind = who(getattr(world, by)), thing.split()[0]
    told = (actor, world.mentor.id, kind, ids.get(kind, world.house), "investor")
    if by == "innovator" and thing == "organisation of the innovation":
        with pytest.raises(NotAllowed):
            declare_conflict(*told)
        return
    assert mentor_card(who(world.innovator), world.mentor.id).fit.possible
    declare_conflict(*told)
    card = mentor_card(who(world.innovator), world.mentor.id)
    assert Obstacle.CONFLICT in card.fit.obstacles and card.fit.score == 0
    assert world.mentor.id not in [c.id for c in best_mentors(who(world.innovator))]
    with pytest.raises(Conflict, match="conflict of interest"):
        send_request(who(world.innovator), world.mentor.id, REASON, world.kitchens)
    assert is_tied(world.mentor.id, world.innovator.id) and not is_tied(world.mentor.id, world.innovator2.id)
    assert mentors_tied([world.mentor.id, world.mentor2.id], world.innovator.id) == {world.mentor.id}
    people = [world.innovator.id, world.innovator2.id]
    assert pairs_tied([world.mentor.id, world.mentor2.id], people) == {(world.mentor.id, world.innovator.id)}


def test_m4_nothing_is_accepted_across_it(context: Flask, world: Any) -> None:
    request = db.session.get_one(MentoringRequest, a_request(world.mentor, world.innovator))
    tie = declare_conflict(who(world.mentor), world.mentor.id, "person", world.innovator.id, "family")
    with pytest.raises(Conflict, match="conflict of interest"):
        accept_request(world.mentor, request)
    remove_conflict(who(world.mentor), tie)
    assert accept_request(world.mentor, request).state == "active"


def test_m4_the_animators_are_told_and_nobody_else(context: Flask, world: Any) -> None:
    declare_conflict(who(world.innovator), world.mentor.id, "innovation", world.kitchens, "competitor", "They copy us.")
    told = db.session.execute(select(Delivery.person_id).where(Delivery.channel == "inbox")).scalars().all()
    assert told == [world.animator.id]
    facts = db.session.execute(select(Event.facts)).scalar_one()
    assert "copy" not in str(facts) and facts["tied"]["id"] == world.kitchens


def test_m4_the_same_again_is_nothing_and_nonsense_is_refused(context: Flask, world: Any) -> None:
    told = (who(world.mentor), world.mentor.id, "person", world.innovator.id, "client")
    assert declare_conflict(*told).id == declare_conflict(*told).id
    assert len(db.session.execute(select(Event.id)).all()) == 1
    for thing, id_ in (("person", "nobody"), ("planet", world.innovator.id), ("person", world.mentor.id)):
        with pytest.raises(Refused):
            declare_conflict(who(world.mentor), world.mentor.id, thing, id_, "client")


def test_who_may_declare_and_take_back(context: Flask, world: Any) -> None:
    for person, id_ in ((world.stranger, world.innovator.id), (world.observer, world.observer.id)):
        with pytest.raises(NotAllowed):
            declare_conflict(who(person), world.mentor.id, "person", id_, "client")
    tie = declare_conflict(who(world.mentor), world.mentor.id, "person", world.innovator.id, "client")
    for person in (world.innovator, world.animator, world.stranger):
        with pytest.raises(NotAllowed):
            remove_conflict(who(person), tie)
    remove_conflict(who(world.mentor), tie)
    assert db.session.execute(select(ConflictOfInterest)).first() is None
    other = declare_conflict(who(world.animator), world.mentor.id, "person", world.innovator.id, "client")
    who(world.partner).role = "animator"
    db.session.commit()
    remove_conflict(who(world.partner), other)
    assert db.session.execute(select(ConflictOfInterest)).first() is None


def test_a_mentor_declares_by_name(app: Flask, world: Any, as_: Any) -> None:
    mine, url = as_(world.mentor), f"/mentoring/mentors/{world.mentor.id}/conflicts"
    assert "I am tied to" in mine.get("/mentoring/profile").text
    assert "Nothing declared" in mine.get(url).text
    assert mine.post(url, {"name": "", "kind": "client"}).status_code == 422
    assert mine.post(url, {"name": "Kitchens"}).status_code == 422
    nobody = mine.post(url, {"name": "Atlantis", "kind": "client", "note": "Long ago."})
    assert nobody.status_code == 422 and "Nothing of that name" in nobody.text and "Long ago." in nobody.text
    with app.app_context():
        wheels = an_innovation(world.stranger, "Kitchens on Wheels")
        for id_, name in ((wheels, "Kitchens on Wheels"), (world.kitchens, "Kitchens for All")):
            search.index(db.session, "innovation", id_, name)
        db.session.commit()
    several = mine.post(url, {"name": "Kitchens", "kind": "client"})
    assert several.status_code == 422 and "Several fit" in several.text
    choices = [box["value"] for box in mine.soup.select('input[name="target"]')]
    assert f"innovation:{world.kitchens}" in choices and len(choices) == 2
    chosen = {"name": "Kitchens", "kind": "client", "target": f"innovation:{world.kitchens}"}
    assert mine.post(url, chosen).status_code == 303
    assert mine.post(url, {"name": "Lucía Ferrer", "kind": "family", "note": "My cousin"}, htmx=True).status_code == 204
    page = mine.get(url).text
    assert "Kitchens for All" in page and "My cousin" in page
    assert "My cousin" in as_(world.animator).get(url).text
    assert "My cousin" not in as_(world.innovator).get(url).text
    asking = as_(world.innovator).get(f"/mentoring/mentors/{world.mentor.id}").text
    assert "A conflict of interest stands between you two" in asking and "My cousin" not in asking


def test_a_mentee_declares_what_concerns_them(app: Flask, world: Any, as_: Any, client: Any) -> None:
    url = f"/mentoring/mentors/{world.mentor.id}/conflicts"
    mine = as_(world.innovator)
    mine.get(url)
    assert [box["value"] for box in mine.soup.select('input[name="target"]')] == [
        f"person:{world.innovator.id}", f"innovation:{world.kitchens}",
    ]  # fmt: skip
    assert mine.post(url, {"kind": "client"}).status_code == 422
    assert mine.post(url, {"kind": "client", "target": f"person:{world.innovator2.id}"}).status_code == 422
    sent = {"kind": "competitor", "target": f"innovation:{world.kitchens}"}
    for _ in range(2):
        assert mine.post(url, sent, form_token="c" * 24).status_code == 303
    assert "Kitchens for All" not in as_(world.mentor).get(url).text  # the mentor is not told
    with app.app_context():
        tie = db.session.execute(select(ConflictOfInterest.id)).scalar_one()
    removal = f"/mentoring/conflicts/{tie}/removal"
    assert client.post(removal).status_code == 303 and client.get(url).status_code == 303
    for person, status in ((world.mentor, 404), (world.stranger, 404), (world.observer, 403), (world.animator, 403)):
        assert as_(person).post(removal).status_code == status
    assert as_(world.observer).post(url, sent).status_code == 403
    assert as_(world.stranger).post("/mentoring/mentors/nobody/conflicts", sent).status_code == 404
    assert mine.post(removal).status_code == 303
    assert mine.post(removal).status_code == 404


def test_a_new_member_of_the_team_is_tied_too(context: Flask, world: Any, clock: Any) -> None:
    declare_conflict(who(world.mentor), world.mentor.id, "innovation", world.kitchens, "investor")
    clock.shift(timedelta(days=1))
    db.session.add(TeamMember(innovation_id=world.kitchens, person_id=world.innovator2.id))
    db.session.commit()
    assert is_tied(world.mentor.id, world.innovator2.id)


def test_many_declarations_go_on_page_by_page(app: Flask, cast: Any, as_: Any) -> None:
    with app.app_context():
        a_mentor(cast.mentor)
        for number in range(27):
            innovation = an_innovation(cast.innovator, f"Kitchen {number}")
            declare_conflict(who(cast.animator), cast.mentor.id, "innovation", innovation, "client")
    boss = as_(cast.animator)
    boss.get(f"/mentoring/mentors/{cast.mentor.id}/conflicts")
    assert len(boss.soup.select("main ul.agenda > li")) == 25
    boss.get(boss.soup.select_one("nav.pager a")["href"])
    assert len(boss.soup.select("main ul.agenda > li")) == 2
