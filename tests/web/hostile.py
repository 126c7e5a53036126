"""A furnished house to throw things at: one of everything, and what a hostile person sends."""

from __future__ import annotations

import base64
import importlib
import io
import json
import pkgutil
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote_plus

from flask import Flask
from sqlalchemy import select

from app.activity import actions as activity
from app.activity.models import Event
from app.activity.unsubscribing import unsubscribe_token
from app.core.clock import now
from app.core.models import new_id
from app.extensions import db
from app.files.keeping import Upload
from app.innovations import actions as innovations
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
from app.web.forms import Form
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


def furnish(app: Flask, cast: SimpleNamespace) -> dict[str, dict[str, str]]:
    """One of everything, the innovator being part of it; the values of each route's parameters, by prefix."""
    with app.app_context():
        mentor, innovator, animator = (
            db.session.get_one(Person, who.id) for who in (cast.mentor, cast.innovator, cast.animator)
        )
        told = {"name": "Kitchens for All", "summary": "Neighbours cook.", "sectors": [], "goals": []}
        innovation = innovations.put_forward(innovator, told)
        need = innovations.add_need(innovator, innovation, "finance", "A plan", 2)
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
            "/innovations/": {"id": innovation.id, "need_id": need.id, "person_id": cast.partner.id},
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


def addresses(app: Flask, places: dict[str, dict[str, str]], method: str) -> list[tuple[str, str]]:
    """(endpoint, address) of every route that takes this method, leading to something that is there."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if method not in (rule.methods or ()) or rule.endpoint == "static_file":
            continue
        values = next((told for start, told in places.items() if rule.rule.startswith(start)), {})
        given: dict[str, Any] = {name: values[name] for name in rule.arguments}
        if rule._converters and any("Integer" in type(c).__name__ for c in rule._converters.values()):
            given = {name: int(value) for name, value in given.items()}
        found.append((rule.endpoint, adapter.build(rule.endpoint, given, method=method)))
    return found


ON_ONE_PAGE = {
    "goal": ("title", "detail", "due", "before"), "agreed": ("text", "owner_id", "due"), "member": ("person_id",),
    "note": ("text", "audience", "session_id"), "file": ("file",), "message": ("text",), "pause": ("note",),
}  # fmt: skip
"""Fields of forms that stand on one page and tell theirs apart by a prefix."""


def field_names() -> list[str]:
    """The name of every field of every form of ours, and what views read besides."""
    import app as house

    for module in pkgutil.walk_packages(house.__path__, "app."):
        if ".forms" in module.name:
            importlib.import_module(module.name)
    names = {"up_to", "locale", "then", "send", "week", "start", "title", "person", "who"}
    for form in _kinds_of(Form):
        names |= {name for name in dir(form) if hasattr(getattr(form, name), "field_class")}
    prefixed = {f"{prefix}-{name}" for prefix in ("password", "address") for name in ("current", "password", "email")}
    prefixed |= {f"{prefix}-{name}" for prefix, told in ON_ONE_PAGE.items() for name in told}
    return sorted(name for name in names | prefixed if not name.startswith(("d1_", "d2_", "d3_", "d4_", "d5_", "d6_")))


def _kinds_of(kind: type) -> list[type]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in _kinds_of(below))]


VALUES: dict[str, bytes] = {
    "nothing": b"",
    "unreadable": b"a%00b%ED%A0%80%FF%FE%C3%28",
    "noncharacter": quote_plus("\uffff\u202e\u0085\x7f").encode(),
    "digits": b"9" * 5000,
    "eighteen": b"9" * 18,
    "negative": b"-1",
    "arabic digits": quote_plus("٣٤").encode(),
    "huge": b"x" * 9000,
    "markup": quote_plus("\"'><script>alert(1)</script>%(name)s{{7*7}}%s%").encode(),
    "last day": b"9999-12-31",
    "last start": b"2099-12-31T23:59Z",
    "open bracket": b"http://[",
    "address": b"a@b.example",
    "lines": b"a%0D%0ABcc:+x@b.example",
}
"""What is typed into every field at once, already quoted."""


def bodies(tokens: dict[str, str]) -> dict[str, Callable[[], dict[str, Any]]]:
    """Whole bodies: what makes the arguments of a POST, by what is wrong with them. `tokens`: as a form of ours."""
    first = "&".join(f"{name}={value}" for name, value in tokens.items()).encode()
    names = field_names()
    told: dict[str, dict[str, Any]] = {}
    for what, value in VALUES.items():
        told[what] = _form(first + b"".join(b"&" + name.encode() + b"=" + value for name in names))
    told["repeated"] = _form(first + b"".join(b"&" + name.encode() + b"=1" for name in names) * 3)
    told["600 fields"] = _form(first + b"".join(b"&f%d=1" % number for number in range(600)))
    told["json"] = {"data": b'{"text": ["a", {"b": null}]}', "content_type": "application/json"}
    told["no such encoding"] = {"data": first, "content_type": "application/x-www-form-urlencoded; charset=utf-99"}
    told["no boundary"] = {"data": first, "content_type": "multipart/form-data"}
    told["broken multipart"] = {"data": b"--x\r\n\r\n--y", "content_type": "multipart/form-data; boundary=x"}
    made: dict[str, Callable[[], dict[str, Any]]] = {what: partial(dict, body) for what, body in told.items()}
    return made | {"files": partial(_files, tokens, names)}


def _files(tokens: dict[str, str], names: list[str]) -> dict[str, Any]:
    files = {name: (io.BytesIO(b"<svg/>"), "../\n\u202e.png") for name in names}
    return {"data": {**tokens, **files}, "content_type": "multipart/form-data"}


def _form(data: bytes) -> dict[str, Any]:
    return {"data": data, "content_type": "application/x-www-form-urlencoded"}


def cursor(*values: Any) -> str:
    """A page's key as somebody forged it."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


CURSORS = [
    "%", "AAAA", "9" * 390, cursor("\ud800", "x"), cursor("\ud800"), cursor(10**30), cursor(2**62), cursor(None),
    cursor("0001-01-01T00:00:00+23:59", "x"), cursor("9999-12-31T23:59:59-23:59", 1), cursor("9999-12-31Z", "\ud800"),
    cursor([[]], {}),
]  # fmt: skip
ASKED = (
    "q", "after", "before", "week", "start", "since", "until", "kind", "person", "who", "next", "copy", "language",
    "notes", "size", "topic", "country", "does", "sort", "show", "all", "new", "mentor", "organisation", "innovation",
    "category", "region", "remote", "free", "by", "fit", "view", "owner",
)  # fmt: skip


def queries() -> list[str]:
    """Query strings: every argument that any page reads, with the same hostile value."""
    chosen = ("nothing", "noncharacter", "digits", "markup", "last day", "last start", "open bracket")
    return ["&".join(f"{name}={VALUES[what].decode()[:90]}" for name in ASKED) for what in chosen]


def forged() -> list[str]:
    """Query strings with a page's key."""
    return [
        f"after={quote_plus(text)}&before={quote_plus(text)}&notes={quote_plus(text)}&sort=name" for text in CURSORS
    ]


def forget_tries() -> None:
    """So that the throttle does not answer for the page."""
    from app.people.models import Attempt

    for row in db.session.execute(select(Attempt)).scalars():
        db.session.delete(row)
    db.session.commit()
