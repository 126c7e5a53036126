"""Mail goes out from the rows written with the action, once, whatever happens in between (BEHAVIOURS N2, N3)."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.activity import worker
from app.activity.beats import beat_if_due, own_name
from app.activity.letters import LETTERS
from app.activity.models import Beat, Delivery, Event, MailPreference
from app.activity.outbox import LEASE, claim_mail, due_mails
from app.core.clock import at, now
from app.extensions import db
from app.messages.actions import mark_seen, write_to
from app.people import actions as people
from app.people.models import Person
from tests.activity.conftest import Sink
from tests.builders import a_person, an_event

Write = Callable[..., None]


def mails(app: Flask) -> list[Delivery]:
    with app.app_context():
        return list(db.session.execute(select(Delivery).filter_by(channel="email").order_by(Delivery.id)).scalars())


def change(app: Flask, person: SimpleNamespace, **values: Any) -> None:
    with app.app_context():
        db.session.execute(update(Person).where(Person.id == person.id).values(**values))
        db.session.commit()


def change_way(app: Flask, mine: dict[str, str], how: str) -> None:
    with app.app_context():
        db.session.execute(update(MailPreference).filter_by(**mine).values(how=how))
        db.session.commit()


def test_a_mail_names_nobody_from_whom_its_reader_is_kept_apart_by_now(
    app: Flask, sink: Sink, write: Write, cast: SimpleNamespace
) -> None:
    write(cast.innovator, cast.mentor)
    with app.app_context():
        people.block_person(a_person(cast.innovator), a_person(cast.mentor))
        (talk,) = db.session.execute(select(Event.object_id).where(Event.object_kind == "conversation")).scalars()
    while worker.send_due(app):
        pass
    (mail,) = [one for one in sink.taken if one.recipients == [cast.mentor.email]]  # type: ignore[attr-defined]
    texts = [str(mail["Subject"]), *(mail.get_body((kind,)).get_content() for kind in ("plain", "html"))]
    assert all("A member wrote to" in text for text in texts)
    assert not any(cast.innovator.name in text or cast.innovator.id in text or talk in text for text in texts)


def test_a_mail_is_whole(app: Flask, sink: Sink, write: Write, cast: SimpleNamespace) -> None:
    write(cast.innovator, cast.mentor)
    assert worker.run_once(app) == 1
    (mail,) = sink.taken
    (row,) = mails(app)
    assert mail.recipients == [cast.mentor.email]
    assert mail["To"].addresses[0].display_name == cast.mentor.name
    assert mail["Message-ID"] == row.message_id and row.state == "sent" and row.done_at
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Date"] and mail["From"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http://localhost/activity/unsubscribe/[\w.\-]+>", mail["List-Unsubscribe"])
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert cast.innovator.name in mail["Subject"] and cast.innovator.name in text and cast.innovator.name in html
    assert "You get this mail because" in text and "You get this mail because" in html
    assert re.search(r"http://localhost/messages/\w{26}", text) and "http://localhost/messages/" in html
    assert "private words" not in str(mail), "announced, not quoted"


def test_nothing_is_sent_twice(app: Flask, sink: Sink, write: Write, cast: SimpleNamespace) -> None:
    write(cast.innovator, cast.mentor)
    assert [worker.run_once(app), worker.run_once(app)] == [1, 0]
    assert len(sink.taken) == 1


def test_it_is_in_the_recipients_language(app: Flask, sink: Sink, write: Write, cast: SimpleNamespace) -> None:
    change(app, cast.mentor, locale="fr")
    write(cast.innovator, cast.mentor)
    worker.run_once(app)
    assert sink.taken[0]["Content-Language"] == "fr"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"state": "suspended"}, "not active"),
        ({"state": "removed"}, "not active"),
        ({"email": None}, "no address"),
        ({"role": "observer"}, "no longer see"),
    ],
)
def test_it_asks_again_before_sending(
    app: Flask, sink: Sink, write: Write, cast: SimpleNamespace, values: dict[str, Any], why: str
) -> None:
    write(cast.innovator, cast.mentor)
    change(app, cast.mentor, **values)
    worker.run_once(app)
    (row,) = mails(app)
    assert sink.taken == [] and row.state == "skipped" and why in row.error


def test_who_wants_none_gets_none(app: Flask, sink: Sink, write: Write, cast: SimpleNamespace) -> None:
    with app.app_context():
        mine = {"person_id": cast.mentor.id, "verb": "messages.message_sent"}
        db.session.add(MailPreference(**mine))
        db.session.commit()
    write(cast.innovator, cast.mentor)
    assert mails(app) == []
    change_way(app, mine, "at_once")
    write(cast.innovator2, cast.mentor)
    change_way(app, mine, "digest")
    worker.run_once(app)
    assert sink.taken == [] and mails(app)[0].state == "skipped"


def test_who_has_seen_the_message_by_then_gets_no_mail(app: Flask, sink: Sink, cast: SimpleNamespace) -> None:
    """Two who talk to each other here are not also written to: the mail rests for a minute."""
    with app.app_context():
        reader = db.session.get_one(Person, cast.mentor.id)
        said = write_to(db.session.get_one(Person, cast.innovator.id), reader, "Are you there?")
        assert worker.run_once(app) == 0, "not within the minute"
        mark_seen(reader, said.conversation_id, said.id)
    with at(now() + timedelta(seconds=61)):
        worker.run_once(app)
    assert sink.taken == [] and mails(app)[0].error == "the person has seen it"


def test_who_has_not_seen_it_within_a_minute_gets_the_mail(app: Flask, sink: Sink, cast: SimpleNamespace) -> None:
    with app.app_context():
        write_to(db.session.get_one(Person, cast.innovator.id), db.session.get_one(Person, cast.mentor.id), "Hello?")
    with at(now() + timedelta(seconds=61)):
        assert worker.run_once(app) == 1
    assert len(sink.taken) == 1


def test_old_news_is_not_sent(app: Flask, sink: Sink, write: Write, cast: SimpleNamespace) -> None:
    with at(now() - timedelta(days=30)):
        write(cast.innovator, cast.mentor)
    worker.run_once(app)
    assert sink.taken == [] and mails(app)[0].state == "skipped"


def test_a_temporary_refusal_is_tried_again_later(app: Flask, sink: Sink, write: Write, cast: SimpleNamespace) -> None:
    sink.at_data = ["451 later please"]
    write(cast.innovator, cast.mentor)
    worker.run_once(app)
    (row,) = mails(app)
    assert row.state == "queued" and "451" in row.error and row.attempts == 1
    first_id, pause = row.message_id, row.due_at - now()
    assert timedelta(seconds=40) < pause < timedelta(seconds=80)
    assert worker.run_once(app) == 0, "not before its time"
    with at(row.due_at):
        worker.run_once(app)
    assert [mail["Message-ID"] for mail in sink.taken] == [first_id]


def test_it_is_parked_after_eight_tries_and_shown(
    app: Flask, sink: Sink, write: Write, cast: SimpleNamespace, as_: Any
) -> None:
    sink.at_recipient = ["450 busy"] * 20
    write(cast.innovator, cast.mentor)
    pauses = []
    for _ in range(12):
        (row,) = mails(app)
        if row.state != "queued":
            break
        with at(max(now(), row.due_at)):
            began = now()
            worker.run_once(app)
            pauses.append((mails(app)[0].due_at - began).total_seconds())
    (row,) = mails(app)
    assert row.state == "parked" and row.attempts == 8 and "450" in row.error
    assert all(later > 1.5 * earlier for earlier, later in zip(pauses[:6], pauses[1:7], strict=True)), pauses
    animator = as_(cast.animator)
    animator.get("/activity/mail")
    assert cast.mentor.email in animator.soup.get_text()
    assert as_(cast.mentor).get("/activity/mail").status_code == 403
    sink.at_recipient = []
    assert animator.post(f"/activity/mail/{row.id}/retry").status_code == 303
    worker.run_once(app)
    assert [mail["Message-ID"] for mail in sink.taken] == [row.message_id]


def test_an_address_that_does_not_exist_is_parked_at_once(
    app: Flask, sink: Sink, write: Write, cast: SimpleNamespace
) -> None:
    sink.at_recipient = ["550 no such person"]
    write(cast.innovator, cast.mentor)
    write(cast.innovator, cast.mentor2)
    worker.run_once(app)
    assert [row.state for row in mails(app)] == ["parked", "sent"], "the others get theirs"


def test_a_server_that_is_away_costs_one_try(app: Flask, write: Write, cast: SimpleNamespace, monkeypatch: Any) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:9")
    write(cast.innovator, cast.mentor)
    write(cast.innovator, cast.mentor2)
    with app.app_context():
        assert worker.send_due(app) == 1
    assert sorted(row.attempts for row in mails(app)) == [0, 1]


def test_names_cannot_write_headers(app: Flask, sink: Sink, write: Write, cast: SimpleNamespace) -> None:
    evil = "Eve\r\nBcc: everybody@example.org\r\n\r\nBody <script>alert(1)</script>"
    change(app, cast.innovator, name=evil)
    change(app, cast.mentor, name=evil)
    write(cast.innovator, cast.mentor)
    assert worker.run_once(app) == 1
    (mail,) = sink.taken
    assert mail["Bcc"] is None and mail.recipients == [cast.mentor.email]
    assert len(mail.get_all("Subject")) == 1 and "\n" not in mail["Subject"]
    assert "<script>" not in mail.get_body(("html",)).get_content()


@pytest.mark.parametrize("address", ["no-at-sign", "two words@example.org", "ünï@example.org", "a@b\r\nBcc: c@d.org"])
def test_an_address_that_cannot_be_used_is_parked(
    app: Flask, sink: Sink, write: Write, cast: SimpleNamespace, address: str
) -> None:
    change(app, cast.mentor, email=address)
    write(cast.innovator, cast.mentor)
    worker.run_once(app)
    assert sink.taken == [] and mails(app)[0].state == "parked"


def test_a_killed_worker_repeats_only_with_the_same_id(
    app: Flask, sink: Sink, write: Write, cast: SimpleNamespace
) -> None:
    write(cast.innovator, cast.mentor)
    with app.app_context():
        ((delivery_id, due_at),) = due_mails()
        assert claim_mail(None, delivery_id, due_at)  # and here it is killed, perhaps after sending
        assert not claim_mail(None, delivery_id, due_at), "nobody else has it"
    first_id = mails(app)[0].message_id
    assert first_id and worker.run_once(app) == 0, "its lease goes on"
    with at(now() + LEASE + timedelta(seconds=1)):
        assert worker.run_once(app) == 1
    assert [mail["Message-ID"] for mail in sink.taken] == [first_id]


def test_workers_side_by_side_send_each_mail_once(app: Flask, cast: SimpleNamespace, write: Write, sink: Sink) -> None:
    people = [cast.mentor, cast.mentor2, cast.innovator, cast.innovator2, cast.stakeholder]
    pairs = list(combinations(people, 2))
    for sender, recipient in pairs:
        write(sender, recipient)
    environment = {
        **os.environ, "COMMONWEAVE_INSTANCE": app.config["INSTANCE"], "COMMONWEAVE_MAIL_URL": app.config["MAIL_URL"],
    }  # fmt: skip
    code = "from app import create_app; from app.activity import worker; print(worker.run_once(create_app()))"
    root = Path(__file__).resolve().parents[2]
    running = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=root, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    dealt = [int(process.communicate(timeout=90)[0]) for process in running]
    assert sum(dealt) == len(pairs) == len(sink.taken)
    assert len({mail["Message-ID"] for mail in sink.taken}) == len(pairs)


def test_a_folder_takes_mail_too(
    app: Flask, write: Write, cast: SimpleNamespace, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", f"file://{tmp_path / 'out'}")
    write(cast.innovator, cast.mentor)
    worker.run_once(app)
    (file,) = (tmp_path / "out").iterdir()
    assert file.suffix == ".eml" and cast.mentor.email in file.read_text()


def test_a_letter_that_is_of_no_use_any_more_is_not_sent(
    app: Flask, sink: Sink, cast: SimpleNamespace, monkeypatch: Any
) -> None:
    monkeypatch.setitem(LETTERS, "people/mail/test", lambda facts: None)
    with app.app_context():
        event = an_event(cast.mentor)
        db.session.add(
            Delivery(
                event_id=event.id, address="new@example.org", channel="email", state="queued", letter="people/mail/test"
            )
        )
        db.session.commit()
    worker.run_once(app)
    assert sink.taken == [] and mails(app)[0].state == "skipped"


def test_a_template_that_breaks_stops_nobody_else(app: Flask, sink: Sink, write: Write, cast: SimpleNamespace) -> None:
    write(cast.innovator, cast.mentor)
    write(cast.innovator, cast.mentor2)
    with app.app_context():
        first = db.session.execute(select(Event).order_by(Event.id)).scalars().first()
        assert first is not None
        first.verb = "messages.gone"
        db.session.commit()
    worker.run_once(app)
    assert [row.state for row in mails(app)] == ["queued", "sent"]


def test_it_beats_and_stops_when_told(app: Flask) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=worker.run_forever, args=(app, stop))
    thread.start()
    try:
        for _ in range(100):
            with app.app_context():
                if db.session.execute(select(Beat)).first():
                    break
            stop.wait(0.05)
        else:
            pytest.fail("no beat")
    finally:
        stop.set()
        thread.join(5)
    assert not thread.is_alive()
    with app.app_context():
        assert not db.session.execute(select(Beat)).first(), "who ends is not missed"


def test_who_was_killed_is_forgotten_and_who_hangs_is_not(context: Flask) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    here, hangs, other = own_name(), f"{socket.gethostname()[:11]}-{os.getppid()}", "elsewhere-7"
    for name in (f"{socket.gethostname()[:11]}-{ended.pid}", hangs, other):
        db.session.add(Beat(name=name, at=now()))
    db.session.commit()
    for minutes, left in ((2, {here, hangs, other}), (11, {here, hangs}), (61, {here})):
        with at(now() + timedelta(minutes=minutes)):
            beat_if_due(None)
        assert set(db.session.execute(select(Beat.name)).scalars()) == left


def test_a_letter_with_a_link(app: Flask, sink: Sink, client: Any, cast: SimpleNamespace) -> None:
    assert client.post("/sign-in/forgotten", {"email": cast.mentor.email}).status_code in (200, 303)
    worker.run_once(app)
    (mail,) = sink.taken
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    link = re.search(r"http://localhost/sign-in/reset/[\w-]{40,}", text)
    assert link and link.group() in html and mail["List-Unsubscribe"] is None
    assert "because" in text and "because" in html
    assert client.get(link.group().removeprefix("http://localhost")).status_code == 200
