"""/messages/sent/…, files, search and reports: the seven questions."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.activity.models import Delivery, Event
from app.core.clock import at, now
from app.core.models import new_id
from app.core.search import SearchDocument, let_words_go
from app.extensions import db
from app.files.keeping import folder
from app.files.models import StoredFile
from app.messages.actions import add_to_group, open_group, write_in, write_to
from app.messages.models import Message, MessageReport
from app.people.models import Person
from tests.builders import a_person
from tests.client import CheckingClient
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]


@pytest.fixture
def sent(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    """Three messages of the mentor to the innovator; the one in the middle is meant."""
    with app.app_context():
        sides = a_person(cast.mentor), a_person(cast.innovator)
        made = [write_to(*sides, text) for text in ("Żółty one", "Rude words", "Three")]
        return SimpleNamespace(
            id=made[1].id, url=f"/messages/sent/{made[1].id}", here=f"/messages/{made[1].conversation_id}"
        )


def text_of(app: Flask, id_: str) -> str:
    with app.app_context():
        return db.session.get_one(Message, id_).text


def test_changed_soon_after_and_marked(app: Flask, as_: As, cast: SimpleNamespace, sent: SimpleNamespace) -> None:
    mentor, innovator = as_(cast.mentor), as_(cast.innovator)
    mentor.get(sent.url)
    mentor.get(f"{sent.url}/edit")
    assert mentor.post(f"{sent.url}/edit", {"text": " "}).status_code == 422
    assert mentor.post(f"{sent.url}/edit", {"text": "Kind words"}).headers["Location"].endswith(f"#message-{sent.id}")
    assert mentor.post(f"{sent.url}/edit", {"text": "Kind words"}, htmx=True).headers["HX-Redirect"]
    assert text_of(app, sent.id) == "Kind words"
    innovator.get(sent.here)
    assert "edited" in innovator.soup.select_one(f"#message-{sent.id}").get_text()
    assert "Rude" not in innovator.get("/messages/search?q=rude").get_data(as_text=True)
    assert innovator.get(f"{sent.url}/edit").status_code == 403
    assert innovator.post(f"{sent.url}/edit", {"text": "x"}).status_code == 403
    assert as_(cast.stranger).post(f"{sent.url}/edit", {"text": "x"}).status_code == 404
    with at(now() + timedelta(minutes=11)):
        assert mentor.get(f"{sent.url}/edit").status_code == 403
        assert mentor.post(f"{sent.url}/edit", {"text": "Too late"}).status_code == 403
    assert text_of(app, sent.id) == "Kind words"


def test_an_open_page_learns_of_the_change(as_: As, cast: SimpleNamespace, sent: SimpleNamespace) -> None:
    innovator = as_(cast.innovator)
    innovator.get(sent.here)
    newer = innovator.soup.select_one("#newer")["hx-get"]
    as_(cast.mentor).post(f"{sent.url}/edit", {"text": "Kind words"})
    fresh = innovator.fragment(newer).get_data(as_text=True)
    assert f'hx-target="#message-{sent.id}"' in fresh and "Kind words" in fresh
    assert "Kind words" not in innovator.fragment(newer.split("&since")[0] + "&since=nonsense").get_data(as_text=True)


def test_deleted_for_all_and_gone_from_everywhere(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    mentor, innovator = as_(cast.mentor), as_(cast.innovator)
    file = (io.BytesIO(b"the words of a file"), "notes.txt")
    here = mentor.post(f"/messages/with/{cast.innovator.id}", {"text": "swordfish", "file": file}).headers["Location"]
    innovator.get(here)
    link = innovator.soup.select_one(".said-files a")["href"]
    answer = innovator.get(link)
    assert answer.headers["Content-Disposition"].startswith("attachment") and b"words" in answer.get_data()
    for person in (cast.animator, cast.stranger):
        assert as_(person).get(link).status_code == 404
    with app.app_context():
        stored = db.session.execute(select(StoredFile.stored)).scalar_one()
        assert (folder() / stored).exists()
    url = innovator.get(here) and innovator.soup.select_one(".bubble .more")["href"]
    assert innovator.post(f"{url}/removal").status_code == 403
    assert as_(cast.animator).post(f"{url}/removal").status_code == 404
    assert mentor.post(f"{url}/removal").status_code == 303
    assert mentor.post(f"{url}/removal").status_code == 404, "there is nothing any more to delete"
    told = innovator.get(here).get_data(as_text=True)
    assert "deleted" in told and "swordfish" not in told and innovator.get(link).status_code == 404
    assert "deleted" in innovator.get("/messages").get_data(as_text=True)
    with app.app_context():
        assert not db.session.execute(select(StoredFile)).first() and not (folder() / stored).exists()
        assert not db.session.execute(select(SearchDocument).filter_by(kind="message")).first()
        assert let_words_go(now()) and not let_words_go(now()), "once a day"
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        assert b"swordfish" not in (Path(app.config["INSTANCE"]) / "commonweave.db").read_bytes()


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "photo.png", "empty.txt", "run.exe"])
def test_hostile_files_are_refused_and_the_words_kept(
    app: Flask, as_: As, cast: SimpleNamespace, sent: SimpleNamespace, name: str
) -> None:
    data = b"" if name == "empty.txt" else b"<script>alert(1)</script>"
    for htmx in (False, True):
        client = as_(cast.mentor)
        answer = client.post(sent.here, {"text": "My draft", "file": (io.BytesIO(data), name)}, htmx=htmx)
        assert answer.status_code == 422 and client.soup.select_one("#composer .error-text")
        assert client.soup.select_one("#composer textarea").get_text().strip() == "My draft"
    with app.app_context():
        assert not db.session.execute(select(StoredFile)).first()


def test_a_file_needs_no_words_and_six_are_too_many(as_: As, cast: SimpleNamespace, sent: SimpleNamespace) -> None:
    client = as_(cast.mentor)
    files = [(io.BytesIO(b"x"), f"{n}.txt") for n in range(6)]
    assert client.post(sent.here, {"text": "", "file": files[:1]}).status_code == 303
    files = [(io.BytesIO(b"x"), f"{n}.txt") for n in range(6)]
    assert client.post(sent.here, {"text": "all", "file": files}).status_code == 422


def test_own_messages_are_found_folded_and_open_where_they_stand(
    app: Flask, as_: As, cast: SimpleNamespace, sent: SimpleNamespace
) -> None:
    innovator = as_(cast.innovator)
    innovator.get("/messages/search?q=zolt")
    (found,) = innovator.soup.select(".conversations a")
    assert "&at=" in found["href"] or "?at=" in found["href"]
    innovator.get(found["href"].split("#")[0])
    assert innovator.soup.select_one("#" + found["href"].split("#")[1])
    for person in (cast.animator, cast.stranger):
        assert "Żółty" not in as_(person).get("/messages/search?q=zolty").get_data(as_text=True)
    for asked in ("", "%22", "C%2B%2B", "nothing"):
        assert innovator.get(f"/messages/search?q={asked}").status_code == 200
    assert "<main" not in innovator.fragment("/messages/search?q=zolt").get_data(as_text=True)


def test_one_search_finds_conversations_by_name_and_messages_by_their_words(
    as_: As, cast: SimpleNamespace, sent: SimpleNamespace
) -> None:
    innovator = as_(cast.innovator)
    innovator.get("/messages?q=zolt")
    (found,) = innovator.soup.select(".written .conversations a")
    assert "at=" in found["href"]
    assert "No conversation has this name." in innovator.soup.get_text()
    innovator.get("/messages?" + urlencode({"q": cast.mentor.name}))
    assert innovator.soup.select(".conversations a")
    assert not innovator.soup.select(".written")
    innovator.get("/messages?q=zolt&kind=group")
    assert not innovator.soup.select(".conversations a")
    assert "Żółty" not in as_(cast.animator).get("/messages?q=zolt").get_data(as_text=True)


def test_shown_to_the_animators_and_decided(app: Flask, as_: As, cast: SimpleNamespace, sent: SimpleNamespace) -> None:
    innovator, animator, mentor = as_(cast.innovator), as_(cast.animator), as_(cast.mentor)
    innovator.get(f"{sent.url}/report")
    assert innovator.post(f"{sent.url}/report", {}).status_code == 422
    assert innovator.post(f"{sent.url}/report", {"reason": "other"}).status_code == 422
    here = innovator.post(f"{sent.url}/report", {"reason": "disrespect"}).headers["Location"]
    assert innovator.post(f"{sent.url}/report", {"reason": "disrespect"}).status_code == 409
    assert mentor.get(f"{sent.url}/report").status_code == 403 and mentor.get(here).status_code == 404
    as_(cast.mentor).post(f"{sent.url}/edit", {"text": "Never said"})
    told = animator.get(here).get_data(as_text=True)
    assert all(words in told for words in ("Żółty one", "Rude words", "Three")) and "Never said" not in told
    assert "Rude words" not in innovator.get(here).get_data(as_text=True)
    animator.get("/messages/reports")
    assert animator.soup.select_one("tbody a")["href"] == here
    assert animator.get(sent.here).status_code == 404, "no more than what was shown"
    assert animator.post(f"{here}/outcome", {}).status_code == 422
    decided = {"outcome": "removed", "words": "Please be kind to each other."}
    assert innovator.post(f"{here}/outcome", decided).status_code == 403
    assert animator.post(f"{here}/outcome", decided, htmx=True).headers["HX-Redirect"] == here
    assert animator.post(f"{here}/outcome", decided | {"words": "Again"}).status_code in (403, 409)
    for side in (innovator, mentor):
        assert "Please be kind" in side.get(here).get_data(as_text=True)
        assert "decided about" in side.get("/activity/inbox").get_data(as_text=True)
    assert cast.innovator.name not in mentor.get(here).get_data(as_text=True)
    with app.app_context():
        report = db.session.execute(select(MessageReport)).scalar_one()
        assert report.shown == [] and report.text == "" and db.session.get_one(Message, sent.id).removed_at


def test_an_animator_who_takes_part_cannot_judge(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        message = write_to(a_person(cast.animator), a_person(cast.innovator), "Do as I say")
        db.session.get_one(Person, cast.stranger.id).role = "animator"
        db.session.commit()
    here = as_(cast.innovator).post(f"/messages/sent/{message.id}/report", {"reason": "money"}).headers["Location"]
    animator, outside = as_(cast.animator), as_(SimpleNamespace(**vars(cast.stranger) | {"role": "animator"}))
    assert animator.get(here).status_code == 404
    assert animator.post(f"{here}/outcome", {"outcome": "none"}).status_code == 404
    assert here not in animator.get("/messages/reports").get_data(as_text=True)
    assert "Do as I say" in outside.get(here).get_data(as_text=True)
    with app.app_context():
        asked = select(Delivery.person_id).join(Event).where(Event.verb == "messages.message_reported")
        assert set(db.session.execute(asked).scalars()) == {cast.stranger.id}
    assert outside.post(f"{here}/outcome", {"outcome": "warned"}).status_code == 303


def test_a_report_that_no_animator_can_judge_says_so_and_waits(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        group = open_group(a_person(cast.animator), "Harvest feast")
        for one in (cast.mentor, cast.innovator):
            add_to_group(a_person(cast.animator), group, a_person(one))
        message = write_in(a_person(cast.mentor), group, "Rude words")
        db.session.commit()
        sent, people = f"/messages/sent/{message.id}/report", f"/messages/{group.id}/people"
    innovator = as_(cast.innovator)
    innovator.get(sent)
    main = innovator.soup.select_one("main")
    assert "no animator can judge this" in main.get_text()
    for way in (people, f"/people/{cast.mentor.id}/block", f"/messages/with/{cast.animator.id}"):
        assert main.select_one(f"[href='{way}']"), way
    here = innovator.post(sent, {"reason": "disrespect"}).headers["Location"]
    innovator.get(here)
    assert "no animator can judge this" in innovator.soup.select_one("main").get_text()
    assert "Your report is kept" in innovator.soup.get_text() and "have your report" not in innovator.soup.get_text()
    assert as_(cast.animator).get(here).status_code == 404
    with app.app_context():
        db.session.get_one(Person, cast.stranger.id).role = "animator"
        db.session.commit()
    outside = as_(SimpleNamespace(**vars(cast.stranger) | {"role": "animator"}))
    assert here in outside.get("/today").get_data(as_text=True), "it waits for them among what is to be done"
    assert "Rude words" in outside.get(here).get_data(as_text=True)
    assert "no animator can judge" not in innovator.get(here).get_data(as_text=True)
    innovator.post(people.replace("/people", "/leaving"))
    assert innovator.get(here).status_code == 200, "who has left the group still reads what becomes of it"


def test_deciding_can_suspend(app: Flask, as_: As, cast: SimpleNamespace, sent: SimpleNamespace) -> None:
    here = as_(cast.innovator).post(f"{sent.url}/report", {"reason": "money"}).headers["Location"]
    as_(cast.animator).post(f"{here}/outcome", {"outcome": "suspended"})
    with app.app_context():
        assert db.session.get_one(Person, cast.mentor.id).state == "suspended"
        assert db.session.get_one(Message, sent.id).text == ""


def test_a_mail_leads_to_the_first_unread_with_the_box_ready(
    client: CheckingClient, as_: As, cast: SimpleNamespace, sent: SimpleNamespace
) -> None:
    assert "answer" in client.get(f"{sent.here}/answer").headers["Location"], "back here after signing in"
    innovator = as_(cast.innovator)
    innovator.get(f"{sent.here}/answer")
    assert innovator.soup.select_one("textarea").has_attr("autofocus")
    mark = innovator.soup.select_one("#new")
    assert "Żółty one" in mark.find_next_sibling("li").get_text()
    assert as_(cast.stranger).get(f"{sent.here}/answer").status_code == 404


def test_a_conversation_of_ten_thousand_costs_as_much_as_one_of_sixty(
    app: Flask, as_: As, cast: SimpleNamespace, sent: SimpleNamespace
) -> None:
    def grow(number: int) -> None:
        with app.app_context():
            rows = [
                {"id": new_id(), "conversation_id": sent.here.split("/")[-1], "author_id": cast.mentor.id,
                 "text": f"Line {n}", "created_at": now()}
                for n in range(number)
            ]  # fmt: skip
            db.session.execute(Message.__table__.insert(), rows)
            db.session.commit()

    client, counts = as_(cast.innovator), []
    for number in (60, 10_000):
        grow(number)
        client.post(f"{sent.here}/seen", {"up_to": "z"})
        with statements(app) as asked:
            client.get(sent.here)
        counts.append(len(asked))
        assert len(client.soup.select(".bubble")) == 50
        plans = [it for it in asked if "FROM messages" in it]
        with app.app_context():
            for it in plans:
                plan = db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + it, ("x",) * it.count("?"))
                assert not any("SCAN messages" in row[-1] for row in plan)
    assert counts[0] == counts[1] <= 8
