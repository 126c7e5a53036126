"""A post: its page, its form, what its owner can do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import db
from app.offers.models import Claim, Post
from tests.builders import a_claim, an_accepted_claim, an_offer

Client = Callable[[SimpleNamespace], object]
GOOD = {
    "title": "A desk", "text": "By the window.", "category": "space", "quantity": "3", "unit": "desks",
    "audience": "members", "until": "2030-05-15", "city": "Torino", "country": "IT",
}  # fmt: skip


def count(app: Flask, model: type = Post) -> int:
    with app.app_context():
        return db.session.execute(select(func.count(model.id))).scalar_one()


def error_of(client, name: str) -> str:
    told = client.soup.select_one(f"#{name}-error")
    return told.get_text(" ", strip=True) if told else ""


def test_post_an_offer(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    assert client.get("/offers/new?kind=offer").status_code == 200
    answer = client.post("/offers/new?kind=offer", GOOD | {"topics": ["legal", "finance"]})
    assert answer.status_code == 303
    client.get(answer.location)
    assert "3 of 3 desks left" in client.soup.get_text()
    assert client.soup.select_one(".page-head .state").get_text(strip=True) == "On the board"
    with app.app_context():
        post = db.session.execute(select(Post)).scalar_one()
        assert (post.kind, post.state, post.owner_id) == ("offer", "published", cast.stakeholder.id)


def test_the_same_form_twice_is_one_post(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client, token = as_(cast.stakeholder), "t" * 24
    first = client.post("/offers/new?kind=need", GOOD, form_token=token)
    second = client.post("/offers/new?kind=need", GOOD, form_token=token)
    assert (first.location, count(app)) == (second.location, 1)


def test_draft_then_publish(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    url = client.post("/offers/new?kind=need", GOOD | {"then": "draft"}).location
    assert as_(cast.animator).get(url).status_code == 404
    assert client.get(url).status_code == 200
    assert client.post(f"{url}/publication").status_code == 303
    assert as_(cast.animator).get(url).status_code == 200
    assert client.post(f"{url}/publication").status_code == 409


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Give it a title"),
        ("title", "x" * 121, "at most 120"),
        ("text", " ", "Describe it"),
        ("category", "", "Choose one of the categories"),
        ("category", "gold", "Choose one"),
        ("topics", "nonsense", "Choose topics from the list"),
        ("country", "ZZ", "Choose one from the list"),
        ("quantity", "0", "whole number from 1"),
        ("quantity", "-1", "whole number from 1"),
        ("quantity", "1" + "0" * 30, "whole number from 1"),
        ("quantity", "9" * 5000, "whole number from 1"),
        ("quantity", "10^30", "whole number from 1"),
        ("quantity", "2.5", "whole number from 1"),
        ("quantity", "²", "whole number from 1"),
        ("quantity", "", "Say how many"),
        ("until", "2020-01-01", "This day has passed"),
        ("until", "9999-12-31", "next five years"),
        ("until", "soon", "like 2026-12-31"),
        ("organisation_id", "01j0000000000000000000000x", "Choose one from the list"),
        ("innovation_id", "01j0000000000000000000000x", "Choose one from the list"),
        ("audience", "enemies", "Choose who may see this"),
        ("unit", "x" * 41, "at most 40"),
        ("city", "a\x00b", "cannot be shown"),
    ],
)
def test_a_wrong_value_is_told_beside_its_field(
    app: Flask, as_: Client, cast: SimpleNamespace, field: str, value: str, words: str
) -> None:
    client = as_(cast.stakeholder)
    answer = client.post("/offers/new?kind=offer", GOOD | {field: value})
    assert answer.status_code == 422
    assert words in error_of(client, field)
    assert client.soup.select_one("#title")["value"] == (value if field == "title" else "A desk")
    assert count(app) == 0


def test_unlimited_needs_no_number(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    url = as_(cast.stakeholder).post("/offers/new", GOOD | {"quantity": "", "unlimited": "y"}).location
    client = as_(cast.mentor)
    client.get(url)
    assert "no limit" in client.soup.get_text()


def test_edit_never_below_what_is_promised(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, quantity=3)
        an_accepted_claim(post, cast.innovator, 2)
        url = f"/offers/{post.id}/edit"
    client = as_(cast.stakeholder)
    client.get(url)
    assert client.soup.select_one("#until")["value"] == "2030-05-15"
    assert client.post(url, GOOD | {"quantity": "1"}).status_code == 422
    assert "2 are promised already" in error_of(client, "quantity")
    assert client.post(url, GOOD | {"quantity": "2", "title": "Two desks", "unit": "half-days"}).status_code == 303


def test_a_past_date_that_stays_does_not_bar_an_edit(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder)
        post.until = date(2020, 1, 1)
        db.session.commit()
        url = f"/offers/{post.id}"
    client = as_(cast.stakeholder)
    assert client.post(f"{url}/edit", GOOD | {"until": "2020-01-01"}).status_code == 303
    client.get(url)
    assert "Past its date" in client.soup.get_text()


def test_pause_return_and_withdraw(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder)
        a_claim(post, cast.innovator)
        url = f"/offers/{post.id}"
    client = as_(cast.stakeholder)
    assert client.post(f"{url}/pause").status_code == 303
    assert client.post(f"{url}/pause").status_code == 409
    asker = as_(cast.mentor)
    asker.get(url)
    assert "paused for now" in asker.soup.get_text()
    assert asker.post(f"{url}/claims", {"message": "Please", "quantity": "1"}).status_code == 409
    assert client.post(f"{url}/return").status_code == 303
    assert "1 person waits" in client.get(f"{url}/withdrawal").text
    assert client.post(f"{url}/withdrawal", {"reason": ""}).status_code == 422
    assert client.post(f"{url}/withdrawal", {"reason": "We move."}).status_code == 303
    asker.get(url)
    assert "We move." in asker.soup.get_text()


CHANGES = ("edit", "publication", "pause", "return", "fulfilment", "withdrawal")


@pytest.mark.parametrize("part", CHANGES)
def test_who_may_change_it(app: Flask, client, as_: Client, cast: SimpleNamespace, part: str) -> None:
    with app.app_context():
        url = f"/offers/{an_offer(cast.stakeholder).id}/{part}"
        hidden = f"/offers/{an_offer(cast.stakeholder, publish=False).id}/{part}"
    assert as_(cast.stranger).post(url, GOOD).status_code == 403
    assert as_(cast.observer).post(url, GOOD).status_code == 403
    assert as_(cast.stranger).post(hidden, GOOD).status_code == 404
    assert as_(cast.stranger).post(f"/offers/nonsense/{part}", GOOD).status_code == 404
    assert client.post(url, GOOD).status_code == 303
    with app.app_context():
        assert set(db.session.execute(select(Post.state)).scalars()) == {"published", "draft"}


def test_claim_it(app: Flask, as_: Client, client, cast: SimpleNamespace) -> None:
    with app.app_context():
        url = f"/offers/{an_offer(cast.stakeholder).id}"
    asker = as_(cast.innovator)
    asker.get(url)
    assert asker.soup.select_one("form#claim-form")
    wrong = asker.post(f"{url}/claims", {"message": "", "quantity": "7"})
    assert (wrong.status_code, bool(error_of(asker, "message"))) == (422, True)
    assert asker.post(f"{url}/claims", {"message": "Please", "quantity": "7"}).status_code == 422
    assert "Only 2 half-days left" in error_of(asker, "quantity")
    done = asker.post(f"{url}/claims", {"message": "Please", "quantity": "2"}, form_token="t" * 24)
    again = asker.post(f"{url}/claims", {"message": "Please", "quantity": "2"}, form_token="t" * 24)
    assert done.status_code == 303
    assert (done.location, count(app, Claim)) == (again.location, 1)
    assert asker.post(f"{url}/claims", {"message": "More", "quantity": "1"}).status_code == 409
    assert as_(cast.stakeholder).post(f"{url}/claims", {"message": "Mine", "quantity": "1"}).status_code == 403
    assert as_(cast.observer).post(f"{url}/claims", {"message": "Mine", "quantity": "1"}).status_code == 403
    assert client.post(f"{url}/claims", {"message": "Mine", "quantity": "1"}).status_code == 303
    assert count(app, Claim) == 1
    other = as_(cast.innovator2)
    other.get(url)
    assert cast.innovator.name not in other.soup.get_text(), "who else asks is between the two"
    owner = as_(cast.stakeholder)
    owner.get(url)
    assert cast.innovator.name in owner.soup.get_text()


def test_markdown_is_harmless(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://evil/x.png) # h\n\n<a hx-get=/>"
    with app.app_context():
        url = f"/offers/{an_offer(cast.stakeholder, text=evil, title='<b>x</b>').id}"
    client = as_(cast.mentor)
    client.get(url)
    said = client.soup.select_one(".prose")
    assert not said.select("script, img, [hx-get]")
    assert not [link for link in said.select("a") if "javascript" in link.get("href", "")]


def test_a_copy_begins_with_the_same_words(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder)
    client = as_(cast.stakeholder)
    client.get(f"/offers/new?kind=offer&copy={post.id}")
    assert client.soup.select_one("#title")["value"] == post.title


def test_a_need_for_an_innovation_of_mine(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    from app.innovations.queries import SocialInnovation, TeamMember

    with app.app_context():
        mine, theirs = SocialInnovation(name="Repair cafés"), SocialInnovation(name="Not mine")
        db.session.add_all([mine, theirs])
        db.session.flush()
        db.session.add(TeamMember(innovation_id=mine.id, person_id=cast.innovator.id))
        db.session.commit()
        ids = (mine.id, theirs.id)
    client = as_(cast.innovator)
    assert client.post("/offers/new?kind=need", GOOD | {"innovation_id": ids[1]}).status_code == 422
    url = client.post("/offers/new?kind=need", GOOD | {"innovation_id": ids[0]}).location
    client.get(url)
    assert client.soup.select_one(f'a[href="/innovations/{ids[0]}"]').get_text() == "Repair cafés"


@pytest.mark.parametrize("many", ["1e309", "0.5", "-3", "many"])
def test_what_is_no_number_is_told_once(as_: Client, cast: SimpleNamespace, many: str) -> None:
    client = as_(cast.stakeholder)
    assert client.post("/offers/new?kind=offer", GOOD | {"quantity": many}).status_code == 422
    told = [wrong.get_text() for wrong in client.soup.select(".error-summary li")]
    assert told == ["How many: Write a whole number from 1 to 1,000,000."]
    assert client.soup.select_one("#quantity")["value"] == many


def test_no_number_at_all_is_told_once(as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    assert client.post("/offers/new?kind=offer", GOOD | {"quantity": ""}).status_code == 422
    assert len(client.soup.select(".error-summary li")) == 1


def test_a_need_of_an_innovation_begins_a_post(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.innovator)
    client.get("/offers/new?kind=need&title=Prices+that+carry+the+kitchen&topic=finance&innovation=none-of-mine")
    assert client.soup.select_one("#title")["value"] == "Prices that carry the kitchen"
    assert [box["value"] for box in client.soup.select("[name=topics][checked]")] == ["finance"]
    assert client.post("/offers/new?kind=need", GOOD | {"innovation_id": "none-of-mine"}).status_code == 422
