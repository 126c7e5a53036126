"""A cluster with very many mentors and people who wait for one; and the time that matching a cohort takes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.core.models import new_id
from app.innovations.models import SupportNeed, TeamMember
from app.mentoring.actions.proposals import optimum
from app.mentoring.queries.cohort import cohort
from app.reference.models import Topic
from tests.bench.facts import Thing
from tests.bench.world import NOW, Builder

EVENTS = 1_000
"""Its log is small: it is about mentors."""


class Marketplace(Builder):
    """So many mentors; so many innovations with needs, one of them the reader's."""

    mentors_in_all, waiting = 5_000, 200

    def __init__(self, connection: Any, chance: random.Random, events: int) -> None:
        super().__init__(connection, chance, events)
        number = self.mentors_in_all + self.waiting
        self.people = [Thing("person", new_id(), f"Person {n:05}") for n in range(number)]
        self.mentors = self.people[: self.mentors_in_all]
        self.innovations = [Thing("innovation", new_id(), f"The house {n}") for n in range(self.waiting)]
        self.me = self.people[-1]

    def build(self) -> None:
        super().build()
        topics = list(self.connection.execute(select(Topic.code).where(Topic.parent.is_not(None))).scalars())
        needs = [
            {"id": new_id(), "innovation_id": one.id, "topic": code, "priority": 2, "state": "open", "created_at": NOW}
            for one in self.innovations
            for code in self.chance.sample(topics, 3)
        ]
        self._add(SupportNeed, needs)
        waiting = zip(self.innovations[1:], self.people[self.mentors_in_all :], strict=False)
        self._add(TeamMember, [{"innovation_id": one.id, "person_id": person.id} for one, person in waiting])


class Cohort(Marketplace):
    """A large cohort for one proposal."""

    mentors_in_all = 300


@dataclass(frozen=True)
class Matching:
    """One proposal for everybody who waits. `read`, `compared`, `matched`: seconds since it began."""

    mentees: int
    mentors: int
    pairs: int
    served: int
    read: float
    matched: float


def match(app: Flask) -> Matching:
    """Read the cohort, compare, propose; the second time, when statements are built and scipy is loaded."""
    with app.app_context():
        for _ in range(2):
            began = perf_counter()
            whole = cohort()
            read = perf_counter() - began
            found = optimum(whole)
            matched = perf_counter() - began
        pairs = sum(fit.possible for fit in whole.compared().values())
    return Matching(len(whole.seeking), len(whole.able), pairs, found.served, read, matched)
