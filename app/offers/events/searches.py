"""Facts about saved searches: for the person alone whose search it is."""

from __future__ import annotations

from collections.abc import Iterable

from app.activity.facts import Fact, Letter, Ref, fact
from app.activity.models import PARTIES
from app.activity.sentences import LINKS

LINKS["saved_search"] = "offers.search"
FOUND_LETTER = "offers/mail/posts_found"


@fact("offers.posts_found", strand="offers", visibility=PARTIES)
class PostsFound(Fact):
    """New posts are what somebody wanted to hear of (O9). Which, the letter reads when it is sent."""

    search: Ref
    person: Ref
    posts: int

    def letters(self) -> Iterable[Letter]:
        return (Letter(FOUND_LETTER, person_id=self.person.id),)
