"""Everything that the form of a post asks: kept, shown on its page, refused beside its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from app.core.rules import NotAllowed, Refused
from app.extensions import db
from app.offers import actions
from app.offers.forms import PostForm
from app.offers.models import AUDIENCES, CATEGORIES, MAX_CENTS, MAX_UNITS, Post, PostContent
from app.offers.queries import languages_of, today, topics_of
from app.people.models import Organisation, Person
from app.reference.queries import SPOKEN
from tests.builders import a_person, an_offer, content_of

Client = Callable[[SimpleNamespace], Any]
GOOD = {
    "title": "A desk", "text": "By the window.", "category": "space", "quantity": "3", "unit": "desks",
    "audience": "network", "until": "2030-05-15", "city": "Torino", "country": "IT", "region": "Piemonte",
    "languages": ["it", "en"], "topics": ["legal"], "starts_on": "2027-01-04", "eligibility": "For teams of two.",
    "value_cents": "1,250.50", "value_note": "What we would ask.", "remote": "y",
}  # fmt: skip


def error_of(client: Any, name: str) -> str:
    told = client.soup.select_one(f"#{name}-error")
    return told.get_text(" ", strip=True) if told else ""


def only_post() -> Post:
    return db.session.execute(select(Post)).scalar_one()


def house_of(*people: SimpleNamespace) -> str:
    house = Organisation(name="Kervan")
    db.session.add(house)
    db.session.flush()
    for person in people:
        a_person(person).organisation_id = house.id
    db.session.commit()
    return house.id


def test_all_of_it_is_kept_and_shown(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        house = house_of(cast.stakeholder, cast.mentor)
    client = as_(cast.stakeholder)
    said = {"organisation_id": house, "contact_id": cast.mentor.id}
    answer = client.post("/offers/new?kind=offer", GOOD | said)
    with app.app_context():
        post = only_post()
        assert (post.region, post.value_cents, post.value_note) == ("Piemonte", 125050, "What we would ask.")
        assert (post.starts_on, post.until, post.standing) == (date(2027, 1, 4), date(2030, 5, 15), False)
        assert (post.eligibility, post.contact_id, post.organisation_id) == ("For teams of two.", cast.mentor.id, house)
        assert (languages_of(post.id), post.audience, post.remote) == (["en", "it"], "network", True)
    reader = as_(cast.innovator)
    reader.get(answer.location)
    page = reader.soup.get_text(" ", strip=True)
    for words in ("Piemonte", "English and Italian", "€1,250.50 each, €3,751.50 in all", "For teams of two.",
                  "What we would ask.", "Kervan", cast.mentor.name, "Torino or remote", "4 January 2027"):  # fmt: skip
        assert words in page, words
    assert f"/messages/with/{cast.mentor.id}" in str(reader.soup), "the contact is asked, not the owner"


def test_few_words_are_enough(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    client.get("/offers/new?kind=need")
    day = client.soup.select_one("#until")["value"]
    sent = {
        "title": "A desk",
        "text": "Any.",
        "category": "space",
        "quantity": "1",
        "until": day,
        "audience": "members",
    }
    assert client.post("/offers/new?kind=need", sent).status_code == 303
    with app.app_context():
        assert only_post().until == today() + timedelta(days=91)


def test_a_new_one_begins_where_its_owner_is(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        house = house_of(cast.stakeholder)
        a_person(cast.stakeholder).city = "Edirne"
        db.session.commit()
    client = as_(cast.stakeholder)
    client.get("/offers/new?kind=offer")
    assert client.soup.select_one("#city")["value"] == "Edirne"
    assert client.soup.select_one(f'#organisation_id option[value="{house}"]').has_attr("selected")


def test_standing_has_no_last_day(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    answer = client.post("/offers/new?kind=offer", GOOD | {"standing": "y", "until": "soon"})
    assert answer.status_code == 303
    with app.app_context():
        post = only_post()
        assert (post.standing, post.until, post.checked_at is not None) == (True, None, True)
    client.get(answer.location)
    assert "It stands; asked about once a year" in client.soup.get_text()
    client.get(f"{answer.location}/edit")
    assert client.soup.select_one("#standing").has_attr("checked")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("region", "x" * 121, "at most 120"),
        ("languages", "xx", "Choose languages from the list"),
        ("languages", list(SPOKEN[:9]), "at most 8 languages"),
        ("topics", ["legal", "nonsense"], "Choose topics from the list"),
        ("starts_on", "soon", "like 2026-12-31"),
        ("starts_on", "1999-01-01", "within five years"),
        ("starts_on", "9999-12-31", "within five years"),
        ("starts_on", "2030-05-16", "comes before the first"),
        ("until", "", "Say until which day"),
        ("until", "2020-01-01", "This day has passed"),
        ("value_cents", "1,25", "like 1,250.50"),
        ("value_cents", "-1", "like 1,250.50"),
        ("value_cents", "10,000,000.01", "like 1,250.50"),
        ("value_note", "x" * 301, "at most 300"),
        ("eligibility", "x" * 601, "at most 600"),
        ("contact_id", "01j0000000000000000000000x", "Choose one from the list"),
        ("alt", "x" * 201, "at most 200"),
    ],
)
def test_a_wrong_value_is_told_beside_its_field(
    app: Flask, as_: Client, cast: SimpleNamespace, field: str, value: Any, words: str
) -> None:
    client = as_(cast.stakeholder)
    assert client.post("/offers/new?kind=offer", GOOD | {field: value}).status_code == 422
    assert words in error_of(client, field)
    assert client.soup.select_one("#title")["value"] == "A desk"
    assert client.soup.select_one("#value_cents")["value"] == (value if field == "value_cents" else "1,250.50")
    part = client.soup.select_one(f"#{field}").find_parent("details")
    assert part is None or part.has_attr("open"), "what is to be mended is in sight"
    with app.app_context():
        assert db.session.execute(select(Post)).first() is None


def test_a_french_reader_types_french_numbers(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        a_person(cast.stakeholder).locale = "fr"
        db.session.commit()
    client = as_(cast.stakeholder)
    url = client.post("/offers/new", GOOD | {"value_cents": "1 250,5"}).location
    with app.app_context():
        assert only_post().value_cents == 125050
    client.get(f"{url}/edit")
    assert "".join(client.soup.select_one("#value_cents")["value"].split()) == "1250,50"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"languages": ("xx",)}, "languages"), ({"languages": tuple(SPOKEN[:9])}, "languages"),
     ({"value_cents": -1}, "value_cents"), ({"value_cents": MAX_CENTS + 1}, "value_cents"),
     ({"standing": True}, "until"), ({"starts_on": date(2031, 1, 1)}, "until"), ({"audience": "enemies"}, "audience"),
     ({"quantity": 0}, "quantity"), ({"contact_id": "01j0000000000000000000000x"}, "contact_id"),
     ({"topics": ("nonsense",)}, "topics"), ({"category": "gold"}, "category"), ({"title": ""}, "title")],
)  # fmt: skip
def test_the_action_refuses_the_same(context: Flask, cast: SimpleNamespace, change: dict[str, Any], field: str) -> None:
    said: dict[str, Any] = {"title": "A desk", "text": ".", "category": "space", "until": date(2030, 5, 15)}
    with pytest.raises(Refused) as refused:
        actions.create_post(a_person(cast.stakeholder), "offer", PostContent(**said | change))
    assert refused.value.field == field


def test_regions_in_use_are_suggested(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.mentor, region="Trakya")
        an_offer(cast.mentor, region="Hidden", publish=False)
    client = as_(cast.stakeholder)
    client.get("/offers/new?kind=offer")
    told = [option["value"] for option in client.soup.select("datalist#regions option")]
    assert told == ["Trakya"]
    assert client.soup.select_one("#region")["list"] == "regions"


def test_only_colleagues_can_be_asked_instead(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        house_of(cast.stakeholder, cast.mentor)
    client = as_(cast.stakeholder)
    client.get("/offers/new?kind=offer")
    told = {option["value"] for option in client.soup.select("#contact_id option")}
    assert told == {"", cast.mentor.id}
    assert client.post("/offers/new", GOOD | {"contact_id": cast.stranger.id}).status_code == 422


def test_a_copy_begins_with_all_of_it(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, region="Trakya", languages=("tr",), value_cents=8000, eligibility="Teams.")
        post.until = date(2020, 1, 1)
        db.session.commit()
        id_ = post.id
    client = as_(cast.stakeholder)
    client.get(f"/offers/new?kind=offer&copy={id_}")
    value = {name: client.soup.select_one(f"#{name}")["value"] for name in ("title", "region", "value_cents")}
    assert value == {"title": "Half-days of legal advice", "region": "Trakya", "value_cents": "80"}
    assert client.soup.select_one("#until")["value"] > "2026", "a day that has passed is not copied"


class TestForSomebodyElse:
    """An animator posts in another's name."""

    def test_it_is_theirs_and_they_are_told(self, app: Flask, as_: Client, cast: SimpleNamespace) -> None:
        client = as_(cast.animator)
        client.get("/offers/new?kind=offer")
        assert client.soup.select_one(f'select[name="owner"] option[value="{cast.stakeholder.id}"]')
        url = f"/offers/new?kind=offer&owner={cast.stakeholder.id}"
        client.get(url)
        assert f"This is {cast.stakeholder.name}'s" in client.soup.get_text()
        there = client.post(url, GOOD).location
        with app.app_context():
            post = only_post()
            assert (post.owner_id, post.posted_by) == (cast.stakeholder.id, cast.animator.id)
        owner = as_(cast.stakeholder)
        owner.get("/activity/inbox")
        assert f"{cast.animator.name} posted the offer A desk for {cast.stakeholder.name}" in owner.soup.get_text()
        owner.get(there)
        assert f"Written down by {cast.animator.name}" in owner.soup.get_text()
        assert client.post(f"{there}/edit", GOOD | {"title": "Two desks"}).status_code == 303
        assert owner.post(f"{there}/edit", GOOD | {"title": "My desks"}).status_code == 303

    def test_a_persons_page_leads_there(self, as_: Client, cast: SimpleNamespace) -> None:
        client, url = as_(cast.animator), f"/people/{cast.stakeholder.id}"
        client.get(url)
        assert client.soup.select_one(f'a[href="/offers/new?owner={cast.stakeholder.id}"]')
        other = as_(cast.mentor)
        other.get(url)
        assert not other.soup.select('a[href^="/offers/new?owner="]')

    def test_their_organisation_may_be_chosen_not_the_animators(
        self, app: Flask, as_: Client, cast: SimpleNamespace
    ) -> None:
        with app.app_context():
            house = house_of(cast.stakeholder)
        client = as_(cast.animator)
        assert (
            client.post(f"/offers/new?owner={cast.stakeholder.id}", GOOD | {"organisation_id": house}).status_code
            == 303
        )
        assert client.post("/offers/new", GOOD | {"organisation_id": house}).status_code == 422

    def test_a_draft_is_seen_by_both(self, app: Flask, as_: Client, cast: SimpleNamespace) -> None:
        client = as_(cast.animator)
        url = client.post(f"/offers/new?owner={cast.stakeholder.id}", GOOD | {"then": "draft"}).location
        assert client.get(url).status_code == 200
        assert as_(cast.stakeholder).get(url).status_code == 200
        assert as_(cast.partner).get(url).status_code == 404
        assert as_(cast.stakeholder).post(f"{url}/publication").status_code == 303

    def test_only_animators_and_only_for_who_could(self, as_: Client, client: Any, cast: SimpleNamespace) -> None:
        url = f"/offers/new?kind=offer&owner={cast.stakeholder.id}"
        for part in (cast.mentor, cast.partner, cast.observer):
            assert as_(part).get(url).status_code == 403
            assert as_(part).post(url, GOOD).status_code == 403
        assert as_(cast.animator).get(f"/offers/new?owner={cast.observer.id}").status_code == 403
        assert as_(cast.animator).get("/offers/new?owner=01j0000000000000000000000x").status_code == 404
        assert client.post(url, GOOD).status_code == 303

    def test_the_rule_holds_in_the_action(self, context: Flask, cast: SimpleNamespace) -> None:
        said = PostContent("A desk", ".", "space", until=date(2030, 5, 15))
        with pytest.raises(NotAllowed):
            actions.create_post(a_person(cast.mentor), "offer", said, owner=a_person(cast.stakeholder))


def test_an_edit_that_changes_nothing_is_not_told(context: Flask, cast: SimpleNamespace) -> None:
    from app.activity.models import Event

    post = an_offer(cast.stakeholder)
    actions.edit_post(a_person(cast.stakeholder), post, content_of(post))
    assert db.session.execute(select(Event.verb).order_by(Event.id)).scalars().all()[-1] == "offers.post_published"


def test_another_last_day_is_told_of_anew(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder)
    post.nudged = 2
    db.session.commit()
    actions.edit_post(a_person(cast.stakeholder), post, content_of(post, title="Other words"))
    assert post.nudged == 2
    actions.edit_post(a_person(cast.stakeholder), post, content_of(post, until=date(2030, 6, 1)))
    assert post.nudged == 0
    actions.edit_post(a_person(cast.stakeholder), post, content_of(post, until=today() + timedelta(days=3)))
    assert post.nudged == 1, "nobody gets the letter of a week before, three days before"


words = st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="\u2028"), max_size=40).map(
    lambda text: " ".join(text.split())
)


@st.composite
def contents(draw: st.DrawFn) -> PostContent:
    """Anything that a form may say."""
    standing = draw(st.booleans())
    ahead = st.integers(0, 1500).map(lambda days: date(2027, 1, 1) + timedelta(days=days))
    until = None if standing else draw(ahead)
    starts = draw(st.none() | ahead)
    return PostContent(
        title=draw(words.filter(bool)), text=draw(words.filter(bool)), category=draw(st.sampled_from(CATEGORIES)),
        topics=tuple(sorted(draw(st.sets(st.sampled_from(["legal", "finance", "marketing"]))))),
        city=draw(words), country=draw(st.sampled_from(["", "BE", "TR", "GR"])), remote=draw(st.booleans()),
        quantity=draw(st.none() | st.integers(1, MAX_UNITS)), unit=draw(words), until=until,
        audience=draw(st.sampled_from(AUDIENCES)), region=draw(words),
        languages=tuple(sorted(draw(st.sets(st.sampled_from(SPOKEN), max_size=8)))),
        starts_on=starts if starts is None or until is None or starts <= until else until, standing=standing,
        eligibility=draw(words), value_cents=draw(st.none() | st.integers(0, MAX_CENTS)), value_note=draw(words),
    )  # fmt: skip


def sent_by(form: PostForm) -> MultiDict[str, str]:
    """What a browser sends of this form as it stands."""
    pairs: list[tuple[str, str]] = []
    for field in form:
        if field.type == "BooleanField":
            pairs += [(field.name, "y")] * bool(field.data)
        elif field.type == "SelectMultipleField":
            pairs += [(field.name, value) for value in field.data]
        elif field.type == "RadioField":
            pairs.append((field.name, field.data))
        elif field.name not in ("files", "uploads"):
            pairs.append((field.name, field._value() if hasattr(field, "_value") else field.data))
    return MultiDict(pairs)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_form_gives_back_what_the_post_says(app: Flask, cast: SimpleNamespace, locale: str) -> None:
    """Form ↔ content: what is written, shown in the form of a change and sent again is the same, in any language."""

    @given(contents())
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def holds(content: PostContent) -> None:
        with app.test_request_context(headers={"Accept-Language": locale}):
            owner = db.session.get_one(Person, cast.stakeholder.id)
            post = actions.create_post(owner, "offer", content, publish=False)
            shown = PostForm(owner, post, formdata=None)
            again = PostForm(owner, post, formdata=sent_by(shown))
            assert again.validate(), again.errors
            assert again.content() == content
            assert topics_of(post.id) == list(content.topics)

    holds()
