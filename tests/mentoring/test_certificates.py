"""Certificates: issued, frozen, printed, checked by anybody, revoked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.extensions import db
from app.mentoring.actions import contest_session, decide_dispute
from app.mentoring.actions.certificates import CODE_LENGTH, LETTERS, issue_certificate, new_code
from app.mentoring.certificate_pdf import can_make_pdf
from app.mentoring.models import Certificate, MentoringSession
from app.people.actions import remove_person
from app.people.models import Person
from app.web.periods import Period
from tests.client import CheckingClient
from tests.mentoring.builders import MONDAY, a_mentorship
from tests.mentoring.held import a_group_held, a_held_session

As = Callable[[SimpleNamespace], CheckingClient]
ISSUE = "/mentoring/certificates"
SPRING = Period(date(2026, 4, 1), date(2026, 4, 30), "Europe/Brussels")


@pytest.fixture
def hours(app: Flask, cast: SimpleNamespace, pair: SimpleNamespace) -> None:
    """Three sessions as a mentor (one last year, one with a group), one as a mentee."""
    with app.app_context():
        a_held_session(pair.mentorship, MONDAY - timedelta(days=200))
        a_held_session(pair.mentorship, MONDAY - timedelta(days=20), minutes=45)
        a_group_held(cast.mentor, MONDAY - timedelta(days=18), minutes=90)
        a_held_session(a_mentorship(cast.mentor2, cast.mentor), MONDAY - timedelta(days=2))


def issued(app: Flask, mentor: SimpleNamespace, period: Period = SPRING) -> SimpleNamespace:
    with app.app_context():
        made = issue_certificate(db.session.get_one(Person, mentor.id), period)
        return SimpleNamespace(id=made.id, code=made.code)


def stored(app: Flask) -> list[tuple[Any, ...]]:
    with app.app_context():
        c = Certificate
        query = select(c.name, c.since, c.until, c.minutes, c.sessions, c.revoked_at).order_by(c.id)
        return [tuple(row) for row in db.session.execute(query)]


def verbs(app: Flask) -> list[str]:
    with app.app_context():
        query = select(Event.verb).where(Event.verb.like("mentoring.certificate%")).order_by(Event.id)
        return list(db.session.execute(query).scalars())


def test_the_presets_say_what_they_hold(as_: As, cast: SimpleNamespace, hours: None) -> None:
    client = as_(cast.mentor)
    client.get(ISSUE)
    words = [" ".join(choice.get_text().split()) for choice in client.soup.select(".choice")]
    assert words[0] == "This year so far1 Jan 2026 to 10 May 2026: 2.25 h in 2 sessions"
    assert words[1].startswith("Last year1 Jan 2025 to 31 Dec 2025: 1 h in 1 session")
    assert words[2].endswith(": 3.25 h in 3 sessions") and words[3].startswith("Other days")


@pytest.mark.parametrize("htmx", [False, True])
def test_issuing_leads_to_the_sheet(app: Flask, as_: As, cast: SimpleNamespace, hours: None, htmx: bool) -> None:
    client = as_(cast.mentor)
    answer = client.post(ISSUE, {"period": "this_year"}, htmx=htmx)
    where = answer.headers["HX-Redirect"] if htmx else answer.location
    assert answer.status_code == (204 if htmx else 303)
    assert stored(app) == [(cast.mentor.name, date(2026, 1, 1), date(2026, 5, 10), 135, 2, None)]
    client.get(where)
    sheet = " ".join(client.soup.select_one(".certificate").get_text().split())
    for words in ("Test cluster", cast.mentor.name, "2.25 hours", "in 2 confirmed sessions", "1 January 2026"):
        assert words in sheet
    assert "http://localhost/certificates/" in sheet
    assert verbs(app) == ["mentoring.certificate_issued"]


def test_two_days_of_ones_own(app: Flask, as_: As, cast: SimpleNamespace, hours: None) -> None:
    told = {"period": "days", "since": "2025-10-01", "until": "2025-12-31"}
    assert as_(cast.mentor).post(ISSUE, told).status_code == 303
    assert stored(app)[0][3:5] == (60, 1)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"period": "century"}, "Choose one of these"),
        ({"period": "days"}, "Write the day"),
        ({"period": "days", "since": "0001-01-01", "until": "2026-05-01"}, "Write the day"),
        ({"period": "days", "since": "spring", "until": "2026-05-01"}, "Write the day like"),
        ({"period": "days", "since": "2026-05-02", "until": "2026-05-01"}, "must not be after"),
        ({"period": "days", "since": "2026-05-02", "until": "2026-05-12"}, "days that are over"),
        ({"period": "days", "since": "2026-01-02", "until": "2026-01-12"}, "no confirmed session"),
    ],
)
def test_what_cannot_be_certified_is_said(
    app: Flask, as_: As, cast: SimpleNamespace, hours: None, told: dict[str, str], words: str
) -> None:
    client = as_(cast.mentor)
    answer = client.post(ISSUE, told)
    assert answer.status_code == 422 and words in client.soup.select_one(".error-summary").get_text()
    assert stored(app) == [] and verbs(app) == []
    for name in ("since", "until"):
        assert client.soup.select_one(f"input[name={name}]").get("value", "") == told.get(name, "")


def test_repeated_it_is_the_same_one(app: Flask, as_: As, cast: SimpleNamespace, hours: None) -> None:
    client = as_(cast.mentor)
    answers = [client.post(ISSUE, {"period": "all"}) for _time in range(3)]
    assert len({answer.location for answer in answers}) == 1
    assert len(stored(app)) == 1 and len(verbs(app)) == 1


def test_nothing_later_alters_it(app: Flask, as_: As, cast: SimpleNamespace, pair: Any, hours: None) -> None:
    made = issued(app, cast.mentor)
    with app.app_context():
        a_held_session(pair.mentorship, MONDAY - timedelta(days=21))
        for session in db.session.query(MentoringSession).where(MentoringSession.kind == "group"):
            session.state = "disputed"
        db.session.get_one(Person, cast.mentor.id).name = "Somebody Else"
        db.session.commit()
    assert stored(app)[0][3:5] == (135, 2)
    client = as_(cast.stranger)
    client.get(f"/certificates/{made.code}")
    assert cast.mentor.name in client.soup.get_text() and "Somebody Else" not in client.soup.get_text()


def test_anybody_can_check_it_and_learns_nothing_else(
    app: Flask, client: CheckingClient, cast: SimpleNamespace, hours: None
) -> None:
    made = issued(app, cast.mentor)
    answer = client.get(f"/certificates/{made.code}")
    card = " ".join(client.soup.select_one(".card").get_text(" ").split())
    assert card == "Name Inés Ortega Hours 2.25 Time 1 April 2026 to 30 April 2026"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.soup.select_one("meta[name=robots]")["content"] == "noindex, nofollow"
    for secret in (cast.mentor.id, made.id, cast.innovator.name, cast.mentor.email):
        assert secret not in client.soup.select_one("main").decode()
    dashed = "-".join(made.code[i : i + 4] for i in range(0, 26, 4)).upper()
    assert client.get(f"/certificates/{dashed}").status_code == 200


def test_a_revoked_one_says_so_without_the_name(
    app: Flask, as_: As, client: CheckingClient, cast: SimpleNamespace, hours: None
) -> None:
    made = issued(app, cast.mentor)
    mentor = as_(cast.mentor)
    for _twice in range(2):
        assert mentor.post(f"/mentoring/certificates/{made.id}/revocation").status_code == 303
    assert verbs(app) == ["mentoring.certificate_issued", "mentoring.certificate_revoked"]
    answer = client.get(f"/certificates/{made.code}")
    assert answer.status_code == 200 and "has been revoked" in client.soup.get_text()
    for words in (cast.mentor.name, "2.25", "2026"):
        assert words not in client.soup.select_one("main").get_text()
    mentor.get(f"/mentoring/certificates/{made.id}")
    assert "was revoked" in mentor.soup.get_text() and not mentor.soup.select(".certificate")
    mentor.get(ISSUE)
    assert "Revoked" in mentor.soup.select_one(".agenda").get_text()
    assert issued(app, cast.mentor).id != made.id


def test_m8_leaving_revokes_certificates_and_takes_the_name_out(
    app: Flask, client: CheckingClient, cast: SimpleNamespace, hours: None
) -> None:
    made = issued(app, cast.mentor)
    with app.app_context():
        animator, mentor = (db.session.get_one(Person, one.id) for one in (cast.animator, cast.mentor))
        remove_person(animator, mentor)
    name, _since, _until, minutes, sessions, revoked = stored(app)[0]
    assert (name, minutes, sessions, revoked) == ("", 135, 2, MONDAY)
    client.get(f"/certificates/{made.code}")
    assert "has been revoked" in client.soup.get_text()
    with app.app_context():
        facts = db.session.execute(select(Event.facts).where(Event.verb.like("mentoring.cert%"))).scalars()
        assert not [told for told in facts if cast.mentor.name in str(told)]


def test_a_certificate_ends_yesterday_at_the_latest(as_: As, cast: SimpleNamespace, hours: None) -> None:
    client, days = as_(cast.mentor), {"period": "days", "since": "2026-04-01"}
    assert client.post(ISSUE, days | {"until": "2026-05-11"}).status_code == 422
    assert "choose yesterday or an earlier day" in client.soup.get_text()
    assert client.post(ISSUE, days | {"until": "2026-05-10"}).status_code == 303


@pytest.mark.parametrize("outcome", ["cancelled", "no_show"])
def test_b13_what_was_decided_otherwise_shows_on_the_certificate(
    app: Flask, as_: As, client: CheckingClient, cast: SimpleNamespace, pair: SimpleNamespace, outcome: str
) -> None:
    with app.app_context():
        lost = a_held_session(pair.mentorship, MONDAY - timedelta(days=20), minutes=45)
        a_held_session(pair.mentorship, MONDAY - timedelta(days=19))
    made = issued(app, cast.mentor)
    client.get(f"/certificates/{made.code}")
    assert "This certificate is valid" in client.soup.get_text() and "1.75" in client.soup.get_text()
    with app.app_context():
        session = db.session.get_one(MentoringSession, lost)
        contest_session(db.session.get_one(Person, pair.mentee.id), session, "Nobody was there")
        decide_dispute(db.session.get_one(Person, cast.animator.id), session, outcome, pair.mentor.id)
    client.get(f"/certificates/{made.code}")
    text = client.soup.select_one("main").get_text()
    assert "figures have changed since" in text and "is valid" not in text
    assert "1.75" not in text and "Hours" not in text
    own = as_(cast.mentor)
    own.get(f"/mentoring/certificates/{made.id}")
    assert "figures have changed since" in own.soup.get_text()


def test_codes_cannot_be_guessed_and_guessing_is_slow(client: CheckingClient) -> None:
    assert len(LETTERS) == 32 and CODE_LENGTH * 5 >= 128
    assert len({new_code() for _time in range(200)}) == 200
    for _time in range(10):
        assert client.get(f"/certificates/{new_code()}").status_code == 404
    answer = client.get(f"/certificates/{new_code()}")
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0


def test_checking_a_valid_one_often_is_fine(
    app: Flask, client: CheckingClient, cast: SimpleNamespace, hours: None
) -> None:
    made = issued(app, cast.mentor)
    assert {client.get(f"/certificates/{made.code}").status_code for _time in range(12)} == {200}


@pytest.mark.parametrize("code", ["0" * 26, "x" * 500, "%00", "é", "'--", "a%20b"])
def test_a_code_that_is_none_is_404(client: CheckingClient, code: str) -> None:
    assert client.get(f"/certificates/{code}").status_code == 404


def test_who_may(app: Flask, as_: As, client: CheckingClient, cast: SimpleNamespace, hours: None) -> None:
    made = issued(app, cast.mentor)
    sheet, revoke = f"/mentoring/certificates/{made.id}", f"/mentoring/certificates/{made.id}/revocation"
    assert client.get(sheet).status_code == client.get(ISSUE).status_code == client.post(ISSUE).status_code == 303
    stranger, animator, observer = as_(cast.stranger), as_(cast.animator), as_(cast.observer)
    assert stranger.get(sheet).status_code == stranger.post(revoke).status_code == 404
    assert animator.get(sheet).status_code == 200 and "Revoke" not in animator.soup.select_one("main").get_text()
    assert animator.post(revoke).status_code == 403
    assert observer.get(ISSUE).status_code == observer.post(ISSUE, {"period": "all"}).status_code == 403
    assert stored(app)[0][-1] is None


def test_without_hours_the_page_says_what_to_do(as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.stranger)
    client.get(ISSUE)
    assert "No certificate yet" in client.soup.get_text() and "no confirmed session of yours" in client.soup.get_text()
    assert client.post(ISSUE, {"period": "days", "since": "2026-01-01", "until": "2026-02-01"}).status_code == 422


def test_the_pdf_is_offered_only_where_it_can_be_made(
    app: Flask, as_: As, cast: SimpleNamespace, hours: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, client = issued(app, cast.mentor), as_(cast.mentor)
    monkeypatch.setattr("app.mentoring.views.certificates.can_make_pdf", lambda: False)
    client.get(f"/mentoring/certificates/{made.id}")
    assert not client.soup.find("a", href=f"/mentoring/certificates/{made.id}/pdf")
    assert client.get(f"/mentoring/certificates/{made.id}/pdf").status_code == 404


def pages_of(pdf: bytes) -> int:
    """Pages are told in compressed streams."""
    found = 0
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            found += len(re.findall(rb"/Type\s*/Page\b", zlib.decompressobj().decompress(stream)))
    return found


@pytest.mark.skipif(not can_make_pdf(), reason="the extra `pdf` (weasyprint and Pango) is not installed")
def test_the_pdf_is_one_sheet(app: Flask, as_: As, cast: SimpleNamespace, hours: None) -> None:
    made, client = issued(app, cast.mentor), as_(cast.mentor)
    answer = client.get(f"/mentoring/certificates/{made.id}/pdf")
    assert answer.mimetype == "application/pdf" and answer.get_data().startswith(b"%PDF")
    assert pages_of(answer.get_data()) == 1
