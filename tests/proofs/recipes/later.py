"""What comes after a session, and what the worker does when a time has passed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from app.core.clock import at, now
from app.extensions import db
from app.files.keeping import Upload
from app.mentoring import actions
from app.mentoring.actions.certificates import issue_certificate
from app.mentoring.actions.group_changes import GroupTerms
from app.mentoring.models import MentoringSession, MentorProfile
from app.messages.queries import Thing
from app.offers.actions import outcomes
from app.people import actions as people
from app.people.actions.invitations import Newcomer
from app.people.models import Invitation
from app.web.periods import Period
from tests.builders import a_board_session, a_claim, a_prepared_offer, a_session_post, an_accepted_claim, an_offer
from tests.mentoring.builders import MONDAY, a_group, a_mentor, a_request
from tests.mentoring.held import a_group_held
from tests.proofs.recipes.mentoring import _draft, _held, _lined, _seated, pair_of
from tests.proofs.recipes.offers import _delivered

_SPRING = Period(date(2026, 4, 1), date(2026, 5, 10), "Europe/Madrid")
_BEFORE = MONDAY - timedelta(days=2)


def _when(moment: Any, act: Callable[..., Any]) -> Callable[..., Any]:
    def later(*args: Any) -> Any:
        with at(moment):
            return act(*args)

    return later


def _certificate(p: Any) -> Any:
    _held(p)
    return issue_certificate(p.mentor, _SPRING)


def _group_over(p: Any) -> Any:
    a_mentor(p.mentor)
    with at(_BEFORE - timedelta(days=3)):
        group = db.session.get_one(MentoringSession, a_group(p.mentor, _BEFORE))
        actions.take_seat(p.innovator, group)
    return group


def _group_held(p: Any) -> Any:
    a_mentor(p.mentor)
    return db.session.get_one(MentoringSession, a_group_held(p.mentor, _BEFORE, people=(p.innovator,)))


def _file(p: Any) -> Any:
    pair = pair_of(p)
    return actions.add_file(p.mentor, pair, Upload("notes.txt", "text/plain", b"Notes.")), pair


def _silent(p: Any) -> Any:
    a_mentor(p.mentor)
    for mentee in (p.innovator, p.innovator2):
        a_request(p.mentor, mentee)
    return now() + timedelta(days=15)


def _on_break(p: Any) -> Any:
    a_mentor(p.mentor, state="paused")
    db.session.get_one(MentorProfile, p.mentor.id).paused_until = date(2026, 5, 10)
    db.session.commit()
    return now()


def _offered(p: Any) -> Any:
    actions.leave_group(p.innovator, _lined(p))
    return MONDAY + timedelta(hours=30)


def _too_much(p: Any) -> Any:
    post = an_offer(p.stakeholder)
    claim = a_claim(post, p.innovator2, 2)
    an_accepted_claim(post, p.innovator)
    return claim


def _invited(p: Any) -> Any:
    a_prepared_offer(p.animator)
    return db.session.execute(select(Invitation)).scalar_one()


def _late_claim(p: Any) -> Any:
    return a_claim(an_offer(p.stakeholder, until=date(2026, 5, 12)), p.innovator)


def _about(p: Any) -> Any:
    pair = pair_of(p)
    return Thing("mentorship", pair.id, "Kitchens", (p.mentor.id, p.innovator.id))


_M, _O, _SOON = "mentoring.actions.", "offers.actions.", MONDAY + timedelta(days=16)
RECIPES: dict[str, Any] = {
    _M + "certificates.issue_certificate": lambda p: (_held(p) and p.mentor, _SPRING),
    _M + "certificates.revoke_certificate": lambda p: (p.mentor, _certificate(p)),
    _M + "certificates._revoke_along": lambda p: (actions.leave, p.animator, _certificate(p) and p.mentor),
    _M + "group_presence.hold_group": lambda p: (p.mentor, _group_over(p), [p.innovator.id]),
    _M + "group_presence.contest_group": lambda p: (p.innovator, _group_held(p), "Nobody came."),
    _M + "group_presence.decide_group": lambda p: (
        p.animator, actions.contest_group(p.innovator, _group_held(p), "Nobody came."), "held",
    ),
    _M + "group_changes.change_group": lambda p: (p.mentor, _seated(p), GroupTerms("Prices", "More", 8, "video", "")),
    _M + "files.add_file": lambda p: (p.mentor, pair_of(p), Upload("notes.txt", "text/plain", b"Notes.")),
    _M + "files.remove_file": lambda p: (p.mentor, *_file(p)),
    _M + "conflicts.declare_conflict": lambda p: (
        p.animator, a_mentor(p.mentor), "person", p.innovator.id, "family",
    ),
    _M + "conflicts.remove_conflict": lambda p: (
        p.animator, actions.declare_conflict(p.animator, a_mentor(p.mentor), "person", p.innovator.id, "family"),
    ),
    _M + "proposals.set_pair": lambda p: (p.animator, a_mentor(p.mentor2) and _draft(p), p.innovator.id, p.mentor2.id),
    _M + "asking._pause": lambda p: (actions.expire_requests, _silent(p)),
    _M + "publishing._end_break": lambda p: (actions.return_mentors, _on_break(p)),
    _M + "seats._let_lapse": lambda p: (_when(moment := _offered(p), actions.settle_seats), moment),
    _O + "line.queue_claim": lambda p: (p.stakeholder, _too_much(p)),
    _O + "outcomes.confirm_in_silence": lambda p: (_when(_SOON, outcomes.confirm_in_silence), _delivered(p)),
    _O + "outcomes.expire_claim": lambda p: (_when(_SOON, outcomes.expire_claim), _late_claim(p)),
    _O + "session_posts.hand_over_post": lambda p: (
        p.animator, a_session_post(a_board_session(p.animator), guest="Ann"), p.stakeholder,
    ),
    "messages.actions.writing.write_about": lambda p: (p.mentor, _about(p), "An idea"),
    "people.actions.sign_ins.end_sign_in": lambda p: (p.mentor, "1"),
    "core.search.let_words_go": lambda _p: (now(),),
    "people.actions.sign_ins.touch": lambda _p: (SimpleNamespace(id="1", sign_in_id="1"),),
    "stakeholders.actions.prepared.drop_prepared": lambda p: (people.revoke_invitation, p.animator, _invited(p)),
    "stakeholders.actions.prepared.hand_over_prepared": lambda p: (
        people.accept_invitation, None, _invited(p), Newcomer("Nora", "a hash", "Europe/Sofia"),
    ),
}  # fmt: skip
