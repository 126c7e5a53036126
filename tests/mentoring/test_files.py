"""Files of a mentorship: added, given out, deleted; and the hostile set of SECURITY 18."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.extensions import db
from app.files.keeping import folder
from app.files.models import StoredFile
from app.mentoring.models import Mentorship
from tests.files.hostile import HOSTILE, a_pdf, an_image
from tests.mentoring.builders import a_member


@pytest.fixture
def at(pair: SimpleNamespace, app: Flask) -> str:
    for kept in Path(app.config["INSTANCE"], "uploads", "files").glob("*"):
        kept.unlink()
    return f"/mentoring/mentorships/{pair.mentorship}"


def add(client: Any, at: str, name: str, data: bytes, **kwargs: Any) -> Any:
    return client.post(f"{at}/files", {"file-file": (io.BytesIO(data), name)}, **kwargs)


def only(app: Flask) -> StoredFile:
    with app.app_context():
        return db.session.execute(select(StoredFile)).scalar_one()


def on_disk(app: Flask) -> list[Path]:
    with app.app_context():
        return list(folder().glob("*"))


def test_added_and_given_out(app: Flask, pair: Any, at: str, cast: Any, as_: Any, mentee: Any, mentor: Any) -> None:
    assert add(mentee, at, "Plan für 2027.pdf", a_pdf()).status_code == 303
    text = mentor.get(at).get_data(as_text=True)
    assert "Plan für 2027.pdf" in text and "1 kB" in text
    file = only(app)
    url = f"{at}/files/{file.id}"
    answer = mentor.get(url)
    assert answer.data == a_pdf() and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "filename*=UTF-8''Plan%20f%C3%BCr%202027.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"
    [kept] = on_disk(app)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600 and "Plan" not in kept.name
    for stranger in (cast.stranger, cast.animator):
        assert as_(stranger).get(url).status_code == 404
        assert as_(stranger).post(f"{url}/removal").status_code == 404
    with app.app_context():
        a_member(pair.mentorship, cast.partner)
        facts = str(list(db.session.execute(select(Event.facts)).scalars()))
    assert as_(cast.partner).get(url).status_code == 200 and "2027" not in facts
    assert mentor.post(f"{url}/removal").status_code == 403
    assert mentee.post(f"{url}/removal").status_code == 303
    assert mentee.post(f"{url}/removal").status_code == 404 and not on_disk(app)


def test_a_file_of_another_mentorship_is_not_given_out_by_this_one(app: Flask, at: str, cast: Any, mentee: Any) -> None:
    from tests.mentoring.builders import a_mentorship

    add(mentee, at, "plan.pdf", a_pdf())
    with app.app_context():
        other = a_mentorship(cast.mentor2, cast.innovator)
    assert mentee.get(f"/mentoring/mentorships/{other}/files/{only(app).id}").status_code == 404


def test_sent_twice_is_kept_once(app: Flask, at: str, mentee: Any) -> None:
    for _ in range(2):
        assert add(mentee, at, "plan.pdf", a_pdf(), form_token="f" * 24).status_code == 303
    assert only(app) and len(on_disk(app)) == 1


def test_htmx_gets_the_files_alone(at: str, mentee: Any) -> None:
    answer = add(mentee, at, "notes.txt", b"Hello", htmx=True)
    assert answer.status_code == 200 and mentee.soup.find(id="files") and "<html" not in answer.get_data(as_text=True)
    answer = add(mentee, at, "notes.exe", b"MZ", htmx=True)
    assert answer.status_code == 422 and "are not taken" in answer.get_data(as_text=True)


def test_no_file_is_a_sentence(at: str, mentee: Any) -> None:
    answer = mentee.post(f"{at}/files")
    assert answer.status_code == 422 and "Choose a file" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "data", "words"), HOSTILE, ids=[told[2] + ": " + repr(told[0])[:30] for told in HOSTILE]
)
def test_the_hostile_set_is_refused_with_words(
    app: Flask, at: str, mentee: Any, name: str, data: bytes, words: str
) -> None:
    answer = add(mentee, at, name, data)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert mentee.soup.find("input", type="file").get("aria-invalid") == "true" and not on_disk(app)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\plan.txt", "plan.txt"),
        ("exe.\u202etxt.txt", "exe.txt.txt"),
        ("two\r\nlines\x00.txt", "two lines.txt"),
        ('a"b<c>.txt', "a_b_c_.txt"),
        (".txt", "txt"),
        ("x" * 400 + ".txt", "x" * 116 + ".txt"),
    ],
)
def test_names_are_made_harmless(app: Flask, name: str, kept: str) -> None:
    from app.files.keeping import safe_name

    assert safe_name(name) == kept


def test_a_picture_loses_what_is_not_picture(app: Flask, at: str, mentee: Any) -> None:
    add(mentee, at, "polyglot.png", an_image("PNG") + b"<script>alert(1)</script>PK\x03\x04")
    data = mentee.get(f"{at}/files/{only(app).id}").data
    assert data.startswith(b"\x89PNG") and b"script" not in data


def test_there_is_a_quota(app: Flask, at: str, mentee: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "FILES_MB_PER_PERSON", 1)
    assert add(mentee, at, "half.txt", b"x" * 600_000).status_code == 303
    answer = add(mentee, at, "more.txt", b"y" * 600_000)
    assert answer.status_code == 422 and "1 MB that each person has" in answer.get_data(as_text=True)
    assert len(on_disk(app)) == 1


def test_nothing_is_added_to_what_has_ended_but_all_of_it_can_be_read(
    app: Flask, pair: Any, at: str, mentee: Any, mentor: Any
) -> None:
    add(mentee, at, "plan.pdf", a_pdf())
    with app.app_context():
        db.session.get_one(Mentorship, pair.mentorship).state = "completed"
        db.session.commit()
    answer = add(mentee, at, "late.pdf", a_pdf())
    assert answer.status_code == 409 and "has ended already" in answer.get_data(as_text=True)
    url = f"{at}/files/{only(app).id}"
    assert mentor.get(url).status_code == 200
    assert mentee.post(f"{url}/removal").status_code == 303


def test_a_file_that_is_not_on_disk_is_404(app: Flask, at: str, mentee: Any) -> None:
    add(mentee, at, "plan.pdf", a_pdf())
    on_disk(app)[0].unlink()
    assert mentee.get(f"{at}/files/{only(app).id}").status_code == 404
