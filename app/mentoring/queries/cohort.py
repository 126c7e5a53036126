"""Everybody who waits and everybody who helps, compared: from a fixed number of bulk reads, whatever the size."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, union

from app.core.prepared import prepared
from app.mentoring import fit as fits
from app.mentoring.models import Introduction, MentoringRequest, MentorProfile, Mentorship, MentorWish
from app.mentoring.queries.fitting import Able, Seeker, able, also_needing, conflicted, monday_there, rarity, seekers
from app.mentoring.queries.mentors import ROW, RUNNING
from app.mentoring.queries.waiting import waiting_ids
from app.people.queries import Person, apart_pairs

MENTORS, MENTEES = 2000, 500
"""As many at once as are compared: the longest published, the longest waiting."""


@dataclass(frozen=True)
class Cohort:
    """Mentors and mentees by id, with what is known to stand between them and how many places mentors have left."""

    able: dict[str, Able]
    seeking: dict[str, Seeker]
    names: dict[str, tuple[str, str]]
    """Name and photo of each mentor."""
    places: dict[str, int]
    """How many more each takes; open introductions have taken theirs."""
    barred: dict[tuple[str, str], set[fits.Obstacle]]
    """(mentee, mentor) → what the data of the two do not show."""

    def compared(self) -> dict[tuple[str, str], fits.Fit]:
        """(mentee, mentor) → how they fit, for every pair that shares a topic."""
        weights = rarity(topic for one in self.seeking.values() for topic in one.mentee.needs)
        helping: dict[str, list[str]] = defaultdict(list)
        for mentor, one in self.able.items():
            for topic in one.mentor.topics:
                helping[topic].append(mentor)
        found = {}
        for mentee, seeker in self.seeking.items():
            monday = monday_there(seeker.mentee.timezone)
            for mentor in {mentor for topic in seeker.mentee.needs for mentor in helping[topic]}:
                against = self.barred.get((mentee, mentor), ())
                found[mentee, mentor] = fits.fit(self.able[mentor].mentor, seeker.mentee, monday, weights, against)
        return found

    def ranking(self, mentee: str, found: Mapping[tuple[str, str], fits.Fit]) -> list[tuple[str, fits.Fit]]:
        """The mentors of one mentee: the possible ones first, the best first; then the others."""
        mine = [(mentor, fit) for (one, mentor), fit in found.items() if one == mentee]
        return sorted(mine, key=lambda m: (bool(m[1].obstacles), fits.rank(m[0], self.able[m[0]].mentor, m[1])))


def cohort(mentees: Sequence[str] | None = None) -> Cohort:
    """These mentees (else all who wait and are not introduced yet), and all mentors, paused ones too."""
    ids = waiting_ids(MENTEES) if mentees is None else list(mentees)
    rows = _mentors().all()
    seeking = seekers(ids)
    for person, topic in _wished(ids):
        if person in seeking:
            seeking[person] = also_needing(seeking[person], [topic])
    known = able(rows)
    promised: Counter[str] = Counter(_promised().scalars())
    places = {row.id: max(0, row.capacity - row.mentees - promised[row.id]) for row in rows}
    return Cohort(known, seeking, {row.id: (row.name, row.photo) for row in rows}, places, _barred(seeking))


def _barred(seeking: Mapping[str, Seeker]) -> dict[tuple[str, str], set[fits.Obstacle]]:
    """Blocks (M3), conflicts (M4), themselves, and who said no or works with them already."""
    ids = list(seeking)
    found: dict[tuple[str, str], set[fits.Obstacle]] = defaultdict(set)
    _note(found, fits.Obstacle.BLOCKED, apart_pairs(ids))
    _note(found, fits.Obstacle.ALREADY, [(mentee, mentor) for mentee, mentor in _known(ids)] + [(i, i) for i in ids])
    for mentee, mentors in conflicted(seeking).items():
        _note(found, fits.Obstacle.CONFLICT, [(mentee, mentor) for mentor in mentors])
    return dict(found)


def _note(found: dict[tuple[str, str], set[fits.Obstacle]], obstacle: fits.Obstacle, pairs: Iterable[Any]) -> None:
    for pair in pairs:
        found[pair].add(obstacle)


@prepared
def _mentors() -> Any:
    query = select(*ROW).join(MentorProfile, MentorProfile.person_id == Person.id)
    here = (MentorProfile.state.in_(("published", "paused")), Person.state == "active")
    return query.where(*here).order_by(MentorProfile.published_at, Person.id).limit(MENTORS)


@prepared
def _wished(ids: Any) -> Any:
    wish = MentorWish
    return select(wish.person_id, wish.topic).where(wish.person_id.in_(ids), wish.state == "open").limit(5000)


@prepared
def _promised() -> Any:
    return select(Introduction.mentor_id).where(Introduction.state == "open").limit(10_000)


@prepared
def _known(ids: Any) -> Any:
    """Who works together, waits for each other's answer, or has said no."""
    ship, request, met = Mentorship, MentoringRequest, Introduction
    together = select(ship.mentee_id, ship.mentor_id).where(ship.mentee_id.in_(ids), ship.state.in_(RUNNING))
    asked = select(request.mentee_id, request.mentor_id).where(
        request.mentee_id.in_(ids), request.state.in_(("sent", "more_information_asked", "declined"))
    )
    introduced = select(met.mentee_id, met.mentor_id).where(met.mentee_id.in_(ids), met.state.in_(("open", "declined")))
    return union(together, asked, introduced).limit(20_000)


def pair_fit(whole: Cohort, mentee: str, mentor: str) -> fits.Fit | None:
    """How two of a cohort fit, whether or not they share a topic; None when one of them is not in it."""
    if mentee not in whole.seeking or mentor not in whole.able:
        return None
    seeker = whole.seeking[mentee]
    weights, monday = rarity(seeker.mentee.needs), monday_there(seeker.mentee.timezone)
    against = whole.barred.get((mentee, mentor), ())
    return fits.fit(whole.able[mentor].mentor, seeker.mentee, monday, weights, against)
