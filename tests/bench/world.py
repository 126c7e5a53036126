"""A cluster with as many events as wanted, put straight into a migrated database; the same for the same number."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from app import create_app
from app.activity.models import Delivery, Event, EventParty
from app.activity.sealing import seal_rest
from app.core.action import action
from app.core.models import Base, new_id
from app.core.search import SearchDocument, fold
from app.extensions import db
from app.hosting.migrate import migrate
from app.innovations.models import SocialInnovation, TeamMember
from app.mentoring.models import AvailabilityWindow, MentoringSession, MentorProfile, Mentorship, MentorTopic
from app.offers.models import CATEGORIES, Post, PostTopic
from app.people.models import Cluster, Organisation, Person, PersonLanguage, SignIn
from app.people.reader import hash_secret
from app.reference.models import Topic
from tests.bench.facts import Thing, some_fact

NOW = datetime.now(UTC).replace(microsecond=0)
ZONES = ("Europe/Brussels", "Europe/Sofia", "Europe/Lisbon", "Europe/Athens", "Europe/Warsaw", "Europe/Dublin")
WORDS = (
    "prototype repair kitchen solar garden mobility care housing school theatre bakery wood textile forest river "
    "finance pricing law impact story network tender team data desk replica coach"
).split()


@dataclass
class World:
    """Where it lies, how to be signed in to it, and whose ids the pages need."""

    instance: Path
    app: Flask
    cookie: str
    names: dict[str, str]
    events: int


def build(instance: Path, events: int, kind: type[Builder] | None = None) -> World:
    """People, mentors, posts and innovations grow with the events, as they would; `kind` may fill it otherwise."""
    app = create_app({"INSTANCE": str(instance), "BASE_URL": "http://127.0.0.1"})
    migrate(app)
    with app.app_context():
        with db.engine.connect().execution_options(writing=True) as connection, connection.begin():
            builder = (kind or Builder)(connection, random.Random(events), events)
            builder.build()
        chain_all(None)
        db.engine.dispose()
    return World(instance, app, _cookie(app, builder.secret), builder.names, events)


@action
def chain_all(_actor: None) -> None:
    """What was put in past record() becomes the chained log that record() would have left."""
    seal_rest()


def _cookie(app: Flask, secret: str) -> str:
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    held = {"_user_id": secret, "_fresh": True, "csrf_token": secrets.token_hex(20)}
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(held)}"


class Builder:
    """Fills the tables in the order of their references. `role` is the reader's."""

    role = "member"
    grows = False
    """Whether one of a kind of its own is as large as the number it is measured for, too."""

    def __init__(self, connection: Any, chance: random.Random, events: int) -> None:
        self.connection, self.chance, self.events = connection, chance, events
        self.secret = secrets.token_urlsafe(32)
        self.people = [Thing("person", new_id(), f"{word.title()} Person {n}") for n, word in self._words(60, 200)]
        self.mentors = self.people[: max(12, len(self.people) // 10)]
        self.innovations = [Thing("innovation", new_id(), f"The {w} house {n}") for n, w in self._words(25, 250)]
        self.posts = [Thing("post", new_id(), f"A {word} for everybody {n}") for n, word in self._words(60, 50)]
        self.me = self.people[-1]
        self.names = {"mentor": self.mentors[1].id}

    def build(self) -> None:
        self._people()
        self._innovations()
        self._mentors()
        self._posts()
        self._sessions()
        self._events()

    def _words(self, least: int, share: int) -> list[tuple[int, str]]:
        return [(n, self.chance.choice(WORDS)) for n in range(max(least, self.events // share))]

    def _add(self, model: type[Base], rows: list[dict[str, Any]]) -> None:
        for start in range(0, len(rows), 5000):
            self.connection.execute(insert(model), rows[start : start + 5000])

    def _text(self, words: int = 40) -> str:
        return " ".join(self.chance.choices(WORDS, k=words)).capitalize() + "."

    def _people(self) -> None:
        if not self.connection.execute(select(Cluster.id)).first():
            self._add(Cluster, [{"id": 1, "name": "Bench", "countries": ["BE"], "languages": ["en"]}])
        house = new_id()
        self._add(Organisation, [{"id": house, "name": "The house", "sort_name": "the house"}])
        self._add(
            Person,
            [
                {
                    "id": one.id, "email": f"p{n}@example.org", "name": one.name, "sort_name": fold(one.name),
                    "timezone": self.chance.choice(ZONES), "locale": "en", "welcomed": True, "country": "BE",
                    "headline": self._text(6), "organisation_id": house if n % 3 == 0 else None,
                    "role": self.role if one is self.me else "member",
                }
                for n, one in enumerate(self.people)
            ],
        )  # fmt: skip
        self._add(PersonLanguage, [{"person_id": one.id, "code": "en"} for one in self.people])
        hashed = hash_secret(self.secret)
        self._add(SignIn, [{"person_id": self.me.id, "secret_hash": hashed, "seen_at": NOW, "proved_at": NOW}])

    def _innovations(self) -> None:
        self._add(
            SocialInnovation,
            [
                {"id": one.id, "name": one.name, "summary": self._text(), "country": "BE", "stage": "scaling",
                 "public": n % 2 == 0, "created_by": self.chance.choice(self.people).id}
                for n, one in enumerate(self.innovations)
            ],
        )  # fmt: skip
        self._add(TeamMember, [{"innovation_id": self.innovations[0].id, "person_id": self.me.id}])
        self._findable("innovation", self.innovations)

    def _mentors(self) -> None:
        topics = list(self.connection.execute(select(Topic.code)).scalars())
        profiles = [
            {"person_id": one.id, "state": "published", "offer": self._text(60), "timezone": self.chance.choice(ZONES),
             "published_at": NOW - timedelta(days=n % 300)}
            for n, one in enumerate(self.mentors)
        ]  # fmt: skip
        self._add(MentorProfile, profiles)
        helps = [{"person_id": m.id, "topic": code} for m in self.mentors for code in self.chance.sample(topics, 3)]
        self._add(MentorTopic, helps)
        hours = [
            {"person_id": one.id, "weekday": day, "start_minute": 540, "end_minute": 1020}
            for one in self.mentors
            for day in range(5)
        ]
        self._add(AvailabilityWindow, hours)
        self._findable("mentor", self.mentors)

    def _posts(self) -> None:
        topics = list(self.connection.execute(select(Topic.code)).scalars())
        self._add(
            Post,
            [
                {"id": one.id, "kind": "need" if n % 3 == 0 else "offer", "title": one.name, "text": self._text(),
                 "category": CATEGORIES[n % len(CATEGORIES)], "state": "published" if n % 5 else "fulfilled",
                 "audience": "public" if n % 4 == 0 else "members", "owner_id": self.chance.choice(self.people).id,
                 "city": "Gent", "country": "BE", "quantity": 4, "unit": "half-days", "taken": n % 4,
                 "until": date.today() + timedelta(days=30 + n % 200), "published_at": NOW - timedelta(hours=n)}
                for n, one in enumerate(self.posts)
            ],
        )  # fmt: skip
        self._add(PostTopic, [{"post_id": one.id, "topic": self.chance.choice(topics)} for one in self.posts])
        self._findable("post", self.posts)

    def _findable(self, kind: str, things: list[Thing]) -> None:
        documents = [{"kind": kind, "ref": one.id, "folded": fold(f"{one.name} {self._text(20)}")} for one in things]
        self._add(SearchDocument, documents)

    def _sessions(self) -> None:
        """Mine with the second mentor: some held, some to come; never two at once."""
        agreed, mentor = new_id(), self.mentors[1]
        pair = {"mentor_id": mentor.id, "mentee_id": self.me.id}
        self._add(Mentorship, [{"id": agreed, "innovation_id": self.innovations[0].id, **pair}])
        starts = [NOW + timedelta(days=day, hours=1) for day in range(-30, 30, 5)]
        self._add(
            MentoringSession,
            [
                {"mentorship_id": agreed, "starts_at": at, "ends_at": at + timedelta(minutes=45),
                 "state": "held" if at < NOW else "confirmed", **pair}
                for at in starts
            ],
        )  # fmt: skip

    def _events(self) -> None:
        things = {"person": self.people, "innovation": self.innovations, "post": self.posts}
        rows: list[dict[str, Any]] = []
        parties: set[tuple[int, str, datetime]] = set()
        for number in range(1, self.events + 1):
            at = NOW - timedelta(minutes=4 * (self.events - number))
            row, people = some_fact(self.chance, things, at)
            rows.append({"id": number, **row})
            parties |= {(number, person, at) for person in people}
            if number > self.events - 200 and number % 10 == 0:
                parties.add((number, self.me.id, at))
        self._add(Event, rows)
        self._add(
            EventParty, [{"event_id": event, "person_id": person, "at": at} for event, person, at in sorted(parties)]
        )
        mine = [event for event, person, _at in sorted(parties) if person == self.me.id][-50:]
        told = {"person_id": self.me.id, "channel": "inbox", "state": "unread", "due_at": NOW}
        self._add(Delivery, [{"event_id": event, **told} for event in mine])
