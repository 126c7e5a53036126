"""The work of a mentorship through its page: goals, steps, agreed actions, the team, the conversation beside it."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.mentoring import actions
from app.mentoring.models import AgreedAction, Goal, GoalStep, Mentorship
from app.mentoring.queries import waiting_for
from app.mentoring.queries.relations import mentorships_of
from app.mentoring.queries.sessions import coming, session_of
from tests.mentoring.builders import MONDAY, a_goal, a_member, a_session, a_team, an_action
from tests.statements import statements


@pytest.fixture
def at(pair: SimpleNamespace) -> str:
    """Where the mentorship's page is."""
    return f"/mentoring/mentorships/{pair.mentorship}"


def facts(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(verb, str(told)) for verb, told in db.session.execute(select(Event.verb, Event.facts))]


def step_id(app: Flask) -> str:
    with app.app_context():
        return db.session.execute(select(GoalStep.id).order_by(GoalStep.id)).scalars().first() or ""


def test_set_a_goal_and_tick_its_steps(app: Flask, at: str, mentee: Any, mentor: Any) -> None:
    told = {"goal-title": "A second kitchen", "goal-detail": "*Opened*", "goal-due": "2026-09-01", "goal-before": "2"}
    assert mentee.post(f"{at}/goals", told).status_code == 303
    text = mentor.get(at).get_data(as_text=True)
    assert "A second kitchen" in text and "<em>Opened</em>" in text and "at the beginning: 2 of 5" in text
    with app.app_context():
        goal = db.session.execute(select(Goal.id)).scalar_one()
    answer = mentor.post(f"/mentoring/goals/{goal}/steps", {f"step-{goal}-text": "Call the city"}, htmx=True)
    assert answer.status_code == 200 and "<html" not in answer.get_data(as_text=True)
    assert mentor.soup.find(id="goals") and "Call the city" in answer.get_data(as_text=True)
    answer = mentee.post(f"/mentoring/steps/{step_id(app)}/tick", {"done": "1"}, htmx=True)
    assert mentee.soup.find("button", {"aria-pressed": "true"}) and "1 / 1" in answer.get_data(as_text=True)
    assert mentee.post(f"/mentoring/steps/{step_id(app)}/tick", {"done": "0"}).status_code == 303
    assert mentee.post(f"/mentoring/goals/{goal}/state", {"state": "reached"}).status_code == 303
    assert "Reached" in mentor.get(at).get_data(as_text=True)
    assert [verb for verb, _ in facts(app)] == [
        "mentoring.goal_set", *["mentoring.goal_changed"] * 3, "mentoring.goal_closed",
    ]  # fmt: skip
    assert not any("kitchen" in told or "city" in told for _, told in facts(app))


def test_twice_is_once(app: Flask, at: str, mentee: Any) -> None:
    for _ in range(2):
        assert mentee.post(f"{at}/goals", {"goal-title": "Rent"}, form_token="g" * 24).status_code == 303
    with app.app_context():
        goal = db.session.execute(select(Goal)).scalar_one()
        a_goal(goal.mentorship_id, steps=("One",))
    for _ in range(2):
        mentee.post(f"/mentoring/steps/{step_id(app)}/tick", {"done": "1"})
        mentee.post(f"/mentoring/goals/{goal.id}/state", {"state": "dropped"})
    verbs = [verb for verb, _ in facts(app)]
    assert verbs == ["mentoring.goal_set", "mentoring.goal_changed", "mentoring.goal_closed"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"goal-title": ""}, "Say in a few words what you want to reach"),
        ({"goal-title": "x" * 201}, "at most 200 characters"),
        ({"goal-title": "Rent", "goal-due": "tomorrow"}, "Choose a day, or none"),
        ({"goal-title": "Rent", "goal-due": "2026-05-10"}, "This day is over"),
        ({"goal-title": "Rent", "goal-due": "2999-05-10"}, "very far ahead"),
        ({"goal-title": "Rent", "goal-before": "9"}, "Not a valid choice"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_does_not_fit_is_said_beside_its_field(at: str, mentee: Any, told: Any, words: str, htmx: bool) -> None:
    answer = mentee.post(f"{at}/goals", {"goal-detail": "Keep me", **told}, htmx=htmx)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert mentee.soup.find("textarea", {"name": "goal-detail"}).text.strip() == "Keep me"
    assert mentee.soup.find("details", id="new-goal").has_attr("open")


def test_change_a_goal(app: Flask, pair: SimpleNamespace, mentee: Any, mentor: Any) -> None:
    with app.app_context():
        goal = a_goal(pair.mentorship)
    url = f"/mentoring/goals/{goal}"
    assert mentee.get(url).status_code == 200
    assert mentee.post(url, {"title": "", "detail": "Kept"}).status_code == 422 and "Kept" in str(mentee.soup)
    assert mentee.post(url, {"title": "Two kitchens", "before": "3"}).status_code == 303
    assert mentor.post(url, {"title": "Three kitchens"}).status_code == 303  # the rating is not the mentor's to change
    with app.app_context():
        found = db.session.get_one(Goal, goal)
        assert (found.title, found.before) == ("Three kitchens", 3)


def test_there_is_an_end_to_goals_and_steps(context: Flask, pair: SimpleNamespace) -> None:
    goal = db.session.get_one(Goal, a_goal(pair.mentorship, steps=("s",) * 20))
    mentorship = db.session.get_one(Mentorship, pair.mentorship)
    for _ in range(19):
        a_goal(pair.mentorship)
    with pytest.raises(Refused, match="20 goals already"):
        actions.set_goal(pair.mentee, mentorship, "One more")
    with pytest.raises(Refused, match="20 steps already"):
        actions.add_step(pair.mentee, goal, mentorship, "One more")


def test_agree_on_who_does_what(app: Flask, pair: SimpleNamespace, at: str, mentee: Any, mentor: Any) -> None:
    told = {"agreed-text": "Send the figures", "agreed-owner_id": pair.mentee.id, "agreed-due": "2026-05-12"}
    assert mentor.post(f"{at}/actions", told).status_code == 303
    assert "Send the figures" not in mentee.get("/mentoring").get_data(as_text=True)
    with app.app_context():
        made = db.session.execute(select(AgreedAction)).scalar_one()
        made.due = date(2026, 5, 10)
        db.session.commit()
        id_ = made.id
    today = mentee.get("/today").get_data(as_text=True)
    assert "Send the figures" in today and "agreed for Sunday 10 May" in today
    assert "Send the figures" not in mentor.get("/today").get_data(as_text=True)
    assert "Overdue" in mentor.get(at).get_data(as_text=True)
    answer = mentee.post(f"/mentoring/actions/{id_}/tick", {"done": "1"}, htmx=True)
    assert answer.status_code == 200 and "Overdue" not in answer.get_data(as_text=True)
    assert "Send the figures" not in mentee.get("/today").get_data(as_text=True)
    assert mentor.post(f"/mentoring/actions/{id_}/tick", {"done": "0"}).status_code == 303
    assert mentor.post(f"/mentoring/actions/{id_}/removal").status_code == 303
    assert mentor.post(f"/mentoring/actions/{id_}/removal").status_code == 404
    assert not any("figures" in told for _, told in facts(app))


def test_an_action_needs_words_and_somebody_who_takes_part(at: str, cast: Any, mentee: Any) -> None:
    wrong = {"agreed-text": "", "agreed-owner_id": cast.stranger.id}
    answer = mentee.post(f"{at}/actions", wrong)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Say what is to be done" in text and "Not a valid choice" in text


def test_the_team_takes_part(app: Flask, pair: SimpleNamespace, at: str, cast: Any, as_: Any, mentee: Any) -> None:
    with app.app_context():
        a_team(pair.mentorship, cast.stakeholder, cast.partner)
        session = a_session(pair.mentorship, MONDAY + timedelta(days=2))
    member = as_(cast.stakeholder)
    assert member.get(at).status_code == 404
    assert mentee.post(f"{at}/people", {"member-person_id": cast.stranger.id}).status_code == 422
    assert mentee.post(f"{at}/people", {"member-person_id": cast.stakeholder.id}).status_code == 303
    for url in (at, f"/mentoring/sessions/{session}"):
        assert member.get(url).status_code == 200
    page = member.get(at).get_data(as_text=True)
    assert "Set a goal" in page and "Only the two of you can read this" not in page and "End it early" not in page
    assert member.post(f"{at}/goals", {"goal-title": "From the team", "goal-before": "2"}).status_code == 303
    for verb in ("pause", "completion", "ending", "sessions", "conversation", "people"):
        assert member.post(f"{at}/{verb}").status_code in (403, 422), verb
    assert member.get(f"{at}/completion").status_code == 403
    assert member.post(f"/mentoring/sessions/{session}/cancellation", {"reason": "x"}).status_code == 403
    with app.app_context():
        assert [m.id for m in mentorships_of(cast.stakeholder.id)] == [pair.mentorship]
        assert [m.id for m in coming(cast.stakeholder.id)] == [session]
        assert session_of(cast.stakeholder, session) and not session_of(cast.partner, session)
    assert "brought <a" in member.get("/activity/inbox").get_data(as_text=True)
    assert as_(cast.mentor).post(f"{at}/people/removal", {"person_id": cast.stakeholder.id}).status_code == 403
    assert member.post(f"{at}/people/removal", {"person_id": cast.stakeholder.id}).status_code == 303
    assert member.get(at).status_code == 404


def test_who_joins_reads_from_then_on_and_who_leaves_no_more(
    app: Flask, pair: SimpleNamespace, at: str, cast: Any, as_: Any, mentee: Any, mentor: Any
) -> None:
    with app.app_context():
        a_team(pair.mentorship, cast.stakeholder)
    member = as_(cast.stakeholder)
    mentee.post(f"{at}/conversation", {"message-text": "Between the two of us"})
    mentee.post(f"{at}/people", {"member-person_id": cast.stakeholder.id})
    mentor.post(f"{at}/conversation", {"message-text": "Welcome"})
    assert member.post(f"{at}/conversation", {"message-text": "Glad to be here"}).status_code == 303
    told = member.get(f"{at}/conversation").get_data(as_text=True)
    assert "Welcome" in told and "Glad to be here" in told and "Between the two of us" not in told
    whole = member.soup.select_one("a[href^='/messages/0']")["href"]
    assert "Between the two of us" not in member.get(whole).get_data(as_text=True)
    assert "Between the two of us" in mentor.get(whole).get_data(as_text=True)
    mentee.post(f"{at}/people/removal", {"person_id": cast.stakeholder.id})
    assert member.get(whole).status_code == 404 and mentor.get(whole).status_code == 200


def test_five_on_the_mentees_side(context: Flask, pair: SimpleNamespace, cast: Any) -> None:
    many = (cast.stakeholder, cast.partner, cast.stranger, cast.innovator2, cast.mentor2)
    a_team(pair.mentorship, *many)
    mentorship = db.session.get_one(Mentorship, pair.mentorship)
    for person in many[:4]:
        actions.add_member(pair.mentee, mentorship, person.id)
    with pytest.raises(Conflict, match="five already"):
        actions.add_member(pair.mentee, mentorship, cast.mentor2.id)
    with pytest.raises(NotAllowed):
        actions.add_member(pair.mentor, mentorship, cast.mentor2.id)
    actions.remove_member(pair.mentee, mentorship, cast.partner.id)
    actions.remove_member(pair.mentee, mentorship, cast.partner.id)
    assert len(actions.add_member(pair.mentee, mentorship, cast.mentor2.id).team) == 4


def test_the_conversation_stands_beside(pair: SimpleNamespace, at: str, mentee: Any, mentor: Any) -> None:
    assert mentee.post(f"{at}/conversation", {"message-text": "Shall we look at the rent?"}).status_code == 303
    assert "Shall we look at the rent?" in mentor.get(at).get_data(as_text=True)
    fresh = mentor.fragment(f"{at}/conversation").get_data(as_text=True)
    assert "Shall we look" in fresh and "<html" not in fresh
    assert mentor.get(f"{at}/conversation").status_code == 200
    assert mentee.post(f"{at}/conversation", {"message-text": ""}).status_code == 422
    answer = mentor.post(f"{at}/conversation", {"message-text": "Yes"}, htmx=True)
    assert answer.status_code == 200 and mentor.soup.find(id="talk")


def test_animators_see_that_they_work_not_on_what(
    app: Flask, pair: SimpleNamespace, at: str, cast: Any, as_: Any, mentee: Any
) -> None:
    with app.app_context():
        goal = a_goal(pair.mentorship, steps=("Secret step",))
        action = an_action(pair.mentorship, pair.mentor, "Secret action")
    mentee.post(f"{at}/conversation", {"message-text": "Secret words"})
    animator = as_(cast.animator)
    page = animator.get(at).get_data(as_text=True)
    assert "0 of 1 goals reached" in page and "Secret" not in page and "second kitchen" not in page
    for url in (f"{at}/goals", f"{at}/actions", f"{at}/notes", f"{at}/files", f"{at}/people", f"{at}/conversation"):
        assert animator.post(url).status_code == 403, url
    assert animator.get(f"{at}/conversation").status_code == 403
    for url in (f"goals/{goal}", f"goals/{goal}/steps", f"steps/{step_id(app)}/tick", f"actions/{action}/tick"):
        assert animator.post(f"/mentoring/{url}").status_code == 404, url


def test_strangers_find_nothing(app: Flask, pair: SimpleNamespace, at: str, cast: Any, as_: Any, client: Any) -> None:
    with app.app_context():
        goal, action = a_goal(pair.mentorship, steps=("s",)), an_action(pair.mentorship, pair.mentor)
    stranger = as_(cast.stranger)
    parts = ["goals", "actions", "notes", "files", "people", "people/removal", "conversation", "pause", "resumption"]
    urls = [f"{at}/{part}" for part in (*parts, "completion", "ending")]
    urls += [f"/mentoring/goals/{goal}{part}" for part in ("", "/state", "/steps")]
    urls += [f"/mentoring/steps/{step_id(app)}/{part}" for part in ("tick", "removal")]
    urls += [f"/mentoring/actions/{action}/{part}" for part in ("tick", "removal")]
    for url in urls:
        assert stranger.post(url).status_code == 404, url
        assert client.post(url).status_code == 303, url
    assert as_(cast.observer).post(f"{at}/goals").status_code == 403


def test_nothing_new_in_what_has_ended(app: Flask, pair: SimpleNamespace, at: str, mentee: Any) -> None:
    with app.app_context():
        goal = a_goal(pair.mentorship, steps=("s",))
        db.session.get_one(Mentorship, pair.mentorship).state = "completed"
        db.session.commit()
    answer = mentee.post(f"{at}/goals", {"goal-title": "Too late, but kept"})
    assert answer.status_code == 409 and "has ended already" in answer.get_data(as_text=True)
    assert mentee.post(f"/mentoring/steps/{step_id(app)}/tick", {"done": "1"}).status_code == 409
    assert mentee.post(f"/mentoring/goals/{goal}/state", {"state": "reached"}).status_code == 409
    assert "Set a goal" not in mentee.get(at).get_data(as_text=True)


def _filled(pair: SimpleNamespace, rows: int) -> None:
    from tests.mentoring.builders import a_note

    for n in range(rows):
        a_goal(pair.mentorship, f"Goal {n}", steps=("a", "b"))
        an_action(pair.mentorship, pair.mentor, due=date(2026, 5, 1) if n % 2 else None)
        a_note(pair.mentorship, pair.mentee, audience="shared")
        a_session(pair.mentorship, MONDAY - timedelta(days=n + 1), state="held")


def test_statements_are_bounded(
    app: Flask, pair: SimpleNamespace, at: str, cast: Any, mentee: Any, mentor: Any
) -> None:
    """The page, and what waits, cost the same with one, three and thirty of each."""
    counted: list[tuple[int, int]] = []
    with app.app_context():
        a_team(pair.mentorship, cast.partner, cast.stakeholder)
        a_member(pair.mentorship, cast.partner)
    mentee.post(f"{at}/conversation", {"message-text": "Hello"})
    for more in (1, 2, 27):
        with app.app_context():
            _filled(pair, more)
        with statements(app) as asked:
            assert mentee.get(at).status_code == 200
        with app.test_request_context(), statements(app) as waiting:
            waiting_for(pair.mentor)
        counted.append((len(asked), len(waiting)))
    assert len(set(counted)) == 1, counted
    assert counted[0][0] <= 40
