"""Who acts for the lead partner, and who sees a pathway."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Flask

from app.extensions import db
from app.people.actions import block_person
from app.people.models import Person
from app.scaling import queries
from tests.builders import a_person
from tests.scaling.builders import a_house, a_pathway, a_selected


def test_the_active_people_of_the_lead_partner_lead(context: Flask, cast: SimpleNamespace) -> None:
    one, other = a_selected(cast.innovator), a_selected(cast.innovator2, name="Other")
    assert queries.pathway_of(one.id) is None and not queries.leads(cast.mentor.id, one.id)
    house = a_house("Vooruit", cast.mentor, cast.observer, cast.mentor2)
    made = a_pathway(one, lead_id=house.id)
    assert queries.pathway_of(one.id) == made
    db.session.rollback()
    db.session.connection(execution_options={"writing": True})
    db.session.get_one(Person, cast.mentor2.id).state = "suspended"
    db.session.commit()
    led = [part for part, person in vars(cast).items() if queries.leads(person.id, one.id)]
    assert led == ["mentor"]
    assert queries.leading_people(one.id) == [cast.mentor.id]
    assert queries.people_at_work(one.id) == sorted([cast.mentor.id, cast.innovator.id])
    assert not queries.leads(cast.mentor.id, other.id)


def test_who_sees_a_pathway(context: Flask, cast: SimpleNamespace) -> None:
    one = a_selected(cast.innovator)
    a_pathway(one, lead_id=a_house("Vooruit", cast.mentor).id)
    sees = [part for part, person in vars(cast).items() if queries.followed(a_person(person), one.id)]
    assert sees == ["animator", "mentor", "innovator", "partner", "observer"]


def test_names_are_for_who_may_know_them(context: Flask, cast: SimpleNamespace) -> None:
    block_person(a_person(cast.mentor), db.session.get_one(Person, cast.innovator.id))
    ids = [cast.innovator.id, cast.mentor.id, None]
    names = {
        part: sorted(queries.named_people(a_person(getattr(cast, part)), ids).values())
        for part in ("animator", "mentor", "innovator", "partner", "observer")
    }
    both = sorted([cast.innovator.name, cast.mentor.name])
    assert names["animator"] == names["partner"] == both and names["observer"] == []
    assert names["mentor"] == [cast.mentor.name] and names["innovator"] == [cast.innovator.name]
