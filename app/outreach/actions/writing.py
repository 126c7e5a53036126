"""What an activity says: checked, and put into its row and the table beside it. Part of the actions on activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, timedelta

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import delete

from app.config import LANGUAGES
from app.core.clock import now
from app.core.rules import Actor, Refused
from app.extensions import db
from app.outreach.models import (
    MAX_COUNTRIES,
    MAX_PEOPLE,
    MAX_REACHED,
    ActivityContent,
    ActivityPerson,
    DisseminationActivity,
)
from app.outreach.queries import hidden_people, innovation_choices, organisation_choices, people_among
from app.outreach.rules import logs_for_cluster
from app.outreach.words import AUDIENCE, LEVEL, TYPE
from app.people.queries import cluster
from app.reference.queries import countries, country_name
from app.web.periods import today

LONGEST = timedelta(days=5 * 366)
Wrong = Iterator[tuple[bool, str, str]]


def check(
    actor: Actor, content: ActivityContent, activity: DisseminationActivity, whole: bool = True
) -> ActivityContent:
    """What the domain refuses, each beside its field; returns the content with its writer among those who took part,
    unless they log for the cluster. A draft need not be `whole`, but what it says must be so."""
    people = _with_writer(actor, content.people, activity)
    content = replace(content, people=people, audiences=dict(content.audiences))
    _refuse(
        (*_days(content), *_lists(content), *_others(actor, content, activity), *(_missing(content) if whole else ()))
    )
    return content


def _refuse(asked: Iterable[tuple[bool, str, str]]) -> None:
    """All that is wrong is said at once, one sentence for each field."""
    wrong: dict[str, Refused] = {}
    for is_wrong, words, field in asked:
        if is_wrong:
            wrong.setdefault(field, Refused(words, field=field))
    if wrong:
        first, *others = wrong.values()
        raise Refused(first.reason, field=first.field, also=others)


def _with_writer(actor: Actor, people: tuple[str, ...], activity: DisseminationActivity) -> tuple[str, ...]:
    """Who they are kept apart from and is named already is not shown to them, and so stays."""
    ids = dict.fromkeys(people) | dict.fromkeys(hidden_people(actor, activity.id))
    if activity.author_id == actor.id and not logs_for_cluster(actor):
        ids |= {actor.id: None}
    return tuple(ids)


def _missing(content: ActivityContent) -> Wrong:
    yield not content.title, _("Give it a title."), "title"
    yield not content.type, _("Choose what it was."), "type"
    yield content.type == "other" and not content.type_words, _("Say in a few words what it was."), "type_words"
    yield content.starts_on is None, _("Say on which day it was."), "starts_on"
    yield not content.audiences, _("Choose at least one audience; the numbers can wait."), "to_scientific"


def _days(content: ActivityContent) -> Wrong:
    day, first, last = today(cluster().timezone), content.starts_on, content.ends_on
    ahead = first is not None and first > day
    yield ahead, _("This day is still to come. Log what has happened."), "starts_on"
    yield first is not None and first < date(2000, 1, 1), _("Write a day from the year 2000 on."), "starts_on"
    yield last is not None and first is None, _("Say on which day it began."), "starts_on"
    yield bool(first and last and last < first), _("The last day comes before the first."), "ends_on"
    yield bool(first and last and last - first > LONGEST), _("That is more than five years."), "ends_on"


def _lists(content: ActivityContent) -> Wrong:
    sizes = [size for size in content.audiences.values() if size is not None]
    known = {content.country, *content.countries} - {""} <= {code for code, _name in countries()}
    yield content.type not in ("", *TYPE), _("Choose one from the list."), "type"
    yield not set(content.audiences) <= set(AUDIENCE), _("Choose audiences from the list."), "to_scientific"
    wrong_size = any(not 1 <= size <= MAX_REACHED for size in sizes)
    yield wrong_size, _("Write a whole number from 1 to 1,000,000,000."), "to_scientific"
    yield not known or len(content.countries) > MAX_COUNTRIES, _("Choose countries from the list."), "countries"
    yield content.visibility not in LEVEL, _("Choose who sees it."), "visibility"
    safe = content.link == "" or content.link.lower().startswith(("https://", "http://"))
    yield not safe, _("Write an address that begins with https://"), "link"


def _others(actor: Actor, content: ActivityContent, activity: DisseminationActivity) -> Wrong:
    teams = dict(innovation_choices(actor, activity.innovation_id))
    houses = dict(organisation_choices(actor, activity.organisation_id))
    here = {id_ for id_, _name in people_among(actor, content.people, activity.id)}
    here |= set(hidden_people(actor, activity.id))
    yield len(content.people) > MAX_PEOPLE, _("Name at most %(max)d people.", max=MAX_PEOPLE), "people"
    yield not set(content.people) <= here, _("Choose people from those found."), "people"
    not_theirs = content.innovation_id is not None and content.innovation_id not in teams
    yield not_theirs, _("Choose one from the list."), "innovation_id"
    not_home = content.organisation_id is not None and content.organisation_id not in houses
    yield not_home, _("Choose one from the list."), "organisation_id"


def write(activity: DisseminationActivity, content: ActivityContent) -> None:
    """Put the content into an activity that is in the database or about to be."""
    for field in fields(content):
        if field.name not in ("people", "countries", "audiences", "type_words"):
            setattr(activity, field.name, getattr(content, field.name))
    activity.type_words = content.type_words if content.type == "other" else ""
    activity.countries = sorted(set(content.countries))
    activity.audiences = {key: content.audiences[key] for key in AUDIENCE if key in content.audiences}
    activity.changed_at = now()
    db.session.add(activity)
    db.session.flush()
    db.session.execute(delete(ActivityPerson).where(ActivityPerson.activity_id == activity.id))
    db.session.add_all(ActivityPerson(activity_id=activity.id, person_id=id_) for id_ in dict.fromkeys(content.people))
    db.session.flush()


def search_texts(activity: DisseminationActivity) -> list[str]:
    """Its own words, and those of its type and country in every language of the house."""
    said = [activity.title, activity.about, activity.place, activity.organiser, activity.work, activity.type_words]
    for language in LANGUAGES:
        with force_locale(language):
            said += [str(TYPE[activity.type]), country_name(activity.country)]
    return said
