"""One invitation, two people who accept it at the same moment: one account, and words for the other (SECURITY 9)."""

from __future__ import annotations

import os
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.extensions import db
from app.people import actions, links
from app.people.models import Invitation, Person, SignIn
from tests.builders import a_person
from tests.proofs.callers import Answer, Browser, at_once
from tests.served import Site

pytestmark = pytest.mark.soak
TIMES = 25 if os.environ.get("COMMONWEAVE_SOAK") else 5
FORM = {"password": "seven grey herons wait", "timezone": "Europe/Oslo", "locale": "en"}


def test_two_accept_one_invitation(site: Site, beside: Flask) -> None:
    with beside.app_context():
        animator = a_person(site.cast.animator)
        invitations = [actions.invite(animator, f"guest{number}@example.net") for number in range(TIMES)]
        urls = ["/invitations/" + links.token("invitation", one.id, one.round) for one in invitations]
        pairs = [(Browser(beside, site), Browser(beside, site)) for _ in urls]
    site.start()
    for number, (url, (one, other)) in enumerate(zip(urls, pairs, strict=True)):
        answers = at_once([accepts(one, url, "One"), accepts(other, url, "Other")])
        names = {answer.status: name for name, answer in zip(("One", "Other"), answers, strict=True)}
        words = {answer.status: answer.location or answer.text for answer in answers}
        assert (sorted(names), words[303], "no longer valid" in words[409]) == ([303, 409], "/account", True)
        with beside.app_context():
            assert accounts(f"guest{number}@example.net") == [(names[303], 1, 1)]
            db.session.remove()


def accepts(browser: Browser, url: str, name: str) -> Any:
    def call() -> Answer:
        return browser.post(url, FORM | {"name": name})

    return call


def accounts(email: str) -> list[tuple[str, int, int]]:
    """Everybody with this address: the name, how often they came in, how often it was told that they joined."""
    found = db.session.execute(select(Person).where(Person.email == email)).scalars().all()
    taken = db.session.execute(select(Invitation.person_id).where(Invitation.email == email)).scalar_one()
    assert [person.id for person in found] == [taken]
    return [(person.name, count(SignIn.person_id == person.id), joined(person.id)) for person in found]


def count(which: Any) -> int:
    return len(db.session.execute(select(SignIn.id).where(which)).all())


def joined(person_id: str) -> int:
    which = (Event.verb == "people.person_joined") & (Event.object_id == person_id)
    return len(db.session.execute(select(Event.id).where(which)).all())
