"""Many people at once against a served site: each with a session of their own, each sending what a browser sends."""

from __future__ import annotations

import hashlib
import http.client
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from app.core.clock import now
from app.extensions import db
from app.people.models import Person, SignIn
from tests.served import Site


@dataclass
class Answer:
    """What came back, and how long it took in seconds. Status 0: no answer (the server died)."""

    status: int
    text: str = ""
    location: str = ""
    seconds: float = 0.0


class Browser:
    """One browser, nobody signed in; `told` is what its session holds besides."""

    def __init__(self, app: Flask, site: Site, **told: Any) -> None:
        """Has a session and a token, as after looking at a page with a form."""
        self.site, raw = site, secrets.token_hex(20)
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert signer is not None
        cookie = signer.dumps(told | {"csrf_token": raw})
        self.cookie = f"{app.config['SESSION_COOKIE_NAME']}={cookie}"
        self.token = str(URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw))  # type: ignore[arg-type]

    def post(self, path: str, data: dict[str, Any], form_token: str = "") -> Answer:
        """Send a form."""
        body = urlencode({"csrf_token": self.token, "form_token": form_token or secrets.token_urlsafe(18)} | data)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=30)
        try:
            connection.request("POST", path, body, headers)
            reply = connection.getresponse()
            text = reply.read().decode("utf-8", "replace")
            return Answer(reply.status, text, reply.headers.get("Location", ""), time.monotonic() - began)
        except (OSError, http.client.HTTPException):
            return Answer(0, seconds=time.monotonic() - began)
        finally:
            connection.close()


class Caller(Browser):
    """One signed-in browser."""

    def __init__(self, app: Flask, site: Site, person_id: str) -> None:
        """Signs in by a row, as the sign-in page would. Needs an application context; commit is the caller's."""
        secret, self.person_id = secrets.token_urlsafe(32), person_id
        hashed = hashlib.sha256(secret.encode()).hexdigest()
        db.session.add(SignIn(person_id=person_id, secret_hash=hashed, seen_at=now(), proved_at=now()))
        super().__init__(app, site, _user_id=secret, _fresh=True)


def people(count: int) -> list[Person]:
    """New members, all alike."""
    made = [
        Person(email=f"p{number}@example.org", name=f"Person {number}", timezone="Europe/Sofia", welcomed=True)
        for number in range(count)
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def at_once(calls: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """All of them at the same moment; their answers in the same order."""
    start = threading.Barrier(len(calls))
    answers: list[Answer] = [Answer(0)] * len(calls)

    def run(place: int, call: Callable[[], Answer]) -> None:
        start.wait()
        answers[place] = call()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
