"""The board: posts, claims, sessions, care for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.core.clock import now
from app.offers import actions
from app.offers.actions import agreeing, moderation, outcomes, posts
from app.offers.models import PostContent, PostFiles
from tests.builders import (
    a_board_session,
    a_claim,
    a_need,
    a_session_post,
    an_accepted_claim,
    an_offer,
    content_of,
)

_MORE = PostContent("Evenings", "Of advice.", "expertise", quantity=1, unit="evenings", until=date(2030, 1, 1))
_ASKED = actions.Asked("Kitchens", "What?", lasts=timedelta(hours=1))
_WHY = ("no_capacity", "I am away.")


def _post(p: Any, **said: Any) -> Any:
    return an_offer(p.stakeholder, **said)


def _claim(p: Any) -> Any:
    return a_claim(_post(p), p.innovator)


def _agreed(p: Any) -> Any:
    return an_accepted_claim(_post(p), p.innovator)


def _delivered(p: Any) -> Any:
    return agreeing.deliver_claim(p.stakeholder, _agreed(p))


def _confirmed(p: Any) -> Any:
    return outcomes.confirm_claim(p.innovator, _delivered(p))


def _disputed(p: Any) -> Any:
    return outcomes.dispute_claim(p.innovator, _delivered(p), "Nobody came.")


def _full(p: Any) -> Any:
    """All of it is promised."""
    post = _post(p)
    return post, an_accepted_claim(post, p.innovator, 2)


def _line(p: Any) -> Any:
    """Somebody waits in line; the one who has all of it."""
    post, agreed = _full(p)
    actions.join_line(p.innovator2, post, "For us, too.")
    return agreed


def _asked_again(p: Any) -> Any:
    claim = _claim(p)
    posts.edit_post(p.stakeholder, claim.post, content_of(claim.post, unit="hours"))
    return claim


def _reported(p: Any) -> Any:
    post = _post(p)
    moderation.report_post(p.innovator, post, "other", "It is not there.")
    return post


def _paused(p: Any) -> Any:
    return posts.pause_post(p.stakeholder, _post(p))


def _closed(p: Any) -> Any:
    return actions.close_session(p.animator, a_board_session(p.animator))


def _held(p: Any) -> Any:
    session = a_board_session(p.animator)
    return session, a_session_post(session, p.stakeholder)


_O = "offers.actions."
RECIPES: dict[str, Any] = {
    _O + "posts.create_post": lambda p: (p.stakeholder, "offer", _MORE, False),
    _O + "posts.publish_post": lambda p: (p.stakeholder, _post(p, publish=False)),
    _O + "posts.edit_post": lambda p: (p.stakeholder, post := _post(p), content_of(post, title="Other")),
    _O + "posts.pause_post": lambda p: (p.stakeholder, _post(p)),
    _O + "posts.resume_post": lambda p: (p.stakeholder, _paused(p)),
    _O + "posts.withdraw_post": lambda p: (p.stakeholder, _claim(p).post, "It was sold."),
    _O + "posts.fulfil_post": lambda p: (p.stakeholder, _confirmed(p).post),
    _O + "freshness.ask_owner": lambda p: (p.animator, _post(p)),
    _O + "freshness.renew_post": lambda p: (p.stakeholder, _post(p), date(2029, 1, 1)),
    _O + "freshness.end_post": lambda p: (p.stakeholder, _post(p)),
    _O + "freshness.nudge_owners": lambda p: (_post(p) and now(),),
    _O + "freshness._nudge": lambda p: (_post(p, until=date(2026, 5, 15)), 1),
    _O + "claims.claim_post": lambda p: (p.innovator, _post(p), "For our statutes."),
    _O + "claims.join_line": lambda p: (p.innovator2, _full(p)[0], "For us, too."),
    _O + "claims.withdraw_claim": lambda p: (p.innovator, _claim(p), *_WHY),
    _O + "agreeing.accept_claim": lambda p: (p.stakeholder, _claim(p)),
    _O + "agreeing.decline_claim": lambda p: (p.stakeholder, _claim(p), *_WHY),
    _O + "agreeing.cancel_claim": lambda p: (p.innovator, _line(p), *_WHY),
    _O + "line._call": lambda p: (agreeing.cancel_claim, p.innovator, _line(p), *_WHY),
    _O + "agreeing.close_claim": lambda p: (posts.withdraw_post, p.stakeholder, _claim(p).post, "It was sold."),
    _O + "agreeing.deliver_claim": lambda p: (p.stakeholder, _agreed(p)),
    _O + "outcomes.confirm_claim": lambda p: (p.innovator, _delivered(p)),
    _O + "outcomes.dispute_claim": lambda p: (p.innovator, _delivered(p), "Nobody came."),
    _O + "outcomes.settle_claim": lambda p: (p.animator, _disputed(p), "confirmed", "I asked both."),
    _O + "outcomes._count": lambda p: (outcomes.settle_claim, p.animator, _disputed(p), "confirmed", "I asked both."),
    _O + "afterwards.thank_giver": lambda p: (p.innovator, _confirmed(p), "Thank you!"),
    _O + "afterwards.correct_delivery": lambda p: (p.animator, _confirmed(p), 0, "It was none."),
    _O + "terms.propose_terms": lambda p: (p.stakeholder, _claim(p), 2),
    _O + "renewing._ask": lambda p: (
        posts.edit_post, p.stakeholder, (claim := _claim(p)).post, content_of(claim.post, unit="hours"),
    ),
    _O + "renewing.renew_claim": lambda p: (p.innovator, _asked_again(p)),
    _O + "introductions.introduce_posts": lambda p: (p.animator, _post(p), a_need(p.innovator)),
    _O + "moderation.report_post": lambda p: (p.innovator, _post(p), "other", "It is not there."),
    _O + "moderation.keep_post": lambda p: (p.animator, _reported(p)),
    _O + "moderation._tell": lambda p: (moderation.keep_post, p.animator, _reported(p)),
    _O + "moderation.hide_post": lambda p: (p.animator, _reported(p), "Say more."),
    _O + "moderation.show_post": lambda p: (p.animator, moderation.hide_post(p.animator, _post(p), "Say more.")),
    _O + "moderation.return_post": lambda p: (p.animator, _post(p), "Say more."),
    _O + "moderation.remove_post": lambda p: (p.animator, _reported(p), "Say more."),
    _O + "sessions.open_session": lambda p: (p.animator, _ASKED),
    _O + "sessions.close_session": lambda p: (p.animator, a_board_session(p.animator)),
    _O + "sessions.reopen_session": lambda p: (p.animator, _closed(p)),
    _O + "sessions.publish_session": lambda p: (p.animator, _held(p)[0]),
    _O + "sessions._put_on_board": lambda p: (actions.publish_session, p.animator, _held(p)[0]),
    _O + "session_posts.add_to_session": lambda p: (p.stakeholder, a_board_session(p.animator), "offer", _MORE),
    _O + "session_posts.edit_session_post": lambda p: (p.animator, _held(p)[1], "offer", _MORE),
    _O + "session_posts.approve_post": lambda p: (p.animator, _held(p)[1]),
    _O + "session_posts.reject_session_post": lambda p: (p.animator, _held(p)[1]),
    _O + "drafts.drop_draft": lambda p: (p.stakeholder, "offer", ""),
    _O + "drafts.finish_post": lambda p: (p.stakeholder, "offer", _MORE, PostFiles(), True),
    _O + "drafts.finish_change": lambda p: (p.stakeholder, _post(p), _MORE, PostFiles()),
    _O + "leaving.leave": lambda p: (p.animator, _post(p) and p.stakeholder),
    _O + "leaving._pass_on": lambda p: (actions.leave, p.animator, _post(p) and p.stakeholder),
    _O + "parting.part_on_board": lambda p: (p.innovator, _claim(p) and p.stakeholder, p.innovator),
    _O + "searches.open_board_feed": lambda p: (p.stakeholder,),
    _O + "searches.renew_board_feed": lambda p: (p.stakeholder,),
    _O + "searches.close_board_feed": lambda p: (p.stakeholder,),
    _O + "imports.drop_table": lambda p: (p.stakeholder,),
}  # fmt: skip
