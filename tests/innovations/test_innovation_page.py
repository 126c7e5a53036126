"""GET /innovations/<id>, and the actions that show it or take it back."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask

from app.activity.models import MEMBERS, PUBLIC, Event
from app.extensions import db
from app.innovations import actions
from app.innovations.models import SocialInnovation
from app.people.models import Person
from tests.client import CheckingClient

Make = Callable[..., str]
AsPerson = Callable[[SimpleNamespace], CheckingClient]


def text(client: CheckingClient) -> str:
    return " ".join(client.soup.select_one("main").get_text(" ").split())


def events(app: Flask, id_: str) -> list[tuple[str, int, int]]:
    with app.app_context():
        rows = db.session.query(Event).filter_by(object_id=id_).order_by(Event.id)
        return [(row.verb.partition(".")[2], row.visibility, row.shown) for row in rows]


def test_the_page_says_what_it_is(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    id_ = an_innovation(
        name="Café <Rencontre>", challenge="People are *alone*.", country="BE", city="Liège", stage="scaling",
        sectors=["food"], goals=[11], website="https://example.org/a?b=1&c=2",
    )  # fmt: skip
    member = as_(cast.stranger)
    assert member.get(f"/innovations/{id_}").status_code == 200
    for part in (
        "Café <Rencontre>",
        "Liège, Belgium",
        "Maturity: Scaling",
        "Food and agriculture",
        "11 Sustainable cities",
    ):
        assert part in text(member)
    assert member.soup.select_one("em").get_text() == "alone"
    link = member.soup.select_one('a[href="https://example.org/a?b=1&c=2"]')
    assert "nofollow" in link["rel"] and cast.innovator.name in text(member)
    assert "put Café <Rencontre> forward" in text(member)


def test_missing_and_hidden_answer_alike(
    client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    hidden = an_innovation()
    assert client.get(f"/innovations/{hidden}").status_code == 404
    assert client.get("/innovations/01m833c5cyckjngphh03tw3arg").status_code == 404
    assert as_(cast.stranger).get("/innovations/%00").status_code == 404


def test_visitors_and_observers_see_no_names(
    client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation(public=True)
    observer = as_(cast.observer)
    for reader in (client, observer):
        assert reader.get(f"/innovations/{id_}").status_code == 200
        assert cast.innovator.name not in text(reader)
        assert "1 member of this cluster" in text(reader)
        assert not reader.soup.select("main form")


def test_the_text_in_the_readers_language(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation(summary="Ein Garten", language="de")
    with app.app_context():
        person, one = db.session.get(Person, cast.innovator.id), db.session.get(SocialInnovation, id_)
        actions.say_in_language(person, one, "en", "A garden")
        actions.say_in_language(person, one, "el", "Ένας κήπος")
    member = as_(cast.stranger)
    member.get(f"/innovations/{id_}")
    assert "A garden" in text(member) and "Ein Garten" not in text(member)
    member.get(f"/innovations/{id_}?language=el")
    assert member.soup.select_one('[lang="el"]').get_text(strip=True) == "Ένας κήπος"
    member.get(f"/innovations/{id_}?language=xx")
    assert "A garden" in text(member)


def test_publishing_shows_it_and_hiding_hides_its_story(
    app: Flask, client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation()
    animator = as_(cast.animator)
    assert animator.post(f"/innovations/{id_}/publication").status_code == 303
    assert client.get(f"/innovations/{id_}").status_code == 200
    assert ("innovation_put_forward", MEMBERS, MEMBERS) in events(app, id_)
    assert ("innovation_published", PUBLIC, PUBLIC) in events(app, id_)
    assert animator.post(f"/innovations/{id_}/unpublication").status_code == 303
    assert client.get(f"/innovations/{id_}").status_code == 404
    assert all(shown <= MEMBERS for _verb, _visibility, shown in events(app, id_))
    animator.post(f"/innovations/{id_}/unpublication")
    assert len(events(app, id_)) == 3


@pytest.mark.parametrize("verb", ["publication", "unpublication", "return"])
def test_only_animators_show_and_bring_back(
    as_: AsPerson, cast: SimpleNamespace, an_innovation: Make, verb: str
) -> None:
    id_ = an_innovation()
    assert as_(cast.innovator).post(f"/innovations/{id_}/{verb}").status_code == 403


def test_withdrawing_needs_a_reason_and_leaves_a_tombstone(
    app: Flask, client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation(public=True)
    owner, animator = as_(cast.innovator), as_(cast.animator)
    assert owner.post(f"/innovations/{id_}/withdrawal", {"reason": " "}).status_code == 422
    assert owner.soup.select_one(".error-summary")
    assert owner.post(f"/innovations/{id_}/withdrawal", {"reason": "We merged."}).status_code == 303
    assert client.get(f"/innovations/{id_}").status_code == 404
    owner.get(f"/innovations/{id_}")
    assert "We merged." in text(owner)
    assert owner.get(f"/innovations/{id_}/edit").status_code == 403
    owner.get("/innovations")
    assert not owner.soup.select(".cards li")
    assert animator.post(f"/innovations/{id_}/return").status_code == 303
    assert animator.post(f"/innovations/{id_}/return").status_code == 409
    assert client.get(f"/innovations/{id_}").status_code == 200


def test_a_stranger_cannot_withdraw(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    id_ = an_innovation()
    assert as_(cast.stranger).post(f"/innovations/{id_}/withdrawal", {"reason": "Because"}).status_code == 403
    assert as_(cast.observer).post(f"/innovations/{id_}/withdrawal", {"reason": "Because"}).status_code == 403


def test_the_page_says_where_it_stands(app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    id_ = an_innovation()

    def steps(state: str) -> tuple[list[str], str]:
        with app.app_context():
            db.session.get(SocialInnovation, id_).state = state
            db.session.commit()
        member.get(f"/innovations/{id_}")
        done = [step.get_text(" ", strip=True) for step in member.soup.select("#stands .steps .done")]
        current = member.soup.select_one('#stands [aria-current="step"]')
        return done, current.get_text(strip=True) if current else ""

    member = as_(cast.stranger)
    assert steps("identified") == ([], "Put forward")
    assert steps("assessment") == (["Put forward", "Being screened"], "Being assessed")
    assert steps("reserve") == (["Put forward", "Being screened"], "Being assessed")
    assert steps("not_selected") == (["Put forward", "Being screened", "Being assessed"], "")
    assert "It can enter a new round" in text(member)


def test_resting_and_going_on(app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    id_ = an_innovation()
    animator, owner = as_(cast.animator), as_(cast.innovator)
    animator.get(f"/innovations/{id_}")
    assert not animator.soup.select(f'form[action="/innovations/{id_}/hold"]'), "nothing is under way yet"
    assert animator.post(f"/innovations/{id_}/hold", {"hold_reason": "Leave"}).status_code == 409
    with app.app_context():
        db.session.get(SocialInnovation, id_).state = "scaling"
        db.session.commit()
    assert owner.post(f"/innovations/{id_}/hold", {"hold_reason": "Leave"}).status_code == 403
    assert animator.post(f"/innovations/{id_}/hold", {"hold_reason": " "}).status_code == 422
    assert animator.soup.select_one("#hold_reason-error")
    assert animator.post(f"/innovations/{id_}/hold", {"hold_reason": "The founder is on leave."}).status_code == 303
    owner.get(f"/innovations/{id_}")
    assert "Why: The founder is on leave." in text(owner) and "On hold" in text(owner)
    assert owner.soup.select_one('#stands [aria-current="step"]').get_text(strip=True) == "Scaling"
    assert owner.post(f"/innovations/{id_}/resumption").status_code == 403
    assert animator.post(f"/innovations/{id_}/resumption").status_code == 303
    assert animator.post(f"/innovations/{id_}/resumption").status_code == 409
    assert [verb for verb, *_rest in events(app, id_)][1:] == ["innovation_held", "innovation_resumed"]
