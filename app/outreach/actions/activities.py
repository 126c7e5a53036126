"""Logging what happened elsewhere, putting it right, taking it back (A10). What was told stays in the log."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.activity.facts import Ref
from app.activity.record import limit_shown, record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.core.search import forget, index
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.offers.actions import drop_draft
from app.outreach.actions.files import put_files
from app.outreach.actions.writing import check, search_texts, write
from app.outreach.events import ActivityCorrected, ActivityLogged, ActivityWithdrawn
from app.outreach.models import TYPED, ActivityContent, ActivityFiles, ActivityPerson, DisseminationActivity
from app.outreach.queries import last_entry
from app.outreach.rules import may_change_draft, may_correct_activity, may_log_activity, may_withdraw_activity
from app.outreach.words import reached
from app.people.queries import Organisation


@action
def log_activity(
    actor: Actor, content: ActivityContent, files: ActivityFiles | None = None, copied_from_id: str | None = None
) -> DisseminationActivity:
    """Log it. Who took part is told, and may see it whoever else may."""
    require(may_log_activity(actor))
    activity = DisseminationActivity(author_id=actor.id, state="draft", copied_from_id=copied_from_id)
    return _log(actor, activity, content, files or ActivityFiles(), "")


@action
def finish_activity(
    actor: Actor, activity: DisseminationActivity, content: ActivityContent, files: ActivityFiles
) -> DisseminationActivity:
    """A draft is logged."""
    require(may_change_draft(actor, activity))
    if activity.state != "draft":
        raise Conflict(_("This is logged already. You can put it right."))
    return _log(actor, activity, content, files, activity.id)


def _log(
    actor: Actor,
    activity: DisseminationActivity,
    content: ActivityContent,
    files: ActivityFiles,
    typed_about: str,
) -> DisseminationActivity:
    content = check(actor, content, activity)
    activity.state, activity.logged_at = "logged", now()
    write(activity, content)
    put_files(actor, activity, files)
    index(db.session(), "activity", activity.id, *search_texts(activity))
    drop_draft(actor, TYPED, typed_about)
    record(actor, ActivityLogged(**_told(activity)), tell=content.people, among=content.people)
    return activity


@action
def correct_activity(
    actor: Actor, activity: DisseminationActivity, content: ActivityContent, files: ActivityFiles, version: int
) -> DisseminationActivity:
    """It was not quite so. A new entry refers to the one before, which stays with a mark. `version`: what was read
    before it was changed; if somebody put it right in the meantime, nobody overwrites the other unseen."""
    require(may_correct_activity(actor, activity))
    if activity.state != "logged":
        raise Conflict(_("This was taken back in the meantime."))
    if version != activity.version:
        raise Conflict(_("Somebody put this right in the meantime. Look at it again before you change it."))
    content, before = check(actor, content, activity), last_entry(activity.id)
    people = set(_people(activity)) | set(content.people)
    activity.version += 1
    write(activity, content)
    put_files(actor, activity, files)
    index(db.session(), "activity", activity.id, *search_texts(activity))
    drop_draft(actor, TYPED, activity.id)
    limit_shown("activity", activity.id, activity.visibility)
    concerned = people | {activity.author_id}
    corrects = before.id if before else None
    record(actor, ActivityCorrected(**_told(activity)), tell=concerned, among=concerned, corrects=corrects)
    return activity


@action
def withdraw_activity(actor: Actor, activity: DisseminationActivity, why: str) -> DisseminationActivity:
    """It was not so, or is not for here: it stands in no list and no count any more; its page says why."""
    require(may_withdraw_activity(actor, activity))
    if activity.state != "logged":
        raise Conflict(_("This was taken back already."))
    if not why.strip():
        raise Refused(_("Say why: who saw it before can read it."), field="why")
    before, concerned = last_entry(activity.id), {*_people(activity), activity.author_id}
    activity.state, activity.changed_at = "withdrawn", now()
    forget(db.session(), "activity", activity.id)
    fact = ActivityWithdrawn(**_told(activity), why=why)
    record(actor, fact, tell=concerned, among=concerned, corrects=before.id if before else None)
    return activity


def _people(activity: DisseminationActivity) -> list[str]:
    query = select(ActivityPerson.person_id).where(ActivityPerson.activity_id == activity.id)
    return list(db.session.execute(query).scalars())


def _told(activity: DisseminationActivity) -> dict[str, Any]:
    """What its facts say."""
    return {
        "activity": Ref("activity", activity.id, activity.title),
        "type": activity.type,
        "own": activity.type_words,
        "on": activity.starts_on,
        "reached": reached(activity.audiences),
        "level": activity.visibility,
        "innovation": _ref("innovation", SocialInnovation, activity.innovation_id),
        "organisation": _ref("organisation", Organisation, activity.organisation_id),
    }


def _ref(kind: str, model: Any, id_: str | None) -> Ref | None:
    thing = db.session.get(model, id_) if id_ else None
    return Ref(kind, thing.id, thing.name) if thing is not None else None
