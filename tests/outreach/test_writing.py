"""Logging an activity: the form, what it refuses, drafts, what is typed, one more of the same, putting it right."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Delivery, Event, EventParty
from app.extensions import db
from app.files.models import StoredFile
from app.offers.models import PostDraft
from app.outreach.models import ActivityFile, ActivityPerson, DisseminationActivity
from tests.files.hostile import HOSTILE, HTML, a_pdf, an_image
from tests.outreach.builders import GOOD, a_draft, an_activity

Client = Callable[[SimpleNamespace], Any]
NEW = "/outreach/new"


@pytest.fixture(autouse=True)
def in_june() -> Any:
    with time_machine.travel(datetime(2026, 6, 1, 9, tzinfo=UTC), tick=False):
        yield


def the_one(app: Flask) -> dict[str, Any]:
    with app.app_context():
        one = db.session.execute(select(DisseminationActivity)).scalar_one()
        return {column.key: getattr(one, column.key) for column in DisseminationActivity.__table__.columns}


def verbs(app: Flask) -> list[str]:
    with app.app_context():
        rows = select(Event.verb).where(Event.strand == "outreach").order_by(Event.id)
        return list(db.session.execute(rows).scalars())


def count(app: Flask, model: Any) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def test_logged_by_a_form_with_or_without_htmx(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.partner)
    answer = client.post(NEW, GOOD)
    assert answer.status_code == 303
    one = the_one(app)
    assert (one["state"], one["audiences"]) == ("logged", {"policy_makers": 40, "media": None})
    assert client.get(answer.location).status_code == 200
    assert client.soup.h1.get_text(strip=True) == GOOD["title"]
    assert "has been told" not in client.soup.get_text(), "nobody took part"
    assert "40 people reached" in client.soup.get_text(" ", strip=True)
    again = client.post(NEW, GOOD | {"title": "Another"}, htmx=True)
    assert (again.status_code, again.headers["HX-Redirect"][:10]) == (204, "/outreach/")
    assert verbs(app) == ["outreach.activity_logged"] * 2


def test_sent_twice_is_logged_once(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.partner)
    first = client.post(NEW, GOOD, form_token="one-and-the-same-token")
    second = client.post(NEW, GOOD, form_token="one-and-the-same-token")
    assert first.location == second.location
    assert count(app, DisseminationActivity) == 1 and verbs(app) == ["outreach.activity_logged"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"), ({"type": ""}, "type"), ({"type": "party"}, "type"),
        ({"type": "other"}, "type_words"), ({"starts_on": ""}, "starts_on"), ({"starts_on": "soon"}, "starts_on"),
        ({"starts_on": "2026-06-02"}, "starts_on"), ({"starts_on": "1999-12-31"}, "starts_on"),
        ({"ends_on": "2026-05-11"}, "ends_on"), ({"ends_on": "2036-05-11"}, "ends_on"),
        ({"to_policy_makers": "", "size_policy_makers": "", "to_media": ""}, "to_scientific"),
        ({"size_media": "0"}, "to_scientific"), ({"size_media": "many"}, "size_media"),
        ({"size_media": "-4"}, "size_media"), ({"size_media": "1000000001"}, "to_scientific"),
        ({"country": "XX"}, "country"), ({"countries": ["BG", "??"]}, "countries"),
        ({"link": "javascript:alert(1)"}, "link"), ({"visibility": "0"}, "visibility"),
        ({"visibility": "all"}, "visibility"), ({"visibility": "9" * 5000}, "visibility"),
        ({"innovation_id": "nonsense"}, "innovation_id"),
        ({"organisation_id": "nonsense"}, "organisation_id"), ({"people": ["nobody"]}, "people"),
        ({"title": "x" * 201}, "title"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(
    app: Flask, as_: Client, cast: SimpleNamespace, wrong: dict[str, Any], field: str
) -> None:
    client = as_(cast.partner)
    answer = client.post(NEW, GOOD | wrong)
    assert answer.status_code == 422
    assert client.soup.select_one(f"#{field}-error"), client.soup.select(".error-text")
    assert (count(app, DisseminationActivity), verbs(app)) == (0, [])


def test_everything_that_is_missing_is_said_at_once_and_names_the_audience(as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.partner)
    assert client.post(NEW, {"then": "log"}).status_code == 422
    assert {"title-error", "type-error", "starts_on-error"} <= {one["id"] for one in client.soup.select(".error-text")}
    assert len(client.soup.select(".error-summary li")) >= 4
    client.post(NEW, GOOD | {"size_media": "many"})
    assert "Media: Write a whole number" in client.soup.select_one(".error-summary").get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize("day", ["2026-06-01", "2000-01-01"])
def test_the_first_and_the_last_day_that_are_taken(app: Flask, as_: Client, cast: SimpleNamespace, day: str) -> None:
    assert as_(cast.partner).post(NEW, GOOD | {"starts_on": day}).status_code == 303


def test_an_observer_reads_only_and_a_visitor_signs_in(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    assert as_(cast.observer).post(NEW, GOOD).status_code == 403
    assert app.test_client().post(NEW, GOOD).status_code == 303
    assert count(app, DisseminationActivity) == 0


def test_a_member_stands_among_those_who_took_part_a_partner_need_not(
    app: Flask, as_: Client, cast: SimpleNamespace
) -> None:
    as_(cast.innovator).post(NEW, GOOD)
    as_(cast.partner).post(NEW, GOOD)
    with app.app_context():
        assert list(db.session.execute(select(ActivityPerson.person_id)).scalars()) == [cast.innovator.id]


def test_people_are_found_ticked_and_told(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.partner)
    found = client.post(NEW, {"find": "Inés", "then": "find"}, htmx=True)
    assert (found.status_code, "<h1" in found.text) == (200, False)
    assert cast.mentor.name in found.text and cast.mentor.id in found.text
    whole = client.post(NEW, GOOD | {"find": "Inés", "then": "find"})
    assert client.soup.select_one("#people-found").find_parent("details").has_attr("open")
    assert whole.status_code == 200 and client.soup.select_one("#title")["value"] == GOOD["title"]
    there = client.post(NEW, GOOD | {"people": [cast.mentor.id], "visibility": "1"}).location
    assert "Who took part has been told." in client.get(there).get_data(as_text=True)
    with app.app_context():
        told = select(Delivery.person_id).where(Delivery.channel == "inbox")
        assert list(db.session.execute(told).scalars()) == [cast.mentor.id]
        assert set(db.session.execute(select(EventParty.person_id)).scalars()) == {cast.mentor.id, cast.partner.id}
    mentor = as_(cast.mentor)
    mentor.get("/outreach")
    assert GOOD["title"] in mentor.soup.get_text()
    assert GOOD["title"] not in as_(cast.stranger).get("/outreach").text


def test_what_is_typed_is_kept_right_or_wrong(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.innovator)
    typed = {"title": "A talk at the", "starts_on": "soon", "size_media": "lots", "to_industry": "y"}
    assert client.post(f"{NEW}/draft", typed, htmx=True).status_code == 200
    client.get(NEW)
    assert client.soup.select_one("#title")["value"] == "A talk at the"
    assert client.soup.select_one("#size_media")["value"] == "lots"
    assert client.soup.select_one("#to_industry").has_attr("checked")
    assert "Here is what you had begun" in client.soup.get_text()
    assert as_(cast.mentor).get(NEW).text.count("A talk at the") == 0
    client.post(NEW, GOOD)
    assert count(app, PostDraft) == 0
    client.post(f"{NEW}/draft", typed, htmx=True)
    assert client.post(f"{NEW}/draft/removal").location == NEW
    assert count(app, PostDraft) == 0


def test_a_draft_may_say_little_is_seen_by_its_writer_alone_and_is_logged_later(
    app: Flask, as_: Client, cast: SimpleNamespace
) -> None:
    client = as_(cast.innovator)
    url = client.post(NEW, {"title": "A talk", "then": "draft", "visibility": "4"}).location
    assert (the_one(app)["state"], verbs(app)) == ("draft", [])
    client.get(url)
    assert "Only you can see this" in client.soup.get_text()
    for other in (cast.animator, cast.mentor, cast.observer):
        assert as_(other).get(url).status_code == 404
    client.get("/outreach?show=drafts")
    assert "A talk" in client.soup.get_text()
    assert "A talk" not in as_(cast.animator).get("/outreach?show=drafts").text
    assert client.post(f"{url}/edit", {"title": "A talk", "visibility": "2"}).status_code == 422
    assert client.post(f"{url}/edit", GOOD | {"then": "draft"}).status_code == 303
    assert client.post(f"{url}/edit/draft", {"title": "More"}, htmx=True).status_code == 200
    assert client.post(f"{url}/edit/draft/removal").status_code == 303
    assert client.post(f"{url}/edit", GOOD).status_code == 303
    assert (the_one(app)["state"], verbs(app)) == ("logged", ["outreach.activity_logged"])


def test_a_draft_is_thrown_away_with_its_files(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.innovator)
    url = client.post(NEW, {"title": "A talk", "then": "draft", "visibility": "2",
                            "evidence": [(io.BytesIO(a_pdf()), "list.pdf")]}).location  # fmt: skip
    assert count(app, StoredFile) == 1
    assert as_(cast.mentor).post(f"{url}/removal").status_code == 404
    assert client.post(f"{url}/removal").location == "/outreach"
    assert (count(app, DisseminationActivity), count(app, StoredFile)) == (0, 0)
    with app.app_context():
        logged = an_activity(cast.innovator).id
    assert client.post(f"/outreach/{logged}/removal").status_code == 409


def test_photos_and_evidence_each_to_whom_they_are_for(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.partner)
    files = {"photos": [(io.BytesIO(an_image()), "hall.png")], "evidence": [(io.BytesIO(a_pdf()), "list.pdf")]}
    url = client.post(NEW, GOOD | files | {"alt": "A full hall", "visibility": "4"}).location
    client.get(url)
    assert client.soup.select_one(".picture img")["alt"] == "A full hall"
    photo, paper = (
        client.soup.select_one(".picture img")["src"],
        client.soup.select_one("a[download][href*=evidence]")["href"],
    )
    assert as_(cast.stranger).get(paper).headers["Content-Disposition"].startswith("attachment")
    for other in (app.test_client(), as_(cast.observer)):
        assert other.get(photo).status_code == 200
        assert other.get(paper).status_code == 404
        other.get(url)
        assert "list.pdf" not in other.soup.get_text()
    client.post(f"{url}/withdrawal", {"why": "It rained"})
    assert as_(cast.stranger).get(paper).status_code == 404
    assert client.get(paper).status_code == as_(cast.animator).get(paper).status_code == 200


@pytest.mark.parametrize(("name", "data", "words"), HOSTILE, ids=[f"{name}: {words}" for name, _d, words in HOSTILE])
def test_a_hostile_file_is_refused_and_nothing_typed_is_lost(
    app: Flask, as_: Client, cast: SimpleNamespace, name: str, data: bytes, words: str
) -> None:
    client, field = as_(cast.partner), "photos" if name.endswith("png") else "evidence"
    answer = client.post(NEW, GOOD | {field: [(io.BytesIO(data), name)]})
    wrong = client.soup.select_one(f"#{field}-error")
    assert (answer.status_code, words in wrong.get_text(" ", strip=True)) == (422, True)
    assert client.soup.select_one("#title")["value"] == GOOD["title"]
    assert client.soup.select_one(f"#{field}").find_parent("details").has_attr("open")
    assert (count(app, StoredFile), count(app, DisseminationActivity)) == (0, 0)


def test_a_paper_is_no_photo_and_a_good_file_outlives_a_wrong_field(
    app: Flask, as_: Client, cast: SimpleNamespace
) -> None:
    client = as_(cast.partner)
    client.post(NEW, GOOD | {"photos": [(io.BytesIO(a_pdf()), "list.pdf")]})
    assert "This is no photo" in client.soup.select_one("#photos-error").get_text()
    wrong = {"evidence": [(io.BytesIO(a_pdf()), "list.pdf"), (io.BytesIO(HTML), "x.html")], "title": ""}
    assert client.post(NEW, GOOD | wrong).status_code == 422
    id_ = client.soup.select_one("#files-0-id")["value"]
    assert client.post(NEW, GOOD | {"files-0-id": id_}).status_code == 303
    with app.app_context():
        assert list(db.session.execute(select(ActivityFile.kind)).scalars()) == ["evidence"]
    other = as_(cast.mentor)
    assert other.post(NEW, GOOD | {"files-0-id": id_}).status_code == 422, "somebody else's file"


def test_logged_again_with_all_but_days_numbers_and_files(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.partner)
    url = client.post(NEW, GOOD | {"work": "T5.2", "photos": [(io.BytesIO(an_image()), "a.png")]}).location
    client.get(url)
    again = client.soup.find("a", string=lambda text: text and "Log again" in text) or client.soup.select_one(
        "a[href*='copy=']"
    )
    client.get(again["href"])
    value = {
        name: client.soup.select_one(f"#{name}").get("value") or ""
        for name in ("title", "work", "starts_on", "size_policy_makers")
    }
    assert value == {"title": GOOD["title"], "work": "T5.2", "starts_on": "", "size_policy_makers": ""}
    assert client.soup.select_one("#to_policy_makers").has_attr("checked") and not client.soup.select("#files-0-id")
    assert client.post(again["href"], GOOD).status_code == 303
    with app.app_context():
        ones = list(db.session.execute(select(DisseminationActivity)).scalars())
        assert {one.copied_from_id for one in ones} == {None, url.rpartition("/")[2]}


def test_put_right_by_a_new_entry_that_refers_to_the_old(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        url = f"/outreach/{an_activity(cast.innovator, people=(cast.mentor.id,)).id}"
    for other, status in ((cast.mentor, 403), (cast.observer, 403), (cast.stranger, 403)):
        assert as_(other).get(f"{url}/edit").status_code == status
    client = as_(cast.innovator)
    client.get(f"{url}/edit")
    sent = GOOD | {"version": client.soup.select_one("[name=version]")["value"], "size_policy_makers": "30"}
    assert client.post(f"{url}/edit", sent).status_code == 303
    assert the_one(app)["audiences"]["policy_makers"] == 30 and the_one(app)["version"] == 2
    with app.app_context():
        logged, corrected = db.session.execute(
            select(Event).where(Event.strand == "outreach").order_by(Event.id)
        ).scalars()
        assert (logged.facts["reached"], corrected.facts["reached"], corrected.corrects_id) == (40, 30, logged.id)
        told = select(Delivery.person_id).where(Delivery.event_id == corrected.id, Delivery.channel == "inbox")
        assert list(db.session.execute(told).scalars()) == [cast.mentor.id], (
            "who was named is told, though named no more"
        )
    assert as_(cast.animator).post(f"{url}/edit", sent).status_code == 409, "somebody put it right in the meantime"
    assert as_(cast.animator).post(f"{url}/edit", sent | {"version": "2"}).status_code == 303
    assert verbs(app).count("outreach.activity_corrected") == 2


def test_made_more_private_its_story_is_so_too(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        url = f"/outreach/{an_activity(cast.partner, visibility=4).id}"
    visitor = app.test_client()
    assert visitor.get(url).status_code == 200
    assert "Kitchens" in visitor.get("/activity.atom").text
    as_(cast.partner).post(f"{url}/edit", GOOD | {"visibility": "1", "version": "1"})
    assert visitor.get(url).status_code == as_(cast.stranger).get(url).status_code == 404
    assert "Kitchens" not in visitor.get("/activity.atom").text
    assert as_(cast.animator).get(url).status_code == 200


def test_taken_back_with_the_reason_and_counted_no_more(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        url = f"/outreach/{an_activity(cast.innovator).id}"
    assert as_(cast.mentor).post(f"{url}/withdrawal", {"why": "No"}).status_code == 403
    client = as_(cast.innovator)
    assert client.post(f"{url}/withdrawal", {"why": " "}).status_code == 422
    assert client.get(f"{url}/withdrawal").status_code == 200
    assert client.post(f"{url}/withdrawal", {"why": "Logged twice"}).status_code == 303
    client.get(url)
    assert "This was taken back" in client.soup.get_text() and "Logged twice" in client.soup.get_text()
    assert "Kitchens" not in client.get("/outreach").text
    assert client.post(f"{url}/withdrawal", {"why": "Again"}).status_code == 409
    assert client.post(f"{url}/edit", GOOD).status_code == client.get(f"{url}/edit").status_code == 409
    assert verbs(app)[-1] == "outreach.activity_withdrawn"


def test_drafts_go_with_their_writer_and_what_was_logged_stays(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    from app.people.actions import remove_person
    from tests.builders import a_person

    with app.app_context():
        a_draft(cast.innovator)
        an_activity(cast.innovator)
        remove_person(a_person(cast.animator), a_person(cast.innovator))
    assert the_one(app)["state"] == "logged"
    client = as_(cast.mentor)
    client.get(f"/outreach/{the_one(app)['id']}")
    assert cast.innovator.name not in client.soup.get_text()
