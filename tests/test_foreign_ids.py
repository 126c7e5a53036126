"""What is not for somebody's eyes answers exactly like what is not there: status, headers, every word (SECURITY 2)."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.activity.actions import request_export, save_view
from app.activity.models import Delivery, Event
from app.core.clock import now
from app.core.models import new_id
from app.extensions import db
from app.files.keeping import Upload
from app.innovations.actions import begin_import
from app.innovations.models import Proposal, SocialInnovation
from app.mentoring.actions import declare_conflict
from app.mentoring.models import GoalStep
from app.messages.actions import report_message, write_to
from app.messages.models import MessageFile
from app.offers.actions import save_search
from app.offers.queries import BoardFilter
from app.people import actions as people
from app.people import photos
from app.people.models import SignIn
from app.stories.actions import draft_story
from tests.builders import a_board_session, a_claim, a_contact, a_person, a_prepared_offer, an_offer
from tests.client import CheckingClient
from tests.measuring.builders import a_round, a_scaling, the_report
from tests.mentoring.builders import (
    a_goal,
    a_mentor,
    a_mentorship,
    a_note,
    a_proposal,
    a_request,
    a_session,
    a_wish,
    an_action,
    an_innovation,
    an_introduction,
)
from tests.mentoring.held import a_certificate
from tests.outreach.builders import a_draft, an_activity
from tests.scaling.builders import strategy_of
from tests.selection.builders import a_candidate, a_decision, an_assessment
from tests.selection.builders import a_round as a_selection
from tests.test_routes import rules_of

OPEN_TO_ALL_INSIDE = {"/organisations/<id>", "/mentoring/groups/<id>"}
PROOFS = {"/account/address/<token>", "/activity/feed/<token>", "/activity/unsubscribe/<token>", "/calendar/<token>",
          "/certificates/<code>", "/invitations/<token>", "/join/<code>", "/offers/answers/<token>",
          "/offers/feed/<token>", "/setup/<token>", "/sign-in/reset/<token>"}  # fmt: skip
"""Here the address is itself the secret: whoever has it may come in."""
OWN_ONLY = {"/mentoring/profile/exceptions/<day>"}
"""A date of the reader's own, whoever else has one on that day."""
PARTS = (None, "observer", "stranger", "animator")
VISITOR, MEMBERS, ALL = PARTS[:1], PARTS[:3], PARTS
"""Who does not see it."""


class Hidden(NamedTuple):
    """A thing that is there, the beginning of its addresses, and from whom it is hidden."""

    stem: str
    id: Any
    parts: tuple[str | None, ...]


def stem_of(rule: Rule) -> str:
    """The address up to its first parameter: /offers/claims/<id> of /offers/claims/<id>/acceptance."""
    return rule.rule[: rule.rule.index(">") + 1] if rule.arguments else ""


def furnish(app: Flask, cast: SimpleNamespace) -> list[Hidden]:
    """One of every private thing, all of them other people's."""
    with app.app_context():
        found = (
            _measuring(cast)
            + _mentoring(cast)
            + _desk(cast)
            + _board(cast)
            + _people(cast)
            + _messages(cast)
            + _log(cast)
        )
        found += _selection(cast)
        db.session.commit()
        return found


def _measuring(cast: SimpleNamespace) -> list[Hidden]:
    one = a_scaling(cast)
    asked = a_round(cast)
    return [
        Hidden("/progress/reports/<id>", the_report(one, asked).id, (None, "stranger")),
        Hidden("/progress/rounds/<id>", asked.id, MEMBERS),
    ]


def _mentoring(cast: SimpleNamespace) -> list[Hidden]:
    a_mentor(cast.mentor)
    mentorship = a_mentorship(cast.mentor, cast.innovator)
    goal = a_goal(mentorship, steps=("Call the city",))
    step = db.session.execute(select(GoalStep.id).filter_by(goal_id=goal)).scalar_one()
    return [
        Hidden("/mentoring/actions/<id>", an_action(mentorship, cast.mentor), ALL),
        Hidden("/mentoring/goals/<id>", goal, ALL),
        Hidden("/mentoring/notes/<id>", a_note(mentorship, cast.mentor), ALL),
        Hidden("/mentoring/steps/<id>", step, ALL),
        Hidden("/mentoring/certificates/<id>", a_certificate(cast.mentor), MEMBERS),
        Hidden("/mentoring/conflicts/<id>", _tie(cast), MEMBERS),
        Hidden("/mentoring/mentors/<id>", a_mentor(cast.mentor2, state="draft"), MEMBERS),
        Hidden("/mentoring/mentorships/<id>", mentorship, MEMBERS),
        Hidden("/mentoring/requests/<id>", a_request(cast.mentor, cast.innovator2), MEMBERS),
        Hidden("/mentoring/sessions/<id>", a_session(mentorship, now() + timedelta(days=7)), MEMBERS),
    ]


def _desk(cast: SimpleNamespace) -> list[Hidden]:
    return [
        Hidden("/mentoring/desk/people/<id>", cast.innovator2.id, MEMBERS),
        Hidden("/mentoring/wishes/<id>", a_wish(cast.innovator2), MEMBERS),
        Hidden("/mentoring/introductions/<id>", an_introduction(cast.mentor, cast.partner, cast.animator), MEMBERS),
        Hidden("/mentoring/proposals/<id>", a_proposal(cast.animator), MEMBERS),
    ]


def _tie(cast: SimpleNamespace) -> str:
    mentor = a_person(cast.mentor)
    return declare_conflict(mentor, mentor.id, "person", cast.innovator.id, "client").id


def _selection(cast: SimpleNamespace) -> list[Hidden]:
    opened = a_selection(cast.animator)
    draft = a_selection(cast.animator, opened=False, call_public=False).id
    return [
        Hidden("/calls/<id>", draft, MEMBERS),
        Hidden("/rounds/<id>", draft, MEMBERS),
        Hidden("/rounds/candidates/<id>", a_candidate(opened, cast.innovator2, "Chleb").id, MEMBERS),
        Hidden("/rounds/assessments/<id>", an_assessment(cast), ALL),
        Hidden("/rounds/decisions/<id>", a_decision(cast), MEMBERS),
    ]


def _board(cast: SimpleNamespace) -> list[Hidden]:
    posted = an_offer(cast.stakeholder)
    return [
        Hidden("/innovations/<id>", an_innovation(cast.innovator), VISITOR),
        Hidden("/stories/<id>", _story(cast), MEMBERS),
        Hidden("/innovations/duplicates/<id>", an_innovation(cast.innovator), MEMBERS),
        Hidden("/innovations/imports/<id>", begin_import(a_person(cast.animator), "a.csv", b"name\nA").id, MEMBERS),
        Hidden("/innovations/proposals/<id>", _proposed(), MEMBERS),
        Hidden("/stories/<id>", _told(cast), MEMBERS),
        Hidden("/offers/<id>", posted.id, VISITOR),
        Hidden("/strategies/<id>", strategy_of("contract").id, MEMBERS),
        Hidden("/outreach/<id>", an_activity(cast.stakeholder).id, VISITOR),
        Hidden("/outreach/<id>", a_draft(cast.stakeholder, visibility=4).id, ALL),
        Hidden("/offers/<id>", an_offer(cast.stakeholder, publish=False, audience="public").id, ALL),
        Hidden("/offers/sessions/<id>", a_board_session(cast.animator).id, MEMBERS),
        Hidden(
            "/offers/searches/<id>",
            save_search(a_person(cast.innovator), "Rooms", BoardFilter(q="room"), "off").id,
            ALL,
        ),
        Hidden("/offers/claims/<id>", a_claim(posted, cast.innovator).id, ALL),
        Hidden("/stakeholders/<id>", (house := a_person(cast.stakeholder).organisation_id), MEMBERS),
        Hidden("/stakeholders/contacts/<id>", a_contact(house, cast.animator).id, MEMBERS),
        Hidden("/stakeholders/prepared/<id>", a_prepared_offer(cast.animator).id, MEMBERS),
    ]


def _story(cast: SimpleNamespace) -> str:
    told_of = db.session.get_one(SocialInnovation, an_innovation(cast.innovator))
    return draft_story(a_person(cast.innovator), told_of, "A street that mends", "en").id


def _proposed() -> str:
    proposal = Proposal(name="Kettles", told={"name": "Kettles", "summary": "Mended."})
    db.session.add(proposal)
    db.session.flush()
    return proposal.id


def _told(cast: SimpleNamespace) -> str:
    innovation = db.session.get_one(SocialInnovation, an_innovation(cast.innovator))
    return draft_story(a_person(cast.innovator), innovation, "A street that mends", "en").id


def _people(cast: SimpleNamespace) -> list[Hidden]:
    animator, away = a_person(cast.animator), a_person(cast.partner)
    photo = away.photo = secrets.token_hex(16) + ".webp"
    photos.folder().mkdir(exist_ok=True)
    photos.path(photo).write_bytes(b"a photo")
    people.suspend_person(animator, away)
    asked = people.ask_to_join(None, "A Guest", "asks@example.org", "Please.")
    told_of = people.report_person(a_person(cast.innovator), a_person(cast.mentor), "money", "")
    here = SignIn(id=new_id(), person_id=cast.innovator.id, secret_hash=new_id())
    db.session.add(here)
    return [
        Hidden("/account/blocks/<id>", away.id, MEMBERS),
        Hidden("/account/sign-ins/<id>", here.id, ALL),
        Hidden("/people/<id>", away.id, MEMBERS),
        Hidden("/people/invitations/<id>", people.invite(animator, "guest@example.org").id, MEMBERS),
        Hidden("/people/join-requests/<id>", asked.id, MEMBERS),
        Hidden("/people/reports/<id>", told_of.id, MEMBERS),
        Hidden("/people/photos/<name>", photo, ALL),
        Hidden("/messages/with/<id>", away.id, ALL),
    ]


def _log(cast: SimpleNamespace) -> list[Hidden]:
    export = request_export(a_person(cast.innovator), "csv", "", "en", "UTC")
    return [Hidden("/activity/exports/<id>", export.id, ALL)]


def _messages(cast: SimpleNamespace) -> list[Hidden]:
    file = Upload("notes.txt", "text/plain", b"Only for you.")
    message = write_to(a_person(cast.mentor), a_person(cast.innovator), "Only for you.", [file])
    kept = db.session.execute(select(MessageFile.file_id)).scalar_one()
    shown = report_message(a_person(cast.innovator), message, "money")
    mail = db.session.execute(select(func.max(Delivery.id)).filter_by(channel="email")).scalar_one()
    mine = select(Event.ref).join(Delivery).filter_by(channel="inbox", person_id=cast.innovator.id)
    unread = mine.order_by(Event.id.desc()).limit(1)
    sent = select(func.max(Event.ref)).filter_by(verb="messages.message_sent")
    view = save_view(a_person(cast.innovator), "Mine", "kind=offers")
    return [
        Hidden("/activity/views/<id>", view.id, ALL),
        Hidden("/messages/<id>", message.conversation_id, ALL),
        Hidden("/messages/files/<id>", kept, ALL),
        Hidden("/messages/reports/<id>", shown.id, MEMBERS),
        Hidden("/messages/sent/<id>", message.id, ALL),
        Hidden("/activity/<id>", db.session.execute(sent).scalar_one(), ALL),
        Hidden("/activity/inbox/<ref>", db.session.execute(unread).scalar_one(), ALL),
        Hidden("/activity/mail/<int:id>", mail, MEMBERS),
    ]


def missing(like: Any) -> Any:
    """What an id of this kind looks like, and is nobody's."""
    if isinstance(like, int):
        return like + 10**6
    return secrets.token_hex(16) + ".webp" if like.endswith(".webp") else new_id()


def ask(client: CheckingClient, method: str, address: str, htmx: bool) -> TestResponse:
    token = client.csrf_token()  # asked for before a GET too, so that no answer is the first to set the cookie
    sent = {"data": {"csrf_token": token}} if method == "POST" else {}
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if htmx else {}
    return super(CheckingClient, client).open(address, method=method, headers=headers, **sent)


def told(answer: TestResponse, id_: Any) -> tuple[int, list[tuple[str, str]], str]:
    """All that an answer says, without what is new in every answer and without the id that was asked for."""
    asked = re.compile(rf"(/|%2F){id_}\b")  # in addresses only: a mail's id is a mere 1
    headers = [(name, asked.sub(r"\1<id>", _steady(name, value))) for name, value in answer.headers]
    body = re.sub(r'name="(csrf_token|form_token)" value="[^"]+"', r'name="\1"', answer.get_data(as_text=True))
    body = re.sub(r'data-since="[^"]+"', "", body)  # of the pulse, anew on each page
    return answer.status_code, sorted(headers), asked.sub(r"\1<id>", body)


def _steady(name: str, value: str) -> str:
    """Lengths follow from the body, which is compared; the signed cookie carries the second it was signed in."""
    value = re.sub(r"=[^;]*", "", value) if name == "Set-Cookie" else value
    return "" if name in ("Content-Length", "X-Request-ID") else value


def test_every_address_with_a_parameter_is_classified(app: Flask, cast: SimpleNamespace) -> None:
    hidden = {thing.stem for thing in furnish(app, cast)}
    assert {stem_of(rule) for rule in rules_of(app)} - {""} == hidden | OPEN_TO_ALL_INSIDE | PROOFS | OWN_ONLY


@pytest.mark.parametrize("part", PARTS)
def test_a_foreign_thing_answers_exactly_like_a_missing_one(
    app: Flask, cast: SimpleNamespace, part: str | None
) -> None:
    things = [thing for thing in furnish(app, cast) if part in thing.parts]
    client, wrong = app.test_client(), []
    if part:
        client.sign_in(getattr(cast, part))
    before = written(app)
    for thing in things:
        for rule in (rule for rule in rules_of(app) if stem_of(rule) == thing.stem and len(rule.arguments) == 1):
            for method, htmx in product(sorted((rule.methods or set()) & {"GET", "POST"}), (False, True)):
                there, not_there = (
                    told(ask(client, method, re.sub("<.+>", str(id_), rule.rule), htmx), id_)
                    for id_ in (thing.id, missing(thing.id))
                )
                if there != not_there:
                    wrong.append((method, rule.rule, htmx, there, not_there))
    assert wrong == []
    assert written(app) == before


def written(app: Flask) -> list[str]:
    """All that is stored."""
    with app.app_context():
        return list(db.engine.raw_connection().driver_connection.iterdump())  # type: ignore[union-attr]
