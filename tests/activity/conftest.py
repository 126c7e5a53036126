"""A real SMTP sink, and ways to queue mail."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import update

from app.activity.models import Delivery
from app.core.clock import now
from app.extensions import db
from app.messages.actions import write_to
from app.people.models import Person


class Sink:
    """Keeps what it takes; `answers` are said first, one for each try, instead of taking it."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.at_recipient: list[str] = []
        self.at_data: list[str] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, _options: Any) -> str:
        if self.at_recipient:
            return self.at_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.at_data:
            return self.at_data.pop(0)
        message: Any = message_from_bytes(envelope.content, policy=default)
        message.recipients = envelope.rcpt_tos
        self.taken.append(message)
        return "250 OK"


@pytest.fixture
def sink(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """An SMTP server on a free port, to which the application sends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setitem(app.config, "MAIL_URL", f"smtp://127.0.0.1:{port}")
    yield sink
    controller.stop()


@pytest.fixture
def write(app: Flask) -> Any:
    """`write(sender, recipient)`: one message from one to the other a minute ago, so one mail is due."""

    def send(sender: SimpleNamespace, recipient: SimpleNamespace, text: str = "The private words") -> None:
        with app.app_context():
            write_to(db.session.get_one(Person, sender.id), db.session.get_one(Person, recipient.id), text)
            db.session.execute(update(Delivery).values(due_at=now()))
            db.session.commit()

    return send
