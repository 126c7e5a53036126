"""Who is here: searched, filtered, counted, exported; shown to those who take part."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import event, update

from app.extensions import db
from app.innovations.queries import SocialInnovation, TeamMember
from app.mentoring.queries import MentorProfile, MentorTopic
from app.people import actions
from app.people.forms.parts import languages_nearest_first
from app.people.models import Cluster, Person
from app.people.queries import active_animators
from app.reference.queries import countries
from tests.builders import an_offer


@pytest.fixture
def indexed(app, cast):
    """Everybody can be found."""
    with app.app_context():
        for part in vars(cast).values():
            person = db.session.get(Person, part.id)
            actions.change_profile(person, actions.Profile(person.name, country=person.country, languages=["en", "el"]))
    return cast


def names(client, url):
    assert client.get(url).status_code == 200
    return [name.get_text() for name in client.soup.select("#results .name")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=lacki", ["Marek Łącki"]),
        ("q=ΠΑΠΑΔΑΚΗΣ", ["Γιώργος Παπαδάκης"]),
        ("q=παπαδακης", ["Γιώργος Παπαδάκης"]),
        ("q=ort", ["Inés Ortega"]),
        ("q=nobody", []),
        ("does=animator", ["Ana Kovač"]),
        ("does=partner", ["Мария Иванова"]),
        ("does=stakeholder", []),
        ("does=mentor", []),
        ("language=el&q=ana", ["Ana Kovač"]),
        ("language=fr", []),
        ("topic=finance", []),
    ],
)
def test_search_and_filters(as_, indexed, query, found):
    assert names(as_(indexed.mentor), f"/people?{query}") == found


def test_what_they_do_comes_from_what_they_did(app, as_, indexed):
    with app.app_context():
        db.session.add(MentorProfile(person_id=indexed.mentor.id, state="published"))
        db.session.add(MentorProfile(person_id=indexed.mentor2.id, state="draft"))
        db.session.flush()
        db.session.add(MentorTopic(person_id=indexed.mentor.id, topic="finance.grants"))
        db.session.add(MentorTopic(person_id=indexed.mentor2.id, topic="finance"))
        thing = SocialInnovation(name="Repair café")
        db.session.add(thing)
        db.session.flush()
        db.session.add(TeamMember(innovation_id=thing.id, person_id=indexed.innovator.id))
        db.session.commit()
    client = as_(indexed.stranger)
    assert names(client, "/people?does=mentor") == ["Inés Ortega"]
    assert names(client, "/people?topic=finance") == names(client, "/people?topic=finance.grants") == ["Inés Ortega"]
    assert names(client, "/people?does=innovator") == ["Lucía Ferrer"]
    assert [tag.get_text() for tag in client.soup.select("#results .tag")] == ["Innovator"]
    client.get(f"/people/{indexed.mentor.id}")
    assert client.soup.select_one(f"a[href='/mentoring/mentors/{indexed.mentor.id}']")
    client.get(f"/people/{indexed.innovator.id}")
    assert "Repair café" in str(client.soup)


@pytest.mark.parametrize("query", ['q="', "q=C%2B%2B", "q=" + "x" * 5000, "q=%00", "after=nonsense", "does=%ff", "q=*"])
def test_odd_queries_are_harmless(as_, indexed, query):
    assert as_(indexed.mentor).get(f"/people?{query}").status_code in (200, 400, 414)


def test_sorted_as_people_read_and_counted(as_, indexed):
    client = as_(indexed.mentor)
    listed = names(client, "/people")
    assert listed[:4] == ["Ana Kovač", "Inés Ortega", "Jonas Weber", "Lucía Ferrer"]
    assert "9 people" in str(client.soup)


def test_htmx_gets_the_list_alone(as_, indexed):
    text = as_(indexed.mentor).fragment("/people?q=ana").get_data(as_text=True)
    assert "Ana Kovač" in text and "<html" not in text and "<h1" not in text


def test_pages_by_key(app, as_, indexed):
    with app.app_context():
        db.session.add_all(Person(email=f"p{n}@example.org", name=f"Person {n:02}") for n in range(40))
        db.session.commit()
    client = as_(indexed.mentor)
    first = names(client, "/people")
    more = client.soup.select_one("nav.pager a[href*='after=']")["href"]
    second = names(client, more)
    assert len(first) == 25 and len(second) == 24 and not set(first) & set(second)


def test_as_many_statements_for_three_as_for_one(app, as_, indexed):
    client, counts = as_(indexed.mentor), []
    for query in ("q=ana", "country=", "does="):
        seen: list[str] = []
        with app.app_context():
            engine = db.engine
        listen = lambda *args, seen=seen: seen.append(args[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listen)
        client.get(f"/people?{query}")
        event.remove(engine, "before_cursor_execute", listen)
        counts.append(len(seen))
    assert len(set(counts)) == 1, counts


def test_the_export_is_exactly_what_is_filtered(app, as_, indexed):
    answer = as_(indexed.animator).get("/people.csv?q=ana")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert [row["name"] for row in rows] == ["Ana Kovač"]
    assert rows[0]["languages"] == "el, en" and rows[0]["does"] == "animator"
    assert as_(indexed.mentor).get("/people.csv").status_code == 403
    assert as_(indexed.observer).get("/people.csv").status_code == 403


def test_who_sees_people(as_, client, indexed):
    page = f"/people/{indexed.mentor.id}"
    assert client.get("/people").status_code == client.get(page).status_code == 303
    assert as_(indexed.observer).get("/people").status_code == as_(indexed.observer).get(page).status_code == 403
    watcher = as_(indexed.observer)
    watcher.get("/organisations")
    assert not watcher.soup.select("nav a[href='/people']")
    assert as_(indexed.stranger).get(page).status_code == 200
    for wrong in ("01m8333982pae6q2a6qndfehy6", "x", "9" * 5000, "%00"):
        assert as_(indexed.stranger).get(f"/people/{wrong}").status_code in (404, 414)


def test_the_address_is_for_animators(as_, indexed):
    page = f"/people/{indexed.mentor.id}"
    assert indexed.mentor.email in as_(indexed.animator).get(page).get_data(as_text=True)
    assert indexed.mentor.email not in as_(indexed.innovator).get(page).get_data(as_text=True)
    client = as_(indexed.innovator)
    client.get(page)
    assert not client.soup.select_one("#people-care")


def test_animators_are_known(context, cast):
    assert active_animators() == [cast.animator.id]


def test_a_stakeholder_is_who_gives_for_an_organisation(app, as_, indexed):
    """Having an employer makes nobody a stakeholder; an offer in its name does."""
    with app.app_context():
        giver = db.session.get(Person, indexed.stakeholder.id)
        actions.change_profile(giver, actions.Profile(giver.name, organisation="Notaires Solidaires", languages=["en"]))
        assert giver.organisation_id
    assert names(as_(indexed.mentor), "/people?does=stakeholder") == []
    with app.app_context():
        organisation = db.session.get(Person, indexed.stakeholder.id).organisation_id
        an_offer(indexed.stakeholder, organisation_id=organisation)
    client = as_(indexed.mentor)
    assert names(client, "/people?does=stakeholder") == [indexed.stakeholder.name]


def test_the_languages_of_the_region_come_first(app):
    with app.app_context():
        db.session.execute(update(Cluster).values(languages=["bg"], countries=["GR"]))
        with app.test_request_context():
            assert [code for code, _name in languages_nearest_first()][:2] == ["bg", "el"]


def test_one_list_of_countries_europe_first(app):
    with app.test_request_context():
        codes = [code for code, _name in countries()]
    assert codes[0] == "AL" and codes.index("XK") < codes.index("AF") and "KE" in codes
    assert len(codes) == len(set(codes))
