"""Finding a mentor: by fit, free this week, why they fit, side by side; bounded whatever the size."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.extensions import db
from app.mentoring.models import ConflictOfInterest, DateOverride, MentorProfile, MentorSector
from app.mentoring.queries import finding
from app.people.models import Block, Person, PersonLanguage
from tests.mentoring.builders import MONDAY, a_mentor, a_mentorship, a_session, an_innovation
from tests.statements import statements


def some_mentors(number: int, topics: tuple[str, ...] = ("finance",), **terms: Any) -> list[SimpleNamespace]:
    """Mentors who speak English, in Paris."""
    made = []
    for n in range(number):
        person = Person(email=f"m{n}-{topics[0]}@example.org", name=f"Mentor {n:03}", timezone="Europe/Paris")
        db.session.add(person)
        db.session.flush()
        db.session.add(PersonLanguage(person_id=person.id, code="en"))
        made.append(SimpleNamespace(id=person.id, name=person.name, timezone=person.timezone, role="member"))
        a_mentor(made[-1], topics=topics, **terms)
    return made


def names(client: Any) -> list[str]:
    return [card.get_text() for card in client.soup.select("#results a.title")]


@pytest.fixture
def needs(app: Flask, cast: Any) -> Any:
    """The innovator needs help with finance and law."""
    with app.app_context():
        an_innovation(cast.innovator, needs=("finance", "legal"))
    return cast


def test_by_fit_for_who_has_needs_and_by_name_for_others(app: Flask, needs: Any, as_: Any) -> None:
    with app.app_context():
        a_mentor(needs.mentor, topics=("finance", "legal"))
        a_mentor(needs.stranger, topics=("marketing",))
        a_mentor(needs.mentor2, topics=("legal",))
    client = as_(needs.innovator)
    text = client.get("/mentoring/mentors").get_data(as_text=True)
    assert names(client) == ["Inés Ortega", "Γιώργος Παπαδάκης", "Tomás Novák"]
    assert "2 of your 2" in text
    client.get("/mentoring/mentors?sort=name")
    assert names(client) == ["Inés Ortega", "Tomás Novák", "Γιώργος Παπαδάκης"]
    other = as_(needs.innovator2)
    text = other.get("/mentoring/mentors").get_data(as_text=True)
    assert names(other) == ["Inés Ortega", "Tomás Novák", "Γιώργος Παπαδάκης"] and "of your" not in text


def test_m5_a_rare_topic_weighs_more(app: Flask, needs: Any, as_: Any) -> None:
    with app.app_context():
        a_mentor(needs.mentor, topics=("finance",))
        a_mentor(needs.stranger, topics=("legal",))
        some_mentors(3)
    client = as_(needs.innovator)
    client.get("/mentoring/mentors")
    assert names(client)[0] == "Tomás Novák"


def test_m4_a_conflict_of_interest_is_a_gate(app: Flask, needs: Any, as_: Any) -> None:
    with app.app_context():
        a_mentor(needs.mentor, topics=("finance", "legal"))
        a_mentor(needs.mentor2, topics=("legal",))
        innovation = an_innovation(needs.innovator, "Second", needs=("finance",))
        db.session.add(
            ConflictOfInterest(
                mentor_id=needs.mentor.id, innovation_id=innovation, kind="investor", declared_by=needs.mentor.id
            )
        )
        db.session.commit()
    client = as_(needs.innovator)
    text = client.get("/mentoring/mentors").get_data(as_text=True)
    assert names(client)[0] == "Γιώργος Παπαδάκης" and "A conflict of interest has been declared." in text
    with app.test_request_context():
        assert [card.id for card in finding.best_mentors(needs.innovator)] == [needs.mentor2.id]


@pytest.mark.parametrize("way", [0, 1])
def test_m3_who_blocked_is_not_shown_to_the_other(app: Flask, needs: Any, as_: Any, way: int) -> None:
    with app.app_context():
        a_mentor(needs.mentor)
        two = [needs.mentor.id, needs.innovator.id]
        db.session.add(Block(person_id=two[way], other_id=two[1 - way]))
        db.session.commit()
    client = as_(needs.innovator)
    for url in ("/mentoring/mentors", f"/mentoring/mentors/compare?id={needs.mentor.id}", "/mentoring/mentors.csv"):
        assert "Ortega" not in client.get(url).get_data(as_text=True)
    assert "Ortega" in as_(needs.stranger).get("/mentoring/mentors").get_data(as_text=True)


def test_sectors_filter_and_count(app: Flask, needs: Any, as_: Any) -> None:
    with app.app_context():
        a_mentor(needs.mentor)
        a_mentor(needs.mentor2)
        db.session.add(MentorSector(person_id=needs.mentor.id, sector="food"))
        db.session.commit()
    client = as_(needs.innovator)
    text = client.get("/mentoring/mentors?sector=food").get_data(as_text=True)
    assert names(client) == ["Inés Ortega"] and "1 mentor" in text and "Food and agriculture" in text
    assert client.get("/mentoring/mentors?sector=nonsense&sort=nonsense&week=x").status_code == 200
    assert len(names(client)) == 2


@pytest.mark.parametrize("sort", ["fit", "name"])
def test_free_this_week_is_a_real_free_time(app: Flask, needs: Any, as_: Any, sort: str) -> None:
    with app.app_context():
        a_mentor(needs.mentor)  # weekdays
        a_mentor(needs.mentor2, notice_hours=24 * 8)  # nothing within a week
        a_mentor(needs.stranger, days=range(2, 3), hours=((540, 600),))  # one hour on Wednesday, which is taken
        it = a_mentorship(needs.stranger, needs.innovator2)
        a_session(it, MONDAY.replace(hour=7) + timedelta(days=2))
        a_mentor(needs.partner, days=range(3, 4))  # Thursday, closed this week
        day = (MONDAY + timedelta(days=3)).date()
        db.session.add(DateOverride(person_id=needs.partner.id, day=day, windows=[]))
        a_mentor(needs.stakeholder, days=range(1), hours=((60, 120),))  # too early to give notice; then next Monday
        db.session.commit()
    client = as_(needs.innovator)
    text = client.get(f"/mentoring/mentors?week=1&sort={sort}").get_data(as_text=True)
    assert names(client) == ["Inés Ortega"]
    assert "1 is free this week, of 5 looked at" in text and "Free 12 May 2026, 10:00" in text  # 9:00 in Madrid
    csv = client.get("/mentoring/mentors.csv?week=1").get_data(as_text=True).splitlines()
    assert [line.split(",")[0] for line in csv[1:]] == ["Inés Ortega"]


def test_free_this_week_asks_in_batches_and_goes_on(app: Flask, needs: Any, as_: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(finding, "BATCH", 2)
    with app.app_context():
        some_mentors(9, notice_hours=24 * 8)
        some_mentors(1, ("legal",))
        last = db.session.get_one(Person, some_mentors(1, ("people",))[0].id)
        last.name = "Zoë"
        db.session.commit()
    for sort in ("name", "fit"):
        client = as_(needs.innovator)
        client.get(f"/mentoring/mentors?week=1&sort={sort}")
        found = names(client)
        while more := [a for a in client.soup.select(".pager a") if "after=" in a["href"]][-1:]:
            assert len(found) <= 2
            if more[0].get_text(strip=True) != "Show more":
                break
            client.get(more[0]["href"])
            found += names(client)
        assert sorted(found) == ["Mentor 000", "Zoë"], sort


@pytest.mark.parametrize("sort", ["fit", "name"])
@pytest.mark.parametrize("week", ["", "1"])
def test_t3_who_is_back_is_listed_at_once(app: Flask, needs: Any, as_: Any, clock: Any, sort: str, week: str) -> None:
    """The list asks the clock, as booking does: whether or not the worker has written the return down."""
    with app.app_context():
        a_mentor(needs.mentor, state="paused", paused_until=MONDAY.date() + timedelta(days=1))
    client, url = as_(needs.innovator), f"/mentoring/mentors?sort={sort}&week={week}"
    client.get(url)
    assert names(client) == []
    clock.move_to(MONDAY.replace(hour=22, minute=30))  # past midnight in Madrid
    client.get(url)
    assert names(client) == ["Inés Ortega"]


def test_by_fit_in_pages_each_once(app: Flask, needs: Any, as_: Any) -> None:
    with app.app_context():
        some_mentors(30)
    client = as_(needs.innovator)
    client.get("/mentoring/mentors")
    first = names(client)
    client.get(client.soup.select(".pager a")[-1]["href"])
    assert len(first) == 25 and len(names(client)) == 5 and not set(first) & set(names(client))
    for forged in ("x", "W10", "WzEsMiwzXQ", "WyJhIiwgMSwgImIiXQ"):
        assert client.get(f"/mentoring/mentors?after={forged}").status_code == 200


def test_m5_the_same_statements_whatever_the_size(app: Flask, needs: Any, as_: Any) -> None:
    client = as_(needs.innovator)
    urls = (
        "/mentoring/mentors",
        "/mentoring/mentors?sort=name",
        "/mentoring/mentors?week=1",
        "/mentoring/mentors?week=1&sort=name",
    )
    counts: dict[str, list[int]] = {url: [] for url in urls}
    for more, topics in ((1, "finance"), (2, "legal"), (27, "people")):
        with app.app_context():
            some_mentors(more, (topics,))
        for url in urls:
            with statements(app) as seen:
                assert client.get(url).status_code == 200
            counts[url].append(len(seen))
    for url, numbers in counts.items():
        assert len(set(numbers)) == 1 and numbers[0] <= 30, (url, numbers)


def test_only_so_many_are_compared_and_the_page_says_so(app: Flask, needs: Any, as_: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(finding, "CANDIDATES", 3)
    with app.app_context():
        some_mentors(3, ("marketing",))
        some_mentors(2, ("finance", "legal"))
        some_mentors(1, ("legal",))
    client = as_(needs.innovator)
    text = client.get("/mentoring/mentors").get_data(as_text=True)
    assert "6 mentors" in text and "among the 3 who cover most" in text
    assert sorted(names(client)) == ["Mentor 000", "Mentor 000", "Mentor 001"]


def test_compare_up_to_three(app: Flask, needs: Any, as_: Any) -> None:
    with app.app_context():
        a_mentor(needs.mentor, topics=("finance", "legal"))
        a_mentor(needs.mentor2, topics=("legal",))
        a_mentor(needs.stranger, state="draft")
        more = some_mentors(2)
    client = as_(needs.innovator)
    client.get("/mentoring/mentors")
    boxes = client.soup.select("#comparison input[type=checkbox][name=id]")
    assert {box["value"] for box in boxes} >= {needs.mentor.id, needs.mentor2.id}
    ids = [needs.mentor.id, needs.mentor2.id, more[0].id, more[1].id]
    text = client.get("/mentoring/mentors/compare?" + "&".join(f"id={i}" for i in ids)).get_data(as_text=True)
    heads = [th.get_text() for th in client.soup.select("thead th")]
    assert heads == ["What", "Inés Ortega", "Γιώργος Παπαδάκης", "Mentor 000"]
    assert "the first three" in text and "2 of your 2" in text and "1 of your 2" in text and "Tuesday 12 May" in text
    text = client.get(f"/mentoring/mentors/compare?id={needs.stranger.id}&id={'x' * 3000}").get_data(as_text=True)
    assert "Nobody chosen yet" in text
    assert "one or two more" in client.get(f"/mentoring/mentors/compare?id={ids[0]}").get_data(as_text=True)
    assert app.test_client().get("/mentoring/mentors/compare").status_code == 303


def test_the_mentors_own_card_is_not_compared(app: Flask, needs: Any, as_: Any) -> None:
    with app.app_context():
        a_mentor(needs.innovator, topics=("legal",))
        a_mentor(needs.mentor)
        db.session.get_one(MentorProfile, needs.mentor.id).capacity = 0
        db.session.commit()
    client = as_(needs.innovator)
    client.get("/mentoring/mentors")
    assert names(client) == ["Inés Ortega", "Lucía Ferrer"]
    text = client.get(f"/mentoring/mentors/compare?id={needs.innovator.id}&id={needs.mentor.id}").get_data(as_text=True)
    assert "This is you." in text and "All places are taken" in text
