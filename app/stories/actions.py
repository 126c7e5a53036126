"""Telling a story of change: drafted from what is recorded, handed in, looked at, published, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.activity.facts import Ref
from app.activity.models import ANIMATORS
from app.activity.record import limit_shown, record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.core.search import forget, index
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.people.queries import Person, active_animators
from app.scaling.queries import people_at_work
from app.stories.drafting import draft
from app.stories.events import StoryDrafted, StoryPublished, StoryReturned, StorySubmitted, StoryWithdrawn
from app.stories.models import PARTS, StoryOfChange
from app.stories.queries import recorded
from app.stories.rules import (
    may_draft_story,
    may_edit_story,
    may_publish_story,
    may_return_story,
    may_submit_story,
    may_withdraw_story,
)

OWN = ("title", "language", *PARTS, "quote", "quote_by", "quote_consent")
"""What its form sets."""
NOTHING: Mapping[str, Any] = {}


@action
def draft_story(actor: Actor, innovation: SocialInnovation, title: str, language: str) -> StoryOfChange:
    """Begin a story, in the language of whoever writes: what is recorded stands in it already."""
    require(may_draft_story(actor, innovation))
    parts = draft(recorded(actor, innovation))
    story = StoryOfChange(
        innovation_id=innovation.id, title=title, language=language, written_by=actor.id, state="draft", **parts
    )
    db.session.add(story)
    db.session.flush()
    record(actor, StoryDrafted(**_of(story)), among=people_at_work(innovation.id))
    return story


@action(silent="the words of a draft are its writers' own business until it is handed in")
def edit_story(actor: Actor, story: StoryOfChange, told: Mapping[str, Any]) -> StoryOfChange:
    """Change its words. `told` has fields of OWN."""
    require(may_edit_story(actor, story))
    _tell(story, told)
    return story


@action
def submit_story(actor: Actor, story: StoryOfChange, told: Mapping[str, Any] = NOTHING) -> StoryOfChange:
    """Hand it in for an animator's look, with the words `told` that stand in the form. Refused without words, or with a
    quote nobody agreed to."""
    require(may_submit_story(actor, story))
    _tell(story, told)
    _must_be_whole(story)
    story.state, story.review_note = "review", ""
    record(actor, StorySubmitted(**_of(story)), ask=active_animators(), among=people_at_work(story.innovation_id))
    return story


@action
def return_story(actor: Actor, story: StoryOfChange, note: str) -> StoryOfChange:
    """Give it back to its writer, with what is to be mended."""
    require(may_return_story(actor, story))
    story.state, story.review_note, story.reviewed_by = "draft", note, actor.id
    record(actor, StoryReturned(**_of(story), writer=_writer(story)), among=people_at_work(story.innovation_id))
    return story


@action
def publish_story(actor: Actor, story: StoryOfChange, public: bool) -> StoryOfChange:
    """Show it to members, or to everybody (`public`)."""
    require(may_publish_story(actor, story))
    _must_be_whole(story)
    story.state, story.public, story.reviewed_by, story.published_at = "published", public, actor.id, now()
    index(db.session(), "story", story.id, story.title, *(getattr(story, part) for part in PARTS), story.quote)
    record(actor, StoryPublished(**_of(story), public=public), tell=people_at_work(story.innovation_id))
    return story


@action
def withdraw_story(actor: Actor, story: StoryOfChange) -> StoryOfChange:
    """Take it back: nobody but those at work on the innovation sees it any more."""
    require(may_withdraw_story(actor, story))
    story.state, story.public = "withdrawn", False
    forget(db.session(), "story", story.id)
    record(actor, StoryWithdrawn(**_of(story)), among=people_at_work(story.innovation_id))
    limit_shown("story", story.id, ANIMATORS)
    return story


def _tell(story: StoryOfChange, told: Mapping[str, Any]) -> None:
    for name in OWN:
        if name in told:
            setattr(story, name, told[name])


def _must_be_whole(story: StoryOfChange) -> None:
    if not (story.before.strip() and story.happened.strip()):
        raise Refused(_("Say at least what was before, and what happened."), "before")
    if story.quote.strip() and not story.quote_consent.strip():
        raise Refused(_("Say who agreed to the quote, and how. Without consent it cannot be shown."), "quote_consent")


def _of(story: StoryOfChange) -> dict[str, Ref]:
    innovation = db.session.get_one(SocialInnovation, story.innovation_id)
    return {
        "story": Ref("story", story.id, story.title),
        "innovation": Ref("innovation", innovation.id, innovation.name),
    }


def _writer(story: StoryOfChange) -> Ref:
    writer = db.session.get_one(Person, story.written_by)
    return Ref("person", writer.id, writer.name)
