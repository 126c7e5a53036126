"""A client that looks at every page it gets: valid HTML5, one h1, a title that begins with it, unique ids, the headers
of SECURITY 14 and 15, no local link that leads nowhere, nothing inline."""

from __future__ import annotations

import hashlib
import re
import secrets
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from app.core.clock import now
from app.extensions import db
from app.people.models import SignIn
from app.web.headers import CSP


class CheckingClient(FlaskClient):
    """`get` and `post` check; `post` fills in the form's tokens as a browser would; `soup` is the last page."""

    soup: BeautifulSoup

    def sign_in(self, person: SimpleNamespace) -> None:
        """Give this browser a session of theirs."""
        secret = secrets.token_urlsafe(32)
        with self.application.app_context():
            hashed = hashlib.sha256(secret.encode()).hexdigest()
            db.session.add(SignIn(person_id=person.id, secret_hash=hashed, seen_at=now(), proved_at=now()))
            db.session.commit()
        with self.session_transaction() as session:
            session["_user_id"] = secret
            session["_fresh"] = True

    def get(self, *args: Any, **kwargs: Any) -> TestResponse:  # type: ignore[override]
        answer = super().get(*args, **kwargs)
        self.check(answer)
        return answer

    def fragment(self, url: str, **kwargs: Any) -> TestResponse:
        """GET as htmx swaps a part."""
        headers = {"HX-Request": "true", "HX-Request-Type": "partial", **kwargs.pop("headers", {})}
        return super().get(url, headers=headers, **kwargs)

    def post(self, url: str, data: dict[str, Any] | None = None, *, htmx: bool = False, **kwargs: Any) -> TestResponse:  # type: ignore[override]
        """POST with the tokens of a form on any page; `htmx=True` as htmx would send it."""
        token = kwargs.pop("form_token", secrets.token_urlsafe(18))
        sent = {"csrf_token": self.csrf_token(), "form_token": token, **(data or {})}
        headers = kwargs.pop("headers", {})
        if htmx:
            headers = {"HX-Request": "true", "HX-Request-Type": "partial", **headers}
        answer = super().post(url, data=sent, headers=headers, **kwargs)
        self.check(answer)
        return answer

    def csrf_token(self) -> str:
        """A token of this browser's session."""
        from flask_wtf.csrf import generate_csrf

        with self.application.test_request_context():
            from flask import session as inner

            with self.session_transaction() as outer:
                inner.update(outer)
                token = generate_csrf()
                outer.update(inner)
        return token

    def check(self, answer: TestResponse) -> None:
        """Everything that must hold for every answer."""
        if (
            answer.request.path != "/offers/embed"
        ):  # the one page that other sites may frame: tests/offers/test_embed.py
            assert answer.headers["Content-Security-Policy"] == CSP
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if answer.mimetype == "text/html" and answer.get_data():
            text = answer.get_data(as_text=True)
            self.soup = BeautifulSoup(text, "html5lib")
            if text.lstrip().lower().startswith("<!doctype"):
                check_page(text, self.soup)
            self.check_links()

    def check_links(self) -> None:
        """Every local link and form leads to a route."""
        for element in self.soup.select("a[href], form[action]"):
            url = element.get("href") or element.get("action")
            if not url.startswith("/") or url.startswith("//"):
                continue
            method = element.get("method", "get").upper()
            adapter = self.application.url_map.bind("localhost")
            try:
                adapter.match(urlsplit(url).path, method=method)
            except RequestRedirect:
                pass
            except HTTPException as dead:
                raise AssertionError(f"{method} {url} leads nowhere: {dead}") from dead


def check_page(text: str, soup: BeautifulSoup) -> None:
    """A whole page: valid, one h1, title, ids, nothing inline."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    assert parser.errors == [], [
        (position, error, text.splitlines()[position[0] - 1][:160]) for position, error, _ in parser.errors
    ]
    headings = [" ".join(heading.get_text().split()) for heading in soup.find_all("h1")]
    assert len(headings) == 1, headings
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    assert title.startswith(headings[0]), (title, headings[0])
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})
    for element in soup.select("[for], [aria-describedby], [aria-labelledby], [aria-controls]"):
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for target in (element.get(attribute) or "").split():
                assert target in ids, f"{attribute}={target} names nothing"
    assert not soup.select("[style], style, script:not([src])"), "something inline"
    assert not re.search(r"\shx-on|\son[a-z]+=", re.sub(r">[^<]*<", "><", text)), "an inline handler"
