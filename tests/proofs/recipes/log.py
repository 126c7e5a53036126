"""The log itself: comments, exports, the inbox, mail, kept views, the look at its chain."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.activity.actions import comments, exports, saved_views
from app.activity.actions.inbox import About
from app.activity.actions.notices import Wanted
from app.activity.models import Delivery, Event
from app.core.clock import now
from app.extensions import db
from app.innovations import actions as innovations
from tests.builders import a_claim, an_offer
from tests.proofs.recipes.innovations import _TOLD


def _entry(p: Any) -> Any:
    innovations.put_forward(p.innovator, _TOLD)
    return db.session.execute(select(Event).order_by(Event.id.desc()).limit(1)).scalar_one()


def _commented(p: Any) -> Any:
    entry = _entry(p)
    return entry, comments.comment_on(p.mentor, entry, "Well done.")


def _export(p: Any) -> Any:
    return exports.request_export(p.mentor, "csv", "", "en", "Europe/Sofia")


def _claimed(p: Any) -> Any:
    one = _export(p)
    exports.claim_export(None)
    db.session.refresh(one)
    return one.id, one.attempts


def _about(p: Any) -> About:
    claim = a_claim(an_offer(p.stakeholder), p.innovator)
    newest = db.session.execute(select(Event.id).order_by(Event.id.desc()).limit(1)).scalar_one()
    return About("claim", claim.id, newest)


def _mail(p: Any, state: str = "queued") -> Any:
    _about(p)
    one = db.session.execute(select(Delivery).where(Delivery.channel == "email").limit(1)).scalar_one()
    one.state = state
    db.session.commit()
    return one


def _view(p: Any) -> Any:
    return saved_views.save_view(p.mentor, "Mine", "strand=offers")


_A = "activity.actions."
RECIPES: dict[str, Any] = {
    _A + "comments.comment_on": lambda p: (p.mentor, _entry(p), "Well done."),
    _A + "comments.correct_entry": lambda p: (p.innovator, _entry(p), "It was on Tuesday."),
    _A + "comments.remove_comment": lambda p: (p.animator, *_commented(p), "It names a child."),
    _A + "exports.claim_export": lambda p: (_export(p) and None,),
    _A + "exports.finish_export": lambda p: (None, *_claimed(p), "a-file", 9, 1),
    _A + "exports.note_progress": lambda p: (None, *_claimed(p), 1, 9),
    _A + "exports.give_up_export": lambda p: (None, *_claimed(p), "broken"),
    _A + "exports.remove_export": lambda p: (p.mentor, _export(p)),
    _A + "inbox.mark_read": lambda p: (p.stakeholder, _about(p)),
    _A + "inbox.mark_new": lambda p: (p.stakeholder, _about(p)),
    _A + "inbox.mark_done": lambda p: (p.stakeholder, _about(p)),
    _A + "inbox.bring_back": lambda p: (p.stakeholder, _about(p)),
    _A + "inbox.bring_back_new": lambda p: (p.stakeholder, _about(p)),
    _A + "inbox.put_off": lambda p: (p.stakeholder, _about(p), now() + timedelta(days=1)),
    _A + "inbox.read_about": lambda p: (p.stakeholder, (it := _about(p)).kind, it.ref),
    _A + "mail.drop_mail": lambda p: (p.animator, _mail(p, "parked")),
    _A + "mail.try_mail_again": lambda p: (p.animator, _mail(p, "parked")),
    _A + "mail.drop_all_mails": lambda p: (_mail(p, "parked") and p.animator,),
    _A + "mail.try_all_mails_again": lambda p: (_mail(p, "parked") and p.animator,),
    _A + "notices.choose_notices": lambda p: (p.mentor, Wanted(False, "weekly", 9, 1, True), {}),
    _A + "notices.be_quiet": lambda p: (None, p.mentor.id),
    _A + "saved_views.rename_view": lambda p: (p.mentor, _view(p), "Other"),
    _A + "saved_views.remove_view": lambda p: (p.mentor, _view(p)),
    _A + "trust.ask_for_look": lambda p: (p.animator,),
    _A + "trust.end_look": lambda _p: (None, []),
    _A + "trust._begin": lambda _p: (None,),
    "activity.belonging.note_belongings": lambda _p: (None,),
}
