"""A claim's page and its steps, with htmx and without."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.offers import actions
from app.offers.models import Claim
from app.offers.queries import newest_terms
from tests.builders import a_claim, a_need, a_person, an_accepted_claim, an_offer

Client = Callable[[SimpleNamespace], object]
STEPS = {
    "acceptance": {}, "refusal": {"reason": "wrong_fit"}, "withdrawal": {"reason": "too_late"},
    "cancellation": {"reason": "too_late", "note": "x"}, "terms": {"quantity": "2"}, "line": {},
    "thanks": {"thanks": "x"}, "corrections": {"units": "1", "why": "x"}, "conversation": {"message-text": "x"},
    "renewal": {}, "delivery": {}, "confirmation": {}, "dispute": {"note": "x"},
    "settlement": {"outcome": "confirmed", "note": "x"},
}  # fmt: skip


@pytest.fixture
def claim_id(app: Flask, cast: SimpleNamespace) -> str:
    with app.app_context():
        return a_claim(an_offer(cast.stakeholder), cast.innovator).id


def state(app: Flask, id: str) -> str:
    with app.app_context():
        return db.session.execute(select(Claim.state).where(Claim.id == id)).scalar_one()


def terms(app: Flask, claim_id: str) -> dict[str, str]:
    """What the button on the page sends: the newest terms that were seen."""
    with app.app_context():
        newest = newest_terms(claim_id)
        return {"seen": newest.id if newest else ""}


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_the_whole_way(app: Flask, as_: Client, cast: SimpleNamespace, claim_id: str, htmx: bool) -> None:
    url, owner, asker = f"/offers/claims/{claim_id}", as_(cast.stakeholder), as_(cast.innovator)
    owner.get(url)
    assert "It is your turn: accept or decline" in owner.soup.get_text()
    for who, step, data, reached in (
        (owner, "acceptance", terms(app, claim_id), "accepted"),
        (owner, "delivery", {}, "delivered"),
        (asker, "confirmation", {"thanks": "You saved us."}, "confirmed"),
    ):
        answer = who.post(f"{url}/{step}", data, htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        if htmx:
            assert who.soup.select_one(f"#claim-{claim_id}")
            assert "<html" not in answer.text.lower()
        assert state(app, claim_id) == reached
        assert asker.get(url).status_code == 200
        assert owner.get(url).status_code == 200
    assert "You saved us." in owner.soup.get_text()
    assert "received Half-days of legal advice" in owner.soup.select_one(".log > li").get_text()


def test_the_losers_see_how_many_are_left(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, quantity=3)
        late = a_claim(post, cast.innovator, 3).id
        an_accepted_claim(post, cast.innovator2, 2)
    client = as_(cast.stakeholder)
    for htmx in (False, True):
        answer = client.post(f"/offers/claims/{late}/acceptance", terms(app, late), htmx=htmx)
        assert answer.status_code == 409
        assert "Only 1 is left now" in answer.text
    assert state(app, late) == "requested"


def test_stale_and_repeated(app: Flask, as_: Client, cast: SimpleNamespace, claim_id: str) -> None:
    url, owner = f"/offers/claims/{claim_id}", as_(cast.stakeholder)
    for _twice in range(2):
        assert owner.post(f"{url}/acceptance", terms(app, claim_id), form_token="t" * 24).status_code == 303
    assert owner.post(f"{url}/acceptance", terms(app, claim_id)).status_code == 409
    assert owner.post(f"{url}/refusal", {"reason": "too_late"}).status_code == 409
    assert as_(cast.innovator).post(f"{url}/withdrawal", {"reason": "too_late"}).status_code == 409
    assert state(app, claim_id) == "accepted"


def test_what_is_missing_is_told(app: Flask, as_: Client, cast: SimpleNamespace, claim_id: str) -> None:
    url, owner, asker = f"/offers/claims/{claim_id}", as_(cast.stakeholder), as_(cast.innovator)
    for data in ({}, {"reason": "no_answer"}, {"reason": "because"}):
        assert owner.post(f"{url}/refusal", data).status_code == 422
        assert owner.soup.select_one("#reason-error")
    owner.post(f"{url}/acceptance", terms(app, claim_id))
    assert owner.post(f"{url}/cancellation", {"reason": "too_late", "note": " "}, htmx=True).status_code == 422
    assert owner.soup.select_one("#note-error")
    owner.post(f"{url}/delivery")
    assert asker.post(f"{url}/dispute", {"note": ""}).status_code == 422
    assert asker.post(f"{url}/dispute", {"note": "Nobody came."}).status_code == 303
    animator = as_(cast.animator)
    assert animator.post(f"{url}/settlement", {"outcome": "both", "note": "x"}).status_code == 422
    assert animator.soup.select_one("#outcome-error")
    assert animator.post(f"{url}/settlement", {"outcome": "cancelled", "note": "x"}).status_code == 303
    assert state(app, claim_id) == "cancelled"


@pytest.mark.parametrize("step", STEPS)
def test_strangers_observers_and_visitors(
    app: Flask, client, as_: Client, cast: SimpleNamespace, claim_id: str, step: str
) -> None:
    url = f"/offers/claims/{claim_id}"
    for nobody in (cast.stranger, cast.animator, cast.partner):
        other = as_(nobody)
        assert other.get(url).status_code == 404
        assert other.post(f"{url}/{step}", STEPS[step]).status_code == 404
    assert as_(cast.observer).get(url).status_code == 404
    assert as_(cast.observer).post(f"{url}/{step}", STEPS[step]).status_code == 403
    assert client.get(url).status_code == 303
    assert client.post(f"{url}/{step}", STEPS[step]).status_code == 303
    assert as_(cast.stakeholder).post(f"/offers/claims/nonsense/{step}", STEPS[step]).status_code == 404
    assert state(app, claim_id) == "requested"


@pytest.mark.parametrize("step", ["acceptance", "refusal", "renewal", "confirmation", "dispute", "settlement"])
def test_the_wrong_side_is_refused(app: Flask, as_: Client, cast: SimpleNamespace, claim_id: str, step: str) -> None:
    wrong = cast.stakeholder if step in ("renewal", "confirmation", "dispute", "settlement") else cast.innovator
    assert as_(wrong).post(f"/offers/claims/{claim_id}/{step}", STEPS[step]).status_code == 403
    assert state(app, claim_id) == "requested"


def test_of_a_need_the_helper_delivers(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_ = an_accepted_claim(a_need(cast.innovator), cast.stakeholder).id
    helper, owner = as_(cast.stakeholder), as_(cast.innovator)
    assert owner.post(f"/offers/claims/{id_}/delivery").status_code == 403
    assert helper.post(f"/offers/claims/{id_}/delivery").status_code == 303
    owner.get(f"/offers/claims/{id_}")
    assert owner.soup.select_one("#confirm-form")


def test_the_page_shows_what_was_agreed(app: Flask, as_: Client, cast: SimpleNamespace, claim_id: str) -> None:
    from app.offers.models import PostContent

    with app.app_context():
        post = db.session.get_one(Claim, claim_id).post
        actions.edit_post(a_person(cast.stakeholder), post, PostContent("Other", "Other words", "space", quantity=9))
    client = as_(cast.innovator)
    client.get(f"/offers/claims/{claim_id}")
    assert "Half-days of legal advice" in client.soup.h1.get_text()
    assert "statutes" in client.soup.get_text()


def test_one_of_a_unit_is_not_told_as_many(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        a_claim(an_offer(cast.stakeholder, quantity=3), cast.innovator)
        a_claim(an_offer(cast.stakeholder, quantity=3), cast.innovator2, quantity=2)
    owner = as_(cast.stakeholder)
    for page, words in {"/today": "asks for {}", "/activity": "({})"}.items():
        owner.get(page)
        said = owner.soup.get_text()
        assert words.format("1 × half-days") in said and words.format("2 half-days") in said, page
