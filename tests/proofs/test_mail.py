"""Mail under attack: a server that is away, workers that are killed, hostile names (N2, N3, SECURITY 19, 21)."""

from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from app.activity import worker
from app.activity.facts import Ref
from app.activity.mail import write
from app.activity.models import Delivery
from app.activity.outbox import Parcel
from app.activity.record import record
from app.core.action import action
from app.core.clock import at, now
from app.core.models import new_id
from app.extensions import db
from app.messages.events import MessageSent
from tests.served import ROOT, free_port

SOAK = bool(os.environ.get("COMMONWEAVE_SOAK"))


class Slow:
    """A mail server that takes a moment for each mail, so that there is a moment to be killed in."""

    def __init__(self, pause: float = 0.0) -> None:
        self.pause, self.ids = pause, Counter[str]()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.pause)
        self.ids[message_from_bytes(envelope.content, policy=default)["Message-ID"]] += 1
        return "250 OK"


@pytest.fixture
def server() -> Iterator[Callable[[Slow, int], None]]:
    """`server(sink, port)` starts it."""
    running: list[Controller] = []

    def start(sink: Slow, port: int) -> None:
        running.append(Controller(sink, hostname="127.0.0.1", port=port))
        running[-1].start()

    yield start
    for controller in running:
        controller.stop()


def mails() -> list[tuple[str, str]]:
    query = select(Delivery.state, Delivery.message_id).where(Delivery.channel == "email")
    return [tuple(row) for row in db.session.execute(query)]


@pytest.mark.timeout(600)
def test_a_server_that_is_away_for_ten_minutes(
    app: Flask, as_: Any, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, server: Any
) -> None:
    """Nobody who writes meanwhile notices, and everything arrives after, each once."""
    port, began = free_port(), now()
    monkeypatch.setitem(app.config, "MAIL_URL", f"smtp://127.0.0.1:{port}")
    parts = ("mentor", "mentor2", "innovator", "innovator2", "stakeholder", "stranger", "animator", "partner")
    people = [getattr(cast, part) for part in parts]
    pairs = iter(list(combinations(people, 2))[: 28 if SOAK else 20])
    clients = {person.id: as_(person) for person in people}
    for minute in range(10):
        with at(began + timedelta(minutes=minute)):
            for sender, recipient in [pair for pair in (next(pairs, None) for _ in range(3 if SOAK else 2)) if pair]:
                answer = clients[sender.id].post(f"/messages/with/{recipient.id}", {"text": f"minute {minute}"})
                assert answer.status_code == 303
            worker.run_once(app)
    with app.app_context():
        written = len(mails())
        assert written >= 20 and {state for state, _id in mails()} == {"queued"}, "none lost, none given up"
    sink = Slow()
    server(sink, port)
    for minute in range(10, 60, 5):
        with at(began + timedelta(minutes=minute)):
            worker.run_once(app)
    with app.app_context():
        assert {state for state, _id in mails()} == {"sent"}
        assert sink.ids == Counter({id_: 1 for _state, id_ in mails()}) and len(sink.ids) == written


@action
def queue(actor: None, cast: SimpleNamespace, number: int) -> None:
    """So many mails that are due."""
    for _ in range(number):
        tell_one(actor, cast)
    db.session.execute(update(Delivery).values(due_at=now()))


@action
def tell_one(actor: None, cast: SimpleNamespace) -> None:
    """One of them."""
    about = Ref("conversation", new_id(), "")
    parts = (Ref("person", person.id, person.name) for person in (cast.mentor, cast.innovator))
    record(cast.mentor, MessageSent(about, *parts))  # type: ignore[arg-type]


WORKER = """
import sys, threading
from datetime import timedelta
from app import create_app
from app.activity import outbox, worker
outbox.LEASE, outbox.FIRST_PAUSE = timedelta(seconds=1), timedelta(milliseconds=200)
app = create_app()
print("ready", flush=True)
worker.run_forever(app, threading.Event())
"""


class Workers:
    """Two of them, as long as they live."""

    def __init__(self, app: Flask, url: str):
        self.environment = {
            **os.environ, "COMMONWEAVE_INSTANCE": app.config["INSTANCE"], "COMMONWEAVE_MAIL_URL": url,
        }  # fmt: skip
        self.running = [self.start(), self.start()]

    def start(self) -> subprocess.Popen[str]:
        """One more."""
        return subprocess.Popen(
            [sys.executable, "-c", WORKER], env=self.environment, cwd=ROOT, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def kill_one(self, chance: random.Random) -> None:
        """kill -9 at any moment of its work, and another in its place."""
        number = chance.randrange(2)
        victim = self.running[number]
        assert victim.stdout and victim.stdout.readline() == "ready\n"
        with suppress(subprocess.TimeoutExpired):
            victim.wait(chance.uniform(0, 0.7))
        victim.kill()
        victim.wait()
        self.running[number] = self.start()

    def pause(self) -> None:
        """A moment, in which they go on."""
        with suppress(subprocess.TimeoutExpired):
            self.running[0].wait(0.3)

    def end(self) -> None:
        """All of them."""
        for process in self.running:
            process.kill()
            process.wait()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_workers_that_are_killed_lose_nothing(app: Flask, cast: SimpleNamespace, server: Any) -> None:
    """A mail may come twice, with the same Message-ID; none is lost (N2)."""
    kills, sink, port = 50 if SOAK else 5, Slow(0.02), free_port()
    server(sink, port)
    with app.app_context():
        queue(None, cast, kills * 40)
    workers = Workers(app, f"smtp://127.0.0.1:{port}")
    try:
        chance = random.Random(5)
        for _ in range(kills):
            workers.kill_one(chance)
        deadline = datetime.now().timestamp() + 300
        while not _all_sent(app) and datetime.now().timestamp() < deadline:
            workers.pause()
    finally:
        workers.end()
    with app.app_context():
        assert {state for state, _id in mails()} == {"sent"}
        ids = [id_ for _state, id_ in mails()]
    assert set(sink.ids) == set(ids) and len(set(ids)) == kills * 40, "all arrive; what repeats has its own Message-ID"
    assert sum(sink.ids.values()) - len(ids) <= kills, "at most the one under way at each kill"


def _all_sent(app: Flask) -> bool:
    with app.app_context():
        waiting = select(func.count(Delivery.id)).where(Delivery.channel == "email", Delivery.state == "queued")
        return not db.session.execute(waiting).scalar_one()


NASTY = (
    "\r\nBcc: everybody@example.org\r\n\r\n", "\n.\n", "\r", "\x00", "\x85", "\u202e", "\u2028", "\u200b", '"', "\\",
    "<", ">", ",", ";", ":", "@", "(", ")", "=?utf-8?q?=0D=0ABcc=3A_x=40y.z?=", "é", "Łącki", "Γιώργος", "مريم", "🧑",
    " ", "\t", "'", "Subject: x", "<script>",
)  # fmt: skip
PARTS = st.lists(st.sampled_from(NASTY), min_size=1, max_size=40).map("".join)
NAMES = st.one_of(st.text(max_size=300), PARTS).map(lambda text: text[:300])
HEADERS = {  # all that a mail has
    "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "List-Unsubscribe",
    "List-Unsubscribe-Post", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip


@settings(max_examples=400 if SOAK else 60, deadline=None, suppress_health_check=list(HealthCheck))
@example("", "0" * 75 + ";")  # longer than a line, and in need of quotes
@example("", "0" * 40 + '" <everybody@example.org>, "')
@given(NAMES, NAMES)
def test_names_cannot_write_headers(house: Flask, author: str, recipient: str) -> None:
    named = {
        name: {"kind": "person", "id": "p" * 26, "name": said}
        for name, said in (("author", author), ("recipient", recipient), ("actor", author))
    }
    facts = {"conversation": {"kind": "conversation", "id": "c" * 26, "name": ""}, **named}
    parcel = Parcel(
        1, 1, "<one@localhost>", "", "p" * 26, "reader@example.org", recipient, "member", "en", "Europe/Brussels",
        "messages.message_sent", now(), facts, "conversation", "c" * 26,
    )  # fmt: skip
    with house.app_context():
        message = write(house, parcel)
    assert message is not None
    read: Any = message_from_bytes(message.as_bytes(), policy=default)
    assert set(read.keys()) <= HEADERS and max(Counter(read.keys()).values()) == 1 and not read.defects
    assert [address.addr_spec for address in read["To"].addresses] == ["reader@example.org"]
    assert len(read["From"].addresses) == 1 and read["Message-ID"] == "<one@localhost>"
    head = message.as_bytes().split(b"\r\n\r\n")[0]
    assert not re.search(rb"(?im)^bcc", head) and len(head) < 6000
    assert "<script" not in read.get_body(("html",)).get_content()
