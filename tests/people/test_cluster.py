"""/cluster: what the animators say of the cluster."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.activity.models import Event
from app.extensions import db
from app.people.queries import cluster

FORM = {
    "name": "Réseau de Liège", "about": "We *grow* what works.", "timezone": "Europe/Athens", "languages": ["fr", "nl"],
    "countries": ["BE", "LU"],
}  # fmt: skip


def told(app):
    with app.app_context():
        return db.session.execute(select(func.count(Event.id)).where(Event.verb == "people.cluster_changed")).scalar()


def test_an_animator_changes_it(app, as_, cast, client):
    ana = as_(cast.animator)
    ana.get("/cluster")
    assert ana.soup.select_one("#name")["value"] == "Test cluster"
    assert ana.soup.select_one("input[name=countries][value=BE][checked]")
    assert ana.post("/cluster", FORM).status_code == 303
    with app.app_context():
        card = cluster()
        assert (card.name, card.timezone, card.languages, card.countries) == (
            "Réseau de Liège", "Europe/Athens", ["fr", "nl"], ["BE", "LU"])  # fmt: skip
    page = client.get("/").get_data(as_text=True)
    assert "<em>grow</em>" in page and "Réseau de Liège" in page
    log = as_(cast.mentor).get("/activity").get_data(as_text=True)
    assert "Ana Kovač</a> renamed Test cluster: it is now Réseau de Liège" in log


def test_the_same_again_tells_nothing(app, as_, cast):
    for _again in range(2):
        as_(cast.animator).post("/cluster", FORM)
    assert told(app) == 1
    as_(cast.animator).post("/cluster", FORM | {"about": ""})
    assert told(app) == 2
    assert "changed the settings of Réseau de Liège" in as_(cast.mentor).get("/activity").get_data(as_text=True)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 121}, {"timezone": "Mars/Base"}, {"countries": ["XX"]}])
def test_bad_input_is_kept_and_explained(app, as_, cast, wrong):
    client = as_(cast.animator)
    assert client.post("/cluster", FORM | wrong).status_code == 422
    assert client.soup.select_one(f"#{next(iter(wrong))}-error")
    assert "We *grow* what works." in client.soup.select_one("#about").get_text()
    assert told(app) == 0


def test_only_animators(app, as_, cast, client):
    for person in (cast.mentor, cast.partner, cast.observer):
        assert as_(person).get("/cluster").status_code == 403
        assert as_(person).post("/cluster", FORM).status_code == 403
    assert client.get("/cluster").status_code == 303
    assert told(app) == 0


def test_it_is_linked_for_animators_alone(as_, cast):
    for url in ("/more", "/account", "/account/preferences"):
        for person, linked in ((cast.animator, True), (cast.mentor, False)):
            client = as_(person)
            client.get(url)
            assert bool(client.soup.select('main a[href="/cluster"]')) is linked


@pytest.mark.parametrize("pattern", ["http://meet.example.org/{room}", "https://meet.example.org/", "https://{room}",
                                     "https://meet.example.org/{room}/{room}", "meet/{room}"])  # fmt: skip
def test_a_room_pattern_is_https_with_a_room_in_it(app, as_, cast, pattern):
    client = as_(cast.animator)
    assert client.post("/cluster", FORM | {"room_pattern": pattern}).status_code == 422
    assert client.soup.select_one("#room_pattern")["value"] == pattern
    assert client.post("/cluster", FORM | {"room_pattern": "https://meet.example.org/cw-{room}"}).status_code == 303
    with app.app_context():
        assert cluster().room_pattern == "https://meet.example.org/cw-{room}"
