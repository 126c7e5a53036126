"""A real site and a real browser. Every page that a journey sees is checked: console, requests, axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.visitor import Visitor
from tests.served import Site

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def chromium() -> str | None:
    """The browser to use: COMMONWEAVE_CHROMIUM, CHROMIUM, else the PATH's; None is Playwright's own."""
    chosen = os.environ.get("COMMONWEAVE_CHROMIUM") or os.environ.get("CHROMIUM")
    return chosen or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A fresh site with the cast, for this story alone."""
    yield from serve(tmp_path_factory)


@pytest.fixture(scope="session")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all the short journeys."""
    yield from serve(tmp_path_factory)


def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Made, started, stopped, taken away."""
    site = Site(tmp_path_factory.mktemp("site") / "instance")
    site.prepare()
    site.start()
    yield site
    site.remove()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Any]:
    """`visit("mentor", KeyboardVisitor, timezone_id=…)`: a signed-in visitor (None: nobody)."""
    visitors: list[Visitor] = []

    def make(part: str | None = None, kind: type[Visitor] = Visitor, **options: Any) -> Visitor:
        visitor = kind(browser, site, **options)
        visitors.append(visitor)
        if part:
            visitor.sign_in(getattr(site.cast, part).email)
        return visitor

    yield make
    for visitor in visitors:
        visitor.context.close()
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    assert not complaints, "\n".join(complaints)
