"""A group lived through at random, beside a naive record of who may read what: nobody ever reads more, or less."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.core.clock import at, now
from app.core.rules import Conflict, NotAllowed
from app.extensions import db
from app.messages import actions, queries
from app.messages.models import Conversation, Message, MessageReport
from app.messages.queries.reports import report_of
from app.people.actions import block_person
from app.people.models import Block
from tests.builders import a_person

NAMES = ("animator", "mentor", "innovator", "stakeholder", "partner")
WORDS = ("apple", "bread", "cherry")


@dataclass
class Said:
    """One message as the oracle knows it."""

    id: str
    author: str
    text: str
    readers: set[str] = field(default_factory=set)
    gone: bool = False


class Group(RuleBasedStateMachine):
    """The animator called it together; the others come, write, go, and fall out with each other."""

    cast: SimpleNamespace

    @initialize()
    def begin(self) -> None:
        for table in (MessageReport, Message, Block):
            db.session.query(table).delete()
        db.session.commit()
        self.here, self.said = {"animator"}, list[Said]()
        self.unread, self.muted = dict.fromkeys(NAMES, 0), set[str]()
        self.apart, self.reported = set[frozenset[str]](), dict[str, tuple[str, list[str]]]()
        self.group = actions.open_group(self.who("animator"), "Harvest").id

    def who(self, name: str) -> Any:
        return a_person(getattr(self.cast, name))

    def row(self) -> Conversation:
        return db.session.get_one(Conversation, self.group)

    def are_apart(self, one: str, other: str) -> bool:
        return frozenset((one, other)) in self.apart

    @rule(name=st.sampled_from(NAMES[1:]))
    def come(self, name: str) -> None:
        if "animator" in self.here:
            actions.add_to_group(self.who("animator"), self.row(), self.who(name))
            if name not in self.here:
                self.here.add(name)
                self.unread[name], self.muted = 0, self.muted - {name}

    @rule(name=st.sampled_from(NAMES[1:]), taken_out=st.booleans())
    def go(self, name: str, taken_out: bool) -> None:
        if taken_out:
            actions.remove_from_group(self.who("animator"), self.row(), self.who(name))
        elif name not in self.here:
            with pytest.raises(NotAllowed):
                actions.leave_group(self.who(name), self.row())
        else:
            actions.leave_group(self.who(name), self.row())
        self.here.discard(name)
        self.unread[name] = 0
        for said in self.said:
            said.readers.discard(name)  # also when they come back

    @rule(name=st.sampled_from(NAMES), word=st.sampled_from(WORDS))
    def write(self, name: str, word: str) -> None:
        others = self.here - {name}
        alone = not others or (len(others) == 1 and self.are_apart(name, *others))
        if name not in self.here or alone:
            with pytest.raises(NotAllowed):
                actions.write_in(self.who(name), self.row(), word)
            return
        before = self.told()
        message = actions.write_in(self.who(name), self.row(), word)
        self.said.append(Said(message.id, name, word, set(self.here)))
        counted = {other for other in others if not self.are_apart(name, other)}
        news = {other for other in counted if not self.unread[other] and other not in self.muted}
        assert {name for name, _event in self.told() - before} == news
        for other in counted:
            self.unread[other] += 1
        self.unread[name] = 0

    def told(self) -> set[tuple[str, Any]]:
        """Who has an inbox entry of which event."""
        names = {getattr(self.cast, name).id: name for name in NAMES}
        query = select(Delivery.person_id, Delivery.event_id).join(Event, Event.id == Delivery.event_id)
        query = query.where(Event.object_id == self.group, Event.verb == "messages.message_sent")
        return {(names[p], e) for p, e in db.session.execute(query.where(Delivery.channel == "inbox"))}

    @rule(name=st.sampled_from(NAMES), pick=st.integers(0, 50), word=st.sampled_from(WORDS))
    def edit(self, name: str, pick: int, word: str) -> None:
        if said := self.picked(name, pick):
            message = queries.message_of(self.who(name), said.id)
            if said.author != name:
                with pytest.raises(NotAllowed):
                    actions.edit_message(self.who(name), message, word)
            else:
                actions.edit_message(self.who(name), message, word)
                said.text = word
                with at(now().replace(year=now().year + 1)), pytest.raises(NotAllowed):
                    actions.edit_message(self.who(name), message, "too late")

    @rule(name=st.sampled_from(NAMES), pick=st.integers(0, 50))
    def delete(self, name: str, pick: int) -> None:
        if said := self.picked(name, pick):
            message = queries.message_of(self.who(name), said.id)
            if said.author != name:
                with pytest.raises(NotAllowed):
                    actions.remove_message(self.who(name), message)
            else:
                actions.remove_message(self.who(name), message)
                said.gone, said.text = True, ""
                self.recount(said)

    def recount(self, said: Said) -> None:
        """Who had not seen it has one less to see."""
        for name in self.here & said.readers:
            talk = queries.conversation_of(self.who(name), self.group)
            if name != said.author and talk.seen_id < said.id and not self.are_apart(name, said.author):
                self.unread[name] = max(self.unread[name] - 1, 0)

    def picked(self, name: str, pick: int) -> Said | None:
        readable = [said for said in self.said if name in self.here & said.readers and not said.gone]
        return readable[pick % len(readable)] if readable else None

    @rule(name=st.sampled_from(NAMES), muted=st.booleans())
    def mute(self, name: str, muted: bool) -> None:
        actions.choose_mute(self.who(name), self.group, muted)
        if name in self.here:
            self.muted = self.muted | {name} if muted else self.muted - {name}

    @rule(name=st.sampled_from(NAMES))
    def see(self, name: str) -> None:
        actions.mark_seen(self.who(name), self.group, "z")
        if name in self.here:
            self.unread[name] = 0

    @rule(name=st.sampled_from(NAMES), pick=st.integers(0, 50))
    def report(self, name: str, pick: int) -> None:
        said = self.picked(name, pick)
        if said is None or said.author == name:
            return
        try:
            report = actions.report_message(self.who(name), queries.message_of(self.who(name), said.id), "money")
        except Conflict:
            return
        mine = [it for it in self.said if name in it.readers]
        n = next(n for n, it in enumerate(mine) if it.id == said.id)
        self.reported[report.id] = (name, [it.text for it in mine[max(n - 1, 0) : n + 2]])

    @rule(one=st.sampled_from(NAMES[1:]), other=st.sampled_from(NAMES[1:]))
    def fall_out(self, one: str, other: str) -> None:
        if one != other:
            block_person(self.who(one), self.who(other))
            self.apart.add(frozenset((one, other)))

    @invariant()
    def each_reads_what_is_theirs(self) -> None:
        if not hasattr(self, "group"):
            return
        db.session.rollback()
        for name in (*NAMES, "stranger", "observer"):
            self.reads_what_is_theirs(name)

    def reads_what_is_theirs(self, name: str) -> None:
        me = getattr(self.cast, name)
        talk = queries.conversation_of(me, self.group)
        assert (talk is not None) == (name in self.here)
        mine = [it for it in self.said if name in self.here & it.readers] if talk else []
        if talk:
            rows = queries.thread(self.group, None, talk.from_id).rows
            assert [(row.id, row.text) for row in rows] == [(it.id, it.text) for it in mine][-50:]
            assert talk.unread == self.unread[name] and talk.muted == (name in self.muted)
        for word in WORDS:
            found = {row.id for row in queries.found_messages(me, word)}
            assert found == {it.id for it in mine if it.text == word}
        for said in self.said:
            assert (queries.message_of(me, said.id) is not None) == (said in mine and not said.gone)

    @invariant()
    def reports_are_for_who_stands_outside(self) -> None:
        for id_, (reporter, shown) in getattr(self, "reported", {}).items():
            assert report_of(getattr(self.cast, reporter), id_).lines == []
            assert report_of(self.cast.animator, id_) is None or reporter == "animator"
            outside = report_of(self.cast.judge, id_)
            assert [line["text"] for line in outside.lines] == shown


@pytest.mark.timeout(300)
def test_a_group_lived_through(context: Flask, cast: SimpleNamespace) -> None:
    judge = a_person(cast.stranger)
    judge.role = "animator"
    db.session.commit()
    cast.judge = SimpleNamespace(id=judge.id, name=judge.name, role="animator")
    cast.stranger = SimpleNamespace(id="0" * 26, name="Nobody", role="member")
    Group.cast = cast
    kept = settings(
        max_examples=10,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
    )
    run_state_machine_as_test(Group, settings=kept)
