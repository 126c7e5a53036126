"""Organisations: listed for all, changed by their own people and the animators."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.extensions import db
from app.people.models import Organisation

FORM = {
    "name": "Zadruga Łąka", "kind": "venture", "about": "A *meadow*.", "website": "laka.example.org", "city": "Łódź",
    "country": "PL",
}  # fmt: skip


def made(app, name="Zadruga Łąka"):
    with app.app_context():
        return db.session.execute(select(Organisation).where(Organisation.name == name)).scalar_one_or_none()


def test_added_found_shown(app, as_, cast):
    client = as_(cast.innovator)
    assert client.get("/organisations/new").status_code == 200
    answer = client.post("/organisations/new", FORM)
    assert answer.status_code == 303 and made(app).website == "https://laka.example.org"
    page = client.get(answer.location).get_data(as_text=True)
    assert "<em>meadow</em>" in page and "Edit" in page
    for query in ("q=laka", "q=lodz", "kind=venture", "country=PL"):
        assert "Zadruga" in as_(cast.mentor).get(f"/organisations?{query}").get_data(as_text=True)
    assert "Zadruga" not in as_(cast.mentor).get("/organisations?kind=partner").get_data(as_text=True)
    assert "<html" not in as_(cast.mentor).fragment("/organisations?q=laka").get_data(as_text=True)


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "notaires solidaires"}, {"website": "javascript:x"}, {"country": "XX"}]
)
def test_bad_input(app, as_, cast, wrong):
    client = as_(cast.innovator)
    assert client.post("/organisations/new", FORM | wrong).status_code == 422
    assert client.soup.select_one(f"#{next(iter(wrong))}-error") and made(app) is None


def test_who_may_change_it(app, as_, cast, client):
    one = made(app, "Notaires Solidaires")
    url = f"/organisations/{one.id}/edit"
    for person, status in ((cast.stakeholder, 200), (cast.animator, 200), (cast.mentor, 403), (cast.observer, 403)):
        assert as_(person).get(url).status_code == status
    assert client.get(url).status_code == 303
    assert as_(cast.mentor).post(url, FORM).status_code == 403
    assert as_(cast.stakeholder).post(url, FORM | {"name": "Notaires & Co"}).status_code == 303
    assert made(app, "Notaires & Co")
    assert as_(cast.mentor).get("/organisations/nothing").status_code == 404


def test_observers_see_it_without_people(app, as_, cast):
    url = f"/organisations/{made(app, 'Notaires Solidaires').id}"
    assert cast.stakeholder.name in as_(cast.mentor).get(url).get_data(as_text=True)
    assert cast.stakeholder.name not in as_(cast.observer).get(url).get_data(as_text=True)
    assert as_(cast.observer).get("/organisations").status_code == 200


def test_the_export_is_what_is_filtered(as_, cast, client):
    for name in ("Zadruga Łąka", "Atelier"):
        as_(cast.innovator).post("/organisations/new", FORM | {"name": name, "city": name})
    observer = as_(cast.observer)
    observer.get("/organisations?q=laka")
    link = observer.soup.select_one("#results a[href^='/organisations.csv']")["href"]
    told = observer.get(link).get_data(as_text=True).splitlines()
    assert told[0] == "id,name,kind,city,country,website,people,here_since" and len(told) == 2
    assert ",Zadruga Łąka,venture,Zadruga Łąka,PL,https://laka.example.org,0,20" in told[1]
    everyone = observer.get("/organisations.csv").get_data(as_text=True).splitlines()[1:]
    assert [line.split(",")[1] for line in everyone] == [
        "Atelier",
        "Notaires Solidaires",
        "Zadruga Łąka",
    ]
    assert client.get("/organisations.csv").status_code == 303
