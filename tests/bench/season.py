"""A cluster with a year of very many sessions, and many who wait: what an animator's pages are made from."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.activity.models import Event
from app.core.models import new_id
from app.innovations.models import SupportNeed, TeamMember
from app.mentoring.models import MentoringRequest, MentoringSession, Mentorship
from app.reference.models import Topic
from tests.bench.facts import Thing
from tests.bench.world import NOW, Builder

DAYS = 360


class Season(Builder):
    """10,000 sessions in 1,000 mentorships, each begun by a request; 300 innovations wait. An animator reads."""

    role = "animator"
    agreed, sessions_each, waiting = 1_000, 10, 300

    def __init__(self, connection: Any, chance: random.Random, events: int) -> None:
        super().__init__(connection, chance, events)
        self.people = [Thing("person", new_id(), f"Person {n:05}") for n in range(1_500)]
        self.mentors = self.people[:200]
        self.innovations = [Thing("innovation", new_id(), f"The house {n}") for n in range(self.agreed + self.waiting)]
        self.me = self.people[-1]

    def build(self) -> None:
        super().build()
        topics = list(self.connection.execute(select(Topic.code)).scalars())
        needs = [
            {"id": new_id(), "innovation_id": one.id, "topic": code, "priority": 2, "state": "open", "created_at": NOW}
            for one in self.innovations
            for code in self.chance.sample(topics, 2)
        ]
        self._add(SupportNeed, needs)
        teams = zip(self.innovations[1:], self.people[201:], strict=False)
        self._add(TeamMember, [{"innovation_id": one.id, "person_id": person.id} for one, person in teams])
        for table, rows in self._season().items():
            self._add(table, rows)

    def _season(self) -> dict[Any, list[dict[str, Any]]]:
        rows: dict[Any, list[dict[str, Any]]] = {Mentorship: [], MentoringRequest: [], MentoringSession: [], Event: []}
        for number, innovation in enumerate(self.innovations[: self.agreed]):
            began = NOW - timedelta(days=self.chance.randrange(DAYS))
            mentor = self.mentors[number % len(self.mentors)]
            pair = {"mentor_id": mentor.id, "mentee_id": self.people[200 + number].id, "innovation_id": innovation.id}
            asked, agreed = new_id(), new_id()
            rows[Mentorship].append({"id": agreed, "created_at": began, **pair})
            rows[MentoringRequest].append(
                {"id": asked, "reason": "", "state": "accepted", "created_at": began - timedelta(days=number % 9),
                 "answered_at": began, "mentorship_id": agreed, **pair}
            )  # fmt: skip
            rows[Event].append(self._told("request_sent", "request", asked, began))
            rows[Event].append(self._told("request_accepted", "mentorship", agreed, began))
            for met in range(self.sessions_each):
                id_, at = new_id(), began + timedelta(days=3 * met + 1)
                came = self.chance.random() < 0.95
                rows[MentoringSession].append(
                    {"id": id_, "mentorship_id": agreed, "mentor_id": mentor.id, "mentee_id": pair["mentee_id"],
                     "starts_at": at, "ends_at": at + timedelta(minutes=45), "state": "held" if came else "no_show"}
                )  # fmt: skip
                rows[Event].append(self._told("session_held" if came else "no_show_marked", "session", id_, at))
        return rows

    def _told(self, name: str, kind: str, about: str, at: Any) -> dict[str, Any]:
        return {"at": at, "verb": f"mentoring.{name}", "strand": "mentoring", "visibility": 2, "shown": 2,
                "object_kind": kind, "object_id": about, "facts": {}}  # fmt: skip
