"""kill -9 in a stream of messages and claims: what was answered as done is there, nothing is half (SECURITY 21)."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Delivery, Event
from app.core.clock import now
from app.extensions import db
from app.messages.models import Conversation, Message, Participant
from app.offers.models import Claim, Post
from tests.builders import an_offer
from tests.proofs.callers import Caller, people
from tests.served import Site

pytestmark = pytest.mark.soak
KILLS = 20 if os.environ.get("COMMONWEAVE_SOAK") else 3
WRITERS = 6


@dataclass
class Stream:
    """One person who writes and claims until the server is gone; `done` is what was answered as done."""

    caller: Caller
    partner: str
    posts: list[str]
    number: int
    done: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)

    def run(self, round_: int, enough: threading.Semaphore) -> None:
        """Until the first request without an answer."""
        for step in range(10_000):
            text = f"round {round_}, writer {self.number}, step {step}"
            answer = self.caller.post(f"/messages/with/{self.partner}", {"text": text})
            if answer.status == 303:
                self.done.add(text)
                enough.release()
            elif answer.status == 0:
                return
            if self.posts and step % 3 == 0:
                post = self.posts.pop()
                answer = self.caller.post(f"/offers/{post}/claims", {"message": text, "quantity": "1"})
                if answer.status == 303:
                    self.claimed.add(post)
                elif answer.status == 0:
                    return


@pytest.mark.timeout(600)
def test_what_was_answered_is_there_and_nothing_is_half_there(site: Site, beside: Flask) -> None:
    with beside.app_context():
        posts = [an_offer(site.cast.stakeholder, until=now().date() + timedelta(days=9)).id for _ in range(120)]
        partner = site.cast.mentor.id
        streams = [
            Stream(Caller(beside, site, person.id), partner, posts[number::WRITERS], number)
            for number, person in enumerate(people(WRITERS))
        ]
        db.session.commit()
    for round_ in range(KILLS):
        site.start()
        stream_until_killed(site, streams, round_)
        with beside.app_context():
            check(streams)
            db.session.remove()
    site.start()
    assert site.answers()


def stream_until_killed(site: Site, streams: list[Stream], round_: int) -> None:
    """Let them write; after 25 answers, kill everything while requests are under way."""
    enough = threading.Semaphore(0)
    threads = [threading.Thread(target=stream.run, args=(round_, enough)) for stream in streams]
    for thread in threads:
        thread.start()
    for _ in range(25):
        assert enough.acquire(timeout=60), "the stream stands still"
    site.kill()
    for thread in threads:
        thread.join()


def check(streams: list[Stream]) -> None:
    """Everything answered is there; every message and claim has its event, every event its deliveries."""
    texts = set(db.session.execute(select(Message.text)).scalars())
    assert set().union(*(stream.done for stream in streams)) <= texts
    claimed = set(db.session.execute(select(Claim.post_id)).scalars())
    assert set().union(*(stream.claimed for stream in streams)) <= claimed
    assert number(Event.verb == "offers.claim_made") == db.session.execute(select(func.count(Claim.id))).scalar_one()
    assert number(Event.verb == "messages.message_sent") == len(texts)
    told = select(func.count(func.distinct(Delivery.event_id))).join(Event, Event.id == Delivery.event_id)
    of_claims = told.where(Event.verb == "offers.claim_made", Delivery.channel == "inbox")
    assert db.session.execute(of_claims).scalar_one() == number(Event.verb == "offers.claim_made")
    takers = select(func.count()).where(Participant.conversation_id == Conversation.id).scalar_subquery()
    assert db.session.execute(select(func.count(Conversation.id)).where(takers != 2)).scalar_one() == 0
    assert db.session.execute(select(func.max(Post.taken))).scalar_one() == 0
    assert db.session.execute(db.text("PRAGMA integrity_check")).scalar_one() == "ok"


def number(which) -> int:  # type: ignore[no-untyped-def]
    return db.session.execute(select(func.count(Event.id)).where(which)).scalar_one()
