"""Who may do what with stories: those at work on an innovation write, animators review and publish."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict
from app.innovations.queries import SocialInnovation
from app.scaling.queries import people_at_work
from app.stories.models import StoryOfChange

_ANIMATOR = Denied(_l("Only the cluster's animators can do this."))
_AT_WORK = Denied(_l("Only its team, its lead partner and the animators can do this."))
_NOT_NOW = Denied(_l("This cannot be done with the story as it stands now."))


def _at_work(actor: Actor, innovation_id: str) -> Verdict:
    if actor.role == "observer":
        return _AT_WORK
    return True if actor.role == "animator" or actor.id in people_at_work(innovation_id) else _AT_WORK


def may_see_drafts(actor: Actor) -> Verdict:
    """Have drafts of one's own to see, and those of the teams one works with: everybody but observers."""
    return _AT_WORK if actor.role == "observer" else True


def may_draft_story(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Begin a story of this innovation."""
    return _at_work(actor, innovation.id) if innovation.state != "withdrawn" else _NOT_NOW


def may_edit_story(actor: Actor, story: StoryOfChange) -> Verdict:
    """Change its words: while it is a draft; while it is under review, animators."""
    if story.state == "review":
        return True if actor.role == "animator" else _NOT_NOW
    return _at_work(actor, story.innovation_id) if story.state == "draft" else _NOT_NOW


def may_submit_story(actor: Actor, story: StoryOfChange) -> Verdict:
    """Hand it in for review."""
    return _at_work(actor, story.innovation_id) if story.state == "draft" else _NOT_NOW


def may_review_story(actor: Actor, story: StoryOfChange) -> Verdict:
    """Publish it or give it back: animators, while it is under review."""
    if actor.role != "animator":
        return _ANIMATOR
    return True if story.state == "review" else _NOT_NOW


may_publish_story = may_return_story = may_review_story


def may_withdraw_story(actor: Actor, story: StoryOfChange) -> Verdict:
    """Take it back, at any time: those at work on the innovation."""
    return _at_work(actor, story.innovation_id) if story.state != "withdrawn" else _NOT_NOW
