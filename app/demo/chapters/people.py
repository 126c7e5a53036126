"""People are invited, come in, say who they are, add their organisations; one leaves; some are still at the door."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from app.core.clock import now
from app.demo.story import part
from app.demo.tale import Tale
from app.extensions import db
from app.people import actions
from app.people.models import Cluster


def put_on_agenda(tale: Tale) -> None:
    """Everything of people.toml and organisations.toml."""
    story = part("people")
    founder, *others = story["person"]
    tale.on(tale.when(founder["joined"]), partial(_found, tale, founder))
    for told in others:
        joined = tale.when(told["joined"])
        invited = max(joined - timedelta(hours=29), tale.when(founder["joined"]) + timedelta(minutes=30))
        tale.on(invited, partial(_invite, tale, told))
        if "leaves" in told:
            tale.on(tale.when(told["leaves"]), partial(_leave, tale, told))
    for told in part("organisations")["organisation"]:
        tale.on(tale.when(told["at"]), partial(_add_organisation, tale, told))
    for told in story["invited"]:
        tale.on(tale.when(told["at"]), partial(_keep_place, tale, told))
    for told in story["asking"]:
        asked = partial(actions.ask_to_join, None, told["name"], told["email"], told["message"])
        tale.on(tale.when(told["at"]), asked)


def _address(told: dict[str, Any]) -> str:
    return f"{told['key']}@example.org"


def _found(tale: Tale, told: dict[str, Any]) -> None:
    cluster = part("cluster")
    founding = actions.Founding(
        cluster["name"], cluster["timezone"], told["name"], _address(told), tale.password_hash, cluster["languages"],
        told["locale"],
    )  # fmt: skip
    person = actions.set_up_cluster(None, actions.open_setup(None), founding)
    house = db.session.get_one(Cluster, 1)
    house.about, house.countries = " ".join(cluster["about"].split()), cluster["countries"]
    house.take_proposals = True
    tale.people[told["key"]] = person
    _say_who(tale, told)


def _invite(tale: Tale, told: dict[str, Any]) -> None:
    invitation = actions.invite(
        tale.people["animator"], _address(told), told["name"], told.get("role", "member"), told.get("hello", ""),
        told.get("locale", ""),
    )  # fmt: skip
    tale.on(tale.when(told["joined"]), partial(_accept, tale, told, invitation))


def _accept(tale: Tale, told: dict[str, Any], invitation: Any) -> None:
    who = actions.Newcomer(told["name"], tale.password_hash, told["timezone"], told.get("locale", ""))
    tale.people[told["key"]] = actions.accept_invitation(None, invitation, who)
    tale.on(now() + timedelta(minutes=6), partial(_say_who, tale, told))


def _say_who(tale: Tale, told: dict[str, Any]) -> None:
    house = tale.houses.get(told.get("organisation", ""))
    profile = actions.Profile(
        told["name"], told.get("pronouns", ""), told["headline"], told.get("about", "").strip(), told["city"],
        told["country"], house.name if house else "", told["languages"], [],
    )  # fmt: skip
    person = tale.people[told["key"]]
    actions.change_preferences(person, told.get("locale", ""), told["timezone"])
    actions.change_profile(person, profile)


def _add_organisation(tale: Tale, told: dict[str, Any]) -> None:
    body = actions.Body(told["name"], told["kind"], told["about"], "", told["city"], told["country"])
    tale.houses[told["key"]] = actions.add_organisation(tale.people[told["by"]], body)
    for person in part("people")["person"]:
        if person.get("organisation") == told["key"] and person["key"] in tale.people:
            _say_who(tale, person)


def _leave(tale: Tale, told: dict[str, Any]) -> None:
    actions.remove_person(tale.people["animator"], tale.people[told["key"]])


def _keep_place(tale: Tale, told: dict[str, Any]) -> None:
    animator = tale.people["animator"]
    invitation = actions.invite(animator, told["email"], note=told.get("note", ""), locale=told.get("locale", ""))
    if "revoked" in told:
        tale.on(tale.when(told["revoked"]), partial(actions.revoke_invitation, animator, invitation))
