"""What two people work on beside their sessions: goals, what they agreed, notes, files; and how they look back."""

from __future__ import annotations

import io
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from app.core.clock import now
from app.demo.story import part
from app.demo.tale import Tale
from app.extensions import db
from app.files.keeping import read_upload
from app.mentoring import actions
from app.mentoring.models import Goal, Mentorship


def put_on_agenda(tale: Tale) -> None:
    """Everything of mentorships.toml."""
    for told in part("mentorships")["mentorship"]:
        for when, who in told.get("team", []):
            tale.on(tale.when(when), partial(_bring, tale, told, who))
        for kind, act in (("goals", _goal), ("actions", _agree), ("notes", _note), ("files", _file)):
            for one in told.get(kind, []):
                tale.on(tale.when(one["at"]), partial(act, tale, told, one))
        for one in told.get("looked_back", []):
            tale.on(tale.when(one["at"]), partial(_look_back, tale, told, one))


def _of(tale: Tale, told: dict[str, Any]) -> Mentorship:
    both = {"mentor_id": tale.people[told["mentor"]].id, "mentee_id": tale.people[told["mentee"]].id}
    return db.session.execute(select(Mentorship).filter_by(**both)).scalar_one()


def _bring(tale: Tale, told: dict[str, Any], who: str) -> None:
    actions.add_member(tale.people[told["mentee"]], _of(tale, told), tale.people[who].id)


def _goal(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    mentee, mentorship = tale.people[told["mentee"]], _of(tale, told)
    due = tale.moments.day(one["due"]) if "due" in one else None
    goal = actions.set_goal(mentee, mentorship, one["title"], one.get("detail", ""), due, one["before"])
    for minutes, (text, done) in enumerate(one["steps"], 1):
        tale.on(now() + timedelta(minutes=minutes), partial(_step, tale, mentee, goal, mentorship, text, done))
    if "reached" in one:
        tale.on(tale.when(one["reached"]), partial(actions.move_goal, mentee, goal, mentorship, "reached"))


def _step(tale: Tale, mentee: Any, goal: Goal, mentorship: Mentorship, text: str, done: str) -> None:
    step = actions.add_step(mentee, goal, mentorship, text)
    if done:
        tale.on(tale.when(done), partial(actions.tick_step, mentee, step, mentorship, True))


def _agree(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    mentee, mentorship, owner = tale.people[told["mentee"]], _of(tale, told), tale.people[one["owner"]]
    made = actions.agree_action(mentee, mentorship, one["text"], owner.id, tale.moments.day(one["due"]))
    if "done" in one:
        tale.on(tale.when(one["done"]), partial(actions.tick_action, owner, made, mentorship, True))


def _note(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    actions.write_note(tale.people[one["by"]], _of(tale, told), one["text"], one["audience"])


def _file(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    upload = read_upload(FileStorage(io.BytesIO(one["text"].encode()), one["name"]))
    actions.add_file(tale.people[one["by"]], _of(tale, told), upload)


def _look_back(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    mentorship = _of(tale, told)
    goals = db.session.execute(select(Goal.id).filter_by(mentorship_id=mentorship.id)).scalars()
    after = dict.fromkeys(goals, one["after"]) if "after" in one else {}
    said = actions.LookingBack(one["text"], one["may_tell"], after=after)
    actions.complete_mentorship(tale.people[one["by"]], mentorship, said)
