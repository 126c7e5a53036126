"""A person at a browser: with a mouse, with a keyboard alone, or with a thumb. Each story is told once, for all."""

from __future__ import annotations

import os
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.client import check_page, read
from tests.served import Site
from tests.world import PASSWORD

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RUN_AXE = "axe.run({resultTypes: ['violations']})"
PAINTED = "Promise.all(document.getAnimations().map(a => a.finished)).then(() => new Promise(requestAnimationFrame))"
WIDTH = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PATIENCE = 20_000
"""Milliseconds: a busy machine is slow, not wrong."""
ID = re.compile(r"/(?:[0-9a-z]{26}|[\w-]{40,})(?=/|$)")


class Visitor:
    """One person at one browser. Whatever is wrong is noted and told at the end, so that one run tells it all: what the
    browser's console says, requests that leave the host.

    With `inspect`, every kind of page they come to is looked at: axe, sideways scroll, valid HTML.
    """

    seen: set[str]

    def __init__(self, browser: Browser, site: Site, inspect: bool = False, **options: Any) -> None:
        self.site = site
        self.inspect, self.seen = inspect, set()
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            **{"base_url": site.url, "locale": "en-GB", "reduced_motion": "reduce", **options}
        )
        self.context.set_default_timeout(PATIENCE)
        self.scripted = options.get("java_script_enabled", True)
        self.page: Page = self.tab()

    def tab(self) -> Page:
        """One more tab, watched like the first."""
        page = self.context.new_page()
        page.on("console", lambda message: self.complaints.append(f"{page.url}: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda request: self._stay(request.url))
        return page

    def _stay(self, url: str) -> None:
        if not url.startswith((self.site.url, "data:", "blob:")):
            self.complaints.append(f"left the host: {url}")

    def forgive_all(self, status: int) -> None:
        """The same where it may be told more than once: what is typed is kept by itself, too, and gets this answer."""
        self.forgive(status)
        words = f"responded with a status of {status} "
        self.complaints[:] = [told for told in self.complaints if words not in told]

    def forgive(self, status: int) -> None:
        """The browser tells in its console of a page with this status, once: the story provoked it."""
        words = f"responded with a status of {status} "
        for _moment in range(100):
            if told := next((one for one in self.complaints if words in one), None):
                self.complaints.remove(told)
                return
            self.page.wait_for_timeout(50)
        raise AssertionError((status, self.complaints))

    # --- what hands do -----------------------------------------------------------------------------------------------

    def click(self, target: Locator) -> None:
        """Press whatever it is."""
        target.click()

    def fill(self, target: Locator, text: str) -> None:
        """Type into a field, in place of what was there."""
        target.fill(text)

    def select(self, target: Locator, label: str) -> None:
        """Choose from a select."""
        wanted = target.locator("option").filter(has_text=re.compile(rf"^\s*{re.escape(label)}\s*$"))
        target.select_option(value=wanted.get_attribute("value"))

    def tick(self, target: Locator) -> None:
        """Choose a radio button or tick a box."""
        target.check()

    # --- what people do with them ------------------------------------------------------------------------------------

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def card(self, title: str) -> Locator:
        """The part of the page under this heading."""
        return self.main.locator(".card").filter(has=self.page.get_by_role("heading", name=title, exact=True))

    def open(self, url: str) -> None:
        """By the address bar or a link in a mail."""
        self.page.goto(url)

    def follow(self, name: str, within: Locator | None = None) -> None:
        """A link."""
        self.click((within or self.main).get_by_role("link", name=name, exact=True).first)

    def press(self, name: str, within: Locator | None = None) -> None:
        """A button."""
        self.click((within or self.main).get_by_role("button", name=name, exact=True))

    def unfold(self, name: str) -> None:
        """A disclosure that may be open already."""
        fold = self.main.locator("details", has=self.page.locator("summary", has_text=name)).last
        if fold.get_attribute("open") is None:
            self.click(fold.locator("summary").first)

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Into the field with this label."""
        self.fill((within or self.main).get_by_label(label).first, text)

    def choose(self, label: str, option: str) -> None:
        """From the select with this label."""
        self.select(self.main.get_by_label(label).first, option)

    def check(self, label: str, within: Locator | None = None) -> None:
        """The box or radio button with this label."""
        self.tick((within or self.main).get_by_label(label, exact=True).first)

    def go(self, place: str) -> None:
        """To one of the rooms, by the navigation; on a phone some stand under More."""
        nav = self.page.get_by_role("navigation", name="Main")
        link = nav.get_by_role("link", name=re.compile(f"^{place}"))
        if link.count():
            self.click(link)
        else:
            self.click(nav.get_by_role("link", name="More"))
            self.arrive("More")
            self.click(self.main.get_by_role("link", name=re.compile(f"^{place}")))

    def arrive(self, heading: str | re.Pattern[str]) -> None:
        """The page with this title is there."""
        expect(self.page.locator("h1")).to_have_text(heading, timeout=PATIENCE)
        self.page.wait_for_load_state()
        if self.inspect:
            self.inspect_page()

    def told(self, words: str) -> None:
        """It stands on the page."""
        expect(self.main.get_by_text(words).first).to_be_visible(timeout=PATIENCE)

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """As a person does."""
        self.open("/sign-in")
        self.arrive("Sign in")
        self.write("Mail address", email)
        self.fill(self.main.get_by_label("Password", exact=True), password)
        self.press("Sign in")
        self.page.wait_for_url("**/today")

    # --- what is checked ---------------------------------------------------------------------------------------------

    def inspect_page(self) -> None:
        """Each kind of page once."""
        kind = ID.sub("/*", self.page.url.removeprefix(self.site.url).split("?")[0].split("#")[0])
        if kind in self.seen:
            return
        self.seen.add(kind)
        self.look()
        text = self.context.request.get(self.page.url).text()
        try:
            check_page(text, read(text))
        except AssertionError as wrong:
            self.complaints.append(f"{self.page.url}: {wrong}")
        self.photograph(kind)

    def photograph(self, kind: str) -> None:
        """For people to look at, when they ask for it: COMMONWEAVE_SHOTS names a folder."""
        if not (folder := os.environ.get("COMMONWEAVE_SHOTS")):
            return
        width = self.page.evaluate("innerWidth")
        for scheme in ("dark", "light"):
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            name = f"{kind.strip('/').replace('/', '_').replace('*', 'x') or 'front'}-{width}-{scheme}.png"
            self.page.screenshot(path=Path(folder, name), full_page=True, caret="initial")

    def look(self) -> None:
        """Axe finds nothing, in light and in dark; nothing scrolls sideways."""
        if self.scripted:
            self.page.evaluate(AXE)
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                self.page.evaluate(PAINTED)
                found = self.page.evaluate(RUN_AXE)
                self.complaints += [
                    f"{self.page.url}, {scheme}: {rule['id']}: "
                    f"{[(node['html'][:200], node['failureSummary']) for node in rule['nodes'][:3]]}"
                    for rule in found["violations"]
                ]
        self.fits()

    def fits(self) -> None:
        """Nothing scrolls sideways."""
        width = self.page.evaluate(WIDTH) if self.scripted else 0
        if width > 0:
            self.complaints.append(f"{self.page.url} scrolls sideways by {width} px at {self.page.viewport_size}")


FOCUS = """wanted => {
  const it = document.activeElement;
  if (!it || it === document.body) return {here: false, shown: true, what: ""};
  const group = wanted.type === "radio" && it.type === "radio" && it.name === wanted.name && it.form === wanted.form;
  const width = looks => looks.outlineStyle === "none" ? 0 : parseFloat(looks.outlineWidth);
  const drawn = [it, it.nextElementSibling, it.closest("label")].some(one => one && width(getComputedStyle(one)) >= 2);
  const box = it.getBoundingClientRect(), label = it.closest("label");
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const over = document.elementFromPoint(x, y);
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const clear = over && (it.contains(over) || over.contains(it) || (label && label.contains(over)));
  const what = `${it.outerHTML.slice(0, 160)}: outlined ${drawn}, in view ${inView}, not covered ${!!clear}`;
  return {here: it === wanted || group, shown: drawn && inView && !!clear, what};
}"""
FURTHEST = 400


class KeyboardVisitor(Visitor):
    """Nothing but keys: Tab, Enter, Space, arrows and letters. Wherever the focus goes, it can be seen."""

    def tab_to(self, target: Locator) -> None:
        """Tab until it has the focus (for radio buttons: until their group has)."""
        element = target.element_handle()
        for _step in range(FURTHEST):
            focus = self.page.evaluate(FOCUS, element)
            assert focus["shown"], f"{self.page.url}: the focus cannot be seen: {focus['what']}"
            if focus["here"]:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.page.url}: no way by Tab to {target}")

    def click(self, target: Locator) -> None:
        self.tab_to(target)
        self.page.keyboard.press("Enter")

    def fill(self, target: Locator, text: str) -> None:
        self.tab_to(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def select(self, target: Locator, label: str) -> None:
        self.tab_to(target)
        self.page.keyboard.type(label)
        expect(target.locator("option:checked")).to_have_text(label)

    def tick(self, target: Locator) -> None:
        self.tab_to(target)
        for _step in range(60):
            if target.evaluate("it => it === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not target.is_checked():
            self.page.keyboard.press("Space")
        assert target.is_checked()


class ThumbVisitor(Visitor):
    """A phone: touch, 390 by 844; and no page scrolls sideways at 320 either."""

    def __init__(self, browser: Browser, site: Site, **options: Any) -> None:
        phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
        super().__init__(browser, site, **phone, **options)

    def click(self, target: Locator) -> None:
        target.tap()

    def fits(self) -> None:
        super().fits()
        self.page.set_viewport_size({"width": 320, "height": 640})
        super().fits()
        self.page.set_viewport_size({"width": 390, "height": 844})
