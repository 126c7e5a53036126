"""/innovations/<id>/team/invitations: somebody without an account is asked, and is of the team when they accept."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity import worker
from app.activity.models import Event
from app.extensions import db
from app.innovations.models import TeamInvitation, TeamMember
from app.people import links
from app.people.models import Invitation, Person
from tests.client import CheckingClient

Make = Callable[..., str]
AsPerson = Callable[[SimpleNamespace], CheckingClient]
SENT = {"email": "nora@example.net", "invited_name": "Nora", "invited_title": "Mends", "locale": "en", "note": "Come!"}
JOINS = {"name": "Nora Dahl", "password": "seven grey herons wait", "timezone": "Europe/Oslo", "locale": "en"}


def verbs(app: Flask) -> list[str]:
    with app.app_context():
        return [verb.partition(".")[2] for verb in db.session.execute(select(Event.verb).order_by(Event.id)).scalars()]


def link(app: Flask) -> str:
    with app.app_context():
        invitation = db.session.execute(select(Invitation)).scalar_one()
        return "/invitations/" + links.token("invitation", invitation.id, invitation.round)


def team(app: Flask, id_: str) -> dict[str, str]:
    with app.app_context():
        rows = db.session.execute(
            select(Person.name, TeamMember.title)
            .join(TeamMember, TeamMember.person_id == Person.id)
            .filter(TeamMember.innovation_id == id_)
        )
        return dict(rows.all())


def test_from_the_mail_into_the_team(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    id_ = an_innovation()
    member, url = as_(cast.innovator), f"/innovations/{id_}/team/invitations"
    assert member.get(url).status_code == 200
    assert member.post(url, SENT).status_code == 303
    member.get(f"/innovations/{id_}")
    assert "nora@example.net" in member.soup.select_one("#team").get_text()
    monkeypatch.setitem(app.config, "MAIL_URL", f"file://{tmp_path}")
    worker.run_once(app)
    (mail,) = (message_from_bytes(path.read_bytes(), policy=policy.default) for path in tmp_path.glob("*.eml"))
    for kind in ("plain", "html"):
        assert "Herstelhuis Gent" in mail.get_body((kind,)).get_content()
    guest = app.test_client()
    guest.get(link(app))
    assert "Herstelhuis Gent" in guest.soup.select_one("#asking-team").get_text()
    assert guest.post(link(app), JOINS).location == f"/innovations/{id_}"
    assert team(app, id_) == {cast.innovator.name: "", "Nora Dahl": "Mends"}
    assert verbs(app) == ["innovation_put_forward", "person_invited", "team_invited", "person_joined", "team_joined"]
    member.get("/today")
    assert "joined the team of Herstelhuis Gent" in " ".join(member.soup.get_text(" ").split())
    member.get(f"/innovations/{id_}")
    assert "nora@example.net" not in member.soup.select_one("#team").get_text()


def test_who_has_an_account_is_in_it_at_once(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation()
    url = f"/innovations/{id_}/team/invitations"
    assert as_(cast.innovator).post(url, SENT | {"email": "Innovator2@example.org"}).status_code == 303
    assert team(app, id_) == {cast.innovator.name: "", cast.innovator2.name: "Mends"}
    assert verbs(app)[1:] == ["team_joined"]
    assert as_(cast.innovator).post(url, SENT | {"email": cast.observer.email}).status_code == 422


def test_who_is_invited_already_gets_no_second_mail(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_, other = an_innovation(), an_innovation(name="Other")
    as_(cast.animator).post("/people/invitations", {"email": SENT["email"], "role": "partner", "locale": "en"})
    member = as_(cast.innovator)
    assert member.post(f"/innovations/{id_}/team/invitations", SENT).status_code == 303
    for again in (id_, other):
        assert member.post(f"/innovations/{again}/team/invitations", SENT).status_code == 422
    assert verbs(app).count("person_invited") == verbs(app).count("team_invited") == 1
    with app.app_context():
        asked = db.session.execute(select(TeamInvitation.invitation_id)).scalar_one()
    assert member.post(f"/innovations/{id_}/team/invitations/{asked}/revocation").status_code == 303
    with app.app_context():
        assert db.session.execute(select(Invitation.revoked_at)).scalar_one() is None, "it was the animator's"
        assert db.session.execute(select(TeamInvitation)).first() is None


def test_taken_back_by_who_asked_it_leads_nowhere(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make
) -> None:
    id_ = an_innovation()
    member, url = as_(cast.innovator), f"/innovations/{id_}/team/invitations"
    member.post(url, SENT)
    with app.app_context():
        asked = db.session.execute(select(TeamInvitation.invitation_id)).scalar_one()
    assert member.post(f"/innovations/{an_innovation()}/team/invitations/{asked}/revocation").status_code == 404
    assert as_(cast.stranger).post(f"{url}/{asked}/revocation").status_code == 403
    assert member.post(f"{url}/{asked}/revocation").status_code == 303
    assert member.post(f"{url}/{asked}/revocation").status_code == 404
    guest = app.test_client()
    assert guest.post(link(app), JOINS).status_code == 409
    assert member.post(url, SENT).status_code == 303, "they can be asked anew"


def test_a_withdrawn_one_takes_nobody(app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    id_ = an_innovation()
    member = as_(cast.innovator)
    member.post(f"/innovations/{id_}/team/invitations", SENT)
    member.post(f"/innovations/{id_}/withdrawal", {"reason": "It has ended."})
    assert app.test_client().post(link(app), JOINS).status_code == 303
    assert list(team(app, id_)) == [cast.innovator.name]


@pytest.mark.parametrize(("changes", "field"), [({"email": "nobody"}, "email"), ({"note": "x" * 1001}, "note")])
def test_what_cannot_be_sent(
    app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make, changes: dict[str, str], field: str
) -> None:
    member = as_(cast.innovator)
    assert member.post(f"/innovations/{an_innovation()}/team/invitations", SENT | changes).status_code == 422
    assert member.soup.select_one(f"#{field}-error")


def test_strangers_and_observers_ask_nobody(as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    url = f"/innovations/{an_innovation()}/team/invitations"
    for part in (cast.stranger, cast.observer):
        assert as_(part).get(url).status_code == as_(part).post(url, SENT).status_code == 403
    as_(cast.stranger).get(url.removesuffix("/team/invitations"))


def test_nobody_asks_the_whole_world(app: Flask, as_: AsPerson, cast: SimpleNamespace, an_innovation: Make) -> None:
    url = f"/innovations/{an_innovation()}/team/invitations"
    member = as_(cast.innovator)
    answers = [member.post(url, SENT | {"email": f"nora{number}@example.net"}).status_code for number in range(11)]
    assert answers == [303] * 10 + [429]
