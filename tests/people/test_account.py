"""What people say of themselves."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy import select

from app.activity.models import Event
from app.extensions import db
from app.people import photos
from app.people.models import Organisation, Person
from app.people.queries import languages_of

PROFILE = {
    "name": "Lucía Ferrer", "pronouns": "she/her",
    "headline": "Repairs *things*", "organisation": "notaires SOLIDAIRES",
    "about": "We **mend**.", "city": "София", "country": "BG", "languages": ["bg", "es"],
    "links": "example.org/lucia\nhttps://mend.example.org",
}  # fmt: skip


def me(app, cast):
    with app.app_context():
        return db.session.get(Person, cast.innovator.id)


def test_the_profile_is_saved_and_found(app, as_, cast):
    client = as_(cast.innovator)
    assert client.get("/account").status_code == 200
    assert client.post("/account", PROFILE).status_code == 303
    lucia = me(app, cast)
    assert (lucia.links, lucia.country) == (["https://example.org/lucia", "https://mend.example.org"], "BG")
    with app.app_context():
        assert languages_of([lucia.id]) == {lucia.id: ["bg", "es"]}
        assert db.session.execute(select(Organisation.name)).scalars().all() == ["Notaires Solidaires"]
    assert client.post("/account", PROFILE).status_code == 303
    with app.app_context():
        changes = db.session.execute(select(Event).where(Event.verb == "people.profile_changed")).all()
        assert len(changes) == 1
    page = as_(cast.mentor).get(f"/people/{lucia.id}").get_data(as_text=True)
    assert "<strong>mend</strong>" in page and "Notaires Solidaires" in page and "Repairs *things*" in page
    assert "Lucía Ferrer" in as_(cast.mentor).get("/people?q=LUCIA+софия").get_data(as_text=True)


def test_a_new_organisation_is_made_by_naming_it(app, as_, cast):
    as_(cast.innovator).post("/account", PROFILE | {"organisation": "Ремонтно кафе"})
    lucia = me(app, cast)
    with app.app_context():
        assert db.session.get(Organisation, lucia.organisation_id).name == "Ремонтно кафе"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"name": "x" * 121}, {"headline": "x" * 161}, {"about": "x" * 4001}, {"country": "ZZ"},
        {"languages": ["tlh"]}, {"links": "javascript:alert(1)"}, {"links": "\n".join(["example.org"] * 6)},
        {"about": "a\x00b"}, {"links": "http://[bad"},
    ],
)  # fmt: skip
def test_bad_input_is_told_and_what_was_typed_is_kept(app, as_, cast, wrong):
    client = as_(cast.innovator)
    assert client.post("/account", PROFILE | wrong).status_code == 422
    assert client.soup.select_one(f"#{next(iter(wrong))}-error")
    assert "София" in str(client.soup)
    assert me(app, cast).headline == ""


def test_role_and_state_are_not_bound(app, as_, cast):
    as_(cast.innovator).post("/account", PROFILE | {"role": "animator", "state": "removed", "email": "x@example.org"})
    lucia = me(app, cast)
    assert (lucia.role, lucia.state, lucia.email) == ("member", "active", cast.innovator.email)


def test_language_and_zone(app, as_, cast):
    client = as_(cast.innovator)
    assert client.get("/account/preferences").status_code == 200
    assert client.post("/account/preferences", {"locale": "fr", "timezone": "Asia/Kathmandu"}).status_code == 303
    assert (me(app, cast).locale, me(app, cast).timezone) == ("fr", "Asia/Kathmandu")
    assert client.post("/account/preferences", {"locale": "xx", "timezone": "Mars"}).status_code == 422
    client.get("/account/preferences")
    assert client.soup.html["lang"] == "fr"


def photo(size=(900, 600), kind="JPEG", **more):
    file = io.BytesIO()
    image = Image.new("RGB", size, "teal")
    if kind == "JPEG":
        exif = Image.Exif()
        exif[0x010F] = "SecretCamera"
        more = {"exif": exif}
    image.save(file, kind, **more)
    file.seek(0)
    return file


def upload(client, file, name):
    return client.post("/account/photo", {"photo": (file, name)}, content_type="multipart/form-data")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_written_anew_and_given_to_members_only(app, as_, client, cast, kind):
    mine = as_(cast.innovator)
    assert upload(mine, photo(kind=kind), f"me.{kind.lower()}").status_code == 303
    name = me(app, cast).photo
    with app.app_context():
        for size in (256, 512):
            with Image.open(photos.path(name, size)) as kept:
                assert (kept.format, kept.size) == ("WEBP", (size, size))
            assert b"SecretCamera" not in photos.path(name, size).read_bytes()
    page = as_(cast.mentor).get(f"/people/{cast.innovator.id}").get_data(as_text=True)
    assert f'src="/people/photos/{name}"' in page
    answer = as_(cast.mentor).get(f"/people/photos/{name}")
    assert answer.status_code == 200 and answer.mimetype == "image/webp"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/people/photos/{name}").status_code == 303
    for wrong in ("nothing.webp", "..%2f..%2fsecret.key", "../secret.key"):
        assert as_(cast.mentor).get(f"/people/photos/{wrong}").status_code == 404


def test_the_old_photo_goes_with_the_new_and_both_on_removal(app, as_, cast):
    mine = as_(cast.innovator)
    upload(mine, photo(), "a.jpg")
    first = me(app, cast).photo
    upload(mine, photo((50, 400)), "b.jpg")
    second = me(app, cast).photo
    with app.app_context():
        assert not photos.path(first).exists() and photos.path(second).exists()
    assert mine.post("/account/photo/removal").status_code == 303
    with app.app_context():
        assert not photos.path(second).exists()
    assert me(app, cast).photo == ""


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "me.svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "me.png"),
        (b"<html>", "me.html"),
        (b"", "me.jpg"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "me.jpg"),
    ],
)
def test_what_is_no_photo(app, as_, cast, content, name):
    client = as_(cast.innovator)
    assert upload(client, io.BytesIO(content), name).status_code == 422
    assert client.soup.select_one("#photo-error").get_text(strip=True)
    assert me(app, cast).photo == ""


def test_a_bomb_is_not_unpacked(as_, cast):
    file = photo((7000, 6000), "PNG", compress_level=1)
    assert upload(as_(cast.innovator), file, "bomb.png").status_code == 422
