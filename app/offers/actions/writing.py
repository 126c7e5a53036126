"""What a post says: checked, put into its row and the tables beside it, made findable. Part of the actions on posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.config import LANGUAGES
from app.core.clock import now
from app.core.rules import Refused
from app.core.search import index
from app.extensions import db
from app.offers.actions.moves import nudges_behind
from app.offers.models import (
    AUDIENCES,
    CATEGORIES,
    MAX_CENTS,
    MAX_LANGUAGES,
    MAX_TOPICS,
    MAX_UNITS,
    Post,
    PostContent,
    PostLanguage,
    PostTopic,
)
from app.offers.queries import contacts_of, languages_of, own_innovations, own_organisation, today, topics_of
from app.offers.words import CATEGORY
from app.people.queries import Organisation
from app.reference.queries import SPOKEN, Topic, country_name, topic_name

BESIDE = ("topics", "languages")
"""What a post says in tables of its own."""


def check(owner_id: str, content: PostContent, kept: Post | None = None) -> None:
    """What the domain refuses, each beside its field. `kept`: the post as it is; what stays as it was is not asked."""
    for is_wrong, words, field in (*_its_words(content), *_its_people(owner_id, content, kept)):
        if is_wrong:
            raise Refused(words, field=field)
    if kept is None or content.until != kept.until:
        still_ahead(content.until)


def still_ahead(until: Any) -> None:
    """A last day is today or later."""
    if until is not None and until < today():
        raise Refused(_("This day has passed. Choose today or a later day."), field="until")


def _its_words(content: PostContent) -> Iterator[tuple[bool, str, str]]:
    known = set(db.session.execute(select(Topic.code).limit(500)).scalars())
    ends, starts = content.until, content.starts_on
    yield not content.title, _("Give it a title."), "title"
    yield content.category not in CATEGORIES, _("Choose one of the categories."), "category"
    yield not set(content.topics) <= known, _("Choose topics from the list."), "topics"
    yield len(content.topics) > MAX_TOPICS, _("Choose at most %(max)d topics.", max=MAX_TOPICS), "topics"
    yield not set(content.languages) <= set(SPOKEN), _("Choose languages from the list."), "languages"
    too_many = _("Choose at most %(max)d languages.", max=MAX_LANGUAGES)
    yield len(content.languages) > MAX_LANGUAGES, too_many, "languages"
    yield not _among(content.quantity, 1, MAX_UNITS), _("Write a whole number from 1 to 1,000,000."), "quantity"
    yield not _among(content.value_cents, 0, MAX_CENTS), _("Write a value from €0 to €10,000,000."), "value_cents"
    yield content.audience not in AUDIENCES, _("Choose who may see this."), "audience"
    yield bool(ends and content.standing), _("What stands has no last day. Take one of the two away."), "until"
    yield bool(ends and starts and ends < starts), _("The last day comes before the first."), "until"


def _its_people(owner_id: str, content: PostContent, kept: Post | None) -> Iterator[tuple[bool, str, str]]:
    house = own_organisation(owner_id)
    houses = {None, house[0] if house else None, kept.organisation_id if kept else None}
    teams = {None, *(id_ for id_, _name in own_innovations(owner_id)), kept.innovation_id if kept else None}
    near = {None, *(id_ for id_, _name in contacts_of(owner_id)), kept.contact_id if kept else None}
    yield content.organisation_id not in houses, _("You can only post for your own organisation."), "organisation_id"
    yield content.innovation_id not in teams, _("You can only post for an innovation of yours."), "innovation_id"
    stranger = _("Choose somebody of the same organisation or team.")
    yield content.contact_id not in near, stranger, "contact_id"


def _among(number: int | None, least: int, most: int) -> bool:
    return number is None or least <= number <= most


def changes(post: Post, content: PostContent) -> set[str]:
    """The names of what the content says otherwise than the post."""
    there: dict[str, Any] = {"topics": set(topics_of(post.id)), "languages": set(languages_of(post.id))}
    said = {field.name: getattr(content, field.name) for field in fields(content)}
    return {
        name
        for name, value in said.items()
        if (set(value) != there[name] if name in BESIDE else value != getattr(post, name))
    }


def write(post: Post, content: PostContent) -> None:
    """Put the content into a post that is in the database or about to be. Another last day is told of anew (O3)."""
    if content.until != post.until:
        post.nudged = nudges_behind(content.until, content.standing)
    if content.standing and not post.standing:
        post.checked_at = now()
    for field in fields(content):
        if field.name not in BESIDE:
            setattr(post, field.name, getattr(content, field.name))
    db.session.add(post)
    db.session.flush()
    for table in (PostTopic, PostLanguage):
        db.session.execute(delete(table).where(table.post_id == post.id))
    db.session.add_all(PostTopic(post_id=post.id, topic=topic) for topic in dict.fromkeys(content.topics))
    db.session.add_all(PostLanguage(post_id=post.id, code=code) for code in dict.fromkeys(content.languages))
    db.session.flush()
    make_findable(post)


def make_findable(post: Post) -> None:
    """Let searches find it (again)."""
    index(db.session(), "post", post.id, *search_texts(post, topics_of(post.id)))


def search_texts(post: Post, topics: Sequence[str]) -> list[str]:
    """Its own words, and those of its category, topics and country in every language of the house."""
    house = db.session.get(Organisation, post.organisation_id) if post.organisation_id else None
    said = [post.title, post.text, post.city, post.region, post.unit, post.eligibility, house.name if house else ""]
    for language in LANGUAGES:
        with force_locale(language):
            said += [str(CATEGORY[post.category]), country_name(post.country), *map(topic_name, topics)]
    return said
