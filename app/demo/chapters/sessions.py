"""Sessions on the board: a room adds from its phones; one was published, one is open still."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from app.demo.story import part
from app.demo.tale import Tale
from app.offers import actions
from app.offers.models import PostContent


def put_on_agenda(tale: Tale) -> None:
    """Everything of sessions.toml."""
    for told in part("sessions")["session"]:
        tale.on(tale.when(told["at"]), partial(_open, tale, told))


def _open(tale: Tale, told: dict[str, Any]) -> None:
    host = tale.people[told["by"]]
    asked = actions.Asked(told["title"], told["question"], timedelta(hours=told["hours"]))
    session, opened = actions.open_session(host, asked), tale.when(told["at"])
    for said in told["posts"]:
        tale.on(opened + timedelta(minutes=said["after"]), partial(_add, tale, host, session, said))
    if "published" in told:
        tale.on(tale.when(told["published"]), partial(actions.publish_session, host, session))


def _add(tale: Tale, host: Any, session: Any, said: dict[str, Any]) -> None:
    words = (said["title"], said["text"], said["category"])
    content = PostContent(*words, quantity=said["n"], unit=said["unit"], city="Plovdiv", country="BG")
    guest = actions.Guest(said["guest"], said.get("contact", "")) if "guest" in said else None
    member = tale.people[said["who"]] if guest is None else None
    post = actions.add_to_session(member, session, said["kind"], content, guest)
    if said.get("no"):
        actions.reject_session_post(host, post)
    if passed := said.get("passed"):
        when, to = passed
        tale.on(tale.when(when), lambda: actions.hand_over_post(host, post, tale.people[to]))
