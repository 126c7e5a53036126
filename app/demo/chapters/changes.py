"""What came of it, told: stories of change, and two teams that have something to give each other."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.cooperation import actions as cooperation
from app.demo.story import part
from app.demo.tale import Tale
from app.extensions import db
from app.messages.actions import write_in
from app.messages.models import Conversation
from app.stories import actions


def put_on_agenda(tale: Tale) -> None:
    """Everything of changes.toml."""
    story = part("changes")
    for told in story["story"]:
        tale.on(tale.when(told["at"]), partial(_draft, tale, told))
    for told in story["introduction"]:
        tale.on(tale.when(told["at"]), partial(_introduce, tale, told))


def _draft(tale: Tale, told: dict[str, Any]) -> None:
    by, innovation = tale.people[told["by"]], tale.innovations[told["innovation"]]
    made = actions.draft_story(by, innovation, told["title"], told["language"])
    actions.edit_story(by, made, told["told"])
    tale.on(tale.when(told["handed_in"]), partial(actions.submit_story, by, made))
    if "published" in told:
        when, public = told["published"]
        tale.on(tale.when(when), partial(actions.publish_story, tale.people["animator"], made, public))


def _introduce(tale: Tale, told: dict[str, Any]) -> None:
    both = tale.innovations[told["one"]], tale.innovations[told["other"]]
    met = cooperation.introduce_teams(tale.people["animator"], *both, told["note"])
    group = db.session.get_one(Conversation, met.conversation_id)
    for when, who, text in told["said"]:
        tale.on(tale.when(when), partial(write_in, tale.people[who], group, text))
