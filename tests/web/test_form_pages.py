"""Addresses that only take forms lead to the page of the form; a form that fails does not cost one's words."""

from __future__ import annotations

import pytest
from sqlalchemy import delete
from werkzeug.routing import IntegerConverter

from app.extensions import db
from app.offers import actions
from app.people.models import SignIn
from app.web.form_pages import form_page, is_page
from tests.builders import a_claim, a_person, an_offer

WORDS = "We would use the room for the women's sewing circle, on Tuesdays."


def test_every_address_that_only_takes_forms_has_its_page(app):
    rules = list(app.url_map.iter_rules())
    pages = {rule.rule for rule in rules if "GET" in (rule.methods or ())}
    lost = []
    for rule in rules:
        if "POST" in (rule.methods or ()) and rule.rule not in pages:
            values = {name: 1 if isinstance(kind, IntegerConverter) else "x" for name, kind in rule._converters.items()}
            with app.test_request_context():
                path = app.url_map.bind("localhost").build(rule.endpoint, values, method="POST")
            with app.test_request_context(path):
                page = form_page()
                if not (page and is_page(page)):
                    lost.append(rule.rule)
    assert lost == []


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/mentoring/mentorships/x/sessions?week=2026-11-23", "/mentoring/mentorships/x?week=2026-11-23"),
        ("/offers/x/claims", "/offers/x"),
        ("/offers/claims/x/refusal", "/offers/claims/x"),
        ("/innovations/x/needs/y/removal", "/innovations/x"),
        ("/innovations/x/texts", "/innovations/x/edit"),
        ("/account/password", "/account/security"),
        ("/account/photo", "/account"),
        ("/sign-out", "/"),
    ],
)
def test_opening_it_leads_to_the_page(client, as_, cast, address, page):
    answer = as_(cast.mentor).get(address)
    assert (answer.status_code, answer.location) == (303, page)
    assert client.get(address).location == page  # whose own gate then asks who it is
    assert as_(cast.mentor).fragment(address).status_code == 405


def test_signing_in_again_leads_back_to_the_form(client):
    answer = client.post("/offers/x/claims", {"message": WORDS})
    assert answer.location.endswith("next=/offers/x")


@pytest.mark.parametrize("htmx", [False, True])
def test_a_session_that_was_ended_from_elsewhere_keeps_the_words(app, as_, cast, htmx):
    client = as_(cast.mentor)
    client.get("/organisations/new")
    with app.app_context():
        db.session.execute(delete(SignIn))
        db.session.commit()
    answer = client.post("/organisations/new", {"name": "Notaires Solidaires", "about": WORDS}, htmx=htmx)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400 and "You have been signed out" in text
    assert WORDS.replace("'", "&#39;") in text and "/sign-in?next=/organisations/new" in text
    assert client.post("/organisations/new", {"name": "Short"}).status_code == 303


def test_an_error_page_keeps_the_words_but_no_secret(app, as_, cast):
    client = as_(cast.mentor)
    asked = {"name": "Notaires Solidaires", "about": WORDS, "current": "seven grey herons wait", "csrf_token": ""}
    assert client.post("/organisations/new", asked).status_code == 400
    assert client.soup.select_one("#typed").get_text().strip() == WORDS
    assert client.soup.select_one(".page a[href='/organisations/new']")
    assert "herons" not in client.soup.get_text()


def test_a_claim_that_came_too_late_keeps_the_words(app, as_, cast):
    with app.app_context():
        offer = an_offer(cast.stakeholder, title="A room")
        id_ = offer.id
        actions.pause_post(a_person(cast.stakeholder), offer)
    client = as_(cast.innovator)
    assert client.post(f"/offers/{id_}/claims", {"message": WORDS, "quantity": "1"}).status_code == 409
    assert client.soup.select_one("#message-kept").get_text().strip() == WORDS


def test_an_answer_that_came_too_late_keeps_the_words(app, as_, cast):
    with app.app_context():
        claim = a_claim(an_offer(cast.stakeholder, title="A room"), cast.innovator)
        id_ = claim.id
        actions.withdraw_claim(a_person(cast.innovator), claim, "too_late")
    client = as_(cast.stakeholder)
    answer = client.post(f"/offers/claims/{id_}/refusal", {"reason": "wrong_fit", "note": WORDS})
    assert answer.status_code == 409
    assert client.soup.select_one("#note-kept").get_text().strip() == WORDS
