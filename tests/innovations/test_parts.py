"""What visitors see of an innovation: each part with its team's consent, gone at once when that is taken back."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from app.activity.models import Event
from app.extensions import db
from app.files.models import StoredFile
from app.innovations import actions
from app.innovations.models import PARTS, InnovationConsent, InnovationImage, SocialInnovation
from app.people.models import Person
from tests.client import CheckingClient
from tests.statements import statements

Make = Callable[..., str]
AsPerson = Callable[[SimpleNamespace], CheckingClient]
TOLD = {
    "challenge": "Broken kettles", "solution": "Mending evenings", "evidence": "Nine tonnes mended",
    "internal_note": "Ask the mayor again", "found_by": "Nora of the fair", "found_at": "The fair of Ghent",
    "country": "BE", "region": "BE23", "goals": [12],
}  # fmt: skip


def words(client: CheckingClient) -> str:
    return " ".join(client.soup.select_one("main").get_text(" ").split())


def agree(app: Flask, cast: SimpleNamespace, id_: str, *parts: str, by: str = "innovator") -> None:
    with app.app_context():
        actor = db.session.get(Person, getattr(cast, by).id)
        actions.change_parts(actor, db.session.get(SocialInnovation, id_), parts)


def picture() -> tuple[io.BytesIO, str]:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    out.seek(0)
    return out, "workshop.png"


def test_visitors_see_a_part_only_with_consent(
    app: Flask, client: CheckingClient, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation(public=True, **TOLD)
    client.get(f"/innovations/{id_}")
    assert "12 Responsible consumption" in words(client) and "Prov. Oost-Vlaanderen" in words(client)
    for hidden in ("Broken kettles", "Mending evenings", "Nine tonnes", "Ask the mayor", "Nora", "The fair", "Lucía"):
        assert hidden not in words(client)
    agree(app, cast, id_, "challenge", "evidence", "team")
    client.get(f"/innovations/{id_}")
    assert "Broken kettles" in words(client) and "Nine tonnes" in words(client) and cast.innovator.name in words(client)
    assert "Mending evenings" not in words(client) and "Ask the mayor" not in words(client)
    agree(app, cast, id_, "evidence")
    client.get(f"/innovations/{id_}")
    assert "Broken kettles" not in words(client) and cast.innovator.name not in words(client)


def test_visitors_find_it_by_what_they_see(
    app: Flask, client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation(public=True, **TOLD)
    member = as_(cast.stranger)

    def finds(reader: CheckingClient, said: str) -> bool:
        reader.get("/innovations", query_string={"q": said})
        listed = bool(reader.soup.select(".cards .title"))
        reader.get("/search", query_string={"q": said})
        assert listed == (f"/innovations/{id_}" in str(reader.soup.select_one("main")))
        return listed

    assert finds(member, "tonnes") and finds(member, "kettles") and not finds(member, "mayor")
    assert not finds(client, "tonnes") and not finds(client, "nora") and finds(client, "herstelhuis")
    agree(app, cast, id_, "evidence")
    assert finds(client, "tonnes") and not finds(client, "kettles")
    agree(app, cast, id_)
    assert not finds(client, "tonnes") and finds(member, "tonnes")


def test_needs_taken_back_leave_the_cards_the_file_and_the_public_log(
    app: Flask, client: CheckingClient, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation(public=True)
    agree(app, cast, id_, "needs")
    with app.app_context():
        actor = db.session.get(Person, cast.innovator.id)
        actions.add_need(actor, db.session.get(SocialInnovation, id_), "finance.grants", "", 1)

    def told() -> list[bool]:
        pages = ("/innovations", "/innovations.csv", f"/innovations/{id_}", "/activity.atom")
        texts = [client.get(page).get_data(as_text=True) for page in pages]
        return ["Grants" in text or "finance.grants" in text for text in texts]

    assert told() == [True, True, True, True]
    agree(app, cast, id_)
    assert told() == [False, False, False, False]
    agree(app, cast, id_, "needs")
    assert told() == [True, True, True, True]


def test_only_the_team_agrees_and_an_animator_may_take_back(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation()
    url = f"/innovations/{id_}/parts"
    assert as_(cast.stranger).post(url, {"parts": ["team"]}).status_code == 403
    assert as_(cast.observer).post(url, {"parts": ["team"]}).status_code == 403
    assert as_(cast.animator).post(url, {"parts": ["team"]}).status_code == 403
    assert as_(cast.innovator).post(url, {"parts": ["team", "links"]}).status_code == 303
    assert as_(cast.innovator).post(url, {"parts": ["everything"]}).status_code == 422
    assert as_(cast.animator).post(url, {"parts": ["links"]}).status_code == 303
    with app.app_context():
        given = db.session.execute(select(InnovationConsent.part, InnovationConsent.given_by)).all()
        assert given == [("links", cast.innovator.id)]
        changed = db.session.execute(select(Event.facts).filter_by(verb="innovations.parts_changed")).scalars().all()
    assert [(facts["given"], facts["taken_back"]) for facts in changed] == [(["team", "links"], []), ([], ["team"])]


def test_consent_is_given_with_putting_forward_by_who_is_of_the_team(
    app: Flask, as_: AsPerson, cast: SimpleNamespace
) -> None:
    told = {"name": "One", "summary": "It mends.", "language": "en", "stage": "", "country": "", "organisation_id": "",
            "parts": ["challenge"]}  # fmt: skip
    member = as_(cast.innovator)
    member.get("/innovations/new")
    assert not member.soup.select('[name="parts"][checked]')
    member.post("/innovations/new", told | {"join": "y"})
    member.post("/innovations/new", told | {"name": "Two"})
    with app.app_context():
        rows = db.session.execute(select(InnovationConsent.part, SocialInnovation.name).join(SocialInnovation)).all()
        assert rows == [("challenge", "One")]
        two = db.session.execute(select(SocialInnovation).filter_by(name="Two")).scalar_one()
        assert two.found_by_id == cast.innovator.id


@pytest.mark.parametrize(("part", "reads"), [("innovator", True), ("animator", True), ("partner", True),
                                             ("stranger", False), ("observer", False)])  # fmt: skip
def test_the_internal_note_is_for_those_who_look_after_it(
    as_: AsPerson, cast: SimpleNamespace, an_innovation: Make, part: str, reads: bool
) -> None:
    id_ = an_innovation(**TOLD)
    reader = as_(getattr(cast, part))
    reader.get(f"/innovations/{id_}")
    assert ("Ask the mayor" in words(reader)) is reads and "The fair of Ghent" in words(reader)


def test_a_change_of_the_note_is_not_told_to_visitors(app: Flask, cast: SimpleNamespace, an_innovation: Make) -> None:
    id_ = an_innovation(public=True)
    with app.app_context():
        actor, one = db.session.get(Person, cast.innovator.id), db.session.get(SocialInnovation, id_)
        actions.edit_innovation(actor, one, {"internal_note": "Slow to answer"})
        actions.edit_innovation(actor, one, {"city": "Gent"})
        told = db.session.execute(select(Event.facts).filter_by(verb="innovations.innovation_changed")).scalars()
        assert [facts["public"] for facts in told] == [False, True]


@pytest.mark.parametrize(("told", "status"), [({"country": "BE", "region": "BE23"}, 303), ({"region": "EL30"}, 303),
                                              ({"country": "FR", "region": "BE23"}, 422),
                                              ({"region": "XX99"}, 422)])  # fmt: skip
def test_the_region_lies_in_the_country(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make, told: dict[str, str], status: int
) -> None:
    id_ = an_innovation()
    sent = {"name": "N", "summary": "S", "language": "", "stage": "", "country": "", "organisation_id": ""} | told
    assert as_(cast.innovator).post(f"/innovations/{id_}/edit", sent).status_code == status
    with app.app_context():
        one = db.session.get(SocialInnovation, id_)
        assert (one.country, one.region) == (({"EL30": "GR"}.get(told["region"], "BE"), told["region"])
                                             if status == 303 else ("", ""))  # fmt: skip


def test_links_come_and_go(
    app: Flask, client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation(public=True)
    member, url = as_(cast.innovator), f"/innovations/{id_}/links"
    link = {"url": "vimeo.com/1", "kind": "video", "label": "One evening"}
    assert member.post(url, link).status_code == 303
    assert member.post(url, link).status_code == 422
    assert member.post(url, link | {"url": "javascript:alert(1)"}).status_code == 422
    assert member.soup.select_one("#name")["value"] == "Herstelhuis Gent"
    assert as_(cast.stranger).post(url, link).status_code == 403
    client.get(f"/innovations/{id_}")
    assert "One evening" not in words(client)
    agree(app, cast, id_, "links")
    client.get(f"/innovations/{id_}")
    assert client.soup.select_one('a[href="https://vimeo.com/1"]')
    member.get(f"/innovations/{id_}/edit")
    removal = member.soup.select_one('form[action*="/links/"]')["action"]
    assert as_(cast.stranger).post(removal).status_code == 403
    assert member.post(removal).status_code == 303 and member.post(removal).status_code == 404


def test_pictures_say_what_they_show(
    app: Flask, client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation(public=True)
    member, url = as_(cast.innovator), f"/innovations/{id_}/images"

    def send(**told: Any) -> int:
        return member.post(url, told, content_type="multipart/form-data").status_code

    assert send(file=picture(), alt=" ") == 422
    assert send(file=(io.BytesIO(b"hello"), "a.txt"), alt="A note") == 422
    assert send(file=(io.BytesIO(b"<svg/>"), "a.png"), alt="A note") == 422
    assert send(file=picture(), alt="People mend a kettle") == 303
    member.get(f"/innovations/{id_}")
    source = member.soup.select_one("#images img")["src"]
    assert member.soup.select_one("#images img")["alt"] == "People mend a kettle"
    assert member.get(source).mimetype == "image/webp"
    assert client.get(source).status_code == 404
    agree(app, cast, id_, "images")
    assert client.get(source).status_code == 200
    with app.app_context():
        image = db.session.execute(select(InnovationImage)).scalar_one().id
    assert as_(cast.stranger).post(f"{url}/{image}/removal").status_code == 403
    assert member.post(f"{url}/{image}/removal").status_code == 303
    assert member.post(f"{url}/{image}/removal").status_code == 404
    assert client.get(source).status_code == 404
    with app.app_context():
        assert db.session.query(StoredFile).count() == 0


def test_as_many_statements_for_a_full_page_as_for_an_empty_one(
    app: Flask, client: CheckingClient, cast: SimpleNamespace, an_innovation: Make
) -> None:
    empty = an_innovation(public=True)
    full = an_innovation(public=True, **TOLD)
    agree(app, cast, empty, *PARTS)
    agree(app, cast, full, *PARTS)
    with app.app_context():
        actor, one = db.session.get(Person, cast.innovator.id), db.session.get(SocialInnovation, full)
        for number in range(5):
            actions.add_link(actor, one, f"https://example.org/{number}", "other", "")
    with statements(app) as few:
        client.get(f"/innovations/{empty}")
    with statements(app) as many:
        client.get(f"/innovations/{full}")
    assert len(many) == len(few) <= 20


def test_who_found_it_is_for_those_who_see_names(
    client: CheckingClient, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation(public=True, **TOLD)
    for reader, sees in ((client, False), (as_(cast.observer), False), (as_(cast.stranger), True)):
        for address in (f"/innovations/{id_}", "/innovations.csv"):
            assert ("Nora of the fair" in reader.get(address).get_data(as_text=True)) is sees
