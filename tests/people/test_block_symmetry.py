"""Neither of two who are kept apart ever sees the other: every page, list, export and search is walked as each (M3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import BuildError

from app.core import search
from app.core.clock import now
from app.extensions import db
from app.innovations.models import TeamMember
from app.messages.actions import write_to
from app.people import actions
from tests.builders import a_claim, a_need, a_person, an_offer
from tests.mentoring.builders import a_mentor, a_mentorship, a_request, a_session, an_innovation

READABLE = {"messages.index", "messages.conversation", "messages.people", "messages.answer"}
"""What the two wrote before stays theirs to read."""
OWN_LIST = "people.blocked"
"""Where who blocked takes it back: the only page that names the other, to them alone."""
OWN_WISH = {"people.block", "people.report_new"}
"""Who blocked may still look at what that means, and report."""
NEVER = {"static_file", "activity.unsubscribe", "home.readyz"}


@pytest.fixture
def world(app: Flask, cast: Any) -> dict[str, list[str]]:
    """Two people with everything between them, in both directions; then one blocks the other. Ids by argument."""
    one, other = cast.mentor, cast.innovator
    with app.app_context():
        for person in (one, other):
            row = a_person(person)
            row.organisation_id = a_person(cast.stakeholder).organisation_id
            row.headline = f"Headline of {person.name}"
            a_mentor(person)
            search.index(db.session, "person", person.id, person.name, row.headline)
        shared = an_innovation(one, needs=("finance",))
        db.session.add(TeamMember(innovation_id=shared, person_id=other.id))
        posts = [an_offer(one).id, a_need(other).id]
        known = {
            "mentorship": [a_mentorship(one, other), a_mentorship(other, one, state="completed")],
            "request": [a_request(one, other), a_request(other, one, state="declined")],
            "conversation": [write_to(a_person(one), a_person(other), "Good morning.").conversation_id],
        }
        known["session"] = [
            a_session(known["mentorship"][0], now() + timedelta(days=2)),
            a_session(known["mentorship"][0], now() - timedelta(days=2)),
            a_session(known["mentorship"][0], now() - timedelta(days=5), state="held"),
        ]
        known["post"], known["innovation"] = posts, [shared]
        known["organisation"] = [a_person(cast.stakeholder).organisation_id or ""]
        third = an_offer(cast.stakeholder)
        known["claim"] = [a_claim(third, one).id, a_claim(third, other).id]
        actions.report_person(a_person(one), a_person(other), "disrespect", "")
        actions.block_person(a_person(one), a_person(other))
    return known


def addresses(app: Flask, known: dict[str, list[str]], people: list[str]) -> list[tuple[str, str]]:
    """Every GET page, with every id that could belong there; and the lists with what one might search for."""
    every = [id_ for ids in known.values() for id_ in ids]
    found, adapter = [], app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in NEVER:
            continue
        if not rule.arguments:
            plain = adapter.build(rule.endpoint)
            found += [(rule.endpoint, plain), (rule.endpoint, f"{plain}?q=headline&all=1&show=all&running=0&by=mentor")]
        elif rule.arguments == {"id"}:
            kinds = [ids for kind, ids in known.items() if f"/{kind}s/" in rule.rule]
            for id_ in people + (kinds[0] if kinds else every):
                try:
                    found.append((rule.endpoint, adapter.build(rule.endpoint, {"id": id_})))
                except BuildError:  # its ids are numbers
                    continue
    return found


@pytest.mark.parametrize("part", ["mentor", "innovator"])
def test_m3_neither_ever_sees_the_other(app: Flask, cast: Any, as_: Any, world: Any, part: str) -> None:
    me, other = getattr(cast, part), cast.innovator if part == "mentor" else cast.mentor
    client, seen, walked = as_(me), [], 0
    for endpoint, url in addresses(app, world, [cast.mentor.id, cast.innovator.id]):
        if endpoint in READABLE or (part == "mentor" and endpoint in (OWN_LIST, *OWN_WISH)):
            continue
        answer = client.open(url)
        assert answer.status_code < 500, url
        text, walked = answer.get_data().decode("utf-8", "replace"), walked + 1
        named = answer.status_code == 200 and (other.name in text or other.id in text)
        if named or (other.id in url and answer.status_code not in (303, 403, 404)):
            seen.append((url, answer.status_code))
    assert walked > 100
    assert seen == []


def test_m3_others_still_see_both(app: Flask, cast: Any, as_: Any, world: Any) -> None:
    for part in (cast.stakeholder, cast.animator):
        text = as_(part).get("/people").text
        assert cast.mentor.name in text and cast.innovator.name in text
    log = as_(cast.animator).get("/activity").text
    assert "blocked" in log


def test_m3_lists_cost_no_more_with_blocks(app: Flask, cast: Any, as_: Any) -> None:
    from tests.statements import statements

    client, counts = as_(cast.innovator), []
    for others in ((), (cast.mentor, cast.mentor2, cast.partner)):
        with app.app_context():
            for other in others:
                actions.block_person(a_person(cast.innovator), a_person(other))
        for url in ("/people", "/mentoring/mentors", "/mentoring", "/today", "/activity", "/offers"):
            with statements(app) as asked:
                client.get(url)
            counts.append(len(asked))
    assert counts[:6] == counts[6:]
