"""A real site and a real browser. Every page that a journey sees is checked: console, requests, axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.served import Site
from tests.world import PASSWORD

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
PAINTED = "Promise.all(document.getAnimations().map(a => a.finished)).then(() => new Promise(requestAnimationFrame))"
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
    """A fresh site with the cast."""
    site = Site(tmp_path_factory.mktemp("site") / "instance")
    site.prepare()
    site.start()
    yield site
    site.remove()


class Visitor:
    """One person at one browser. Notes whatever the browser complains of, and every request that leaves the host."""

    def __init__(self, browser: Browser, site: Site, **options: Any) -> None:
        self.site = site
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=site.url, locale="en-GB", reduced_motion="reduce", **options
        )
        self.context.set_default_timeout(8000)
        self.scripted = options.get("java_script_enabled", True)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._stay(request.url))

    def _stay(self, url: str) -> None:
        if not url.startswith((self.site.url, "data:", "blob:")):
            self.complaints.append(f"left the host: {url}")

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """As a person does."""
        self.page.goto("/sign-in")
        self.page.get_by_label("Mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.locator("main").get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/today")

    def look(self) -> None:
        """Axe finds nothing, in light and in dark; nothing scrolls sideways."""
        if not self.scripted:
            return
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.page.evaluate(PAINTED)
            self.page.evaluate(AXE)
            found = self.page.evaluate("axe.run({resultTypes: ['violations']})")
            violations = [
                (rule["id"], [node["html"][:200] for node in rule["nodes"][:3]]) for rule in found["violations"]
            ]
            assert violations == [], (self.page.url, scheme, violations)
        width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{self.page.url} scrolls sideways by {width} px"

    def close(self) -> None:
        """No complaint in the whole journey."""
        self.context.close()
        assert self.complaints == []


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Any]:
    """`visit("mentor", viewport=…)`: a signed-in visitor (None: nobody)."""
    visitors: list[Visitor] = []

    def make(part: str | None = None, **options: Any) -> Visitor:
        visitor = Visitor(browser, site, **options)
        visitors.append(visitor)
        if part:
            visitor.sign_in(getattr(site.cast, part).email)
        return visitor

    yield make
    for visitor in visitors:
        visitor.close()
