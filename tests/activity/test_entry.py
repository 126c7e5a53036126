"""The page of an entry: who sees it, what is said below it and to whom that is told, and how it is put right."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity import actions, queries
from app.activity.models import PUBLIC, Comment, Delivery, Event, EventParty
from app.core.models import new_id
from app.core.rules import NotAllowed, Refused
from app.extensions import db
from app.offers import actions as offers
from app.people.actions import block_person
from tests.builders import a_person, an_event, an_offer
from tests.statements import statements

Client = Callable[[SimpleNamespace], Any]


def posted(cast: SimpleNamespace, **said: Any) -> Event:
    """The entry of an offer that the stakeholder put on the board."""
    post = an_offer(cast.stakeholder, **said)
    return db.session.execute(select(Event).filter_by(object_id=post.id)).scalar_one()


@pytest.fixture
def entry(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    with app.app_context():
        event = posted(cast)
        return SimpleNamespace(id=event.id, url=f"/activity/{event.ref}", ref=event.ref)


def told_by(event: Event) -> set[str]:
    rows = select(Delivery.person_id).where(Delivery.event_id == event.id, Delivery.channel == "inbox")
    return set(db.session.execute(rows).scalars())


def newest(verb: str) -> Event:
    return db.session.execute(select(Event).filter_by(verb=verb).order_by(Event.id.desc()).limit(1)).scalar_one()


def count(app: Flask, model: Any, **by: Any) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(model).filter_by(**by)).scalar_one()


def test_the_page_says_what_when_and_to_whom(app: Flask, as_: Client, cast: SimpleNamespace, entry: Any) -> None:
    client = as_(cast.innovator)
    client.get(entry.url)
    page = client.soup.get_text(" ", strip=True)
    assert "Half-days of legal advice" in page and "Members of this cluster" in page
    assert "It is for you, too" in page and "To whom it was told" not in page
    assert client.soup.find("a", string=lambda words: words and "What it is about" in words) or "/offers/" in str(
        client.soup
    )
    for inner in (cast.stakeholder, cast.animator):
        own = as_(inner)
        own.get(entry.url)
        assert "To whom it was told" in own.soup.get_text()
    assert app.test_client().get(entry.url).status_code == as_(cast.observer).get(entry.url).status_code == 404


@pytest.mark.parametrize("visibility", range(5))
def test_who_may_not_see_it_gets_what_a_missing_one_gives(
    app: Flask, as_: Client, cast: SimpleNamespace, visibility: int
) -> None:
    with app.app_context():
        event = an_event(cast.mentor, visibility=visibility, parties=[cast.innovator])
        url = f"/activity/{event.ref}"
    readers = {
        None: app.test_client(), "observer": as_(cast.observer), "stranger": as_(cast.stranger),
        "animator": as_(cast.animator), "innovator": as_(cast.innovator),
    }  # fmt: skip
    least = {None: 4, "observer": 3, "stranger": 2, "animator": 1, "innovator": 0}
    for name, client in readers.items():
        seen = visibility >= least[name]
        assert client.get(url).status_code == (200 if seen else 404), name
        assert client.get(f"/activity/{new_id()}").status_code == 404
        if not seen and name not in (None, "observer"):
            for more in ("/comments", "/correction"):
                assert client.post(url + more, {"text": "Me too"}).status_code == 404


def test_a_comment_with_and_without_htmx_once_and_who_is_told(
    app: Flask, as_: Client, cast: SimpleNamespace, entry: Any
) -> None:
    client = as_(cast.innovator)
    answer = client.post(f"{entry.url}/comments", {"text": "**Ours** too."}, form_token="one-and-the-same-token")
    assert (answer.status_code, answer.location) == (303, f"{entry.url}#comments")
    client.post(f"{entry.url}/comments", {"text": "**Ours** too."}, form_token="one-and-the-same-token")
    assert count(app, Comment) == count(app, Event, verb="activity.entry_commented") == 1
    with app.app_context():
        assert told_by(newest("activity.entry_commented")) == {cast.stakeholder.id}
    assert as_(cast.mentor).post(f"{entry.url}/comments", {"text": "And ours."}, htmx=True).status_code == 204
    with app.app_context():
        assert told_by(newest("activity.entry_commented")) == {cast.stakeholder.id, cast.innovator.id}
        assert "Ours" not in str(newest("activity.entry_commented").facts)
    client.get(entry.url)
    said = client.soup.select(".bubble")
    assert [line.select_one("b").get_text() for line in said] == ["You", cast.mentor.name]
    assert said[0].select_one("strong").get_text() == "Ours"
    stakeholder = as_(cast.stakeholder)
    stakeholder.get("/activity/inbox")
    assert "commented on" in stakeholder.soup.get_text()


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_what_is_no_comment_is_refused(app: Flask, as_: Client, cast: SimpleNamespace, entry: Any, text: str) -> None:
    client = as_(cast.innovator)
    assert client.post(f"{entry.url}/comments", {"text": text}).status_code == 422
    assert client.soup.select_one("#text-error") and count(app, Comment) == 0


def test_nothing_that_runs_gets_through(app: Flask, as_: Client, cast: SimpleNamespace, entry: Any) -> None:
    client = as_(cast.innovator)
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> <b hx-get='/sign-out'>"
    client.post(f"{entry.url}/comments", {"text": hostile})
    client.get(entry.url)
    said = client.soup.select_one(".bubble .said")
    assert not said.select("script, img, [hx-get]") and not said.select("a[href^=javascript]")
    assert app.test_client().post(f"{entry.url}/comments", {"text": "Hi"}).status_code == 303
    assert as_(cast.observer).post(f"{entry.url}/comments", {"text": "Hi"}).status_code == 403


def test_an_observer_reads_without_names_and_a_visitor_the_entry_alone(
    app: Flask, as_: Client, cast: SimpleNamespace
) -> None:
    with app.app_context():
        event = posted(cast, audience="public")
        url = f"/activity/{event.ref}"
        actions.comment_on(a_person(cast.innovator), event, "Only among us.")
    observer, visitor = as_(cast.observer), app.test_client()
    observer.get(url)
    assert "Only among us." in observer.soup.get_text() and cast.innovator.name not in observer.soup.get_text()
    assert not observer.soup.select("#composer")
    visitor.get(url)
    assert "Only among us." not in visitor.soup.get_text()


def test_where_nobody_is_named_nothing_leads_to_whom_it_is_about(
    app: Flask, as_: Client, client: Any, cast: SimpleNamespace
) -> None:
    with app.app_context():
        ref = an_event(cast.mentor, visibility=PUBLIC, about=("person", cast.mentor.id)).ref
    for who, told in ((client, False), (as_(cast.observer), False), (as_(cast.partner), True)):
        assert (cast.mentor.id in who.get(f"/activity/{ref}").text) == told


def test_taken_back_by_its_writer_or_with_a_reason_by_an_animator(
    app: Flask, as_: Client, cast: SimpleNamespace, entry: Any
) -> None:
    client, animator = as_(cast.innovator), as_(cast.animator)
    with app.app_context():
        event = db.session.get_one(Event, entry.id)
        first, second = (actions.comment_on(a_person(cast.innovator), event, f"Rude {n}").id for n in range(2))
    away = f"{entry.url}/comments/%s/removal"
    assert as_(cast.mentor).get(away % first).status_code == as_(cast.mentor).post(away % first).status_code == 403
    assert as_(cast.mentor).post(away % new_id()).status_code == 404
    assert client.get(away % first).status_code == 200
    assert client.post(away % first).status_code == 303
    assert client.post(away % first).status_code == 409
    assert animator.post(away % second, {"why": ""}).status_code == 422
    assert animator.post(away % second, {"why": "It hurts."}).status_code == 303
    client.get(entry.url)
    assert [line.get_text(strip=True) for line in client.soup.select(".said")] == ["Taken back."] * 2
    with app.app_context():
        assert told_by(newest("activity.comment_removed")) == {cast.innovator.id}
        assert set(db.session.execute(select(Comment.text)).scalars()) == {""}
        assert queries.comment_counts(cast.mentor, [entry.id]) == {}
    assert count(app, Event, verb="activity.comment_removed") == 1
    assert count(app, Event, verb="activity.comment_taken_back") == 1, "once, however often it is asked for"
    with app.app_context():
        assert told_by(newest("activity.comment_taken_back")) == set()
    for reader, found in ((cast.stakeholder, 1), (cast.mentor, 0)):
        log = as_(reader)
        log.get("/activity")
        assert len([line for line in log.soup.select(".log li") if "took back a comment" in line.get_text()]) == found


def test_who_is_kept_apart_neither_reads_nor_is_told_nor_counts_it(context: Flask, cast: SimpleNamespace) -> None:
    event = posted(cast)
    actions.comment_on(a_person(cast.innovator), event, "From me.")
    block_person(a_person(cast.mentor), a_person(cast.innovator))
    actions.comment_on(a_person(cast.mentor), event, "And from me.")
    assert told_by(newest("activity.entry_commented")) == {cast.stakeholder.id}
    for reader, expected in ((cast.mentor, ["And from me."]), (cast.innovator, ["From me."]),
                             (cast.stranger, ["From me.", "And from me."])):  # fmt: skip
        assert [row.text for row in queries.comments_page(reader, event.id)] == expected
        assert queries.comment_counts(reader, [event.id]) == {event.id: len(expected)}
    assert queries.comment_counts(None, [event.id]) == {}


def test_who_sees_the_entry_no_more_is_not_told(context: Flask, cast: SimpleNamespace) -> None:
    event = posted(cast)
    actions.comment_on(a_person(cast.innovator), event, "From me.")
    narrow(cast, event)
    actions.comment_on(a_person(cast.animator), event, "For us.")
    assert told_by(newest("activity.entry_commented")) == {cast.stakeholder.id}


def offers_post(event: Event) -> Any:
    from app.offers.models import Post

    return db.session.get_one(Post, event.object_id)


def narrow(cast: SimpleNamespace, event: Event) -> None:
    """What it is about is for fewer now."""
    offers.hide_post(a_person(cast.animator), offers_post(event), "Look at it again.")
    db.session.refresh(event)


def test_counts_of_many_entries_are_one_statement(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        events = [posted(cast, title=f"Offer {n}") for n in range(3)]
        ids = [event.id for event in events]
        for event in events[:2]:
            actions.comment_on(a_person(cast.innovator), event, "Nice.")
        actions.comment_on(a_person(cast.mentor), events[0], "Yes.")
        db.session.commit()
        with statements(app) as asked:
            assert queries.comment_counts(cast.stranger, ids) == {ids[0]: 2, ids[1]: 1}
        assert len([line for line in asked if line.startswith("SELECT")]) == 1


def test_put_right_by_a_new_entry_for_the_same_people(
    app: Flask, as_: Client, cast: SimpleNamespace, entry: Any
) -> None:
    url = f"{entry.url}/correction"
    for other in (cast.innovator, cast.animator):
        assert as_(other).get(url).status_code == as_(other).post(url, {"text": "No"}).status_code == 403
    client = as_(cast.stakeholder)
    assert client.get(url).status_code == 200
    assert client.post(url, {"text": " "}).status_code == 422
    assert (
        client.post(url, {"text": "Four half-days, not two."}, form_token="one-and-the-same-token").status_code == 303
    )
    client.post(url, {"text": "Four half-days, not two."}, form_token="one-and-the-same-token")
    assert count(app, Event, verb="activity.entry_corrected") == 1
    with app.app_context():
        event, new = db.session.get_one(Event, entry.id), newest("activity.entry_corrected")
        assert (new.corrects_id, new.visibility, new.object_id) == (event.id, event.visibility, event.object_id)
        assert queries.corrected_among(cast.stranger, [event.id, new.id]) == {event.id: "activity.entry_corrected"}
        new_url = f"/activity/{new.ref}"
    reader = as_(cast.innovator)
    reader.get(entry.url)
    assert "Four half-days, not two." in reader.soup.get_text() and "Put right" in reader.soup.get_text()
    reader.get(new_url)
    assert "What this puts right" in reader.soup.get_text() and "Half-days of legal advice" in reader.soup.get_text()
    assert client.get(f"{new_url}/correction").status_code == 403


def test_a_few_times_and_no_more_and_limited_with_what_it_is_about(context: Flask, cast: SimpleNamespace) -> None:
    event, owner = posted(cast), a_person(cast.stakeholder)
    for n in range(3):
        actions.correct_entry(owner, event, f"Rather {n}")
    with pytest.raises(Refused):
        actions.correct_entry(owner, event, "Rather not")
    with pytest.raises(NotAllowed):
        actions.comment_on(owner, _commented(cast, event), "Here?")
    narrow(cast, event)
    assert not [row for row in queries.latest(cast.stranger, 50) if row.object_id == event.object_id]
    assert [row for row in queries.latest(cast.animator, 50) if row.verb == "activity.entry_corrected"]
    assert queries.corrections_of(cast.stranger, event.id) == []


def _commented(cast: SimpleNamespace, event: Event) -> Event:
    actions.comment_on(a_person(cast.innovator), event, "Hm.")
    return newest("activity.entry_commented")


def test_an_entry_among_a_few_is_put_right_among_them(context: Flask, cast: SimpleNamespace) -> None:
    event = an_event(cast.mentor, visibility=0, parties=[cast.innovator])
    new = actions.correct_entry(a_person(cast.mentor), event, "It was Tuesday.")
    parties = set(db.session.execute(select(EventParty.person_id).filter_by(event_id=new.id)).scalars())
    assert parties == {cast.mentor.id, cast.innovator.id} and told_by(new) == {cast.innovator.id}
    assert queries.find_entry(cast.animator, new.ref) is None


def test_the_log_says_what_is_said_below_and_what_was_put_right(
    app: Flask, as_: Client, cast: SimpleNamespace, entry: Any
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, entry.id)
        actions.comment_on(a_person(cast.innovator), event, "Ours too.")
        actions.correct_entry(a_person(cast.stakeholder), event, "Four.")
    client = as_(cast.mentor)
    client.get("/activity")
    beside = client.soup.select_one(f".log small a[href='{entry.url}']")
    assert beside.get_text(strip=True) == "Put right since · 1 comment"


def test_the_export_says_what_puts_which_right_as_far_as_one_sees_it(app: Flask, cast: SimpleNamespace) -> None:
    from app.activity.exporting.files import COLUMNS, row_of
    from app.activity.exporting.telling import told_log

    with app.test_request_context():
        event = posted(cast)
        new = actions.correct_entry(a_person(cast.stakeholder), event, "Four.")
        expected = {new.ref: event.ref, event.ref: ""}
        rows = [dict(zip(COLUMNS, row_of(entry), strict=True)) for entry in told_log(cast.mentor, queries.Filters())]
        assert {row["entry"]: row["corrects"] for row in rows if row["entry"] in expected} == expected
        assert queries.corrects_among(cast.observer, [new.id]) == {}
