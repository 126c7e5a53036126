"""Every kind of page that each demo account can reach by following links."""

from __future__ import annotations

import os
from collections import Counter, deque
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.demo.tell import ACCOUNTS
from app.extensions import db
from app.people.models import Person
from tests.client import CheckingClient

OF_A_KIND = {"animator": 3, "innovator": 2} if os.environ.get("COMMONWEAVE_SOAK") else {}
"""How many pages of each kind are opened; else one."""
pytestmark = pytest.mark.timeout(300)  # the first one has the cluster told


def person(app: Flask, account: str) -> SimpleNamespace:
    with app.app_context():
        row = db.session.execute(select(Person).where(Person.email == f"{account}@example.org")).scalar_one()
        return SimpleNamespace(id=row.id, name=row.name)


def endpoint(app: Flask, url: str) -> str | None:
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(url).path, method="GET")[0])
    except (HTTPException, RequestRedirect):
        return None


def links(client: CheckingClient) -> list[str]:
    found = (link["href"] for link in client.soup.select("a[href]"))
    return [url for url in found if url.startswith("/") and not url.startswith(("//", "/static"))]


@pytest.mark.soak
@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_kind_of_page_opens(told: Flask, account: str) -> None:
    client = told.test_client()
    client.sign_in(person(told, account))
    seen: Counter[str] = Counter()
    shut: list[tuple[str, int]] = []
    known, waiting = {"/today"}, deque(["/today"])
    while waiting:
        url = waiting.popleft()
        kind = endpoint(told, url)
        if kind is None or seen[kind] >= OF_A_KIND.get(account, 1):
            continue
        seen[kind] += 1
        answer = client.get(url)
        if answer.status_code not in (200, 303):
            shut.append((url, answer.status_code))
            continue
        assert answer.get_data(), url
        if answer.mimetype == "text/html":
            onward = [answer.location] if answer.status_code == 303 else links(client)
            fresh = dict.fromkeys(url for url in onward if url not in known)
            known.update(fresh)
            waiting.extend(fresh)
    assert shut == []
    assert len(seen) >= 15, seen
