"""The pulse: silent while nothing is new, one read, and nobody notices what is not for them."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.activity.facts import Ref, person_ref
from app.activity.queries import changes
from app.activity.record import record
from app.core.action import action
from app.messages.events import MessageSent
from app.offers import actions as offers
from app.people import actions as people
from tests.builders import a_claim, a_need, a_person, an_offer
from tests.statements import statements

As = Callable[[SimpleNamespace], Any]


def heard(person: SimpleNamespace, since: str = "") -> tuple[str, list[str]]:
    return changes(person, since)


def test_silence_is_one_read_beside_the_sign_in(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.stakeholder)
        since = heard(cast.mentor)[0]
    client = as_(cast.mentor)
    client.get(f"/pulse?since={since}")
    with statements(app) as asked:
        assert client.get(f"/pulse?since={since}").status_code == 204
    assert len([said for said in asked if "pulses" in said]) == 1
    assert [said for said in asked if "pulses" not in said and "sign_ins" not in said and "FROM" in said] == []


def test_each_region_for_whom_it_concerns(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder)
    everybody = (cast.stakeholder, cast.innovator, cast.stranger, cast.animator, cast.observer)
    before = {person.id: heard(person)[0] for person in everybody}
    claim = a_claim(post, cast.innovator)
    told = {person.id: heard(person, before[person.id])[1] for person in everybody}
    assert told[cast.stakeholder.id] == ["inbox", "work", "log"]
    assert told[cast.innovator.id] == ["work", "log"]
    assert told[cast.stranger.id] == told[cast.observer.id] == []
    before = {person.id: heard(person)[0] for person in everybody}
    offers.accept_claim(a_person(cast.stakeholder), claim)
    assert heard(cast.innovator, before[cast.innovator.id])[1] == ["inbox", "work", "log"]
    assert heard(cast.stranger, before[cast.stranger.id])[1] == []


@pytest.mark.parametrize("part", ["stranger", "partner", "animator", "mentor2"])
def test_what_everybody_sees_moves_their_log(context: Flask, cast: SimpleNamespace, part: str) -> None:
    person = getattr(cast, part)
    since = heard(person)[0]
    an_offer(cast.stakeholder)
    told, regions = heard(person, since)
    assert regions == ["log"]
    assert heard(person, told) == (told, [])


def test_who_is_kept_apart_is_not_even_told_that_there_is_something(context: Flask, cast: SimpleNamespace) -> None:
    people.block_person(a_person(cast.mentor), a_person(cast.stranger))
    since, other = heard(cast.stranger)[0], heard(cast.mentor2)[0]
    an_offer(cast.mentor)
    assert heard(cast.stranger, since) == (since, [])
    assert heard(cast.mentor2, other)[1] == ["log"]
    a_need(cast.stakeholder)
    assert heard(cast.stranger, since)[1] == ["log"]


@action
def _say(actor: Any, among: list[str], tell: list[str] | None = None) -> None:
    said = MessageSent(Ref("conversation", "c" * 26, "A talk"), person_ref(actor), kind="group")
    record(actor, said, tell=tell or among, among=among)


def test_who_is_told_what_they_may_not_see_hears_of_nothing(context: Flask, cast: SimpleNamespace) -> None:
    told = {"mentor": ["inbox"], "stranger": [], "animator": []}
    since = {part: heard(getattr(cast, part))[0] for part in told}
    _say(cast.innovator, [cast.mentor.id], [getattr(cast, part).id for part in told])
    assert {part: [it for it in heard(getattr(cast, part), since[part])[1] if it != "log"] for part in told} == told


def test_nor_when_both_take_part_in_it_nor_an_observer_who_is_named(context: Flask, cast: SimpleNamespace) -> None:
    people.block_person(a_person(cast.mentor), a_person(cast.stranger))
    told = {"mentor": ["inbox"], "stranger": ["inbox"], "partner": ["inbox", "log"], "observer": []}
    since = {part: heard(getattr(cast, part))[0] for part in told}
    _say(cast.innovator, [getattr(cast, part).id for part in told])
    assert {part: heard(getattr(cast, part), since[part])[1] for part in told} == told


def test_nor_by_many_of_them(context: Flask, cast: SimpleNamespace) -> None:
    people.block_person(a_person(cast.mentor), a_person(cast.stranger))
    since, other = heard(cast.stranger)[0], heard(cast.mentor2)[0]
    a_need(cast.stakeholder)
    late = heard(cast.stranger)[0]
    for _time in range(30):
        an_offer(cast.mentor)
    assert heard(cast.stranger, late) == (late, [])
    assert heard(cast.stranger, since)[1] == ["log"], "the one below them"
    assert heard(cast.mentor2, other)[1] == ["log"]


def test_what_a_page_has_heard_tells_its_reader_nothing(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    """The number counts what they may not see, too: it is neither to be read nor the same on two pages (A3, M3)."""
    client = as_(cast.stranger)

    def heart() -> str:
        client.get("/today")
        return str(client.soup.select_one("#pulse")["data-since"])

    one, other = heart(), heart()
    assert one != other and len(one) == len(other) > 40
    with app.app_context():
        people.block_person(a_person(cast.mentor), a_person(cast.stranger))
    before = heart()
    with app.app_context():
        an_offer(cast.mentor)
    for since in (one, other, before, heart()):
        assert client.get(f"/pulse?since={since}").status_code == 204


@pytest.mark.parametrize("odd", ["", "0.0", "7.41", "é", "A" * 43, "9" * 9000, "=", "____"])
def test_what_no_page_has_said_is_nothing_heard(context: Flask, cast: SimpleNamespace, odd: str) -> None:
    an_offer(cast.stakeholder)
    theirs = heard(cast.mentor)[0]
    for since in (odd, theirs, theirs[:-1], "B" + theirs[1:]):
        told, regions = heard(cast.stranger, since)
        assert regions == ["log"] and heard(cast.stranger, told)[1] == []


def test_pages_say_what_they_want_fetched_again(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        claim = a_claim(an_offer(cast.stakeholder), cast.innovator)
        pages = {
            "/today": ("main", "inbox work log"), "/activity": ("#results", "log"),
            f"/offers/claims/{claim.id}": ("main", "work"), f"/offers/{claim.post_id}": ("main", "work"),
        }  # fmt: skip
    client = as_(cast.innovator)
    for path, (part, regions) in pages.items():
        client.get(path)
        assert client.soup.select_one(part)["data-live"] == regions, path
    client.get("/activity?after=x")
    assert client.soup.select_one("#results").get("data-live") is None, "older pages stay as they are"
