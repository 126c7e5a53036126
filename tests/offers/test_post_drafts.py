"""What is typed is kept: while it is typed, by a button without JavaScript; come back to, begun anew, and previewed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.extensions import db
from app.offers import actions
from app.offers.models import Post, PostDraft
from tests.builders import a_person, an_offer

Client = Callable[[SimpleNamespace], Any]
NEW, KEEP, ANEW = "/offers/new?kind=offer", "/offers/new/draft?kind=offer", "/offers/new/draft/removal?kind=offer"
GOOD = {
    "title": "A desk", "text": "By the window.", "category": "space", "quantity": "3", "audience": "members",
    "until": "2030-05-15",
}  # fmt: skip
HALF = {
    "title": "A desk by the",
    "quantity": "thr",
    "until": "soon",
    "topics": ["legal"],
    "value_cents": "1,2",
    "remote": "y",
}


def kept(app: Flask) -> list[tuple[str, str, str]]:
    """Whose, of which kind, about what."""
    with app.app_context():
        query = select(PostDraft.person_id, PostDraft.kind, PostDraft.about_id).order_by(PostDraft.id)
        return [tuple(row) for row in db.session.execute(query)]


def count(app: Flask, model: Any) -> int:
    with app.app_context():
        return db.session.execute(select(func.count(model.id))).scalar_one()


def test_what_is_typed_comes_back_as_it_was_right_or_wrong(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    answer = client.post(KEEP, HALF, htmx=True)
    assert (answer.status_code, "What you typed is kept" in answer.text) == (200, True)
    client.get(NEW)
    value = {
        name: client.soup.select_one(f"#{name}")["value"] for name in ("title", "quantity", "until", "value_cents")
    }
    assert value == {"title": "A desk by the", "quantity": "thr", "until": "soon", "value_cents": "1,2"}
    assert [box["value"] for box in client.soup.select("[name=topics][checked]")] == ["legal"]
    assert client.soup.select_one("#remote").has_attr("checked")
    assert "Here is what you had begun" in client.soup.get_text()
    assert not client.soup.select(".error-summary"), "nothing is wrong with what is not finished"
    client.get("/offers/new?kind=need")
    assert client.soup.select_one("#title")["value"] == "", "the need is another sheet"


def test_only_the_last_is_kept_and_no_event_tells_of_it(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client, before = as_(cast.stakeholder), count(app, Event)
    for title in ("A", "A d", "A", "A"):
        client.post(KEEP, HALF | {"title": title}, htmx=True, form_token="t" * 24)
    assert (kept(app), count(app, Event)) == ([(cast.stakeholder.id, "offer", "")], before)
    client.get(NEW)
    assert client.soup.select_one("#title")["value"] == "A", "what is typed again is kept again"


def test_nobody_else_sees_it(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    as_(cast.stakeholder).post(KEEP, HALF)
    for part in (cast.mentor, cast.animator):
        client = as_(part)
        client.get(NEW)
        assert client.soup.select_one("#title")["value"] == ""


def test_begin_anew(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    client.post(KEEP, HALF)
    client.get(NEW)
    assert client.soup.select_one(f'form[action="{ANEW}"]')
    assert client.post(ANEW).location == NEW
    assert client.post(ANEW).status_code == 303, "twice does no harm"
    client.get(NEW)
    assert (client.soup.select_one("#title")["value"], kept(app)) == ("", [])


def test_posting_it_ends_it(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    client.post(KEEP, GOOD)
    assert client.post(NEW, GOOD | {"title": ""}).status_code == 422
    assert len(kept(app)) == 1, "what is not posted yet is still kept"
    assert client.post(NEW, GOOD).status_code == 303
    assert kept(app) == []


def test_an_import_or_a_session_does_not_end_what_is_typed(context: Flask, cast: SimpleNamespace) -> None:
    person = a_person(cast.stakeholder)
    actions.keep_draft(person, "offer", "", {"title": ["A desk"]})
    an_offer(cast.stakeholder)
    assert db.session.execute(select(func.count(PostDraft.id))).scalar_one() == 1


def test_keep_as_a_draft_keeps_what_cannot_be_posted_yet(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    """The same without JavaScript: by a button."""
    client = as_(cast.stakeholder)
    answer = client.post(NEW, HALF | {"then": "draft"})
    assert (answer.status_code, answer.location, count(app, Post)) == (303, NEW, 0)
    client.get(NEW)
    assert "Kept as it is" in client.soup.get_text()
    assert client.soup.select_one("#quantity")["value"] == "thr"
    client.get("/offers/mine")
    assert client.soup.select_one(f'main a[href="{NEW}"]:-soup-contains("Go on with it")')


def test_a_change_has_a_draft_of_its_own(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_ = an_offer(cast.stakeholder).id
    client, url = as_(cast.stakeholder), f"/offers/{id_}/edit"
    client.post(f"{url}/draft", HALF, htmx=True)
    client.get(url)
    assert client.soup.select_one("#title")["value"] == "A desk by the"
    with app.app_context():
        assert db.session.get_one(Post, id_).title == "Half-days of legal advice"
    assert client.post(f"{url}/draft/removal").location == url
    client.get(url)
    assert client.soup.select_one("#title")["value"] == "Half-days of legal advice"
    client.post(f"{url}/draft", HALF)
    assert client.post(url, GOOD).status_code == 303
    assert kept(app) == []


def test_a_change_can_wait_without_javascript(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_ = an_offer(cast.stakeholder).id
    client, url = as_(cast.stakeholder), f"/offers/{id_}/edit"
    assert client.post(url, GOOD | {"then": "draft"}).location == url
    with app.app_context():
        assert db.session.get_one(Post, id_).title == "Half-days of legal advice", "it is not changed yet"
    client.get(url)
    assert client.soup.select_one("#title")["value"] == "A desk"


def test_for_somebody_else_is_a_sheet_of_its_own(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.post(f"{KEEP}&owner={cast.stakeholder.id}", HALF)
    assert kept(app) == [(cast.animator.id, "offer", cast.stakeholder.id)]
    client.get(NEW)
    assert client.soup.select_one("#title")["value"] == ""
    client.get(f"{NEW}&owner={cast.stakeholder.id}")
    assert client.soup.select_one("#title")["value"] == "A desk by the"
    client.post(f"{NEW}&owner={cast.stakeholder.id}", GOOD)
    assert kept(app) == []


def test_a_copy_and_a_link_with_words_are_shown_before_a_draft(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_ = an_offer(cast.stakeholder).id
    client = as_(cast.stakeholder)
    client.post(KEEP, HALF)
    client.get(f"{NEW}&copy={id_}")
    assert client.soup.select_one("#title")["value"] == "Half-days of legal advice"
    client.get(f"{NEW}&title=Kettle")
    assert client.soup.select_one("#title")["value"] == "Kettle"


@pytest.mark.parametrize("part", ["", "/removal"])
def test_whose_draft_it_may_be(app: Flask, as_: Client, client: Any, cast: SimpleNamespace, part: str) -> None:
    with app.app_context():
        seen, hidden = an_offer(cast.stakeholder).id, an_offer(cast.stakeholder, publish=False).id
    other = as_(cast.mentor)
    assert other.post(f"/offers/{seen}/edit/draft{part}", HALF).status_code == 403
    assert other.post(f"/offers/{hidden}/edit/draft{part}", HALF).status_code == 404
    assert other.post(f"/offers/nonsense/edit/draft{part}", HALF).status_code == 404
    assert other.post(f"/offers/new/draft{part}?kind=gold", HALF).status_code == 404
    assert other.post(f"/offers/new/draft{part}?owner={cast.stakeholder.id}", HALF).status_code == 403
    assert as_(cast.observer).post(f"/offers/new/draft{part}", HALF).status_code == 403
    assert client.post(f"/offers/new/draft{part}", HALF).status_code == 303
    assert kept(app) == []


def test_it_is_bounded_and_readable(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    client.post(KEEP, {"title": "a\x00b\ufffe", "text": "x" * 50_000, "owner_id": "me", "topics": ["legal"] * 300})
    with app.app_context():
        said = db.session.execute(select(PostDraft.said)).scalar_one()
    assert (said["title"], len(said["text"][0]), len(said["topics"])) == (["ab"], 10_000, 60)
    assert "owner_id" not in said and "csrf_token" not in said
    assert client.get(NEW).status_code == 200


def test_mine_tells_what_was_begun(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    client.get("/offers/mine")
    assert "Go on with it" not in client.soup.get_text()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1), tick=False):
        client = as_(cast.stakeholder)
        client.post("/offers/new/draft?kind=need", HALF)
        client.get("/offers/mine")
        assert client.soup.select_one('main a[href="/offers/new?kind=need"]:-soup-contains("Go on with it")')


def test_who_leaves_leaves_no_draft(context: Flask, cast: SimpleNamespace) -> None:
    person = a_person(cast.stakeholder)
    actions.keep_draft(person, "offer", "", {"title": ["A desk"]})
    actions.leave(a_person(cast.animator), person)
    assert db.session.execute(select(PostDraft.id)).first() is None


class TestPreview:
    """The same renderer as the page's."""

    evil = "Two **hives**\n\n<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://evil/x.png)"

    def test_while_typing(self, as_: Client, cast: SimpleNamespace) -> None:
        answer = as_(cast.stakeholder).post("/offers/preview", {"text": self.evil}, htmx=True)
        assert "<strong>hives</strong>" in answer.text
        assert "<script" not in answer.text and "<img" not in answer.text and 'href="javascript' not in answer.text
        assert "Nothing is written yet" in as_(cast.stakeholder).post("/offers/preview", {}, htmx=True).text

    def test_by_a_button_without_javascript(self, app: Flask, as_: Client, cast: SimpleNamespace) -> None:
        client = as_(cast.stakeholder)
        answer = client.post(NEW, HALF | {"text": self.evil, "then": "preview"})
        assert (answer.status_code, count(app, Post), kept(app)) == (200, 0, [])
        assert client.soup.select_one(".prose strong").get_text() == "hives"
        assert not client.soup.select(".prose script, .prose img, .error-summary")
        assert client.soup.select_one("#quantity")["value"] == "thr", "what was typed is still there"

    def test_who_may(self, as_: Client, client: Any, cast: SimpleNamespace) -> None:
        assert as_(cast.observer).post("/offers/preview", {"text": "x"}).status_code == 403
        assert client.post("/offers/preview", {"text": "x"}).status_code == 303
        assert as_(cast.stakeholder).post("/offers/preview", {"text": "x"}).location == "/offers/new"
