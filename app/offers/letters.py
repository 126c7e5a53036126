"""The board's mails that are more than a sentence, read when they are sent: nothing of no use any more goes out."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.activity.letters import LETTERS, SWITCHES, Switch
from app.extensions import db
from app.offers import words
from app.offers.actions.searches import stop_search_letters
from app.offers.answering import answer_token
from app.offers.events import STILL_VALID
from app.offers.events.searches import FOUND_LETTER
from app.offers.queries.posts import post_by_id, today
from app.offers.queries.searches import told_posts
from app.offers.standing import left
from app.people.links import external
from app.people.queries import Person

Facts = dict[str, Any]


def posts_found(facts: Facts) -> Facts | None:
    """New posts for saved searches, by search: those that are still open and for the recipient's eyes (O9)."""
    person = db.session.get(Person, facts["recipient"].id)
    rows = told_posts(person, facts["at"]) if person else []
    searches: dict[str, dict[str, Any]] = {}
    for row in rows:
        search = {"name": row.search, "url": external("offers.search", id=row.search_id), "posts": []}
        post = {"row": row, "left": left(row), "url": external("offers.post", id=row.id)}
        searches.setdefault(row.search_id, search)["posts"].append(post)
    return {"searches": list(searches.values()), "number": len(rows), "words": words} if rows else None


def still_valid(facts: Facts) -> Facts | None:
    """Does it still hold? With the link to answer; unless it is closed, or somebody else's, by now."""
    post = post_by_id(facts["post"].id)
    if post is None or post.state not in ("published", "paused") or post.owner_id != facts["recipient"].id:
        return None
    return {
        "title": post.title,
        "until": post.until,
        "over": post.until is not None and post.until < today(),
        "url": external("offers.answer", token=answer_token(post)),
    }


LETTERS |= {FOUND_LETTER: posts_found, STILL_VALID: still_valid}
SWITCHES[FOUND_LETTER] = Switch(_l("New posts for your saved searches"), stop_search_letters, "offers.searches")
