"""What fits a post, what fits a person; an animator brings two together; where the gaps are."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.offers import actions
from app.offers.models import Claim, PostIntroduction
from app.offers.queries.counterparts import counterparts, for_you
from app.offers.queries.introductions import introduced_with, introductions_page
from app.offers.queries.radar import RadarFilter, radar
from app.people import actions as people
from tests.builders import a_claim, a_need, a_person, an_accepted_claim, an_offer
from tests.statements import statements

Client = Callable[[SimpleNamespace], object]


def words_of(client) -> str:
    return " ".join(client.soup.get_text(" ").split())


def test_the_best_five_with_their_reasons(context: Flask, cast: SimpleNamespace) -> None:
    offer = an_offer(cast.stakeholder, title="Tax advice for cooperatives", topics=("legal",), category="expertise")
    fit = a_need(cast.innovator, title="Who knows the tax of cooperatives?", topics=("legal",), category="expertise")
    for number in range(6):
        a_need(cast.innovator2, title=f"Other {number}", topics=("people",), category="expertise")
    a_need(cast.innovator2, title="Chairs", topics=(), category="equipment")
    found = counterparts(a_person(cast.stakeholder), offer)
    assert len(found) == 5
    assert found[0].row.id == fit.id
    assert {reason.kind for reason in found[0].match.reasons} >= {"topics", "category", "words"}
    assert [one.match.score for one in found] == sorted((one.match.score for one in found), reverse=True)
    assert "Chairs" not in [one.row.title for one in found]


def test_what_is_closed_hidden_blocked_or_ones_own_is_never_suggested(context: Flask, cast: SimpleNamespace) -> None:
    offer = an_offer(cast.stakeholder, topics=("legal",))
    a_need(cast.stakeholder, topics=("legal",))
    a_need(cast.innovator, topics=("legal",), publish=False)
    gone = a_need(cast.innovator, topics=("legal",), quantity=1)
    an_accepted_claim(gone, cast.mentor)
    a_need(cast.innovator2, topics=("legal",))
    people.block_person(a_person(cast.innovator2), a_person(cast.stakeholder))
    assert counterparts(a_person(cast.stakeholder), offer) == []
    assert counterparts(a_person(cast.animator), offer) == []


def test_for_you_answers_posts_and_innovations(context: Flask, cast: SimpleNamespace) -> None:
    need = a_need(cast.innovator, topics=("legal",), title="Statutes")
    offer = an_offer(cast.stakeholder, topics=("legal",))
    assert [(source.title, [one.row.id for one in answers]) for source, answers in for_you(a_person(cast.innovator))][
        0
    ] == ("Statutes", [offer.id])
    assert [(source.kind, answers[0].row.id) for source, answers in for_you(a_person(cast.stakeholder))] == [
        ("offer", need.id)
    ]
    assert for_you(a_person(cast.observer)) == []


@pytest.mark.parametrize("number", [1, 12])
def test_as_many_statements_for_many_as_for_one(app: Flask, as_: Client, cast: SimpleNamespace, number: int) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, topics=("legal",))
        for _one in range(number):
            a_need(cast.innovator, topics=("legal",))
    client, counts = as_(cast.stakeholder), []
    for url in ("/offers/for-you", f"/offers/{post.id}"):
        client.get(url)
        with statements(app) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts[0] <= 12
    assert counts[1] <= 24


def test_an_animator_introduces_and_sees_what_came_of_it(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        offer, need = an_offer(cast.stakeholder, topics=("legal",)), a_need(cast.innovator, topics=("legal",))
    client = as_(cast.animator)
    client.get(f"/offers/{need.id}")
    assert client.soup.select_one(f'#matches a[href$="introductions?with={offer.id}"]')
    client.get(f"/offers/{need.id}/introductions?with={offer.id}")
    assert client.post(f"/offers/{need.id}/introductions?with={offer.id}", {"note": "Talk."}).status_code == 303
    assert client.post(f"/offers/{need.id}/introductions?with={offer.id}", {"note": "Again."}).status_code == 409
    for who in (cast.stakeholder, cast.innovator):
        owner = as_(who)
        owner.get(f"/offers/{offer.id if who is cast.stakeholder else need.id}")
        assert "Talk." in owner.soup.select_one("#introduced").get_text()
        owner.get("/activity/inbox")
        assert "introduced" in words_of(owner)
    with app.app_context():
        assert [one.outcome for one in introductions_page().rows] == ["none"]
        claim = a_claim(offer, cast.innovator)
        assert [one.outcome for one in introductions_page().rows] == ["asked"]
        actions.accept_claim(a_person(cast.stakeholder), claim)
        actions.deliver_claim(a_person(cast.stakeholder), claim)
        actions.confirm_claim(a_person(cast.innovator), claim)
        assert [one.outcome for one in introductions_page("confirmed").rows] == ["confirmed"]
        assert introductions_page("none").rows == []
        assert db.session.get_one(Claim, claim.id).introduction_id is not None
    client.get("/offers/introductions")
    assert "Delivered and confirmed" in words_of(client)
    assert client.get("/offers/introductions.csv").text.splitlines()[1].endswith(",confirmed")


def test_an_introduction_is_refused_where_it_makes_no_sense(context: Flask, cast: SimpleNamespace) -> None:
    animator = a_person(cast.animator)
    offer, need = an_offer(cast.stakeholder), a_need(cast.innovator)
    with pytest.raises(NotAllowed):
        actions.introduce_posts(a_person(cast.stakeholder), offer, need)
    with pytest.raises(Refused):
        actions.introduce_posts(animator, offer, an_offer(cast.mentor))
    with pytest.raises(Refused):
        actions.introduce_posts(animator, offer, a_need(cast.stakeholder))
    with pytest.raises(Conflict):
        actions.introduce_posts(animator, offer, a_need(cast.innovator2, publish=False))
    people.block_person(a_person(cast.innovator), a_person(cast.stakeholder))
    with pytest.raises(Conflict):
        actions.introduce_posts(animator, offer, need)
    assert db.session.execute(select(func.count(PostIntroduction.id))).scalar_one() == 0
    verb = "offers.posts_introduced"
    assert db.session.execute(select(func.count()).where(Event.verb == verb)).scalar_one() == 0


def test_who_may(as_: Client, cast: SimpleNamespace, app: Flask, client) -> None:
    with app.app_context():
        offer, need = an_offer(cast.stakeholder), a_need(cast.innovator)
    url = f"/offers/{offer.id}/introductions?with={need.id}"
    for path in ("/offers/radar", "/offers/radar.csv", "/offers/introductions", "/offers/introductions.csv", url):
        assert as_(cast.innovator).get(path).status_code == 403
        assert client.get(path).status_code == 303
    assert as_(cast.observer).get("/offers/for-you").status_code == 403
    assert as_(cast.animator).get(f"/offers/{offer.id}/introductions?with=nothing").status_code == 404
    reader = as_(cast.mentor)
    reader.get(f"/offers/{offer.id}")
    assert reader.soup.select_one("#matches") is None
    with app.app_context():
        assert introduced_with(a_person(cast.mentor), offer) == []


def test_too_long_a_note_is_kept_and_told(as_: Client, cast: SimpleNamespace, app: Flask) -> None:
    with app.app_context():
        offer, need = an_offer(cast.stakeholder), a_need(cast.innovator)
    client = as_(cast.animator)
    url = f"/offers/{offer.id}/introductions?with={need.id}"
    assert client.post(url, {"note": "x" * 1001}).status_code == 422
    assert client.soup.select_one("textarea").get_text().strip() == "x" * 1001


def test_the_radar_shows_where_needs_outnumber_offers(context: Flask, cast: SimpleNamespace) -> None:
    a_need(cast.innovator, topics=("legal",), category="service", country="BG")
    a_need(cast.innovator2, topics=("legal",), category="service", country="BG", region="Plovdiv")
    an_offer(cast.stakeholder, topics=("legal",), category="service", country="BG")
    a_need(cast.innovator, topics=("people",), category="expertise", country="BE")
    an_offer(cast.stakeholder, topics=("people",), category="expertise", country="FR")
    found = radar(a_person(cast.animator), RadarFilter())
    assert [(gap.key, gap.needs, gap.offers) for gap in found.topics] == [(("legal",), 2, 1)]
    assert [(gap.key, gap.needs, gap.offers) for gap in found.categories] == [(("service",), 2, 1)]
    assert [gap.key for gap in found.places] == [("BE", ""), ("BG", "Plovdiv")]
    assert len(found.unanswered) == 3
    assert radar(a_person(cast.animator), RadarFilter(country="BE")).categories[0].key == ("expertise",)


def test_the_radar_page_and_its_csv(as_: Client, cast: SimpleNamespace, app: Flask) -> None:
    client = as_(cast.animator)
    client.get("/offers/radar")
    assert "No need is open" in words_of(client)
    with app.app_context():
        a_need(cast.innovator, topics=("legal",), category="service", country="BG", region="Plovdiv")
    client.get("/offers/radar?category=nonsense")
    assert client.soup.select_one('a[href*="country=BG&region=Plovdiv"]')
    assert "Nobody has answered yet" in words_of(client)
    rows = client.get("/offers/radar.csv").text.splitlines()
    assert rows[0] == "by,key,region,needs,offers,missing,oldest"
    assert [row.split(",")[:2] for row in rows[1:]] == [["topic", "legal"], ["category", "service"], ["place", "BG"]]


def test_the_radar_says_when_every_need_is_answered(as_: Client, cast: SimpleNamespace, app: Flask) -> None:
    with app.app_context():
        need = a_need(cast.innovator, topics=("legal",), category="service", country="BG")
        an_offer(cast.stakeholder, topics=("legal",), category="service", country="BG")
        a_claim(need, cast.mentor)
    client = as_(cast.animator)
    client.get("/offers/radar")
    assert "No gap" in words_of(client)
