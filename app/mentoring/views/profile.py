"""A mentor's own profile: what they offer, what they did, published or on a break."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import Refused
from app.mentoring import actions
from app.mentoring.forms.availability import BreakForm
from app.mentoring.forms.profile import TermsForm, stories_form, stories_told
from app.mentoring.models import MentorProfile
from app.mentoring.queries.affected import affected_by_break
from app.mentoring.queries.profiles import profile_of, sectors_of, state_of, stories_of, windows_of
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.people.queries import levels_of
from app.web.answers import invalid, leave, page
from app.web.gates import current_reader, participant
from app.web.language import timezone


def head(profile: MentorProfile | None, topics: Any) -> dict[str, Any]:
    """What the top of both pages of the profile says: where it stands, and what is missing."""
    if profile is None:
        return {"profile": None}
    state = state_of(profile.state, profile.paused_until, profile.timezone)
    windows, languages = windows_of(profile.person_id), levels_of(profile.person_id)
    missing = actions.what_is_missing(profile, topics, windows, languages)
    return {"profile": profile, "state": state, "missing": missing}


def _context(**forms: Any) -> dict[str, Any]:
    """All that the page shows; a form that is being answered is passed in, the others are as stored."""
    me = current_reader()
    profile, stories = profile_of(me.id), stories_of(me.id)
    stored: dict[str, Any] = {"topics": list(stories), "sectors": sectors_of(me.id)}
    return head(profile, stories) | {
        "terms": forms.get("terms") or TermsForm(profile, timezone(), formdata=None, **stored),
        "stories": forms.get("stories") or (stories_form(stories, formdata=None) if stories else None),
        "pausing": forms.get("pausing") or BreakForm(formdata=None),
        "affected": forms.get("affected") or [],
    }


def _again(status: int, **forms: Any) -> ResponseReturnValue:
    return invalid("mentoring/profile.html", status=status, **_context(**forms))


@bp.get("/mentoring/profile")
@participant
def profile() -> ResponseReturnValue:
    """What the mentor offers."""
    return page("mentoring/profile.html", **_context())


@bp.post("/mentoring/profile")
@participant
def profile_save() -> ResponseReturnValue:
    """Save what is offered; a new mentor goes on to their hours."""
    me = current_reader()
    new = profile_of(me.id) is None
    form = TermsForm(profile_of(me.id), timezone())
    done, status = attempt(form, lambda: actions.save_terms(me, actions.Terms(**form.terms())), "offer")
    if done is None:
        return _again(status, terms=form)
    if new:
        return leave(url_for("mentoring.availability"), _("Saved as a draft. Now say when you are free."))
    return leave(url_for("mentoring.profile"), _("Your mentor profile is saved."))


@bp.post("/mentoring/profile/stories")
@participant
def profile_stories() -> ResponseReturnValue:
    """What the mentor did in each topic."""
    me = current_reader()
    codes = or_404(stories_of(me.id) or None)
    form = stories_form(dict.fromkeys(codes, ""))
    done, status = attempt(form, lambda: actions.save_stories(me, stories_told(form, codes)))
    if done is None:
        return _again(status, stories=form)
    return leave(url_for("mentoring.profile"), _("Saved. Mentees read it beside your topics."))


@bp.post("/mentoring/profile/publication")
@participant
def profile_publish() -> ResponseReturnValue:
    """Publish, or return from a break."""
    form = TermsForm(profile_of(current_reader().id), timezone(), topics=[*stories_of(current_reader().id)],
                     sectors=sectors_of(current_reader().id), formdata=None)  # fmt: skip
    try:
        actions.publish_profile(current_reader())
    except Refused as refused:
        form.refuse(Refused(refused.reason, "offer"))
        return _again(422, terms=form)
    return leave(url_for("mentoring.profile"), _("You can be asked as a mentor now."))


@bp.post("/mentoring/profile/pause")
@participant
def profile_pause() -> ResponseReturnValue:
    """Take a break; booked sessions within it are asked about."""
    me, form = current_reader(), BreakForm()
    done, status = attempt(form, lambda: actions.pause_profile(me, form.until.data, form.answer), "until")
    if done is None:
        mine = profile_of(me.id)
        lost = affected_by_break(mine, form.until.data) if mine and form.asks else []
        return _again(status, pausing=form, affected=lost)
    words = _("You are on a break: nobody can ask you or book. Booked sessions stay as you said.")
    if form.until.data:
        words = _("You are on a break: nobody can ask you, and only times after it can be booked.")
    return leave(url_for("mentoring.profile"), words)
