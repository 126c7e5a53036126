"""One valid mentor, request, mentorship, session each. Call them inside an application context."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.core import search
from app.core.clock import now
from app.extensions import db
from app.innovations.models import SocialInnovation, SupportNeed, TeamMember
from app.mentoring.models import (
    AgreedAction,
    AvailabilityWindow,
    Goal,
    GoalStep,
    Introduction,
    MatchingProposal,
    MentoringRequest,
    MentoringSession,
    MentorProfile,
    Mentorship,
    MentorshipMember,
    MentorTopic,
    MentorWish,
    Note,
)

MONDAY = datetime(2026, 5, 11, 6, 0, tzinfo=UTC)
"""The moment at which every test of mentoring begins: 08:00 in Madrid, 09:00 in Sofia."""


def a_mentor(
    person: Any,
    *,
    state: str = "published",
    zone: str = "",
    topics: tuple[str, ...] = ("finance",),
    hours: tuple[tuple[int, int], ...] = ((540, 1020),),
    days: range = range(5),
    **terms: Any,
) -> str:
    """A mentor free on weekdays from 9:00 to 17:00 by their clock, sessions of 60 minutes, 24 hours' notice."""
    told = {"session_minutes": 60, "notice_hours": 24, "horizon_days": 56, "capacity": 3, "offer": "Finance."} | terms
    profile = MentorProfile(
        person_id=person.id, state=state, timezone=zone or person.timezone, published_at=now(), **told
    )
    db.session.add(profile)
    db.session.flush()
    db.session.add_all(MentorTopic(person_id=person.id, topic=topic) for topic in topics)
    db.session.add_all(
        AvailabilityWindow(person_id=person.id, weekday=day, start_minute=start, end_minute=end)
        for day in days
        for start, end in hours
    )
    search.index(db.session, "mentor", person.id, person.name, told["offer"])
    db.session.commit()
    return str(person.id)


def a_request(mentor: Any, mentee: Any, *, state: str = "sent", innovation_id: str | None = None) -> str:
    """A request with a reason that is long enough; its id."""
    reason = "We want to open a second kitchen and need help with the financial plan."
    asked = MentoringRequest(
        mentor_id=mentor.id, mentee_id=mentee.id, state=state, reason=reason, innovation_id=innovation_id
    )
    db.session.add(asked)
    db.session.commit()
    return asked.id


def a_mentorship(mentor: Any, mentee: Any, *, state: str = "active") -> str:
    """Two people who have agreed; its id."""
    mentorship = Mentorship(mentor_id=mentor.id, mentee_id=mentee.id, state=state)
    db.session.add(mentorship)
    db.session.commit()
    return mentorship.id


def a_session(mentorship_id: str, start: datetime, *, minutes: int = 60, state: str = "confirmed") -> str:
    """A booked meeting; its id."""
    mentorship = db.session.get_one(Mentorship, mentorship_id)
    session = MentoringSession(
        mentorship_id=mentorship_id, mentor_id=mentorship.mentor_id, mentee_id=mentorship.mentee_id, state=state,
        starts_at=start, ends_at=start + timedelta(minutes=minutes),
    )  # fmt: skip
    db.session.add(session)
    db.session.commit()
    return session.id


def an_innovation(person: Any, name: str = "Kitchens for All", needs: tuple[str, ...] = ()) -> str:
    """An innovation with this person in its team and these open support needs; its id."""
    innovation = SocialInnovation(name=name)
    db.session.add(innovation)
    db.session.flush()
    db.session.add(TeamMember(innovation_id=innovation.id, person_id=person.id))
    db.session.add_all(SupportNeed(innovation_id=innovation.id, topic=topic) for topic in needs)
    db.session.commit()
    return innovation.id


def a_team(mentorship_id: str, *people: Any) -> str:
    """The mentorship is about an innovation whose team the mentee and these people are; the innovation's id."""
    mentorship = db.session.get_one(Mentorship, mentorship_id)
    innovation = SocialInnovation(name="Kitchens for All")
    db.session.add(innovation)
    db.session.flush()
    for person_id in {mentorship.mentee_id, *(person.id for person in people)}:
        db.session.add(TeamMember(innovation_id=innovation.id, person_id=person_id))
    mentorship.innovation_id = innovation.id
    db.session.commit()
    return innovation.id


def a_member(mentorship_id: str, person: Any) -> None:
    """Somebody of the team who takes part."""
    db.session.add(MentorshipMember(mentorship_id=mentorship_id, person_id=person.id))
    db.session.commit()


def a_note(mentorship_id: str, author: Any, text: str = "Ask about the rent.", audience: str = "private") -> str:
    """A note; its id."""
    note = Note(mentorship_id=mentorship_id, author_id=author.id, text=text, audience=audience)
    db.session.add(note)
    db.session.commit()
    return note.id


def a_goal(mentorship_id: str, title: str = "A second kitchen", steps: tuple[str, ...] = ()) -> str:
    """An open goal with these steps; its id."""
    goal = Goal(mentorship_id=mentorship_id, title=title)
    db.session.add(goal)
    db.session.flush()
    db.session.add_all(GoalStep(goal_id=goal.id, text=text) for text in steps)
    db.session.commit()
    return goal.id


def an_action(mentorship_id: str, owner: Any, text: str = "Send the figures", due: date | None = None) -> str:
    """Something that the owner said they would do; its id."""
    made = AgreedAction(mentorship_id=mentorship_id, owner_id=owner.id, text=text, due=due)
    db.session.add(made)
    db.session.commit()
    return made.id


def an_introduction(mentor: Any, mentee: Any, by: Any, *, state: str = "open", innovation_id: str | None = None) -> str:
    """Two people whom an animator brought together; its id."""
    met = Introduction(
        mentor_id=mentor.id, mentee_id=mentee.id, introduced_by=by.id, state=state, innovation_id=innovation_id,
        note="You two should talk.",
    )  # fmt: skip
    db.session.add(met)
    db.session.commit()
    return met.id


def a_wish(person: Any, topic: str = "finance", language: str = "") -> str:
    """Somebody found no mentor for this; its id."""
    wish = MentorWish(person_id=person.id, topic=topic, language=language)
    db.session.add(wish)
    db.session.commit()
    return wish.id


def a_proposal(animator: Any) -> str:
    """A draft without pairs; its id."""
    proposal = MatchingProposal(made_by=animator.id)
    db.session.add(proposal)
    db.session.commit()
    return proposal.id


def a_group(mentor: Any, start: datetime, *, seats: int = 8, minutes: int = 60, title: str = "Prices") -> str:
    """A group session of a published mentor; its id."""
    from app.mentoring.actions import Announcement, announce_group

    told = Announcement(title, "For all who sell.", start, minutes, seats)
    return announce_group(mentor, told).id
