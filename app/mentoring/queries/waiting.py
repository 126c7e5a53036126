"""Who waits for a mentor, since when and why: the matching desk's list.

People with an open need of an innovation that has no running mentorship, people whose request was declined or expired
lately, and people who found no mentor at all. An innovation waits in the name of one of its team: who was here first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, exists, func, or_, select, union_all

from app.core.clock import now
from app.core.paging import Count, Page, count_upto, keyset
from app.core.prepared import prepared
from app.extensions import db
from app.innovations.queries import SocialInnovation, SupportNeed, TeamMember
from app.mentoring.models import Introduction, MentoringRequest, Mentorship, MentorWish
from app.mentoring.queries.mentors import RUNNING
from app.people.queries import Person

WHY = ("needs", "refused", "wish")
"""Reasons to wait: open needs, requests that came to nothing, a wish."""
LATELY = timedelta(days=90)
"""So long a request that came to nothing is a reason."""


@dataclass(frozen=True)
class Waiter:
    """A person who waits; `requests` counts theirs by state, `wishes` are (id, topic, language)."""

    id: str
    name: str
    photo: str
    since: datetime
    innovations: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()
    requests: dict[str, int] = field(default_factory=dict)
    wishes: tuple[tuple[str, str, str], ...] = ()
    introduced: bool = False

    @property
    def days(self) -> int:
        """Whole days since it began."""
        return (now() - self.since).days


def waiting_page(why: str = "", after: str | None = None) -> Page:
    """Who waits longest first."""
    query, keys = _waiting(why)
    page = keyset(db.session.execute, query, keys, after, descending=False)
    return Page(waiters(page.rows), page.next)


def count_waiting(why: str = "") -> Count:
    """How many they are."""
    return count_upto(db.session.execute, _waiting(why)[0])


def waiting_ids(limit: int) -> list[str]:
    """Those who wait longest and are not introduced to anybody yet: the cohort of a proposal."""
    query, keys = _waiting("")
    met = exists().where(Introduction.mentee_id == keys[1], Introduction.state == "open")
    return [row.id for row in db.session.execute(query.where(~met).order_by(*keys).limit(limit))]


def waiter_of(person_id: str) -> Waiter | None:
    """One of them; also somebody who does not wait, since an animator may want to introduce anybody."""
    query, keys = _waiting("")
    row = db.session.execute(query.where(keys[1] == person_id)).first()
    if row is None:
        plain = select(Person.created_at.label("since"), Person.id, Person.name, Person.photo)
        active = (Person.id == person_id, Person.state == "active", Person.role != "observer")
        row = db.session.execute(plain.where(*active)).first()
    return waiters([row])[0] if row else None


def waiters(rows: Sequence[Any]) -> list[Waiter]:
    """The rows with what explains them: four statements for all."""
    ids = [row.id for row in rows]
    innovations, topics = _needs_of(ids)
    requests: dict[str, dict[str, int]] = defaultdict(dict)
    for person, state, number in _requests(ids, now() - LATELY):
        requests[person][state] = number
    wishes: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for person, wish, topic, language in _wishes(ids):
        wishes[person].append((wish, topic, language))
    met = set(_introduced(ids).scalars())
    return [
        Waiter(row.id, row.name, row.photo, row.since, tuple(innovations[row.id].items()), tuple(topics[row.id]),
               requests[row.id], tuple(wishes[row.id]), row.id in met)
        for row in rows
    ]  # fmt: skip


def _needs_of(ids: list[str]) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, None]]]:
    innovations: dict[str, dict[str, str]] = defaultdict(dict)
    topics: dict[str, dict[str, None]] = defaultdict(dict)
    for person, innovation, name, topic in _needs(ids):
        innovations[person][innovation] = name
        topics[person][topic] = None
    return innovations, topics


def _waiting(why: str) -> tuple[Select[Any], tuple[Any, Any]]:
    """(since, id, name, photo), and the keys of its order."""
    sources = {"needs": _by_need(), "refused": _by_request(), "wish": _by_wish()}
    chosen = [sources[why]] if why in sources else list(sources.values())
    every = union_all(*chosen).subquery()
    first = select(every.c.person_id, func.min(every.c.since).label("since")).group_by(every.c.person_id).subquery()
    query = select(first.c.since, Person.id, Person.name, Person.photo).join(Person, Person.id == first.c.person_id)
    return query.where(Person.state == "active", Person.role != "observer"), (first.c.since, Person.id)


def _by_need() -> Any:
    need, contact = SupportNeed, _contacts()
    running = exists().where(Mentorship.state.in_(RUNNING))
    # Two questions, not one with "or": each is answered by its own index.
    on_it = running.where(Mentorship.innovation_id == need.innovation_id)
    on_nothing = running.where(Mentorship.innovation_id.is_(None), Mentorship.mentee_id == contact.c.person_id)
    query = select(contact.c.person_id, func.min(need.created_at).label("since"))
    query = query.join(contact, contact.c.innovation_id == need.innovation_id)
    return query.where(need.state == "open", ~on_it, ~on_nothing).group_by(contact.c.person_id)


def _contacts() -> Any:
    """Who stands for each innovation: of its team, who was here first."""
    one = select(TeamMember.innovation_id, func.min(TeamMember.person_id).label("person_id"))
    one = one.join(Person, Person.id == TeamMember.person_id)
    one = one.join(SocialInnovation, SocialInnovation.id == TeamMember.innovation_id)
    here = (Person.state == "active", Person.role != "observer", SocialInnovation.state != "withdrawn")
    return one.where(*here).group_by(TeamMember.innovation_id).subquery()


def _by_request() -> Any:
    request = MentoringRequest
    running = exists().where(Mentorship.mentee_id == request.mentee_id, Mentorship.state.in_(RUNNING))
    lost = (request.state.in_(("declined", "expired")), request.answered_at > now() - LATELY, ~running)
    query = select(request.mentee_id.label("person_id"), func.min(request.answered_at).label("since"))
    return query.where(*lost).group_by(request.mentee_id)


def _by_wish() -> Any:
    wish = MentorWish
    query = select(wish.person_id, func.min(wish.created_at).label("since"))
    return query.where(wish.state == "open").group_by(wish.person_id)


@prepared
def _needs(ids: Any) -> Any:
    one = SocialInnovation
    query = select(TeamMember.person_id, one.id, one.name, SupportNeed.topic)
    query = query.join(one, one.id == TeamMember.innovation_id).join(SupportNeed, SupportNeed.innovation_id == one.id)
    open_ = (TeamMember.person_id.in_(ids), one.state != "withdrawn", SupportNeed.state == "open")
    return query.where(*open_).order_by(SupportNeed.priority, SupportNeed.topic).limit(5000)


@prepared
def _requests(ids: Any, since: Any) -> Any:
    request = MentoringRequest
    query = select(request.mentee_id, request.state, func.count())
    lately = or_(request.answered_at > since, request.state.in_(("sent", "more_information_asked")))
    return query.where(request.mentee_id.in_(ids), lately).group_by(request.mentee_id, request.state)


@prepared
def _wishes(ids: Any) -> Any:
    wish = MentorWish
    query = select(wish.person_id, wish.id, wish.topic, wish.language)
    return query.where(wish.person_id.in_(ids), wish.state == "open").order_by(wish.id).limit(5000)


@prepared
def _introduced(ids: Any) -> Any:
    return select(Introduction.mentee_id).where(Introduction.mentee_id.in_(ids), Introduction.state == "open")
