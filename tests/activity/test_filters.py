"""What the log is asked for: filters combine, live in the address, and find what a thing's things did (A6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import delete

from app.activity.belonging import note_belongings
from app.activity.models import ANIMATORS, MEMBERS, NETWORK, PARTIES, EventRef
from app.activity.queries import Filters, log_rows
from app.activity.queries.sought import FOUND, Sought, said
from app.core import search
from app.core.clock import now
from app.extensions import db
from app.mentoring.actions import pause_mentorship
from app.mentoring.models import Mentorship
from app.people.actions import block_person
from app.people.queries import Person
from tests.activity.test_log import count_of, sentences
from tests.builders import a_person, an_event, an_offer
from tests.client import CheckingClient
from tests.mentoring.builders import a_mentor, a_mentorship, an_innovation

As = Callable[[SimpleNamespace], CheckingClient]


def verbs_of(reader: SimpleNamespace, **asked: object) -> list[str]:
    return [row.verb for row in log_rows(reader, Filters(**asked))]  # type: ignore[arg-type]


def test_an_innovation_and_a_topic_find_what_mentoring_did_for_them(context: Flask, cast: SimpleNamespace) -> None:
    a_mentor(cast.mentor)
    one = an_innovation(cast.innovator, needs=("finance", "legal"))
    paired = db.session.get_one(Mentorship, a_mentorship(cast.mentor, cast.innovator))
    paired.innovation_id = one
    db.session.commit()
    pause_mentorship(a_person(cast.mentor), paired)
    told = "mentoring.mentorship_paused"
    assert told in verbs_of(cast.mentor, innovation=one)
    assert told in verbs_of(cast.mentor, topic="finance")
    assert told not in verbs_of(cast.mentor, topic="legal")
    assert told in verbs_of(cast.mentor, thing=paired.id, innovation=one, mine=cast.mentor.id)
    assert told not in verbs_of(cast.stranger, innovation=one)


def test_what_belongs_together_is_noted_for_the_past_too_and_again(context: Flask, cast: SimpleNamespace) -> None:
    house = db.session.get_one(Person, cast.stakeholder.id).organisation_id
    post = an_offer(cast.stakeholder, organisation_id=house)
    assert "offers.post_published" in verbs_of(cast.stranger, organisation=house)
    db.session.execute(delete(EventRef).where(EventRef.kind == "organisation"))
    db.session.commit()
    assert "offers.post_published" not in verbs_of(cast.stranger, organisation=house)
    assert note_belongings(None) == note_belongings(None) > 0
    assert "offers.post_published" in verbs_of(cast.stranger, organisation=house, thing=post.id)


def test_the_words_of_a_kind_and_of_names_are_found_together(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_event(cast.mentor, parties=[cast.innovator])
        an_event(cast.partner)
        an_offer(cast.stakeholder, title="A van for Thursdays")
    client = as_(cast.stranger)
    for q, expected in (("wrote", 2), ("wrote ines", 1), ("Lucía wrote", 1), ("ines van", 0), ("messages", 2)):
        assert count_of(client, q=q) == expected, q
    client.get("/activity?q=van")
    assert any("van for Thursdays" in line for line in sentences(client))
    client.get("/activity?q=wrote")
    assert client.soup.select_one('.chip:-soup-contains("wrote")')


def test_observers_cannot_search_by_a_persons_name(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_event(cast.mentor, visibility=NETWORK, parties=[cast.innovator])
    client = as_(cast.observer)
    assert (count_of(client, q="ines"), count_of(client, q="wrote"), count_of(client, mine="1")) == (0, 1, 1)
    assert not client.soup.select_one('[name="who"]')


def test_who_sees_it_and_what_concerns_me(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        for level in (PARTIES, ANIMATORS, MEMBERS, MEMBERS):
            an_event(cast.mentor, visibility=level)
        an_event(cast.partner, visibility=MEMBERS)
    mine, other, animator = as_(cast.mentor), as_(cast.stranger), as_(cast.animator)
    assert [count_of(mine, seen=name) for name in ("parties", "animators", "members")] == [1, 1, 3]
    assert [count_of(other, seen=name) for name in ("parties", "animators", "members")] == [0, 0, 3]
    assert [count_of(animator, seen=name) for name in ("parties", "animators", "members")] == [0, 1, 3]
    assert [count_of(client, mine="1") for client in (mine, other, animator)] == [4, 0, 0]
    assert count_of(mine, mine="1", seen="members", kind="messages", person=cast.mentor.id) == 2


@pytest.mark.parametrize("wrong", ["topic=magic", "seen=nobody", "verb=a.b", "on=never"])
def test_what_cannot_be_understood_is_said_and_loses_nothing(
    app: Flask, as_: As, cast: SimpleNamespace, wrong: str
) -> None:
    with app.app_context():
        an_event(cast.mentor)
        an_event(cast.partner)
    client = as_(cast.stranger)
    assert client.get(f"/activity?who=ines&{wrong}").status_code == 200
    assert client.soup.select_one("#results .notice.warn")
    assert len(sentences(client)) == 1 and client.soup.select_one('[name="who"]')["value"] == "ines"


def test_each_chip_takes_its_filter_off(as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.stranger)
    asked = {"q": "x", "kind": "offers", "verb": "offers.claim_made", "person": cast.mentor.id, "seen": "members",
             "topic": "finance.grants", "innovation": "solar", "organisation": "a" * 26,
             "since": "2026-01-01"}  # fmt: skip
    client.get("/activity?" + urlencode(asked))
    addresses = [chip["href"] for chip in client.soup.select(".chip")]
    assert len(addresses) == len(asked)
    for name in asked:
        assert sum(f"{name}=" not in address for address in addresses) == 1, name


def test_one_jumps_to_a_day_and_pages_on_from_there(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        for day in range(40):
            an_event(cast.mentor if day % 2 else cast.partner, at=now() - timedelta(days=day))
    client = as_(cast.stranger)
    client.get("/activity?on=" + (now() - timedelta(days=10)).date().isoformat())
    assert len(sentences(client)) == 25
    (chip,) = client.soup.select(".chip")
    assert "on=" not in chip["href"]
    assert client.soup.select_one("#more-filters input[name=on]")["value"]  # type: ignore[index]
    client.get(next(a["href"] for a in client.soup.select(".pager a") if "Older" in a.get_text()))
    assert len(sentences(client)) in (4, 5)


def test_near_identical_entries_are_folded_on_screen_alone(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        for _ in range(5):
            an_event(cast.mentor, at=now().replace(hour=12))
        an_event(cast.partner, at=now().replace(hour=11))
    client = as_(cast.stranger)
    client.get("/activity")
    assert "and 4 more" in client.soup.select_one("details.more summary").get_text()
    assert len(client.soup.select("#results > .log > li")) == 2
    assert len(sentences(client)) == 6 == count_of(client)


def test_no_page_tells_the_number_of_an_entry(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        made = [an_event(cast.mentor, at=now() - timedelta(days=n)).ref for n in range(30)]
    client = as_(cast.stranger)
    client.get("/activity")
    older = next(a["href"] for a in client.soup.select(".pager a") if "Older" in a.get_text())
    assert older.endswith(f"after={made[24]}")


def test_where_one_takes_part_is_ticked_in_the_row_of_filters(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.mentor)
    client.get("/activity?mine=1&kind=offers")
    assert client.soup.select_one(".filters input[type=checkbox][name=mine][checked]")
    assert not client.soup.select("input[type=hidden][name=mine]")
    observer = as_(cast.observer)
    observer.get("/activity")
    assert not observer.soup.select("input[name=mine]")


def test_nobody_learns_the_name_of_whom_they_are_kept_apart_from(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    """A chip says of whom the log is asked: of them as of nobody (M3); animators see who it is."""
    with app.app_context():
        block_person(a_person(cast.mentor), a_person(cast.stranger))
    for reader, named in ((cast.stranger, False), (cast.mentor, True), (cast.mentor2, True), (cast.animator, True)):
        client = as_(reader)
        for path in ("/activity", "/activity/exports", "/activity/views/new"):
            shown = client.get(f"{path}?person={cast.mentor.id}").get_data(as_text=True)
            assert (cast.mentor.name in shown.replace("&#39;", "'")) is (named or reader is cast.mentor), (path, named)
    nobody, apart = (as_(cast.stranger).get(f"/activity/exports?person={id_}") for id_ in ("z" * 26, cast.mentor.id))
    assert nobody.get_data(as_text=True).count("someone who has left") == 1
    assert apart.get_data(as_text=True).count("someone who has left") == 1


def test_a_whole_name_of_common_words_means_what_is_called_so(context: Flask) -> None:
    for number in range(FOUND):
        search.index(db.session, "post", f"p{number}", f"A kitchen {number}")
    search.index(db.session, "innovation", "club", "The kitchen club", "of everybody")
    search.index(db.session, "innovation", "other", "Club of everybody")
    db.session.flush()
    named = Sought(things=frozenset({"club"}))
    assert said("the kitchen club", False) == (named, [named])
    whole, [kitchen, club] = said("kitchen club", False)
    assert whole == named and club.things == {"club", "other"}
    assert "club" in kitchen.things and len(kitchen.things) == FOUND + 1
