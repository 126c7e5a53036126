"""Contacts with stakeholders, offers prepared for them; activities; what one keeps for oneself of the log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.core.clock import now
from app.extensions import db
from app.outreach.models import ActivityContent, ActivityFiles
from app.people.models import Organisation
from app.stakeholders.actions.contacts import Said
from tests.builders import a_contact, a_prepared_offer, an_offer
from tests.outreach.builders import a_draft, an_activity


def _house() -> Any:
    return db.session.execute(select(Organisation).limit(1)).scalar_one()


def _contact(p: Any) -> Any:
    return a_contact(_house().id, p.animator, next_step="Write to Ann", next_on=now().date() + timedelta(days=3))


def _said() -> Said:
    return Said("call", now().date(), "Ann Lens", "Other words.")


def _content(p: Any) -> Any:
    from tests.builders import content_of

    return content_of(an_offer(p.stakeholder), title="Evenings of a notary")


def _activity(p: Any) -> Any:
    return an_activity(p.animator, starts_on=now().date())


def _workshop(**said: Any) -> ActivityContent:
    told: dict[str, Any] = {"title": "Kitchens", "type": "workshop_organised", "starts_on": now().date(),
                            "place": "Ruse", "country": "BG", "audiences": {"media": 4}}  # fmt: skip
    return ActivityContent(**told | said)


_S, _A = "stakeholders.actions.", "outreach.actions."
RECIPES: dict[str, Any] = {
    _S + "contacts.note_contact": lambda p: (p.animator, _house(), _said()),
    _S + "contacts.change_contact": lambda p: (p.animator, _contact(p), _said()),
    _S + "contacts.remove_contact": lambda p: (p.animator, _contact(p)),
    _S + "contacts.tick_next_step": lambda p: (p.animator, _contact(p), True),
    _S + "inviting.invite_stakeholder": lambda p: (p.animator, "n@example.net", "Nora", "A house", _content(p)),
    _S + "prepared.change_prepared": lambda p: (p.animator, a_prepared_offer(p.animator), _content(p)),
    _S + "prepared.take_back_prepared": lambda p: (p.animator, a_prepared_offer(p.animator)),
    _A + "activities.log_activity": lambda p: (p.animator, _workshop()),
    _A + "activities.finish_activity": lambda p: (p.animator, a_draft(p.animator), _workshop(), ActivityFiles()),
    _A + "activities.correct_activity": lambda p: (
        p.animator, one := _activity(p), _workshop(), ActivityFiles(), one.version,
    ),
    _A + "activities.withdraw_activity": lambda p: (p.animator, _activity(p), "It was another one."),
    _A + "drafts.keep_activity": lambda p: (p.animator, None, _workshop(), ActivityFiles()),
    _A + "drafts.remove_draft": lambda p: (p.animator, a_draft(p.animator)),
    _A + "drafts.forget_drafts": lambda p: (p.animator, a_draft(p.animator) and p.animator),
    "activity.actions.feeds.open_log_feed": lambda p: (p.mentor,),
    "activity.actions.feeds.renew_log_feed": lambda p: (p.mentor,),
    "activity.actions.feeds.close_log_feed": lambda p: (p.mentor,),
    "activity.actions.saved_views.save_view": lambda p: (p.mentor, "Mine", "strand=offers"),
    "activity.actions.inbox.wake_snoozed": lambda _p: (None,),
    "activity.actions.inbox.mark_all_read": lambda p: (p.mentor, 9),
    "activity.actions.notices.choose_usual_notices": lambda p: (p.mentor,),
    "activity.actions.exports.sweep_exports": lambda _p: (now(),),
    "activity.actions.exports.request_export": lambda p: (p.mentor, "csv", "", "en", "Europe/Sofia"),
    "files.keeping.sweep": lambda _p: (now(),),
    "activity.chores.forget_done_forms": lambda _p: (now(),),
}  # fmt: skip
