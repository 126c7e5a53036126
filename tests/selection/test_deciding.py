"""The desk, decisions with their frozen record, and the letters."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from app.activity.models import Delivery, Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.innovations.actions import add_member
from app.innovations.queries import SocialInnovation
from app.people.models import Person
from app.selection import actions
from app.selection.models import (
    Assessment,
    Candidate,
    DecisionLetter,
    LetterTemplate,
    SelectionDecision,
    SelectionRound,
)
from app.selection.queries import criteria_of
from app.selection.said import Scored
from tests.builders import a_person
from tests.client import CheckingClient
from tests.selection.builders import a_candidate, a_passed, a_round, answers, assessed_by, assessments_of, scores

AsPerson = Callable[[SimpleNamespace], CheckingClient]


def deciding(cast: SimpleNamespace, *given: int, **changes: Any) -> SelectionRound:
    """A round whose candidates got these scores on everything from both mentors, ready to be decided."""
    selection_round = a_round(cast.animator, **changes)
    for number, _score in enumerate(given):
        a_passed(selection_round, cast.innovator, cast.animator, f"Kitchen {number}")
    assessed_by(selection_round, cast.animator, (cast.mentor, cast.mentor2))
    order = {one.id: score for one, score in zip(candidates(), given, strict=True)}
    for one in assessments_of(selection_round):
        person = db.session.get_one(Person, one.assessor_id)
        actions.submit_assessment(person, one, scores(selection_round, order[one.candidate_id]), "Good.")
    return actions.begin_deciding(a_person(cast.animator), selection_round)


def candidates() -> list[Candidate]:
    return db.session.query(Candidate).order_by(Candidate.id).all()


def decided(cast: SimpleNamespace, outcome: str = "selected", *given: int, **changes: Any) -> SelectionRound:
    selection_round = deciding(cast, *(given or (4,)), **changes)
    ids = [one.id for one in candidates()]
    return actions.decide(a_person(cast.animator), selection_round, ids, outcome, "It is **good**.")


def test_the_desk_shows_ranks_and_is_filtered_sorted_and_taken_away(
    app: Flask, as_: AsPerson, cast: SimpleNamespace
) -> None:
    with app.app_context():
        id_ = deciding(cast, 2, 5, 3).id
        first = candidates()[0].id
    animator = as_(cast.animator)
    animator.get(f"/rounds/{id_}/desk")
    assert [one.get_text() for one in animator.soup.select("#results th a")] == ["Kitchen 1", "Kitchen 2", "Kitchen 0"]
    animator.get(f"/rounds/{id_}/desk?good=no&sort=name")
    assert [one.get_text() for one in animator.soup.select("#results th a")] == ["Kitchen 0"]
    animator.get(f"/rounds/{id_}/desk?apart=1")
    assert "Nothing fits" in animator.soup.get_text()
    animator.get(f"/rounds/{id_}/desk?q=kitchen&sure=always&outcome=open&sort=spread")
    assert len(animator.soup.select("#results th a")) == 2
    told = animator.get(f"/rounds/{id_}/desk.csv?good=yes").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [(row["name"], row["rank"], row["total"], row["good_enough"]) for row in rows] == [
        ("Kitchen 1", "1", "100.0", "true"), ("Kitchen 2", "2", "60.0", "true"),
    ]  # fmt: skip
    book = load_workbook(io.BytesIO(animator.get(f"/rounds/{id_}/desk.xlsx").data))
    assert book.active is not None and [row[1].value for row in book.active.iter_rows(min_row=2)][0] == "Kitchen 1"
    assert animator.post(f"/rounds/candidates/{first}", {"notes": "Ask about rent."}).status_code == 303
    animator.get(f"/rounds/candidates/{first}")
    assert "Ask about rent." in animator.soup.get_text()
    assert as_(cast.mentor).get(f"/rounds/{id_}/desk").status_code == 404


def test_the_panel_decides_several_at_once_with_a_reason(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        selection_round = deciding(cast, 5, 4, 1)
        actions.add_panelist(a_person(cast.animator), selection_round, cast.partner.id)
        id_, ids = selection_round.id, [one.id for one in candidates()]
    partner = as_(cast.partner)
    address = f"/rounds/{id_}/decisions/new?candidate={ids[0]}&candidate={ids[1]}"
    partner.get(address)
    assert len(partner.soup.select("tbody tr")) == 2
    assert partner.post(address, {"outcome": "selected", "reason": " "}).status_code == 422
    assert partner.post(address, {"outcome": "x", "reason": "Good."}).status_code == 422
    assert partner.post(address, {"outcome": "selected", "reason": "Good."}).status_code == 303
    partner.get(address)
    assert "Nothing to decide" in partner.soup.get_text()
    every = f"/rounds/{id_}/decisions/new?all=1&good=no"
    assert partner.post(every, {"outcome": "not_selected", "reason": "Too early."}).status_code == 303
    with app.app_context():
        assert [one.outcome for one in candidates()] == ["selected", "selected", "not_selected"]
        assert [one.state for one in db.session.query(SocialInnovation).order_by(SocialInnovation.id)] == [
            "selected", "selected", "not_selected",
        ]  # fmt: skip
        assert db.session.query(Event).filter_by(verb="selection.innovation_decided").count() == 3
    assert as_(cast.animator).post(f"/rounds/{id_}/closing").status_code == 303
    assert as_(cast.stranger).get(address).status_code == 404


def test_what_it_rests_on_is_frozen_and_nothing_can_change(context: Flask, cast: SimpleNamespace) -> None:
    selection_round, animator = decided(cast, "reserve"), a_person(cast.animator)
    candidate, made = candidates()[0], db.session.query(SelectionDecision).one()
    assert (made.version, made.total, made.rank, made.reason) == (1, 80.0, 1, "It is **good**.")
    assert made.frozen["round"] == {
        "name": "Spring call", "threshold": 60.0, "minimum": 2, "assessors_each": 2, "places": None,
    }  # fmt: skip
    assert len(made.frozen["gates"]) == 6 and len(made.frozen["criteria"]) == 9
    assert {one["assessor_id"] for one in made.frozen["assessments"]} == {cast.mentor.id, cast.mentor2.id}
    assert made.frozen["result"]["sure"] == "always"
    before = dict(made.frozen)
    with pytest.raises(Refused):
        actions.edit_round(animator, selection_round, {"threshold": 1.0})
    with pytest.raises(Conflict):
        actions.set_rules(animator, selection_round, [], [])
    with pytest.raises(Refused):
        actions.resume_assessing(animator, selection_round)
    with pytest.raises(Refused):
        actions.cancel_round(animator, selection_round, "x")
    with pytest.raises(Conflict):
        actions.submit_assessment(a_person(cast.mentor), db.session.query(Assessment).first(), {}, "")  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        actions.note_candidate(animator, candidate, "x")
    for outcome in ("not_selected", "reserve"):
        with pytest.raises(Conflict):
            actions.decide(animator, selection_round, [candidate.id], outcome, "Again.")
    actions.close_round(animator, selection_round)
    actions.decide(animator, selection_round, [candidate.id], "selected", "A place is free.")
    second = db.session.query(SelectionDecision).filter_by(version=2).one()
    assert (second.outcome, second.frozen, made.frozen) == ("selected", before, before)
    with pytest.raises(Conflict):
        actions.decide(animator, selection_round, [candidate.id], "selected", "Again.")


def test_the_guard_of_a_decision(context: Flask, cast: SimpleNamespace) -> None:
    selection_round, animator = deciding(cast, 4, 4), a_person(cast.animator)
    one, two = candidates()
    with pytest.raises(NotAllowed):
        actions.decide(a_person(cast.mentor), selection_round, [one.id], "selected", "Good.")
    with pytest.raises(Refused):
        actions.decide(animator, selection_round, [one.id], "selected", "  ")
    with pytest.raises(Refused):
        actions.decide(animator, selection_round, [one.id], "alumni", "Good.")
    lost = next(each for each in assessments_of(selection_round) if each.candidate_id == one.id)
    db.session.commit()
    db.session.connection(execution_options={"writing": True})
    lost.state = "declined"
    db.session.commit()
    with pytest.raises(Refused):  # all of them or none
        actions.decide(animator, selection_round, [one.id, two.id], "selected", "Good.")
    assert not db.session.query(SelectionDecision).count()
    add_member(a_person(cast.innovator), db.session.get_one(SocialInnovation, two.innovation_id), cast.animator.id)
    with pytest.raises(NotAllowed):  # it is their own
        actions.decide(animator, selection_round, [two.id], "selected", "Good.")


def test_the_record_is_for_the_team_without_names(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        decided(cast)
        made = db.session.query(SelectionDecision).one().id
    team, animator = as_(cast.innovator), as_(cast.animator)
    team.get(f"/rounds/decisions/{made}")
    text = team.soup.get_text()
    assert "It is good." in text and "Inés" not in text and "Παπαδάκης" not in text and "Social need" in text
    animator.get(f"/rounds/decisions/{made}")
    assert "Inés Ortega" in animator.soup.get_text()
    assert as_(cast.stranger).get(f"/rounds/decisions/{made}").status_code == 404


def test_letters_go_once_to_each_in_their_language(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        selection_round = decided(cast, "not_selected")
        id_ = selection_round.id
        innovation = db.session.query(SocialInnovation).one()
        add_member(a_person(cast.innovator), innovation, cast.innovator2.id)
        db.session.commit()
        db.session.connection(execution_options={"writing": True})
        db.session.get_one(Person, cast.innovator2.id).locale = "fr"
        db.session.commit()
    animator = as_(cast.animator)
    animator.get(f"/rounds/{id_}/letters/not_selected/fr")
    words = {"subject": "Décision sur {innovation}", "text": "Bonjour {name} : {reason} {nothing}"}
    assert animator.post(f"/rounds/{id_}/letters/not_selected/fr", words).status_code == 422
    words["text"] = "Bonjour {name} : {reason}"
    preview = animator.post(f"/rounds/{id_}/letters/not_selected/fr", words | {"then": "preview"})
    assert preview.status_code == 200 and "Bonjour Maria Example" in animator.soup.get_text()
    assert animator.post(f"/rounds/{id_}/letters/not_selected/fr", words).status_code == 303
    assert animator.post(f"/rounds/{id_}/letters").status_code == 303
    assert animator.post(f"/rounds/{id_}/letters").status_code == 409
    animator.get(f"/rounds/{id_}/letters")
    assert len(animator.soup.select("#results tbody tr")) == 2
    with app.app_context():
        told = {one.person_id: one for one in db.session.query(DecisionLetter)}
        assert told[cast.innovator.id].language == "en" and told[cast.innovator2.id].language == "fr"
        assert told[cast.innovator2.id].text == "Bonjour Marek Łącki : It is **good**."
        assert told[cast.innovator.id].subject == "Kitchen 0 was not selected"
        mails = db.session.query(Delivery).filter(Delivery.letter.like("selection/mail/decision:%")).all()
        assert {one.person_id for one in mails} == set(told) and len(mails) == 2
    assert animator.get(f"/rounds/{id_}/letters/nothing/fr").status_code == 404
    assert as_(cast.partner).get(f"/rounds/{id_}/letters").status_code == 403


def test_who_did_not_pass_the_gates_gets_a_letter_too(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        selection_round = a_round(cast.animator)
        candidate = a_candidate(selection_round, cast.innovator)
        db.session.connection(execution_options={"writing": True})
        db.session.get_one(Person, cast.innovator.id).locale = "fr"
        db.session.commit()
        actions.screen(a_person(cast.animator), candidate, answers(selection_round, 1))
        id_, made = selection_round.id, db.session.query(SelectionDecision).one().id
    animator = as_(cast.animator)
    clicks = [animator.post(f"/rounds/{id_}/letters", form_token="one click too many") for _click in range(2)]
    assert [answer.status_code for answer in clicks] == [303, 303]
    animator.get(f"/rounds/{id_}/letters")
    assert "1 letter is on its way." in animator.soup.get_text()
    assert animator.post(f"/rounds/{id_}/letters").status_code == 409
    with app.app_context():
        [letter] = db.session.query(DecisionLetter)
        assert (letter.person_id, letter.language) == (cast.innovator.id, "fr")
        assert "A-t-elle fait ses preuves là où elle fonctionne aujourd’hui" in letter.text
        assert db.session.query(Delivery).filter(Delivery.letter.like("selection/mail/decision:%")).count() == 1
    team = as_(cast.innovator)
    team.get(f"/rounds/decisions/{made}")
    assert "Not shown." in team.soup.get_text()
    animator.get(f"/rounds/decisions/{made}")
    assert as_(cast.stranger).get(f"/rounds/decisions/{made}").status_code == 404
    assert animator.get(f"/rounds/{id_}/letters/ineligible/en").status_code == 200


def test_the_mail_says_what_was_kept(app: Flask, cast: SimpleNamespace) -> None:
    from app.activity.mail import write
    from app.activity.outbox import open_parcel

    with app.app_context():
        selection_round = decided(cast, "selected")
        actions.send_letters(a_person(cast.animator), selection_round)
        mail = db.session.query(Delivery).filter(Delivery.letter.like("selection/mail/decision:%")).one()
        parcel = open_parcel(mail.id)
        assert not isinstance(parcel, str), parcel
        message = write(app, parcel)
        assert message is not None and message["Subject"] == "Kitchen 0 was selected"
        body = message.get_body(("plain",))
        assert body is not None and "Hello Lucía Ferrer," in body.get_content()
        made = db.session.query(SelectionDecision).one()
        assert f"/rounds/decisions/{made.id}" in body.get_content()


def test_names_cannot_pass_for_places(context: Flask, cast: SimpleNamespace) -> None:
    from app.selection.lettering import filled, unknown_places

    told = {"name": "{reason}", "innovation": "{0.__class__} %s", "reason": "Good."}
    assert filled("{name} {innovation} {reason} {other} {}", told) == "{reason} {0.__class__} %s Good. {other} {}"
    assert unknown_places("{name} {nothing} {}") == ["", "nothing"]


def test_words_as_they_are_shipped_are_none_of_the_rounds_own(context: Flask, cast: SimpleNamespace) -> None:
    selection_round, animator = a_round(cast.animator), a_person(cast.animator)
    usual = actions.words_of(selection_round, "selected", "en")
    actions.write_letter(animator, selection_round, "selected", "en", "Yes", "{innovation}")
    assert db.session.query(LetterTemplate).count() == 1
    actions.write_letter(animator, selection_round, "selected", "en", *usual)
    assert db.session.query(LetterTemplate).count() == 0
    for wrong in (("alumni", "en"), ("selected", "xx")):
        with pytest.raises(Refused):
            actions.write_letter(animator, selection_round, *wrong, "Yes", "{innovation}")


def test_far_apart_is_to_be_discussed(context: Flask, cast: SimpleNamespace) -> None:
    from app.selection.queries import DeskFilter, desk_rows

    selection_round = a_round(cast.animator)
    a_passed(selection_round, cast.innovator, cast.animator)
    assessed_by(selection_round, cast.animator, (cast.mentor, cast.mentor2))
    first = criteria_of(selection_round.id)[0].id
    for one, score in zip(assessments_of(selection_round), (1, 5), strict=True):
        given = scores(selection_round) | {first: Scored(score)}
        actions.submit_assessment(db.session.get_one(Person, one.assessor_id), one, given, "")
    [row] = desk_rows(a_person(cast.animator), selection_round, DeskFilter(apart="1"))
    assert row.result is not None and row.result.disagreement and row.submitted == 2


def test_who_is_called_up_from_the_reserve_gets_another_letter(
    app: Flask, as_: AsPerson, cast: SimpleNamespace
) -> None:
    with app.app_context():
        selection_round, animator = decided(cast, "reserve"), a_person(cast.animator)
        actions.send_letters(animator, selection_round)
        actions.close_round(animator, selection_round)
        actions.decide(animator, selection_round, [candidates()[0].id], "selected", "A place is free.")
        actions.send_letters(animator, selection_round)
        told = db.session.query(DecisionLetter).order_by(DecisionLetter.queued_at)
        assert [one.subject for one in told] == ["Kitchen 0 is on the reserve list", "Kitchen 0 was selected"]
        id_ = selection_round.id
        newest = db.session.query(SelectionDecision).filter_by(version=2).one().id
    team = as_(cast.innovator)
    team.get(f"/rounds/{id_}")
    assert team.soup.select_one(f"#mine a[href='/rounds/decisions/{newest}']")
    team.get(f"/rounds/decisions/{newest}")
    assert "A place is free." in team.soup.get_text()


def test_lists_come_as_fragments_too(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_ = deciding(cast, 4).id
    animator = as_(cast.animator)
    for address in ("/rounds", f"/rounds/{id_}/candidates", f"/rounds/{id_}/candidates/new", f"/rounds/{id_}/desk",
                    f"/rounds/{id_}/letters"):  # fmt: skip
        answer = animator.fragment(address)
        assert answer.status_code == 200 and "<html" not in answer.get_data(as_text=True)


def test_the_desk_costs_the_same_whatever_its_length(app: Flask, as_: AsPerson, cast: SimpleNamespace) -> None:
    from tests.statements import statements

    animator, asked = as_(cast.animator), []
    for given in ((4,), (1, 2, 3, 4)):
        with app.app_context():
            id_ = deciding_anew(cast, *given)
        with statements(app) as told:
            animator.get(f"/rounds/{id_}/desk")
        asked.append(len(told))
    assert asked[0] == asked[1]


def deciding_anew(cast: SimpleNamespace, *given: int) -> str:
    """One more round beside those that are there."""
    selection_round = a_round(cast.animator)
    made = [a_passed(selection_round, cast.innovator, cast.animator, f"Oven {n}") for n, _score in enumerate(given)]
    assessed_by(selection_round, cast.animator, (cast.mentor, cast.mentor2))
    order = {one.id: score for one, score in zip(made, given, strict=True)}
    for one in assessments_of(selection_round):
        person = db.session.get_one(Person, one.assessor_id)
        actions.submit_assessment(person, one, scores(selection_round, order[one.candidate_id]), "")
    return actions.begin_deciding(a_person(cast.animator), selection_round).id
