"""The matching desk: who waits and why, ranked mentors for one, what stands against others, introducing, scarcity."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.clock import now
from app.core.rules import NotAllowed, Refused
from app.extensions import db
from app.innovations.models import SupportNeed
from app.mentoring.actions import introduce
from app.mentoring.models import ConflictOfInterest, MentoringRequest, MentorProfile, Mentorship, MentorWish
from app.mentoring.queries.scarcity import scarcity
from app.mentoring.queries.waiting import waiting_page
from app.people.models import Block, Person, PersonLanguage
from tests.mentoring.builders import a_mentor, a_mentorship, a_request, an_innovation, an_introduction
from tests.statements import statements


def some_people(number: int, key: str) -> list[SimpleNamespace]:
    """Members who speak English."""
    made = []
    for n in range(number):
        person = Person(email=f"{key}{n}@example.org", name=f"{key.title()} {n:03}", timezone="Europe/Paris")
        db.session.add(person)
        db.session.flush()
        db.session.add(PersonLanguage(person_id=person.id, code="en"))
        made.append(SimpleNamespace(id=person.id, name=person.name, timezone=person.timezone, role="member"))
    db.session.commit()
    return made


def names(client: Any) -> list[str]:
    return [a.get_text() for a in client.soup.select("#results .agenda a.name")]


def test_who_waits_and_why(app: Flask, cast: Any, as_: Any) -> None:
    with app.app_context():
        an_innovation(cast.innovator, "Kitchens", needs=("finance", "legal"))
        helped = an_innovation(cast.stakeholder, "Helped", needs=("finance",))
        it = a_mentorship(cast.mentor, cast.stakeholder)
        db.session.get_one(Mentorship, it).innovation_id = helped
        lost = db.session.get_one(MentoringRequest, a_request(cast.mentor, cast.innovator2, state="declined"))
        lost.answered_at = now() - timedelta(days=20)
        db.session.add(MentorWish(person_id=cast.stranger.id, topic="impact", language="sk"))
        need = db.session.query(SupportNeed).filter_by(topic="legal").one()
        need.created_at = now() - timedelta(days=5)
        db.session.commit()
    client = as_(cast.animator)
    text = client.get("/mentoring/desk").get_data(as_text=True)
    assert names(client) == ["Marek Łącki", "Lucía Ferrer", "Tomás Novák"]  # who waits longest comes first
    assert "Has waited 20 days." in text and "1 request came to nothing." in text and "Needs: " in text
    assert "Found no mentor: Impact measurement" in text and "3 people wait" in text
    for why, who in (("needs", "Lucía Ferrer"), ("refused", "Marek Łącki"), ("wish", "Tomás Novák")):
        client.get(f"/mentoring/desk?why={why}")
        assert names(client) == [who]
    assert client.get("/mentoring/desk?why=nonsense&after=x").status_code == 200
    part = client.fragment("/mentoring/desk").get_data(as_text=True)
    assert "<html" not in part and "Marek" in part


def test_nobody_waits(cast: Any, as_: Any) -> None:
    client = as_(cast.animator)
    assert "Nobody waits" in client.get("/mentoring/desk").get_data(as_text=True)
    assert client.post("/mentoring/proposals").status_code == 409


@pytest.fixture
def desk(app: Flask, cast: Any) -> Any:
    """The innovator needs finance and law; three could help, some not."""
    with app.app_context():
        cast.kitchens = an_innovation(cast.innovator, "Kitchens", needs=("finance", "legal"))
        a_mentor(cast.mentor, topics=("finance", "legal"))
        a_mentor(cast.mentor2, topics=("legal",))
        a_mentor(cast.stakeholder, topics=("finance",), capacity=1)
    return cast


def test_m5_ranked_mentors_with_reasons_and_what_stands_against_each(app: Flask, desk: Any, as_: Any) -> None:
    with app.app_context():
        a_mentorship(desk.stakeholder, desk.stranger)  # full
        a_mentor(desk.partner, topics=("legal",), state="paused")
        a_mentor(desk.stranger, topics=("legal",))
        db.session.add(Block(person_id=desk.stranger.id, other_id=desk.innovator.id))
        tie = ConflictOfInterest(
            mentor_id=desk.mentor2.id, innovation_id=desk.kitchens, kind="client", declared_by=desk.mentor2.id
        )
        db.session.add(tie)
        silent, german = some_people(2, "more")
        a_mentor(german, topics=("finance",))
        db.session.get_one(PersonLanguage, (german.id, "en")).code = "de"
        a_mentor(silent, topics=("marketing",))
        db.session.commit()
    client = as_(desk.animator)
    text = client.get(f"/mentoring/desk/people/{desk.innovator.id}").get_data(as_text=True)
    assert [a.get_text() for a in client.soup.select(".ranking a.name")] == ["Inés Ortega"]
    assert "Covers <b>2 of 2</b> support needs" in text and "Best fit" in text
    rows = [li for li in client.soup.select(".plain-list:not(.ranking) > li") if li.select_one("a.name")]
    against = {li.select_one("a.name").get_text(): li.get_text(" ", strip=True) for li in rows}
    for name, words in {
        "Jonas Weber": "All places are taken", "Мария Иванова": "no new mentees", "Tomás Novák": "blocked the other",
        "Γιώργος Παπαδάκης": "conflict of interest", "More 001": "no language in common",
    }.items():  # fmt: skip
        assert words in against[name], name
    assert "More 000" not in text


def test_the_desk_is_the_animators(app: Flask, desk: Any, as_: Any) -> None:
    urls = ("/mentoring/desk", f"/mentoring/desk/people/{desk.innovator.id}", "/mentoring/scarcity",
            "/mentoring/scarcity.csv", "/mentoring/introductions", "/mentoring/introductions.csv")  # fmt: skip
    for url in urls:
        assert as_(desk.innovator).get(url).status_code == 403
        assert app.test_client().get(url).status_code == 303
        assert as_(desk.animator).get(url).status_code == 200
    post = f"/mentoring/desk/people/{desk.innovator.id}/introductions"
    assert as_(desk.mentor).post(post, {"mentor": desk.mentor.id}).status_code == 403
    assert as_(desk.animator).get("/mentoring/desk/people/nobody").status_code == 404
    assert as_(desk.animator).get(f"/mentoring/desk/people/{desk.observer.id}").status_code == 404
    assert "/mentoring/desk" not in as_(desk.innovator).get("/mentoring").get_data(as_text=True)


def test_introduce_with_a_note(app: Flask, desk: Any, as_: Any) -> None:
    client = as_(desk.animator)
    where = f"/mentoring/desk/people/{desk.innovator.id}"
    client.get(f"{where}?mentor={desk.mentor.id}")
    assert client.soup.select_one("#introduce input[name=mentor]")["value"] == desk.mentor.id
    told = {"mentor": desk.mentor.id, "note": "You both bake."}
    answers = [client.post(f"{where}/introductions", told, form_token="i" * 24) for _ in range(2)]
    assert {a.status_code for a in answers} == {303} and len({a.location for a in answers}) == 1
    it = answers[0].location
    for person in (desk.mentor, desk.innovator, desk.animator):
        assert "You both bake." in as_(person).get(it).get_data(as_text=True)
    assert as_(desk.mentor2).get(it).status_code == 404
    for person, other in ((desk.mentor, "Lucía Ferrer"), (desk.innovator, "Inés Ortega")):
        assert f"You are introduced to {other}" in as_(person).get("/today").get_data(as_text=True)
    again = client.post(f"{where}/introductions", told | {"note": "Keep me"})
    assert again.status_code == 422 and "work together already, are asked already" in again.get_data(as_text=True)
    assert "Is asked just now" in client.get("/mentoring/desk").get_data(as_text=True)


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_typed_is_kept(desk: Any, as_: Any, htmx: bool) -> None:
    client, where = as_(desk.animator), f"/mentoring/desk/people/{desk.innovator.id}/introductions"
    long = "x" * 2001
    answer = client.post(where, {"mentor": desk.mentor.id, "note": long}, htmx=htmx)
    assert answer.status_code == 422 and client.soup.find("textarea", {"name": "note"}).text.strip() == long
    for mentor in ("", "nobody", desk.observer.id, "y" * 4000):
        answer = client.post(where, {"mentor": mentor}, htmx=htmx)
        assert answer.status_code == 422 and "Choose one of the mentors shown" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("gate", "words"),
    [("blocked", "blocked the other"), ("conflict", "conflict of interest"), ("full", "taken or promised"),
     ("promised", "taken or promised"), ("paused", "no new mentees"), ("language", "no language in common"),
     ("already", "work together already"), ("themselves", "work together already")],
)  # fmt: skip
def test_m5_no_gate_is_passed_by_hand(context: Flask, desk: Any, gate: str, words: str) -> None:
    mentor, mentee = desk.mentor, desk.innovator
    profile = db.session.get_one(MentorProfile, mentor.id)
    if gate == "blocked":
        db.session.add(Block(person_id=mentee.id, other_id=mentor.id))
    elif gate == "conflict":
        tie = ConflictOfInterest(mentor_id=mentor.id, person_id=mentee.id, kind="family", declared_by=mentee.id)
        db.session.add(tie)
    elif gate == "full":
        profile.capacity = 0
    elif gate == "promised":
        profile.capacity = 1
        an_introduction(mentor, desk.stranger, desk.animator)
    elif gate == "paused":
        profile.state = "paused"
    elif gate == "language":
        db.session.get_one(PersonLanguage, (mentor.id, "en")).code = "es"
    elif gate == "already":
        a_request(mentor, mentee)
    else:
        mentee = mentor
    db.session.commit()
    with pytest.raises(Refused, match=words):
        introduce(desk.animator, mentee.id, mentor.id)
    with pytest.raises(NotAllowed):
        introduce(desk.mentor, mentee.id, mentor.id)


def test_scarcity_counts_needs_and_wishes_by_topic_and_language(app: Flask, desk: Any, as_: Any) -> None:
    with app.app_context():
        an_innovation(desk.innovator2, "Second", needs=("marketing.brand",))
        db.session.add(MentorWish(person_id=desk.stranger.id, topic="marketing.brand", language="sk"))
        db.session.add(MentorWish(person_id=desk.stranger.id, topic="marketing.brand", language=""))
        db.session.add(MentorWish(person_id=desk.stranger.id, topic="impact", language="en", state="withdrawn"))
        lonely = some_people(1, "more")[0]
        a_mentor(lonely, topics=("marketing",))
        db.session.commit()
        found = {(c.topic, c.language): (c.mentors, c.needs, c.wishes) for c in scarcity().cells}
        assert found == {("marketing.brand", "en"): (1, 1, 1), ("marketing.brand", "sk"): (0, 0, 1)}
        assert [c.language for c in scarcity(none_only=True).cells] == ["sk"]
        assert scarcity(topic="finance").cells == [] and len(scarcity(topic="marketing").cells) == 2
    client = as_(desk.animator)
    text = client.get("/mentoring/scarcity").get_data(as_text=True).replace("\u00a0", " ")
    assert "Brand and story" in text and "1 for 2" in text and "0 for 1" in text
    csv = client.get("/mentoring/scarcity.csv?none=1").get_data(as_text=True).splitlines()
    assert csv == ["topic,language,free_mentors,needs,wishes", "marketing.brand,sk,0,0,1"]
    assert client.get("/mentoring/scarcity?topic=x&language=%27&none=9").status_code == 200
    assert "Nothing is scarce" in client.get("/mentoring/scarcity?topic=policy").get_data(as_text=True)


def test_m5_the_same_statements_whatever_the_size(app: Flask, desk: Any, as_: Any) -> None:
    client = as_(desk.animator)
    one = f"/mentoring/desk/people/{desk.innovator.id}"
    urls = ("/mentoring/desk", one, "/mentoring/scarcity", "/mentoring/introductions")
    counts: dict[str, list[int]] = {url: [] for url in urls}
    for number in (1, 2, 27):
        with app.app_context():
            for n, person in enumerate(some_people(number, f"e{number}x")):
                an_innovation(person, f"One {number} {n}", needs=("finance",))
                an_introduction(desk.mentor2, person, desk.animator, state="declined")
            for mentor in some_people(number, f"m{number}x"):
                a_mentor(mentor, topics=("finance",))
        for url in urls:
            with statements(app) as seen:
                assert client.get(url).status_code == 200
            counts[url].append(len(seen))
    for url, numbers in counts.items():
        assert len(set(numbers)) == 1 and numbers[0] <= 35, (url, numbers)


def test_the_list_is_in_pages(app: Flask, cast: Any, as_: Any) -> None:
    with app.app_context():
        for n, person in enumerate(some_people(27, "e")):
            an_innovation(person, f"One {n}", needs=("finance",))
        assert len(waiting_page().rows) == 25
    client = as_(cast.animator)
    client.get("/mentoring/desk")
    first = names(client)
    client.get(client.soup.select(".pager a")[-1]["href"])
    assert len(first) == 25 and len(names(client)) == 2 and not set(first) & set(names(client))
