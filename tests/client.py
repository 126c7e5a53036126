"""A client that looks at every page it gets: valid HTML5, one h1, a title that begins with it, unique ids, the headers
of SECURITY 14 and 15, no local link that leads nowhere, nothing inline."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import Counter
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup
from bs4.builder._html5lib import HTML5TreeBuilder
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from app.config import SHIPPED
from app.core.clock import now
from app.extensions import db
from app.people.models import SignIn
from app.web.headers import CSP


class CheckingClient(FlaskClient):
    """`get` and `post` check; `post` fills in the form's tokens as a browser would; `soup` is the last page."""

    _text = ""
    _soup: BeautifulSoup | None = None

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

    @property
    def soup(self) -> BeautifulSoup:
        """The last page, read when somebody looks."""
        if self._soup is None:
            self._soup = read(self._text)
        return self._soup

    def check(self, answer: TestResponse) -> None:
        """Everything that must hold for every answer."""
        if (
            answer.request.path != "/offers/embed"
        ):  # the one page that other sites may frame: tests/offers/test_embed.py
            assert answer.headers["Content-Security-Policy"] == CSP
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if answer.mimetype == "text/html" and answer.get_data():
            self._text, self._soup = answer.get_data(as_text=True), None
            likeness = hash(_likeness(self._text))
            if likeness not in _FOUND_WELL:
                self.check_page()
                _FOUND_WELL.add(likeness)

    def check_page(self) -> None:
        """A whole page or a part of one: its elements, and its links lead to routes."""
        if self._text.lstrip().lower().startswith("<!doctype"):
            check_page(self._text, self.soup)
        adapter = self.application.url_map.bind("localhost")
        for method, path in {*links_in(self.soup)} - _LEAD_SOMEWHERE:
            try:
                adapter.match(path, method=method)
            except RequestRedirect:
                pass
            except HTTPException as dead:
                raise AssertionError(f"{method} {path} leads nowhere: {dead}") from dead
            _LEAD_SOMEWHERE.add((method, path))


ONLY_HERE = re.compile(r'[0-9a-hjkmnp-tv-z]{26}|value="[\w.-]{24,200}"|\bdata-since="[^"]*"')
"""Ids and tokens: pages that differ in no more are looked at once."""
ICONS = set(re.findall(r'<symbol id="([^"]+)"', (SHIPPED / "static/icons.svg").read_text("utf-8")))
_FOUND_WELL: set[int] = set()
_LEAD_SOMEWHERE: set[tuple[str, str]] = set()


def _likeness(text: str) -> str:
    """The page with each id and token as the number of its first place: which of them are the same is still to be seen,
    as when two elements have one id."""
    numbers: dict[str, int] = {}
    return ONLY_HERE.sub(lambda found: str(numbers.setdefault(found[0], len(numbers))), text)


class Reading(HTML5TreeBuilder):
    """Reads as the HTML standard says, and keeps what is wrong by it."""

    errors: list[Any]

    def feed(self, markup: Any) -> None:
        parser = html5lib.HTMLParser(tree=self.create_treebuilder)
        parser.parse(markup)
        self.errors = parser.errors


def read(text: str) -> BeautifulSoup:
    """The page as a browser reads it; `builder.errors` has what is wrong with it."""
    return BeautifulSoup(text, builder=Reading())


def links_in(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Where links and forms lead here: method and path."""
    for element in soup.find_all(["a", "form"]):
        url = (element.name == "a" and element.get("href")) or (element.name == "form" and element.get("action")) or ""
        if url.startswith("/") and not url.startswith("//"):
            yield element.get("method", "get").upper(), urlsplit(url).path


def check_page(text: str, soup: BeautifulSoup) -> None:
    """A whole page, as `read` reads it: valid, one h1, title, ids, nothing inline."""
    elements: list[Any] = soup.find_all(True)
    errors = soup.builder.errors
    assert errors == [], [(position, error, text.splitlines()[position[0] - 1][:160]) for position, error, _ in errors]
    headings = [" ".join(heading.get_text().split()) for heading in soup.find_all("h1")]
    assert len(headings) == 1, headings
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    assert title.startswith(headings[0]), (title, headings[0])
    ids = Counter(element["id"] for element in elements if element.has_attr("id"))
    assert not (twice := sorted(id_ for id_, times in ids.items() if times > 1)), twice
    for element in elements:
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for target in str(element.get(attribute) or "").split():
                assert target in ids, f"{attribute}={target} names nothing"
        assert not element.has_attr("style"), "something inline"
        if element.name == "use":
            assert str(element.get("href")).rpartition("#")[2] in ICONS, f"no such icon: {element.get('href')}"
        assert element.name != "style" and (element.name != "script" or element.get("src")), "something inline"
    assert not re.search(r"\shx-on|\son[a-z]+=", re.sub(r">[^<]*<", "><", text)), "an inline handler"
