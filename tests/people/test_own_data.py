"""The page of one's own data: taken along, erased, kept after all (SECURITY 28)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from flask import Flask

from app.core.clock import now
from app.extensions import db
from app.mentoring.actions import declare_conflict
from app.mentoring.models import ConflictOfInterest
from app.messages.actions import write_to
from app.people.actions import erase_person
from app.people.models import Person, SignIn
from tests.builders import a_person
from tests.client import CheckingClient
from tests.mentoring.builders import a_mentor

As = Callable[[SimpleNamespace], CheckingClient]
PAGE = "/account/data"


def test_a_copy_is_one_file_with_all_of_theirs(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        write_to(a_person(cast.mentor), a_person(cast.innovator), "The rent is due in May.")
        write_to(a_person(cast.innovator), a_person(cast.mentor), "Then I will pay in April.")
    answer = as_(cast.mentor).get(f"{PAGE}/export")
    assert answer.headers["Content-Disposition"] == "attachment; filename=my-data.zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        told = json.loads(archive.read("messages.json"))
        page = archive.read("read-me.html").decode()
    assert [row["text"] for row in told["messages"]] == ["The rent is due in May."]
    assert '<html lang="en">' in page and page.index("<h2>Accounts") < page.index("<h2>What people wrote")
    assert "people.p" not in page, "kinds of entries are in words"
    assert "The rent is due in May." in page and "April" not in page and cast.innovator.name not in page


def test_erasing_closes_the_account_and_coming_back_keeps_it(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    ines, again = as_(cast.mentor), as_(cast.mentor)
    assert ines.post(f"{PAGE}/erasure", {"address": "somebody@example.org"}).status_code == 422
    assert "not the mail address" in ines.soup.get_text()
    assert ines.post(f"{PAGE}/erasure", {"address": cast.mentor.email.upper()}).status_code == 303
    assert again.get("/today").status_code == 303, "signed out everywhere"
    back = as_(cast.mentor)
    assert "Your account is going to be erased" in back.get("/today").text
    assert "Erase my account" not in back.get(PAGE).text
    assert back.post(f"{PAGE}/keeping").status_code == 303
    assert "going to be erased" not in back.get("/today").text
    with app.app_context():
        assert db.session.get_one(Person, cast.mentor.id).erase_at is None


def test_the_last_animator_reads_why_not(as_: As, cast: SimpleNamespace) -> None:
    ana = as_(cast.animator)
    assert "last animator" in ana.get(PAGE).text
    assert ana.post(f"{PAGE}/erasure", {"address": cast.animator.email}).status_code == 403


def test_it_wants_a_recent_proof(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    ines = as_(cast.mentor)
    with app.app_context():
        db.session.query(SignIn).update({"proved_at": now() - timedelta(minutes=11)})
        db.session.commit()
    for url in (PAGE, f"{PAGE}/export"):
        assert "/account/prove" in ines.get(url).location
    assert "/account/prove" in ines.post(f"{PAGE}/erasure", {"address": cast.mentor.email}).location
    assert app.test_client().get(PAGE).status_code == 303


def test_what_an_animator_said_of_two_others_stays_between_them(app: Flask, cast: SimpleNamespace) -> None:
    """A conflict of interest keeps two people apart, whoever declared it."""
    with app.app_context():
        other = a_person(cast.animator)
        a_person(cast.partner).role = "animator"
        db.session.commit()
        a_mentor(cast.mentor)
        declare_conflict(other, cast.mentor.id, "person", cast.innovator.id, "family", "They are cousins.")
        erase_person(other)
        row = db.session.query(ConflictOfInterest).one()
        assert (row.mentor_id, row.person_id, row.note) == (cast.mentor.id, cast.innovator.id, "")
