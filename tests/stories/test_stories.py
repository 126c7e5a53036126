"""Stories of change: drafted from what is recorded, looked at by an animator, shown with consent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.ctx import AppContext
from sqlalchemy import func, select

from app.activity.models import Event
from app.core.rules import NotAllowed, Refused
from app.extensions import db
from app.innovations import actions as innovations
from app.innovations.models import SocialInnovation
from app.offers import actions as offers
from app.scaling.models import PlanAction, ScalingPathway, TargetPlace
from app.scaling.queries import strategy_of_code
from app.stories import actions, queries
from app.stories.drafting import Change, Given, Recorded, draft
from app.stories.models import StoryOfChange
from tests.builders import a_need, a_person, an_accepted_claim
from tests.client import CheckingClient

SignIn = Callable[[SimpleNamespace], CheckingClient]
TOLD = {"before": "Nobody mended.", "happened": "Neighbours meet on Saturdays."}


@pytest.fixture
def one(app: Flask, cast: SimpleNamespace) -> str:
    with app.app_context():
        told = {"name": "Herstelhuis Gent", "summary": "Neighbours mend.", "sectors": [], "goals": []}
        made = innovations.put_forward(a_person(cast.innovator), told | {"challenge": "Too much is thrown away."})
        return made.id


def a_story(cast: SimpleNamespace, innovation_id: str, state: str = "draft", **told: str) -> StoryOfChange:
    writer, innovation = a_person(cast.innovator), db.session.get_one(SocialInnovation, innovation_id)
    story = actions.draft_story(writer, innovation, "A street that mends", "en")
    actions.edit_story(writer, story, TOLD | told)
    if state != "draft":
        actions.submit_story(writer, story)
    if state in ("published", "public"):
        actions.publish_story(a_person(cast.animator), story, state == "public")
    return story


def test_nothing_recorded_leaves_the_parts_to_people(context: AppContext) -> None:
    assert draft(Recorded("Herstelhuis")) == {"before": "", "happened": "", "helped": "", "evidence": ""}


def test_each_thing_recorded_is_told_once(context: AppContext) -> None:
    parts = draft(
        Recorded(
            "Herstelhuis", challenge=" Waste. ", evidence="A study.", met=["Legal"], sessions=2, minutes=90,
            mentors=["Ines", "Noor"], given=[Given("A room", 3, "days", "Sofia Tech Park"), Given("Chairs", 5, "", "")],
            places=["Varna"], done=["Lease signed"], strategy="Capacity building",
            changes=[Change("Staff", 2024, 1.5, 4, "FTE"), Change("Sites", None, 1, 2)],
        )
    )  # fmt: skip
    assert parts["before"] == "Waste."
    assert parts["happened"].splitlines() == [
        "- The way it was brought to other places: Capacity building", "- Reached: Varna", "- Lease signed",
        "- Found help: Legal",
    ]  # fmt: skip
    assert parts["helped"].splitlines() == [
        "- 2 mentoring sessions, 1.5 hours with Ines, Noor", "- Sofia Tech Park: A room (3 days)", "- Chairs",
    ]  # fmt: skip
    assert parts["evidence"].splitlines() == [
        "A study.", "", "- Staff: 1.5 in 2024, now 4 FTE", "- Sites: 1 before, now 2",
    ]  # fmt: skip


def test_a_draft_holds_what_the_innovation_was_given(app: Flask, cast: SimpleNamespace, one: str) -> None:
    with app.app_context():
        writer = a_person(cast.innovator)
        need = a_need(cast.innovator, title="A room in winter", innovation_id=one, unit="evenings", quantity=4)
        claim = an_accepted_claim(need, cast.stakeholder, 4)
        offers.deliver_claim(a_person(cast.stakeholder), claim)
        offers.confirm_claim(writer, claim)
        met = innovations.add_need(writer, db.session.get_one(SocialInnovation, one), "legal")
        innovations.meet_need(writer, met)
        story = actions.draft_story(writer, db.session.get_one(SocialInnovation, one), "A street that mends", "en")
        assert story.before == "Too much is thrown away."
        assert story.happened == "- Found help: Legal and governance"
        assert story.helped.endswith("A room in winter (4 evenings)")


def test_from_draft_to_published_with_everybody_in_their_role(
    app: Flask, cast: SimpleNamespace, as_: SignIn, one: str, client: CheckingClient
) -> None:
    writer, animator, stranger = as_(cast.innovator), as_(cast.animator), as_(cast.stranger)
    writer.get(f"/innovations/{one}/stories")
    assert writer.post(f"/innovations/{one}/stories", {"title": ""}).status_code == 422
    answer = writer.post(f"/innovations/{one}/stories", {"title": "A street that mends"})
    edit = answer.headers["Location"]
    page = edit.removesuffix("/edit")
    for other in (stranger, client, as_(cast.observer)):
        assert other.get(page).status_code == 404
    assert stranger.post(f"/innovations/{one}/stories", {"title": "Mine"}).status_code == 403
    writer.get(edit)
    words = {"title": "A street that mends", "language": "en", "helped": "", "evidence": "", "quote": "We mend!",
             "quote_by": "Maria", "quote_consent": "", **TOLD}  # fmt: skip
    assert writer.post(edit, words | {"save": "1"}).status_code == 303
    assert writer.post(edit, words | {"submit": "1"}).status_code == 422  # nobody agreed to the quote
    assert "Without consent it cannot be shown" in writer.soup.get_text()
    assert writer.post(edit, words | {"submit": "1", "quote_consent": "Maria, by mail"}).status_code == 303
    assert writer.get(edit).status_code == 403  # it is an animator's now
    animator.get("/today")
    assert animator.soup.select_one(f'a[href="{page}"]')
    assert animator.post(f"{page}/return", {"note": ""}).status_code == 422
    assert animator.post(f"{page}/return", {"note": "Say when."}).status_code == 303
    writer.get(page)
    assert "Say when." in writer.soup.get_text()
    assert writer.post(edit, words | {"submit": "1", "quote_consent": "Maria, by mail"}).status_code == 303
    assert writer.post(f"{page}/publication", {"public": "y"}).status_code == 403
    assert animator.post(f"{page}/publication", {}).status_code == 303
    assert animator.post(f"{page}/publication", {}).status_code == 403  # once
    stranger.get(page)
    assert "We mend!" in stranger.soup.get_text() and "by mail" not in stranger.soup.get_text()
    assert client.get(page).status_code == 404
    stranger.get("/stories")
    assert stranger.soup.select_one(f'a[href="{page}"]')
    client.get("/stories")
    assert "A street that mends" not in client.soup.get_text()


def test_a_public_story_is_for_visitors_until_it_is_taken_back(
    app: Flask, cast: SimpleNamespace, as_: SignIn, one: str, client: CheckingClient
) -> None:
    with app.app_context():
        id_ = a_story(cast, one, "public").id
    client.get(f"/stories/{id_}")
    assert "Neighbours meet on Saturdays." in client.soup.get_text()
    assert not client.soup.select(f'a[href="/innovations/{one}"]')  # the innovation itself is for members
    member = as_(cast.stranger)
    member.get(f"/innovations/{one}")
    assert member.soup.select_one(f'main a[href="/stories/{id_}"]')
    assert as_(cast.stranger).post(f"/stories/{id_}/withdrawal").status_code == 403
    assert as_(cast.innovator).post(f"/stories/{id_}/withdrawal").status_code == 303
    assert client.get(f"/stories/{id_}").status_code == 404
    assert as_(cast.stranger).get(f"/stories/{id_}").status_code == 404
    assert as_(cast.innovator).get(f"/stories/{id_}").status_code == 200


def test_each_step_only_from_where_it_follows(context: AppContext, cast: SimpleNamespace, one: str) -> None:
    animator, writer = a_person(cast.animator), a_person(cast.innovator)
    steps = {
        "edit": lambda story: actions.edit_story(writer, story, {"helped": "All."}),
        "submit": lambda story: actions.submit_story(writer, story),
        "return": lambda story: actions.return_story(animator, story, "Mend it."),
        "publish": lambda story: actions.publish_story(animator, story, False),
        "withdraw": lambda story: actions.withdraw_story(writer, story),
    }
    possible = {"draft": {"edit", "submit", "withdraw"}, "review": {"return", "publish", "withdraw"},
                "published": {"withdraw"}, "withdrawn": set()}  # fmt: skip
    for state, allowed in possible.items():
        for name, step in steps.items():
            story = a_story(cast, one, "published" if state == "withdrawn" else state)
            if state == "withdrawn":
                actions.withdraw_story(writer, story)
            if name in allowed:
                step(story)
            else:
                with pytest.raises(NotAllowed):
                    step(story)


def test_without_words_it_is_not_handed_in(context: AppContext, cast: SimpleNamespace, one: str) -> None:
    story = a_story(cast, one, before="", happened="")
    with pytest.raises(Refused):
        actions.submit_story(a_person(cast.innovator), story)
    assert story.state == "draft"


def test_the_list_is_read_by_pages(context: AppContext, cast: SimpleNamespace, one: str) -> None:
    for _number in range(27):
        a_story(cast, one, "published")
    first = queries.stories_page(a_person(cast.stranger))
    assert len(first) == 25 and len(queries.stories_page(a_person(cast.stranger), after=first.next)) == 2


def test_a_draft_holds_where_its_way_led(app: Flask, cast: SimpleNamespace, one: str) -> None:
    with app.app_context():
        db.session.connection(execution_options={"writing": True})
        way = ScalingPathway(innovation_id=one, strategy_id=strategy_of_code("contract").id)
        db.session.add(way)
        db.session.flush()
        months = {"from_month": date(2026, 1, 1), "due_month": date(2026, 2, 1)}
        db.session.add_all([
            TargetPlace(pathway_id=way.id, country="BG", city="Varna", state="reached"),
            TargetPlace(pathway_id=way.id, country="EL", state="aimed"),
            PlanAction(pathway_id=way.id, title="Sign the lease", state="done", **months),
            PlanAction(pathway_id=way.id, title="Train the team", **months),
        ])  # fmt: skip
        db.session.commit()
        told = queries.recorded(a_person(cast.innovator), db.session.get_one(SocialInnovation, one))
        assert (told.strategy, told.places, told.done) == (
            "Contractual partnership",
            ["Varna, Bulgaria"],
            ("Sign the lease",),
        )


def test_a_double_click_hands_in_once_and_keeps_the_words(
    app: Flask, cast: SimpleNamespace, as_: SignIn, one: str
) -> None:
    with app.app_context():
        id_ = a_story(cast, one).id
    words = {"title": "A street that mends", "language": "en", "helped": "The city.", "evidence": "", "quote": "",
             "quote_by": "", "quote_consent": "", "submit": "1", **TOLD}  # fmt: skip
    writer = as_(cast.innovator)
    answers = [writer.post(f"/stories/{id_}/edit", words, form_token="the-same-form-twice") for _click in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    with app.app_context():
        story = db.session.get_one(StoryOfChange, id_)
        assert (story.state, story.helped) == ("review", "The city.")
        handed_in = select(func.count(Event.id)).where(Event.verb == "stories.story_submitted")
        assert db.session.execute(handed_in).scalar_one() == 1
