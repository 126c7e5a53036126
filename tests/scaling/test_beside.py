"""Support, risks, the journal, target places: beside the plan of a pathway."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.activity.models import Event
from app.core.clock import now
from app.extensions import db
from app.innovations.actions import add_need
from app.innovations.models import SocialInnovation
from app.mentoring.models import Mentorship
from app.scaling.models import JournalNote, PathwayRisk, SupportItem, TargetPlace
from app.scaling.queries import pathway_of
from app.scaling.words import level_of
from tests.builders import a_person
from tests.client import CheckingClient
from tests.mentoring.builders import a_mentor, a_mentorship
from tests.scaling.builders import put

As = Callable[[SimpleNamespace], CheckingClient]
RISK = {"title": "Nobody comes", "likelihood": "4", "impact": "3", "response": "Ask **first**.", "state": "open"}
PLACE = {"country": "BE", "region": "be234", "city": "Ghent", "note": "With the city", "state": "aimed"}
HELP = {"need_id": "", "source": "outside", "who": "The province", "note": "A room"}


def rows(app: Flask, table: Any) -> list[Any]:
    with app.app_context():
        return list(db.session.query(table).order_by(table.id))


def said(client: CheckingClient, url: str) -> str:
    assert client.get(url).status_code == 200
    return " ".join(client.soup.select_one("main").get_text(" ").split())


def count(app: Flask, verb: str) -> int:
    with app.app_context():
        return db.session.query(Event).filter_by(verb=f"scaling.{verb}").count()


@pytest.fixture
def need(app: Flask, cast: SimpleNamespace, opened: str) -> str:
    with app.app_context():
        one = db.session.get_one(SocialInnovation, opened)
        return add_need(a_person(cast.innovator), one, "finance", "A first loan").id


def test_help_for_a_need_from_outside(app: Flask, as_: As, cast: SimpleNamespace, opened: str, need: str) -> None:
    url = f"/innovations/{opened}/pathway/support"
    team = as_(cast.innovator)
    assert "Finance and investment" in said(team, url) and "No help has been found yet" in said(team, url)
    team.get(f"{url}?need={need}")
    assert team.soup.select_one("#new[open] option[selected]")["value"] == need
    for wrong in ({"who": ""}, {"source": "mentorship:nothing"}, {"need_id": "nothing"}, {"note": "x" * 601}):
        assert team.post(url, HELP | {"need_id": need} | wrong).status_code == 422
    assert team.post(url, HELP | {"need_id": need}).status_code == 303
    assert "The province" in said(team, url)
    item = rows(app, SupportItem)[0]
    assert team.get(f"{url}/{item.id}").status_code == 200
    assert team.post(f"{url}/{item.id}", HELP | {"who": ""}).status_code == 422
    for _each in range(2):
        assert team.post(f"{url}/{item.id}", HELP | {"who": "The city"}).status_code == 303
        assert team.post(f"{url}/{item.id}/state", {"state": "given"}).status_code == 303
    assert team.post(f"{url}/{item.id}/state", {"state": "lost"}).status_code == 422
    assert "For no need that was said" in said(team, url) and "Given" in said(team, url)
    assert (count(app, "support_changed"), count(app, "support_moved")) == (1, 1)
    observer = as_(cast.observer)
    assert "The city" not in said(observer, url)


def test_help_that_is_there_is_linked_for_who_may_see_it(
    app: Flask, as_: As, cast: SimpleNamespace, opened: str, need: str, led: Callable[[str], None]
) -> None:
    with app.app_context():
        a_mentor(cast.mentor2)
        id_ = a_mentorship(cast.mentor2, cast.innovator)
        db.session.rollback()
        db.session.connection(execution_options={"writing": True})
        db.session.get_one(Mentorship, id_).innovation_id = opened
        db.session.commit()
    led(opened)
    url = f"/innovations/{opened}/pathway/support"
    team, lead = as_(cast.innovator), as_(cast.mentor)
    told = HELP | {"need_id": need, "source": f"mentorship:{id_}", "who": ""}
    assert lead.post(url, told).status_code == 422  # the lead partner is not told who mentors whom
    assert team.post(url, told).status_code == 303
    assert f"Mentoring: {cast.mentor2.name}" in said(team, url)
    assert team.soup.select(f"a[href='/mentoring/mentorships/{id_}']")
    assert cast.mentor2.name not in said(lead, url) and "Mentoring" in said(lead, url)
    item = rows(app, SupportItem)[0].id
    assert lead.post(f"{url}/{item}", told | {"note": "Every month"}).status_code == 303  # what is there stays
    assert rows(app, SupportItem)[0].object_id == id_


def test_risks_are_weighed_in_a_matrix(app: Flask, as_: As, cast: SimpleNamespace, opened: str) -> None:
    url = f"/innovations/{opened}/pathway/risks"
    team = as_(cast.innovator)
    for wrong in ({"title": ""}, {"likelihood": "6"}, {"impact": "x"}, {"owner_id": "nobody"}, {"state": "far"}):
        assert team.post(url, RISK | wrong).status_code == 422
    assert team.post(url, RISK).status_code == 303
    text = said(team, url)
    assert "1. Nobody comes" in text and "Likely" in text and "Noticeable" in text and "High" in text
    cell = team.soup.select(".matrix tbody tr")[1].select("td")[2]  # likely is the second row, noticeable the third
    assert cell.select_one("a").get_text() == "1" and "High" in cell.get_text()
    risk = rows(app, PathwayRisk)[0]
    assert team.get(f"{url}/{risk.id}").status_code == 200
    assert team.post(f"{url}/{risk.id}", RISK | {"title": ""}).status_code == 422
    for _each in range(2):
        assert team.post(f"{url}/{risk.id}", RISK | {"state": "closed"}).status_code == 303
    assert count(app, "risk_changed") == 1
    team.get(url)
    assert not team.soup.select(".matrix td a")


def test_every_level_has_its_word() -> None:
    levels = {level_of(likelihood, impact) for likelihood in range(1, 6) for impact in range(1, 6)}
    assert levels == {"low", "medium", "high"} and level_of(1, 5) == "low" and level_of(3, 4) == "high"


def test_the_journal(app: Flask, as_: As, cast: SimpleNamespace, opened: str, led: Callable[[str], None]) -> None:
    url, day = f"/innovations/{opened}/pathway/journal", now().date()
    led(opened)
    team, lead = as_(cast.innovator), as_(cast.mentor)
    told = {"happened_on": day.isoformat(), "text": "We met **the city**."}
    tomorrow = (day + timedelta(days=3)).isoformat()
    for wrong in ({"text": ""}, {"happened_on": ""}, {"happened_on": tomorrow}, {"happened_on": "soon"}):
        assert team.post(url, told | wrong).status_code == 422
    assert team.post(url, told).status_code == 303
    assert "We met the city" in said(lead, url) and cast.innovator.name in said(lead, url)
    assert cast.innovator.name not in said(as_(cast.observer), url)
    note = rows(app, JournalNote)[0].id
    assert lead.post(f"{url}/{note}", told).status_code == 403 and lead.post(f"{url}/{note}/removal").status_code == 403
    assert team.get(f"{url}/{note}").status_code == 200
    assert team.post(f"{url}/{note}", told | {"text": ""}).status_code == 422
    for _each in range(2):
        assert team.post(f"{url}/{note}", told | {"text": "We met the mayor."}).status_code == 303
    assert count(app, "journal_changed") == 1 and "Changed on" in said(team, url)
    with app.app_context():
        facts = [event.facts for event in db.session.query(Event).filter(Event.verb.like("scaling.journal%"))]
    assert "mayor" not in str(facts)
    assert team.post(f"{url}/{note}/removal").status_code == 303
    assert team.post(f"{url}/{note}/removal").status_code == 404 and rows(app, JournalNote) == []


def test_a_long_journal_goes_page_by_page(app: Flask, as_: As, cast: SimpleNamespace, opened: str) -> None:
    with app.app_context():
        way, day = pathway_of(opened), now().date()
        assert way is not None
        put(*(JournalNote(pathway_id=way.id, author_id=cast.innovator.id, happened_on=day - timedelta(days=n),
                          text=f"Day {n}.") for n in range(30)))  # fmt: skip
    team = as_(cast.innovator)
    assert "Day 24." in said(team, f"/innovations/{opened}/pathway/journal")
    more = next(a["href"] for a in team.soup.select(".pager a"))
    text = said(team, more)
    assert "Day 29." in text and "Day 25." in text and "Day 24." not in text


def test_target_places(app: Flask, as_: As, cast: SimpleNamespace, opened: str) -> None:
    url = f"/innovations/{opened}/pathway/places"
    team = as_(cast.innovator)
    for wrong in ({"country": ""}, {"country": "XX"}, {"region": "FR10"}, {"region": "BE!"}, {"state": "far"}):
        assert team.post(url, PLACE | wrong).status_code == 422
    assert team.post(url, PLACE).status_code == 303
    assert team.post(url, PLACE | {"country": "GR", "region": "EL30", "city": ""}).status_code == 303
    assert "Ghent, Belgium" in said(team, url) and "BE234" in said(team, url) and "Greece" in said(team, url)
    place = rows(app, TargetPlace)[0]
    assert team.get(f"{url}/{place.id}").status_code == 200
    assert team.post(f"{url}/{place.id}", PLACE | {"country": ""}).status_code == 422
    for _each in range(2):
        assert team.post(f"{url}/{place.id}", PLACE | {"state": "reached"}).status_code == 303
    assert count(app, "place_changed") == 1 and "Reached" in said(team, url)


@pytest.mark.parametrize("part", ["support", "risks", "journal", "places"])
def test_others_cannot(app: Flask, as_: As, cast: SimpleNamespace, opened: str, part: str) -> None:
    told: dict[str, Any] = {"support": HELP, "risks": RISK, "places": PLACE,
                            "journal": {"happened_on": now().date().isoformat(), "text": "We met."}}[part]  # fmt: skip
    table = {"support": SupportItem, "risks": PathwayRisk, "places": TargetPlace, "journal": JournalNote}[part]
    url = f"/innovations/{opened}/pathway/{part}"
    team = as_(cast.innovator)
    assert team.post(url, told).status_code == 303
    here = rows(app, table)[0].id
    more = {"support": [f"{here}/state"], "journal": [f"{here}/removal"]}.get(part, [])
    for path in (url, f"{url}/{here}", *(f"{url}/{each}" for each in more)):
        assert as_(cast.stranger).post(path, told).status_code == 404
        assert as_(cast.partner).post(path, told).status_code == 403
        assert as_(cast.observer).post(path, told).status_code == 403
        assert app.test_client().post(path, told).status_code == 303
        assert team.post(path.replace(here, "nothing"), told).status_code == (404 if here in path else 303)
