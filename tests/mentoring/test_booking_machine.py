"""Random members through book, ask, move, propose, accept, cancel, override, pause, groups, expiry and no-show, over
days of frozen time: whatever the order, nobody is in two places, nothing is taken twice (B1 to B15).

`make soak` walks thousands of steps, other runs a few hundred.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from app.core.clock import now
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.mentoring import actions
from app.mentoring.models import GroupSeat, MentoringSession, MentorProfile, Mentorship
from app.mentoring.queries.diaries import MOST_HELD, overlaps
from app.mentoring.queries.relations import requests_of
from app.mentoring.queries.sessions import asked_together
from app.mentoring.queries.times import times_for, times_of
from tests.mentoring.builders import MONDAY, a_mentor, a_mentorship

SOAK = os.environ.get("COMMONWEAVE_SOAK") == "1"
EXAMPLES, STEPS = (120, 60) if SOAK else (10, 40)
REFUSALS = (Conflict, Refused, NotAllowed)
REASON = "We want to open a second kitchen and need help with the plan."
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

number = st.integers(0, 40)
which = st.integers(0, 5)


class Booking(RuleBasedStateMachine):
    """Two mentors (one confirms each booking), three mentees, everything that can be done with sessions."""

    house: ClassVar[Flask]
    steps: ClassVar[int] = 0
    walked: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.clock: Any = None
        self.versions: dict[str, int] = {}
        self.starts: dict[str, datetime] = {}

    @initialize()
    def begin(self) -> None:
        instance = Path(self.house.config["INSTANCE"])
        self.context = self.house.app_context()
        self.context.push()
        db.session.remove()
        db.engine.dispose()
        for leftover in ("commonweave.db-wal", "commonweave.db-shm"):
            (instance / leftover).unlink(missing_ok=True)
        shutil.copy(instance / "template.db", instance / "commonweave.db")
        self.travel = time_machine.travel(MONDAY, tick=False)
        self.clock = self.travel.start()
        self.cast: SimpleNamespace = self.house.config["CAST"]
        self.mentors = [self.cast.mentor, self.cast.mentor2]
        self.mentees = [self.cast.innovator, self.cast.innovator2, self.cast.stakeholder]
        a_mentor(self.cast.mentor, notice_hours=2, horizon_days=10, capacity=2, first_talk_minutes=20, weekly_limit=9)
        a_mentor(self.cast.mentor2, notice_hours=5, horizon_days=10, capacity=2, confirms=True, buffer_after=15)
        for mentor, mentee in ((0, 0), (1, 0), (1, 1)):
            a_mentorship(self.mentors[mentor], self.mentees[mentee])

    def teardown(self) -> None:
        if self.clock is not None:
            db.session.remove()
            self.context.pop()
            self.travel.stop()

    # --- what there is -----------------------------------------------------------------------------------------------

    def some(self, found: list[Any], n: int) -> Any:
        return found[n % len(found)] if found else None

    def sessions(self, *conditions: Any) -> list[MentoringSession]:
        query = (
            select(MentoringSession)
            .where(*conditions)
            .order_by(MentoringSession.created_at, MentoringSession.starts_at)
        )
        return list(db.session.execute(query.execution_options(populate_existing=True)).scalars())

    def pairs(self) -> list[Mentorship]:
        query = select(Mentorship).where(Mentorship.state == "active")
        return list(db.session.execute(query.order_by(Mentorship.mentor_id, Mentorship.mentee_id)).scalars())

    def person(self, id_: str | None) -> Any:
        return next(person for person in vars(self.cast).values() if person.id == id_)

    def attempt(self, act: Callable[[], Any]) -> Any:
        """Do it, or be refused in words: nothing else may be raised."""
        type(self).steps += 1
        try:
            return act()
        except REFUSALS as refused:
            assert str(refused.reason)
            return None

    # --- what people do ----------------------------------------------------------------------------------------------

    @rule(mentor=which, mentee=which)
    def ask_and_accept(self, mentor: int, mentee: int) -> None:
        who, whom = self.some(self.mentees, mentee), self.some(self.mentors, mentor)
        if any(pair.mentor_id == whom.id and pair.mentee_id == who.id for pair in self.pairs()):
            return
        asked = self.attempt(lambda: actions.send_request(who, whom.id, REASON))
        if asked is not None:
            self.attempt(lambda: actions.accept_request(whom, asked))
            self.attempt(lambda: actions.accept_request(whom, asked))
        assert requests_of(who.id) is not None

    @rule(pair=which, slot=number, by_mentor=st.booleans(), kind=st.sampled_from(["session", "session", "first_talk"]))
    def book(self, pair: int, slot: int, by_mentor: bool, kind: str) -> None:
        """What is listed can be booked; what is not, is refused (B4)."""
        it = self.some(self.pairs(), pair)
        if it is None:
            return
        actor = self.person(it.mentor_id if by_mentor else it.mentee_id)
        free = times_for(it, kind, by=actor.id).free()
        if not free:
            return
        start = free[slot % len(free)].start
        made = self.attempt(lambda: actions.book_session(actor, it, start, "", kind))
        assert made is not None, "listed, but refused"
        if made.state == "requested":
            profile = db.session.get_one(MentorProfile, it.mentor_id)
            latest = min(now() + 48 * HOUR, start - timedelta(hours=profile.notice_hours))
            assert made.held_until == latest and made.held_until > now()
        again = self.attempt(lambda: actions.book_session(actor, it, start, "", kind))
        assert again is None, "the same time twice"

    @rule(pair=which, minutes=st.integers(-600, 20000))
    def book_anything(self, pair: int, minutes: int) -> None:
        it = self.some(self.pairs(), pair)
        if it is not None:
            start = now().replace(second=0, microsecond=0) + timedelta(minutes=minutes)
            verdict = times_for(it, by=it.mentee_id).verdict(start)
            made = self.attempt(lambda: actions.book_session(self.person(it.mentee_id), it, start))
            assert (made is None) == (verdict is not None)

    @rule(pair=which, slot=number, count=st.integers(2, 3))
    def book_series(self, pair: int, slot: int, count: int) -> None:
        it = self.some(self.pairs(), pair)
        if it is None:
            return
        mentor = self.person(it.mentor_id)
        times = times_for(it, by=mentor.id)
        if free := times.free():
            series = actions.Series(free[slot % len(free)].start, count, 1)
            possible = all(one.reason is None for one in actions.plan_of(times, series))
            made = self.attempt(lambda: actions.book_series(mentor, it, series))
            assert (made is not None) == possible

    @rule(session=number, slot=number, by_mentor=st.booleans())
    def move(self, session: int, slot: int, by_mentor: bool) -> None:
        found = self.some(self.sessions(MentoringSession.mentee_id.is_not(None)), session)
        if found is None:
            return
        it = db.session.get_one(Mentorship, found.mentorship_id)
        actor = self.person(found.mentor_id if by_mentor else found.mentee_id)
        free = times_for(it, moving=found, by=actor.id).free()
        if free:
            before, start = (found.starts_at, found.version), free[slot % len(free)].start
            moved = self.attempt(lambda: actions.move_session(actor, found, start))
            if moved is None or moved.proposed_start == start or start == before[0]:
                assert (found.starts_at, found.version) == before
            else:
                assert (found.starts_at, found.version) == (start, before[1] + 1)

    @rule(session=number, yes=st.booleans())
    def answer_move(self, session: int, yes: bool) -> None:
        found = self.some(self.sessions(MentoringSession.proposed_start.is_not(None)), session)
        if found is not None:
            mentor, seen, live = self.person(found.mentor_id), found.proposed_start, not found.is_let_go(now())
            accept: Callable[[], Any] = lambda: actions.accept_move(mentor, found, seen)  # noqa: E731
            done = self.attempt(accept if yes else lambda: actions.decline_move(mentor, found))
            assert live or done is None, "an answer after the hold was over (B7)"
            if live and yes and done is None:
                two, end = [found.mentor_id, found.mentee_id or ""], seen + (found.ends_at - found.starts_at)
                assert overlaps(two, seen, end, now(), but=found.id) == set(), "the time was kept (B9)"

    @rule(pair=which, slot=number, times=st.integers(2, 3))
    def ask_for_a_series(self, pair: int, slot: int, times: int) -> None:
        """All dates, or none; asked for as one where the mentor confirms (B6, B15)."""
        it = self.some(self.pairs(), pair)
        if it is None:
            return
        mentee, before = self.person(it.mentee_id), len(self.sessions())
        if free := times_for(it, by=mentee.id).free():
            wanted = actions.Series(free[slot % len(free)].start, times, 1)
            first = self.attempt(lambda: actions.book_series(mentee, it, wanted))
            assert len(self.sessions()) - before == (times if first else 0)

    @rule(session=number, yes=st.booleans())
    def answer_series(self, session: int, yes: bool) -> None:
        asked = self.sessions(MentoringSession.state == "requested", MentoringSession.series_id.is_not(None))
        found = self.some(asked, session)
        if found is None:
            return
        mentor, together = self.person(found.mentor_id), asked_together(found)
        seen = [one.starts_at for one in together]
        act: Callable[[], Any] = lambda: actions.confirm_series(mentor, found, seen)  # noqa: E731
        if not yes:
            act = lambda: actions.decline_series(mentor, found, "")  # noqa: E731
        done = self.attempt(act)
        wanted = "confirmed" if yes else "declined"
        assert done is None or {one.state for one in together} == {wanted}

    @rule(session=number, yes=st.booleans())
    def answer(self, session: int, yes: bool) -> None:
        """Of two answers one counts (B7)."""
        found = self.some(self.sessions(MentoringSession.state == "requested"), session)
        if found is None:
            return
        mentor, seen = self.person(found.mentor_id), found.starts_at
        first: Callable[[], Any] = lambda: actions.confirm_session(mentor, found, seen)  # noqa: E731
        if not yes:
            first = lambda: actions.decline_session(mentor, found, "")  # noqa: E731
        done = self.attempt(first)
        state = found.state
        assert self.attempt(lambda: actions.confirm_session(mentor, found, seen)) is None or not done
        assert found.state == state or not done

    @rule(session=number, by_mentor=st.booleans(), rest=st.booleans())
    def cancel(self, session: int, by_mentor: bool, rest: bool) -> None:
        """Its time is free at once (B8)."""
        found = self.some(self.sessions(MentoringSession.mentee_id.is_not(None)), session)
        if found is None:
            return
        actor = self.person(found.mentor_id if by_mentor else found.mentee_id)
        act = actions.cancel_series if rest and found.series_id else actions.cancel_session
        was = found.state
        done = self.attempt(lambda: act(actor, found, "A storm"))
        if done is not None and was in ("requested", "confirmed") and done.state == "cancelled":
            people = [found.mentor_id, found.mentee_id or ""]
            assert overlaps(people, found.starts_at, found.ends_at, now()) == set()

    @rule(mentor=which, day=st.integers(0, 9), closed=st.booleans())
    def override(self, mentor: int, day: int, closed: bool) -> None:
        """Sessions stay as they are (T3)."""
        who = self.some(self.mentors, mentor)
        before = [(s.id, s.state, s.starts_at) for s in self.sessions()]
        windows = [] if closed else [(8 * 60, 12 * 60)]
        self.attempt(lambda: actions.set_exception(who, now().date() + timedelta(days=day), windows))
        assert [(s.id, s.state, s.starts_at) for s in self.sessions()] == before

    @rule(mentor=which, days=st.integers(0, 9))
    def pause_and_return(self, mentor: int, days: int) -> None:
        """Until they say so, or up to a date: only what lies after it is on offer (B4)."""
        who = self.some(self.mentors, mentor)
        profile = db.session.get_one(MentorProfile, who.id, populate_existing=True)
        until = now().date() + timedelta(days=days) if days else None
        pausing: Callable[[], Any] = lambda: actions.pause_profile(who, until, "keep")  # noqa: E731
        self.attempt(pausing if profile.state == "published" else lambda: actions.publish_profile(who))
        for it in self.pairs():
            if it.mentor_id == who.id and profile.state == "paused":
                zone, back = ZoneInfo(profile.timezone), profile.paused_until
                days_on = {slot.start.astimezone(zone).date() for slot in times_for(it).free()}
                assert not days_on if back is None else all(day >= back for day in days_on)

    # --- groups ------------------------------------------------------------------------------------------------------

    def group(self, n: int) -> MentoringSession | None:
        found: MentoringSession | None = self.some(self.sessions(MentoringSession.kind == "group"), n)
        return found

    @rule(mentor=which, slot=number)
    def announce(self, mentor: int, slot: int) -> None:
        who = self.some(self.mentors, mentor)
        profile = db.session.get_one(MentorProfile, who.id)
        if free := times_of(profile).free():
            told = actions.Announcement("Prices", "For all", free[slot % len(free)].start, 60, 2)
            self.attempt(lambda: actions.announce_group(who, told))

    @rule(group=number, person=which, act=st.sampled_from(["take_seat", "join_line", "take_seat", "leave_group"]))
    def sit(self, group: int, person: int, act: str) -> None:
        found = self.group(group)
        if found is not None:
            self.attempt(lambda: getattr(actions, act)(self.some(self.mentees, person), found))

    @rule(group=number)
    def end_group(self, group: int) -> None:
        found = self.group(group)
        if found is not None:
            mentor = self.person(found.mentor_id)
            over, came = found.ends_at <= now(), list(found.seated)
            self.attempt(
                lambda: actions.hold_group(mentor, found, came) if over else actions.cancel_group(mentor, found, "Ill")
            )

    # --- time, and what is said afterwards ---------------------------------------------------------------------------

    @rule(hours=st.sampled_from([1, 1, 3, 7, 26, 49]), worker=st.booleans())
    def pass_time(self, hours: int, worker: bool) -> None:
        self.clock.shift(timedelta(hours=hours))
        if worker:
            for _ in range(2):
                actions.expire_holds(now())
                actions.settle_seats(now())
                db.session.commit()

    @rule(session=number, said=st.sampled_from(["held", "no_show", "contest", "decide"]), by_mentor=st.booleans())
    def afterwards(self, session: int, said: str, by_mentor: bool) -> None:
        past = self.sessions(MentoringSession.mentee_id.is_not(None), MentoringSession.starts_at <= now())
        found = self.some(past, session)
        if found is None:
            return
        two = (found.mentor_id, found.mentee_id)
        actor, other = two if by_mentor else two[::-1]
        me, state = self.person(actor), found.state
        acts: dict[str, Callable[[], Any]] = {
            "held": lambda: actions.hold_session(me, found),
            "no_show": lambda: actions.mark_no_show(me, found, other or ""),
            "contest": lambda: actions.contest_session(me, found, "It was otherwise"),
            "decide": lambda: actions.decide_dispute(self.cast.animator, found, "held"),
        }
        done = self.attempt(acts[said])
        if done is not None and said == "no_show" and state == "confirmed":
            assert 10 * timedelta(minutes=1) <= now() - found.starts_at <= 7 * DAY
        if state in ("cancelled", "declined", "expired"):
            assert found.state == state, "what is off stays off (B13)"

    # --- what always holds -------------------------------------------------------------------------------------------

    @invariant()
    def count_steps(self) -> None:
        type(self).walked += 1

    @invariant()
    def nobody_is_in_two_places(self) -> None:
        if self.clock is None:
            return
        held = self.sessions(MentoringSession.state.in_(("requested", "confirmed")))
        live = [s for s in held if s.state == "confirmed" or s.held_until is None or s.held_until > now()]
        seats = db.session.execute(
            select(GroupSeat.session_id, GroupSeat.person_id).where(GroupSeat.state == "seated")
        ).all()
        diary: dict[str, list[tuple[datetime, datetime]]] = {}
        for session in live:
            people = {session.mentor_id, session.mentee_id, *(who for id_, who in seats if id_ == session.id)}
            for who in people - {None}:
                diary.setdefault(str(who), []).append((session.starts_at, session.ends_at))
        for session in held:  # what is proposed is kept, too: for both, but beside the session's own time (B9)
            if session.proposed_start and session.state == "confirmed" and not session.is_let_go(now()):
                kept = (session.proposed_start, session.proposed_start + (session.ends_at - session.starts_at))
                own = (session.starts_at, session.ends_at)
                for who in (session.mentor_id, session.mentee_id):
                    assert all(one == own or one[1] <= kept[0] or kept[1] <= one[0] for one in diary[str(who)])
        for times in diary.values():
            times.sort()
            assert all(first[1] <= second[0] for first, second in zip(times, times[1:], strict=False))

    @invariant()
    def nothing_is_taken_twice(self) -> None:
        if self.clock is None:
            return
        running = select(Mentorship.mentor_id, func.count()).where(Mentorship.state.in_(("active", "paused")))
        for _mentor, count in db.session.execute(running.group_by(Mentorship.mentor_id)):
            assert count <= 2, "over capacity (B12)"
        requested = self.sessions(MentoringSession.state == "requested", MentoringSession.held_until > now())
        for mentee in self.mentees:
            asked = {s.series_id or s.id for s in requested if s.mentee_id == mentee.id}
            assert len(asked) <= MOST_HELD, "too many held (B6)"
        for group in self.sessions(MentoringSession.kind == "group"):
            taken = select(func.count()).where(GroupSeat.session_id == group.id)
            kept = GroupSeat.state.in_(("seated", "offered"))
            assert db.session.execute(taken.where(kept)).scalar_one() <= (group.seats or 0), "over its seats (B14)"

    @invariant()
    def the_calendars_version_only_grows(self) -> None:
        """SEQUENCE: +1 on each move and on cancel, never back (B10)."""
        if self.clock is None:
            return
        for session in self.sessions():
            before = self.versions.get(session.id, 0)
            assert session.version >= before
            if self.starts.get(session.id, session.starts_at) != session.starts_at:
                assert session.version > before, "moved without a new version"
            self.versions[session.id], self.starts[session.id] = session.version, session.starts_at


@pytest.mark.timeout(1800 if SOAK else 120)
def test_b1_to_b15_in_any_order(house: Flask) -> None:
    Booking.house, Booking.steps = house, 0
    run_state_machine_as_test(
        Booking,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None, print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    print(f"{Booking.walked} steps, {Booking.steps} actions tried")
    assert Booking.steps > EXAMPLES * STEPS / 8
