"""Pictures and attachments of a post: what is taken, who sees it, what is refused with words (SECURITY 18)."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from app.extensions import db
from app.files.keeping import folder
from app.files.models import StoredFile
from app.offers.models import MAX_FILES, Post, PostFile
from tests.builders import an_offer
from tests.files.hostile import HOSTILE, HTML, SVG, a_document, a_pdf, an_image
from tests.statements import statements

Client = Callable[[SimpleNamespace], Any]
GOOD = {
    "title": "A kettle", "text": "It whistles.", "category": "equipment", "quantity": "1", "audience": "members",
    "until": "2030-05-15", "city": "Sofia",
}  # fmt: skip


@pytest.fixture(autouse=True)
def empty_disk(app: Flask) -> None:
    """The database is a fresh one for each test; so are the files."""
    for path in on_disk(app):
        path.unlink()


def sent(*files: tuple[str, bytes], **more: str) -> dict[str, Any]:
    return GOOD | more | {"uploads": [(io.BytesIO(data), name) for name, data in files]}


def rows(app: Flask) -> list[tuple[str, bool, str]]:
    with app.app_context():
        query = select(StoredFile.name, PostFile.shown, PostFile.alt).join(PostFile).order_by(StoredFile.id)
        return [tuple(row) for row in db.session.execute(query)]


def on_disk(app: Flask) -> list[Path]:
    with app.app_context():
        return sorted(folder().glob("*")) if folder().is_dir() else []


def told(client: Any) -> str:
    wrong = client.soup.select_one("#uploads-error")
    return wrong.get_text(" ", strip=True) if wrong else ""


def test_a_picture_is_shown_and_an_attachment_is_saved(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    url = client.post(
        "/offers/new", sent(("kettle.png", an_image(size=(3000, 200))), ("plan.pdf", a_pdf()), alt="A red kettle")
    ).location
    assert rows(app) == [("kettle.webp", True, "A red kettle"), ("plan.pdf", False, "")]
    reader = as_(cast.innovator)
    reader.get(url)
    picture = reader.soup.select_one(".picture img")
    assert picture["alt"] == "A red kettle"
    whole, small = reader.get(picture["src"]), reader.get(picture["src"] + "?size=small")
    assert Image.open(io.BytesIO(whole.data)).size == (1600, 107)
    assert Image.open(io.BytesIO(small.data)).size == (480, 32)
    plan = reader.get(reader.soup.select_one("a[download]")["href"] if reader.get(url) else "")
    for answer in (whole, small, plan):
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert plan.data == a_pdf()
    reader.get("/offers")
    assert "size=small" in reader.soup.select_one(".card .thumb")["src"]


def test_nothing_that_a_camera_adds_is_kept(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Spy & Sons"
    exif[0x0112] = 6
    shot = an_image("JPEG", (60, 40), exif=exif)
    client = as_(cast.stakeholder)
    client.get(client.post("/offers/new", sent(("me.jpg", shot + b"<script>alert(1)</script>"))).location)
    kept = client.get(client.soup.select_one(".picture img")["src"]).data
    picture = Image.open(io.BytesIO(kept))
    assert picture.size == (40, 60), "turned upright"
    assert not picture.getexif()
    assert b"Spy" not in kept and b"script" not in kept, "nothing behind it, nothing in it"


@pytest.mark.parametrize(("name", "data", "words"), HOSTILE, ids=[f"{name}: {words}" for name, _d, words in HOSTILE])
def test_a_hostile_file_is_refused_and_nothing_typed_is_lost(
    app: Flask, as_: Client, cast: SimpleNamespace, name: str, data: bytes, words: str
) -> None:
    client = as_(cast.stakeholder)
    answer = client.post("/offers/new?kind=offer", sent((name, data), alt="It"))
    assert (answer.status_code, words in told(client)) == (422, True)
    assert client.soup.select_one("#title")["value"] == "A kettle"
    assert client.soup.select_one("#text").get_text(strip=True) == "It whistles."
    assert client.soup.select_one("#uploads").find_parent("details").has_attr("open")
    assert (rows(app), on_disk(app)) == ([], [])
    with app.app_context():
        assert db.session.execute(select(Post)).first() is None


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "..\\..\\boot.pdf", "plan\r\nSet-Cookie: x=1.pdf", "plan\u202efdp.exe.pdf",
             "\0.pdf", "<b>.pdf", "x" * 400 + ".pdf", '";filename=x.html;".pdf']
)  # fmt: skip
def test_a_hostile_name_is_made_harmless(app: Flask, as_: Client, cast: SimpleNamespace, name: str) -> None:
    client = as_(cast.stakeholder)
    answer = client.post("/offers/new", sent((name, a_pdf())))
    if answer.status_code == 422:
        assert ("“" in told(client), rows(app)) == (True, []), "what is left of the name has no ending that is taken"
        return
    assert answer.status_code == 303
    client.get(answer.location)
    link = client.soup.select_one("a[download][href*='/files/']")
    if link is None:
        assert rows(app) == [], "no file by any reading of such a header"
        return
    given = client.get(link["href"])
    assert given.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "Set-Cookie" not in given.headers or "x=1" not in given.headers["Set-Cookie"]
    shown = link.get_text(strip=True)
    assert shown.endswith("pdf") and not {"/", "\\", "\u202e", "\r", "\n", "\0", "<", '"'} & set(shown)
    assert len(shown) <= 120
    assert [path.parent == folder_of(app) for path in on_disk(app)] == [True]


def folder_of(app: Flask) -> Path:
    with app.app_context():
        return folder()


def test_polyglots_lose_their_second_face(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    for kind, name in (("PNG", "a.png"), ("JPEG", "a.jpg"), ("WEBP", "a.webp")):
        client = as_(cast.stakeholder)
        url = client.post("/offers/new", sent((name, an_image(kind) + HTML + SVG), title=f"A {kind}")).location
        client.get(url)
        answer = client.get(client.soup.select_one(".picture img")["src"])
        assert answer.mimetype == "image/webp" and b"script" not in answer.data


def test_one_good_one_bad_keeps_the_good_one(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    bad = sent(("kettle.png", an_image()), ("page.png", HTML), alt="A red kettle")
    assert client.post("/offers/new?kind=offer", bad).status_code == 422
    assert "“page.png”" in told(client) and "kettle" not in told(client)
    kept = {row["name"]: row["value"] for row in client.soup.select("[name^=files-]") if row["type"] != "checkbox"}
    assert kept["files-0-alt"] == "A red kettle"
    assert client.post("/offers/new?kind=offer", GOOD | kept).status_code == 303
    assert rows(app) == [("kettle.webp", True, "A red kettle")]


def test_a_wrong_field_does_not_lose_a_good_file(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    assert client.post("/offers/new?kind=offer", sent(("plan.pdf", a_pdf()), title="")).status_code == 422
    id_ = client.soup.select_one("#files-0-id")["value"]
    assert client.post("/offers/new?kind=offer", GOOD | {"files-0-id": id_}).status_code == 303
    assert rows(app) == [("plan.pdf", False, "")]


def test_only_ones_own_files_can_be_named(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    mine, theirs = as_(cast.stakeholder), as_(cast.mentor)
    theirs.post("/offers/new", sent(("secret.pdf", a_pdf())))
    with app.app_context():
        id_ = db.session.execute(select(StoredFile.id)).scalar_one()
    assert mine.post("/offers/new?kind=offer", GOOD | {"files-0-id": id_}).status_code == 422
    assert "not here any more" in told(mine)
    assert mine.post("/offers/new?kind=offer", GOOD | {"files-0-id": "nonsense"}).status_code == 422
    assert len(rows(app)) == 1


def test_change_what_it_shows_and_take_it_out(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    url = client.post("/offers/new", sent(("kettle.png", an_image()), alt="A kettle")).location
    client.get(f"{url}/edit")
    id_ = client.soup.select_one("#files-0-id")["value"]
    said = GOOD | {"files-0-id": id_, "files-0-alt": "A red kettle"}
    assert client.post(f"{url}/edit", said).status_code == 303
    assert rows(app) == [("kettle.webp", True, "A red kettle")]
    assert client.post(f"{url}/edit", said | {"files-0-drop": "y"}).status_code == 303
    assert (rows(app), on_disk(app)) == ([], [])
    assert client.get(f"{url}/pictures/{id_}").status_code == 404


def test_a_copy_has_the_files_and_each_may_lose_its_own(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    first = client.post("/offers/new", sent(("kettle.png", an_image()), ("plan.pdf", a_pdf()))).location
    client.get(f"/offers/new?copy={first.rpartition('/')[2]}")
    files = {box["name"]: box["value"] for box in client.soup.select("[name^=files-][name$=-id]")}
    assert len(files) == 2
    second = client.post("/offers/new", GOOD | files | {"title": "Another"}).location
    assert len(rows(app)) == 4
    client.post(f"{first}/edit", GOOD)
    assert len(rows(app)) == 2 and len(on_disk(app)) == 3, "the copy has them still"
    client.post(f"{second}/edit", GOOD)
    assert (rows(app), on_disk(app)) == ([], [])


def test_a_copy_of_somebody_elses_words_has_not_their_files(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    url = as_(cast.stakeholder).post("/offers/new", sent(("plan.pdf", a_pdf()))).location
    client = as_(cast.mentor)
    client.get(f"/offers/new?copy={url.rpartition('/')[2]}")
    assert not client.soup.select("[name^=files-]")


def test_at_most_ten(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    many = sent(*((f"{n}.pdf", a_pdf()) for n in range(MAX_FILES + 1)))
    assert client.post("/offers/new?kind=offer", many).status_code == 422
    assert "at most 10" in told(client)


def test_the_quota_holds(app: Flask, as_: Client, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "FILES_MB_PER_PERSON", 0)
    client = as_(cast.stakeholder)
    assert client.post("/offers/new?kind=offer", sent(("plan.pdf", a_pdf()))).status_code == 422
    assert "Delete one first" in told(client)
    assert on_disk(app) == []


@pytest.mark.parametrize(("audience", "status"), [("members", 404), ("network", 404), ("public", 200)])
def test_a_visitor_sees_the_pictures_of_public_posts(
    app: Flask, client: Any, as_: Client, cast: SimpleNamespace, audience: str, status: int
) -> None:
    owner = as_(cast.stakeholder)
    files = sent(("kettle.png", an_image()), ("plan.xlsx", a_document("xlsx")), audience=audience)
    url = owner.post("/offers/new", files).location
    owner.get(url)
    addresses = [owner.soup.select_one(".picture img")["src"], owner.soup.select_one("a[href*='/files/']")["href"]]
    assert [client.get(address).status_code for address in addresses] == [status, status]
    picture, attachment = addresses
    assert as_(cast.mentor).get(picture.replace("/pictures/", "/files/")).status_code == 404
    assert as_(cast.mentor).get(attachment.replace("/files/", "/pictures/")).status_code == 404


def test_a_drafts_pictures_are_its_writers(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    owner = as_(cast.stakeholder)
    owner.get(owner.post("/offers/new", sent(("kettle.png", an_image()), then="draft")).location)
    picture = owner.soup.select_one(".picture img")["src"]
    assert owner.get(picture).status_code == 200
    for part in (cast.mentor, cast.animator, cast.observer):
        assert as_(part).get(picture).status_code == 404


def test_a_file_is_of_its_own_post_only(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    owner = as_(cast.stakeholder)
    url = owner.post("/offers/new", sent(("plan.pdf", a_pdf()))).location
    with app.app_context():
        other, (file,) = an_offer(cast.mentor).id, db.session.execute(select(StoredFile.id)).scalars()
    assert owner.get(f"{url}/files/{file}").status_code == 200
    assert owner.get(f"/offers/{other}/files/{file}").status_code == 404
    assert owner.get(f"{url}/files/nonsense").status_code == 404


def test_sent_twice_is_there_once(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client, token = as_(cast.stakeholder), "t" * 24
    first = client.post("/offers/new", sent(("a.pdf", a_pdf()), ("b.pdf", a_pdf())), form_token=token)
    again = client.post("/offers/new", sent(("a.pdf", a_pdf()), ("b.pdf", a_pdf())), form_token=token)
    other = client.post("/offers/new", sent(("a.pdf", a_pdf()), ("b.pdf", a_pdf() + b"\n")), form_token=token)
    assert first.location == again.location != other.location
    assert len(rows(app)) == 4


def test_the_board_asks_as_often_for_three_pictures_as_for_one(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client, asked = as_(cast.stakeholder), []
    for number in range(1, 4):
        client.post("/offers/new", sent((f"{number}.png", an_image()), title=f"Kettle {number}"))
        if number != 2:
            with statements(app) as told_of:
                client.get("/offers")
            asked.append(len(told_of))
    assert asked[0] == asked[1]


def test_what_nobody_took_up_is_swept_a_day_later(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    from datetime import timedelta

    from app.core.clock import now
    from app.files.keeping import sweep

    client = as_(cast.stakeholder)
    client.post("/offers/new", sent(("kettle.png", an_image()), title=""))
    assert len(on_disk(app)) == 2
    with app.app_context():
        sweep(now() + timedelta(hours=23))
        assert len(on_disk(app)) == 2
        sweep(now() + timedelta(days=2))
    assert on_disk(app) == []


def test_two_that_are_too_large_together_do_not_cost_what_was_typed(
    app: Flask, as_: Client, cast: SimpleNamespace
) -> None:
    client, large = as_(cast.stakeholder), a_pdf() + b"\0" * 12 * 1024 * 1024
    story = {"title": "Two large files of ours", "text": "A long story, «with accents: été»,\nover two lines."}
    answer = client.post("/offers/new?kind=need", sent(("one.pdf", large), ("two.pdf", large), **story))
    assert answer.status_code == 413
    words = client.soup.get_text()
    assert "20 MB" in words and "22 MB together" in words
    typed = client.soup.select_one("#typed").get_text()
    assert "Two large files of ours" in typed and "été»,\nover two lines." in typed.replace("\r\n", "\n")
    assert client.soup.select_one("main a.btn")["href"] == "/offers/new?kind=need", "the form, with the draft of it"
    assert client.post("/offers/new", sent(("a.pdf", large), ("b.pdf", large)), htmx=True).status_code == 413
    assert (rows(app), on_disk(app)) == ([], [])
