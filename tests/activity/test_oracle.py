"""What each person gets of a generated village, by every way there is, is what a naive reading of the rules gives (A3,
A6, M3): pages, counts, search, rows, export, stories, inbox, feeds, pulse and mail. See village.py."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.activity import queries
from app.activity.digests import send_digests
from app.activity.exporting.telling import told_log
from app.activity.forms import LEVELS
from app.activity.inboxing import cards
from app.activity.models import NETWORK, PARTIES, LogFeed
from app.activity.queries import Filters
from app.activity.queries.digests import MOST
from app.activity.queries.inbox import Sought, inbox_things
from app.activity.reading import entries
from app.activity.worker import send_due
from app.core.clock import now
from app.extensions import db
from app.people.feeds import own_row, secret_of
from app.web.periods import Period
from tests.activity.village import LASTS, SOAK, START, Told, Village, build, fits, happen, may_see
from tests.atom import ATOM, read, said

AFTER = START + LASTS + timedelta(minutes=1)
CODE = re.compile(r"\bP\d{3}\b")
"""By what a person's name is told apart in a text."""
ID = re.compile(r"[0-9a-hjkmnp-tv-z]{26}")
MORE = 200 if SOAK else 40

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600 if SOAK else 300)]


@pytest.fixture
def village(app: Flask) -> Village:
    with app.test_request_context():
        built = build()
        db.session.remove()
    return built


@pytest.fixture
def inside(app: Flask, village: Village) -> Iterator[None]:
    """A request, for what is read without a client; a minute after all has happened."""
    with time_machine.travel(AFTER, tick=False), app.test_request_context():
        yield


def hidden(reader: Any) -> bool:
    """Is nobody named to this reader?"""
    return reader is None or reader.role == "observer"


def asked_by(village: Village, reader: Any) -> list[Filters]:
    """Questions of every kind, alone and together. Who sees no names asks none."""
    own, unnamed = village.told[17], hidden(reader)
    thing = next(id_ for kind, id_, _name in village.things if kind == "innovation")
    period = Period((START + timedelta(days=1)).date(), (START + timedelta(days=2)).date())
    plain = [
        Filters(), Filters(strand="messages"), Filters(verb="innovations.team_joined"), Filters(period=period),
        Filters(innovation=thing), Filters(work="garden"), Filters(strand="scaling", period=period),
        Filters(verb="messages.message_sent", seen=NETWORK), *(Filters(seen=level) for level in range(5)),
    ]  # fmt: skip
    found = plain + [
        Filters(q=q, unnamed=unnamed) for q in ("wrote", "bakery joined", "lucja", "helene wrote", "the garden")
    ]
    if unnamed:
        return found
    who = next(iter(sorted(own.parties)))
    return [
        *found, Filters(person=who), Filters(who="gréta"), Filters(mine=reader.id), Filters(mine=reader.id, person=who),
        Filters(mine=reader.id, strand="messages", seen=PARTIES), Filters(who="emre", innovation=thing),
    ]  # fmt: skip


def readers(village: Village) -> list[Any]:
    return [None, *village.people.values()]


def refs(told: Iterable[Told]) -> set[str]:
    return {it.ref for it in told}


def paged(reader: Any, filters: Filters) -> list[Any]:
    """All pages of the log, as one leafs through them."""
    found: list[Any] = []
    after: str | None = None
    while True:
        page = queries.log_page(reader, filters, after)
        found += page.rows
        if page.next is None:
            return found
        after = page.next


@pytest.mark.usefixtures("inside")
def test_every_way_gives_every_reader_what_the_rules_give(village: Village) -> None:
    fitting: dict[Filters, set[str]] = {}
    for turn, reader in enumerate(readers(village)):
        seen = refs(village.seen(reader))
        for number, filters in enumerate(asked_by(village, reader)):
            if filters not in fitting:
                fitting[filters] = refs(it for it in village.told if fits(village, it, filters))
            expected = seen & fitting[filters]
            rows = [row.ref for row in queries.log_rows(reader, filters)]
            assert len(rows) == len(set(rows)) and set(rows) == expected, (reader, filters)
            count_as(reader, filters, rows)
            if not SOAK or (turn + number) % 4 == 0:  # each question is asked by many, each reader asks many
                assert [row.ref for row in paged(reader, filters)] == rows
                assert [entry.ref for entry in told_log(reader, filters)] == rows


def count_as(reader: Any, filters: Filters, rows: list[str]) -> None:
    count = queries.count_log(reader, filters)
    assert count.number == min(len(rows), 1000) and count.more == (len(rows) > 1000)
    page, shown = queries.counted_page(reader, filters, None)
    assert [row.ref for row in page.rows] == rows[:25] and bool(page.next) == (len(rows) > 25)
    assert shown.number == min(len(rows), 100) and shown.more == (len(rows) > 100)


@pytest.mark.usefixtures("inside")
def test_an_entry_names_those_alone_whom_its_reader_may_know(village: Village) -> None:
    for reader in readers(village):
        seen = village.seen(reader)
        for entry in entries(paged(reader, Filters()), reader):
            check_names(village, reader, f"{entry.sentence} {entry.url}", named_in(seen, entry.ref))
        for line in told_log(reader, Filters()):
            about = line.about.id if line.about.kind == "person" else ""
            text = f"{line.who} {line.sentence} {line.actor and line.actor.id} {about}"
            check_names(village, reader, text, named_in(seen, line.ref))


def named_in(seen: Iterable[Told], ref: str) -> set[str]:
    return next(it.parties for it in seen if it.ref == ref)


def check_names(village: Village, reader: Any, text: str, allowed: Collection[str]) -> None:
    """Of people, the text names and links `allowed` at most, nobody to whom nobody is named, and oneself always."""
    known = ({*allowed} if not hidden(reader) else set()) | ({reader.id} if reader else set())
    assert {*CODE.findall(text)} <= village.codes(known), (reader, text)
    assert {*ID.findall(text)} & {*village.people} <= known, (reader, text)


@pytest.mark.usefixtures("inside")
def test_stories_hold_what_may_be_seen_of_one_thing(village: Village) -> None:
    for reader in readers(village):
        seen = village.seen(reader)
        for kind, id_, _name in village.things[:3]:
            found = {row.ref for row in queries.story(reader, kind, id_, 10_000)}
            assert found == refs(it for it in seen if id_ == it.object_id)
        for person in list(village.people)[:3]:
            found = {row.ref for row in queries.story(reader, "person", person, 10_000)}
            assert found == refs(it for it in seen if person in it.parties)


@pytest.mark.usefixtures("inside")
def test_inboxes_hold_what_was_sent_to_them_alone(village: Village) -> None:
    for reader in village.people.values():
        sent = {it.ref: it for it in village.seen(reader, addressed=True) if reader.id in it.noted}
        found = []
        for kind, id_ in {(it.object_kind, it.object_id) for it in village.told if reader.id in it.noted}:
            found += everything(queries.inbox_about, reader, kind, id_)
        assert sorted(row.ref for row in found) == sorted(sent)
        for card in cards(found, reader):
            text = f"{card.entry.sentence} {card.entry.url}"
            check_names(village, reader, text, parties_of(village, reader, [sent[card.ref]]))
        things = everything(inbox_things, reader, Sought())
        assert sum(row.number for row in things) == sum(row.new for row in things) == len(sent)
        assert unread(reader) == len(sent), "the badge counts no more than the inbox holds"


def everything(read_page: Any, *asked: Any) -> list[Any]:
    """The rows of all pages."""
    page = read_page(*asked)
    rows = [*page.rows]
    while page.next is not None:
        page = read_page(*asked, page.next)
        rows += page.rows
    return rows


def unread(reader: Any) -> int:
    return int(db.session.execute(queries.unread_of(reader)).scalar_one())


def asked_in_feeds(reader: Any) -> list[tuple[dict[str, str], Filters]]:
    """Addresses, and what they ask."""
    network = next(name for name, (level, _words) in LEVELS.items() if level == NETWORK)
    return [
        ({"kind": "messages"}, Filters(strand="messages")),
        ({"verb": "innovations.team_joined", "seen": network}, Filters(verb="innovations.team_joined", seen=NETWORK)),
        ({"innovation": "garden"}, Filters(work="garden")),
        ({"q": "lucja"}, Filters(q="lucja", unnamed=hidden(reader))),
    ]


def test_feeds_tell_their_owners_the_same(app: Flask, village: Village) -> None:
    with app.test_request_context():
        for person in village.people:
            own_row(LogFeed, person).open_address()
        db.session.commit()
        owners = {f"/activity/feed/{secret_of(LogFeed, id_)}.atom": one for id_, one in village.people.items()}
    client = app.test_client()
    with time_machine.travel(AFTER, tick=False):
        for turn, (address, reader) in enumerate([("/activity.atom", None), *owners.items()]):
            asked = asked_in_feeds(reader)
            for query, filters in [({}, Filters()), *([asked[turn % len(asked)]] if reader else asked)]:
                with app.test_request_context():
                    expected = refs(it for it in village.seen(reader) if fits(village, it, filters))
                found = leafed(client, f"{address}?{urlencode(query)}" if query else address, village, reader)
                assert len(found) == len(set(found)) and set(found) == expected, (reader, filters)


def leafed(client: Any, url: str, village: Village, reader: Any) -> list[str]:
    """The references in all pages of a feed, each of which names nobody that it must not."""
    seen = {it.ref: it.parties for it in village.seen(reader)}
    found: list[str] = []
    while url:
        answer = client.get(url.removeprefix("http://localhost"))
        feed = read(answer)
        page = [id_.rpartition("/")[2] for id_ in said(feed, "id")]
        check_names(village, reader, answer.text, set().union(*(seen[ref] for ref in page)))
        found += page
        url = next((one.get("href") for one in feed.findall(f"{ATOM}link") if one.get("rel") == "next"), "")
    return found


@pytest.mark.usefixtures("inside")
def test_the_pulse_beats_for_what_they_see_alone(village: Village) -> None:
    people = village.people.values()
    long_ago = {one.id: queries.changes(one, "")[0] for one in people}
    heard = dict(long_ago)
    before = len(village.told)
    for _time in range(MORE):
        told = happen(village)
        for one in people:
            heard[one.id], regions = queries.changes(one, heard[one.id])
            assert regions == expected_of(village, one, told), (one, told)
    for one in people:
        _heard, regions = queries.changes(one, long_ago[one.id])
        sees = any(may_see(village, one, it) for it in village.told[before:])
        assert ("log" in regions) == sees


def expected_of(village: Village, reader: Any, told: Told) -> list[str]:
    """Which parts of this reader's page have news: their inbox, what they take part in, the log."""
    addressed = may_see(village, reader, told, addressed=True)
    news = {
        "inbox": reader.id in told.noted and addressed,
        "work": reader.id in told.parties and told.strand != "messages" and addressed,
        "log": may_see(village, reader, told),
    }
    return [name for name, new in news.items() if new]


@pytest.fixture
def mails(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Send all that is due, and give it by the address it went to."""
    monkeypatch.setitem(app.config, "MAIL_URL", tmp_path.as_uri())

    def sent() -> dict[str, list[EmailMessage]]:
        while send_due(app):
            pass
        found: dict[str, list[EmailMessage]] = {}
        for path in sorted(tmp_path.glob("*.eml")):
            message: Any = message_from_bytes(path.read_bytes(), policy=default)
            found.setdefault(message["To"].addresses[0].addr_spec, []).append(message)
            path.unlink()
        return found

    return sent


def text_of(message: EmailMessage) -> str:
    """All that one can read of it."""
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join([str(message["Subject"]), *parts])


def addresses(app: Flask, village: Village) -> dict[str, SimpleNamespace]:
    with app.app_context():
        ids = dict(db.session.execute(select(queries.Person.email, queries.Person.id)).all())
    return {email: village.people[id_] for email, id_ in ids.items() if email and id_ in village.people}


def test_mail_at_once_goes_to_those_who_still_see_it(app: Flask, village: Village, mails: Any) -> None:
    with time_machine.travel(AFTER, tick=False):
        found = mails()
    for address, reader in addresses(app, village).items():
        due = [it for it in village.seen(reader, addressed=True) if reader.id in it.asked]
        got = found.pop(address, [])
        assert len(got) == len(due), (reader, [str(message["Subject"]) for message in got])
        for message in got:
            check_names(village, reader, text_of(message), parties_of(village, reader, due))
    assert found == {}


def parties_of(village: Village, reader: Any, told: Iterable[Told]) -> set[str]:
    """Whom these name to this reader: not those they are kept apart from, unless they look after everybody."""
    apart = set() if reader.role == "animator" else village.apart[reader.id]
    return set().union(*(it.parties for it in told)) - apart


def test_a_digest_tells_what_they_still_see(app: Flask, village: Village, mails: Any) -> None:
    with time_machine.travel(AFTER, tick=False):
        mails()
    with time_machine.travel(START + timedelta(days=7), tick=False):
        with app.app_context():
            send_digests(now())
        found = mails()
    for address, reader in addresses(app, village).items():
        due = [it for it in village.seen(reader, addressed=True) if reader.id in it.told]
        got = found.pop(address, [])
        assert len(got) == bool(due)
        for message in got:
            text = text_of(message)
            number = re.search(r"there (?:is one thing|are (\d+) things) that you have not seen yet", text)
            assert number and int(number[1] or 1) == min(len(due), MOST)
            check_names(village, reader, text, parties_of(village, reader, due))
    assert found == {}
