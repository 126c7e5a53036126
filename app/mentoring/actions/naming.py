"""The people and things of a fact, by name as they are now."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.activity.facts import Fact, Ref
from app.activity.models import Event
from app.activity.record import record
from app.core.rules import Actor, Conflict
from app.mentoring.models import MentoringSession, Mentorship
from app.mentoring.queries.pairs import Pair
from app.mentoring.queries.relations import pair_of_mentorship, taking_part
from app.mentoring.queries.standing import RUNNING


def people_of(pair: Pair) -> dict[str, Ref]:
    """`mentor` and `mentee`."""
    return {
        "mentor": Ref("person", pair.mentor.id, pair.mentor.name),
        "mentee": Ref("person", pair.mentee.id, pair.mentee.name),
    }


def all_of(pair: Pair) -> dict[str, Any]:
    """`mentor`, `mentee` and `innovation`."""
    return {**people_of(pair), "innovation": innovation_of(pair)}


def innovation_of(pair: Pair) -> Ref | None:
    """What they work on, if it is named."""
    return Ref("innovation", pair.innovation_id, pair.innovation_name) if pair.innovation_id else None


def ref(kind: str, id_: str, pair: Pair) -> Ref:
    """The request, mentorship or session itself, under the innovation's name."""
    return Ref(kind, id_, pair.innovation_name)


def must_run(mentorship: Mentorship) -> None:
    """Active, or on a break; else Conflict."""
    if mentorship.state not in RUNNING:
        raise Conflict(_("This mentorship has ended already."))


def record_on_calendars(actor: Actor | None, session: MentoringSession, fact: Fact) -> Event:
    """Record what changes calendars: all who take part get the mail that carries the entry (B10). To the actor only the
    mail; the mentee's team finds it in the inbox, too."""
    people = taking_part(session.id)
    team = people - {session.mentor_id, session.mentee_id}
    own = [actor.id] if actor and actor.id in people else []
    return record(actor, fact, ask=team, among=team, copies=own)


def record_at(actor: Actor | None, mentorship: Mentorship, kind: Any, quiet: bool = False, **facts: Any) -> None:
    """Record a fact of a mentorship, whose first fields are mentorship, mentor and mentee; it is its team's fact, too.

    `quiet`: the team finds it in the story, not in the inbox.
    """
    pair = pair_of_mentorship(mentorship.id)
    fact = kind(ref("mentorship", mentorship.id, pair), **people_of(pair), **facts)
    record(actor, fact, tell=() if quiet else mentorship.team, among=mentorship.team)
