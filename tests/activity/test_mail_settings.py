"""Switching mail off: on the page, and by the link in a mail (N1, N3, SECURITY 9)."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity import worker
from app.activity.actions import Wanted, be_quiet, choose_notices
from app.activity.facts import FACTS, Fact
from app.activity.letters import SWITCHES
from app.activity.mail_kinds import kind_keys, rooms
from app.activity.models import Delivery, MailPreference, NoticeSettings
from app.activity.queries import notice_settings
from app.activity.unsubscribing import read_token, unsubscribe_token
from app.extensions import db
from app.people.actions import change_role
from tests.activity.conftest import Sink
from tests.builders import a_person
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]
VERB = "messages.message_sent"


def chosen(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        query = select(MailPreference.person_id, MailPreference.verb, MailPreference.how)
        return [tuple(row) for row in db.session.execute(query.order_by(MailPreference.verb))]


def settings(app: Flask, person: SimpleNamespace) -> NoticeSettings:
    with app.app_context():
        return notice_settings(person.id)


def told(app: Flask, person: SimpleNamespace) -> list[str]:
    """The channels on which they were told, of all that happened."""
    with app.app_context():
        query = select(Delivery.channel).filter_by(person_id=person.id).order_by(Delivery.channel)
        return list(db.session.execute(query).scalars())


def saying(app: Flask, cast: SimpleNamespace, how: str, key: str) -> None:
    with app.app_context():
        choose_notices(cast.mentor, Wanted(False, "weekly", 8, 0, True), {key: how})


def test_one_click_from_a_real_mail(
    app: Flask, sink: Sink, write: Any, client: CheckingClient, cast: SimpleNamespace
) -> None:
    write(cast.innovator, cast.mentor)
    worker.run_once(app)
    path = urlsplit(sink.taken[0]["List-Unsubscribe"].strip("<>")).path
    assert client.get(path).status_code == 200
    assert chosen(app) == [], "GET shows a page and stops nothing"
    answer = app.test_client().open(path, method="POST", data={"List-Unsubscribe": "One-Click"})  # as mail programs do
    assert answer.status_code == 200
    assert chosen(app) == [(cast.mentor.id, VERB, "inbox")]
    assert client.post(path).status_code == 200, "a second time is fine"
    assert len(chosen(app)) == 1


def test_a_token_that_is_not_ours(app: Flask, client: CheckingClient, cast: SimpleNamespace) -> None:
    with app.app_context():
        good = unsubscribe_token(cast.mentor.id, VERB)
        assert read_token(good) == (cast.mentor.id, VERB)
    for bad in (good[:-1], good + "x", "x", "a.b.c"):
        assert client.get(f"/activity/unsubscribe/{bad}").status_code == 404
        assert client.post(f"/activity/unsubscribe/{bad}").status_code == 404
    assert chosen(app) == []


NAMES = tuple(Wanted.__dataclass_fields__)
FORM = {"digest": "weekly", "digest_day": "0", "digest_hour": "8", "shows_seen": "y"}


def shown(client: CheckingClient, key: str) -> str:
    return str(client.soup.select_one(f'select[name="how-{key}"] option[selected]')["value"])


def test_the_page_keeps_what_is_chosen_and_nothing_else(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.mentor)
    client.get("/account/mail")
    assert (shown(client, VERB), shown(client, "mentoring")) == ("at_once", "digest"), "what is usual"
    everything = {
        str(box["name"]): str(box.select_one("[selected]")["value"]) for box in client.soup.select("td select")
    }
    answer = client.post("/account/mail", FORM | everything | {f"how-{VERB}": "off", "how-mentoring": "inbox"})
    assert answer.status_code == 303
    assert chosen(app) == [(cast.mentor.id, "mentoring", "inbox"), (cast.mentor.id, VERB, "off")]
    client.get("/account/mail")
    assert (shown(client, VERB), shown(client, "mentoring")) == ("off", "inbox")
    client.post("/account/mail/usual")
    assert chosen(app) == []


def test_the_digest_and_quiet_are_kept(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.mentor)
    client.post("/account/mail", {"quiet": "y", "digest": "daily", "digest_day": "4", "digest_hour": "17"})
    kept = settings(app, cast.mentor)
    assert (kept.quiet, kept.digest, kept.digest_hour, kept.digest_day, kept.shows_seen) == (
        True,
        "daily",
        17,
        4,
        False,
    )
    assert kept.last_digest_at is not None, "counted from now: not at once"
    client.post("/account/mail/usual")
    kept = settings(app, cast.mentor)
    assert (kept.quiet, kept.digest, kept.digest_hour, kept.digest_day, kept.shows_seen) == (
        False,
        "weekly",
        8,
        0,
        True,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"how-people.everything": "off"},
        {f"how-{VERB}": "loud"},
        {"digest": "hourly"},
        {"digest_hour": "24"},
        {"digest_day": "-1"},
    ],
)
def test_what_does_not_exist_is_refused(app: Flask, as_: As, cast: SimpleNamespace, wrong: dict[str, str]) -> None:
    client = as_(cast.mentor)
    assert client.post("/account/mail", FORM | wrong).status_code == 422
    assert client.post("/account/mail", FORM | wrong, htmx=True).status_code == 422
    assert chosen(app) == []


def test_visitors_have_no_settings(client: CheckingClient) -> None:
    for path in ("/account/mail", "/account/mail/usual"):
        assert client.post(path, FORM).headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("how", "channels"),
    [("at_once", ["email", "inbox"]), ("digest", ["digest", "inbox"]), ("inbox", ["inbox"]), ("off", ["inbox"])],
)
def test_what_waits_is_noted_whatever_one_chose(
    app: Flask, write: Any, cast: SimpleNamespace, how: str, channels: list[str]
) -> None:
    saying(app, cast, how, VERB)
    write(cast.innovator, cast.mentor)
    assert told(app, cast.mentor) == channels


@pytest.mark.parametrize(
    ("how", "channels"),
    [("at_once", ["email", "inbox"]), ("digest", ["digest", "inbox"]), ("inbox", ["inbox"]), ("off", [])],
)
def test_the_rest_of_a_room_is_one_choice(app: Flask, cast: SimpleNamespace, how: str, channels: list[str]) -> None:
    saying(app, cast, how, "people")
    with app.app_context():
        change_role(a_person(cast.animator), a_person(cast.mentor), "partner")
    assert told(app, cast.mentor) == channels


def test_quiet_lets_only_the_account_s_mails_through(
    app: Flask, sink: Sink, write: Any, client: CheckingClient, cast: SimpleNamespace
) -> None:
    write(cast.innovator, cast.mentor)
    with app.app_context():
        be_quiet(None, cast.mentor.id)
    client.post("/sign-in/forgotten", {"email": cast.mentor.email})
    worker.run_once(app)
    assert [mail["List-Unsubscribe"] for mail in sink.taken] == [None], "the new password, and not the message"


def test_the_link_in_a_mail_offers_more_than_stopping(
    app: Flask, client: CheckingClient, cast: SimpleNamespace
) -> None:
    with app.app_context():
        path = f"/activity/unsubscribe/{unsubscribe_token(cast.mentor.id, VERB)}"
        reminder = f"/activity/unsubscribe/{unsubscribe_token(cast.mentor.id, 'mentoring/mail/reminder_day')}"
    client.get(path)
    assert [box["value"] for box in client.soup.select('input[name="instead"]')] == ["weekly", "quiet"]
    client.post(path, {"instead": "weekly"})
    assert chosen(app) == [(cast.mentor.id, VERB, "digest")] and settings(app, cast.mentor).digest == "weekly"
    client.post(path, {"instead": "quiet"})
    assert settings(app, cast.mentor).quiet
    client.get(reminder)
    assert [box["value"] for box in client.soup.select('input[name="instead"]')] == ["quiet"], "too late in a digest"


def test_every_kind_of_mail_has_words(context: Flask) -> None:
    silent = [kind.verb for kind in FACTS.values() if kind.waits_for is not Fact.waits_for and not kind.mail]
    assert silent == [], "give them @fact(…, mail=_l(…)): what one reads among the mail settings"


def test_no_two_kinds_of_a_room_have_the_same_words(context: Flask) -> None:
    for strand, kinds in rooms({}):
        words = [str(kind.words) for kind in kinds]
        assert len(set(words)) == len(words), strand


def test_every_kind_of_mail_has_its_way_out(app: Flask, client: CheckingClient, cast: SimpleNamespace) -> None:
    """One click in a mail program stops it, whatever it is, and never more than it."""
    with app.app_context():
        keys = [*kind_keys(), *SWITCHES]
        paths = {key: f"/activity/unsubscribe/{unsubscribe_token(cast.stranger.id, key)}" for key in keys}
    for key, path in paths.items():
        assert client.get(path).status_code == 200, key
        answer = app.test_client().open(path, method="POST", data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200, key
    assert {verb for _person, verb, how in chosen(app) if how == "inbox"} == set(keys) - set(SWITCHES)
    assert settings(app, cast.stranger).digest == "never" and not settings(app, cast.stranger).quiet


def test_a_mail_says_which_setting_brought_it(app: Flask, sink: Sink, cast: SimpleNamespace) -> None:
    """What has no words of its own is a mail at once for who wants it so; it names the room's line of the settings."""
    saying(app, cast, "at_once", "people")
    with app.app_context():
        change_role(a_person(cast.animator), a_person(cast.mentor), "partner")
    worker.run_once(app)
    (mail,) = sink.taken
    assert "People: everything else that concerns you" in mail.get_body(("plain",)).get_content()
