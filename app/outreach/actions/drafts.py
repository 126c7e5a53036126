"""Drafts: seen by their writer alone, so no event tells of them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.core.action import action
from app.core.rules import Actor, Conflict, require
from app.extensions import db
from app.offers.actions import drop_draft
from app.outreach.actions.files import put_files, put_files_away
from app.outreach.actions.writing import check, write
from app.outreach.models import TYPED, ActivityContent, ActivityFiles, ActivityPerson, DisseminationActivity
from app.outreach.rules import may_change_draft, may_log_activity


@action(silent="what one is still typing is nobody else's business")
def keep_activity(
    actor: Actor,
    activity: DisseminationActivity | None,
    content: ActivityContent,
    files: ActivityFiles,
    copied_from_id: str | None = None,
) -> DisseminationActivity:
    """Keep it as a draft, a new one (None) or one there is, with whatever is said so far."""
    require(may_log_activity(actor))
    draft = activity or DisseminationActivity(author_id=actor.id, state="draft", copied_from_id=copied_from_id)
    require(may_change_draft(actor, draft))
    if draft.state != "draft":
        raise Conflict(_("This is logged already. You can put it right."))
    write(draft, check(actor, content, draft, whole=False))
    put_files(actor, draft, files)
    drop_draft(actor, TYPED, activity.id if activity else "")
    return draft


@action(silent="what one is still typing is nobody else's business")
def remove_draft(actor: Actor, activity: DisseminationActivity) -> None:
    """Throw a draft away, and its files."""
    require(may_change_draft(actor, activity))
    if activity.state != "draft":
        raise Conflict(_("This is logged already. You can put it right."))
    _remove(activity)


@action(silent="what one is still typing is nobody else's business")
def forget_drafts(actor: Actor, leaver: Any) -> None:
    """Part of removing somebody: what they had not logged yet goes. What they logged stays: it counts."""
    mine = (DisseminationActivity.author_id == leaver.id) & (DisseminationActivity.state == "draft")
    for draft in db.session.execute(select(DisseminationActivity).where(mine)).scalars().all():
        _remove(draft)


def _remove(draft: DisseminationActivity) -> None:
    put_files_away(draft)
    db.session.execute(delete(ActivityPerson).where(ActivityPerson.activity_id == draft.id))
    db.session.delete(draft)
    db.session.flush()
