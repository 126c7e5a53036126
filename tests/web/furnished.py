"""A furnished house to throw things at: one of everything, with the innovator in it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.activity import actions as activity
from app.activity.models import Event
from app.activity.unsubscribing import unsubscribe_token
from app.core.clock import now
from app.core.models import new_id
from app.extensions import db
from app.files.keeping import Upload
from app.mentoring import actions as mentoring
from app.mentoring.actions import declare_conflict, open_feed
from app.mentoring.models import Certificate, GoalStep, Mentorship
from app.mentoring.queries.calendar_settings import calendar_choice
from app.messages.actions import write_to
from app.offers import actions as offers
from app.offers.answering import answer_token
from app.offers.models import BoardFeed, Post, PostFiles
from app.offers.queries import BoardFilter, files_of
from app.outreach.models import ActivityFile, ActivityFiles
from app.people import actions as people
from app.people import links
from app.people.feeds import secret_of
from app.people.models import OneTimeLink, Person, SignIn
from tests.builders import a_board_session, a_claim, a_contact, a_session_post, an_offer, content_of
from tests.mentoring.builders import (
    a_goal,
    a_group,
    a_mentor,
    a_mentorship,
    a_note,
    a_proposal,
    a_request,
    a_session,
    a_wish,
    an_action,
    an_introduction,
)
from tests.mentoring.held import a_certificate
from tests.outreach.builders import an_activity
from tests.web.furnished_innovations import places_of_innovations


def furnish(app: Flask, cast: SimpleNamespace) -> dict[str, dict[str, str]]:
    """One of everything, the innovator being part of it; the values of each route's parameters, by prefix."""
    with app.app_context():
        mentor, innovator, animator = (
            db.session.get_one(Person, who.id) for who in (cast.mentor, cast.innovator, cast.animator)
        )
        post = an_offer(innovator)
        claim = a_claim(post, mentor)
        message = write_to(mentor, innovator, "Only for you.")
        a_mentor(cast.mentor)
        a_mentor(cast.innovator)
        mentorship = a_mentorship(cast.mentor, cast.innovator)
        session = a_session(mentorship, now() + timedelta(days=7))
        goal = a_goal(mentorship, steps=("Call the city",))
        house = people.add_organisation(innovator, people.Body("Notaires Unis"))
        invitation = people.invite(animator, "guest@example.org")
        asked = people.ask_to_join(None, "A Guest", "asks@example.org", "Please.")
        request = a_request(cast.innovator, cast.partner)
        open_feed(mentor)
        feed_token = calendar_choice(mentor.id).feed_token
        tie = declare_conflict(mentor, mentor.id, "person", cast.stranger.id, "client")
        report = people.report_person(innovator, mentor, "other", "Did not answer, again and again.")
        tokens = {purpose: _link(purpose, innovator) for purpose in ("setup", "reset", "address")}
        tokens["invitation"] = links.token("invitation", invitation.id, invitation.round)
        around_innovations = places_of_innovations(cast)
        db.session.commit()
        return {
            "/account/address/": {"token": tokens["address"]},
            "/account/blocks/": {"id": cast.partner.id},
            "/account/sign-ins/": {"id": _sign_in(innovator)},
            "/activity/unsubscribe/": {"token": unsubscribe_token(innovator.id, "messages.message_sent")},
            "/activity/feed/": {"token": "0" * 32},
            "/activity/mail/": {"id": "1"},
            **_of_log(innovator, post),
            "/calendar/": {"token": feed_token},
            **around_innovations,
            "/invitations/": {"token": tokens["invitation"]},
            **_of_mentoring(mentor, innovator, animator, cast.partner),
            "/mentoring/conflicts/": {"id": tie.id},
            "/mentoring/actions/": {"id": an_action(mentorship, innovator)},
            "/mentoring/goals/": {"id": goal},
            "/mentoring/mentors/": {"id": mentor.id},
            "/mentoring/mentorships/": {"id": mentorship, "file": _file(innovator, mentorship)},
            "/mentoring/notes/": {"id": a_note(mentorship, innovator)},
            "/mentoring/profile/": {"day": "2026-12-24"},
            "/mentoring/requests/": {"id": request},
            "/mentoring/sessions/": {"id": session},
            "/mentoring/steps/": {"id": db.session.execute(select(GoalStep.id).filter_by(goal_id=goal)).scalar_one()},
            "/messages/with/": {"id": cast.stakeholder.id},
            "/messages/": {"id": message.conversation_id},
            "/offers/answers/": {"token": answer_token(post)},
            "/offers/claims/": {"id": claim.id},
            **_of_searches(mentor, innovator),
            **_of_sessions(animator),
            "/offers/": {"id": post.id, "file": _attachment(innovator, post)},
            "/organisations/": {"id": house.id},
            "/people/invitations/": {"id": invitation.id},
            "/people/join-requests/": {"id": asked.id},
            "/people/reports/": {"id": report.id},
            "/people/photos/": {"name": "0" * 32 + ".webp"},
            "/people/": {"id": cast.partner.id},
            "/stakeholders/contacts/": {"id": a_contact(house.id, animator, next_step="Call again").id},
            "/stakeholders/": {"id": house.id},
            "/setup/": {"token": tokens["setup"]},
            "/sign-in/reset/": {"token": tokens["reset"]},
        }


def _of_mentoring(mentor: Person, innovator: Person, animator: Person, partner: Any) -> dict[str, dict[str, str]]:
    """What stands beside the mentorship: the desk, groups, certificates, a calendar's address."""
    introduced = an_introduction(mentor, partner, animator)
    certificate = a_certificate(innovator)
    return {
        "/certificates/": {"code": db.session.get_one(Certificate, certificate).code},
        "/mentoring/certificates/": {"id": certificate},
        "/mentoring/desk/people/": {"id": innovator.id},
        "/mentoring/groups/": {"id": a_group(innovator, now() + timedelta(days=9))},
        "/mentoring/introductions/": {"id": introduced},
        "/mentoring/proposals/": {"id": a_proposal(animator)},
        "/mentoring/wishes/": {"id": a_wish(innovator)},
    }


def _of_log(innovator: Person, post: Post) -> dict[str, dict[str, str]]:
    """An entry with a comment, and an activity with evidence."""
    event = db.session.execute(select(Event).filter_by(object_id=post.id).limit(1)).scalar_one()
    comment = activity.comment_on(innovator, event, "Ours too.")
    files = ActivityFiles(evidence=(Upload("list.txt", "text/plain", b"Who was there"),))
    held = an_activity(innovator, files=files)
    evidence = db.session.execute(select(ActivityFile.file_id)).scalar_one()
    entry = {"id": event.ref, "ref": event.ref, "comment": comment.id}
    return {"/activity/": entry, "/outreach/": {"id": held.id, "file": evidence}}


def _of_sessions(animator: Person) -> dict[str, dict[str, str]]:
    session = a_board_session(animator)
    added = {"id": session.id, "post_id": a_session_post(session, guest="A Guest").id}
    return {"/offers/sessions/": added, "/join/": {"code": session.code}}


def _of_searches(mentor: Person, innovator: Person) -> dict[str, dict[str, str]]:
    """A search that is kept, and the secret address of a feed."""
    offers.open_board_feed(mentor)
    search = offers.save_search(innovator, "Rooms", BoardFilter(q="room"), "weekly")
    return {"/offers/searches/": {"id": search.id}, "/offers/feed/": {"token": secret_of(BoardFeed, mentor.id)}}


def _link(purpose: str, person: Person) -> str:
    link = OneTimeLink(id=new_id(), purpose=purpose, person_id=person.id, email=person.email or "")
    link.expires_at, link.secret_hash = now() + timedelta(hours=1), links.token_hash(purpose, link.id)
    db.session.add(link)
    return links.token(purpose, link.id)


def _file(owner: Person, mentorship_id: str) -> str:
    upload = Upload("plan.txt", "text/plain", b"A plan")
    return mentoring.add_file(owner, db.session.get_one(Mentorship, mentorship_id), upload).id


def _attachment(owner: Person, post: Post) -> str:
    upload = Upload("plan.txt", "text/plain", b"A plan")
    offers.edit_post(owner, post, content_of(post), PostFiles(new=(upload,)))
    return files_of(post.id)[0].id


def _sign_in(person: Person) -> str:
    row = SignIn(id=new_id(), person_id=person.id, secret_hash=new_id())
    db.session.add(row)
    return str(row.id)
