"""Goals, agreed actions, notes, files, who takes part, what was written at the end: for those who take part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, false, func, or_, select

from app.core.paging import Page, keyset
from app.core.prepared import prepared
from app.core.rules import Actor
from app.extensions import db
from app.files.models import StoredFile
from app.innovations.queries import TeamMember
from app.mentoring.models import (
    AgreedAction,
    Closing,
    Goal,
    GoalStep,
    Mentorship,
    MentorshipFile,
    MentorshipMember,
    Note,
)
from app.mentoring.queries.pairs import Pair, Who, zone_of
from app.mentoring.queries.relations import takes_part
from app.mentoring.queries.standing import RUNNING
from app.people.queries import Person, not_blocked

MOST_GOALS, MOST_STEPS, MOST_OPEN, MOST_FILES, MOST_MEMBERS = 20, 20, 50, 100, 4
"""Of a mentorship: goals, steps of one goal, actions not done, files, people beside the mentee (five in all)."""
DONE_SHOWN = 10


class Step(NamedTuple):
    """One step of a goal."""

    id: str
    text: str
    done: bool


@dataclass(frozen=True)
class GoalLine:
    """A goal with its steps, in the order in which they were added."""

    id: str
    title: str
    detail: str
    state: str
    due: date | None
    before: int | None
    after: int | None
    steps: tuple[Step, ...] = ()

    @property
    def done(self) -> int:
        """How many of its steps are."""
        return sum(step.done for step in self.steps)


def goals_of(mentorship_id: str) -> list[GoalLine]:
    """Open ones first, each in the order in which it was set; at most MOST_GOALS."""
    steps: dict[str, list[Step]] = defaultdict(list)
    for goal_id, *step in _steps(mentorship_id):
        steps[goal_id].append(Step(step[0], step[1], step[2] is not None))
    return [GoalLine(**row._mapping, steps=tuple(steps[row.id])) for row in _goals(mentorship_id)]


@prepared
def _goals(mentorship_id: Any) -> Any:
    query = select(Goal.id, Goal.title, Goal.detail, Goal.state, Goal.due, Goal.before, Goal.after)
    order = case((Goal.state == "open", 0), (Goal.state == "reached", 1), else_=2)
    return query.where(Goal.mentorship_id == mentorship_id).order_by(order, Goal.id).limit(MOST_GOALS)


@prepared
def _steps(mentorship_id: Any) -> Any:
    query = select(GoalStep.goal_id, GoalStep.id, GoalStep.text, GoalStep.done_at)
    query = query.join(Goal, Goal.id == GoalStep.goal_id).where(Goal.mentorship_id == mentorship_id)
    return query.order_by(GoalStep.id).limit(MOST_GOALS * MOST_STEPS)


def count_goals(mentorship_id: str) -> tuple[int, int]:
    """How many there are, and how many are reached: all that animators see of them."""
    reached = func.count().filter(Goal.state == "reached")
    query = select(func.count(), reached).select_from(Goal).where(Goal.mentorship_id == mentorship_id)
    row = db.session.execute(query).one()
    return row[0], row[1]


def goal_rows(mentorship_id: str) -> list[Goal]:
    """All of them, to be changed."""
    return list(db.session.execute(select(Goal).where(Goal.mentorship_id == mentorship_id).limit(MOST_GOALS)).scalars())


def count_steps(goal_id: str) -> int:
    """How many steps a goal has."""
    return _count(GoalStep.goal_id == goal_id)


def count_open_actions(mentorship_id: str) -> int:
    """How many are to do."""
    return _count(AgreedAction.mentorship_id == mentorship_id, AgreedAction.done_at.is_(None))


def count_files(mentorship_id: str) -> int:
    """How many there are."""
    return _count(MentorshipFile.mentorship_id == mentorship_id)


def _count(*conditions: Any) -> int:
    return db.session.execute(select(func.count()).where(*conditions)).scalar_one()


def _theirs(reader: Actor, model: Any, id_: str) -> tuple[Any, Mentorship] | None:
    query = select(model, Mentorship).join(Mentorship, Mentorship.id == model.mentorship_id)
    row = db.session.execute(query.where(model.id == id_, takes_part(reader.id))).first()
    return (row[0], row[1]) if row else None


def goal_of(reader: Actor, id_: str) -> tuple[Goal, Mentorship] | None:
    """A goal with its mentorship, for those who take part."""
    return _theirs(reader, Goal, id_)


def step_of(reader: Actor, id_: str) -> tuple[GoalStep, Mentorship] | None:
    """A step with its mentorship, for those who take part."""
    query = select(GoalStep, Mentorship).join(Goal, Goal.id == GoalStep.goal_id)
    query = query.join(Mentorship, Mentorship.id == Goal.mentorship_id)
    row = db.session.execute(query.where(GoalStep.id == id_, takes_part(reader.id))).first()
    return (row[0], row[1]) if row else None


def action_of(reader: Actor, id_: str) -> tuple[AgreedAction, Mentorship] | None:
    """An agreed action with its mentorship, for those who take part."""
    return _theirs(reader, AgreedAction, id_)


class Agreed(NamedTuple):
    """An agreed action as a line."""

    id: str
    text: str
    due: date | None
    done_at: datetime | None
    owner_id: str
    owner_name: str


@prepared
def _agreed(mentorship_id: Any, *, done: bool) -> Any:
    action = AgreedAction
    query = select(action.id, action.text, action.due, action.done_at, action.owner_id, Person.name)
    query = query.join(Person, Person.id == action.owner_id).where(action.mentorship_id == mentorship_id)
    if done:
        return query.where(action.done_at.is_not(None)).order_by(action.done_at.desc()).limit(DONE_SHOWN)
    return query.where(action.done_at.is_(None)).order_by(action.due.is_(None), action.due, action.id).limit(MOST_OPEN)


def agreed_in(mentorship_id: str, done: bool = False) -> list[Agreed]:
    """What is to do, the next due first; or the last that were done."""
    return [Agreed(*row) for row in _agreed(mentorship_id, done=done)]


def due_actions(owner: Any, today: Any) -> Select[Any]:
    """The owner's actions that are due, in what still runs; the longest due first. For a prepared statement."""
    action = AgreedAction
    query = select(action.id).join(Mentorship, Mentorship.id == action.mentorship_id)
    open_ = and_(action.owner_id == owner, action.done_at.is_(None), action.due <= today)
    return query.where(open_, Mentorship.state.in_(RUNNING)).order_by(action.due)


def _readable(reader: Actor, mentorship: Mentorship) -> Any:
    """M7: one's own; those for all who take part; for other animators, those shown to them. Nothing else."""
    if reader.id in mentorship.people:
        return or_(Note.author_id == reader.id, Note.audience.in_(("shared", "animators")))
    return Note.audience == "animators" if reader.role == "animator" else false()


def notes_in(reader: Actor, mentorship: Mentorship, after: str | None = None, session_id: str = "") -> Page:
    """The notes that this reader may read, newest first: all, or those of one session."""
    query: Any = select(
        Note.id, Note.text, Note.audience, Note.author_id, Person.name, Note.created_at, Note.changed_at,
        Note.session_id,
    )  # fmt: skip
    query = query.join(Person, Person.id == Note.author_id).where(Note.mentorship_id == mentorship.id)
    query = query.where(_readable(reader, mentorship))
    if session_id:
        query = query.where(Note.session_id == session_id)
    return keyset(db.session.execute, query, (Note.id,), after)


def note_of(reader: Actor, id_: str) -> tuple[Note, Mentorship] | None:
    """A note, if this reader takes part and may read it."""
    found = _theirs(reader, Note, id_)
    if found is None:
        return None
    note, mentorship = found
    return found if note.author_id == reader.id or note.audience != "private" else None


def files_in(mentorship_id: str) -> list[Any]:
    """(id, name, size, owner_id, owner's name, created_at), newest first."""
    query = select(StoredFile.id, StoredFile.name, StoredFile.size, StoredFile.owner_id, Person.name.label("owner"),
                   StoredFile.created_at)  # fmt: skip
    query = query.join(MentorshipFile, MentorshipFile.file_id == StoredFile.id)
    query = query.join(Person, Person.id == StoredFile.owner_id).where(MentorshipFile.mentorship_id == mentorship_id)
    return list(db.session.execute(query.order_by(StoredFile.id.desc()).limit(MOST_FILES)))


def file_of(reader: Actor, mentorship_id: str, file_id: str) -> tuple[StoredFile, Mentorship] | None:
    """A file of a mentorship, for those who take part."""
    query = select(StoredFile, Mentorship).join(MentorshipFile, MentorshipFile.file_id == StoredFile.id)
    query = query.join(Mentorship, Mentorship.id == MentorshipFile.mentorship_id)
    query = query.where(StoredFile.id == file_id, Mentorship.id == mentorship_id, takes_part(reader.id))
    row = db.session.execute(query).first()
    return (row[0], row[1]) if row else None


def _people(rows: Iterable[Any]) -> list[Who]:
    return [Who(id_, name, photo, zone_of(zone)) for id_, name, photo, zone in rows]


def team_of(mentorship_id: str) -> list[Who]:
    """Those who take part beside the two, by name."""
    query = select(Person.id, Person.name, Person.photo, Person.timezone)
    query = query.join(MentorshipMember, MentorshipMember.person_id == Person.id)
    query = query.where(MentorshipMember.mentorship_id == mentorship_id).order_by(Person.name, Person.id)
    return _people(db.session.execute(query.limit(MOST_MEMBERS)))


def could_join(mentorship: Mentorship, pair: Pair) -> list[Who]:
    """People of the innovation's team who do not take part yet."""
    query = select(Person.id, Person.name, Person.photo, Person.timezone)
    query = query.join(TeamMember, TeamMember.person_id == Person.id)
    here = mentorship.people
    apart = (not_blocked(person_id, Person.id) for person_id in sorted(here))
    fit = and_(Person.state == "active", Person.role != "observer", Person.id.not_in(here), *apart)
    query = query.where(TeamMember.innovation_id == pair.innovation_id, fit).order_by(Person.name, Person.id)
    return _people(db.session.execute(query.limit(50)))


def closings_of(mentorship_id: str) -> list[Any]:
    """(person_id, name, changed, may_tell, created_at) of those who looked back."""
    query = select(Closing.person_id, Person.name, Closing.changed, Closing.may_tell, Closing.created_at)
    query = query.join(Person, Person.id == Closing.person_id).where(Closing.mentorship_id == mentorship_id)
    return list(db.session.execute(query.order_by(Closing.created_at).limit(2)))


def closing_of(mentorship_id: str, person_id: str) -> Closing | None:
    """What this person wrote at the end."""
    return db.session.get(Closing, (mentorship_id, person_id))


def in_words(closings: list[Any], reader: Actor, mentorship: Mentorship) -> list[Any]:
    """Those whose words this reader may read: all who take part; others only what may be told."""
    inside = reader.id in mentorship.people
    return [told for told in closings if told.changed and (inside or told.may_tell)]
