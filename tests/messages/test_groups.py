"""/messages/groups, …/people, …/leaving, …/muting, /messages/settings: the seven questions."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Delivery, Event
from app.core.clock import now
from app.core.search import index as make_findable
from app.extensions import db
from app.messages import actions
from app.messages.models import Conversation, Message, Participant
from app.people.models import Block
from tests.builders import a_person
from tests.client import CheckingClient
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]


@pytest.fixture
def group(app: Flask, cast: SimpleNamespace) -> str:
    """Called together by the animator, with the mentor and the innovator in it."""
    with app.app_context():
        made = actions.open_group(a_person(cast.animator), "Harvest feast")
        for one in (cast.mentor, cast.innovator):
            actions.add_to_group(a_person(cast.animator), made, a_person(one))
        for one in (cast.stakeholder, cast.observer):
            make_findable(db.session, "person", one.id, one.name)
        db.session.commit()
        return f"/messages/{made.id}"


def count(app: Flask, model: type, **which: object) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(model).filter_by(**which)).scalar_one()


def test_an_animator_calls_a_group_together_without_javascript(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    animator = as_(cast.animator)
    animator.get("/messages/groups/new")
    assert animator.post("/messages/groups/new", {"title": " "}).status_code == 422
    answers = [animator.post("/messages/groups/new", {"title": "Harvest"}, form_token="t" * 24) for _ in range(2)]
    here = answers[0].headers["Location"]
    assert here == answers[1].headers["Location"] and here.endswith("/people")
    assert count(app, Conversation) == 1 == count(app, Event, verb="messages.group_opened")
    assert animator.post("/messages/groups/new", {"title": "Second"}, htmx=True).headers["HX-Redirect"]
    for person in (cast.mentor, cast.partner, cast.observer):
        assert as_(person).get("/messages/groups/new").status_code == 403
        assert as_(person).post("/messages/groups/new", {"title": "x"}).status_code == 403


def test_people_are_found_by_name_and_brought_in(app: Flask, as_: As, cast: SimpleNamespace, group: str) -> None:
    animator, newcomer = as_(cast.animator), as_(cast.stakeholder)
    animator.post(group, {"text": "Before you came"})
    assert newcomer.get(group).status_code == 404
    animator.get(f"{group}/people?q={cast.stakeholder.name.split()[0]}")
    assert animator.soup.select_one("#results form")
    assert "<main" not in animator.fragment(f"{group}/people?q=x").get_data(as_text=True)
    asked = {"person_id": cast.stakeholder.id}
    assert animator.post(f"{group}/people", asked).status_code == 303
    assert animator.post(f"{group}/people", asked).status_code == 303
    assert count(app, Event, verb="messages.group_joined") == 3, "who is there is not brought in again"
    assert animator.post(f"{group}/people", {"person_id": cast.observer.id}).status_code == 422
    assert animator.post(f"{group}/people", {"person_id": "0" * 26}).status_code == 422
    animator.post(group, {"text": "Now you read it"})
    told = newcomer.get(group).get_data(as_text=True)
    assert "Now you read it" in told and "Before you came" not in told
    assert count(app, Delivery, channel="inbox", person_id=cast.stakeholder.id) == 2
    newcomer.get(f"{group}/people")
    assert newcomer.soup.select_one("[action$='/removal']") is None
    assert newcomer.post(f"{group}/people", {"person_id": cast.partner.id}).status_code == 403
    assert animator.post(f"{group}/people/removal", asked).status_code == 303
    assert animator.post(f"{group}/people/removal", asked).status_code == 303
    assert count(app, Event, verb="messages.group_left") == 1
    assert newcomer.get(group).status_code == 404 and newcomer.get(f"{group}/people").status_code == 404


@pytest.mark.parametrize("turned", [False, True])
def test_who_is_kept_apart_from_the_animator_is_nobody_to_them(
    app: Flask, as_: As, cast: SimpleNamespace, group: str, turned: bool
) -> None:
    animator, name = as_(cast.animator), cast.stakeholder.name
    animator.get(f"{group}/people?q={name}")
    assert name in animator.soup.select_one("#results form[action$='/people']").get_text()
    with app.app_context():
        one, other = sorted((cast.animator.id, cast.stakeholder.id), reverse=turned)
        db.session.add(Block(person_id=one, other_id=other, created_at=now()))  # from before one was an animator
        db.session.commit()
    animator.get(f"{group}/people?q={name}")
    assert name not in animator.soup.select_one("#results").get_text()
    for nobody in (cast.stakeholder.id, "0" * 26):
        assert animator.post(f"{group}/people", {"person_id": nobody}).status_code == 422
        assert "Nobody of that name" in animator.soup.select_one("main").get_text()
    assert as_(cast.stakeholder).get(group).status_code == 404


def test_the_first_message_comes_with_its_day(as_: As, cast: SimpleNamespace, group: str) -> None:
    animator = as_(cast.animator)
    animator.get(group)
    asks = animator.soup.select_one("#newer")["hx-get"]
    assert animator.soup.select_one("#nothing") and not animator.soup.select("h2.day")
    animator.post(group, {"text": "Who brings bread?"})
    told = animator.fragment(asks).get_data(as_text=True)
    assert told.count('class="day"') == 1 and 'hx-target="#nothing"' in told and "Who brings bread?" in told
    animator.get(group)
    asks = animator.soup.select_one("#newer")["hx-get"]
    as_(cast.mentor).post(group, {"text": "I do"})
    told = animator.fragment(asks).get_data(as_text=True)
    assert 'class="day"' not in told and "I do" in told
    assert len(animator.get(group) and animator.soup.select("h2.day")) == 1


def test_one_message_tells_those_who_have_seen_all_before(
    app: Flask, as_: As, cast: SimpleNamespace, group: str
) -> None:
    as_(cast.innovator).post(f"{group}/muting", {"muted": "1"})
    for text in ("One", "Two"):
        as_(cast.animator).post(group, {"text": text})
    assert count(app, Event, verb="messages.message_sent") == 2
    with app.app_context():
        told = select(Delivery.person_id, Delivery.channel).join(Event).where(Event.verb == "messages.message_sent")
        assert sorted(db.session.execute(told).all()) == [(cast.mentor.id, "email"), (cast.mentor.id, "inbox")]
    muted = as_(cast.innovator)
    muted.get("/messages")
    assert "Muted" in muted.soup.select_one(".conversations").get_text()
    assert muted.soup.select_one("[data-count='messages.index']").has_attr("hidden"), "nor a number in the navigation"
    muted.get(group)
    assert muted.soup.select_one("[action$='/muting'] [name='muted']")["value"] == "0"
    mentor = as_(cast.mentor)
    line = mentor.get("/activity/inbox").get_data(as_text=True)
    assert "Harvest feast" in line and "Two" not in mentor.soup.select_one("main").get_text()


def test_a_group_is_left_and_two_are_not(app: Flask, as_: As, cast: SimpleNamespace, group: str) -> None:
    mentor = as_(cast.mentor)
    assert mentor.post(f"{group}/leaving", htmx=True).headers["HX-Redirect"] == "/messages"
    assert mentor.get(group).status_code == 404 and mentor.post(f"{group}/leaving").status_code == 404
    assert "Harvest feast" not in mentor.get("/messages").get_data(as_text=True)
    pair = as_(cast.mentor).post(f"/messages/with/{cast.innovator.id}", {"text": "Hello"}).headers["Location"]
    assert mentor.post(f"{pair}/leaving").status_code == 403
    assert mentor.post(f"{pair}/people", {"person_id": cast.partner.id}).status_code == 403


def test_the_animator_reads_nothing_after_leaving(app: Flask, as_: As, cast: SimpleNamespace, group: str) -> None:
    animator = as_(cast.animator)
    animator.post(f"{group}/leaving")
    as_(cast.mentor).post(group, {"text": "Among ourselves"})
    for path in (group, f"{group}/people", f"{group}/answer"):
        assert animator.get(path).status_code == 404
    assert "Among ourselves" not in animator.get("/messages/search?q=among").get_data(as_text=True)
    assert animator.post(f"{group}/people", {"person_id": cast.animator.id}).status_code == 404


def test_who_has_seen_it_unless_one_of_the_two_hides_it(as_: As, cast: SimpleNamespace, group: str) -> None:
    animator, mentor = as_(cast.animator), as_(cast.mentor)
    animator.post(group, {"text": "Bread or cake?"})
    seen = lambda client: client.get(group) and client.soup.select_one(".seen-by")  # noqa: E731
    assert seen(animator) is None
    mentor.post(f"{group}/seen", {"up_to": "z"})
    assert cast.mentor.name in seen(animator).get_text()
    mentor.get("/messages/settings")
    assert mentor.soup.select_one("[name=shows]").has_attr("checked")
    assert mentor.post("/messages/settings", {}).status_code == 303
    assert seen(animator) is None
    mentor.post("/messages/settings", {"shows": "y"})
    assert seen(animator)
    animator.post("/messages/settings", {})
    assert seen(animator) is None, "who hides it sees it of nobody"


def test_the_list_by_title_kind_and_unread(app: Flask, as_: As, cast: SimpleNamespace, group: str) -> None:
    mentor = as_(cast.mentor)
    as_(cast.animator).post(group, {"text": "In the group"})
    as_(cast.partner).post(f"/messages/with/{cast.mentor.id}", {"text": "To you alone"})
    names = lambda path: [it.get_text() for it in mentor.get(path) and mentor.soup.select(".conversations .name")]  # noqa: E731
    assert names("/messages") == [cast.partner.name, "Harvest feast"]
    assert names("/messages?q=harv") == ["Harvest feast"] == names("/messages?kind=group")
    mentor.post(f"{mentor.soup.select_one('.conversations a')['href']}/seen", {"up_to": "z"})
    as_(cast.partner).post(f"/messages/with/{cast.mentor2.id}", {"text": "To the other"})
    mentor.post(group.rsplit("/", 1)[0] + "/with/" + cast.innovator2.id, {"text": "Mine"})
    assert names("/messages?first=unread")[0] == cast.partner.name
    assert names("/messages?kind=nonsense") and names("/messages?kind=team") == []
    with statements(app) as asked:
        mentor.get("/messages")
    assert len(asked) <= 7


def test_visitors_sign_in_and_come_back(client: CheckingClient, group: str) -> None:
    for path in ("/people", "/answer"):
        assert client.get(group + path).headers["Location"].startswith("/sign-in?next=")
    for path in ("/messages/groups/new", "/messages/settings", "/messages/search", "/messages/reports"):
        assert client.get(path).status_code == 303


def test_somebody_removed_is_nobody_but_their_words_stay(
    app: Flask, as_: As, cast: SimpleNamespace, group: str
) -> None:
    from app.people.actions import remove_person

    as_(cast.innovator).post(group, {"text": "I bring plums"})
    alone = (
        as_(cast.innovator).post(f"/messages/with/{cast.partner.id}", {"text": "Farewell plums"}).headers["Location"]
    )
    with app.app_context():
        remove_person(a_person(cast.animator), a_person(cast.innovator))
        assert not db.session.execute(select(Participant).filter_by(person_id=cast.innovator.id, left_at=None)).first()
    told = as_(cast.mentor).get(group).get_data(as_text=True)
    assert "I bring plums" in told and "someone who has left" in told and cast.innovator.name not in told
    assert "Farewell plums" in as_(cast.partner).get(alone).get_data(as_text=True)
    with app.app_context():
        remove_person(a_person(cast.animator), a_person(cast.partner))
        assert not db.session.execute(select(Message).filter_by(text="Farewell plums")).first(), "nobody reads it"


def test_the_animator_who_called_a_group_renames_it(app: Flask, as_: As, cast: SimpleNamespace, group: str) -> None:
    animator, mentor = as_(cast.animator), as_(cast.mentor)
    animator.get(group)
    assert animator.soup.select_one(f"[href='{group}/name']")
    animator.get(f"{group}/name")
    assert animator.soup.select_one("[name=title]")["value"] == "Harvest feast"
    assert animator.post(f"{group}/name", {"title": " "}).status_code == 422
    assert animator.post(f"{group}/name", {"title": "Winter feast"}).headers["Location"] == group
    assert animator.post(f"{group}/name", {"title": "Winter feast"}, htmx=True).headers["HX-Redirect"] == group
    assert count(app, Event, verb="messages.group_renamed") == 1, "the same name is nothing"
    names = lambda q: [it.get_text() for it in mentor.get(f"/messages?q={q}") and mentor.soup.select(".name")]  # noqa: E731
    assert names("winter") == ["Winter feast"] and names("harvest") == []
    assert "renamed a group" in mentor.get("/activity").get_data(as_text=True)
    assert mentor.get(group) and mentor.soup.select_one(f"[href='{group}/name']") is None
    assert mentor.post(f"{group}/name", {"title": "Mine"}).status_code == 403
    assert as_(cast.stakeholder).get(f"{group}/name").status_code in (403, 404)


def test_who_did_not_call_the_group_or_has_left_it_cannot_rename_it(
    app: Flask, as_: As, cast: SimpleNamespace, group: str
) -> None:
    with app.app_context():
        a_person(cast.mentor).role = "animator"
        db.session.commit()
    other = as_(SimpleNamespace(**vars(cast.mentor) | {"role": "animator"}))
    assert other.get(f"{group}/name").status_code == 403
    assert other.post(f"{group}/name", {"title": "Mine"}).status_code == 403
    as_(cast.animator).post(f"{group}/leaving")
    assert as_(cast.animator).post(f"{group}/name", {"title": "Mine"}).status_code == 404


def test_who_came_in_after_a_message_has_not_seen_it(as_: As, cast: SimpleNamespace, group: str) -> None:
    animator = as_(cast.animator)
    animator.post(group, {"text": "Before you came"})
    animator.post(f"{group}/people", {"person_id": cast.stakeholder.id})
    assert "Seen by" not in animator.get(group).get_data(as_text=True), "they cannot even read it"
    animator.post(group, {"text": "Since you came"})
    newest = as_(cast.stakeholder)
    newest.get(group)
    newest.post(f"{group}/seen", {"up_to": newest.soup.select_one("[name=up_to]")["value"]})
    animator.get(group)
    assert animator.soup.select_one(".seen-by").get_text() == f"Seen by {cast.stakeholder.name}"
