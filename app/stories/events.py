"""The facts that stories record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS, MEMBERS, PUBLIC
from app.activity.sentences import LINKS

LINKS["story"] = "stories.story"


@dataclass(frozen=True)
class OfStory(Fact):
    """What every fact about a story says. Before it is published, it is seen by animators and those at work on it."""

    story: Ref
    innovation: Ref


@fact("stories.story_drafted", strand="scaling", visibility=ANIMATORS)
class StoryDrafted(OfStory):
    pass


@fact(
    "stories.story_submitted", strand="scaling", visibility=ANIMATORS, mail=_l("A story of change waits for your look")
)
class StorySubmitted(OfStory):
    pass


@fact("stories.story_returned", strand="scaling", visibility=ANIMATORS, mail=_l("Your story of change came back"))
class StoryReturned(OfStory):
    writer: Ref

    def waits_for(self) -> Iterable[Ref]:
        return (self.writer,)


@fact("stories.story_published", strand="scaling", visibility=MEMBERS)
class StoryPublished(OfStory):
    public: bool = False

    def seen_by(self) -> int:
        return PUBLIC if self.public else MEMBERS


@fact("stories.story_withdrawn", strand="scaling", visibility=ANIMATORS)
class StoryWithdrawn(OfStory):
    pass
