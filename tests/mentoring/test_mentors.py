"""The list of mentors: filters, counts, CSV, bounded statements; and what mentoring tells other pages."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.extensions import db
from app.mentoring import queries
from app.people.models import Person, PersonLanguage
from tests.mentoring.builders import MONDAY, a_mentor, a_mentorship, a_request, a_session, an_innovation
from tests.statements import statements


def people(number: int) -> list[SimpleNamespace]:
    """Members made for a test."""
    made = []
    for n in range(number):
        person = Person(email=f"p{n}@example.org", name=f"Mentor {n:02}", timezone="Europe/Paris", welcomed=True)
        db.session.add(person)
        db.session.flush()
        db.session.add(PersonLanguage(person_id=person.id, code="fr"))
        made.append(SimpleNamespace(id=person.id, name=person.name, timezone=person.timezone, role="member"))
    db.session.commit()
    return made


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ortega", {"Inés Ortega"}),
        ("q=ines", {"Inés Ortega"}),
        ("q=cooperative", {"Γιώργος Παπαδάκης"}),
        ("topic=finance", {"Inés Ortega"}),
        ("topic=legal.forms", {"Γιώργος Παπαδάκης"}),
        ("topic=nonsense", {"Inés Ortega", "Γιώργος Παπαδάκης"}),
        ("language=el", {"Γιώργος Παπαδάκης"}),
        ("country=GR", {"Γιώργος Παπαδάκης"}),
        ("free=1", {"Inés Ortega"}),
        ("free=1&language=el", set()),
        ("q=%22%27Q%2B%2B", set()),
    ],
)
def test_filters_combine(app: Flask, cast: Any, as_: Any, query: str, found: set[str]) -> None:
    with app.app_context():
        a_mentor(cast.mentor, topics=("finance.planning",))
        a_mentor(cast.mentor2, topics=("legal.forms",), capacity=1, offer="Cooperatives")
        a_mentorship(cast.mentor2, cast.stranger)
        db.session.get_one(Person, cast.mentor2.id).country = "GR"
        db.session.add(PersonLanguage(person_id=cast.mentor2.id, code="el"))
        db.session.commit()
    client = as_(cast.innovator)
    client.get(f"/mentoring/mentors?{query}")
    assert {card.get_text() for card in client.soup.select("#results a.title")} == found
    part = client.fragment(f"/mentoring/mentors?{query}").get_data(as_text=True)
    assert "<html" not in part and all(name in part for name in found)
    csv = as_(cast.innovator).get(f"/mentoring/mentors.csv?{query}").get_data(as_text=True).splitlines()
    assert {line.split(",")[0] for line in csv[1:]} == found


def test_pages_of_twenty_five(app: Flask, cast: Any, as_: Any) -> None:
    with app.app_context():
        for person in people(27):
            a_mentor(person)
    client = as_(cast.innovator)
    client.get("/mentoring/mentors")
    assert "27 mentors" in client.soup.get_text() and len(client.soup.select("#results a.title")) == 25
    client.get(client.soup.select(".pager a")[-1]["href"])
    assert [card.get_text() for card in client.soup.select("#results a.title")] == ["Mentor 25", "Mentor 26"]


def test_an_empty_list_says_what_belongs_there(cast: Any, as_: Any) -> None:
    text = as_(cast.innovator).get("/mentoring/mentors").get_data(as_text=True)
    assert "No mentors yet" in text
    text = as_(cast.innovator).get("/mentoring/mentors?q=nobody").get_data(as_text=True)
    assert "No mentor fits this search" in text


def test_few_statements_and_the_same_for_one_and_for_three(app: Flask, cast: Any, as_: Any) -> None:
    client = as_(cast.innovator)
    most = {
        "/today": 18, "/mentoring": 26, "/mentoring/mentors": 17, "/mentoring/mentors/": 20,
        "/mentoring/mentorships/": 25,
    }  # fmt: skip
    counts: dict[str, list[int]] = {url: [] for url in most}
    with app.app_context():
        an_innovation(cast.innovator, needs=("finance",))
        others, it = people(3), ""
    for person in others:
        if person is others[1]:
            continue
        with app.app_context():
            for one in [person] if person is others[0] else others[1:]:
                a_mentor(one)
                it = a_mentorship(one, cast.innovator)
                a_request(one, cast.innovator, state="declined")
                for days in (3, 4, -3, -4):
                    offset = timedelta(days=days, minutes=60 * others.index(one))
                    a_session(it, MONDAY + offset, state="confirmed" if days > 0 else "held", minutes=30)
        for url in counts:
            ref = {"/mentoring/mentors/": others[0].id, "/mentoring/mentorships/": it}.get(url, "")
            with statements(app) as seen:
                assert client.get(url + ref).status_code == 200
            counts[url].append(len(seen))
    for url, numbers in counts.items():
        assert numbers[0] == numbers[1], (url, numbers)
        assert numbers[0] <= most[url], (url, numbers)


def test_what_mentoring_tells_other_pages(app: Flask, cast: Any) -> None:
    with app.app_context():
        a_mentor(cast.mentor)
        it = a_mentorship(cast.mentor, cast.innovator)
        a_session(it, MONDAY + timedelta(days=2))
        a_session(it, MONDAY - timedelta(days=2))
        a_session(it, MONDAY - timedelta(days=3), state="held")
        a_request(cast.mentor, cast.innovator2)
    with app.test_request_context():
        waiting = queries.waiting_for(cast.mentor)
        assert [str(item.button) for item in waiting] == ["Answer", "Confirm", "Answer"]
        assert [item.since for item in waiting] == sorted(item.since for item in waiting)
        following = queries.next_sessions(cast.innovator)
        assert [(row.partner_name, row.partner_zone) for row in following] == [("Inés Ortega", "Europe/Madrid")]
        assert [hit.title for hit in queries.found(cast.innovator, "Inés")] == ["Inés Ortega"]
        assert queries.found(cast.innovator, "kitchen") == []
