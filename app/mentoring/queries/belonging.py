"""What sessions, mentorships, requests and the like belong to: what the log finds them by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from app.activity.belonging import BELONGS
from app.activity.facts import Ref
from app.extensions import db
from app.innovations.queries import SupportNeed
from app.mentoring.models import (
    Goal,
    Introduction,
    MentoringRequest,
    MentoringSession,
    Mentorship,
    MentorTopic,
    MentorWish,
)


def _of_session(id_: str) -> Iterator[Ref]:
    yield from _above(select(MentoringSession.mentorship_id).where(MentoringSession.id == id_), "mentorship")


def _of_goal(id_: str) -> Iterator[Ref]:
    yield from _above(select(Goal.mentorship_id).where(Goal.id == id_), "mentorship")


def _of_wish(id_: str) -> Iterator[Ref]:
    columns = select(MentorWish.innovation_id, MentorWish.topic).where(MentorWish.id == id_)
    yield from _above(columns, "innovation", "topic")


def _about(model: Any) -> Any:
    """Of what joins a mentor and an innovation: the innovation, and the topics that the one helps with and the other
    needs. Requests and mentorships name no topics themselves."""

    def above(id_: str) -> Iterator[Ref]:
        yield from _above(select(model.innovation_id).where(model.id == id_), "innovation")
        shared = (
            select(MentorTopic.topic)
            .join(model, model.mentor_id == MentorTopic.person_id)
            .join(SupportNeed, SupportNeed.innovation_id == model.innovation_id)
            .where(model.id == id_, SupportNeed.topic == MentorTopic.topic)
            .distinct()
            .limit(50)
        )
        for topic in db.session.execute(shared).scalars():
            yield Ref("topic", topic, "")

    return above


def _above(query: Any, *kinds: str) -> Iterator[Ref]:
    for row in db.session.execute(query.limit(1)):
        yield from (Ref(kind, id_, "") for kind, id_ in zip(kinds, row, strict=True) if id_)


BELONGS["session"] = _of_session
BELONGS["goal"] = _of_goal
BELONGS["wish"] = _of_wish
BELONGS["request"] = _about(MentoringRequest)
BELONGS["mentorship"] = _about(Mentorship)
BELONGS["introduction"] = _about(Introduction)
