"""Whatever somebody does with their inbox, each part of it shows what a naive list of their entries says."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from app.activity import actions
from app.activity.actions import About
from app.activity.models import Delivery, Event
from app.activity.queries.inbox import SHOWS, Sought, inbox_about, inbox_things
from app.core.clock import at, now
from app.core.models import new_id
from app.extensions import db

Step = tuple[str, int, int]
THINGS = ("a" * 26, "b" * 26, "c" * 26)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("tell", "tell", "read", "new", "done", "back", "again", "pause", "wake", "all")),
        st.integers(0, 2),
        st.integers(0, 9),
    ),
    max_size=25,
)
AFTER = {
    "read": (("unread", "snoozed"), "read"), "done": (("unread", "read", "snoozed"), "done"),
    "back": (("done", "snoozed"), "read"), "pause": (("unread", "read", "done"), "snoozed"),
}  # fmt: skip


class Naive:
    """The entries as a list of [number, thing, state]."""

    def __init__(self) -> None:
        self.entries: list[list[object]] = []

    def step(self, what: str, thing: str, up_to: int) -> None:
        mine = [entry for entry in self.entries if entry[1] == thing and entry[0] <= up_to]  # type: ignore[operator]
        if what == "new":
            mine = [entry for entry in mine if entry[0] == up_to]
        elif what == "all":
            mine = [entry for entry in self.entries if entry[0] <= up_to]  # type: ignore[operator]
        before, after = AFTER.get(what, (("unread",), "read"))
        if what == "new":
            before, after = ("read", "done", "snoozed"), "unread"
        if what == "again":
            self.step("back", thing, up_to)
            before, after, mine = ("read",), "unread", [entry for entry in mine if entry[0] == up_to]
        for entry in mine:
            if entry[2] in before:
                entry[2] = after

    def wake(self) -> None:
        for thing in THINGS:
            asleep = [entry for entry in self.entries if entry[1] == thing and entry[2] == "snoozed"]
            for entry in asleep:
                entry[2] = "unread" if entry is asleep[-1] else "read"

    def shows(self, show: str) -> list[tuple[str, int, int]]:
        """(thing, newest, how many), the newest first."""
        found = {}
        for number, thing, state in self.entries:
            if state in SHOWS[show]:
                found[thing] = (number, found.get(thing, (0, 0))[1] + 1)
        ordered = sorted(found.items(), key=lambda item: -item[1][0])  # type: ignore[operator]
        return [(thing, newest, many) for thing, (newest, many) in ordered]  # type: ignore[misc]


def tell(person: SimpleNamespace, thing: str) -> int:
    event = Event(
        verb="people.profile_changed", strand="people", visibility=3, shown=3, object_kind="person", object_id=thing,
        facts={"person": {"kind": "person", "id": person.id, "name": "T"}}, ref=new_id(),
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    db.session.add(Delivery(event_id=event.id, person_id=person.id, channel="inbox", state="unread"))
    db.session.commit()
    return event.id


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_it_shows_what_a_naive_list_says(
    context: Flask, cast: SimpleNamespace, steps: list[tuple[str, int, int]]
) -> None:
    db.session.execute(delete(Delivery))
    db.session.commit()
    person, naive = cast.mentor, Naive()
    moves = {
        "read": actions.mark_read, "new": actions.mark_new, "done": actions.mark_done, "back": actions.bring_back,
        "again": actions.bring_back_new,
    }  # fmt: skip
    for what, thing_number, pick in steps:
        thing = THINGS[thing_number]
        if what == "tell":
            naive.entries.append([tell(person, thing), thing, "unread"])
            continue
        theirs = [entry[0] for entry in naive.entries if entry[1] == thing]
        if what == "wake":
            with at(now() + timedelta(days=2)):
                actions.wake_snoozed(None)
            naive.wake()
        elif theirs:
            up_to = int(theirs[pick % len(theirs)])  # type: ignore[call-overload]
            naive.step(what, thing, up_to)
            about = About("person", thing, up_to)
            if what == "pause":
                actions.put_off(person, about, now() + timedelta(days=1))
            elif what == "all":
                actions.mark_all_read(person, up_to)
            else:
                moves[what](person, about)
    for show in SHOWS:
        rows = inbox_things(person, Sought(show))
        assert [(row.object_id, row.id, row.number) for row in rows] == naive.shows(show), show
    for thing in THINGS:
        shown = [row.id for row in inbox_about(person, "person", thing)]
        assert shown == [entry[0] for entry in reversed(naive.entries) if entry[1] == thing]
