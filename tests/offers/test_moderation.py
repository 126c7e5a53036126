"""A post is reported, looked into, hidden, returned, removed; or waits for an animator before it is on the board."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from app.activity.models import ANIMATORS, Delivery, Event
from app.core.search import SearchDocument
from app.extensions import db
from app.offers import actions
from app.offers.models import Claim, Post, PostReport
from app.offers.queries import find_post
from app.offers.words import named
from app.people import actions as people
from app.people.actions import Settings
from app.people.models import Cluster
from tests.builders import a_claim, a_person, an_accepted_claim, an_offer
from tests.statements import statements

Client = Callable[[SimpleNamespace], object]
RUDE = {"reason": "rude", "text": "It insults the neighbours."}


@pytest.fixture
def offer(app: Flask, cast: SimpleNamespace) -> str:
    with app.app_context():
        return an_offer(cast.stakeholder, title="A van on Tuesdays", text="Ring me.", audience="public").id


@pytest.fixture
def strict(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(Cluster).values(approve_posts=True))
        db.session.commit()


def post_of(app: Flask, id: str) -> Post:
    with app.app_context():
        return db.session.get_one(Post, id)


def verbs(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.execute(select(Event.verb).order_by(Event.id)).scalars())


def mailed(app: Flask, verb: str) -> set[str | None]:
    with app.app_context():
        query = select(Delivery.person_id).join(Event, Event.id == Delivery.event_id)
        return set(db.session.execute(query.where(Event.verb == verb, Delivery.channel == "email")).scalars())


def report(app: Flask, offer: str, *reporters: SimpleNamespace) -> None:
    with app.app_context():
        for reporter in reporters:
            actions.report_post(a_person(reporter), db.session.get_one(Post, offer), **RUDE)


def decide(client, offer: str, decision: str, note: str = "Please be kind."):
    return client.post(f"/offers/{offer}/decision", {"decision": decision, "note": note})


def test_report(app: Flask, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    client, url = as_(cast.innovator), f"/offers/{offer}/report"
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": "", "text": "x"}).status_code == 422
    assert client.post(url, {"reason": "other", "text": ""}).status_code == 422
    assert "Say in a sentence" in client.soup.get_text()
    answer = client.post(url, RUDE)
    assert (answer.status_code, answer.location) == (303, f"/offers/{offer}")
    client.get(answer.location)
    assert "You reported this" in client.soup.get_text()
    assert client.post(url, RUDE).status_code == 409
    assert mailed(app, "offers.post_reported") == {cast.animator.id}


def test_who_may_report(app: Flask, client, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    url = f"/offers/{offer}/report"
    assert client.get(url).status_code in (303, 401)
    assert as_(cast.stakeholder).post(url, RUDE).status_code == 403
    assert as_(cast.observer).post(url, RUDE).status_code == 403
    assert as_(cast.innovator).post("/offers/nowhere/report", RUDE).status_code == 404
    assert as_(cast.innovator).post(f"/offers/{offer}/decision", RUDE).status_code == 403


def test_who_reported_is_for_the_animators(app: Flask, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    report(app, offer, cast.innovator)
    page = as_(cast.animator).get(f"/offers/{offer}/decision").get_data(as_text=True)
    assert cast.innovator.name in page and "insults" in page
    decide(as_(cast.animator), offer, "keep", "")
    owner = as_(cast.stakeholder)
    for url in (f"/offers/{offer}", "/activity", "/inbox"):
        owner.get(url)
        told = owner.soup.select(".log" if url == "/activity" else "main")  # what one can filter by names every kind
        assert "report" not in str([part.get_text() for part in told]).lower().replace("reporting", ""), url


def test_keeping_settles_all_reports_together(app: Flask, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    report(app, offer, cast.innovator, cast.mentor)
    client = as_(cast.animator)
    assert decide(client, offer, "keep", "").status_code == 303
    with app.app_context():
        rows = db.session.execute(select(PostReport.state, PostReport.outcome, PostReport.settled_by)).all()
        assert {tuple(row) for row in rows} == {("settled", "kept", cast.animator.id)}
    assert verbs(app).count("offers.post_report_settled") == 2
    assert decide(client, offer, "keep", "").status_code == 422  # no longer a choice
    report(app, offer, cast.innovator)  # may tell again


def test_hide_and_show_again(app: Flask, client, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    report(app, offer, cast.innovator)
    animator = as_(cast.animator)
    assert decide(animator, offer, "hide", "").status_code == 422
    assert "Tell its owner why" in animator.soup.get_text()
    with app.app_context():
        claim = an_accepted_claim(db.session.get_one(Post, offer), cast.mentor).id
    assert decide(animator, offer, "hide").status_code == 303
    assert client.get(f"/offers/{offer}").status_code == 404
    assert as_(cast.stranger).get(f"/offers/{offer}").status_code == 404
    asker = as_(cast.mentor)
    assert asker.get(f"/offers/{offer}").status_code == 200  # the way to what was agreed, without its words
    assert "van" not in asker.soup.select_one("main").get_text() and claim in str(asker.soup)
    owner = as_(cast.stakeholder)
    owner.get(f"/offers/{offer}")
    assert "Please be kind." in owner.soup.get_text()
    assert mailed(app, "offers.post_hidden") == {cast.stakeholder.id}
    for reader in (client, as_(cast.mentor), animator):
        assert "A van on Tuesdays" not in reader.get("/offers?show=all").get_data(as_text=True)
    with app.app_context():  # what is agreed goes on
        actions.deliver_claim(a_person(cast.stakeholder), db.session.get_one(Claim, claim))
        actions.confirm_claim(a_person(cast.mentor), db.session.get_one(Claim, claim))
    assert "Tuesdays" not in as_(cast.stranger).get("/activity").get_data(as_text=True)
    assert decide(animator, offer, "show", "").status_code == 303
    assert client.get(f"/offers/{offer}").status_code == 200
    assert post_of(app, offer).moderation_note == ""


def test_a_note_stands_in_no_log(app: Flask, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    decide(as_(cast.animator), offer, "hide", "Zanzibar")
    decide(as_(cast.animator), offer, "remove", "Zanzibar")
    with app.app_context():
        assert "Zanzibar" not in str(db.session.execute(select(Event.facts)).scalars().all())


def test_return_mend_and_publish_again(app: Flask, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    assert decide(as_(cast.animator), offer, "return", "Say where.").status_code == 303
    assert as_(cast.mentor).get(f"/offers/{offer}").status_code == 404
    owner = as_(cast.stakeholder)
    owner.get(f"/offers/{offer}")
    assert "Say where." in owner.soup.get_text()
    assert owner.post(f"/offers/{offer}/publication").status_code == 303
    assert as_(cast.mentor).get(f"/offers/{offer}").status_code == 200
    assert post_of(app, offer).moderation_note == ""


def test_what_is_returned_after_its_last_day_needs_another(
    app: Flask, as_: Client, cast: SimpleNamespace, offer: str
) -> None:
    decide(as_(cast.animator), offer, "return", "Say where.")
    with time_machine.travel("2030-06-01T12:00:00Z", tick=False):
        owner = as_(cast.stakeholder)
        assert owner.post(f"/offers/{offer}/publication").status_code == 422
        assert "Its last day has passed" in owner.soup.get_text()
        assert owner.soup.select_one("main a.btn")["href"] == f"/offers/{offer}/edit"
    assert post_of(app, offer).state == "draft"


def test_remove_leaves_a_neutral_tombstone(app: Flask, client, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    with app.app_context():
        post = db.session.get_one(Post, offer)
        given, asked = an_accepted_claim(post, cast.mentor), a_claim(post, cast.innovator)
        actions.deliver_claim(a_person(cast.stakeholder), given)
        ids = given.id, asked.id
    assert decide(as_(cast.animator), offer, "remove").status_code == 303
    for reader in (client, as_(cast.innovator)):
        assert reader.get(f"/offers/{offer}").status_code == 200
        told = reader.soup.get_text()
        assert "removed" in told and "van" not in told.lower() and "kind" not in told
    with app.app_context():
        post = db.session.get_one(Post, offer)
        assert (post.state, post.title, post.text, post.taken) == ("removed", "", "", 1)
        states = [db.session.get_one(Claim, id_).state for id_ in ids]
        assert states == ["delivered", "declined"]
        assert "van" not in str(db.session.execute(select(Event.facts)).scalars().all())
        assert "van" not in str(db.session.execute(select(Claim.snapshot)).scalars().all())
        assert not db.session.execute(select(SearchDocument).filter_by(kind="post", ref=offer)).first()
        actions.confirm_claim(a_person(cast.mentor), db.session.get_one(Claim, ids[0]))
    page = as_(cast.mentor).get("/activity").get_data(as_text=True)
    assert "removed post" in page


def test_a_removed_post_is_named_in_the_readers_language(
    app: Flask, as_: Client, cast: SimpleNamespace, offer: str
) -> None:
    report(app, offer, cast.innovator)
    with app.app_context():
        given = an_accepted_claim(db.session.get_one(Post, offer), cast.mentor)
        actions.deliver_claim(a_person(cast.stakeholder), given)
        claim = given.id
    animator = as_(cast.animator)
    decide(animator, offer, "remove")
    with app.app_context():
        for person in (cast.mentor, cast.animator, cast.stakeholder):
            a_person(person).locale = "fr"
        db.session.commit()
        names = [str(db.session.get_one(Post, offer).title), str(db.session.get_one(Claim, claim).snapshot["title"])]
        assert names == ["", ""]
    with app.test_request_context(), force_locale("fr"):
        french = named("")
    receiver = as_(cast.mentor)
    for client, url in (
        (receiver, f"/offers/{offer}"), (receiver, f"/offers/claims/{claim}"), (receiver, "/offers/mine"),
        (receiver, f"/offers/claims/{claim}/conversation"), (receiver, "/today"),
        (as_(cast.stakeholder), "/offers/mine"),
        (animator, "/offers/care?list=reports&show=all"), (animator, "/offers/care.csv?list=reports&show=all"),
    ):  # fmt: skip
        told = client.get(url).get_data(as_text=True)
        assert french in told, url


def test_a_paused_post_comes_back_paused(app: Flask, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    animator = as_(cast.animator)
    for step, state in (("pause_post", "paused"), ("resume_post", "published"), ("pause_post", "paused")):
        with app.app_context():
            getattr(actions, step)(a_person(cast.stakeholder), db.session.get_one(Post, offer))
        for _twice in range(2):
            assert decide(animator, offer, "hide").status_code == 303
            assert decide(animator, offer, "show", "").status_code == 303
            assert post_of(app, offer).state == state
    with app.app_context():
        actions.renew_post(a_person(cast.stakeholder), db.session.get_one(Post, offer), date(2030, 5, 20))
    decide(animator, offer, "hide")
    decide(animator, offer, "show", "")
    assert post_of(app, offer).state == "published"


def test_one_decides_what_another_has_decided(app: Flask, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    client = as_(cast.animator)
    assert decide(client, offer, "remove").status_code == 303
    assert decide(client, offer, "hide").status_code == 422
    with app.app_context(), pytest.raises(actions.moderation.Conflict):
        actions.hide_post(a_person(cast.animator), db.session.get_one(Post, offer), "Again")


def test_an_animators_own_post_is_for_another(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        own = an_offer(cast.animator).id
    report(app, own, cast.innovator)
    client = as_(cast.animator)
    page = client.get(f"/offers/{own}/decision").get_data(as_text=True)
    assert cast.innovator.name not in page and "another animator" in page
    assert decide(client, own, "hide").status_code == 403
    assert client.get("/offers/care?list=reports").status_code == 200
    assert cast.innovator.name not in client.soup.get_text()


def test_members_posts_wait_where_the_cluster_wants_it(
    app: Flask, as_: Client, cast: SimpleNamespace, strict: None
) -> None:
    with app.app_context():
        id_ = an_offer(cast.stakeholder, title="A van").id
    assert post_of(app, id_).state == "submitted"
    assert mailed(app, "offers.post_submitted") == {cast.animator.id}
    assert as_(cast.mentor).get(f"/offers/{id_}").status_code == 404
    assert "waits for an animator" in as_(cast.animator).get("/today").get_data(as_text=True)
    client = as_(cast.animator)
    client.get("/offers/care")
    assert "A van" in client.soup.get_text()
    assert client.post(f"/offers/{id_}/approval").status_code == 303
    assert client.post(f"/offers/{id_}/approval").status_code == 409
    published = post_of(app, id_)
    assert (published.state, published.checked_at is not None) == ("published", True)
    assert mailed(app, "offers.post_published") == {cast.stakeholder.id}
    with app.app_context():  # a change needs no second yes
        from tests.builders import content_of

        post = db.session.get_one(Post, id_)
        assert (
            actions.edit_post(a_person(cast.stakeholder), post, content_of(post, title="Two vans")).state == "published"
        )
        assert an_offer(cast.animator).state == "published"


def test_the_form_says_that_it_waits(as_: Client, cast: SimpleNamespace, strict: None) -> None:
    client = as_(cast.stakeholder)
    client.get("/offers/new?kind=offer")
    assert "An animator looks at it" in client.soup.get_text()
    said = {"title": "A desk", "text": "By the window.", "category": "space", "quantity": "1", "audience": "members",
            "until": "2030-05-15"}  # fmt: skip
    client.get(client.post("/offers/new?kind=offer", said).location)
    assert "Waits for an animator" in client.soup.get_text()


def test_returned_before_it_was_ever_seen(app: Flask, as_: Client, cast: SimpleNamespace, strict: None) -> None:
    with app.app_context():
        id_ = an_offer(cast.stakeholder, title="A van").id
    assert decide(as_(cast.animator), id_, "return", "Say where.").status_code == 303
    assert (post_of(app, id_).state, post_of(app, id_).published_at) == ("draft", None)
    assert as_(cast.stakeholder).post(f"/offers/{id_}/publication").status_code == 303
    assert post_of(app, id_).state == "submitted"


def test_the_switch_is_a_setting(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get("/cluster")
    assert client.soup.select_one("#approve_posts") is not None
    with app.app_context():
        people.change_cluster(a_person(cast.animator), Settings("Test", "Europe/Brussels", approve_posts=True))
        assert db.session.get_one(Cluster, 1).approve_posts


STATES = ("draft", "submitted", "published", "paused", "fulfilled", "withdrawn", "hidden", "removed")
READERS = ("visitor", "owner", "member", "observer", "animator")


def may_see(state: str, reader: str, audience: str, was_seen: bool) -> bool:
    """Said once more, in other words."""
    if reader == "owner":
        return True
    if state in ("submitted", "hidden"):
        return reader == "animator"
    on_board = state != "draft" and was_seen
    return on_board and (reader != "visitor" or audience == "public")


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    state=st.sampled_from(STATES), reader=st.sampled_from(READERS), audience=st.sampled_from(("members", "public")),
    was_seen=st.booleans(),
)  # fmt: skip
def test_every_reader_sees_what_is_theirs_in_every_state(
    app: Flask, cast: SimpleNamespace, state: str, reader: str, audience: str, was_seen: bool
) -> None:
    who = {"owner": cast.stakeholder, "member": cast.stranger, "observer": cast.observer, "animator": cast.animator}
    seen = was_seen or state in ("published", "paused", "fulfilled")
    with app.app_context():
        post = an_offer(cast.stakeholder, audience=audience)
        values = {"state": state} | ({} if seen else {"published_at": None})
        db.session.execute(update(Post).where(Post.id == post.id).values(values))
        found = find_post(a_person(who[reader]) if reader in who else None, post.id)
        assert (found is not None) == may_see(state, reader, audience, seen)
        db.session.rollback()


@pytest.mark.parametrize("which", ["waiting", "reports", "disputes", "owners"])
def test_each_list_costs_the_same_however_long(app: Flask, as_: Client, cast: SimpleNamespace, which: str) -> None:
    client, costs = as_(cast.animator), []
    client.get(f"/offers/care?list={which}")
    assert client.soup.select_one("h2") is not None  # an empty list says what belongs there
    for more in (1, 2):
        with app.app_context():
            for _ in range(more):
                _one_of(which, cast)
        with statements(app) as asked:
            assert client.get(f"/offers/care?list={which}").status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert len(client.soup.select("#results li")) == 3
    assert len(client.get(f"/offers/care.csv?list={which}").get_data(as_text=True).strip().splitlines()) == 4
    with statements(app) as asked:
        client.get("/today")
    assert sum("post_reports" in one for one in asked) == 1  # all that Today asks for animators


def _one_of(which: str, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder)
    if which == "waiting":
        db.session.execute(update(Post).where(Post.id == post.id).values(state="submitted", published_at=None))
    elif which == "reports":
        actions.report_post(a_person(cast.innovator), post, **RUDE)
    elif which == "disputes":
        claim = an_accepted_claim(post, cast.mentor)
        actions.deliver_claim(a_person(cast.stakeholder), claim)
        actions.dispute_claim(a_person(cast.mentor), claim, "It never came.")
    elif a_person(cast.stakeholder).state == "active":
        people.suspend_person(a_person(cast.animator), a_person(cast.stakeholder))
    db.session.commit()


def test_nobody_asks_a_suspended_owner(app: Flask, client, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    with app.app_context():
        people.suspend_person(a_person(cast.animator), a_person(cast.stakeholder))
    assert "A van on Tuesdays" not in client.get("/offers").get_data(as_text=True)
    member = as_(cast.mentor)
    member.get(f"/offers/{offer}")
    assert member.soup.select_one(".page-head .state").get_text(strip=True) == "Paused"
    assert member.post(f"/offers/{offer}/claims", {"message": "Please", "quantity": "1"}).status_code == 409
    animator = as_(cast.animator)
    assert animator.get(f"/offers/{offer}/handover").status_code == 200
    assert animator.post(f"/offers/{offer}/handover", {"to": "nobody@example.org"}).status_code == 422
    assert animator.post(f"/offers/{offer}/handover", {"to": cast.innovator.email}).status_code == 303
    assert post_of(app, offer).owner_id == cast.innovator.id
    assert "A van on Tuesdays" in client.get("/offers").get_data(as_text=True)
    assert animator.post(f"/offers/{offer}/handover", {"to": cast.mentor.email}).status_code == 409
    assert as_(cast.mentor).get(f"/offers/{offer}/handover").status_code == 403


def test_nothing_is_counted_twice(app: Flask, as_: Client, cast: SimpleNamespace, offer: str) -> None:
    client, token = as_(cast.innovator), "r" * 24
    first = client.post(f"/offers/{offer}/report", RUDE, form_token=token)
    second = client.post(f"/offers/{offer}/report", RUDE, form_token=token)
    assert first.location == second.location
    with app.app_context():
        assert db.session.execute(select(func.count(PostReport.id))).scalar_one() == 1


def test_o6_a_delivery_on_a_post_that_was_returned_is_still_in_the_log_of_animators(
    context: Flask, cast: SimpleNamespace
) -> None:
    owner, claimer = a_person(cast.stakeholder), a_person(cast.innovator)
    claim = an_accepted_claim(an_offer(cast.stakeholder, quantity=5), cast.innovator, 2)
    actions.deliver_claim(owner, claim)
    actions.confirm_claim(claimer, claim)
    actions.return_post(a_person(cast.animator), claim.post, "Say where it is.")
    shown = select(Event.shown).where(Event.verb == "offers.claim_confirmed")
    assert db.session.execute(shown).scalar_one() == ANIMATORS
