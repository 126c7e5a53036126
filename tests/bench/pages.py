"""What is measured: one list, in which {names} stand for ids of the world."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bench.world import World


@dataclass(frozen=True)
class Page:
    """An address as a signed-in member opens it, or a visitor; with htmx, the part of it that is swapped. `kind`: of
    those that something is aimed at for (aims.py)."""

    name: str
    path: str
    htmx: bool = False
    visitor: bool = False
    kind: str = ""

    def url(self, world: World) -> str:
        return self.path.format_map(world.names)

    def headers(self, world: World) -> dict[str, str]:
        swapped = {"HX-Request": "true", "HX-Request-Type": "partial"} if self.htmx else {}
        signed_in = {} if self.visitor else {"Cookie": world.cookie}
        return signed_in | {"Accept-Encoding": "gzip, deflate, br, zstd"} | swapped


PAGES = (
    Page("today", "/today"),
    Page("board", "/offers", kind="list"),
    Page("activity log", "/activity", kind="list"),
    Page("the pulse, nothing new", "/pulse?since=0.0", kind="pulse"),
    Page("people", "/people", kind="list"),
    Page("a mentor", "/mentoring/mentors/{mentor}", kind="detail"),
    Page("search the board", "/offers?q=prototype", kind="search"),
    Page("fragment (board, filtered)", "/offers?category=service", htmx=True),
)
BOARD = (
    Page("posts, newest first", "/offers"),
    Page("posts, one category in one country", "/offers?category=service&country=PL"),
    Page("posts, search a word of all", "/offers?q=everybody"),
    Page("posts, search a word of thirty", "/offers?q=zeppelin"),
    Page("posts, one category", "/offers?category=service"),
    Page("posts, needs", "/offers?kind=need"),
    Page("posts, one country", "/offers?country=PL"),
    Page("posts, one region", "/offers?country=PL&region=North"),
    Page("posts, one topic of forty", "/offers?topic=finance.grants"),
    Page("posts, one language", "/offers?language=fr"),
    Page("posts, of one organisation", "/offers?by={house}"),
    Page("posts, remote", "/offers?remote=1"),
    Page("posts, free now", "/offers?free=1"),
    Page("posts, closed ones too", "/offers?show=all"),
    Page("posts, ending soon first", "/offers?sort=ending"),
    Page("posts, best fit first", "/offers?sort=fit&fit={innovation}"),
    Page("posts, as a table", "/offers?view=table"),
)
"""Measured on boards of two sizes (tests/bench/board.py): the column of events counts their posts."""
CATALOGUE = (
    Page("innovations, newest first", "/innovations"),
    Page("innovations, by name", "/innovations?sort=name"),
    Page("innovations, one country", "/innovations?country=PL"),
    Page("innovations, one country by name", "/innovations?country=PL&sort=name"),
    Page("innovations, one sector", "/innovations?sector=food"),
    Page("innovations, one goal", "/innovations?goal=3"),
    Page("innovations, one region", "/innovations?region=BE2"),
    Page("innovations, one stage", "/innovations?stage=scaling"),
    Page("innovations, one state", "/innovations?state=selected"),
    Page("innovations, two at once", "/innovations?sector=food&state=identified"),
    Page("innovations, four at once", "/innovations?country=PL&sector=food&stage=scaling&state=identified"),
    Page("innovations, search a word of all", "/innovations?q=everybody"),
    Page("innovations, search a word of all by name", "/innovations?q=everybody&sort=name"),
    Page("innovations, search a word of thirty", "/innovations?q=zeppelin"),
    Page("innovations, search in a country", "/innovations?q=everybody&country=PL"),
    Page("innovations, deep in them", "/innovations?after={deep}"),
    Page("innovations, deep in them by name", "/innovations?sort=name&after={deep_name}"),
    Page("innovations, as a visitor", "/innovations", visitor=True),
    Page("innovations, as a visitor by name", "/innovations?sort=name", visitor=True),
    Page("innovations, as a visitor in a country", "/innovations?country=PL", visitor=True),
    Page("innovations, as a visitor a word of all", "/innovations?q=everybody", visitor=True),
    Page("innovations, one of them", "/innovations/{innovation}"),
    Page("innovations, one as a visitor", "/innovations/{public}", visitor=True),
    Page("innovations, which fit one", "/innovations/{innovation}/cooperation"),
)
"""Measured in catalogues of two sizes (tests/bench/catalogue.py): the column of events counts their innovations."""
MARKETPLACE = (
    Page("5,000 mentors, best fit first", "/mentoring/mentors"),
    Page("5,000 mentors, by name", "/mentoring/mentors?sort=name"),
    Page("5,000 mentors, free this week", "/mentoring/mentors?week=1"),
    Page("5,000 mentors, one topic", "/mentoring/mentors?topic=finance.grants&language=en"),
)
"""Measured in a cluster with that many mentors (tests/bench/marketplace.py)."""
LOG = (
    Page("log, newest", "/activity"),
    Page("log, deep in it", "/activity?after={deep}"),
    Page("log, one strand", "/activity?kind=messages"),
    Page("log, one kind of entry", "/activity?verb=messages.message_sent"),
    Page("log, one person", "/activity?person={person}"),
    Page("log, a person by name", "/activity?who={name}"),
    Page("log, one innovation", "/activity?innovation={innovation}"),
    Page("log, one topic", "/activity?topic={topic}"),
    Page("log, who sees it", "/activity?seen=network"),
    Page("log, what concerns me", "/activity?mine=1"),
    Page("log, two days", "/activity?since={since}&until={until}"),
    Page("log, search a kind's words", "/activity?q=wrote"),
    Page("log, search a thing's name", "/activity?q={words}"),
    Page("log, search a common word", "/activity?q=house"),
    Page("log, several at once", "/activity?kind=scaling&innovation={innovation}&seen=members&until={since}"),
    Page("story of an innovation", "/innovations/{innovation}"),
    Page("story of a person", "/people/{person}"),
    Page("log, its last year", "/activity/year", htmx=True),
)
"""Measured with logs of two lengths (tests/bench/log.py), only when asked: `make bench BENCH=--log`."""
SEASON = (
    Page("10,000 sessions, figures", "/mentoring/figures"),
    Page("300 who wait, matching desk", "/mentoring/desk"),
)
"""Measured as an animator in a cluster with a year of that many (tests/bench/season.py)."""
GIVEN = (Page("10,000 claims, figures", "/offers/figures"),)
"""Measured as an animator in a cluster with a year of that many (tests/bench/given.py)."""
