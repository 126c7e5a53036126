"""A proposal for all who wait (M5): a draft that nobody hears of, changed by hand, published or discarded."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.mentoring.actions import discard_proposal, make_proposal, publish_proposal, remove_pair, set_pair
from app.mentoring.models import Introduction, MatchingProposal, MentorProfile
from app.mentoring.queries.introductions import pairs_of, tally_of
from app.people.models import Block
from tests.mentoring.builders import a_mentor, an_innovation, an_introduction
from tests.mentoring.test_desk import some_people
from tests.statements import statements


@pytest.fixture
def cohort(app: Flask, cast: Any) -> Any:
    """Three who wait; Inés helps with everything but has one place, Giorgos with law only."""
    with app.app_context():
        an_innovation(cast.innovator, "Kitchens", needs=("finance", "legal"))
        an_innovation(cast.innovator2, "Theatre", needs=("finance",))
        an_innovation(cast.stranger, "Forest", needs=("marketing",))
        a_mentor(cast.mentor, topics=("finance", "legal"), capacity=1)
        a_mentor(cast.mentor2, topics=("legal",))
    return cast


def made(cast: Any) -> MatchingProposal:
    return make_proposal(cast.animator)


def pairs(proposal: MatchingProposal) -> dict[str, str]:
    return {pair.mentee_id: pair.mentor_id for pair in pairs_of(proposal)}


def test_m5_the_most_are_served_and_each_pair_has_its_reasons_and_runner_up(context: Flask, cohort: Any) -> None:
    it = made(cohort)
    assert pairs(it) == {cohort.innovator.id: cohort.mentor2.id, cohort.innovator2.id: cohort.mentor.id}
    assert it.unserved == [{"mentee": cohort.stranger.id, "why": "no_mentor"}]
    first = next(pair for pair in pairs_of(it) if pair.mentee_id == cohort.innovator.id)
    assert first.runner_up_id == cohort.mentor.id and first.runner_up_score > first.score
    assert {reason["kind"] for reason in first.reasons} >= {"topics_covered", "shared_languages"}
    assert (tally_of(it).served, tally_of(it).total) == (it.served, it.total) == (2, sum(p.score for p in pairs_of(it)))
    again = made(cohort)
    assert pairs(again) == pairs(it) and (again.total, again.unserved) == (it.total, it.unserved)


def test_m5_nothing_happens_before_it_is_published(context: Flask, cohort: Any) -> None:
    it = made(cohort)
    remove_pair(cohort.animator, it, cohort.innovator.id)
    discard_proposal(cohort.animator, it)
    assert db.session.execute(select(Delivery)).first() is None
    assert pairs(it) == {} and it.state == "discarded"
    for act in (publish_proposal, lambda a, p: remove_pair(a, p, "x"), lambda a, p: set_pair(a, p, "x", "y")):
        with pytest.raises(Conflict, match="discarded"):
            act(cohort.animator, it)
    assert discard_proposal(cohort.animator, it) is it


def test_published_each_side_still_says_yes(context: Flask, cohort: Any) -> None:
    it = made(cohort)
    publish_proposal(cohort.animator, it, "Spring has come.")
    publish_proposal(cohort.animator, it)
    assert {(pair.state, pair.note) for pair in pairs_of(it)} == {("open", "Spring has come.")}
    verbs = list(db.session.execute(select(Event.verb).order_by(Event.id)).scalars())
    assert verbs == ["mentoring.proposal_made", *["mentoring.people_introduced"] * 2, "mentoring.proposal_published"]
    mailed = select(Delivery.person_id).where(Delivery.channel == "email")
    assert len(set(db.session.execute(mailed).scalars())) == 4
    with pytest.raises(Conflict, match="published"):
        discard_proposal(cohort.animator, it)
    left = made(cohort)  # who is asked already waits no more, and the promised place is not given twice
    assert pairs(left) == {} and [one["mentee"] for one in left.unserved] == [cohort.stranger.id]


def test_by_hand_within_the_gates_and_places(context: Flask, cohort: Any) -> None:
    it = made(cohort)
    with pytest.raises(Refused, match="taken or promised"):
        set_pair(cohort.animator, it, cohort.innovator.id, cohort.mentor.id)
    remove_pair(cohort.animator, it, cohort.innovator2.id)
    remove_pair(cohort.animator, it, cohort.innovator2.id)
    pair = set_pair(cohort.animator, it, cohort.innovator.id, cohort.mentor.id)
    assert pair.score > 0 and pairs(it) == {cohort.innovator.id: cohort.mentor.id}
    assert {"mentee": cohort.innovator2.id, "why": "removed"} in it.unserved
    now_ = tally_of(it)
    assert (now_.served, now_.best_served) == (1, 2) and now_.total < now_.best_total
    set_pair(cohort.animator, it, cohort.innovator.id, cohort.mentor2.id)
    set_pair(cohort.animator, it, cohort.innovator2.id, cohort.mentor.id)
    assert (tally_of(it).served, tally_of(it).total) == (it.served, it.total)
    db.session.add(Block(person_id=cohort.mentor2.id, other_id=cohort.innovator.id))
    db.session.commit()
    remove_pair(cohort.animator, it, cohort.innovator.id)
    for mentee, mentor, words in (
        (cohort.innovator.id, cohort.mentor2.id, "blocked"),
        (cohort.innovator.id, "nobody", "Choose one"),
        (cohort.partner.id, cohort.mentor2.id, "not part"),
    ):
        with pytest.raises(Refused, match=words):
            set_pair(cohort.animator, it, mentee, mentor)


@pytest.mark.parametrize("gate", ["block", "pause", "place"])
def test_m5_a_gate_that_closed_since_stops_the_publication(context: Flask, cohort: Any, gate: str) -> None:
    it = made(cohort)
    if gate == "block":
        db.session.add(Block(person_id=cohort.innovator2.id, other_id=cohort.mentor.id))
    elif gate == "pause":
        db.session.get_one(MentorProfile, cohort.mentor.id).state = "paused"
    else:
        an_introduction(cohort.mentor, cohort.partner, cohort.animator)
    db.session.commit()
    with pytest.raises(Conflict, match="1 of the pairs .* Marek Łącki with Inés Ortega"):
        publish_proposal(cohort.animator, it)
    assert it.state == "draft" and {pair.state for pair in pairs_of(it)} == {"draft"}


def test_through_the_pages(app: Flask, cohort: Any, as_: Any) -> None:
    client = as_(cohort.animator)
    answers = [client.post("/mentoring/proposals", form_token="p" * 24) for _ in range(2)]
    assert {a.status_code for a in answers} == {303} and len({a.location for a in answers}) == 1
    url = answers[0].location
    text = client.get(url).get_data(as_text=True)
    assert (
        "Draft: nobody is asked yet" in text and "Runner-up: Inés Ortega" in text and "No mentor helps with it." in text
    )
    assert "<html" not in client.fragment(url).get_data(as_text=True)
    one = f"{url}/pairs?person={cohort.innovator.id}"
    text = client.get(one).get_data(as_text=True)
    assert "In the proposal now" in text and "given to others in this proposal" in text and "then: 2 served" in text
    told = {"person": cohort.innovator.id, "mentor": cohort.mentor.id}
    for htmx in (False, True):
        answer = client.post(f"{url}/pairs", told, htmx=htmx)
        assert answer.status_code == 422 and "taken or promised" in answer.get_data(as_text=True)
    assert client.post(f"{url}/removal", {"person": cohort.innovator2.id}).status_code == 303
    assert client.post(f"{url}/pairs", told).status_code == 303
    assert "Was taken out by hand." in client.get(url).get_data(as_text=True)
    with app.app_context():
        db.session.get_one(MentorProfile, cohort.mentor.id).state = "paused"
        db.session.commit()
    answer = client.post(f"{url}/publication", {"note": "Hello all"})
    assert answer.status_code == 409 and "Hello all" in answer.get_data(as_text=True)
    assert client.post(f"{url}/publication", {"note": "x" * 2001}).status_code == 422
    with app.app_context():
        db.session.get_one(MentorProfile, cohort.mentor.id).state = "published"
        db.session.commit()
    assert client.post(f"{url}/publication", {"note": "Hello all"}).status_code == 303
    assert "Both are asked" in client.get(url).get_data(as_text=True)
    assert client.post(f"{url}/discarding").status_code == 409
    assert "You are introduced" in as_(cohort.innovator).get("/today").get_data(as_text=True)


def test_it_is_the_animators(app: Flask, cohort: Any, as_: Any) -> None:
    with app.app_context():
        it = made(cohort).id
        with pytest.raises(NotAllowed):
            make_proposal(cohort.partner)
    for path in ("pairs", "removal", "publication", "discarding"):
        url = f"/mentoring/proposals/{it}/{path}"
        assert as_(cohort.partner).post(url).status_code == 403
        assert app.test_client().post(url).status_code == 303
    assert as_(cohort.partner).get(f"/mentoring/proposals/{it}").status_code == 403
    client = as_(cohort.animator)
    for person in ("", "nobody", cohort.partner.id, "%27", "z" * 3000):
        assert client.get(f"/mentoring/proposals/{it}/pairs?person={person}").status_code == 404
    assert client.post(f"/mentoring/proposals/{it}/removal", {"person": "nobody"}).status_code == 303


def test_m5_the_same_statements_whatever_the_size(app: Flask, cohort: Any, as_: Any) -> None:
    client, counts = as_(cohort.animator), []
    for number in (1, 2, 27):
        with app.app_context():
            for n, person in enumerate(some_people(number, f"e{number}x")):
                an_innovation(person, f"One {number} {n}", needs=("finance",))
            for mentor in some_people(number, f"m{number}x"):
                a_mentor(mentor, topics=("finance",))
            with statements(app) as seen:
                it = made(cohort).id
            written = [told for told in seen if "INSERT" in told]
        with statements(app) as shown:
            client.get(f"/mentoring/proposals/{it}")
        with statements(app) as compared:
            client.get(f"/mentoring/proposals/{it}/pairs?person={cohort.innovator.id}")
        counts.append((len(seen) - len(written), len(shown), len(compared)))
    assert len(set(counts)) == 1 and max(counts[0]) <= 40, counts
    with app.app_context():
        assert db.session.execute(select(Introduction.id).where(Introduction.state == "open")).first() is None
