"""Innovations that are there twice: found with the reason, kept apart or made one, with all that hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.activity.models import Event
from app.activity.queries import Filters, log_page
from app.core.rules import Conflict, NotAllowed, Refused
from app.core.search import SearchDocument
from app.extensions import db
from app.importing.reading import read_bytes
from app.innovations import actions
from app.innovations.models import (
    InnovationGoal,
    InnovationSector,
    InnovationText,
    SocialInnovation,
    SupportNeed,
    TeamMember,
)
from app.innovations.queries.duplicates import MOST_SHARING, twins
from app.innovations.rows import read_rows
from app.innovations.twins import near
from app.mentoring.models import MentoringRequest
from app.selection.models import Candidate, SelectionRound
from tests.builders import a_person
from tests.client import CheckingClient
from tests.mentoring.builders import a_mentor, a_request
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]
Make = Callable[..., str]


@pytest.fixture
def animator(as_: As, cast: SimpleNamespace) -> CheckingClient:
    return as_(cast.animator)


def found(app: Flask) -> list[tuple[set[str], list[str]]]:
    with app.app_context():
        return [({pair.first.id, pair.second.id}, list(pair.reasons)) for pair in twins()]


def one(app: Flask, id: str) -> SocialInnovation:
    with app.app_context():
        return db.session.get_one(SocialInnovation, id)


def merge(app: Flask, cast: SimpleNamespace, kept: str, other: str, **chosen: str) -> None:
    with app.app_context():
        two = (db.session.get_one(SocialInnovation, kept), db.session.get_one(SocialInnovation, other))
        actions.merge_innovations(a_person(cast.animator), *two, chosen)


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("slow food graz", "slow food graz convivium", True),
        ("slow food convivium graz", "convivium slow food", True),
        ("herstelhuis vzw", "het herstelhuis", True),
        ("kinderladen sonnenblume e.v.", "kinderladen sonnenblumme", True),
        ("repair cafe nord", "repair cafe sud", False),
        ("fair-teiler r.u.s.z.", "fair-teiler der laden", False),
        ("fair-teiler r.u.s.z.", "fair-teiler rusz e. v.", True),
        ("kitchen", "garden", False),
        ("house 1 community", "house 2 community", False),
        ("food", "food bank kitchen", False),
        ("community garden", "community garden of the valley", True),
        ("", "", False),
        ("---", "---", False),
    ],
)
def test_names_that_are_near(name: str, other: str, alike: bool) -> None:
    assert near(name, other, "graz") is alike and near(other, name, "graz") is alike


def test_pairs_are_found_with_their_reasons(app: Flask, an_innovation: Make) -> None:
    same = an_innovation(name="Łódź Kitchen", city="Gent"), an_innovation(name="Lodz kitchen", city="GENT")
    alike = an_innovation(name="Het Herstelhuis", city="Lier"), an_innovation(name="Herstelhuis vzw", city="Lier")
    site = (
        an_innovation(name="Foo", city="Aalst", website="https://www.foo.example/"),
        an_innovation(name="Bar", city="Mol", website="http://foo.example"),
    )
    townless = an_innovation(name="Nowhere", city=""), an_innovation(name="Nowhere", city="")
    an_innovation(name="Łódź Kitchen", city="Brugge")
    an_innovation(name="Herstelhuis", city="Genk")
    assert sorted(found(app), key=lambda pair: pair[1]) == [
        (set(alike), ["near_name"]),
        (set(same), ["same_name"]),
        (set(townless), ["same_name_no_town"]),
        (set(site), ["same_website"]),
    ]


def test_a_portal_that_many_have_as_their_website_says_nothing(app: Flask, an_innovation: Make) -> None:
    for number in range(MOST_SHARING + 1):
        an_innovation(name=f"Group {chr(97 + number) * 5}", city=f"Town {number}", website="https://portal.example")
    assert found(app) == []


def test_the_page_offers_them_and_lets_them_be_kept_apart(
    app: Flask, animator: CheckingClient, an_innovation: Make
) -> None:
    ids = an_innovation(name="Kitchen", city="Gent"), an_innovation(name="Kitchen", city="Gent")
    animator.get("/innovations/duplicates")
    assert "Same name and town" in animator.soup.get_text()
    (dismissal,) = animator.soup.select('form[action$="/dismissal"]')
    for _twice in range(2):
        assert animator.post(dismissal["action"]).status_code == 303
    animator.get("/innovations/duplicates")
    assert "No two look like the same" in animator.soup.get_text() and found(app) == []
    assert one(app, ids[0]).state == one(app, ids[1]).state == "identified"


def test_the_pages_go_through_all_of_them_in_as_many_statements(
    app: Flask, animator: CheckingClient, an_innovation: Make
) -> None:
    rows = "".join(f"{n},Kitchen {chr(97 + n % 60) * 3},Gent {n % 60}\n" for n in range(120))
    with app.app_context():
        actions.import_innovations(None, "l.csv", read_rows(read_bytes(f"id,name,city\n{rows}".encode()))[0])
    seen, url, pages, counts = set(), "/innovations/duplicates", 0, set()
    while url:
        with statements(app) as asked:
            animator.get(url)
        counts.add(len(asked))
        seen |= {link["href"] for link in animator.soup.select('a[href^="/innovations/duplicates/"]')}
        url = next((link["href"] for link in animator.soup.select(".pager a") if "after" in link["href"]), "")
        pages += 1
    assert len(seen) == 60 and pages == 3 and len(counts) == 1
    assert animator.get("/innovations/duplicates?after=nonsense").status_code == 200


def test_two_become_one_field_by_field(app: Flask, animator: CheckingClient, an_innovation: Make) -> None:
    kept = an_innovation(name="Kitchen", summary="Cooks.", language="en", city="Gent", sectors=["food"], goals=[2])
    other = an_innovation(name="De Keuken", summary="Kookt.", language="nl", city="", sectors=["work"], goals=[2, 8],
                          website="https://keuken.example", challenge="Waste")  # fmt: skip
    here = f"/innovations/duplicates/{kept}/{other}"
    animator.get(here)
    groups = [fieldset.legend.get_text(strip=True) for fieldset in animator.soup.select("#merge-form fieldset")]
    assert groups == ["Name", "Summary", "The challenge", "Website", "Place"]
    ticked = [box["name"] for box in animator.soup.select('#merge-form input[value="other"][checked]')]
    assert ticked == ["challenge", "website"], "what the kept one says nothing about"
    seen = animator.soup.select_one("#merge-form input[name=seen]")["value"]
    told = {"name": "other", "summary": "kept", "challenge": "other", "website": "other", "place": "kept", "seen": seen}
    assert animator.post(here, told).status_code == 422, "it asks whether they are sure"
    told["sure"] = "y"
    answer = animator.post(here, told)
    assert answer.headers["Location"] == f"/innovations/{kept}"
    made = one(app, kept)
    assert (made.name, made.sort_name, made.summary, made.city) == ("De Keuken", "de keuken", "Cooks.", "Gent")
    assert (made.website_key, made.challenge, made.edited_here) == ("keuken.example", "Waste", True)
    with app.app_context():
        assert {row.sector for row in db.session.query(InnovationSector).filter_by(innovation_id=kept)} == {
            "food",
            "work",
        }
        assert {row.goal for row in db.session.query(InnovationGoal).filter_by(innovation_id=kept)} == {2, 8}
        texts = {row.language: row.summary for row in db.session.query(InnovationText).filter_by(innovation_id=kept)}
        assert texts == {"nl": "Kookt."}, "the other's summary stays as a further language"
        facts = db.session.query(Event).filter_by(verb="innovations.innovations_merged").one()
        assert facts.facts["other"]["id"] == other and facts.object_id == kept
        assert db.session.query(SearchDocument).filter_by(ref=other).count() == 0


def test_the_old_address_leads_to_the_one_that_is_kept(
    app: Flask, client: CheckingClient, animator: CheckingClient, cast: SimpleNamespace, an_innovation: Make
) -> None:
    kept, other = an_innovation(name="Kitchen", public=True), an_innovation(name="The Kitchen", public=True)
    third = an_innovation(name="A Kitchen", public=True)
    merge(app, cast, kept, other)
    merge(app, cast, third, kept)
    for visitor in (client, animator):
        assert visitor.get(f"/innovations/{other}").headers["Location"] == f"/innovations/{third}"
    animator.get(f"/innovations/{third}")
    story = animator.soup.get_text()
    assert "merged Kitchen into A Kitchen" in story and "put Kitchen forward" in " ".join(story.split())
    with app.app_context():
        entries = log_page(a_person(cast.animator), Filters(innovation=third))
        told = db.session.query(Event).filter(Event.ref.in_([row.ref for row in entries]))
        assert {event.object_id for event in told} == {third, kept, other}, (
            "the log finds it all with the one that is kept"
        )


def test_what_hangs_on_the_other_one_moves(app: Flask, cast: SimpleNamespace, an_innovation: Make) -> None:
    kept, other = an_innovation(name="Kitchen"), an_innovation(by=cast.innovator2, name="The Kitchen")
    with app.app_context():
        animator = a_person(cast.animator)
        for id_, topic in ((kept, "legal"), (other, "legal"), (other, "finance")):
            actions.add_need(animator, db.session.get_one(SocialInnovation, id_), topic)
        a_mentor(cast.mentor)
        request = a_request(cast.mentor, cast.innovator2)
        db.session.query(MentoringRequest).filter_by(id=request).update({"innovation_id": other})
        day = date(2030, 1, 1)
        rounds = [SelectionRound(name=name, opens_on=day, closes_on=day, assess_by=day, decide_by=day) for name in "AB"]
        db.session.add_all(rounds)
        db.session.flush()
        both, alone = (each.id for each in rounds)
        db.session.add_all(
            Candidate(round_id=round_id, innovation_id=id_)
            for round_id, id_ in ((both, kept), (both, other), (alone, other))
        )
        db.session.commit()
    merge(app, cast, kept, other)
    with app.app_context():
        team = {row.person_id for row in db.session.query(TeamMember).filter_by(innovation_id=kept)}
        assert team == {cast.innovator.id, cast.innovator2.id}
        assert sorted(row.topic for row in db.session.query(SupportNeed).filter_by(innovation_id=kept)) == [
            "finance",
            "legal",
        ]
        assert db.session.get_one(MentoringRequest, request).innovation_id == kept
        where = {(row.round_id, row.innovation_id) for row in db.session.query(Candidate)}
        assert where == {(both, kept), (both, other), (alone, kept)}, "one in each round"


def test_it_cannot_be_done_twice_nor_with_an_old_page(
    app: Flask, animator: CheckingClient, cast: SimpleNamespace, an_innovation: Make
) -> None:
    kept, other = an_innovation(name="Kitchen"), an_innovation(name="The Kitchen")
    here = f"/innovations/duplicates/{kept}/{other}"
    animator.get(here)
    told = {"name": "kept", "sure": "y", "seen": animator.soup.select_one("#merge-form input[name=seen]")["value"]}
    with app.app_context():
        changed = db.session.get_one(SocialInnovation, kept)
        actions.edit_innovation(a_person(cast.animator), changed, {"summary": "Other words"})
    assert animator.post(here, told).status_code == 409
    assert one(app, other).merged_into is None
    animator.get(here)
    told["seen"] = animator.soup.select_one("#merge-form input[name=seen]")["value"]
    told["summary"] = "kept"
    for _twice in range(2):
        assert animator.post(here, told, form_token="the form clicked twice").status_code == 303
    assert animator.post(here, told).status_code == 409
    animator.get(here)
    assert "there is nothing to merge" in animator.soup.get_text()
    with app.app_context():
        assert db.session.query(Event).filter_by(verb="innovations.innovations_merged").count() == 1
        with pytest.raises(NotAllowed):
            actions.return_innovation(a_person(cast.animator), db.session.get_one(SocialInnovation, other))
        with pytest.raises(Conflict):
            actions.merge_innovations(a_person(cast.animator), *[db.session.get_one(SocialInnovation, kept)] * 2, {})


def test_one_that_is_under_way_is_kept(
    app: Flask, animator: CheckingClient, cast: SimpleNamespace, an_innovation: Make
) -> None:
    kept, other = an_innovation(name="Kitchen"), an_innovation(name="The Kitchen")
    with app.app_context():
        db.session.get_one(SocialInnovation, other).state = "scaling"
        db.session.commit()
    with pytest.raises(Refused):
        merge(app, cast, kept, other)
    assert animator.post(f"/innovations/duplicates/{kept}/{other}", {"name": "kept", "sure": "y"}).status_code == 422
    assert "keep that one" in animator.soup.get_text()
    merge(app, cast, other, kept)
    assert one(app, other).state == "scaling"


def test_the_one_that_is_under_way_is_proposed(app: Flask, animator: CheckingClient, an_innovation: Make) -> None:
    older, newer = an_innovation(name="Kitchen", city="Gent"), an_innovation(name="Kitchen", city="Gent")
    for kept, other in ((older, newer), (newer, older)):
        animator.get("/innovations/duplicates")
        assert animator.soup.select(f'a[href="/innovations/duplicates/{kept}/{other}"]')
        with app.app_context():
            db.session.get_one(SocialInnovation, newer).state = "assessment"
            db.session.commit()


def test_the_list_it_came_with_does_not_bring_it_back(app: Flask, cast: SimpleNamespace, an_innovation: Make) -> None:
    kept = an_innovation(name="Kitchen")
    text = "id,name,city\n1,The Kitchen,Gent\n"
    with app.app_context():
        actions.import_innovations(None, "l.csv", read_rows(read_bytes(text.encode()))[0])
        other = db.session.query(SocialInnovation).filter_by(source_id="1").one().id
    merge(app, cast, kept, other)
    with app.app_context():
        reads = read_rows(read_bytes(text.replace("Gent", "Lier").encode()))[0]
        (outcome,) = actions.import_innovations(None, "l.csv", reads).outcomes
        assert (outcome.state, outcome.notes[-1].code) == ("unchanged", "merged_away")
        assert db.session.get_one(SocialInnovation, other).city == "Gent"


@pytest.mark.parametrize("part", ["innovator", "partner", "observer"])
def test_only_animators_decide(app: Flask, as_: As, cast: SimpleNamespace, an_innovation: Make, part: str) -> None:
    kept, other = an_innovation(name="Kitchen"), an_innovation(name="The Kitchen")
    client = as_(getattr(cast, part))
    for url in ("/innovations/duplicates", here := f"/innovations/duplicates/{kept}/{other}"):
        assert client.get(url).status_code == 403
    assert client.post(here, {"name": "kept"}).status_code == 403
    assert client.post(f"{here}/dismissal").status_code == 403
    assert app.test_client().get(here).status_code == 303
    with app.app_context(), pytest.raises(NotAllowed):
        two: Any = [db.session.get_one(SocialInnovation, id_) for id_ in (kept, other)]
        actions.merge_innovations(a_person(getattr(cast, part)), *two, {})


def test_strange_pairs_are_not_there(animator: CheckingClient, an_innovation: Make) -> None:
    kept = an_innovation(name="Kitchen")
    for other in (kept, "0" * 26):
        assert animator.get(f"/innovations/duplicates/{kept}/{other}").status_code == 404
        assert animator.post(f"/innovations/duplicates/{kept}/{other}/dismissal").status_code == 404


def test_what_the_other_team_did_not_agree_to_is_not_shown(
    app: Flask, cast: SimpleNamespace, an_innovation: Make
) -> None:
    from app.innovations.models import InnovationConsent

    kept, other = an_innovation(name="Kitchen", public=True), an_innovation(name="The Kitchen", evidence="A study.")
    with app.app_context():
        member, theirs = a_person(cast.innovator), db.session.get_one(SocialInnovation, other)
        actions.change_parts(member, db.session.get_one(SocialInnovation, kept), ["links", "evidence", "solution"])
        actions.add_link(member, theirs, "https://keuken.example", "website")
    merge(app, cast, kept, other, evidence="other")
    with app.app_context():
        parts = db.session.query(InnovationConsent.part).filter_by(innovation_id=kept)
        assert [part for (part,) in parts] == ["solution"]
