"""Who may do what in activity."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict

OF_COMMENTS = ("activity.entry_commented", "activity.comment_removed", "activity.comment_taken_back")
"""Entries that tell of comments."""


def may_care_for_mail(actor: Actor) -> Verdict:
    """Sending a parked mail again, or dropping it."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can do this."))


def may_look_at_chain(actor: Actor) -> Verdict:
    """Asking for a look at the whole log."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can do this."))


def may_change_export(actor: Actor, export: Any) -> Verdict:
    """Their own, and nobody else's."""
    return True if export.person_id == actor.id else Denied(_l("This is not yours."))


def may_change_view(actor: Actor, view: Any) -> Verdict:
    """Their own, and nobody else's."""
    return True if view.person_id == actor.id else Denied(_l("This is not yours."))


def may_keep_feed(actor: Actor) -> Verdict:
    """A secret address at which the log is read as this person sees it."""
    if actor.role == "observer":
        return Denied(_l("You can read here, but not act: your account is an observer's."))
    return True


def may_comment(actor: Actor, event: Any) -> Verdict:
    """Write below an entry that one sees. Not below what tells of a comment: the talk has one place."""
    if actor.role == "observer":
        return Denied(_l("You can read here, but not act: your account is an observer's."))
    if event.verb in OF_COMMENTS:
        return Denied(_l("Write below the entry that was commented on."))
    return True


def may_remove_comment(actor: Actor, comment: Any) -> Verdict:
    """Their own; animators any, and say why."""
    if comment.author_id == actor.id or actor.role == "animator":
        return True
    return Denied(_l("Only who wrote this, and the animators, can take it back."))


def may_correct_entry(actor: Actor, event: Any) -> Verdict:
    """Put right, in their own words, what they themselves did or said."""
    if event.actor_id != actor.id or actor.role == "observer":
        return Denied(_l("Only whose entry this is can put it right."))
    if event.verb in (*OF_COMMENTS, "activity.entry_corrected"):
        return Denied(_l("Put the first entry right instead."))
    if event.strand == "outreach":
        return Denied(_l("Put the activity right on its own page: the numbers count from there."))
    return True
