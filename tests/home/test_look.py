"""The look holds together: valid pages, icons that exist, every component on /design, a light first visit."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import brotli
import html5lib
import pytest
from flask import Flask, render_template

from app.config import SHIPPED
from app.home.design import design_context

STATIC = SHIPPED / "static"
TEMPLATES = SHIPPED / "templates"
NOT_ON_THE_PAGE = {"form", "enter_keeps"}
"""One is shown there as a_form, since the page has a form of that name; the other cannot be seen."""


@pytest.fixture
def design(app: Flask) -> str:
    with app.test_request_context("/design", base_url=app.config["BASE_URL"]):
        return render_template("design.html", **design_context())


def test_the_design_page_is_valid(design: str) -> None:
    html5lib.HTMLParser(strict=True).parse(design)
    assert design.count("<h1") == 1
    ids = Counter(re.findall(r'\sid="([^"]+)"', design))
    assert [name for name, times in ids.items() if times > 1] == []


def test_labels_helps_and_errors_are_tied_to_something(design: str) -> None:
    ids = set(re.findall(r'\sid="([^"]+)"', design))
    tied = re.findall(r'\s(?:for|aria-describedby|aria-labelledby|data-dialog|data-copy)="([^"]+)"', design)
    assert {name for names in tied for name in names.split()} - ids == set()


def test_every_icon_is_drawn(design: str) -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    used = set(re.findall(r'icons[^"#]*\.svg#([^"]+)"', design))
    for path in TEMPLATES.rglob("*.html"):
        used |= set(re.findall(r'\bicon(?:=|\()"([a-z-]+)"', path.read_text("utf-8")))
    assert used - drawn == set()


@pytest.mark.parametrize("library", ["_ui.html", "_forms.html", "_charts.html"])
def test_every_component_is_on_the_design_page(library: str) -> None:
    macros = set(re.findall(r"{% macro ([a-z]\w*)\(", (TEMPLATES / library).read_text("utf-8")))
    pages = [TEMPLATES / "design.html", *(TEMPLATES / "design").glob("*.html")]
    shown = "".join(path.read_text("utf-8") for path in pages)
    assert {name for name in macros if not re.search(rf"\b{name}\(", shown)} - NOT_ON_THE_PAGE == set()


def test_every_height_of_a_text_box_is_in_the_stylesheet() -> None:
    told = {"4"} | set(re.findall(r'textarea\[rows="(\d+)"\]', (STATIC / "app.css").read_text("utf-8")))
    asked = {n for path in TEMPLATES.rglob("*.html") for n in re.findall(r"\brows=(\d+)", path.read_text("utf-8"))}
    assert asked - told == set()


def test_the_stylesheet_asks_only_for_fonts_that_are_here() -> None:
    wanted = set(re.findall(r'url\("([^"]+)"\)', (STATIC / "app.css").read_text("utf-8")))
    assert wanted == {f"fonts/{path.name}" for path in (STATIC / "fonts").iterdir()}


def test_a_first_visit_is_light() -> None:
    def weight(path: Path) -> int:
        content = path.read_bytes()
        return len(content) if path.suffix == ".woff2" else len(brotli.compress(content, quality=11))

    files = ["htmx.min.js", "app.js", "pulse.js", "app.css", "icons.svg", "fonts/source-sans-3-latin-wght-normal.woff2"]
    assert sum(weight(STATIC / name) for name in files) < 85_000
    assert all(len((STATIC / name).read_text("utf-8").splitlines()) <= 100 for name in ("app.js", "pulse.js"))
