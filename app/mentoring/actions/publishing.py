"""A mentor profile's state: published, on a break, back from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from app.activity.facts import person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused
from app.extensions import db
from app.mentoring.actions.availability import settle_affected
from app.mentoring.actions.profile import make_findable, own_profile
from app.mentoring.events import MentorBreakEnded, MentorProfilePaused, MentorProfilePublished
from app.mentoring.models import MentorProfile
from app.mentoring.queries.affected import affected_by_break
from app.mentoring.queries.profiles import breaks_over, local_today, state_of, topics_of, windows_of
from app.people.queries import levels_of

LONGEST_BREAK = timedelta(days=366)


@action
def publish_profile(actor: Actor) -> MentorProfile:
    """Let others ask (again)."""
    profile = own_profile(actor)
    if profile.state == "published":
        return profile
    if missing := what_is_missing(profile, topics_of(actor.id), windows_of(actor.id), levels_of(actor.id)):
        raise Refused(missing[0])
    profile.state, profile.published_at = "published", now()
    profile.paused_until, profile.paused_why = None, ""
    make_findable(profile)
    db.session.flush()
    record(actor, MentorProfilePublished(person_ref(actor)))
    return profile


def what_is_missing(
    profile: MentorProfile, topics: Sequence[Any], windows: Sequence[Any], languages: Sequence[Any]
) -> list[str]:
    """What must be told before others can ask."""
    checks = (
        (profile.offer, _("Say in a few words what you can help with.")),
        (topics, _("Choose at least one topic.")),
        (windows, _("Give at least one time of the week when you can meet.")),
        (languages, _("Say in your account which languages you work in.")),
    )
    return [words for told, words in checks if not told]


@action
def pause_profile(actor: Actor, until: date | None = None, affected: str = "") -> MentorProfile:
    """Take no new requests and bookings, up to the local date on which the mentor is back (None: until they say so).

    `affected`: what becomes of booked sessions within the break ("keep", "cancel"); asked when there are (T3).
    """
    profile = own_profile(actor)
    today = local_today(profile.timezone)
    if profile.state == "draft":
        return profile
    if until is not None and until <= today:
        raise Refused(_("Choose the day on which you are back: tomorrow or later."), "until")
    if until is not None and until > today + LONGEST_BREAK:
        raise Refused(_("Choose a day within the next year, or none."), "until")
    standing = state_of(profile.state, profile.paused_until, profile.timezone)
    if (standing, profile.paused_until) == ("paused", until):
        return profile
    lost = affected_by_break(profile, until)
    profile.state, profile.paused_until, profile.paused_why = "paused", until, ""
    db.session.flush()
    record(actor, MentorProfilePaused(person_ref(actor), until))
    settle_affected(actor, lost, affected)
    return profile


@action(silent="each mentor is a fact of its own, inside")
def return_mentors(at: datetime) -> int:
    """For the worker: end the breaks whose date has come, each by its own clock. Returns how many."""
    over = breaks_over(at)
    for profile, person in over:
        _end_break(profile, person)
    return len(over)


@action
def _end_break(profile: MentorProfile, person: Any) -> None:
    profile.state, profile.paused_until, profile.paused_why = "published", None, ""
    db.session.flush()
    record(None, MentorBreakEnded(person_ref(person)))
