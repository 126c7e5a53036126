"""The rows of tabs of the board: what everybody uses, and for animators their desk."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

Client = Callable[[SimpleNamespace], Any]
DESK = {
    "/offers/care": "Care", "/offers/stale": "Stale posts", "/offers/radar": "Gap radar",
    "/offers/introductions": "Introductions", "/stakeholders": "Stakeholders", "/offers/sessions": "Sessions",
    "/offers/figures": "Figures", "/offers/import": "Post a table",
}  # fmt: skip
FIRST = {"/offers": "Board", "/offers/for-you": "For you", "/offers/mine": "Mine", "/offers/searches": "Saved searches"}


def rows(client: Any, url: str) -> list[list[tuple[str, str, str | None]]]:
    """The rows of tabs: (words, address, aria-current) of each."""
    assert client.get(url).status_code == 200
    navs = client.soup.select("main nav.tabs")
    return [[(a.get_text(), a["href"], a.get("aria-current")) for a in nav.select("a")] for nav in navs]


def current(row: list[tuple[str, str, str | None]]) -> list[tuple[str, str | None]]:
    return [(words, mark) for words, _url, mark in row if mark]


@pytest.mark.parametrize(("url", "name"), FIRST.items())
def test_an_animator_has_one_entry_for_the_desk(as_: Client, cast: SimpleNamespace, url: str, name: str) -> None:
    (row,) = rows(as_(cast.animator), url)
    assert [words for words, _url, _mark in row] == [*FIRST.values(), "Desk"]
    assert current(row) == [(name, "page")]


@pytest.mark.parametrize(("url", "name"), DESK.items())
def test_the_desk_opens_its_own_row(as_: Client, cast: SimpleNamespace, url: str, name: str) -> None:
    first, second, *_lists = rows(as_(cast.animator), url)
    assert current(first) == [("Desk", "true")]
    assert {href: words for words, href, _mark in second} == DESK
    assert current(second) == [(name, "page")]


def test_behind_a_page_of_the_desk(as_: Client, cast: SimpleNamespace) -> None:
    first, second = rows(as_(cast.animator), "/stakeholders/invitation")
    assert (current(first), current(second)) == ([("Desk", "true")], [("Stakeholders", "true")])


def test_members_have_one_row(as_: Client, cast: SimpleNamespace) -> None:
    member = as_(cast.innovator)
    own = FIRST | {"/offers/join": "Join a session", "/offers/figures": "Figures"}
    for url, name in own.items():
        (row,) = rows(member, url)
        assert {href: words for words, href, _mark in row} == own
        assert current(row) == [(name, "page")]
    (row,) = rows(as_(cast.observer), "/offers")
    assert [words for words, _url, _mark in row] == ["Board", "Figures"]
